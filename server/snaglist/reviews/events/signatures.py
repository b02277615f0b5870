"""Events that freeze a record, and that open it again."""

from datetime import date, timedelta
from typing import Literal

from pydantic import Field

from snaglist.reviews.events.event import (
    MOST_ASKED,
    MOST_EVENTS,
    MOST_ISSUES,
    UTC_OFFSET,
    Event,
    EventId,
)
from snaglist.reviews.events.fields import AskedSigner, Scope
from snaglist.reviews.field_types import (
    OptionalLineText,
    RequiredText,
    ShortText,
    UtcOffset,
    offset_minutes,
)
from snaglist.reviews.rows import share_text
from snaglist.schema.fields import RowId, Sha256


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
