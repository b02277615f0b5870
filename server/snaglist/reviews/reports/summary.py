"""A review in sentences: how it stands, who signed it, what it did not ask; and its course."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from snaglist.reviews.event_text import event_text
from snaglist.reviews.events.answering import Answered, Opined, Settled
from snaglist.reviews.events.signatures import Signed
from snaglist.reviews.reports.content import IssueGroup, IssueRow, ReportContent
from snaglist.reviews.reports.issue_history import STATUS_LABELS
from snaglist.reviews.signing import why_lapsed
from snaglist.reviews.statuses import Status, status_label


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseEntry:
    """Something in the course of a review, other than answers."""

    at: datetime
    by: str
    text: str


def state_sentence(told: ReportContent) -> str:
    """The state of a review and its signatures, in a few sentences."""
    return f"{counts_sentence(told)} {signed_sentence(told)}"


def signed_sentence(told: ReportContent) -> str:
    """Who signed it off, who is awaited, or that nobody did."""
    first, *others = told.state.signatures or (None,)
    if first is None:
        names = listed([each.by for each in told.state.voided])
        reopened = f"; {names} had signed, and it was reopened" if names else ""
        elsewhere = listed([each.by for each in told.state.apart])
        apart = (
            f"; {elsewhere} signed another copy, not all that was joined here" if elsewhere else ""
        )
        return f"It is not signed off{reopened}{apart}."
    parts = [f"{first.by} signed it off on {first.day}"]
    parts += [f"for {first.scope}"] if first.left_out else []
    parts += [f"and {listed([each.by for each in others])} signed as well"] if others else []
    awaited = [each.text for each in told.state.awaited]
    still = f" Still awaited: {listed(awaited)}." if awaited else ""
    return f"{', '.join(parts)}.{still}"


def counts_sentence(told: ReportContent) -> str:
    """How the issues stand, in a few sentences."""
    counts = [
        f"{count} {_verb(count, status)} {STATUS_LABELS[status]}"
        for status, count in told.progress.items()
        if count
    ]
    total = sum(told.progress.values())
    retired = sum(row.group is IssueGroup.RETIRED for row in told.issues)
    whole = f"Of {total} {'issue' if total == 1 else 'issues'}, {listed(counts)}."
    parts = [whole if total else "There is no issue in it, so nothing was asked."]
    parts += [_edges_sentence(told)] if told.edges else []
    expired = sum(row.expired and not row.item.retired for row in told.rows)
    if expired:
        parts.append(f"{_some(expired, 'acceptance has', 'acceptances have')} expired.")
    live = [row for row in told.rows if not row.item.retired]
    if overdue := sum(row.overdue for row in live):
        parts.append(f"{_some(overdue, 'is', 'are')} overdue.")
    if ending := sum(row.ends_soon for row in live):
        ends = _some(ending, "acceptance ends", "acceptances end")
        parts.append(f"{ends} within {told.ahead} days.")
    if done := sum(row.item.done_since is not None for row in live):
        parts.append(f"{_some(done, 'was', 'were')} done after the signature.")
    if retired:
        parts.append(f"{_some(retired, 'more was', 'more were')} retired by the catalogue.")
    if told.state.blind:
        parts.append("The reviewers still answer blind.")
    return " ".join(parts)


def _edges_sentence(told: ReportContent) -> str:
    """How many topics the review did not ask about, and what was said of them."""
    counts = [
        f"{count} {_verb(count, status)} {status_label(status, edge=True)}"
        for status, count in told.edge_progress.items()
        if count
    ]
    whole = sum(told.edge_progress.values())
    if not whole:
        return "What it did not ask about, the catalogue lists no more."
    return f"It did not ask about {_some(whole, 'topic', 'topics')}, of which {listed(counts)}."


def how_to_cite(told: ReportContent) -> str:
    """What a citation of an entry or a quote has to have."""
    rule = (
        f"To cite an entry or a quote, give its address, {told.base}/id/ and its id, and the "
        f"catalogue’s version, {told.edition.version}"
    )
    if any(source.interviews for source in told.sources):
        return f"{rule}; with a quote, cite the study of its interview as well."
    return f"{rule}; a quote’s address says which study to cite as well."


def _verb(count: int, status: Status) -> str:
    past = status is Status.NOT_LOOKED_AT
    return ("was" if past else "is") if count == 1 else ("were" if past else "are")


def _some(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def listed(parts: Sequence[str]) -> str:
    """Several as ``one, another and a third``."""
    return " and ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))


def team_words(row: IssueRow) -> str:
    """What the team says of an issue: the last that was said after a signature, or the answer."""
    answer = row.item.answer
    since = [each.note for each in row.item.follow_ups if each.note]
    return since[-1] if since else answer.notes or answer.reason or answer.done


def signer(told: ReportContent, signed: Signed) -> str:
    """Who signed when, in which role, for how much, and whether it was opened again since."""
    scope = f", for {signed.scope}" if signed.left_out else ""
    since = why_lapsed(told.state, signed)
    return f"{signed.day} {signed.signer}{scope}{since and f'; {since}'}"


def clip(text: str, most: int) -> str:
    """A text on one line, cut between words where it is longer than ``most``."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    cut = line[: most - 1]
    head = cut.rpartition(" ")[0]
    return f"{(head if len(head) > most // 2 else cut).rstrip('.,;: ')}…"


def course(told: ReportContent) -> Iterator[CourseEntry]:
    """What was done to the review as a whole; answers are reported with their issues."""
    for event in told.record.events:
        if not isinstance(event, Answered | Opined | Settled):
            yield CourseEntry(at=event.at, by=event.by, text=event_text(event))
