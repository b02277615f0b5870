"""The content of a report, whatever its format."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from snaglist.reviews.agreement import Difference
from snaglist.reviews.entry_snapshot import EntrySnapshot
from snaglist.reviews.events.fields import Edition, Source
from snaglist.reviews.events.issue_list import Created
from snaglist.reviews.evidence.standing import Standing, Standings, standing, standings
from snaglist.reviews.flags import WARN_DAYS, Flag, flags_of
from snaglist.reviews.hashing import Verification, verify_signatures
from snaglist.reviews.link_targets import NOWHERE, LinkBases
from snaglist.reviews.record import Record
from snaglist.reviews.reports.issue_history import (
    AnswerStep,
    HistoryOpinion,
    cited_sources,
    history,
    opinions,
    origin,
    placed_issues,
)
from snaglist.reviews.rows import RowKind, row_kind, thing_of
from snaglist.reviews.state import IssueState, ReviewState, silent_answers
from snaglist.reviews.statuses import Status, status_label
from snaglist.reviews.upgrade import FieldRewording, rewordings


class IssueGroup(StrEnum):
    """The sections of a report that issues are sorted into; those that need somebody come first."""

    OPEN = "Open"
    DIFFERING = "The reviewers differ"
    NOT_LOOKED_AT = "Not looked at"
    ADDRESSED = "Addressed"
    ACCEPTED = "Accepted"
    NOT_APPLICABLE = "Not applicable"
    RETIRED = "Retired by the catalogue"


NOT_ASKED = "What this review did not ask"
"""The section of the topics that the catalogue has no issue for."""

GROUP_OF_STATUS = {
    Status.OPEN: IssueGroup.OPEN,
    Status.NOT_LOOKED_AT: IssueGroup.NOT_LOOKED_AT,
    Status.ADDRESSED: IssueGroup.ADDRESSED,
    Status.ACCEPTED: IssueGroup.ACCEPTED,
    Status.NOT_APPLICABLE: IssueGroup.NOT_APPLICABLE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueRow:
    """An issue in a report."""

    item: IssueState
    shown: EntrySnapshot
    status: Status
    group: IssueGroup
    flags: tuple[Flag, ...]
    came: str
    severity: int
    steps: tuple[AnswerStep, ...]
    opinions: tuple[HistoryOpinion, ...]
    rewordings: tuple[FieldRewording, ...]
    iri: str
    quote_iri: str
    finding_iri: str
    standing: Standing | None

    @property
    def expired(self) -> bool:
        """True where it was accepted until a day that is over."""
        return Flag.EXPIRED in self.flags

    @property
    def overdue(self) -> bool:
        """True where it was due on a day that is over, and is not done."""
        return Flag.OVERDUE in self.flags

    @property
    def ends_soon(self) -> bool:
        """True where it is accepted until a day that is near."""
        return Flag.ENDS_SOON in self.flags

    @property
    def marks(self) -> tuple[str, ...]:
        """What is late, or soon will be, in words."""
        found = (
            f"overdue since {self.item.due}" if self.overdue else "",
            f"acceptance ends soon, on {self.item.answer.expires}" if self.ends_soon else "",
            f"due {self.item.due} now" if self._has_new_day else "",
        )
        return tuple(filter(None, found))

    @property
    def _has_new_day(self) -> bool:
        later = self.item.due != self.item.answer.due and self.item.done_since is None
        return later and not self.overdue

    @property
    def stamp(self) -> str:
        """Its status in a word or two."""
        if self.item.retired:
            return "retired"
        if self.item.difference is Difference.TERMS:
            return "open: the reviewers differ in terms"
        if self.item.differs:
            return "open: the reviewers differ"
        if self.expired:
            return f"open: acceptance expired on {self.item.answer.expires}"
        if self.item.done_since:
            return "addressed after the signature"
        return self.label(self.status)

    def label(self, status: Status) -> str:
        """A status in words, as they are for an issue or for a topic."""
        return status_label(status, edge=self.item.is_edge)

    @property
    def address(self) -> str:
        """Where the catalogue has it; empty for an issue of the team's own."""
        return self.iri if self.iri.startswith("http") else ""

    @property
    def consequence(self) -> str:
        """The worst consequence that is known, else the definition."""
        return self.shown.consequence or self.shown.definition


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportContent:
    """A review on a day: the rows in the order of their groups, in each as the review has them."""

    record: Record
    state: ReviewState
    today: date
    base: str
    created: Created
    edition: Edition
    rows: tuple[IssueRow, ...]
    progress: dict[Status, int]
    edge_progress: dict[Status, int]
    signatures: tuple[Verification, ...]
    sources: tuple[Source, ...]
    links: LinkBases = NOWHERE
    ahead: int = WARN_DAYS

    @property
    def standings(self) -> Standings:
        """How many addressed issues name evidence, and how many stand on a word."""
        return standings(self.state.items.values(), self.today)

    @property
    def iri(self) -> str:
        """The review's own name."""
        return f"urn:uuid:{self.record.id}"

    @property
    def groups(self) -> list[tuple[IssueGroup, list[IssueRow]]]:
        """The groups that have issues, with these."""
        found = [
            (group, [row for row in self.issues if row.group is group]) for group in IssueGroup
        ]
        return [(group, rows) for group, rows in found if rows]

    @property
    def issues(self) -> list[IssueRow]:
        """The issues, the team's own among them."""
        return [row for row in self.rows if not row.item.is_edge]

    @property
    def edges(self) -> list[IssueRow]:
        """The topics that the review did not ask about."""
        return [row for row in self.rows if row.item.is_edge]

    def progress_label(self, status: Status) -> str:
        """A status as a table of both issues and topics names it."""
        labels = dict.fromkeys((status_label(status), status_label(status, edge=bool(self.edges))))
        return " or ".join(labels)

    @property
    def silence(self) -> str:
        """What the section on topics begins with: what they are, and which answers led nowhere."""
        if self.edges:
            told = (
                "The catalogue has no issue for these topics, which the project touches by its "
                "profile. That others are missing here says nothing of them."
            )
        else:
            told = (
                "No topic is listed in this review, which does not mean that it asked about "
                "everything."
            )
        silent = silent_answers(self.state)
        return f"{told} No issue came of: {'; '.join(silent)}." if silent else told

    def source_of(self, quote: str) -> Source | None:
        """How the study that a quote such as ``I07-Q103`` comes from is to be cited."""
        interview = quote.partition("-")[0]
        return next((each for each in self.sources if interview in each.interviews), None)


def report_content(
    record: Record,
    today: date,
    base: str = "",
    links: LinkBases = NOWHERE,
    ahead: int = WARN_DAYS,
) -> ReportContent:
    """The content of the reports of a record on a day; entries are named ``base/id/SNAG-001``.

    Without ``base`` they are named as in the catalogue that the review was made with.

    Acceptances that end within ``ahead`` days are marked.

    Raises ``RecordError`` where the events do not follow from each other.
    """
    state, steps = history(record)
    said = opinions(record, state)
    created = record.events[0]
    assert isinstance(created, Created)  # else it could not have been followed
    assert state.catalogue is not None
    base = base or state.catalogue.iri.rstrip("/")
    ranks = {record.entries[each.entry].severity: each.severity for each in placed_issues(record)}
    rows = [
        _row(record, item, tuple(steps.get(item.issue, ())), (today, ahead), base, ranks, said)
        for item in state.items.values()
    ]
    order = list(IssueGroup)
    return ReportContent(
        record=record,
        state=state,
        today=today,
        base=base,
        created=created,
        edition=state.catalogue,
        rows=tuple(sorted(rows, key=lambda row: (row.item.is_edge, order.index(row.group)))),
        progress={status: state.progress(today)[status] for status in GROUP_OF_STATUS},
        edge_progress={status: state.edge_progress(today)[status] for status in GROUP_OF_STATUS},
        signatures=verify_signatures(record),
        sources=cited_sources(record),
        links=links,
        ahead=ahead,
    )


def _row(
    record: Record,
    item: IssueState,
    steps: tuple[AnswerStep, ...],
    days: tuple[date, int],
    base: str,
    ranks: dict[str, int],
    said: dict[str, list[HistoryOpinion]],
) -> IssueRow:
    shown = record.entries[item.entry]
    status = item.status(days[0])
    return IssueRow(
        item=item,
        shown=shown,
        status=status,
        group=_group(item, status),
        flags=flags_of(item, *days),
        came=origin(record.events[item.since - 1], item),
        severity=ranks.get(shown.severity, 0),
        steps=steps,
        opinions=tuple(said.get(item.issue, ())),
        rewordings=tuple(rewordings(record.entries[item.answered_entry], shown))
        if item.reworded and item.answered_entry in record.entries
        else (),
        iri=_iri(record, item.issue, base),
        quote_iri=f"{base}/id/{shown.quote.id}" if shown.quote else "",
        finding_iri=f"{base}/id/{shown.finding.id}" if shown.finding else "",
        standing=standing(item, days[0]),
    )


def _iri(record: Record, row: str, base: str) -> str:
    """The name of a row; an issue of the team's own is a part of the review."""
    own = row_kind(row) is RowKind.OWN
    return f"urn:uuid:{record.id}#{row}" if own else f"{base}/id/{thing_of(row)}"


def _group(item: IssueState, status: Status) -> IssueGroup:
    if item.retired:
        return IssueGroup.RETIRED
    return IssueGroup.DIFFERING if item.differs else GROUP_OF_STATUS[status]
