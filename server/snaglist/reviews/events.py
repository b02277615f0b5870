"""The record of a design review: what was done, in the order in which it was done.

A record only grows. What holds now is worked out from its events (``snaglist.reviews.replay``), and
what the reviewers were shown of each entry is kept in it, so that it can be read, compared and
verified when the catalogue has long moved on. The fields of these classes are a public format:
``docs/stability.md`` says what may change of it.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

from pydantic import AfterValidator, Field, model_validator

from snaglist.reviews.canonical import plain_data
from snaglist.reviews.entry_snapshot import EntrySnapshot
from snaglist.reviews.event_fields import (
    AskedSigner,
    Edition,
    HandedWork,
    PlacedIssue,
    ProjectProfile,
    RetiredIssue,
    Scope,
    Source,
)
from snaglist.reviews.field_types import (
    LineText,
    LinkAddress,
    Moment,
    OptionalLineText,
    RequiredText,
    ShortText,
    UtcOffset,
    offset_minutes,
)
from snaglist.reviews.rows import share_text
from snaglist.reviews.statuses import Answer, Status
from snaglist.schema.fields import Form, Pattern, RowId, Sha256

MOST_EVENTS = 5_000
MOST_ISSUES = 2_000
MOST_SOURCES = 1_000
MOST_REVISED = 100
MOST_ASKED = 20
UTC_OFFSET = "+00:00"

EventId = Annotated[str, Pattern(r"^[0-9a-f]{12}$", "the id of an event, 12 hexadecimal digits")]
Revised = Annotated[
    tuple[EventId, ...] | None,
    Field(
        max_length=MOST_REVISED,
        description="The answers that held and that this one revises, by their ids; none for a "
        "first answer. Records until 0.1 do not say.",
    ),
]


class Event(Form):
    """Something that somebody did at some time (UTC); ``did`` says what kind.

    ``head`` are the fields that a file has on the event's first line.
    """

    head: ClassVar[tuple[str, ...]] = ("did", "at", "by")

    did: str
    at: Moment
    by: LineText


class Created(Event):
    """The review was begun. With ``reviewers``, these answer blind before they compare.

    In a file::

        - event: {number: 1, did: created, at: 2026-11-25T10:00:00Z, by: Ana}
          title: Parking guidance
          catalogue:
            version: 0.1.0
            digest: 7d1a54127b222502f5b79b5fb0803061152a44f92b37e23c6527baf665d4da9a
          profile:
            given:
            - question: data
              text: Where do the data come from?
              answers:
                sensors: From sensors
            words: Cameras count free places.
          issues:
          - issue: SNAG-001
            entry: fb8e20fc2e4c3f248c60c39bd652f3c1347298bb977b8b4d5903b85055620603
            fit: 2
            why:
            - text: Sensors stop.
              answers:
              - data/sensors
              fit: 2
            leaves_without:
            - data/sensors
            quotes: 3
            severity: 2
          reviewers:
          - Ana
          - Ben
          sources:
          - citation: The Snaglist catalogue, 2026.
          id: 64e9a502828f
    """

    did: Literal["created"] = "created"
    title: LineText
    catalogue: Edition
    profile: ProjectProfile
    issues: tuple[PlacedIssue, ...] = Field(max_length=MOST_ISSUES)
    reviewers: tuple[LineText, ...] = Field(default=(), max_length=10)
    sources: tuple[Source, ...] = Field(default=(), max_length=MOST_SOURCES)


class Profiled(Event):
    """The profile was answered anew, and the issues chosen anew.

    In a file::

        - event: {number: 2, did: profiled, at: 2026-11-25T10:05:00Z, by: Ana}
          profile:
            words: Cameras count free places.
          issues: []
          id: f50bee6fdc88
    """

    did: Literal["profiled"] = "profiled"
    profile: ProjectProfile
    issues: tuple[PlacedIssue, ...] = Field(max_length=MOST_ISSUES)


class Added(Event):
    """An issue was added by hand.

    In a file::

        - event: {number: 3, did: added, at: 2026-11-25T10:10:00Z, by: Ana}
          issue:
            issue: SNAG-040
            entry: fb8e20fc2e4c3f248c60c39bd652f3c1347298bb977b8b4d5903b85055620603
            quotes: 1
          id: c0e09e30a738
    """

    did: Literal["added"] = "added"
    issue: PlacedIssue


class Answered(Event):
    """An issue was answered; ``before`` is where it stood.

    In a file::

        - event: {number: 4, did: answered, issue: SNAG-001, at: 2026-11-25T10:15:00Z,
            by: Ana, before: not-looked-at, revises: []}
          answer:
            status: accepted
            reason: The street is closed in winter.
            owner: Ben
            expires: 2027-03-31
          id: 6be0082cfde4
    """

    head: ClassVar[tuple[str, ...]] = ("did", "issue", "at", "by", "before", "revises")

    did: Literal["answered"] = "answered"
    issue: RowId
    before: Status
    revises: Revised = None
    answer: Answer


class Opined(Event):
    """A reviewer answered blind.

    In a file::

        - event: {number: 5, did: opined, issue: SNAG-001, at: 2026-11-25T10:15:00Z, by: Ben}
          answer:
            status: open
            owner: Ana
            due: 2026-12-24
          id: e2fc61ff6f82
    """

    head: ClassVar[tuple[str, ...]] = ("did", "issue", "at", "by")

    did: Literal["opined"] = "opined"
    issue: RowId
    answer: Answer


class HandedIn(Event):
    """A reviewer has said what they wanted to say blind.

    In a file::

        - event: {number: 6, did: handed-in, at: 2026-11-25T10:20:00Z,
            by: Ben, compared: terms}
          id: b87e3c47f060
    """

    head: ClassVar[tuple[str, ...]] = ("did", "at", "by", "compared")

    did: Literal["handed-in"] = "handed-in"
    compared: Literal["status", "terms"] = Field(
        default="status",
        description="What must be the same for answers to agree, where this is the last hand-in: "
        "the status alone, as in records until 0.1, or all that an answer says but its notes.",
    )


class TookBack(Event):
    """A reviewer took their hand-in back, to go on blind; only while another has not handed in.

    In a file::

        - event: {number: 7, did: took-back, at: 2026-11-25T10:22:00Z, by: Ben}
          id: 9415eeed8cff
    """

    did: Literal["took-back"] = "took-back"


class Settled(Event):
    """Reviewers differed on an issue, and settled it.

    In a file::

        - event: {number: 7, did: settled, issue: SNAG-001, at: 2026-11-25T10:25:00Z,
            by: Ana, before: not-looked-at, revises: [3fa9c1d2e4b5, 07be52aa91c3]}
          answer:
            status: addressed
            done: An alert was tested.
          resolution: Ben had not seen the test.
          id: 905a081c098f
    """

    head: ClassVar[tuple[str, ...]] = ("did", "issue", "at", "by", "before", "revises")

    did: Literal["settled"] = "settled"
    issue: RowId
    before: Status
    revises: Revised = None
    answer: Answer
    resolution: RequiredText


class Signed(Event):
    """The record was signed off; ``digest`` is over all before it, and the rest of it.

    Where it is not of all issues, it names those that it covers, and those that it leaves out. More
    signatures may follow, of the same answers.

    In a file::

        - event: {number: 8, did: signed, at: 2026-11-25T10:30:00Z, by: Ana}
          role: product owner
          statement: Ready to build.
          of: ten
          covers:
          - SNAG-001
          left_out:
          - SNAG-040
          also:
          - name: Ben
            role: safety officer
          offset: +01:00
          digest: 7d1a54127b222502f5b79b5fb0803061152a44f92b37e23c6527baf665d4da9a
          id: 6a176d774296
    """

    did: Literal["signed"] = "signed"
    role: OptionalLineText = ""
    statement: ShortText = ""
    of: Scope = Field(default=Scope.ALL, description="All issues, the ten, or those answered.")
    covers: tuple[RowId, ...] = Field(
        default=(),
        max_length=MOST_ISSUES,
        description="The issues that it covers, where it is not of all.",
    )
    left_out: tuple[RowId, ...] = Field(
        default=(), max_length=MOST_ISSUES, description="The issues that it does not cover."
    )
    also: tuple[AskedSigner, ...] = Field(
        default=(), max_length=MOST_ASKED, description="Who is asked to sign as well."
    )
    offset: UtcOffset = Field(
        default=UTC_OFFSET,
        description="How far the clock was ahead of UTC where it was signed. Records until 0.1 do "
        "not say; their days are those of UTC.",
    )
    unseen: tuple[EventId, ...] = Field(
        default=(),
        max_length=MOST_EVENTS,
        description="Events before it that were not in the copy that was signed, by their ids. "
        "They are filled in where copies are joined; no digest is over this field.",
    )
    digest: Sha256

    @property
    def day(self) -> date:
        """The day on which it was signed, where it was signed."""
        return (self.at + timedelta(minutes=offset_minutes(self.offset))).date()

    @property
    def scope(self) -> str:
        """What it covers, as ``10 of 36 issues (the ten of the meeting)``; topics by themselves."""
        if self.of is Scope.ALL:
            return "all issues"
        named = "the ten of the meeting" if self.of is Scope.TEN else "those answered"
        return f"{share_text(self.covers, (*self.covers, *self.left_out))} ({named})"

    @property
    def signer(self) -> str:
        """Who signed, with the role."""
        return f"{self.by}, {self.role}" if self.role else self.by


class Reopened(Event):
    """A signed record was opened again.

    In a file::

        - event: {number: 9, did: reopened, at: 2026-11-26T09:00:00Z, by: Ana}
          reason: A second camera was added.
          id: 0f1629ed7142
    """

    did: Literal["reopened"] = "reopened"
    reason: RequiredText


class FollowedUp(Event):
    """After the signature, somebody said what became of an issue; its answer stays as signed.

    ``follows`` are the answers that held, by their ids. An issue that is answered anew later has
    nothing of it any more.

    In a file::

        - event: {number: 9, did: followed-up, issue: SNAG-001, at: 2026-12-02T09:00:00Z,
            by: Ben, follows: [3fa9c1d2e4b5]}
          done: The alert was rung on 1 December.
          links:
          - https://example.org/tests/7
          id: d7591538917e
    """

    head: ClassVar[tuple[str, ...]] = ("did", "issue", "at", "by", "follows")

    did: Literal["followed-up"] = "followed-up"
    issue: RowId
    follows: tuple[EventId, ...] = Field(min_length=1, max_length=MOST_REVISED)
    done: ShortText = Field(default="", description="What was done since.")
    due: date | None = Field(default=None, description="The new day by which it is to be done.")
    links: tuple[LinkAddress, ...] = Field(default=(), max_length=20)
    note: ShortText = ""

    @model_validator(mode="after")
    def _says_something(self) -> "FollowedUp":
        if not (self.done or self.due or self.links or self.note):
            raise ValueError("a follow-up says what was done, a new day, a link or a note")
        if self.done and self.due:
            raise ValueError("what was done has no new day")
        return self


class Upgraded(Event):
    """The review was carried to another edition of the catalogue; nothing was answered by it.

    In a file::

        - event: {number: 10, did: upgraded, at: 2026-11-26T09:10:00Z, by: Ana}
          catalogue:
            version: 0.2.0
            digest: 7d1a54127b222502f5b79b5fb0803061152a44f92b37e23c6527baf665d4da9a
          reworded:
            SNAG-001: fb8e20fc2e4c3f248c60c39bd652f3c1347298bb977b8b4d5903b85055620603
          retired:
          - issue: SNAG-040
            why: It was two issues.
            replaced_by:
            - SNAG-044
            - SNAG-045
          work:
          - issue: SNAG-044
            of: SNAG-040
            owner: Ben
            due: 2026-12-24
          id: 49c9470522f8
    """

    did: Literal["upgraded"] = "upgraded"
    catalogue: Edition
    issues: tuple[PlacedIssue, ...] = Field(
        default=(), description="New ones.", max_length=MOST_ISSUES
    )
    reworded: dict[RowId, Sha256] = Field(default_factory=dict)
    retired: tuple[RetiredIssue, ...] = ()
    work: tuple[HandedWork, ...] = ()
    sources: tuple[Source, ...] = Field(default=(), max_length=MOST_SOURCES)


AnyEvent = Annotated[
    Created | Profiled | Added | Answered | Opined | HandedIn | TookBack | Settled | Signed
    | FollowedUp | Reopened | Upgraded,
    Field(discriminator="did"),
]  # fmt: skip


def _begun(events: tuple[AnyEvent, ...]) -> tuple[AnyEvent, ...]:
    """Some event. Asked here, since pydantic counts only those that are in order."""
    if not events:
        raise ValueError("should begin with the event created")
    return events


class Record(Form):
    """A review: its events, and by their hash the entries as its reviewers were shown them.

    ``format`` is that of the record, which signatures are over, and not that of a file. ``numbers``
    are those that the events have in a file; without any, they are numbered from 1.
    """

    format: Literal[1]
    id: UUID
    events: Annotated[tuple[AnyEvent, ...], AfterValidator(_begun)] = Field(
        max_length=MOST_EVENTS, json_schema_extra={"minItems": 1}
    )
    entries: dict[Sha256, EntrySnapshot] = Field(default_factory=dict)
    numbers: tuple[int, ...] = Field(default=(), exclude=True)

    def with_event(
        self, event: Event, entries: Iterable[tuple[str, EntrySnapshot]] = ()
    ) -> "Record":
        """The record with one more event, and with the entries that it is the first to show."""
        added = {digest: shown for digest, shown in entries if digest not in self.entries}
        numbers = (*self.numbers, self.numbers[-1] + 1) if self.numbers else ()
        update = {
            "events": (*self.events, event),
            "entries": {**self.entries, **added},
            "numbers": numbers,
        }
        return self.model_copy(update=update)

    def plain(self) -> dict[str, Any]:
        """The record as dictionaries, lists and text, without fields at their default.

        The keys are ``format``, ``id``, ``events`` and ``entries``; days and moments stay ``date``
        and ``datetime``.
        """
        return {
            "format": self.format,
            "id": str(self.id),
            "events": [plain_event(event) for event in self.events],
            "entries": {
                digest: plain_data(shown) for digest, shown in sorted(self.entries.items())
            },
        }


def plain_event(event: Event) -> dict[str, Any]:
    """An event as ``plain_data`` gives it, with ``did`` in front, which is always there."""
    return {"did": event.did, **plain_data(event)}


def signed_event(event: Event) -> dict[str, Any]:
    """An event as signatures are over it: without what joining copies fills in later."""
    return {name: value for name, value in plain_event(event).items() if name != "unseen"}


def issue_of(event: AnyEvent) -> str | None:
    """The issue that an event is about, if it is about one."""
    match event:
        case Answered() | Opined() | Settled() | FollowedUp():
            return event.issue
        case Added():
            return event.issue.issue
        case _:
            return None


def numbered_events(record: Record) -> Iterator[tuple[int, AnyEvent]]:
    """The events with their numbers, from 1."""
    return enumerate(record.events, start=1)
