"""What one asks the index and what it answers; nothing here knows which engine does it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from snaglist.model.facets import FacetCount


class DocumentType(StrEnum):
    """The sorts of things that can be found.

    A gap is a topic that a participant could not speak to, or an issue of the study that no entry
    is mapped to; an edge is a topic that the catalogue does not ask about.
    """

    ISSUE = "issue"
    STRATEGY = "strategy"
    QUOTE = "quote"
    TURN = "turn"
    FINDING = "finding"
    PUBLICATION = "publication"
    GAP = "gap"
    EDGE = "edge"
    STUDY_ISSUE = "study-issue"
    CONCEPT = "concept"
    STUDY = "study"
    TERM = "term"


class Order(StrEnum):
    """What a search is sorted by; within the same, by identifier."""

    RELEVANCE = "relevance"
    ID = "id"
    QUOTES = "quotes"
    PEOPLE = "people"
    INTERVIEWS = "interviews"


FACETS = (
    "type",
    "category",
    "kind",
    "phase",
    "source",
    "strategy-kind",
    "outcome",
    "evidence",
    "quality",
    "system",
    "standing",
    "section",
    "interview",
    "person",
    "role",
    "domain",
    "language",
    "speaker",
)
"""The names a search can be narrowed by, in the order they are shown."""

SPEAKER_FACETS = ("role", "speaker")
"""Those by which somebody asks for turns of interviewers, which are no hits otherwise."""

INTERVIEWER = "interviewer"
"""The role of who asks, beside those of participants."""


PAGE_SIZE = 20
"""Hits on a page unless more or fewer are asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """Words and filters; ``filters`` maps a facet to the values of which one must hold.

    ``page`` counts from 1, ``size`` is hits a page. With ``exact`` only what was typed is looked
    for: no other names of the same thing, no other spelling.
    """

    words: str
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    order: Order = Order.RELEVANCE
    exact: bool = False
    page: int = 1
    size: int = PAGE_SIZE


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of text that is, or is not, what was searched for."""

    text: str
    matched: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One thing found: ``field`` says where the words stood, ``highlight`` shows them there.

    ``quote_count`` is how many quotes it rests on; those taken from it, of a turn. ``people`` and
    ``interviews`` count whose they are and what they are of. ``weak`` where
    it has less than half of what was typed, rare words being more of it.
    """

    type: DocumentType
    id: str
    title: str
    score: float
    field: str
    highlight: tuple[Fragment, ...]
    quote_count: int = 0
    people: int = 0
    interviews: int = 0
    weak: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Respelt:
    """A typed word that occurs nowhere, and the one that was searched instead."""

    typed: str
    used: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """A name that was typed, and the other names of the same thing, looked for as well."""

    typed: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ignored:
    """A sign that looks like an operator and does nothing here, and what to type instead."""

    typed: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """A page of hits, how many there are in all, and how they spread over the facets.

    ``respelt`` and ``related`` say what was looked for besides what was typed; ``instead`` holds
    the search in another spelling where one was perhaps meant; ``dropped`` the words that no search
    can use (stop words, stray operators), ``ignored`` the signs that do nothing.
    """

    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[FacetCount, ...]]
    respelt: tuple[Respelt, ...] = ()
    related: tuple[Related, ...] = ()
    instead: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    ignored: tuple[Ignored, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A name that somebody may be typing, and the thing it names."""

    name: str
    id: str
    type: str
    title: str


class SearchIndex(Protocol):
    """Anything that can be searched."""

    def search(self, query: Query) -> Results:
        """Answer a query; typed words are never an error, unknown facets are ``UsageError``."""
        ...

    def suggest(self, typed: str, limit: int) -> tuple[Suggestion, ...]:
        """Names of issues, strategies and concepts that go on from what was typed, best first."""
        ...

    def close(self) -> None:
        """Let go of the files."""
        ...
