"""Words with a capital that are no ordinary words of English: what a name looks like.

Inside a sentence every word with a capital counts that is no word of the list of English, or that
English writes with a capital; at the start of a sentence one that is a name or no word at all.
"""

import re
from collections import Counter
from collections.abc import Iterator

from snaglist.index.dictionary import is_english, is_name, may_be_name
from snaglist.index.words import plain_form
from snaglist.interviews.name_key import PLACEHOLDER

WORD = re.compile(r"[^\W\d_]+(?:\d+|[^\W\d_]+)*(?:['’‘\-\u2010\u2011][^\W_]+)*")
_JOINT = re.compile(r"['’‘\-\u2010\u2011]")
_SENTENCE_ENDS = ".?!:;…\n\u2026\u3002"
_AROUND = " \t\u00a0\"'“”„«»‘’([*_>-–—"

SHORT_WORDS = frozenset(
    re.findall(
        r"\w+",
        """
        a ah am an as at be by do eh er go ha he hi hm if in is it me mm my no of oh ok on or ow
        so to uh um up us we ye ll ve re ain didn hmm mhm mmm uhhuh uhuh umm yep yup nah okay mr
        mrs ms dr prof mx
        """,
    )
)
"""Words of one or two letters, which the list lacks, and what is said between words."""

CALENDAR = frozenset(
    re.findall(
        r"\w+",
        """
        monday tuesday wednesday thursday friday saturday sunday january february july september
        october november december
        """,
    )
)
"""Days and months; those that people are called by (April, May, June, August) are no part of it."""

TRADE_ACRONYMS = frozenset(
    re.findall(
        r"\w+",
        """
        ai api apis ci cd cpu cpus crm csv cv devops erp etl gdpr gpu gpus gps hr html http https
        id ids iot ip it json kpi kpis llm llms ml mlops nlp nn ocr ok pc pdf phd poc qa ram rest
        roc auc sdk sla sql ssh svm ui ux url urls usb vpn wifi xml yaml
        """,
    )
)
"""Short forms of the trade that name nobody."""

ORDINARY = SHORT_WORDS | CALENDAR | TRADE_ACRONYMS

FEW_WORDS, FEW_CAPITALS = 50, 0.004
"""A text with more words, and with fewer capitals for each of them, was written without."""

OFTEN = 2
"""So often in small letters, a word that no dictionary has is a word of another tongue."""

SHORTEST_BESIDE = 4
"""Letters of an ordinary word with a capital that is taken for a part of the name beside it."""


def find_capitals(text: str, nouns_have_capitals: bool = False) -> Iterator[tuple[int, int]]:
    """The place of each word with a capital that may be a name; of several in a row, of all.

    What stands beside a name with a capital too is taken for a part of it ("Poly Montreal"). Where
    ``nouns_have_capitals``, as in German, only names that many people have are found.
    """
    if nouns_have_capitals:
        yield from _common_names(text)
        return
    masked = PLACEHOLDER.sub(lambda found: "." * len(found[0]), text)
    words = list(WORD.finditer(masked))
    counts = Counter(match[0] for match in words if match[0].islower())
    small = {word for word, count in counts.items() if count >= OFTEN}
    start = end = -1
    named = False
    for match in words:
        goes_on = end >= 0 and masked[end : match.start()] in (" ", "\u00a0", "-", " & ")
        starts = _starts_sentence(masked, match.start())
        stands_out = any(_stands_out(part, starts, small) for part in _parts(match[0]))
        beside = not starts and match[0][0].isupper() and match[0][:SHORTEST_BESIDE].isalpha()
        beside = beside and len(match[0]) >= SHORTEST_BESIDE
        if not (goes_on and (stands_out or beside)):
            if named:
                yield start, end
            start, end, named = -1, -1, False
        if stands_out or beside:
            # Two in a row name something, even of ordinary words ("Larkspur Analytics").
            named = named or stands_out or end >= 0
            start = match.start() if end < 0 else start
            end = _without_ending(match)
    if named:
        yield start, end


def _common_names(text: str) -> Iterator[tuple[int, int]]:
    masked = PLACEHOLDER.sub(lambda found: "." * len(found[0]), text)
    for match in WORD.finditer(masked):
        word = plain_form(match[0].rstrip("0123456789").casefold())
        if match[0][0].isupper() and is_name(word):
            yield match.span()


def has_few_capitals(text: str) -> bool:
    """Whether a text, of some length, is written without capitals: no name shows in it."""
    words = WORD.findall(text)
    capital = sum(1 for word in words if word[0].isupper())
    return len(words) > FEW_WORDS and capital < len(words) * FEW_CAPITALS


def _without_ending(match: re.Match[str]) -> int:
    """Where a word ends, a genitive left out."""
    genitive = re.search(r"['’]s\Z", match[0])
    return match.start() + genitive.start() if genitive else match.end()


def _starts_sentence(text: str, at: int) -> bool:
    before = text[max(0, at - 20) : at].rstrip(_AROUND)
    ends = not before or before[-1] in _SENTENCE_ENDS
    return ends and not re.search(r"\b(?:Mr|Mrs|Ms|Dr|Prof|St|Mx)\.\Z", before)


def _parts(word: str) -> list[str]:
    """The parts of a word that have a capital; an ending after an apostrophe has none."""
    return [part for part in _JOINT.split(word) if any(letter.isupper() for letter in part)]


def _stands_out(word: str, starts: bool, small: set[str]) -> bool:
    # Figures that are written to a word ("Interviewer1") are no letters of it.
    word = word.rstrip("0123456789")
    folded = plain_form(word.casefold())
    if len(word) <= 1 or folded in ORDINARY:
        return False
    if is_name(folded):
        return True
    # All capitals: the short form of a company, or a word that somebody stresses.
    if word.isupper() and not starts:
        return True
    if is_english(folded) or (folded.endswith("n") and is_english(folded[:-1])):
        return not starts and may_be_name(folded) and word[1:].islower()
    # No word of English: where one begins a sentence and often stands here in small letters, it is
    # a word of another tongue.
    return not (starts and word.casefold() in small and word[1:].islower())
