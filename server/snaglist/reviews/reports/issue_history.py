"""The history of each issue in a record: its answers so far, and what reviewers said blind."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from snaglist.reviews.events.answering import Answered, HandedIn, Opined, Settled
from snaglist.reviews.events.fields import PlacedIssue, Source
from snaglist.reviews.events.issue_list import Added, Created, Profiled, Upgraded
from snaglist.reviews.hashing import event_id
from snaglist.reviews.record import AnyEvent, Record, numbered_events
from snaglist.reviews.replay import apply_event, rebuild
from snaglist.reviews.state import IssueState, ReviewState
from snaglist.reviews.statuses import STATUS_MEANINGS, Answer, Status, status_label

STATUS_LABELS = {
    status: STATUS_MEANINGS[status].label
    for status in (
        Status.OPEN,
        Status.NOT_LOOKED_AT,
        Status.ADDRESSED,
        Status.ACCEPTED,
        Status.NOT_APPLICABLE,
    )
}
"""The labels of statuses, in the order of reports."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerStep:
    """An answer that was given to an issue, by which event, and what stood there before.

    ``by`` has several names where blind reviewers agreed; ``entry`` is what they were shown.
    ``id`` is the event's, ``revises`` the ids of the answers that it revises; it was given
    ``apart`` if others hold beside it, which whoever gave it did not know.
    """

    number: int
    at: datetime
    by: tuple[str, ...]
    before: Status
    answer: Answer
    entry: str
    id: str
    revises: tuple[str, ...] = ()
    apart: bool = False
    edge: bool = False
    resolution: str = ""

    @property
    def change(self) -> str:
        """From what to what, in words."""
        before, after = (
            status_label(status, edge=self.edge) for status in (self.before, self.answer.status)
        )
        return f"still {after}" if before == after else f"from {before} to {after}"


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryOpinion:
    """What a reviewer said blind, when, and of which entry."""

    number: int
    at: datetime
    by: str
    answer: Answer
    entry: str


def history(record: Record) -> tuple[ReviewState, dict[str, list[AnswerStep]]]:
    """The last state of a record, and by issue the answers that led there, the oldest first.

    Raises ``RecordError`` where the events do not follow from each other.
    """
    rebuild(record)
    state, steps = ReviewState(), dict[str, list[AnswerStep]]()
    for number, event in numbered_events(record):
        former, state = state, apply_event(state, event)
        if isinstance(event, Answered | Settled):
            step = _step(event, number, state.items[event.issue])
            steps.setdefault(event.issue, []).append(step)
        elif isinstance(event, HandedIn):
            for name, item in state.items.items():
                if item.answered == number:
                    step = _agreement(event, former.items[name], item)
                    steps.setdefault(name, []).append(step)
    return state, steps


def _step(event: Answered | Settled, number: int, item: IssueState) -> AnswerStep:
    return AnswerStep(
        number=number,
        at=event.at,
        by=(event.by,),
        before=event.before,
        answer=event.answer,
        entry=item.entry,
        id=event_id(event),
        revises=event.revises or (),
        apart=len(item.heads) > 1,
        edge=item.is_edge,
        resolution=event.resolution if isinstance(event, Settled) else "",
    )


def _agreement(event: HandedIn, former: IssueState, item: IssueState) -> AnswerStep:
    return AnswerStep(
        number=item.answered,
        at=event.at,
        by=item.answerers,
        before=former.answer.status,
        answer=item.answer,
        entry=item.answered_entry,
        id=event_id(event),
        edge=item.is_edge,
    )


def opinions(record: Record, state: ReviewState) -> dict[str, list[HistoryOpinion]]:
    """What reviewers said blind, by issue, the oldest first; empty until all have handed in."""
    found: dict[str, list[HistoryOpinion]] = {}
    if not state.reviewers or state.blind:
        return found
    # While reviewers are blind nothing else happens, so they saw what the review began with.
    seen = {each.issue: each.entry for each in placed_issues(record)[::-1]}
    for number, event in numbered_events(record):
        if isinstance(event, Opined):
            opinion = HistoryOpinion(
                number=number,
                at=event.at,
                by=event.by,
                answer=event.answer,
                entry=seen[event.issue],
            )
            found.setdefault(event.issue, []).append(opinion)
    return found


def origin(event: AnyEvent, item: IssueState) -> str:
    """How an issue came into the review, in a sentence; empty where the profile led to it."""
    match event:
        case Added():
            return f"{event.by} added it by hand."
        case Upgraded():
            return f"It is new with catalogue {event.catalogue.version}."
        case _:
            return "" if item.fits else "The profile no longer leads to it; its answer stays."


def placed_issues(record: Record) -> list[PlacedIssue]:
    """Every issue as it was placed, in the order of the events."""
    return list(_placed(record))


def _placed(record: Record) -> Iterator[PlacedIssue]:
    for event in record.events:
        match event:
            case Created() | Profiled() | Upgraded():
                yield from event.issues
            case Added():
                yield event.issue


def cited_sources(record: Record) -> tuple[Source, ...]:
    """The catalogue and the studies that are quoted, each as it was last to be cited."""
    found: list[Source] = []
    for event in record.events:
        if isinstance(event, Created | Upgraded):
            kept = [old for old in found if not any(_replaces(new, old) for new in event.sources)]
            found = [*event.sources, *kept]
    return tuple(relied_on(record, found))


def relied_on(record: Record, found: Iterable[Source]) -> Iterator[Source]:
    """Those of the sources that a quote in the record comes from, and the catalogue."""
    quoted = {shown.quote.id.partition("-")[0] for shown in record.entries.values() if shown.quote}
    for source in found:
        if not source.interviews or quoted.intersection(source.interviews):
            yield source


def _replaces(new: Source, old: Source) -> bool:
    """True where both are the catalogue, or studies that share an interview."""
    shared = set(new.interviews).intersection(old.interviews)
    return bool(shared) or not (new.interviews or old.interviews)
