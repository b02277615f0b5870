"""What of a review fits on one page for management."""

from dataclasses import dataclass, replace

from snaglist.reviews.hashing import Verification
from snaglist.reviews.reports.content import IssueGroup, IssueRow, ReportContent
from snaglist.reviews.reports.summary import clip, listed, signed_sentence, signer, team_words
from snaglist.reviews.scales import HURTS

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


def decision(told: ReportContent) -> str:
    """What was decided of the review as a whole: who stands for it and for how much of it."""
    signatures = told.state.signatures
    if not signatures:
        return signed_sentence(told)
    names = listed([f"{each.signer} ({each.day})" for each in signatures])
    scope = f" for {signatures[0].scope}" if signatures[0].left_out else ""
    awaited = [each.text for each in told.state.awaited]
    still = f" Still awaited: {listed(awaited)}." if awaited else ""
    return f"Signed off{scope} by {names}.{still}"


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


def _line(row: IssueRow, text: str) -> SummaryLine:
    return SummaryLine(
        row=row, title=clip(row.shown.title, LONGEST_LINE * 2 // 5), text=clip(text, LONGEST_LINE)
    )


def _decision(row: IssueRow) -> str:
    answer, since = row.item.answer, row.item.done_since
    if since:
        return since.done
    return row.item.resolution or answer.done or answer.reason or " ".join(answer.links)


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
