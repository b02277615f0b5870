"""What holds in a review at some time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from snaglist.errors import SnaglistError
from snaglist.model.catalogue import nearest_names
from snaglist.reviews.agreement import Difference
from snaglist.reviews.events.answering import Answered, FollowedUp, Opined, Settled
from snaglist.reviews.events.fields import (
    AskedSigner,
    Edition,
    PlacementReason,
    ProjectProfile,
    RetiredIssue,
)
from snaglist.reviews.events.signatures import Signed
from snaglist.reviews.hashing import event_id
from snaglist.reviews.names import find_name, name_key
from snaglist.reviews.rows import RowKind, is_edge, row_kind
from snaglist.reviews.statuses import NOT_LOOKED_AT, Answer, Status


class RecordError(SnaglistError):
    """An event cannot follow those before it; ``number`` is its number, from 1; 0: unknown."""

    exit_code = 2
    http_status = 400

    def __init__(self, message: str, number: int = 0) -> None:
        self.number = number
        super().__init__(message)


class FrozenError(RecordError):
    """The record is signed off: more may sign, follow up, or open it again, and nothing else."""

    http_status = 409


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenAnswer:
    """An answer as somebody gave it, blind or not, and the number of the event."""

    by: str
    answer: Answer
    number: int
    event: Answered | Opined | Settled

    @property
    def id(self) -> str:
        """The event's id, by which a later answer says that it revises this one."""
        return event_id(self.event)


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueState:
    """The state of an issue in a review.

    ``entry`` is the hash of what reviewers are shown now, ``answered_entry`` of what was shown when
    it was answered; ``answered`` and ``version`` are the numbers of the event that answered it and
    of the last that touched it; ``since`` of the one that brought it in. ``heads`` are the answers
    that no later one revises: one, or several that were given apart. ``opinions`` are those that
    were last compared, of blind reviewers or, if ``collided``, of copies that were joined.
    ``work_of`` are the retired issues whose owner and day it was handed. ``followed`` is what was
    said of it after a signature, whether or not it was answered anew since.
    """

    issue: str
    entry: str
    since: int
    fit: int = 0
    why: tuple[PlacementReason, ...] = ()
    leaves_without: tuple[str, ...] = ()
    quotes: int = 0
    findings: int = 0
    people: int = 0
    interviews: int = 0
    publications: int = 0
    by_hand: bool = False
    fits: bool = True
    answer: Answer = NOT_LOOKED_AT
    answered: int = 0
    answerers: tuple[str, ...] = ()
    answered_at: datetime | None = None
    answered_entry: str = ""
    version: int = 0
    given: tuple[GivenAnswer, ...] = ()
    heads: tuple[GivenAnswer, ...] = ()
    opinions: tuple[GivenAnswer, ...] = ()
    difference: Difference | None = None
    collided: bool = False
    by_one_only: bool = False
    resolution: str = ""
    retired: RetiredIssue | None = None
    work_of: tuple[str, ...] = ()
    followed: tuple[FollowedUp, ...] = ()

    @property
    def voices(self) -> int:
        """How many people and publications say so, each once, however much they say.

        A review that was made before they were counted knows only that somebody does.
        """
        people = self.people or int(self.quotes > 0)
        return people + (self.publications or int(self.findings > 0))

    @property
    def is_edge(self) -> bool:
        """True for a topic that the review does not ask about, False for an issue."""
        return is_edge(self.issue)

    @property
    def differs(self) -> bool:
        """True where answers that were given apart differ and are not settled."""
        return self.difference is not None

    @property
    def answered_by(self) -> str:
        """Who gave the answer: one, or those who agree on it."""
        return " and ".join(self.answerers)

    @property
    def by_rules(self) -> bool:
        """True where rules alone brought it in: no words, no retired issue, nobody by hand."""
        return not self.by_hand and all(why.answers for why in self.why)

    @property
    def reworded(self) -> bool:
        """True where the entry changed since it was answered."""
        return bool(self.answered) and self.answered_entry != self.entry

    @property
    def follow_ups(self) -> tuple[FollowedUp, ...]:
        """What was said after a signature of the answer that holds, in the order of the record."""
        if not self.followed or self.differs:
            return ()
        heads = {head.id for head in self.heads}
        return tuple(each for each in self.followed if heads.intersection(each.follows))

    @property
    def done_since(self) -> FollowedUp | None:
        """The last follow-up that says that it was done."""
        return next((each for each in reversed(self.follow_ups) if each.done), None)

    @property
    def due(self) -> date | None:
        """When it is due: the last day that was said, with the answer or after the signature."""
        later = next((each.due for each in reversed(self.follow_ups) if each.due), None)
        return later or self.answer.due

    @property
    def links(self) -> tuple[str, ...]:
        """The links of the answer, and those that came after the signature."""
        later = (link for each in self.follow_ups for link in each.links)
        return tuple(dict.fromkeys((*self.answer.links, *later)))

    def expired(self, today: date) -> bool:
        """True where the issue was accepted until a day that is over, and is not done since."""
        over = self.answer.expires is not None and self.answer.expires < today
        return over and self.done_since is None

    def ends_soon(self, today: date, ahead: int) -> bool:
        """True where an acceptance ends today or within so many days."""
        last = self.answer.expires
        holds = last is not None and self.status(today) is Status.ACCEPTED
        return holds and last is not None and (last - today).days <= ahead

    def overdue(self, today: date) -> bool:
        """True where it was to be done by a day that is over, and is not."""
        left = self.status(today) in (Status.NOT_LOOKED_AT, Status.OPEN)
        return left and self.due is not None and self.due < today

    def status(self, today: date) -> Status:
        """Its status on a day; an expired acceptance and a difference of reviewers are open.

        What was done after a signature is addressed, though its answer stays as it was signed.
        """
        if self.differs or self.expired(today):
            return Status.OPEN
        if self.done_since is not None:
            return Status.ADDRESSED
        return self.answer.status


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewState:
    """The state of a review after ``number`` events; ``items`` in the order to go through them.

    ``dropped`` are issues that a new profile took out, for an answer that was given in a copy of
    the review brings them back. ``signatures`` are those that hold for it as it is, of which
    ``signed`` is the first, which froze it; ``voided`` those that the last reopening took from it.
    ``apart`` are those that were given on another copy and do not cover all that is here; ``kept``
    are the ids of the events that answer nothing, so that a signature holds without them.
    """

    number: int = 0
    title: str = ""
    catalogue: Edition | None = None
    profile: ProjectProfile = field(default_factory=ProjectProfile)
    items: Mapping[str, IssueState] = field(default_factory=dict)
    reviewers: tuple[str, ...] = ()
    handed_in: tuple[str, ...] = ()
    dropped: Mapping[str, IssueState] = field(default_factory=dict)
    signatures: tuple[Signed, ...] = ()
    voided: tuple[Signed, ...] = ()
    apart: tuple[Signed, ...] = ()
    kept: frozenset[str] = frozenset()
    was_signed: bool = False
    begun: datetime | None = None
    latest: datetime | None = None

    @property
    def signed(self) -> Signed | None:
        """The signature that froze the answers, while they are frozen."""
        return self.signatures[0] if self.signatures else None

    @property
    def awaited(self) -> tuple[AskedSigner, ...]:
        """Whom a signature asks to sign as well, and who has not yet."""
        signed = {name_key(each.by) for each in self.signatures}
        asked: dict[str, AskedSigner] = {}
        for signature in self.signatures:
            for signer in signature.also:
                asked.setdefault(name_key(signer.name), signer)
        return tuple(signer for key, signer in asked.items() if key not in signed)

    @property
    def live(self) -> dict[str, IssueState]:
        """The issues by their ids, without those that the catalogue has retired."""
        return {name: item for name, item in self.items.items() if not item.retired}

    @property
    def blind(self) -> bool:
        """True while reviewers still answer without seeing each other's answers."""
        return len(self.handed_in) < len(self.reviewers)

    def reviewer(self, name: str) -> str | None:
        """The blind reviewer of this name, as the review spells it; None where it is none's."""
        return find_name(name, self.reviewers)

    def item(self, issue: str) -> IssueState:
        """An issue of the review; raises ``RecordError`` where the review does not have it."""
        found = self.items.get(issue)
        if found is None:
            raise RecordError(f"{issue} is not in the review. {self._instead(issue)}")
        return found

    def _instead(self, issue: str) -> str:
        """What may have been meant by an id that no issue of the review has."""
        if row_kind(issue.upper()) is not RowKind.ISSUE:
            close = nearest_names(issue, self.items)
            return f"Did you mean {close[0]}?" if close else "The review lists what it has."
        letters, dash, number = issue.upper().partition("-")
        padded = f"{letters}-{int(number):03}" if dash and number.isdecimal() else issue
        if padded in self.items:
            return f"Did you mean {padded}?"
        if padded != issue:
            return f"{padded} is not either; ids have three digits or more, as SNAG-001."
        return "Add it first, if the catalogue has it."

    def progress(self, today: date) -> dict[Status, int]:
        """How many issues have each of the five statuses on a day; retired ones are left out."""
        return _progress(self.issues, today)

    def edge_progress(self, today: date) -> dict[Status, int]:
        """The same of the topics that the review does not ask about."""
        return _progress(self.edges, today)

    @property
    def issues(self) -> list[IssueState]:
        """The issues, the team's own among them, in the order to go through them."""
        return [item for item in self.items.values() if not item.is_edge]

    @property
    def edges(self) -> list[IssueState]:
        """The topics that the review does not ask about."""
        return [item for item in self.items.values() if item.is_edge]


def _progress(items: Iterable[IssueState], today: date) -> dict[Status, int]:
    found = dict.fromkeys(Status, 0)
    for item in items:
        if not item.retired:
            found[item.status(today)] += 1
    return found


def silent_answers(state: ReviewState) -> list[str]:
    """The answers of the profile that led to no issue, in words."""
    led = {name for item in state.issues if item.fits for why in item.why for name in why.answers}
    return [
        label
        for given in state.profile.given
        for name, label in given.answers.items()
        if f"{given.question}/{name}" not in led
    ]
