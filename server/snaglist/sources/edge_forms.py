"""The file review/edges.yaml as people write it."""

from datetime import date
from typing import ClassVar, Self

from pydantic import Field, model_validator

from snaglist.schema.fields import Form, IssueId, Slug, Text, WebAddress
from snaglist.sources.answer_rules import AnswerRuleForm


class InstrumentForm(Form):
    """A public checklist, framework or law that edges point to."""

    id: Slug = Field(description="Pointers name it; never used again.")
    title: Text = Field(description="What its keepers call it.")
    kept_by: Text = Field(description="Who publishes it.")
    version: Text = Field(description="The version looked at, and how much of it was read.")
    url: WebAddress = Field(description="Where people read it.")
    looked_up: date


class PointerForm(Form):
    """Where an instrument asks about the topic of an edge."""

    instrument: Slug = Field(description="The id of an instrument of this file.")
    item: Text = Field(description="The item's number, as its keepers write it: MAP 1.1.")
    what: Text = Field(
        description="Its keepers' name for it, else a few words of ours; the same everywhere."
    )


class EdgeForm(Form):
    """A topic that no issue of the catalogue asks about."""

    called: ClassVar[str] = "edge"

    id: Slug = Field(description="The end of its address; never used again.")
    title: Text = Field(max_length=70)
    also_called: list[Text] = Field(min_length=1, description="What people type who look for it.")
    text: Text = Field(
        max_length=240, description="One sentence of ours: what goes wrong, and why it matters."
    )
    near: list[IssueId] = Field(default=[], description="Issues that touch it.")
    pointers: list[PointerForm] = Field(min_length=1, max_length=5)
    always: Text | None = Field(
        default=None, description="Why every review has it as a row; then it needs no rule."
    )
    touched: list[AnswerRuleForm] = Field(
        default=[], description="The answers with which a review has it as a row."
    )

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        """What every review has needs no rule."""
        if self.always and self.touched:
            raise ValueError("has either 'always' or 'touched', not both")
        return self


class RetiredEdgeForm(Form):
    """An edge that the list has no more; reviews that have it as a row are told so."""

    id: Slug = Field(description="The id that it had.")
    why: Text = Field(description="One sentence.")
    replaced_by: list[IssueId] = Field(
        default=[], description="The issues that ask about it now, if any do."
    )


class EdgesForm(Form):
    """The file edges.yaml in review/."""

    instruments: list[InstrumentForm] = Field(min_length=1)
    edges: list[EdgeForm] = Field(min_length=1)
    retired: list[RetiredEdgeForm] = []
