"""Publications and their findings: what others measured or decided, in the catalogue's words."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class PublicationKind(StrEnum):
    """What sort of work a publication is, as bibliographies tell them apart."""

    ARTICLE = "article"
    CONFERENCE = "conference-paper"
    PREPRINT = "preprint"
    REPORT = "report"
    GUIDE = "guide"
    INCIDENT = "incident-report"
    FILING = "filing"
    ORDER = "order"
    JUDGMENT = "judgment"
    STATUTE = "statute"
    OPINION = "opinion"

    @property
    def label(self) -> str:
        """As people read it."""
        return self.value.replace("-", " ")


class Seen(StrEnum):
    """How far the source was seen by those who wrote a finding down."""

    SOURCE = "source"
    VERBATIM = "verbatim-copy"

    @property
    def label(self) -> str:
        """As people read it."""
        return _SEEN_LABELS[self]


_SEEN_LABELS = {
    Seen.SOURCE: "read in the source",
    Seen.VERBATIM: "read in a verbatim copy of the passage",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Creator:
    """A person or, without given names, an organisation that is cited as an author."""

    family: str
    given: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number of a finding as printed (``3.3 %``), and what it counts or measures."""

    value: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a publication found: never its sentences.

    ``evidence`` is a concept of the scheme ``evidence``; ``design`` says how it was found,
    ``population`` about whom or what, ``place`` where in the source it stands.
    """

    id: str
    text: str
    figures: tuple[Figure, ...]
    evidence: str
    design: str
    population: str
    period: str | None
    place: str
    seen: Seen

    @property
    def publication(self) -> str:
        """The id of the publication it stands in: ``P001-F1`` stands in ``P001``."""
        return publication_id(self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """A bibliographic work, and what was found in it.

    ``others`` is true where more people wrote it than ``authors`` names; ``identifier`` is the
    number that a court, an office or a database gave it.
    """

    id: str
    title: str
    kind: PublicationKind
    authors: tuple[Creator, ...]
    others: bool
    year: int
    issued: date | None
    venue: str | None
    volume: str | None
    number: str | None
    pages: str | None
    identifier: str | None
    doi: str | None
    arxiv: str | None
    url: str | None
    note: str | None
    findings: tuple[Finding, ...]

    @property
    def address(self) -> str | None:
        """Where it is found on the web: by its DOI, else at arXiv, else at ``url``."""
        if self.doi:
            return f"https://doi.org/{self.doi}"
        return f"https://arxiv.org/abs/{self.arxiv}" if self.arxiv else self.url

    @property
    def short_authors(self) -> str:
        """As in a line of text: ``Northcutt et al.``, ``Barz and Denzler``."""
        first = self.authors[0].family
        if self.others or len(self.authors) > 2:
            return f"{first} et al."
        return " and ".join(author.family for author in self.authors)

    @property
    def short_reference(self) -> str:
        """As beside a finding: ``Northcutt et al., NeurIPS Datasets and Benchmarks, 2021``."""
        authors = self.short_authors
        # A court is the author of its judgment, and its venue.
        venue = self.venue if self.venue != authors else None
        return ", ".join(filter(None, (authors, venue, str(self.year))))


def publication_id(finding: str) -> str:
    """The publication that a finding stands in."""
    return finding.partition("-")[0]
