"""The record of a design review: what was done, in the order in which it was done.

A record only grows. What holds now is worked out from its events (``snaglist.reviews.replay``), and
what the reviewers were shown of each entry is kept in it, so that it can be read, compared and
verified when the catalogue has long moved on. The fields of these classes and of the events are a
public format: ``docs/stability.md`` says what may change of it.
"""

from collections.abc import Iterable, Iterator
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, Field

from snaglist.reviews.canonical import plain_data
from snaglist.reviews.entry_snapshot import EntrySnapshot
from snaglist.reviews.events.answering import (
    Answered,
    FollowedUp,
    HandedIn,
    Opined,
    Settled,
    TookBack,
)
from snaglist.reviews.events.event import MOST_EVENTS, Event
from snaglist.reviews.events.issue_list import Added, Created, Profiled, Upgraded
from snaglist.reviews.events.signatures import Reopened, Signed
from snaglist.schema.fields import Form, Sha256

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
