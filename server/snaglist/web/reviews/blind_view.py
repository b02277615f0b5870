"""What a link shows while reviewers answer blind: their own opinions to them, none to others.

Events are numbered among those that are shown, for their numbers in the record would tell how much
others have done.
"""

from dataclasses import replace

from snaglist.reviews.events.answering import HandedIn, Opined, TookBack
from snaglist.reviews.record import AnyEvent, Record, numbered_events
from snaglist.reviews.state import IssueState, ReviewState
from snaglist.reviews.store.links import Link, LinkKind

NumberedEvent = tuple[int, AnyEvent]
"""An event with its number, from 1: in the record, or while it is blind among those shown."""


def visible_state(record: Record, state: ReviewState, link: Link) -> ReviewState:
    """The state as this link may see it; a reviewer's own opinions appear as their answers."""
    if not state.blind:
        return state
    name, shown = own_reviewer(state, link), _shown(record, state, link)
    numbers = {number: at for at, (number, _) in enumerate(shown, start=1)}
    items = {issue: _own_item(item, name, numbers) for issue, item in state.items.items()}
    return replace(state, items=items, number=len(shown))


def visible_events(record: Record, state: ReviewState, link: Link) -> tuple[NumberedEvent, ...]:
    """The events that this link may see: all but those that others did blind."""
    if not state.blind:
        return tuple(numbered_events(record))
    events = (event for _, event in _shown(record, state, link))
    return tuple(enumerate(events, start=1))


def own_reviewer(state: ReviewState, link: Link) -> str | None:
    """The blind reviewer whose link it is, as the review spells the name."""
    return state.reviewer(link.name) if link.kind is LinkKind.REVIEWER else None


def _shown(record: Record, state: ReviewState, link: Link) -> tuple[NumberedEvent, ...]:
    """The events that may be seen, with their numbers in the record."""
    name = own_reviewer(state, link)
    return tuple(
        (number, event)
        for number, event in numbered_events(record)
        if not isinstance(event, Opined | HandedIn | TookBack)
        or (name is not None and state.reviewer(event.by) == name)
    )


def _own_item(item: IssueState, name: str | None, numbers: dict[int, int]) -> IssueState:
    own = next((opinion for opinion in item.opinions if opinion.by == name), None)
    if own is None:
        return replace(item, given=(), opinions=(), version=0)
    number = numbers[own.number]
    return replace(
        item,
        given=(),
        opinions=(replace(own, number=number),),
        answer=own.answer,
        answered=number,
        answerers=(own.by,),
        answered_entry=item.entry,
        version=number,
    )
