"""How texts become terms, and which fields can be searched: the one place that says so.

Whoosh's tokeniser, filters and stemmer do the work. A *word* is lower case without accents and no
stop word; a *stem* is a word without its endings.
"""

import re
from functools import lru_cache
from typing import Any

from whoosh.analysis import (
    CharsetFilter,
    Filter,
    IDTokenizer,
    LowercaseFilter,
    RegexTokenizer,
    StemFilter,
    StopFilter,
)
from whoosh.fields import TEXT, Schema
from whoosh.support.charset import accent_map

from snaglist.index.query import FACETS

ALL = "all"
"""The field that stands for every passage of a document."""

TEXT_FIELDS = (
    "title",
    "also_called",
    "definition",
    "claims",
    "quotes",
    "questions",
    "story",
    "turn",
)
"""The fields of passages; their numbers in the index are their places here."""

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
"""Words that say nothing of what somebody looks for: pronouns, articles, what asks and joins."""

_STOPS = frozenset(STOP_WORDS)

MARKS = "\u0300-\u036f"
WORD = rf"\w[\w{MARKS}]*"
"""A word, with the accents that decomposed text keeps beside its letters."""


def _folding() -> Any:
    folded: dict[int, str | None] = {**accent_map, **dict.fromkeys(range(0x300, 0x370))}
    return RegexTokenizer(WORD) | LowercaseFilter() | CharsetFilter(folded)


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

STOPPING = _folding() | StopFilter(stoplist=STOP_WORDS, minsize=1)
"""The same without stop words."""

STEMMING = STOPPING | SpellingFilter() | StemFilter()
"""The same with plurals and endings cut off."""

_ENDING = IDTokenizer() | SpellingFilter() | StemFilter()


def fold(text: str) -> list[str]:
    """The words of a text in lower case without accents, stop words too."""
    return [token.text for token in FOLDING(text)]


def normalize_name(name: str) -> str:
    """A whole name as the one string it is looked up by: its folded words with single spaces."""
    return " ".join(fold(name))


LONGEST_REMEMBERED = 64
"""Letters of a word of which it is remembered what it becomes; visitors type longer ones."""


def index_word(surface: str) -> str | None:
    """The word of the index for one word as written; None for a stop word."""
    short = len(surface) <= LONGEST_REMEMBERED
    return _index_word(surface) if short else _index_word.__wrapped__(surface)


@lru_cache(maxsize=50_000)
def _index_word(surface: str) -> str | None:
    if surface.isascii():
        # The filters do no more than this to it, and most words are such: ten times as fast.
        lower = surface.lower()
        return None if lower in _STOPS else lower
    return next((token.text for token in STOPPING(surface)), None)


def words(text: str) -> list[str]:
    """The words of a text as the index has them, in order, without stop words."""
    found = (index_word(surface) for surface in re.findall(WORD, text))
    return [word for word in found if word is not None]


def stem_of_word(word: str) -> str:
    """The stem of a word of the index."""
    return next((token.text for token in _ENDING(word)), "")


def stem(surface: str) -> str | None:
    """The stem of one word as written; None for a stop word."""
    return _stem(surface) if len(surface) <= LONGEST_REMEMBERED else _stem.__wrapped__(surface)


@lru_cache(maxsize=50_000)
def _stem(surface: str) -> str | None:
    return next((token.text for token in STEMMING(surface)), None)


def stems(text: str) -> tuple[str, ...]:
    """The stems of the words of a text, in order, without stop words."""
    found = (stem(surface) for surface in re.findall(WORD, text))
    return tuple(each for each in found if each is not None)


def make_schema() -> Schema:
    """The fields as Whoosh's query parser wants to know them."""
    schema = Schema()
    for field in (ALL, *TEXT_FIELDS, *map(label_field, FACETS)):
        schema.add(field, TEXT(analyzer=STEMMING))
    return schema


def label_field(facet: str) -> str:
    """The field that holds the words by which the values of a facet are known."""
    return f"label_{facet.replace('-', '_')}"
