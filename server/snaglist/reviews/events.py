"""The record of a design review: what was done, in the order in which it was done.

A record only grows. What holds now is worked out from its events (``snaglist.reviews.state``), and
what the reviewers were shown of each entry is kept in it, so that it can be read, compared and
verified when the catalogue has long moved on.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, Field, model_validator

from snaglist.reviews.entry_snapshot import Shown, plain_form
from snaglist.reviews.field_types import (
    AnswerRef,
    Grounds,
    Line,
    Link,
    Markdown,
    Moment,
    Name,
    OptionalLine,
    Said,
)
from snaglist.schema.fields import Form, InterviewId, IssueId, Sha256, StrategyId

MOST_EVENTS = 5_000
MOST_ISSUES = 2_000
MOST_SOURCES = 1_000


class Status(StrEnum):
    """Where an issue stands in a review; there is no other answer."""

    NOT_LOOKED_AT = "not-looked-at"
    OPEN = "open"
    ADDRESSED = "addressed"
    ACCEPTED = "accepted"
    NOT_APPLICABLE = "not-applicable"


class Answer(Form):
    """What a team says of an issue, and on what grounds."""

    status: Status = Field(description="not-looked-at, open, addressed, accepted, not-applicable.")
    done: Said = Field(default="", description="What was done; addressed needs it, or a link.")
    reason: Said = Field(default="", description="Why; accepted and not-applicable need it.")
    owner: OptionalLine = Field(default="", description="Who sees to it; accepted needs one.")
    due: date | None = Field(default=None, description="By when it is to be done.")
    expires: date | None = Field(
        default=None, description="The last day of an acceptance; then the issue is open again."
    )
    links: tuple[Link, ...] = Field(default=(), max_length=20)
    notes: Markdown = Field(default="", description="Markdown.")

    @model_validator(mode="after")
    def _grounds(self) -> "Answer":
        """An answer that closes an issue says why; nobody can check one that does not."""
        if self.status is Status.ADDRESSED and not (self.done or self.links):
            raise ValueError("addressed needs done (what was done) or a link")
        if self.status in (Status.ACCEPTED, Status.NOT_APPLICABLE) and not self.reason:
            raise ValueError(f"{self.status} needs a reason")
        if self.status is Status.ACCEPTED and not (self.owner and self.expires):
            raise ValueError("accepted needs an owner and the day it expires")
        if self.expires and self.status is not Status.ACCEPTED:
            raise ValueError(f"only an acceptance expires; this is {self.status}")
        return self


NOT_LOOKED_AT = Answer(status=Status.NOT_LOOKED_AT)


class Edition(Form):
    """Which catalogue a review was made with: its version, and the hash of all it says."""

    version: Line
    digest: Sha256


class Source(Form):
    """How to cite a study whose interviews are quoted; without any, the catalogue itself."""

    citation: Said
    terms: Said = Field(default="", description="What the study says of the use of its interviews.")
    interviews: tuple[InterviewId, ...] = ()


class Given(Form):
    """The answers to one question of the profile, in the words in which they were offered."""

    question: Name
    text: Said
    answers: dict[Name, Said]


class Profile(Form):
    """What a team said of its project."""

    given: tuple[Given, ...] = Field(default=(), max_length=200)
    words: Said = ""

    def chosen(self) -> dict[str, tuple[str, ...]]:
        """The ids of the answers by the ids of their questions."""
        return {each.question: tuple(each.answers) for each in self.given}

    def label(self, answer: str) -> str:
        """An answer such as ``data/sensors`` in words."""
        question, _, name = answer.partition("/")
        found = (each.answers.get(name) for each in self.given if each.question == question)
        return next(found, None) or answer


class Why(Form):
    """Why an issue is in a review: what was told, and the answers it goes with."""

    text: Said
    answers: tuple[AnswerRef, ...] = ()
    fit: int


class Placed(Form):
    """An issue in a review: the entry as shown, and why it is there."""

    issue: IssueId
    entry: Sha256
    fit: int = 0
    why: tuple[Why, ...] = ()
    leaves_without: tuple[AnswerRef, ...] = ()
    quotes: int = 0
    severity: int = Field(default=0, description="Rank of the worst told; higher is worse.")


class Gone(Form):
    """An issue that the catalogue has retired."""

    issue: IssueId
    why: Said
    replaced_by: tuple[IssueId | StrategyId, ...] = ()


class Event(Form):
    """Something that somebody did at some time (UTC)."""

    at: Moment
    by: Line


class Created(Event):
    """The review was begun. With ``reviewers``, these answer blind before they compare."""

    did: Literal["created"] = "created"
    title: Line
    catalogue: Edition
    profile: Profile
    issues: tuple[Placed, ...] = Field(max_length=MOST_ISSUES)
    reviewers: tuple[Line, ...] = Field(default=(), max_length=10)
    sources: tuple[Source, ...] = Field(default=(), max_length=MOST_SOURCES)


class Profiled(Event):
    """The profile was answered anew, and the issues chosen anew."""

    did: Literal["profiled"] = "profiled"
    profile: Profile
    issues: tuple[Placed, ...] = Field(max_length=MOST_ISSUES)


class Added(Event):
    """An issue was added by hand."""

    did: Literal["added"] = "added"
    issue: Placed


class Answered(Event):
    """An issue was answered; ``before`` is where it stood."""

    did: Literal["answered"] = "answered"
    issue: IssueId
    before: Status
    answer: Answer


class Opined(Event):
    """A reviewer answered blind."""

    did: Literal["opined"] = "opined"
    issue: IssueId
    answer: Answer


class HandedIn(Event):
    """A reviewer has said what they wanted to say blind."""

    did: Literal["handed-in"] = "handed-in"


class Settled(Event):
    """Reviewers differed on an issue, and settled it."""

    did: Literal["settled"] = "settled"
    issue: IssueId
    before: Status
    answer: Answer
    resolution: Grounds


class Signed(Event):
    """The record was signed off; ``digest`` is over all before it, and the rest of it."""

    did: Literal["signed"] = "signed"
    role: OptionalLine = ""
    statement: Said = ""
    digest: Sha256


class Reopened(Event):
    """A signed record was opened again."""

    did: Literal["reopened"] = "reopened"
    reason: Grounds


class Upgraded(Event):
    """The review was carried to another edition of the catalogue; nothing was answered by it."""

    did: Literal["upgraded"] = "upgraded"
    catalogue: Edition
    issues: tuple[Placed, ...] = Field(default=(), description="New ones.", max_length=MOST_ISSUES)
    reworded: dict[IssueId, Sha256] = Field(default_factory=dict)
    retired: tuple[Gone, ...] = ()
    sources: tuple[Source, ...] = Field(default=(), max_length=MOST_SOURCES)


AnyEvent = Annotated[
    Created | Profiled | Added | Answered | Opined | HandedIn | Settled | Signed | Reopened
    | Upgraded,
    Field(discriminator="did"),
]  # fmt: skip


def _begun(events: tuple[AnyEvent, ...]) -> tuple[AnyEvent, ...]:
    """Some event. Asked here, since pydantic counts only those that are in order."""
    if not events:
        raise ValueError("should begin with the event created")
    return events


class Record(Form):
    """A review: its events, and by their hash the entries as its reviewers were shown them."""

    format: Literal[1] = Field(description="Of this file; 1 is the only one there is.")
    id: UUID
    events: Annotated[tuple[AnyEvent, ...], AfterValidator(_begun)] = Field(
        max_length=MOST_EVENTS, json_schema_extra={"minItems": 1}
    )
    entries: dict[Sha256, Shown] = Field(default_factory=dict)

    def with_event(self, event: Event, entries: Iterable[tuple[str, Shown]] = ()) -> "Record":
        """The record with one more event, and with the entries that it is the first to show."""
        added = {digest: shown for digest, shown in entries if digest not in self.entries}
        update = {"events": (*self.events, event), "entries": {**self.entries, **added}}
        return self.model_copy(update=update)

    def plain(self) -> dict[str, Any]:
        """The record as plain data, without what is as it is anyway; dates stay dates."""
        return {
            "format": self.format,
            "id": str(self.id),
            "events": [plain_event(event) for event in self.events],
            "entries": {
                digest: plain_form(shown) for digest, shown in sorted(self.entries.items())
            },
        }


def plain_event(event: Event) -> dict[str, Any]:
    """An event as plain data, what was done first."""
    did: str = event.did  # type: ignore[attr-defined]  # every kind of event has it
    return {"did": did, **plain_form(event)}


def numbered(record: Record) -> Iterator[tuple[int, AnyEvent]]:
    """The events with their numbers, from 1."""
    return enumerate(record.events, start=1)
