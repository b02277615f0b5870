"""What a meeting still has to ask, in what order, and why: the ten, and what is left after them.

Rules and sums, as ``selection`` has them. What the team itself said outranks what follows from a
tick, and no cause brings more than three issues into the ten while others wait.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Protocol

from snaglist.reviews.entry_snapshot import EntrySnapshot
from snaglist.reviews.events.fields import PlacementReason, ProjectProfile
from snaglist.reviews.rows import RowKind, row_kind
from snaglist.reviews.scales import (
    HURTS,
    MOST_RISK,
    SEVERITY_STEPS,
    USUAL_LIKELIHOOD,
    USUAL_SEVERITY,
    risk_of,
)
from snaglist.reviews.selection import WORDS_FIT
from snaglist.reviews.state import IssueState, ReviewState
from snaglist.reviews.statuses import UNSETTLED

SHORT_QUESTIONS = 10
"""How many questions a half-hour meeting has time for."""

MOST_OF_A_CAUSE = 3
"""How many of these one cause brings in, unless there is nothing else to ask."""

SAID = risk_of(USUAL_SEVERITY, USUAL_LIKELIHOOD) or 0
"""What an issue counts that the team itself brought up and did not rate."""


class Ground(StrEnum):
    """What puts an issue in its place; of several with the same risk, the first goes first."""

    RATED = "rated"
    OWN = "own"
    BY_HAND = "by hand"
    WORDS = "words"
    PROFILE = "profile"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingIssue:
    """An issue that is left, with its place from 1, its question, and why it stands there.

    ``risk`` is what the team itself says of it, 0 where it says nothing. ``cause`` is what brought
    it: an answer of the profile such as ``data/sensors``, the team's words, or the issue alone.
    ``waits`` where three of its cause went before. ``question`` is empty where it asks nothing.
    """

    item: IssueState
    question: str
    ground: Ground
    risk: int
    cause: str
    reason: str
    place: int = 0
    waits: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """What is left of a review: the ten for a meeting, and the others in their order."""

    ten: tuple[MeetingIssue, ...]
    later: tuple[MeetingIssue, ...]

    @property
    def issues(self) -> tuple[MeetingIssue, ...]:
        """All of them, in the order in which they should be asked."""
        return (*self.ten, *self.later)


class HasEntries(Protocol):
    """What has the entries that reviewers are shown: a record, or what may be seen of it."""

    @property
    def entries(self) -> Mapping[str, EntrySnapshot]:
        """The entries by their hash."""


def unsettled_items(state: ReviewState, today: date) -> list[IssueState]:
    """The issues that are still to do, in the order of the review."""
    return [i for i in state.items.values() if not i.retired and i.status(today) in UNSETTLED]


def agenda(record: HasEntries, profile: ProjectProfile, items: Iterable[IssueState]) -> Agenda:
    """The ten for a half-hour meeting, one question each, and what is left after them.

    ``items`` are in the order of the review. First comes what the team itself says hurts, by
    severity times likelihood; an issue of its own, one that it added by hand and the first three
    that its words found count as minor and possible. Then what the profile leads to, by its points.
    Last what the team rated lower than that. Of one cause, three are among the ten while there are
    others. Topics that the catalogue does not ask about are in neither list; an issue that asks
    nothing is not among the ten, unless the team itself says that it hurts.
    """
    told = [_meeting_issue(record, profile, item) for item in items if not item.is_edge]
    ordered = sorted(told, key=_key)  # stable: what is alike stays in the order of the review
    first, waiting = _first_of_each([each for each in ordered if each.question])
    among = {each.item.issue for each in [*first, *waiting][:SHORT_QUESTIONS]}
    ten = [each for each in ordered if each.item.issue in among]
    held_back = {each.item.issue for each in waiting}
    later = [each for each in ordered if each.item.issue not in among]
    return Agenda(
        ten=tuple(_placed(ten, 1)),
        later=tuple(
            replace(each, waits=each.item.issue in held_back)
            for each in _placed(later, len(ten) + 1)
        ),
    )


def in_order(left: Agenda, items: Sequence[IssueState]) -> list[IssueState]:
    """The issues in the order of a meeting, and last those that it leaves out."""
    asked = {each.item.issue for each in left.issues}
    return [
        *(each.item for each in left.issues),
        *(item for item in items if item.issue not in asked),
    ]


def after_the_ten(found: Agenda) -> str:
    """How many are left after the ten, and in what order, in a sentence or two."""
    number = len(found.later)
    if not number:
        return ""
    head = f"{number} more {'is' if number == 1 else 'are'} left after these."
    return (
        f"{head} Order: what you said yourselves, then by points, then what you rated low; "
        f"at most {MOST_OF_A_CAUSE} of one cause are among the ten."
    )


def _placed(found: Sequence[MeetingIssue], first: int) -> Iterator[MeetingIssue]:
    for place, each in enumerate(found, start=first):
        yield replace(each, place=place)


def _first_of_each(
    ordered: Sequence[MeetingIssue],
) -> tuple[list[MeetingIssue], list[MeetingIssue]]:
    """The first three of each cause, and those that wait for them."""
    counts = Counter[str]()
    first: list[MeetingIssue] = []
    waiting: list[MeetingIssue] = []
    for each in ordered:
        counts[each.cause] += 1
        (first if counts[each.cause] <= MOST_OF_A_CAUSE else waiting).append(each)
    return first, waiting


def _key(each: MeetingIssue) -> tuple[int, ...]:
    """What issues are sorted by; the smallest goes first."""
    item = each.item
    points = (not item.fits, -item.fit, -item.voices, -(item.quotes + item.findings))
    if each.risk >= HURTS:
        severity = item.answer.severity
        how_bad = SEVERITY_STEPS[severity or USUAL_SEVERITY].weight
        return (0, -each.risk, -how_bad, list(Ground).index(each.ground), *points)
    # Where nothing is said, an issue is not less bad than one that was rated low.
    return (1 if each.ground is Ground.PROFILE else 2, -each.risk, 0, 0, *points)


def _meeting_issue(record: HasEntries, profile: ProjectProfile, item: IssueState) -> MeetingIssue:
    ground, risk = _ground(item)
    shown = record.entries.get(item.entry)
    asked = shown.questions[0] if shown and shown.questions else ""
    if shown and not asked and risk >= HURTS and ground is not Ground.WORDS:
        asked = f"{shown.title}: how is it with you?"
    answer, points = _heaviest(item)
    own = ground in (Ground.OWN, Ground.BY_HAND) or (ground is Ground.RATED and risk >= HURTS)
    by_words = ground is Ground.WORDS or (not answer and _found_by_words(item) is not None)
    cause = item.issue if own else "words" if by_words else answer or item.issue
    return MeetingIssue(
        item=item,
        question=asked,
        ground=ground,
        risk=risk,
        cause=cause,
        reason=_reason(profile, item, ground, risk, answer, points),
    )


def _ground(item: IssueState) -> tuple[Ground, int]:
    """What puts an issue in its place, and what it counts for that."""
    risk = item.answer.risk
    if risk is not None:
        return Ground.RATED, risk
    if row_kind(item.issue) is RowKind.OWN:
        return Ground.OWN, SAID
    if item.by_hand:
        return Ground.BY_HAND, SAID
    found = _found_by_words(item)
    if found and found.fit >= max(WORDS_FIT):
        return Ground.WORDS, SAID
    return Ground.PROFILE, 0


def _found_by_words(item: IssueState) -> PlacementReason | None:
    """The reason that the team's words are; it alone follows from no answer and counts."""
    return next((why for why in item.why if not why.answers and why.fit > 0), None)


def _heaviest(item: IssueState) -> tuple[str, int]:
    """The answer of the profile that gave an issue most of its points, and how many these are.

    Of several, the one that stands first among its reasons.
    """
    counts = Counter[str]()
    for why in item.why:
        for answer in why.answers:
            counts[answer] += why.fit
    return max(counts.items(), key=lambda pair: pair[1], default=("", 0))


def _reason(
    profile: ProjectProfile, item: IssueState, ground: Ground, risk: int, answer: str, points: int
) -> str:
    """Why an issue stands where it does, in a sentence."""
    match ground:
        case Ground.RATED:
            low = "" if risk >= HURTS else ", which comes after what nobody rated"
            return f"You rated it: {item.answer.rating} ({risk} of {MOST_RISK}){low}."
        case Ground.OWN:
            return "It is an issue of your own."
        case Ground.BY_HAND:
            return "You added it by hand."
        case Ground.WORDS:
            found = _found_by_words(item)
            return found.text if found else ""
        case Ground.PROFILE:
            many = f"{item.fit} {'point' if item.fit == 1 else 'points'}"
            if not answer:  # as of one that replaces a retired one
                return item.why[0].text if item.why else f"{many}."
            most = "most of them " if points < item.fit else ""
            return f"{many}, {most}for “{profile.label(answer)}”."
