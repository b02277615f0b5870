"""Adding an event to a record, which every command does in the end."""

from collections.abc import Iterable

from snaglist.reviews.entry_snapshot import EntrySnapshot
from snaglist.reviews.events.answering import Answered, Opined, Settled
from snaglist.reviews.events.issue_list import Created
from snaglist.reviews.events.signatures import Signed
from snaglist.reviews.names import check_visible
from snaglist.reviews.record import AnyEvent, Record
from snaglist.reviews.replay import apply_event
from snaglist.reviews.state import ReviewState


def append_event(
    record: Record,
    state: ReviewState,
    event: AnyEvent,
    entries: Iterable[tuple[str, EntrySnapshot]] = (),
) -> Record:
    """The record with one more event, and the entries that it is the first to show.

    ``state`` must be the record's own, as ``rebuild`` gives it: only the new event is checked
    against it. Raises ``RecordError`` where the event cannot follow, and ``UsageError`` for a name
    or a title with what nobody can see: records that have it are read, but none gets it anew.
    """
    check_lines(event)
    apply_event(state, event)
    return record.with_event(event, entries)


def check_lines(event: AnyEvent) -> None:
    """Raise ``UsageError`` where a name, role or title has what nobody can see."""
    check_visible("The name", event.by)
    if isinstance(event, Created):
        check_visible("The title", event.title)
    if isinstance(event, Signed):
        check_visible("The role", event.role)
    if isinstance(event, Answered | Opined | Settled):
        check_visible("The name of the owner", event.answer.owner)
