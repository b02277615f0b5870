"""What a link shows while reviewers answer blind: their own opinions to them, none to others."""

from dataclasses import replace

from snaglist.reviews.events import AnyEvent, HandedIn, Opined, Record, numbered_events
from snaglist.reviews.state import IssueState, ReviewState
from snaglist.reviews.store.links import Link, LinkKind

NumberedEvent = tuple[int, AnyEvent]
"""An event with its number in the record, from 1."""


def visible_state(state: ReviewState, link: Link) -> ReviewState:
    """The state as this link may see it; a reviewer's own opinions appear as their answers."""
    if not state.blind:
        return state
    name = _reviewer(link)
    items = {issue: _own_item(item, name) for issue, item in state.items.items()}
    return replace(state, items=items)


def visible_events(record: Record, state: ReviewState, link: Link) -> tuple[NumberedEvent, ...]:
    """The events that this link may see: all but those that others did blind."""
    name = _reviewer(link)
    return tuple(
        (number, event)
        for number, event in numbered_events(record)
        if not (state.blind and isinstance(event, Opined | HandedIn) and event.by != name)
    )


def _reviewer(link: Link) -> str | None:
    """The name of the reviewer whose link it is."""
    return link.name if link.kind is LinkKind.REVIEWER else None


def _own_item(item: IssueState, name: str | None) -> IssueState:
    own = next((opinion for opinion in item.opinions if opinion.by == name), None)
    if own is None:
        return replace(item, opinions=(), version=0)
    return replace(
        item,
        opinions=(own,),
        answer=own.answer,
        answered=own.number,
        answered_by=own.by,
        answered_entry=item.entry,
        version=own.number,
    )
