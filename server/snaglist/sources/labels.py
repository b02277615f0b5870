"""How turns begin in transcripts: labels and times, in the forms that people and tools write.

A label is looked for at the start of a line only. What looks like one is told from a sentence with
a colon by its length and its letters, and in doubt it is taken for a label: asking once costs less
than giving words to the wrong speaker.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

SPACE = r"[^\S\n]"
"""Any space but a line end: no-break and ideographic ones, too."""

COLON = "[:：﹕]"
TIME = r"#?-?(?:\d{1,3}:)?\d{1,2}:\d{2}(?:[.,-]\d{1,3})?#?"
BRACKETED_TIME = rf"[\[(<{{]{SPACE}*{TIME}{SPACE}*[\])>}}]"

TIME_IN_WORDS = re.compile(
    rf"[\[<{{]{SPACE}*{TIME}{SPACE}*[\]>}}]|#\d{{1,3}}:\d{{2}}:\d{{2}}(?:-\d)?#"
    rf"|^{SPACE}*(?:\({TIME}\)|{TIME}(?={SPACE}*$))|{TIME}{SPACE}*-->(?:{SPACE}*{TIME})?",
    re.MULTILINE,
)
"""A time of the recording among words: in brackets, on a line of its own, or that of a cue."""


class Shape(StrEnum):
    """How a label is set off from the words."""

    COLON = "colon"
    BRACKET = "bracket"
    HEADING = "heading"
    OTTER = "otter"
    ALONE = "alone"
    TAB = "tab"
    DASH = "dash"
    DOT = "dot"
    CHEVRONS = "chevrons"


BLOCK_SHAPES = frozenset({Shape.HEADING, Shape.OTTER, Shape.ALONE})
"""Those where the label has a line of its own, with the words below it."""

INLINE_SHAPES = frozenset({Shape.COLON, Shape.BRACKET, Shape.OTTER})
"""Those that are told from words even behind the sign or the number of a list."""


@dataclass(frozen=True, slots=True)
class LabelStart:
    """What looks like a label at the start of a line.

    ``start`` is where the name begins in the line, ``words`` where its words do.
    """

    shape: Shape
    name: str
    start: int
    words: int
    time: str | None = None


_ROLE = re.compile(
    r"(?:interview|speak|particip|respond|moderat|facilit|unknown|inconnu|unbekannt|desconocid"
    r"|sprecher|befragt|entrevist|intervenant|locut|répond|repond|enquêt|enquet|researcher)\w*",
    re.IGNORECASE,
)
"""Beginnings of the words by which transcripts call speakers."""

_NOISES = (
    r"inaudible|unintelligible|unclear|laugh|chuckl|giggl|sigh|cough|pause|silence|cross-?talk"
    r"|music|noise|applause|foreign|phone|beep|break|end of|start of|recording|rire|lachen|risas"
)
"""What stands in brackets and is no label."""

_INTERJECTIONS = frozenset(
    [
        "yes",
        "no",
        "yeah",
        "yep",
        "nope",
        "okay",
        "ok",
        "right",
        "sure",
        "thanks",
        "mm-hmm",
        "mhm",
        "uh-huh",
        "hm",
        "hmm",
        "well",
        "so",
        "oh",
        "oui",
        "non",
        "ja",
        "nein",
        "doch",
        "genau",
        "sí",
        "si",
        "bon",
        "voilà",
        "exactly",
        "absolutely",
        "perfect",
        "great",
        "good",
        "nice",
    ]
)
_PARTICLES = frozenset(
    [
        "de",
        "la",
        "le",
        "du",
        "des",
        "van",
        "von",
        "der",
        "den",
        "di",
        "da",
        "dos",
        "del",
        "of",
        "the",
        "al",
        "bin",
        "ibn",
        "y",
        "e",
    ]
)
_UNSPACED = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
"""Letters of scripts that set no spaces between words."""

_HEAD = re.compile(rf"{SPACE}*(?:(?:{BRACKETED_TIME}|{TIME}){SPACE}*[-–—|]?{SPACE}*)?")
_BULLET = re.compile(rf"{SPACE}*(?:>(?!>)|[*•·–—-]{{1,3}}|\d{{1,4}}[.)]){SPACE}+")
_HEADING = re.compile(
    rf"\#{{1,6}}{SPACE}+(?P<name>.+?){SPACE}*(?P<time>{BRACKETED_TIME}|{TIME})?{COLON}?$"
)
_BRACKET = re.compile(
    rf"(?P<open>[\[(])(?P<name>[^\[\]()\n]{{1,40}})[\])]{SPACE}*(?P<time>{BRACKETED_TIME}|{TIME})?"
    rf"{SPACE}*(?P<colon>{COLON})?{SPACE}*"
)
_COLON = re.compile(
    rf"[*_]{{0,3}}(?P<name>[^\n:：﹕]{{1,60}}?)[*_]{{0,3}}{SPACE}*(?P<time>{BRACKETED_TIME}|{TIME})?"
    rf"{SPACE}*{COLON}(?!//)[*_]{{0,3}}{SPACE}*"
)
_OTTER = re.compile(
    rf"[*_]{{0,3}}(?P<name>[^\n]{{1,60}}?)[*_]{{0,3}}{SPACE}+"
    rf"(?P<time>(?:{BRACKETED_TIME}|{TIME}){SPACE}*$|{BRACKETED_TIME}){SPACE}*"
)
_TAB = re.compile(r"(?P<name>[^\t\n]{1,40})\t+(?=\S)")
_DASH = re.compile(rf"(?P<name>[^\n:–—]{{1,40}}?){SPACE}+[-–—]{SPACE}+(?=\S)")
_DOT = re.compile(rf"(?P<name>[QAIPRM]\d?)\.{SPACE}+(?=\S)")
_BEFORE = re.compile(rf"(?:(?:>>|[\[(](?:{_NOISES})[^\[\]()\n]{{0,40}}[\])]){SPACE}*)*", re.I)
"""Signs that somebody else speaks now, and noises, which a label may follow."""

NOISE = re.compile(rf"[\[(](?:{_NOISES})[^\[\]()\n]{{0,40}}[\])]", re.IGNORECASE)
"""A noise in brackets, which is no label and no name."""


def is_role(name: str) -> bool:
    """True for what transcripts call speakers whose names they do not say."""
    return _ROLE.match(name.strip()) is not None


def is_name_like(name: str) -> bool:
    """True where a label may be called so: short, without signs of a sentence."""
    words = name.split()
    if not words or len(words) > 5 or len(name) > 40 or not any(map(str.isalpha, name)):
        return False
    if re.search(r"[?!;\"“”„«»…=|\\/{}<>]|\w{4,}\.|[.,]$", name):
        return False
    if is_role(name):
        return True
    if _UNSPACED.search(name):
        return len(name) <= 12
    if "," in name:
        return _is_capitalised(words) and name.count(",") <= 2
    return (
        _is_capitalised(words) or len(words) <= 2 or (len(words) <= 4 and not words[0][0].islower())
    )


def _is_capitalised(words: Sequence[str]) -> bool:
    """Names of people are: each word begins with a capital, a digit or a sign."""
    first, *others = words
    return not first[0].islower() and all(
        not word[0].islower() or word in _PARTICLES for word in others
    )


def label_start(line: str) -> LabelStart | None:
    """What looks like a label at the start of a line, its time with it, or None."""
    bullet = _BULLET.match(line)
    head = _HEAD.match(line, bullet.end() if bullet else 0)
    assert head is not None  # it matches nothing, too
    at = _BEFORE.match(line, head.end()).end()  # type: ignore[union-attr]  # likewise
    found, time = _start_at(line, at), re.search(TIME, head[0])
    if found is None and (chevrons := line.rfind(">>", head.end(), at)) >= 0:
        return LabelStart(Shape.CHEVRONS, ">>", chevrons, at, time[0] if time else None)
    if found is None or (bullet and found.shape not in INLINE_SHAPES):
        return None
    if found.time or not time:
        return found
    # A name and a time are a label, on whichever side the time is.
    shape = Shape.OTTER if found.shape is Shape.ALONE else found.shape
    return replace(found, shape=shape, time=time[0])


def _start_at(line: str, at: int) -> LabelStart | None:
    """The label that begins at a place of a line, of the shape that says most."""
    if (found := _HEADING.match(line, at)) and is_name_like(found["name"]):
        return _made(Shape.HEADING, found, len(line))
    if found := _BRACKET.match(line, at):
        fits = is_name_like(found["name"])
        return _made(Shape.BRACKET, found, found.end()) if fits else None
    if (found := _COLON.match(line, at)) and _is_label_before_colon(line, found):
        return _made(Shape.COLON, found, found.end())
    if (found := _OTTER.match(line, at)) and _stands_alone(found["name"]):
        return _made(Shape.OTTER, found, found.end())
    if found := _DOT.match(line, at):
        return _made(Shape.DOT, found, found.end())
    for shape, pattern in ((Shape.TAB, _TAB), (Shape.DASH, _DASH)):
        found = pattern.match(line, at)
        if found and (
            is_role(found["name"]) or (_stands_alone(found["name"]) and shape is Shape.TAB)
        ):
            return _made(shape, found, found.end())
    rest = line[at:].strip().strip("*_")
    if rest and _stands_alone(rest):
        return LabelStart(Shape.ALONE, " ".join(rest.split()), line.index(rest, at), len(line))
    return None


def _made(shape: Shape, found: re.Match[str], words: int) -> LabelStart:
    time = re.search(TIME, found.groupdict().get("time") or "")
    name = found["name"]
    start = found.start("name") + len(name) - len(name.lstrip())
    return LabelStart(shape, " ".join(name.split()), start, words, time[0] if time else None)


def _is_label_before_colon(line: str, found: re.Match[str]) -> bool:
    """Not where the colon is one of a ratio or a clock, as in "Ratio 3:1"."""
    before = line[: found.end()].rstrip().rstrip("*_").rstrip()[:-1]
    clock = before[-1:].isdigit() and line[found.end() : found.end() + 1].isdigit()
    return is_name_like(found["name"]) and not (clock and not line[: found.end()].endswith(" "))


def _stands_alone(name: str) -> bool:
    """True where a line of nothing else, or of it and a time, is a label and no short answer."""
    name = name.strip()
    words = name.split()
    if not is_name_like(name) or name.casefold() in _INTERJECTIONS:
        return False
    return is_role(name) or _UNSPACED.search(name) is not None or _is_capitalised(words)


def label_pattern(labels: Sequence[str]) -> re.Pattern[str]:
    """Finds declared labels at starts of lines; the group ``label0`` is the first of them.

    Case and inner spaces do not matter. Longer labels come first, as a label may hold a colon:
    "Chair" must not be all of "Chair: acting:".
    """
    order = sorted(range(len(labels)), key=lambda n: -len(folded(labels[n])))
    names = "|".join(f"(?P<label{n}>{_spaced(labels[n])})" for n in order)
    return re.compile(rf"^{SPACE}*(?:{names}){SPACE}*{COLON}", re.IGNORECASE | re.MULTILINE)


def inner_pattern(labels: Sequence[str]) -> re.Pattern[str] | None:
    """Finds declared labels after the end of a sentence within a line, where they begin nothing."""
    names = "|".join(_spaced(label) for label in labels if len(folded(label)) > 1)
    # With its case: "the interviewee: wait" is talk of one.
    return re.compile(rf"(?<=[.?!…。？！]){SPACE}+({names}){SPACE}*{COLON}") if names else None


def unpunctuated_pattern(labels: Sequence[str]) -> re.Pattern[str] | None:
    """Finds declared labels at starts of lines whose colon is missing.

    Only those that no sentence begins with: the words for speakers, and names with a number.
    """
    sure = [each for each in labels if is_role(each) or re.search(r"\w{2}.*\d", each)]
    names = "|".join(map(_spaced, sure))
    return (
        re.compile(rf"^{SPACE}*({names})(?![\w:：﹕]|{SPACE}*{COLON})", re.MULTILINE)
        if names
        else None
    )


def folded(label: str) -> str:
    """A label without what does not matter in it: case and spaces."""
    return re.sub(r"\s+", "", label).casefold()


def _spaced(label: str) -> str:
    """A pattern for a label, with spaces allowed between all of its letters."""
    return rf"{SPACE}*".join(map(re.escape, re.sub(r"\s+", "", label)))
