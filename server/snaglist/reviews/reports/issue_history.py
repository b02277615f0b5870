"""The history of each issue in a record: its answers so far, and what reviewers said blind."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from snaglist.reviews.event_fields import PlacedIssue, Source
from snaglist.reviews.events import (
    Added,
    Answered,
    AnyEvent,
    Created,
    HandedIn,
    Opined,
    Profiled,
    Record,
    Settled,
    Upgraded,
    numbered_events,
)
from snaglist.reviews.replay import apply_event, rebuild
from snaglist.reviews.state import IssueState, ReviewState
from snaglist.reviews.statuses import STATUS_MEANINGS, Answer, Status

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
    """

    number: int
    at: datetime
    by: tuple[str, ...]
    before: Status
    answer: Answer
    entry: str
    resolution: str = ""

    @property
    def change(self) -> str:
        """From what to what, in words."""
        before, after = STATUS_LABELS[self.before], STATUS_LABELS[self.answer.status]
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
        for name in _answered_by(event, state):
            item = state.items[name]
            if item.answered == number:
                steps.setdefault(name, []).append(_step(former.items[name], item, event, state))
    return state, steps


def _answered_by(event: AnyEvent, state: ReviewState) -> tuple[str, ...]:
    """The issues that an event may have answered."""
    if isinstance(event, Answered | Settled):
        return (event.issue,)
    return tuple(state.items) if isinstance(event, HandedIn) else ()


def _step(former: IssueState, item: IssueState, event: AnyEvent, state: ReviewState) -> AnswerStep:
    return AnswerStep(
        number=item.answered,
        at=event.at,
        by=state.reviewers if isinstance(event, HandedIn) else (event.by,),
        before=former.answer.status,
        answer=item.answer,
        entry=item.answered_entry,
        resolution=event.resolution if isinstance(event, Settled) else "",
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
