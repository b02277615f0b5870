"""What a signature covers, and what whoever signs should know before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from snaglist.errors import UsageError
from snaglist.reviews.events.fields import AskedSigner, Scope
from snaglist.reviews.events.signatures import Signed
from snaglist.reviews.flags import WARN_DAYS
from snaglist.reviews.names import check_visible, find_name
from snaglist.reviews.questions import HasEntries, agenda
from snaglist.reviews.state import IssueState, RecordError, ReviewState
from snaglist.reviews.statuses import Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Which issues a signature is of; both are empty where it is of all."""

    scope: Scope
    covers: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOff:
    """How a review stands on a day for whoever signs it.

    ``rows`` are all that it has, issues and topics that the catalogue does not ask about;
    ``missing`` those that must be answered or settled before it can be signed so;
    ``ending`` counts the acceptances that end within ``ahead`` days.
    """

    coverage: Coverage
    missing: tuple[str, ...]
    rows: tuple[str, ...]
    looked_at: int
    open: int
    overdue: int
    ending: int
    ahead: int = WARN_DAYS

    @property
    def total(self) -> int:
        """How many rows the review has."""
        return len(self.rows)

    @property
    def not_looked_at(self) -> int:
        """How many issues nobody has looked at."""
        return self.total - self.looked_at

    @property
    def sentence(self) -> str:
        """All of it in a sentence."""
        ends = "acceptance that ends" if self.ending == 1 else "acceptances that end"
        return (
            f"{self.looked_at} looked at, {self.not_looked_at} not looked at, {self.open} open, "
            f"{self.overdue} overdue, {self.ending} {ends} within {self.ahead} days."
        )


def sign_off(
    record: HasEntries, state: ReviewState, today: date, scope: Scope, ahead: int = WARN_DAYS
) -> SignOff:
    """How the review stands, and what a signature of this scope would cover."""
    found = coverage(record, state, scope)
    live = list(state.live.values())
    unseen = [item for item in live if item.status(today) is Status.NOT_LOOKED_AT]
    return SignOff(
        coverage=found,
        missing=tuple(
            name for name in found.covers or state.live if not _answered(state.items[name])
        ),
        rows=tuple(state.live),
        looked_at=len(live) - len(unseen),
        open=sum(item.status(today) is Status.OPEN for item in live),
        overdue=sum(item.overdue(today) for item in live),
        ending=sum(item.ends_soon(today, ahead) for item in live),
        ahead=ahead,
    )


def coverage(record: HasEntries, state: ReviewState, scope: Scope) -> Coverage:
    """What a signature covers; once somebody has signed, what that signature does."""
    first = state.signed
    if first:
        return Coverage(scope=first.of, covers=first.covers, left_out=first.left_out)
    live = state.live
    covered: Iterable[str] = live
    if scope is Scope.TEN:
        covered = [each.item.issue for each in agenda(record, state.profile, live.values()).ten]
    elif scope is Scope.ANSWERED:
        covered = [name for name, item in live.items() if _answered(item)]
    kept = set(covered)
    if kept == live.keys():
        return Coverage(scope=Scope.ALL)
    return Coverage(
        scope=scope,
        covers=tuple(name for name in live if name in kept),
        left_out=tuple(name for name in live if name not in kept),
    )


def check_rows(state: ReviewState, found: Coverage) -> None:
    """Raise ``RecordError`` where a signature would cover nothing."""
    if not state.live:
        raise RecordError(
            "There is nothing in this review that anybody could have looked at, so there is "
            "nothing to sign off. Answer more of the profile, or add issues of your own."
        )
    if found.scope is not Scope.ALL and not found.covers:
        raise RecordError("No issue is answered yet, so a signature would cover nothing.")


def parse_signer(text: str) -> AskedSigner:
    """A name, and after a comma a role; raises ``UsageError`` without a name."""
    name, _, role = (part.strip() for part in text.partition(","))
    if not name:
        raise UsageError(f"{text!r} names nobody; write it as “Ben, safety officer”.")
    check_visible("The name of a signer", name)
    check_visible("The role of a signer", role)
    return AskedSigner(name=name, role=role)


def check_asked(state: ReviewState, by: str, also: Sequence[AskedSigner]) -> None:
    """Raise ``UsageError`` where somebody is asked who signs now, has signed, or is asked twice."""
    known = [*(each.by for each in state.signatures), by]
    for signer in also:
        if find_name(signer.name, known):
            raise UsageError(f"{signer.name} is asked to sign twice, or has signed.")
        known.append(signer.name)


def role_of(state: ReviewState, by: str, role: str) -> str:
    """The role of a signer: as said, else that in which somebody was asked to sign."""
    asked = {signer.name: signer.role for signer in state.awaited}
    name = find_name(by, asked)
    return role or (asked[name] if name else "")


def why_lapsed(state: ReviewState, signed: Signed) -> str:
    """Why a signature does not stand for the review as it is; empty where it does."""
    if signed in state.signatures:
        return ""
    if signed not in state.apart:
        return "reopened since"
    events = len(signed.unseen)
    return (
        f"given on another copy, and not for the {events} {'event' if events == 1 else 'events'} "
        "that joining put before it"
    )


def _answered(item: IssueState) -> bool:
    return not item.differs and item.answer.status is not Status.NOT_LOOKED_AT
