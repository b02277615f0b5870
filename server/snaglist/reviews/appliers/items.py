"""Issues of a state as events change them."""

from collections import Counter
from dataclasses import replace

from snaglist.reviews.events.fields import PlacedIssue
from snaglist.reviews.state import IssueState, RecordError, ReviewState


def new_item(placed: PlacedIssue, number: int) -> IssueState:
    """An issue as the event with this number brings it in: not answered."""
    blank = IssueState(issue=placed.issue, entry=placed.entry, since=number)
    return _with_placement(blank, placed)


def placed_again(item: IssueState, placed: PlacedIssue) -> IssueState:
    """An issue chosen once more: its answer stays; reasons and questions are the new ones."""
    return replace(_with_placement(item, placed), fits=True)


def _with_placement(item: IssueState, placed: PlacedIssue) -> IssueState:
    """The issue with what an event says of why it is here and who reports it."""
    return replace(
        item,
        entry=placed.entry,
        fit=placed.fit,
        why=placed.why,
        leaves_without=placed.leaves_without,
        quotes=placed.quotes,
        findings=placed.findings,
        people=placed.people,
        interviews=placed.interviews,
        publications=placed.publications,
    )


def known_item(state: ReviewState, issue: str) -> IssueState:
    """An issue of the review, or one that a new profile took out while a copy went on with it."""
    dropped = state.dropped.get(issue)
    return dropped if dropped and issue not in state.items else state.item(issue)


def with_item(state: ReviewState, item: IssueState) -> ReviewState:
    """The state with an issue anew, or with one more."""
    return replace(state, items={**state.items, item.issue: item})


def placed_once(placed: tuple[PlacedIssue, ...]) -> tuple[PlacedIssue, ...]:
    """The issues as they are; raises ``RecordError`` where one is placed twice."""
    for name, number in Counter(each.issue for each in placed).items():
        if number > 1:
            raise RecordError(f"{name} is placed twice.")
    return placed
