"""What fell away with an issue that the catalogue retired while it was open."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from snaglist.reviews.scales import HURTS
from snaglist.reviews.state import IssueState, ReviewState
from snaglist.reviews.statuses import UNSETTLED, Answer, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class FallenAway:
    """A retired issue that nobody had settled.

    ``handed_to`` are the issues of the review that have its owner and its day now, ``instead`` all
    that replaced it; it is ``taken_up`` where one of them was answered since.
    """

    item: IssueState
    handed_to: tuple[str, ...]
    instead: tuple[str, ...]
    taken_up: bool

    @property
    def text(self) -> str:
        """What became of it: ``was open, owner Emil, due 2026-12-30; SNAG-047 has both now``."""
        told = (
            f"was {unsettled_text(self.item.answer, self.item.due)} when the catalogue retired it"
        )
        if self.handed_to:
            names = " and ".join(self.handed_to)
            return f"{told}; {names} {'has' if not self.handed_to[1:] else 'have'} them now"
        if self.instead:
            return f"{told}; {' and '.join(self.instead)} replaced it"
        return f"{told}, and nothing replaced it"


def unsettled_text(answer: Answer, due: date | None) -> str:
    """An answer that settles nothing in a few words: ``open, owner Emil, due 2026-12-30``."""
    status = "not looked at" if answer.status is Status.NOT_LOOKED_AT else "open"
    owner = f"owner {answer.owner}" if answer.owner else ""
    told = (status, owner, f"due {due}" if due else "", answer.rating)
    return ", ".join(filter(None, told))


def is_work(item: IssueState) -> bool:
    """True for an issue that is open, or not looked at and has an owner or a day, or hurts.

    What was done after a signature is none any more.
    """
    answer = item.answer
    if item.done_since is not None:
        return False
    planned = bool(answer.owner or answer.due or (answer.risk or 0) >= HURTS)
    return (
        item.differs
        or answer.status is Status.OPEN
        or (answer.status is Status.NOT_LOOKED_AT and planned)
    )


def fallen_away(state: ReviewState, today: date) -> Iterator[FallenAway]:
    """Each retired issue that is not settled, in the order of the review.

    An answer to it settles it: that it was done, or why it does not apply.
    """
    for item in state.items.values():
        if item.retired is None or not is_work(item):
            continue
        there = [state.items[name] for name in item.retired.replaced_by if name in state.items]
        instead = [each for each in there if each.retired is None]
        yield FallenAway(
            item=item,
            handed_to=tuple(each.issue for each in instead if item.issue in each.work_of),
            instead=tuple(each.issue for each in instead),
            taken_up=any(
                each.answered and each.status(today) is not Status.NOT_LOOKED_AT for each in instead
            ),
        )


def can_take_over(item: IssueState) -> bool:
    """True for an issue that is open or not looked at, and nobody's yet."""
    answer = item.answer
    return answer.status in UNSETTLED and not (item.differs or answer.owner or answer.due)
