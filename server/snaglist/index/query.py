"""What one asks the index and what it answers; nothing here knows which engine does it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol


class DocumentType(StrEnum):
    """The sorts of things that can be found."""

    ISSUE = "issue"
    STRATEGY = "strategy"
    QUOTE = "quote"
    TURN = "turn"


FACETS = ("type", "category", "kind", "phase", "source", "strategy-kind", "section", "standing")
"""The names a search can be narrowed by, in the order they are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """Words and filters; ``filters`` maps a facet to the values of which one must hold.

    ``page`` counts from 1, ``size`` is hits a page.
    """

    words: str
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    page: int = 1
    size: int = 20


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of text that is, or is not, what was searched for."""

    text: str
    matched: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One thing found: ``field`` says where the words stood, ``highlight`` shows them there."""

    type: DocumentType
    id: str
    title: str
    score: float
    field: str
    highlight: tuple[Fragment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetCount:
    """How many hits have a value."""

    value: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """A page of hits, how many there are in all, and how they spread over the facets.

    ``instead`` holds other spellings when nothing was found; ``dropped`` the words that no
    search can use (stop words, stray operators).
    """

    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[FacetCount, ...]]
    instead: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()


class SearchIndex(Protocol):
    """Anything that can be searched."""

    def search(self, query: Query) -> Results:
        """Answer a query; typed words are never an error, unknown facets are ``UsageError``."""
        ...

    def close(self) -> None:
        """Let go of the files."""
        ...
