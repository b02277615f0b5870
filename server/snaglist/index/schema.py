"""How texts become terms, and which fields the index has: the one place that says so.

The boolean side of a search looks only at ``ALL``, so that words may stand in different fields of
one document; the weighed fields then say which of the found come first.
"""

from typing import Any

from whoosh.analysis import CharsetFilter, LowercaseFilter, RegexTokenizer, StemFilter, StopFilter
from whoosh.fields import ID, KEYWORD, STORED, TEXT, Schema
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
    "title": 4.0,
    "also_called": 3.0,
    "definition": 2.0,
    "claims": 1.2,
    "quotes": 1.0,
    "questions": 0.8,
    "story": 0.5,
    "turn": 0.5,
}
"""The fields of passages, with how much a word in them counts."""

SEPARATOR = "\x1e"
"""Stands between two passages as a term that nobody can type, so no phrase reaches across."""

MARKS = "\u0300-\u036f"
WORD = rf"\w[\w{MARKS}]*"
"""A word, with the accents that decomposed text keeps beside its letters."""


def _folding() -> Any:
    folded: dict[int, str | None] = {**accent_map, **dict.fromkeys(range(0x300, 0x370))}
    return RegexTokenizer(f"{WORD}|{SEPARATOR}") | LowercaseFilter() | CharsetFilter(folded)


def _stopping() -> Any:
    """Whoosh's stop words, in an order that is pickled the same every time."""
    stopping = StopFilter(minsize=1)
    stopping.stops = dict.fromkeys(sorted(stopping.stops))
    return stopping


FOLDING = _folding()
"""Lower case, no accents."""

STOPPING = _folding() | _stopping()
"""The same without stop words."""

STEMMING = _folding() | _stopping() | StemFilter()
"""The same with plurals and endings cut off."""


def fold(text: str) -> list[str]:
    """The words of a text in lower case without accents."""
    return [token.text for token in FOLDING(text)]


def name_term(name: str) -> str:
    """A whole name as the one term it is indexed by."""
    return " ".join(fold(name))


def make_schema() -> Schema:
    """The fields of the index; only what a hit shows is stored."""
    schema = Schema(type=ID(stored=True), id=ID(stored=True), title_shown=STORED, passages=STORED)
    for field in (ALL, *WEIGHTS):
        schema.add(field, TEXT(analyzer=STEMMING))
    for field in (PLAIN, SPELLED):
        schema.add(field, TEXT(analyzer=STOPPING, phrase=False))
    schema.add(NAMES, KEYWORD(commas=True))
    for facet in FACETS:
        schema.add(facet_field(facet), KEYWORD(commas=True))
    return schema


def facet_field(facet: str) -> str:
    """The field that holds the values of a facet."""
    return f"facet_{facet.replace('-', '_')}"
