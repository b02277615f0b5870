"""How texts become terms, and which fields the index has: the one place that says so.

The boolean side of a search looks only at ``ALL``, so that words may stand in different fields of
one document; the weighed fields then say which of the found come first.
"""

import re
from functools import lru_cache
from typing import Any

from whoosh.analysis import (
    CharsetFilter,
    Filter,
    LowercaseFilter,
    RegexTokenizer,
    StemFilter,
    StopFilter,
)
from whoosh.fields import ID, KEYWORD, NUMERIC, STORED, TEXT, Schema
from whoosh.support.charset import accent_map

from snaglist.index.query import FACETS

ALL = "all"
"""Every passage, stemmed."""

PLAIN = "plain"
"""Every passage, not stemmed: what a prefix is held against."""

SPELLED = "spelled"
"""Titles and also-called names, not stemmed: where other spellings come from."""

NAMES = "names"
"""Titles, also-called names and ids, each as one term: a whole name comes first."""

WEIGHTS = {
    "title": 5.0,
    "also_called": 6.0,
    "definition": 2.0,
    "claims": 1.0,
    "quotes": 1.0,
    "questions": 1.5,
    "story": 0.4,
    "turn": 1.0,
}
"""The fields of passages, with how much a word in them counts."""

SEPARATOR = "\x1e"
"""Stands between two passages as a term that nobody can type, so no phrase reaches across."""

TYPED_FIELDS = {
    "title": "title",
    "name": "also_called",
    "definition": "definition",
    "claim": "claims",
    "quote": "quotes",
    "question": "questions",
    "story": "story",
    "turn": "turn",
}
"""What may be typed before a colon to look in one field of texts only."""

MOST_PREFIXED = 500
"""How many different words one ``prefix*`` stands for at most."""

STOP_WORDS = re.findall(
    r"\w+",
    """
    a about am an and any are as at be been being but by can could did do does doing for from had
    has have he her here him his how i if in into is it its just may me might must my no nor not of
    on or our ours shall she should so some such than that the their them then there these they
    this those to too us very was we were what when where which who whom whose why will with would
    yes yet you your
    """,
)
"""Words that tell nothing of what somebody looks for: pronouns, articles, what asks and joins."""

MARKS = "\u0300-\u036f"
WORD = rf"\w[\w{MARKS}]*"
"""A word, with the accents that decomposed text keeps beside its letters."""


def _folding() -> Any:
    folded: dict[int, str | None] = {**accent_map, **dict.fromkeys(range(0x300, 0x370))}
    return RegexTokenizer(f"{WORD}|{SEPARATOR}") | LowercaseFilter() | CharsetFilter(folded)


def _stopping() -> Any:
    """Takes the stop words out; they stand in an order that is pickled the same every time."""
    stopping = StopFilter(stoplist=STOP_WORDS, minsize=1)
    stopping.stops = dict.fromkeys(STOP_WORDS)
    return stopping


class SpellingFilter(Filter):  # type: ignore[misc]
    """Writes -ize, -izing, -ization with an s, so that both ways of spelling are one word."""

    def __call__(self, tokens: Any) -> Any:
        """The same tokens, respelt."""
        for token in tokens:
            token.text = _Z.sub("is", token.text)
            yield token


_Z = re.compile(r"(?<=\w\w)iz(?=(?:e|ed|es|er|ers|ing|ation|ations)$)")

FOLDING = _folding()
"""Lower case, no accents."""

STOPPING = _folding() | _stopping()
"""The same without stop words."""

STEMMING = STOPPING | SpellingFilter() | StemFilter()
"""The same with plurals and endings cut off."""


def fold(text: str) -> list[str]:
    """The words of a text in lower case without accents."""
    return [token.text for token in FOLDING(text)]


def name_term(name: str) -> str:
    """A whole name as the one term it is indexed by."""
    return " ".join(fold(name))


def make_schema() -> Schema:
    """The fields of the index; only what a hit shows is stored."""
    schema = Schema(
        type=ID(stored=True),
        id=ID(stored=True),
        title_shown=STORED,
        passages=STORED,
        quote_count=NUMERIC(int, stored=True, sortable=True),
    )
    for field in (ALL, *WEIGHTS):
        schema.add(field, TEXT(analyzer=STEMMING))
    for field in (PLAIN, SPELLED):
        schema.add(field, TEXT(analyzer=STOPPING, phrase=False))
    schema.add(NAMES, KEYWORD(commas=True))
    for facet in FACETS:
        schema.add(facet_field(facet), KEYWORD(commas=True))
        schema.add(label_field(facet), TEXT(analyzer=STEMMING))
    return schema


@lru_cache(maxsize=50_000)
def stem(word: str) -> str | None:
    """What a word is indexed by; None for a stop word."""
    return next((token.text for token in STEMMING(word)), None)


def stems(text: str) -> tuple[str, ...]:
    """What the words of a text are indexed by, in order, without stop words."""
    found = (stem(word) for word in re.findall(WORD, text))
    return tuple(each for each in found if each is not None)


def facet_field(facet: str) -> str:
    """The field that holds the values of a facet."""
    return f"facet_{facet.replace('-', '_')}"


def label_field(facet: str) -> str:
    """The field that holds the words by which the values of a facet are known."""
    return f"label_{facet.replace('-', '_')}"
