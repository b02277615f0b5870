"""A source as lines: which look like the start of a turn, what they say, and when."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from snaglist.errors import UsageError
from snaglist.sources.importing.cues import Cue, read_cues
from snaglist.sources.importing.documents import SourceText
from snaglist.sources.labels import (
    BLOCK_SHAPES,
    NOISE,
    TIME,
    TIME_IN_WORDS,
    LabelStart,
    Shape,
    is_role,
    label_start,
)

VOICE = "voice"
"""The shape of a speaker whom the format itself names."""

CUE_SHAPES = frozenset({Shape.COLON, Shape.BRACKET, Shape.CHEVRONS})
_INLINE_TIME = re.compile(rf"{TIME_IN_WORDS.pattern}|\({TIME}\)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a document, or a cue: its words, and the label that they seem to stand below.

    ``whole`` is the line as words, should its label be none. ``times`` are places in ``words``
    with milliseconds. ``opens`` is True where a paragraph begins, False where it goes on.
    """

    number: int
    words: str
    whole: str
    name: str | None = None
    shape: str | None = None
    times: tuple[tuple[int, int], ...] = ()
    opens: bool = True

    def as_words(self) -> "Line":
        """The line with what looked like a label taken for words."""
        shift = len(self.whole) - len(self.words)
        times = tuple((at + shift if at else 0, ms) for at, ms in self.times)
        return replace(self, name=None, shape=None, words=self.whole, times=times)


@dataclass(frozen=True, slots=True)
class Source:
    """A file as lines; ``left_out`` is what of it nobody said."""

    format: str
    lines: tuple[Line, ...]
    left_out: tuple[str, ...]

    @property
    def has_cues(self) -> bool:
        """Whether words come in cues, which cut sentences."""
        return self.format in ("vtt", "srt")


def read_lines(source: SourceText, style: str | None) -> Source:
    """The lines of a source.

    ``style`` is the shape of its labels where that is known, or a regular expression with the group
    ``name`` that matches a label; otherwise every shape is looked for. Raises ``UsageError`` for
    neither.
    """
    if source.format in ("vtt", "srt"):
        cues, notes = read_cues(source.text, entities=source.format == "vtt")
        left = (*source.left_out, f"{notes} notes") if notes else source.left_out
        if not cues:
            raise UsageError("The file has no cue with words.")
        return Source(source.format, tuple(_cue_lines(cues, _finder(style))), left)
    lines = _grouped(list(_text_lines(source.text, _finder(style))))
    return Source(source.format, tuple(lines), source.left_out)


class _Finder:
    """Finds labels of one shape, or of all."""

    def __init__(self, shape: Shape | None = None, pattern: re.Pattern[str] | None = None) -> None:
        self.shape, self.pattern = shape, pattern

    def __call__(self, line: str) -> LabelStart | None:
        if self.pattern:
            own = self.pattern.match(line)
            name = " ".join((own["name"] or "").split()) if own else ""
            return (
                LabelStart(Shape.COLON, name, own.start("name"), own.end())
                if own and name
                else None
            )
        found = label_start(line)
        return found if found and self.shape in (None, found.shape) else None


def _finder(style: str | None) -> _Finder:
    if style is None:
        return _Finder()
    if style in list(Shape):
        return _Finder(Shape(style))
    try:
        pattern = re.compile(style)
    except re.error as error:
        raise UsageError(f"--as {style!r} is no regular expression: {error}.") from error
    if "name" not in pattern.groupindex:
        known = ", ".join(Shape)
        raise UsageError(f"--as knows {known}, or a regular expression with (?P<name>…).")
    return _Finder(pattern=pattern)


def milliseconds(time: str) -> int:
    """A time as labels have it, ``1:02:03.5`` or ``#00:01:02-3#``, in milliseconds."""
    whole, _, tenths = re.sub(r"[,-]", ".", time.strip("#").lstrip("-")).partition(".")
    seconds = 0
    for part in whole.split(":"):
        seconds = seconds * 60 + int(part)
    return seconds * 1000 + int((tenths + "000")[:3])


def _times_apart(words: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Words without the times among them, and where these were."""
    times: list[tuple[int, int]] = []
    kept, at = "", 0
    for match in _INLINE_TIME.finditer(words):
        kept = (kept + words[at : match.start()]).rstrip()
        found = re.search(TIME, match[0])
        times.append((len(kept) + bool(kept), milliseconds(found[0]) if found else 0))
        at = match.end()
        kept += " " if kept and words[at:].strip() else ""
        at += len(words[at:]) - len(words[at:].lstrip())
    rest = (kept + words[at:]).strip()
    return rest, tuple((min(place, max(len(rest) - 1, 0)), ms) for place, ms in times)


def _text_lines(text: str, find: _Finder) -> Iterator[Line]:
    """The lines of a document that say something; a time on a line of its own is the next one's."""
    waiting: int | None = None
    blank = True
    rows = text.split("\n")
    alone = _alone(rows, find)
    for number, row in enumerate(rows, start=1):
        if not row.strip():
            blank = True
            continue
        found = find(row)
        if found and found.shape is Shape.ALONE and number not in alone:
            found = None
        words, times = _times_apart(_said(row, found) if found else row)
        whole, _ = _times_apart(row)
        ms = milliseconds(found.time) if found and found.time else waiting
        waiting = ms if not words else None
        if not words and not found:
            # Nothing but a time.
            waiting = times[0][1] if times else ms
            continue
        if ms is not None and words and not any(place == 0 for place, _ in times):
            times = ((0, ms), *times)
        name, shape = (found.name, found.shape) if found else (None, None)
        yield Line(number, words, whole, name, shape, times, opens=blank)
        blank = False


def _alone(rows: Sequence[str], find: _Finder) -> set[int]:
    """The lines (1-based) of nothing but a name that may be labels.

    In a text with blank lines between paragraphs that is one which heads a paragraph, is said
    again, or names a role; in another any. The last line of a text heads nothing.
    """
    last = max((number for number, row in enumerate(rows, start=1) if row.strip()), default=0)
    starts = ((number, find(row)) for number, row in enumerate(rows[: last - 1], start=1))
    names = {
        number: start.name.casefold()
        for number, start in starts
        if start and start.shape is Shape.ALONE
    }
    if find.shape:
        return set(names)
    blanks = sum(not row.strip() for row in rows)
    apart = blanks * 6 > len(rows)
    often = Counter(names.values())
    return {
        number
        for number, name in names.items()
        if not apart
        or number == 1
        or not rows[number - 2].strip()
        or often[name] > 1
        or is_role(name)
    }


def _grouped(lines: list[Line]) -> list[Line]:
    """Lines with paragraphs as the source has them: set apart by blank lines, or each its own."""
    labelled = [line for line in lines if line.name]
    apart = sum(line.opens for line in labelled) * 2 > len(labelled)
    wrapped = sum(not line.opens and not line.name for line in lines)
    return lines if apart and wrapped else [replace(line, opens=True) for line in lines]


def _cue_lines(cues: Sequence[Cue], find: _Finder) -> Iterator[Line]:
    """A line for each cue, or for each label at the start of a line in one."""
    for cue in cues:
        times = ((0, cue.time),) if cue.time is not None else ()
        if cue.voice:
            words = " ".join(cue.text.split())
            yield Line(cue.line, words, words, cue.voice, VOICE, times, opens=False)
            continue
        rows = cue.text.split("\n")
        starts = [
            (at, found) for at, row in enumerate(rows) if (found := _cue_label(rows, at, find))
        ]
        head = " ".join(rows[: starts[0][0]] if starts else rows)
        if head:
            yield Line(cue.line, head, head, times=times, opens=False)
        ends = [*(at for at, _ in starts[1:]), len(rows)]
        for (at, found), end in zip(starts, ends, strict=False):
            words = " ".join([_said(rows[at], found), *rows[at + 1 : end]]).strip()
            whole = " ".join(rows[at:end])
            here = times if words else ()
            yield Line(cue.line, words, whole, found.name, found.shape, here, opens=False)


def _said(row: str, found: LabelStart) -> str:
    """What stands behind a label, and a noise that stands before it."""
    noises = NOISE.findall(row[: found.start])
    return " ".join([*noises, row[found.words :]])


def _cue_label(rows: Sequence[str], at: int, find: _Finder) -> LabelStart | None:
    found = find(rows[at])
    if found is None or found.shape in CUE_SHAPES or find.shape or find.pattern:
        return found
    heads = at == 0 and len(rows) > 1 and found.shape in BLOCK_SHAPES and is_role(found.name)
    return found if heads else None


def unlabelled(source: Source) -> tuple[list[Line], list[Line]]:
    """Lines of whom nobody knows the speaker: before the first label, and between labelled ones.

    Where labels have lines of their own, or most paragraphs have none, one without goes on with
    the speaker before; where nearly all have one, it may be anybody's, as a cue without a name is.
    """
    lines = source.lines
    first = next((at for at, line in enumerate(lines) if line.name), len(lines))
    head, rest = list(lines[:first]), lines[first:]
    if source.has_cues:
        return head, [line for line in rest if not line.name]
    labelled = [line for line in rest if line.name]
    blocks = sum(line.shape in BLOCK_SHAPES for line in labelled) * 2 > len(labelled)
    bare = [
        line
        for before, line in pairwise(rest)
        if line.opens and not line.name and not (before.name and not before.words)
    ]
    return head, [] if blocks or len(bare) * 3 > len(labelled) else bare
