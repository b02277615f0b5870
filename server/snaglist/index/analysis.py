"""How texts become terms, and which fields can be searched: the one place that says so.

``words.py`` says what a word is. A *word of the index* is one in plain letters that is no stop
word; where its accents say more, they follow after a zero character, so that a word with accents
stands beside the same without. A *stem* is a plain word without its endings (Porter 1980, in
Whoosh's version).
"""

import re
from functools import lru_cache

from whoosh.lang.porter import stem as porter_stem

from snaglist.index.query import FACETS
from snaglist.index.words import base_form, find_words, plain_form

ALL = "all"
"""The field that stands for every passage of a document."""

IDENTIFIER = "id"
"""The field of identifiers."""

TEXT_FIELDS = (
    "title",
    "also_called",
    "definition",
    "claims",
    "quotes",
    "findings",
    "questions",
    "story",
    "turn",
    "translations",
    "hidden",
)
"""The fields of passages; their numbers in the index are their places here."""

HIDDEN = TEXT_FIELDS.index("hidden")
"""The field of labels that are searched and never shown."""

TYPED_FIELDS = {
    "title": "title",
    "name": "also_called",
    "definition": "definition",
    "claim": "claims",
    "quote": "quotes",
    "finding": "findings",
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
_ACCENTS = "\0"
_Z = re.compile(r"(?<=\w\w)iz(?=(?:e|ed|es|er|ers|ing|ation|ations)$)")


def fold(text: str) -> list[str]:
    """The words of a text in plain letters, stop words too."""
    return [plain_form(base_form(word) or word.replace("'", "")) for word in find_words(text)]


def normalize_name(name: str) -> str:
    """A whole name as the one string it is looked up by: its folded words with single spaces."""
    return " ".join(fold(name))


LONGEST_REMEMBERED = 64
"""Letters of a word of which it is remembered what it becomes; visitors type longer ones."""


def index_word(word: str) -> str | None:
    """The word of the index for one of ``find_words``; None for a stop word."""
    return _index_word(word) if len(word) <= LONGEST_REMEMBERED else _index_word.__wrapped__(word)


@lru_cache(maxsize=50_000)
def _index_word(word: str) -> str | None:
    base = base_form(word)
    if base is None or base in _STOPS:
        return None
    plain = plain_form(base)
    return plain if plain == base else f"{plain}{_ACCENTS}{base}"


def plain_word(word: str) -> str:
    """A word of the index without what it says of accents."""
    return word.partition(_ACCENTS)[0]


def accented(plain: str) -> str:
    """How all words of the index begin that are a plain word with some accent."""
    return plain + _ACCENTS


def words(text: str) -> list[str]:
    """The words of a text as the index has them, in order, without stop words."""
    found = (index_word(word) for word in find_words(text))
    return [word for word in found if word is not None]


def stem_of_word(word: str) -> str:
    """The stem of a word of the index; -ize, -izing, -ization are read as with an s."""
    return _stem(word) if len(word) <= LONGEST_REMEMBERED else _stem.__wrapped__(word)


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    plain = plain_word(word)
    stem: str = porter_stem(_Z.sub("is", plain)) if plain.isascii() else plain
    return stem


def stem(surface: str) -> str | None:
    """The stem of the first word of a text; None where it has none or a stop word."""
    return next((stem_of_word(word) for word in words(surface)), None)


def stems(text: str) -> tuple[str, ...]:
    """The stems of the words of a text, in order, without stop words."""
    return tuple(map(stem_of_word, words(text)))


def label_field(facet: str) -> str:
    """The field that holds the words by which the values of a facet are known."""
    return f"label_{facet.replace('-', '_')}"


LABEL_FIELDS = {label_field(facet): facet for facet in FACETS}
"""The facet of each such field."""
