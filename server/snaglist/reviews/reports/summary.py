"""A review in short: a sentence, its course, and what fits on one page for management."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from snaglist.reviews.event_text import event_text
from snaglist.reviews.events import (
    Answered,
    Opined,
    Settled,
    Signed,
)
from snaglist.reviews.hashing import Verification
from snaglist.reviews.reports.content import IssueGroup, IssueRow, ReportContent
from snaglist.reviews.reports.issue_history import STATUS_LABELS
from snaglist.reviews.scales import HURTS
from snaglist.reviews.signing import why_lapsed
from snaglist.reviews.statuses import Status, status_label

MOST_OPEN = 6
MOST_ACCEPTED = 3
MOST_DECIDED = 2
MOST_SIGNED = 2
MOST_EDGES = 5
MOST_AWAITED = 2
MOST_NOT_COVERED = 6
LINES_WITHOUT_SIGNATURE = 2
LONGEST_STATEMENT = 400
"""Characters of what was signed for."""

LONGEST_LINE = 140
"""How many characters of a text a line of the page for management has room for."""

LONGEST_NAME = 40
"""The same for names, so that the date after them is seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryLine:
    """A line of the hand-out on an issue; ``text`` is what the team says of it.

    ``elsewhere`` is what others reported, for a second line.
    """

    row: IssueRow
    title: str
    text: str
    elsewhere: str = ""

    @property
    def facts(self) -> tuple[str, ...]:
        """Who answers for it and until when, where that matters."""
        answer, group = self.row.item.answer, self.row.group
        owner = clip(answer.owner, LONGEST_NAME)
        if group is IssueGroup.ACCEPTED:
            soon = ("ends soon",) if self.row.ends_soon else ()
            return (f"owner: {owner}", f"until {answer.expires}", *soon)
        if group not in (IssueGroup.OPEN, IssueGroup.DIFFERING):
            return ()
        found = (
            f"owner: {owner}" if owner else "no owner",
            f"due {self.row.item.due}" if self.row.item.due else "",
            "overdue" if self.row.overdue else "",
            f"acceptance expired on {answer.expires}" if self.row.expired else "",
            "the reviewers differ" if self.row.item.differs else "",
            answer.rating,
        )
        return tuple(filter(None, found))


def _elsewhere(row: IssueRow) -> str:
    """The worst that others reported, worded so that nobody takes it for this project's outcome."""
    severity = row.shown.severity
    how_bad = f" ({clip(severity[:1].lower() + severity[1:], LONGEST_NAME)})" if severity else ""
    if not row.shown.consequence:
        return ""
    told = f"Reported elsewhere{how_bad}: {row.shown.consequence}"
    return clip(told, LONGEST_LINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseEntry:
    """Something in the course of a review, other than answers."""

    at: datetime
    by: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What the hand-out shows, and how many of each it leaves out.

    ``not_covered`` are the first issues that the signature does not cover. ``awaited`` are to sign,
    with names where they are known.
    """

    open: tuple[SummaryLine, ...]
    more_open: int
    accepted: tuple[SummaryLine, ...]
    more_accepted: int
    decided: tuple[SummaryLine, ...]
    more_decided: int
    signed: tuple[str, ...]
    more_signed: int
    statement: str = ""
    not_covered: tuple[str, ...] = ()
    more_not_covered: int = 0
    awaited: tuple[str, ...] = ()
    more_awaited: int = 0
    digest: str = ""


def state_sentence(told: ReportContent) -> str:
    """The state of a review and its signatures, in a few sentences."""
    return f"{counts_sentence(told)} {signed_sentence(told)}"


def signed_sentence(told: ReportContent) -> str:
    """Who signed it off, who is awaited, or that nobody did."""
    first, *others = told.state.signatures or (None,)
    if first is None:
        names = _listed([each.by for each in told.state.voided])
        reopened = f"; {names} had signed, and it was reopened" if names else ""
        elsewhere = _listed([each.by for each in told.state.apart])
        apart = (
            f"; {elsewhere} signed another copy, not all that was joined here" if elsewhere else ""
        )
        return f"It is not signed off{reopened}{apart}."
    parts = [f"{first.by} signed it off on {first.day}"]
    parts += [f"for {first.scope}"] if first.left_out else []
    parts += [f"and {_listed([each.by for each in others])} signed as well"] if others else []
    awaited = [each.text for each in told.state.awaited]
    still = f" Still awaited: {_listed(awaited)}." if awaited else ""
    return f"{', '.join(parts)}.{still}"


def decision(told: ReportContent) -> str:
    """What was decided of the review as a whole: who stands for it and for how much of it."""
    signatures = told.state.signatures
    if not signatures:
        return signed_sentence(told)
    names = _listed([f"{each.signer} ({each.day})" for each in signatures])
    scope = f" for {signatures[0].scope}" if signatures[0].left_out else ""
    awaited = [each.text for each in told.state.awaited]
    still = f" Still awaited: {_listed(awaited)}." if awaited else ""
    return f"Signed off{scope} by {names}.{still}"


def counts_sentence(told: ReportContent) -> str:
    """How the issues stand, in a few sentences."""
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
    """What management reads: what is overdue first, then the worst that is open."""
    needy = [row for row in told.issues if row.group in (IssueGroup.OPEN, IssueGroup.DIFFERING)]
    worst = sorted(needy, key=lambda row: (not row.overdue, *_how_bad(row)))
    accepted = [row for row in told.issues if row.group is IssueGroup.ACCEPTED]
    accepted.sort(key=lambda row: row.item.answer.expires or told.today)
    since = [row for row in told.issues if row.item.done_since and not row.item.retired]
    settled = [
        *since,
        *(r for r in told.issues if r.item.resolution and r not in needy and r not in since),
    ]
    closed = [
        row
        for group in (IssueGroup.ADDRESSED, IssueGroup.NOT_APPLICABLE)
        for row in told.issues
        if row.group is group and row not in settled
    ]
    decided = [*settled, *closed]
    signed = told.signatures[::-1]
    state = told.state
    left_out = state.signed.left_out if state.signed else ()
    awaited = [each.text for each in state.awaited]
    return Summary(
        open=tuple(_open_line(row) for row in worst[:MOST_OPEN]),
        more_open=len(worst[MOST_OPEN:]),
        accepted=tuple(_line(row, row.item.answer.reason) for row in accepted[:MOST_ACCEPTED]),
        more_accepted=len(accepted[MOST_ACCEPTED:]),
        decided=tuple(_line(row, _decision(row)) for row in decided[:MOST_DECIDED]),
        more_decided=len(decided[MOST_DECIDED:]),
        signed=tuple(_signature_line(told, each) for each in signed[:MOST_SIGNED]),
        more_signed=len(signed[MOST_SIGNED:]),
        statement=clip(_statement(told), LONGEST_STATEMENT),
        not_covered=left_out[:MOST_NOT_COVERED],
        more_not_covered=len(left_out[MOST_NOT_COVERED:]),
        awaited=tuple(awaited[:MOST_AWAITED])
        if state.signed
        else ("Name, role",) * LINES_WITHOUT_SIGNATURE,
        more_awaited=len(awaited[MOST_AWAITED:]),
        digest=state.signatures[-1].digest if state.signed else "",
    )


def _how_bad(row: IssueRow) -> tuple[int, int, int]:
    """What open issues are sorted by: what the team fears first, then what others reported."""
    risk = row.item.answer.risk
    said = 1 if risk is None else 0 if risk >= HURTS else 2
    return (said, -(risk or 0), -row.severity)


def _statement(told: ReportContent) -> str:
    """What the last of those who signed, and who said anything, signed for."""
    said = [each.statement for each in told.state.signatures if each.statement]
    return said[-1] if said else ""


def _signature_line(told: ReportContent, found: Verification) -> str:
    """Who signed, for how much, and whether that holds."""
    holds = "" if found.holds else "; DOES NOT HOLD: changed since"
    return f"{signer(told, found.signed)}{holds}"


def _open_line(row: IssueRow) -> SummaryLine:
    """What the team says, else that it says nothing; then what others reported."""
    line = _line(row, team_words(row))
    return replace(line, elsewhere=_elsewhere(row))


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


def _line(row: IssueRow, text: str) -> SummaryLine:
    return SummaryLine(
        row=row, title=clip(row.shown.title, LONGEST_LINE * 2 // 5), text=clip(text, LONGEST_LINE)
    )


def _decision(row: IssueRow) -> str:
    answer, since = row.item.answer, row.item.done_since
    if since:
        return since.done
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
