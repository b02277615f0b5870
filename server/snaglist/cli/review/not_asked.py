"""What a review did not ask, as the commands say it: topics with no issue, answers without one."""

import textwrap
from collections.abc import Iterable, Iterator
from datetime import date

from snaglist.reviews.entry_snapshot import PointerSnapshot
from snaglist.reviews.record import Record
from snaglist.reviews.state import IssueState, ReviewState, silent_answers
from snaglist.reviews.statuses import status_label

HEADING = "What this review did not ask"
WIDTH = 88


def topics_of(number: int) -> str:
    """A number of topics: ``1 topic``, ``2 topics``."""
    return f"{number} {'topic' if number == 1 else 'topics'}"


def topic_lines(record: Record, items: Iterable[IssueState]) -> Iterator[str]:
    """The id and the title of each topic, in columns."""
    found = list(items)
    longest = max((len(item.issue) for item in found), default=0)
    for item in found:
        yield f"  {item.issue:<{longest}}  {record.entries[item.entry].title}"


def progress_line(state: ReviewState, today: date) -> Iterator[str]:
    """How many topics have which status, in a line; nothing where there are none."""
    if told := _progress(state, today):
        yield f"{topics_of(sum(state.edge_progress(today).values()))} not asked about: {told}"


def signed_line(state: ReviewState, today: date) -> str:
    """The same for whoever signs, who is told where there is no topic, too."""
    whole, told = sum(state.edge_progress(today).values()), _progress(state, today)
    if not told:
        return f"{HEADING}: no topic is listed, which does not mean that it asked about everything."
    return f"{HEADING}: {topics_of(whole)} ({told})."


def _progress(state: ReviewState, today: date) -> str:
    counts = state.edge_progress(today).items()
    return ", ".join(f"{n} {status_label(status, edge=True)}" for status, n in counts if n)


def silence_lines(state: ReviewState) -> Iterator[str]:
    """Which answers led to no issue, where any did."""
    if silent := silent_answers(state):
        yield from textwrap.wrap(
            f"No issue came of: {'; '.join(silent)}.", WIDTH, subsequent_indent="  "
        )


def pointer_lines(pointers: Iterable[PointerSnapshot]) -> Iterator[str]:
    """Where others ask about a topic."""
    for each in pointers:
        yield from textwrap.wrap(
            f"{each.instrument}, {each.item}: {each.what}",
            WIDTH,
            initial_indent="  - ",
            subsequent_indent="    ",
        )
