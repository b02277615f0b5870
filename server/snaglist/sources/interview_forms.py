"""The files of an interview as people write them."""

from datetime import date
from typing import Annotated

from pydantic import BeforeValidator, Field

from snaglist.model.access import Access, Covered
from snaglist.model.interview import SpeakerRole, Standing
from snaglist.schema.fields import (
    Form,
    InterviewId,
    LanguageTag,
    PartialDate,
    QuoteId,
    Sha256,
    Slug,
    Text,
    TurnId,
    Verbatim,
)


class SpeakerForm(Form):
    """A speaker and the labels the transcript gives them; case and spaces do not matter.

    A label begins a line and ends in a colon.
    """

    id: Slug
    role: SpeakerRole
    label: Text = Field(description="How pages name them: a role, never a name.")
    labels: list[Text] = Field(min_length=1, description="Their labels in the transcript.")


class ParticipantForm(Form):
    """Somebody who was interviewed."""

    speaker: Slug = Field(description="The id of the speaker that they are here.")
    person: Slug | None = Field(
        default=None,
        description="A pseudonym, as person-012; the same in every interview of the person.",
    )
    role: Text = Field(description="What they do, as pages name them; never a name.")
    experience: Text | None = None
    domains: list[Slug] = []


class ImportedFromForm(Form):
    """The file that the interview was imported from; it is kept elsewhere."""

    format: Text
    sha256: Sha256
    tool: Text | None = None


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


class AgreementForm(Form):
    """What the participant agreed to, as data; what is known of it in words is under consent."""

    to: list[Covered] = Field(description="What others may read: quotes, transcript.")
    on: date | None = Field(default=None, description="The day it was given.")
    until: date | None = Field(default=None, description="The last day, where there is one.")
    withdrawn: date | None = Field(default=None, description="The day it was taken back.")


class InterviewForm(Form):
    """The file interview.yaml in a folder of interviews/."""

    id: InterviewId
    title: Text
    study: Slug
    date: Text = Field(description="As the transcript gives it, placeholders included.")
    held: PartialDate | None = Field(
        default=None, description="The day, month or year, to sort by."
    )
    language: LanguageTag = Field(default="en", description="What is spoken, as BCP 47 has it.")
    participant: Text | None = Field(
        default=None, description="The role of the person interviewed, or of all of them."
    )
    experience: Text | None = None
    domains: list[Slug] = []
    participants: list[ParticipantForm] = Field(
        default=[], description="Who was interviewed, one for each speaker with that role."
    )
    speakers: list[SpeakerForm] = Field(min_length=1)
    not_labels: list[Text] = Field(
        default=[], description="Words that look like labels and are what somebody says."
    )
    sections: list[SectionForm] = Field(min_length=1)
    corrections: list[CorrectionForm] = []
    redactions: list[RedactionForm] = []
    declined: list[DeclinedForm] = []
    licence: Text
    consent: Text
    access: Access = Field(
        default=Access.OPEN,
        description="What may leave: open, all; quotes-only, its quotes; withheld, no words.",
    )
    agreed: AgreementForm | None = Field(default=None, description="Consent as data.")
    transcription: Text
    source: ImportedFromForm | None = None


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
    quotes: Annotated[
        list[QuoteForm], BeforeValidator(lambda given: [] if given is None else given)
    ] = Field(description="May be empty, as long as nothing is quoted.")
