"""What is left to do of a review, as every export tells it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from snaglist.reviews.flags import Flag
from snaglist.reviews.link_targets import LinkBases, is_ticket
from snaglist.reviews.reports.content import IssueRow, ReportContent
from snaglist.reviews.state import RecordError
from snaglist.reviews.statuses import Status


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRow:
    """An issue that is open, or that nobody looked at; ``said`` is what the team says of it."""

    row: IssueRow
    stamp: str
    said: str

    @property
    def issue(self) -> str:
        """Its id."""
        return self.row.item.issue

    @property
    def title(self) -> str:
        """What the trouble is."""
        return self.row.shown.title

    @property
    def owner(self) -> str:
        """Who is responsible; empty where nobody is."""
        return self.row.item.answer.owner

    @property
    def due(self) -> date | None:
        """When it is due."""
        return self.row.item.due

    @property
    def overdue(self) -> bool:
        """True where that day has passed."""
        return Flag.OVERDUE in self.row.flags

    @property
    def links(self) -> tuple[str, ...]:
        """What the answer links to, as it was said."""
        return self.row.item.links

    @property
    def ticket(self) -> str:
        """The first ticket that it has, by its key or its address; empty where it has none."""
        return next(filter(is_ticket, self.links), "")

    @property
    def facts(self) -> tuple[str, ...]:
        """Who and until when, how bad and likely, and why it is open where nobody said so."""
        due = f"due {self.due}{' (overdue)' if self.overdue else ''}" if self.due else ""
        stamp = "" if self.stamp == "open" else self.stamp.removeprefix("open: ")
        return tuple(filter(None, (self.owner, due, self.rating, stamp)))

    @property
    def rating(self) -> str:
        """The team's own severity and likelihood in words; empty where neither is said."""
        return self.row.item.answer.rating


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenIssues:
    """The rows of an export, the overdue ones first, and what it has to say of the whole review.

    ``unseen`` counts the issues that nobody looked at and that are not among the rows; ``ahead`` is
    how many days before a day a calendar reminds of it, if at all.
    """

    content: ReportContent
    rows: tuple[OpenRow, ...]
    unseen: int
    ahead: int | None = None

    @property
    def title(self) -> str:
        """What is reviewed."""
        return self.content.state.title

    @property
    def links(self) -> LinkBases:
        """Where tickets and files are."""
        return self.content.links

    @property
    def changed(self) -> datetime:
        """When the review last changed."""
        return self.content.record.events[-1].at

    @property
    def sentence(self) -> str:
        """What is left, in a sentence."""
        whole = sum(self.content.progress.values())
        open_ = self.content.progress[Status.OPEN]
        unseen = self.content.progress[Status.NOT_LOOKED_AT]
        overdue = sum(row.overdue for row in self.rows)
        parts = [f"{open_} of {whole} {'issue' if whole == 1 else 'issues'} open"]
        parts += [f"{overdue} overdue"] if overdue else []
        parts += [f"{unseen} not looked at"] if unseen else []
        return f"{', '.join(parts)}."


def open_issues(
    content: ReportContent, *, unseen: bool = False, ahead: int | None = None
) -> OpenIssues:
    """What is left to do; with ``unseen``, what nobody looked at is among it.

    Raises ``RecordError`` while reviewers answer blind: nothing is said by all of them yet.
    """
    if content.state.blind:
        raise RecordError("The reviewers still answer blind; export when all have handed in.")
    left = tuple(_open_rows(content))
    seen = [row for row in left if row.row.status is Status.OPEN]
    rows = left if unseen else tuple(seen)
    ordered = sorted(rows, key=lambda row: (not row.overdue, row.due or date.max))
    return OpenIssues(
        content=content,
        rows=tuple(ordered),
        unseen=len(left) - len(rows),
        ahead=ahead,
    )


def _open_rows(content: ReportContent) -> Iterator[OpenRow]:
    for row in content.rows:
        if row.item.retired or row.status not in (Status.OPEN, Status.NOT_LOOKED_AT):
            continue
        answer = row.item.answer
        # Of an acceptance that is over, the reason is what the team said.
        yield OpenRow(row=row, stamp=row.stamp, said=answer.notes or answer.reason or answer.done)
