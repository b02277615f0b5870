"""WebVTT and SubRip as cues, read leniently: what tools write, not only what standards allow.

No cue and no word is passed over: a time that cannot be read, a missing blank line, a cue
without an id or with two all happen in real exports.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

_TIMING = re.compile(r"^\s*(?P<start>[\d:.,-]*\d)\s*-->\s*[\d:.,-]*")
_NOTE = re.compile(r"(WEBVTT|NOTE|STYLE|REGION)(?![\w:])")
_ID = re.compile(r"\d+|[0-9a-fA-F-]{8,}(/\d+(-\d+)?)?(-\d+)?")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+(?P<name>[^>]*)>|</v>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:c|i|b|u|s|ruby|rt|lang|font|em|strong)(?:[.\s][^<>]*)?>|<\d[\d:.]*>|\{\\an?\d+\}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that appear together; ``time`` is in milliseconds, None where it cannot be read.

    ``voice`` is who says them, where the file has voices; it is ``open`` where the file does not
    say that they end there. ``line`` is that of the file.
    """

    time: int | None
    voice: str | None
    text: str
    line: int
    open: bool = False


def read_cues(text: str, *, entities: bool) -> tuple[list[Cue], int]:
    """All cues of a file, one for each voice in them, and how many notes were left out.

    ``entities`` are resolved in WebVTT; SubRip has none.
    """
    cues: list[Cue] = []
    notes = 0
    for number, block in _blocks(text):
        timings = [at for at, line in enumerate(block) if _TIMING.match(line)]
        if not timings and _NOTE.match(block[0].lstrip("\ufeff")):
            notes += not block[0].startswith("WEBVTT")
            continue
        if not timings:
            cues.extend(_cut_off(cues, block, number, entities))
            continue
        ends = [_words_end(block, at) for at in timings[1:]] + [len(block)]
        stray = block[: _words_end(block, timings[0])]
        if stray and not _NOTE.match(stray[0]):
            cues.extend(_cut_off(cues, stray, number, entities))
        for at, end in zip(timings, ends, strict=True):
            found = _TIMING.match(block[at])
            assert found is not None  # it is a timing
            words = block[at + 1 : end]
            cues.extend(_voices(_milliseconds(found["start"]), words, number + at + 1, entities))
    return cues, notes


def _blocks(text: str) -> Iterator[tuple[int, list[str]]]:
    """Lines between blank ones, with the number of the first."""
    block: list[str] = []
    number = 0
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            block.append(line)
        elif block:
            yield number - len(block), block
            block = []
    if block:
        yield number - len(block) + 1, block


def _words_end(block: list[str], timing: int) -> int:
    """Where the words before a timing end: its id belongs to it, which alone may be anything."""
    is_id = timing == 1 or (timing and _ID.fullmatch(block[timing - 1].strip()))
    return timing - 1 if is_id else timing


def _milliseconds(text: str) -> int | None:
    """A time as milliseconds: ``0:0:14.90`` is 14 s and 90 ms, as Teams wrote it; never below 0."""
    whole, _, fraction = text.replace(",", ".").partition(".")
    try:
        parts = [int(part) for part in whole.split(":")]
        thousandths = int(fraction[:3] or 0)
    except ValueError:
        return None
    seconds = 0
    for part in parts[:4]:
        seconds = seconds * 60 + part
    return min(max(0, seconds * 1000 + thousandths), 10**11)


def _cut_off(cues: list[Cue], lines: list[str], number: int, entities: bool) -> Iterator[Cue]:
    """Words that a blank line cut off from their cue; an open voice goes on."""
    last = cues[-1] if cues else Cue(None, None, "", 0)
    yield from _voices(last.time, lines, number, entities, last.voice if last.open else None)


def _voices(
    time: int | None, lines: list[str], number: int, entities: bool, voice: str | None = None
) -> Iterator[Cue]:
    """The words of one cue, cut where another voice begins."""
    text = "\n".join(lines)
    at = 0
    for tag in _VOICE.finditer(text):
        yield from _cue(time, voice, text[at : tag.start()], number, entities)
        at = tag.end()
        voice = " ".join(html.unescape(tag["name"]).split()) if tag["name"] else None
    for cue in _cue(time, voice, text[at:], number, entities):
        yield replace(cue, open=True)


def _cue(
    time: int | None, voice: str | None, text: str, number: int, entities: bool
) -> Iterator[Cue]:
    words = _TAG.sub("", text)
    words = html.unescape(words) if entities else words
    lines = [" ".join(line.split()) for line in words.split("\n")]
    if any(lines):
        yield Cue(time, voice, "\n".join(line for line in lines if line), number)
