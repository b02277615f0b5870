"""Schemes, studies, vocabularies and catalogue.yaml as people write them."""

from datetime import date
from typing import Self

from pydantic import Field, model_validator

from snaglist.model.catalogue import OUR_IRI, OUR_PREFIX
from snaglist.model.entry import Relation
from snaglist.model.vocabulary import TermKind
from snaglist.schema.fields import (
    CommitId,
    Form,
    IssuePrefix,
    MappedId,
    Notation,
    OntologyTerm,
    Slug,
    Text,
    WebAddress,
)
from snaglist.sources.entry_forms import LabelsForm


class ConceptForm(Form):
    """A concept of a scheme."""

    id: Notation
    label: Text
    labels: LabelsForm = Field(default=LabelsForm(), description="The label in other languages.")
    definition: Text
    also_called: list[Text] = []
    notation: Text | None = None
    broader: Notation | None = None
    concept_class: OntologyTerm | None = Field(
        default=None, description="A class that the concept itself is in, beside the scheme's."
    )
    source: Text | None = None
    introduction: str = Field(default="", description="Markdown for the concept's own page.")


class SchemeForm(Form):
    """A file in schemes/."""

    id: Slug
    title: Text
    definition: Text
    source: Text | None = None
    concept_class: OntologyTerm | None = Field(default=None, description="Class of its concepts.")
    concepts: list[ConceptForm] = Field(min_length=1)


class AuthorForm(Form):
    """An author of a study."""

    family: Text
    given: Text = Field(description="Given names or initials, as the study prints them.")


class StudyForm(Form):
    """A file in studies/."""

    id: Slug
    title: Text
    description: Text
    citation: Text
    authors: list[AuthorForm] = Field(
        default=[], description="Who is cited for its interviews, in the study's order."
    )
    year: int | None = Field(default=None, ge=1900, le=2100, description="When it was published.")
    interviews: int | None = Field(
        default=None,
        ge=1,
        description="How many interviews it reports; the catalogue may have fewer.",
    )
    url: WebAddress | None = None
    terms: Text


class LookUpForm(Form):
    """A file of a public repository in which terms were looked up."""

    repository: Text = Field(description="owner/name.")
    path: Text
    commit: CommitId
    on: date = Field(description="The day it was looked at.")


class OutsideTermForm(Form):
    """A term of a vocabulary that others keep."""

    id: Notation = Field(description="The term's own id or name there.")
    label: Text = Field(description="As its keepers write it.")
    kind: TermKind = Field(description="What sort of thing it names.")
    local: Text | None = Field(
        default=None, description="What follows the namespace in its address, where not the id."
    )
    page: WebAddress | None = Field(
        default=None, description="Where people read about it, where its address does not show it."
    )


class OutsideMappingForm(Form):
    """How an entry or a concept stands to a term."""

    subject: MappedId = Field(description="An entry, or scheme/concept.")
    relation: Relation
    to: Notation | None = Field(default=None, description="A term above; none with relation none.")
    why: Text = Field(description="What speaks for this relation and not another.")
    by: Text | None = Field(default=None, description="Who says so, where not as for the file.")
    on: date | None = Field(default=None, description="Since when, where not as for the file.")
    reviewed_by: Text | None = Field(
        default=None, description="Who has read it beside both texts; nobody is made up."
    )


class VocabularyForm(Form):
    """A file in mappings/."""

    id: Slug = Field(description="Also the prefix of its terms in tables.")
    title: Text
    kept_by: Text
    description: Text = Field(description="What it is, and what was mapped to it, in own words.")
    version: Text
    licence: WebAddress | None = None
    licence_name: Text
    homepage: WebAddress
    namespace: WebAddress | None = Field(
        default=None, description="What the addresses of its terms begin with, if they have any."
    )
    looked_up: list[LookUpForm] = Field(min_length=1)
    by: Text | None = Field(
        default=None, description="Who made these mappings, where not the catalogue's creator."
    )
    on: date = Field(description="The day they were made.")
    terms: list[OutsideTermForm] = []
    mappings: list[OutsideMappingForm] = Field(min_length=1)


class EditionForm(Form):
    """An edition of the catalogue that was published."""

    version: Text
    released: date
    summary: Text = Field(description="What is new in it, in a sentence or two.")


class CatalogueForm(Form):
    """The file catalogue.yaml."""

    title: Text
    description: Text
    version: Text
    editions: list[EditionForm] = Field(
        default=[], description="Every edition, the first one first; the last is `version`."
    )
    licence: WebAddress = Field(description="Web address of the licence.")
    licence_name: Text
    creator: Text
    contact: WebAddress | None = Field(
        default=None, description="Where errors are reported and questions asked."
    )
    citation: Text
    iri: WebAddress = Field(
        default=OUR_IRI,
        description="What all names of its things begin with, on a domain of its keeper's; "
        "up to a slash.",
    )
    prefix: IssuePrefix = Field(
        default=OUR_PREFIX, description="What the ids of its issues begin with, as ACME."
    )

    @model_validator(mode="after")
    def _check_names(self) -> Self:
        """A namespace ends with a slash, and no other sort of id begins like an issue's."""
        if not self.iri.endswith("/") or set(self.iri) & set("?#"):
            raise ValueError("`iri` ends with a slash, without ? and #")
        if self.prefix in ("FIX", "OWN", "EDGE"):
            raise ValueError(f"`prefix` is {self.prefix}, which other ids begin with")
        return self

    @model_validator(mode="after")
    def _check_editions(self) -> Self:
        """The last edition is the version, and each is younger than the one before it."""
        days = [edition.released for edition in self.editions]
        if self.editions and self.editions[-1].version != self.version:
            raise ValueError("the last of `editions` is the one that `version` names")
        if days != sorted(set(days)):
            raise ValueError("each edition is released on a later day than the one before it")
        return self
