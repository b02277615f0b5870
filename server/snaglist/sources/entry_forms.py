"""Entries as people write them; quotes, schemes and the guide of reviews have their own."""

from datetime import date
from typing import ClassVar, Self

from pydantic import Field, model_validator

from snaglist.model.entry import EntryStatus, Outcome, Relation
from snaglist.model.witness import Stance
from snaglist.schema.fields import (
    ClaimId,
    ConceptRef,
    EntryId,
    FindingId,
    Form,
    IssueId,
    QuoteId,
    Slug,
    StrategyId,
    Text,
)


class LabelsForm(Form):
    """A name in other languages, idiomatic and not word for word."""

    de: Text | None = Field(default=None, description="German.")
    fr: Text | None = Field(default=None, description="French.")


class WitnessForm(Form):
    """A quote or a published finding that a claim or an arrow rests on, and how it stands to it."""

    quote: QuoteId | None = Field(default=None, description="Somebody said it in an interview.")
    finding: FindingId | None = Field(default=None, description="A publication found it.")
    stance: Stance = Field(
        default=Stance.SUPPORTS,
        description="qualifies: the witness hedges; contradicts: the witness says otherwise.",
    )
    note: Text | None = Field(
        default=None, description="What this one witness met, beyond what a second could say too."
    )

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        """A witness is a quote or a finding."""
        if (self.quote is None) == (self.finding is None):
            raise ValueError("needs either 'quote' or 'finding'")
        return self

    @property
    def ref(self) -> str:
        """The id of the quote or of the finding."""
        return self.quote or self.finding or ""


class WitnessedForm(Form):
    """What rests on witnesses; the fields ``quotes`` and ``stance`` of 0.1 are read as such."""

    witnesses: list[WitnessForm] = Field(default=[], description="Who says so.")

    @model_validator(mode="before")
    @classmethod
    def _read_old_fields(cls, data: object) -> object:
        """``quotes`` with one ``stance`` for all of them, as entries had it up to 0.1."""
        if not isinstance(data, dict) or "witnesses" in data or not _names_quotes(data):
            return data
        kept = {name: value for name, value in data.items() if name not in ("quotes", "stance")}
        stance = data.get("stance", Stance.SUPPORTS.value)
        stance = OLD_STANCES.get(stance, stance) if isinstance(stance, str) else stance
        return {**kept, "witnesses": [{"quote": q, "stance": stance} for q in data["quotes"]]}


OLD_STANCES = {"reservation": Stance.QUALIFIES.value}
"""What stances were called up to 0.1."""


def _names_quotes(data: dict[object, object]) -> bool:
    return isinstance(data.get("quotes"), list)


class ClaimForm(WitnessedForm):
    """One assertion and its witnesses."""

    called: ClassVar[str] = "claim"

    id: ClaimId = Field(description="C1, C2, …: unique in this entry, never used again.")
    text: Text = Field(description="One sentence, worded so that a second witness could say it.")
    witnesses: list[WitnessForm] = Field(
        min_length=1, description="Who says so: quotes or findings, with the stance of each."
    )


class ConsequenceForm(ClaimForm):
    """What the issue did to somebody or something."""

    quality: list[Slug] = Field(min_length=1, description="Ids from schemes/quality.yaml.")
    felt_by: list[Slug] = Field(
        default_factory=list,
        description="Ids from schemes/stakeholder.yaml, where the witness says who suffers.",
    )


class DetectionForm(ClaimForm):
    """How the issue was, or can be, noticed."""

    strategy: StrategyId | None = Field(default=None, description="The strategy this is.")


class MitigationForm(ClaimForm):
    """What was done about the issue, and how that went."""

    strategy: StrategyId = Field(description="The strategy this is; the text says how, here.")
    outcome: Outcome = Field(
        description="How it went, as reported or published; untried: thought of, and not done; "
        "proposed: advised or wished for, and not reported as done."
    )
    cost: Text | None = Field(default=None, description="What it cost, as reported.")


class NotWhenForm(Form):
    """Where the entry does not apply."""

    text: Text = Field(description="The neighbouring case.")
    see: EntryId | None = Field(default=None, description="The entry for that case.")


class ArrowForm(WitnessedForm):
    """An issue that this one leads to."""

    issue: IssueId
    text: Text = Field(description="How the one brings the other about.")
    inferred: bool = Field(
        default=False, description="true: no witness says it, the catalogue concludes it."
    )


class QuestionForm(Form):
    """A question for a design review."""

    text: Text = Field(description="Answerable with yes, no or evidence.")
    claims: list[ClaimId] = Field(min_length=1, description="The claims it rests on.")
    phases: list[Slug] = Field(
        default=[],
        description="Ids from schemes/phase.yaml: when it can be asked. Without any: the issue's.",
    )


class MappingForm(Form):
    """How the issue relates to a concept of another vocabulary."""

    to: ConceptRef = Field(description="scheme/concept; the bare scheme when relation is none.")
    relation: Relation
    why: Text = Field(description="What speaks for this relation and not another.")
    by: Text | None = Field(
        default=None, description="Who says so, where not the catalogue's creator."
    )


class ChangeForm(Form):
    """A line of history."""

    on: date
    what: Text


class RetirementForm(Form):
    """Why the entry is no longer to be used."""

    why: Text
    replaced_by: list[EntryId] = []


class EntryForm(Form):
    """What issues and strategies have in common."""

    title: Text = Field(description="What a practitioner would say; 70 characters at most.")
    titles: LabelsForm = Field(
        default=LabelsForm(), description="The title in other languages, as said there."
    )
    also_called: list[Text] = Field(min_length=1, description="Names people would type.")
    hidden_labels: list[Text] = Field(
        default=[],
        description="Misspellings and words of the field: searched, and shown on no page.",
    )
    definition: Text = Field(description="One or two sentences that tell it from its neighbours.")
    kind: Slug
    phases: list[Slug] = Field(min_length=1, description="Ids from schemes/phase.yaml.")
    status: EntryStatus
    use_when: Text = Field(description="The situation in which this entry is the right one.")
    not_when: list[NotWhenForm] = Field(min_length=1)
    history: list[ChangeForm] = Field(min_length=1, description="Newest last.")
    retired: RetirementForm | None = None


class IssueForm(EntryForm):
    """The front matter of a file in issues/."""

    id: IssueId
    category: Slug = Field(description="One of the five in schemes/category.yaml.")
    sources: list[Slug] = Field(min_length=1, description="Ids from schemes/source.yaml.")
    artefacts: list[Slug] = Field(min_length=1, description="Ids from schemes/artefact.yaml.")
    causes: list[ClaimForm] = []
    consequences: list[ConsequenceForm] = []
    detections: list[DetectionForm] = []
    mitigations: list[MitigationForm] = []
    leads_to: list[ArrowForm] = []
    questions: list[QuestionForm] = Field(min_length=2, max_length=5)
    mappings: list[MappingForm] = Field(min_length=1)


class StrategyForm(EntryForm):
    """The front matter of a file in strategies/."""

    id: StrategyId
    practices: list[ClaimForm] = Field(min_length=1, description="How it was done, step by step.")
    costs: list[ClaimForm] = []
    tradeoffs: list[ClaimForm] = Field(default=[], description="What is traded for what.")
