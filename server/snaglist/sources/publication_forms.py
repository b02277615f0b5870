"""Publications as people write them."""

from datetime import date
from typing import Self

from pydantic import Field, model_validator

from snaglist.model.publication import PublicationKind, Seen
from snaglist.schema.fields import (
    ArxivId,
    Doi,
    Form,
    LocalFindingId,
    PublicationId,
    Slug,
    Text,
    WebAddress,
)


class CreatorForm(Form):
    """A person or an organisation that is cited as an author."""

    family: Text = Field(description="The family name; the whole name of an organisation.")
    given: Text | None = Field(
        default=None, description="Given names or initials; left out for an organisation."
    )


class FigureForm(Form):
    """A number of a finding."""

    value: Text = Field(description="As the finding says it, with its unit: 3.3 %.")
    what: Text = Field(description="What it counts or measures.")


class FindingForm(Form):
    """What a publication found, in words of ours."""

    id: LocalFindingId = Field(description="F1, F2, …: unique in this publication, never reused.")
    text: Text = Field(description="What was found, with its figures; no sentence of the source.")
    figures: list[FigureForm] = Field(default=[], description="The numbers that the text says.")
    evidence: Slug = Field(description="The kind of evidence: an id from schemes/evidence.yaml.")
    design: Text = Field(description="How it was found, with numbers where they are known.")
    population: Text = Field(description="About whom or what: the systems, data, people, place.")
    period: Text | None = Field(default=None, description="When it was observed, if it is said.")
    place: Text = Field(description="Where in the source it stands: abstract, Table 2, ruling.")
    seen: Seen = Field(description="Read in the source itself, or in a verbatim copy of a passage.")


class PublicationForm(Form):
    """A file in publications/."""

    id: PublicationId
    title: Text
    kind: PublicationKind
    authors: list[CreatorForm] = Field(min_length=1, description="In the order of the source.")
    others: bool = Field(default=False, description="true: more wrote it than are named here.")
    year: int = Field(ge=1900, le=2100)
    issued: date | None = Field(default=None, description="The day, where it matters.")
    venue: Text | None = Field(default=None, description="Journal, conference, court or office.")
    volume: Text | None = None
    number: Text | None = Field(default=None, description="The number of the issue.")
    pages: Text | None = None
    identifier: Text | None = Field(
        default=None, description="What a court, an office or a database calls it."
    )
    doi: Doi | None = None
    arxiv: ArxivId | None = None
    url: WebAddress | None = None
    note: Text | None = Field(
        default=None, description="What a reader has to know of its versions, or of the law in it."
    )
    findings: list[FindingForm] = Field(min_length=1)

    @model_validator(mode="after")
    def _can_be_found(self) -> Self:
        """Somebody can get hold of it."""
        if not (self.doi or self.arxiv or self.url or self.identifier):
            raise ValueError("needs 'doi', 'arxiv', 'url' or 'identifier', so that it can be found")
        if self.issued and self.issued.year != self.year:
            raise ValueError(f"was issued in {self.issued.year}, and 'year' says {self.year}")
        return self
