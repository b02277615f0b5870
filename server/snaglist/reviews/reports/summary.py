"""A review in short: a sentence, its course, and what fits on one page for management."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from snaglist.reviews.event_text import event_text
from snaglist.reviews.events import (
    Answered,
    Opined,
    Settled,
    Signed,
)
from snaglist.reviews.reports.content import IssueGroup, IssueRow, ReportContent
from snaglist.reviews.reports.issue_history import STATUS_LABELS
from snaglist.reviews.statuses import Status, status_label

MOST_OPEN = 8
MOST_ACCEPTED = 4
MOST_DECIDED = 4
MOST_SIGNED = 2
MOST_EDGES = 5

LONGEST_LINE = 140
"""How many characters of a text a line of the page for management has room for."""

LONGEST_NAME = 40
"""The same for names, so that the date after them is seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryLine:
    """A line of the hand-out on an issue; ``text`` is what may happen, why, or what was done."""

    row: IssueRow
    title: str
    text: str

    @property
    def facts(self) -> tuple[str, ...]:
        """Who answers for it and until when, where that matters."""
        answer, group = self.row.item.answer, self.row.group
        owner = clip(answer.owner, LONGEST_NAME)
        if group is IssueGroup.ACCEPTED:
            return (f"owner: {owner}", f"until {answer.expires}")
        if group not in (IssueGroup.OPEN, IssueGroup.DIFFERING):
            return ()
        found = (
            f"owner: {owner}" if owner else "no owner",
            f"due {answer.due}" if answer.due else "",
            f"acceptance expired on {answer.expires}" if self.row.expired else "",
            "the reviewers differ" if self.row.item.differs else "",
            _elsewhere(self.row.shown.severity),
        )
        return tuple(filter(None, found))


def _elsewhere(severity: str) -> str:
    """The worst that others reported, worded so that nobody takes it for this project's outcome."""
    return (
        f"reported elsewhere: {clip(severity[:1].lower() + severity[1:], LONGEST_NAME)}"
        if severity
        else ""
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseEntry:
    """Something in the course of a review, other than answers."""

    at: datetime
    by: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What the hand-out shows, and how many of each it leaves out."""

    open: tuple[SummaryLine, ...]
    more_open: int
    accepted: tuple[SummaryLine, ...]
    more_accepted: int
    decided: tuple[SummaryLine, ...]
    more_decided: int
    signed: tuple[str, ...]
    more_signed: int


def state_sentence(told: ReportContent) -> str:
    """The state of a review, in a sentence."""
    counts = [
        f"{count} {_verb(count, status)} {STATUS_LABELS[status]}"
        for status, count in told.progress.items()
        if count
    ]
    total = sum(told.progress.values())
    retired = sum(row.group is IssueGroup.RETIRED for row in told.issues)
    whole = f"Of {total} {'issue' if total == 1 else 'issues'}, {_listed(counts)}."
    parts = [whole if total else "There is no issue in it, so nothing was asked."]
    parts += [_edges_sentence(told)] if told.edges else []
    expired = sum(row.expired and not row.item.retired for row in told.rows)
    if expired:
        parts.append(f"{_some(expired, 'acceptance has', 'acceptances have')} expired.")
    if retired:
        parts.append(f"{_some(retired, 'more was', 'more were')} retired by the catalogue.")
    if told.state.blind:
        parts.append("The reviewers still answer blind.")
    signed = told.state.signed
    parts.append(
        f"{signed.by} signed it off on {signed.at:%Y-%m-%d}." if signed else "It is not signed off."
    )
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
    return f"It did not ask about {_some(whole, 'topic', 'topics')}, of which {_listed(counts)}."


def not_asked_text(told: ReportContent) -> str:
    """The topics that the review did not ask about, as far as a few lines have room.

    Those that nobody has dealt with come first.
    """
    order = {status: at for at, status in enumerate(told.edge_progress)}
    rows = [row for row in told.edges if not row.item.retired]
    rows = sorted(rows, key=lambda row: order[row.status])
    if not rows:
        return clip(told.silence, 2 * LONGEST_LINE)
    named = [f"{clip(row.shown.title, LONGEST_NAME)} ({row.stamp})" for row in rows[:MOST_EDGES]]
    left = len(rows) - len(named)
    more = [f"{left} more"] if left else []
    return f"{'; '.join([*named, *more])}."


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


def _listed(parts: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))


def summarize(told: ReportContent) -> Summary:
    """What management reads: the worst that is open first."""
    needy = [row for row in told.issues if row.group in (IssueGroup.OPEN, IssueGroup.DIFFERING)]
    worst = sorted(needy, key=lambda row: -row.severity)
    accepted = [row for row in told.issues if row.group is IssueGroup.ACCEPTED]
    settled = [row for row in told.issues if row.item.resolution and row not in needy]
    closed = [
        row
        for group in (IssueGroup.ADDRESSED, IssueGroup.NOT_APPLICABLE)
        for row in told.issues
        if row.group is group and row not in settled
    ]
    decided = [*settled, *closed]
    signed = [each.signed for each in told.signatures][::-1]
    return Summary(
        open=tuple(_line(row, row.consequence) for row in worst[:MOST_OPEN]),
        more_open=len(worst[MOST_OPEN:]),
        accepted=tuple(_line(row, row.item.answer.reason) for row in accepted[:MOST_ACCEPTED]),
        more_accepted=len(accepted[MOST_ACCEPTED:]),
        decided=tuple(_line(row, _decision(row)) for row in decided[:MOST_DECIDED]),
        more_decided=len(decided[MOST_DECIDED:]),
        signed=tuple(signer(told, each) for each in signed[:MOST_SIGNED]),
        more_signed=len(signed[MOST_SIGNED:]),
    )


def signer(told: ReportContent, signed: Signed) -> str:
    """Who signed when, in which role, and whether the record was opened again since."""
    role = f", {signed.role}" if signed.role else ""
    since = "" if signed == told.state.signed else "; reopened since"
    return f"{signed.at:%Y-%m-%d} {signed.by}{role}{since}"


def _line(row: IssueRow, text: str) -> SummaryLine:
    return SummaryLine(
        row=row, title=clip(row.shown.title, LONGEST_LINE * 2 // 5), text=clip(text, LONGEST_LINE)
    )


def _decision(row: IssueRow) -> str:
    answer = row.item.answer
    return row.item.resolution or answer.done or answer.reason or " ".join(answer.links)


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
