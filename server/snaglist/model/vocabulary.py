"""Vocabularies that others keep, and how entries and concepts stand to their terms."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from snaglist.model.entry import Relation


class TermKind(StrEnum):
    """What sort of thing a term names; SKOS matches join things of one sort."""

    ISSUE = "issue"
    STRATEGY = "strategy"
    QUALITY = "quality"
    PHASE = "phase"


@dataclass(frozen=True, slots=True, kw_only=True)
class LookUp:
    """A file of a public repository in which terms were looked up."""

    repository: str
    path: str
    commit: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideTerm:
    """A term of a vocabulary, under the label that its keepers give it.

    ``iri`` is None where they give their terms no addresses; ``page`` is where people read it.
    """

    id: str
    vocabulary: str
    label: str
    kind: TermKind
    iri: str | None
    page: str | None

    @property
    def ref(self) -> str:
        """Vocabulary and id with a slash between, unique in the catalogue."""
        return f"{self.vocabulary}/{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideMapping:
    """How an entry or a concept stands to a term, or that there is none for it.

    ``to`` is the id of a term, and None with ``Relation.NONE``.
    """

    subject: str
    vocabulary: str
    relation: Relation
    to: str | None
    why: str
    by: str
    on: date
    reviewed_by: str | None

    @property
    def name(self) -> str:
        """The end of its IRI, as ``SNAG-001-in-avid-P0104``."""
        return "-".join(filter(None, (self.subject, "in", self.vocabulary, self.to)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """A vocabulary that others keep: what it is, where it was looked up, the terms used of it."""

    id: str
    title: str
    kept_by: str
    description: str
    version: str
    licence: str | None
    licence_name: str
    homepage: str
    namespace: str | None
    looked_up: tuple[LookUp, ...]
    terms: tuple[OutsideTerm, ...]
    mappings: tuple[OutsideMapping, ...]

    def term(self, identifier: str) -> OutsideTerm:
        """The term with this id; raises ``KeyError``."""
        return {term.id: term for term in self.terms}[identifier]
