"""What every report of a review tells, whatever its format."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from snaglist.reviews.digest import Verification, verifications
from snaglist.reviews.following import applied, rebuild
from snaglist.reviews.record import (
    Added,
    Answer,
    Answered,
    AnyEvent,
    Created,
    Edition,
    HandedIn,
    Placed,
    Profiled,
    Record,
    Settled,
    Source,
    Status,
    Upgraded,
    numbered,
)
from snaglist.reviews.shown import Shown
from snaglist.reviews.state import Item, State
from snaglist.reviews.upgrading import Rewording, rewordings


class Group(StrEnum):
    """Where an issue is told of; what needs somebody comes first."""

    OPEN = "Open"
    DIFFERING = "The reviewers differ"
    NOT_LOOKED_AT = "Not looked at"
    ADDRESSED = "Addressed"
    ACCEPTED = "Accepted"
    NOT_APPLICABLE = "Not applicable"
    RETIRED = "Retired by the catalogue"


STATUS_WORDS = {
    Status.NOT_LOOKED_AT: "not looked at",
    Status.OPEN: "open",
    Status.ADDRESSED: "addressed",
    Status.ACCEPTED: "accepted",
    Status.NOT_APPLICABLE: "not applicable",
}

GROUPS = {
    Status.NOT_LOOKED_AT: Group.NOT_LOOKED_AT,
    Status.OPEN: Group.OPEN,
    Status.ADDRESSED: Group.ADDRESSED,
    Status.ACCEPTED: Group.ACCEPTED,
    Status.NOT_APPLICABLE: Group.NOT_APPLICABLE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """An answer that was given to an issue, by which event, and what stood there before.

    ``by`` has several names where blind reviewers agreed; ``entry`` is what they were shown.
    """

    number: int
    at: datetime
    by: tuple[str, ...]
    before: Status
    answer: Answer
    entry: str
    resolution: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What a reviewer said blind, when, and of which entry."""

    number: int
    at: datetime
    by: str
    answer: Answer
    entry: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An issue as a report tells of it."""

    item: Item
    shown: Shown
    status: Status
    group: Group
    expired: bool
    came: str
    severity: int
    steps: tuple[Step, ...]
    opinions: tuple[Opinion, ...]
    rewordings: tuple[Rewording, ...]
    iri: str
    quote_iri: str

    @property
    def stamp(self) -> str:
        """Its status in a word or two."""
        if self.item.retired:
            return "retired"
        if self.item.differs:
            return "open: the reviewers differ"
        if self.expired:
            return f"open: acceptance expired on {self.item.answer.expires}"
        return STATUS_WORDS[self.status]

    @property
    def consequence(self) -> str:
        """What may happen: the worst that was told, else what the issue is."""
        return self.shown.consequence or self.shown.definition


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A review on a day: the rows in the order of their groups, in each as the review has them."""

    record: Record
    state: State
    today: date
    base: str
    created: Created
    edition: Edition
    rows: tuple[Row, ...]
    progress: dict[Status, int]
    signatures: tuple[Verification, ...]
    sources: tuple[Source, ...]

    @property
    def iri(self) -> str:
        """The review's own name."""
        return f"urn:uuid:{self.record.id}"

    @property
    def groups(self) -> list[tuple[Group, list[Row]]]:
        """The groups that have issues, with these."""
        found = [(group, [row for row in self.rows if row.group is group]) for group in Group]
        return [(group, rows) for group, rows in found if rows]

    def source_of(self, quote: str) -> Source | None:
        """How the study that a quote such as ``I07-Q103`` comes from is to be cited."""
        interview = quote.partition("-")[0]
        return next((each for each in self.sources if interview in each.interviews), None)


def account(record: Record, today: date, base: str) -> Account:
    """Work out what the reports of a record say on a day; things are named under ``base``/id/."""
    state, steps = _history(record)
    created = record.events[0]
    assert isinstance(created, Created)  # else it could not have been followed
    assert state.catalogue is not None
    ranks = {record.entries[each.entry].severity: each.severity for each in _placed(record)}
    rows = [
        _row(record, state, item, tuple(steps.get(item.issue, ())), today, base, ranks)
        for item in state.items.values()
    ]
    order = list(Group)
    return Account(
        record=record,
        state=state,
        today=today,
        base=base,
        created=created,
        edition=state.catalogue,
        rows=tuple(sorted(rows, key=lambda row: order.index(row.group))),
        progress=state.progress(today),
        signatures=verifications(record),
        sources=_sources(record),
    )


def _history(record: Record) -> tuple[State, dict[str, list[Step]]]:
    """What holds in the end, and for each issue the answers that led there."""
    rebuild(record)
    state, steps = State(), dict[str, list[Step]]()
    for number, event in numbered(record):
        former, state = state, applied(state, event)
        for name in _answered_by(event, state):
            item = state.items[name]
            if item.answered == number:
                steps.setdefault(name, []).append(_step(former.items[name], item, event, state))
    return state, steps


def _answered_by(event: AnyEvent, state: State) -> tuple[str, ...]:
    """The issues that an event may have answered."""
    if isinstance(event, Answered | Settled):
        return (event.issue,)
    return tuple(state.items) if isinstance(event, HandedIn) else ()


def _step(former: Item, item: Item, event: AnyEvent, state: State) -> Step:
    return Step(
        number=item.answered,
        at=event.at,
        by=state.reviewers if isinstance(event, HandedIn) else (event.by,),
        before=former.answer.status,
        answer=item.answer,
        entry=item.answered_entry,
        resolution=event.resolution if isinstance(event, Settled) else "",
    )


def _row(
    record: Record,
    state: State,
    item: Item,
    steps: tuple[Step, ...],
    today: date,
    base: str,
    ranks: dict[str, int],
) -> Row:
    shown = record.entries[item.entry]
    status = item.status(today)
    return Row(
        item=item,
        shown=shown,
        status=status,
        group=_group(item, status),
        expired=item.expired(today),
        came=_came(record.events[item.since - 1], item),
        severity=ranks.get(shown.severity, 0),
        steps=steps,
        opinions=tuple(_opinions(record, state, item)),
        rewordings=tuple(rewordings(record.entries[item.answered_entry], shown))
        if item.reworded and item.answered_entry in record.entries
        else (),
        iri=f"{base}/id/{item.issue}",
        quote_iri=f"{base}/id/{shown.quote.id}" if shown.quote else "",
    )


def _opinions(record: Record, state: State, item: Item) -> Iterator[Opinion]:
    """What was said blind; until all have handed in, nobody is told it, by no report either."""
    if state.blind:
        return
    first = next(each.entry for each in _placed(record) if each.issue == item.issue)
    for each in item.opinions:
        at = record.events[each.number - 1].at
        yield Opinion(number=each.number, at=at, by=each.by, answer=each.answer, entry=first)


def _group(item: Item, status: Status) -> Group:
    if item.retired:
        return Group.RETIRED
    return Group.DIFFERING if item.differs else GROUPS[status]


def _came(event: AnyEvent, item: Item) -> str:
    """How an issue came into the review, where the profile alone does not say it."""
    match event:
        case Added():
            return f"{event.by} added it by hand."
        case Upgraded():
            return f"It is new with catalogue {event.catalogue.version}."
        case _:
            return "" if item.fits else "The profile no longer leads to it; its answer stays."


def _placed(record: Record) -> Iterator[Placed]:
    for event in record.events:
        match event:
            case Created() | Profiled() | Upgraded():
                yield from event.issues
            case Added():
                yield event.issue


def _sources(record: Record) -> tuple[Source, ...]:
    """The catalogue as last cited, then each study, as cited in the last edition that had it."""
    found: dict[tuple[str, ...], Source] = {}
    for event in record.events:
        if isinstance(event, Created | Upgraded):
            found |= {each.interviews: each for each in event.sources}
    quoted = {shown.quote.id.partition("-")[0] for shown in record.entries.values() if shown.quote}
    return tuple(
        source
        for interviews, source in sorted(found.items())
        if not interviews or quoted.intersection(interviews)
    )
