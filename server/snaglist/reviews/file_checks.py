"""What no schema can say of a record in a file: its events follow, its entries are as hashed."""

from collections.abc import Iterator

from snaglist.reviews.file_layout import PlacedEvent
from snaglist.reviews.hashing import event_id, mismatched_entries, unnamed_entries
from snaglist.reviews.record import Record, issue_of
from snaglist.reviews.replay import rebuild
from snaglist.reviews.state import RecordError
from snaglist.schema.finding import Finding
from snaglist.schema.located_yaml import Located
from snaglist.schema.report import FindingsError


def check_record(record: Record, located: Located, placed: list[PlacedEvent], name: str) -> None:
    """What no schema can say: the events follow from each other, the entries are as hashed."""
    wrong = list(_misplaced(record, placed, name))
    wrong += [
        Finding(
            name,
            located.line(("entries", digest)),
            "review-entry",
            f"{record.entries[digest].issue} is not as its hash says.",
            "Undo the edit; what reviewers were shown does not change.",
        )
        for digest in mismatched_entries(record)
    ]
    wrong += [
        Finding(
            name,
            located.line(("entries", digest)),
            "review-entry",
            "no event shows this entry.",
            "Take it away; entries come with the events that show them.",
        )
        for digest in unnamed_entries(record)
    ]
    try:
        rebuild(record)
    except RecordError as error:
        line = located.line(("events", max(error.number - 1, 0)))
        mend = "Undo the edit; or, where two answered, look at both and mend the word after before."
        wrong.append(Finding(name, line, "review-event", f"event {error.number}: {error}", mend))
    if wrong:
        raise FindingsError(tuple(wrong))


def _misplaced(record: Record, placed: list[PlacedEvent], name: str) -> Iterator[Finding]:
    """Events that stand under another issue than theirs, or that are not as their ids say."""
    for event, where in zip(record.events, placed, strict=False):
        did = f"event {where.number}, {event.did} by {event.by},"
        issue = issue_of(event)
        if issue != where.issue:
            right = f"under {issue}, below 'issues'" if issue else "below 'review'"
            yield Finding(
                name, where.line, "review-event", f"{did} stands in the wrong place.",
                f"Put it {right}.",
            )  # fmt: skip
        elif event_id(event) != where.id:
            yield Finding(
                name, where.line, "review-event", f"{did} is not as its id {where.id} says.",
                "Undo the edit; git has the event as it was.",
            )  # fmt: skip
