"""The story of an entry in its parts: what happened, how we read it, what to do about it.

Editors write all of it in one field, in this order: paragraphs that tell what was reported, then
one that begins with "Our reading:", then what to do, from a sentence "On Monday, …" on. Any of
them may be missing.
"""

import re
from dataclasses import dataclass

READING = "Our reading:"
"""How the paragraph begins in which editors say what they make of it."""

MONDAY = re.compile(r"(?:^|(?<=[.!?:]\s))On Monday,\s", re.MULTILINE)
"""Where the advice begins, which ends the story."""

OPENING_SENTENCES, OPENING_LENGTH = 3, 200
"""How many sentences of a story stand on the first screen of its page, and how many characters at
least; of a paragraph of which less than half as much would be left, all of it."""

SENTENCE_END = re.compile(
    r"(?<=[.!?])(?<!e\.g\.)(?<!i\.e\.)(?<!vs\.)(?<!\b[A-Z]\.)[\"”’)*]{0,2}\s+(?=[\"“(*]?[A-Z0-9])"
)
"""Between two sentences of running text; an initial and a common abbreviation end none."""

NO_RUNNING_TEXT = re.compile(r"\s*(?:[#>|]|[-*+] |\d+[.)] |```|~~~| {4})")
"""How blocks of Markdown begin that are no paragraphs."""


@dataclass(frozen=True, slots=True)
class Story:
    """The parts of a story, each Markdown and empty where it is missing.

    ``opening`` has its first few sentences, ``rest`` what else was reported. ``reading`` is without
    the words that announce it, ``monday`` with its first two words.
    """

    opening: str
    rest: str
    reading: str
    monday: str


def parts_of(body: str) -> Story:
    """A story, cut where its editor said that another part begins."""
    told, monday = _cut(body.strip(), MONDAY)
    told, reading = _cut(told, re.compile(rf"^{re.escape(READING)}\s*", re.MULTILINE))
    opening, rest = _opening(told)
    reading = reading.removeprefix(READING).strip()
    return Story(opening, rest, reading[:1].upper() + reading[1:], monday)


def _cut(text: str, mark: re.Pattern[str]) -> tuple[str, str]:
    """What is before a mark, and the mark with what follows."""
    found = mark.search(text)
    return (text[: found.start()].strip(), text[found.start() :]) if found else (text, "")


def _opening(told: str) -> tuple[str, str]:
    """The first sentences of the first paragraph, and everything else."""
    first, _, others = told.partition("\n\n")
    if NO_RUNNING_TEXT.match(first):
        return "", told
    ends = [found.end() for found in SENTENCE_END.finditer(first)][OPENING_SENTENCES - 1 :]
    cut = next((end for end in ends if end >= OPENING_LENGTH), len(first))
    if len(first) - cut < OPENING_LENGTH // 2:
        cut = len(first)
    rest = "\n\n".join(filter(None, (first[cut:].strip(), others.strip())))
    return first[:cut].strip(), rest
