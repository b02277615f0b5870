"""Events about single issues: answered, blind and compared, settled, followed up."""

from datetime import date
from typing import ClassVar, Literal

from pydantic import Field, model_validator

from snaglist.reviews.events.event import MOST_REVISED, Event, EventId, Revised
from snaglist.reviews.field_types import LinkAddress, RequiredText, ShortText
from snaglist.reviews.statuses import Answer, Status
from snaglist.schema.fields import RowId


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
