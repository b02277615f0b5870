"""What events change of which issues a review has."""

from dataclasses import replace

from snaglist.reviews.appliers.items import (
    known_item,
    new_item,
    placed_again,
    placed_once,
    with_item,
)
from snaglist.reviews.events.fields import HandedWork
from snaglist.reviews.events.issue_list import Added, Created, Profiled, Upgraded
from snaglist.reviews.fallen_away import can_take_over
from snaglist.reviews.rows import RowKind, row_kind
from snaglist.reviews.state import IssueState, RecordError, ReviewState


def after_created(state: ReviewState, event: Created, number: int) -> ReviewState:
    """The first state of a review: its project, and the issues that were chosen."""
    names = event.reviewers
    if len(names) == 1 or len(set(names)) != len(names):
        raise RecordError("Blind reviewers are two or more, each with a name of their own.")
    return replace(
        state,
        title=event.title,
        catalogue=event.catalogue,
        profile=event.profile,
        reviewers=names,
        items={placed.issue: new_item(placed, number) for placed in placed_once(event.issues)},
    )


def after_profiled(state: ReviewState, event: Profiled, number: int) -> ReviewState:
    """The new choice first; what was answered or added by hand stays, whether it fits or not."""
    items: dict[str, IssueState] = {}
    for placed in placed_once(event.issues):
        former = state.items.get(placed.issue)
        items[placed.issue] = placed_again(former, placed) if former else new_item(placed, number)
    dropped = dict(state.dropped)
    for name, item in state.items.items():
        if name not in items and (item.version or item.by_hand):
            items[name] = replace(item, fits=item.by_hand)
        elif name not in items:
            dropped[name] = replace(item, fits=False)
    return replace(state, profile=event.profile, items=items, dropped=dropped)


def after_added(state: ReviewState, event: Added, number: int) -> ReviewState:
    """One that is there already was added in two copies of the review; it is there once.

    Two issues of the team's own under one id come of merging a file by hand.
    """
    name = event.issue.issue
    there = state.items.get(name)
    if there and row_kind(name) is RowKind.OWN and there.entry != event.issue.entry:
        raise RecordError(
            f"{name} is two issues of your own, which two branches added. Bring back the conflict "
            "marks (git checkout --merge FILE), then join the two sides: snag review join FILE."
        )
    item = state.items.get(name) or new_item(event.issue, number)
    return with_item(state, replace(item, by_hand=True))


def after_upgraded(state: ReviewState, event: Upgraded, number: int) -> ReviewState:
    """A new issue that is there already came with the upgrade of another copy of the review."""
    items = dict(state.items)
    for name, digest in event.reworded.items():
        items[name] = replace(known_item(state, name), entry=digest, version=number)
    for gone in event.retired:
        item = items.get(gone.issue) or known_item(state, gone.issue)
        items[gone.issue] = replace(item, retired=gone, version=number)
    for placed in placed_once(event.issues):
        there = items.get(placed.issue)
        items[placed.issue] = placed_again(there, placed) if there else new_item(placed, number)
    for work in event.work:
        if work.issue not in items or work.of not in items:
            raise RecordError(
                f"{work.of} hands its work to {work.issue}; one is not in the review."
            )
        items[work.issue] = _handed(items[work.issue], work, number)
    return replace(state, catalogue=event.catalogue, items=items)


def _handed(item: IssueState, work: HandedWork, number: int) -> IssueState:
    """The issue with owner, day and rating of a retired one; nobody has answered it by that."""
    if not can_take_over(item):  # as when another copy answered it
        return item
    plan = {
        "owner": work.owner,
        "due": work.due,
        "severity": item.answer.severity or work.severity,
        "likelihood": item.answer.likelihood or work.likelihood,
    }
    answer = item.answer.model_copy(update=plan)
    return replace(item, answer=answer, work_of=(*item.work_of, work.of), version=number)
