"""The files of a catalogue as people write them; those of review/ are with their loader."""

from datetime import date
from typing import ClassVar, Self

from pydantic import Field, model_validator

from snaglist.model.entry import EntryStatus, Outcome, Relation, Stance
from snaglist.model.interview import SpeakerRole, Standing
from snaglist.model.vocabulary import TermKind
from snaglist.schema.fields import (
    ClaimId,
    CommitId,
    ConceptRef,
    EntryId,
    Form,
    InterviewId,
    IssueId,
    MappedId,
    Notation,
    OntologyTerm,
    QuoteId,
    Sha256,
    Slug,
    StrategyId,
    Text,
    TurnId,
    Verbatim,
    WebAddress,
)


class WitnessForm(Form):
    """A quote that a claim or an arrow rests on, and how it stands to it."""

    quote: QuoteId
    stance: Stance = Field(
        default=Stance.SUPPORTS,
        description="qualifies: the witness hedges; contradicts: the witness says otherwise.",
    )
    note: Text | None = Field(
        default=None, description="What this one witness met, beyond what a second could say too."
    )


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
        min_length=1, description="Who says so: the quotes, with the stance of each."
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
        description="How it went, as reported; untried: thought of, and not done; "
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
    by: Text = Field(default="Snaglist editors", description="Who says so.")


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


class SpeakerForm(Form):
    """A speaker and the labels the transcript gives them; case and spaces do not matter."""

    id: Slug
    role: SpeakerRole
    label: Text = Field(description="How pages name them: a role, never a name.")
    labels: list[Text] = Field(min_length=1, description="Their labels in the transcript.")


class SectionForm(Form):
    """Where a section of the interview begins."""

    id: Slug
    title: Text
    line: int = Field(ge=1)


class CorrectionForm(Form):
    """A passage that the transcript gives to another speaker."""

    line: int = Field(ge=1)
    text: Verbatim = Field(description="The passage, verbatim; it must occur once in the line.")
    speaker: Slug
    why: Text


class RedactionForm(Form):
    """Personal matter withheld before the text came here; what it said is nowhere."""

    line: int = Field(ge=1)
    placeholder: Verbatim
    kind: Text
    count: int = Field(default=1, ge=1)


class DeclinedForm(Form):
    """A topic the participant had nothing to report on."""

    topic: Text
    quote: QuoteId
    note: Text


class InterviewForm(Form):
    """The file interview.yaml in a folder of interviews/."""

    id: InterviewId
    title: Text
    study: Slug
    date: Text = Field(description="As the transcript gives it, placeholders included.")
    participant: Text = Field(description="The role of the person interviewed.")
    experience: Text
    domains: list[Slug] = Field(min_length=1)
    speakers: list[SpeakerForm] = Field(min_length=2)
    sections: list[SectionForm] = Field(min_length=1)
    corrections: list[CorrectionForm] = []
    redactions: list[RedactionForm] = []
    declined: list[DeclinedForm] = []
    licence: Text
    consent: Text
    transcription: Text


class QuoteForm(Form):
    """One quote, anchored by position and by words."""

    id: QuoteId
    exact: Verbatim
    prefix: str
    suffix: str
    start: int = Field(ge=0, description="In code points from the start of transcript.txt.")
    end: int = Field(ge=1, description="Exclusive.")
    speaker: Slug
    question: TurnId | None = Field(default=None, description="The turn that prompted it.")
    standing: Standing
    gloss: Text | None = Field(default=None, description="What is meant, where it is garbled.")
    about: list[Slug] = Field(default=[], description="Ids from schemes/system.yaml.")
    coder: Text


class QuotesForm(Form):
    """The file quotes.yaml beside a transcript."""

    interview: InterviewId
    transcript_sha256: Sha256
    quotes: list[QuoteForm]


class ConceptForm(Form):
    """A concept of a scheme."""

    id: Notation
    label: Text
    definition: Text
    also_called: list[Text] = []
    notation: Text | None = None
    broader: Notation | None = None
    ontology_class: OntologyTerm | None = Field(
        default=None, description="Its class, as snag:Name."
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
    by: Text = Field(default="Snaglist editors", description="Who made these mappings.")
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

    @model_validator(mode="after")
    def _check_editions(self) -> Self:
        """The last edition is the version, and each is younger than the one before it."""
        days = [edition.released for edition in self.editions]
        if self.editions and self.editions[-1].version != self.version:
            raise ValueError("the last of `editions` is the one that `version` names")
        if days != sorted(set(days)):
            raise ValueError("each edition is released on a later day than the one before it")
        return self
