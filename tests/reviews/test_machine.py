"""Whatever the order of deeds, what the log adds up to is what was done.

A machine tries deeds at random, allowed or not, on a review and on a plain notebook of its own. The
notebook knows nothing of events; after each step the two must agree.
"""

from dataclasses import dataclass, field

from common import times
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from reviews.garden import ANSWERS, NAMES, at, begun, closing, library

from snaglist.errors import SnaglistError
from snaglist.reviews.commands import answering, issue_list, signatures
from snaglist.reviews.events.fields import Scope
from snaglist.reviews.file_parser import parse_record
from snaglist.reviews.hashing import verify_signatures
from snaglist.reviews.record import Record
from snaglist.reviews.replay import apply_event, rebuild
from snaglist.reviews.state import ReviewState
from snaglist.reviews.statuses import Status
from snaglist.reviews.upgrade import upgrade
from snaglist.reviews.yaml_file import write_record

EDITIONS = (
    library(),
    library(reworded=("SNAG-103",), version="2.0.0"),
    library(without=("SNAG-102",), reworded=("SNAG-103",), version="3.0.0"),
)
PROFILES = (ANSWERS, {"looks": ["nobody"]})
WHO = st.sampled_from(("Ana", "Ben", "Eva"))
ISSUE = st.sampled_from((*NAMES, "SNAG-999"))
STATUS = st.sampled_from(list(Status))


@dataclass
class Notebook:
    """What somebody would have written down who watched."""

    status: dict[str, Status]
    blind: set[str] = field(default_factory=set)
    said: dict[tuple[str, str], Status] = field(default_factory=dict)
    differ: set[str] = field(default_factory=set)
    by_hand: set[str] = field(default_factory=set)
    touched: set[str] = field(default_factory=set)
    retired: set[str] = field(default_factory=set)
    signed: set[str] = field(default_factory=set)
    covered: set[str] = field(default_factory=set)
    done: set[str] = field(default_factory=set)
    edition: int = 0


class ReviewMachine(RuleBasedStateMachine):
    """Deeds at random; ``reviewers`` are those who begin blind."""

    reviewers: tuple[str, ...] = ()

    def __init__(self) -> None:
        super().__init__()
        self.record = begun(reviewers=self.reviewers)
        self.state = rebuild(self.record)
        self.book = Notebook(
            status=dict.fromkeys(NAMES[:5], Status.NOT_LOOKED_AT), blind=set(self.reviewers)
        )
        self.time = 0

    def tried(self, allowed: bool, deed: object, *args: object, **more: object) -> bool:
        """Do it; it must succeed exactly if it is allowed, and else change nothing."""
        self.time += 1
        record: Record | None = None
        told = ""
        try:
            record = deed(*args, now=at(self.time), **more)  # type: ignore[operator]
        except SnaglistError as error:
            told = str(error)
        assert (record is not None) == allowed, told
        if record is None:
            return False
        for event in record.events[len(self.record.events) :]:
            self.state = apply_event(self.state, event)
        self.record = record
        return True

    @property
    def open(self) -> bool:
        return not self.book.blind and not self.book.signed

    @rule(issue=ISSUE, status=STATUS, who=WHO)
    def answer(self, issue: str, status: Status, who: str) -> None:
        book = self.book
        known = issue in book.status
        if book.blind:
            if self.tried(
                known and who in book.blind,
                answering.answer, self.record, issue, closing(status), by=who,
            ):  # fmt: skip
                book.said[who, issue] = status
                book.touched.add(issue)
            return
        allowed = known and self.open and issue not in book.differ
        if self.tried(allowed, answering.answer, self.record, issue, closing(status), by=who):
            book.status[issue] = status
            book.touched.add(issue)
            book.done.discard(issue)

    @precondition(lambda self: self.reviewers)
    @rule(who=WHO)
    def hand_in(self, who: str) -> None:
        book = self.book
        if not self.tried(who in book.blind, answering.hand_in, self.record, by=who):
            return
        book.blind.remove(who)
        if book.blind:
            return
        for issue in book.status:
            unseen = Status.NOT_LOOKED_AT
            answers = {book.said.get((name, issue), unseen) for name in self.reviewers} - {unseen}
            if len(answers) > 1:
                book.differ.add(issue)
            elif answers:
                book.status[issue] = answers.pop()

    @precondition(lambda self: self.book.differ)
    @rule(issue=ISSUE, status=STATUS, who=WHO)
    def settle(self, issue: str, status: Status, who: str) -> None:
        allowed = self.open and issue in self.book.differ
        if self.tried(
            allowed, answering.settle, self.record, issue, closing(status), "We talked.", by=who
        ):
            self.book.differ.discard(issue)
            self.book.status[issue] = status

    @rule(issue=ISSUE, who=WHO)
    def add(self, issue: str, who: str) -> None:
        book, edition = self.book, EDITIONS[self.book.edition]
        there = issue in NAMES and not (issue == "SNAG-102" and book.edition == 2)
        allowed = self.open and there and issue not in book.status
        if self.tried(allowed, issue_list.add, self.record, edition, issue, by=who):
            book.status[issue] = Status.NOT_LOOKED_AT
            book.by_hand.add(issue)

    @rule(profile=st.sampled_from((0, 1)), who=WHO)
    def profile_again(self, profile: int, who: str) -> None:
        book, edition = self.book, EDITIONS[self.book.edition]
        answers = PROFILES[profile]
        if not self.tried(
            self.open, issue_list.profile_again, self.record, edition, answers=answers, by=who
        ):
            return
        gone = {"SNAG-102"} if book.edition == 2 else set()
        chosen = [] if profile else [name for name in NAMES[:5] if name not in gone]
        kept = book.by_hand | book.touched
        book.status = {
            **{name: book.status.get(name, Status.NOT_LOOKED_AT) for name in chosen},
            **{name: status for name, status in book.status.items() if name in kept},
        }
        book.retired &= set(book.status)

    @rule(to=st.sampled_from((0, 1, 2)), who=WHO)
    def carry(self, to: int, who: str) -> None:
        book = self.book
        allowed = self.open and to > book.edition
        if to < book.edition or not self.tried(allowed, upgrade, self.record, EDITIONS[to], by=who):
            return
        first = book.edition < 1
        book.edition = to
        if first and "SNAG-103" in book.status:
            book.touched.add("SNAG-103")
        if to == 2 and "SNAG-102" in book.status:
            book.retired.add("SNAG-102")
            book.touched.add("SNAG-102")
            book.status.setdefault("SNAG-106", Status.NOT_LOOKED_AT)
        if self.state.profile.chosen() == {k: tuple(v) for k, v in PROFILES[0].items()}:
            for name in NAMES[:5]:
                if not (name == "SNAG-102" and to == 2):
                    book.status.setdefault(name, Status.NOT_LOOKED_AT)

    @rule(who=WHO, scope=st.sampled_from((Scope.ALL, Scope.ANSWERED)))
    def sign(self, who: str, scope: Scope) -> None:
        book = self.book
        live = {name for name in book.status if name not in book.retired}
        left = {
            name
            for name in live
            if book.status[name] is Status.NOT_LOOKED_AT or name in book.differ
        }
        first = bool(live - left if scope is Scope.ANSWERED else live and not left)
        allowed = not book.blind and (who not in book.signed if book.signed else first)
        if self.tried(allowed, signatures.sign, self.record, by=who, scope=scope):
            book.covered = book.covered if book.signed else live - left
            book.signed.add(who)

    @precondition(lambda self: self.book.signed)
    @rule(issue=ISSUE, who=WHO, done=st.sampled_from(("", "A bell was hung.")))
    def follow_up(self, issue: str, who: str, done: str) -> None:
        book = self.book
        status = book.status.get(issue, Status.NOT_LOOKED_AT)
        answered = status is not Status.NOT_LOOKED_AT and issue not in book.differ
        work = status in (Status.OPEN, Status.ACCEPTED)
        if self.tried(
            answered and issue not in book.retired and (work or not done),
            answering.follow_up, self.record, issue, by=who, done=done, note="" if done else "Yes.",
        ) and done:  # fmt: skip
            book.done.add(issue)

    @rule(who=WHO)
    def reopen(self, who: str) -> None:
        signed = bool(self.book.signed)
        if self.tried(signed, signatures.reopen, self.record, "Once more.", by=who):
            self.book.signed = set()

    @invariant()
    def the_log_adds_up_to_what_was_done(self) -> None:
        state = rebuild(self.record)
        assert state == self.state
        assert {name: item.answer.status for name, item in state.items.items()} == self.book.status
        assert {name for name, item in state.items.items() if item.differs} == self.book.differ
        assert {name for name, item in state.items.items() if item.retired} == self.book.retired
        assert {each.by for each in state.signatures} == self.book.signed
        if state.signed:
            live = {name for name, item in state.items.items() if not item.retired}
            assert (set(state.signed.covers) or live) == self.book.covered
        assert {name for name, item in state.items.items() if item.done_since} == self.book.done
        assert state.blind == bool(self.book.blind)
        assert all(one.holds for one in verify_signatures(self.record))

    def teardown(self) -> None:
        """A file keeps all of it, and every beginning of the log is a review as well."""
        assert parse_record(write_record(self.record), "review.yaml") == self.record
        states: list[ReviewState] = [rebuild(self.record, upto) for upto in range(1, self.time + 2)]
        assert [state.number for state in states][: len(self.record.events)] == list(
            range(1, len(self.record.events) + 1)
        )


class BlindMachine(ReviewMachine):
    """The same, begun by two who answer blind."""

    reviewers = ("Ana", "Ben")


ReviewMachine.TestCase.settings = settings(
    max_examples=times(12, 60), stateful_step_count=25, deadline=None
)
BlindMachine.TestCase.settings = settings(
    max_examples=times(12, 60), stateful_step_count=25, deadline=None
)
TestReview = ReviewMachine.TestCase
TestBlindReview = BlindMachine.TestCase
