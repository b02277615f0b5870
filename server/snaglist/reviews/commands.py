"""What may be done in a review: each command gives the record with one more event.

``now`` is the time of the command, with the offset of the clock of whoever gave it, whose day
counts; ``by`` is who that is. Every command raises
``RecordError`` where the record does not admit it (``FrozenError`` after a signature; see
``snaglist.reviews.replay``), and pydantic's ``ValidationError`` for text that no record holds.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from uuid import uuid4

from snaglist.errors import SnaglistError, UsageError
from snaglist.model.edge import Edge
from snaglist.model.entry import EntryStatus as EntryStatus
from snaglist.model.entry import Issue
from snaglist.reviews.entry_snapshot import EntrySnapshot
from snaglist.reviews.events.answering import (
    Answered,
    FollowedUp,
    HandedIn,
    Opined,
    Settled,
    TookBack,
)
from snaglist.reviews.events.fields import AskedSigner, PlacedIssue, Scope
from snaglist.reviews.events.issue_list import Added, Created, Profiled
from snaglist.reviews.events.signatures import Reopened, Signed
from snaglist.reviews.field_types import offset_text
from snaglist.reviews.follow_ups import check_work
from snaglist.reviews.hashing import entry_digest, signature_digest
from snaglist.reviews.library import Library
from snaglist.reviews.names import check_visible, find_name
from snaglist.reviews.record import AnyEvent, Record
from snaglist.reviews.replay import apply_event, rebuild
from snaglist.reviews.rows import OWN_FIT, is_edge, next_own, thing_of
from snaglist.reviews.selection import project_phases
from snaglist.reviews.signing import check_asked, check_rows, coverage, role_of
from snaglist.reviews.state import IssueState, RecordError, ReviewState
from snaglist.reviews.statuses import Answer


class ConflictError(SnaglistError):
    """Somebody else answered an issue meanwhile; ``item`` is its present state. HTTP status 409."""

    http_status = 409

    def __init__(self, item: IssueState) -> None:
        self.item = item
        super().__init__(
            f"{item.answered_by or 'Somebody'} changed {item.issue} while you were at it: it is "
            f"{item.answer.status} now. Nothing of yours is lost; look at both, then decide."
        )


def begin(
    library: Library,
    *,
    title: str,
    answers: Mapping[str, Sequence[str]],
    words: str = "",
    by: str,
    now: datetime,
    reviewers: Sequence[str] = (),
) -> Record:
    """A new review of a project, with the issues that its profile leads to.

    ``answers`` are ids of answers by the id of their question; ``reviewers`` answer blind at first.
    Raises ``UsageError`` for answers that the catalogue's guide does not offer, and where it has no
    guide.
    """
    _check_reviewers(reviewers)
    choice = library.choose(answers, words)
    event = Created(
        at=now,
        by=by,
        title=title,
        catalogue=library.edition,
        profile=choice.profile,
        issues=choice.issues,
        reviewers=tuple(reviewers),
        sources=library.sources(),
    )
    _check_lines(event)
    record = Record(format=1, id=uuid4(), events=(event,), entries=dict(choice.entries))
    rebuild(record)
    return record


def profile_again(
    record: Record,
    library: Library,
    *,
    answers: Mapping[str, Sequence[str]],
    words: str = "",
    by: str,
    now: datetime,
) -> Record:
    """The profile answered anew; issues that were answered stay, those that fit now come.

    Raises ``UsageError`` as ``begin`` does.
    """
    state = _same_edition(record, library)
    choice = library.choose(answers, words)
    event = Profiled(at=now, by=by, profile=choice.profile, issues=choice.issues)
    return append_event(record, state, event, choice.entries)


def add(record: Record, library: Library, issue: str, *, by: str, now: datetime) -> Record:
    """An issue that no answer led to, or a topic that none touched (``EDGE-…``), added by hand.

    Raises ``NotFoundError`` for one that the catalogue does not have, ``UsageError`` for an issue
    that it has retired.
    """
    state = _same_edition(record, library)
    if issue in state.items:
        raise RecordError(f"{issue} is in the review already.")
    if is_edge(issue):
        placed, shown = library.place_edge(library.catalogue.find(Edge, thing_of(issue)))
    else:
        found = library.catalogue.find(Issue, issue)
        if found.status is EntryStatus.RETIRED:
            raise UsageError(f"{issue} is retired; add what replaced it.")
        phases = project_phases(library.catalogue.guide, state.profile.chosen())
        placed, shown = library.place(found, phases=phases)
    entries = [(placed.entry, shown)]
    return append_event(record, state, Added(at=now, by=by, issue=placed), entries)


def add_own(
    record: Record,
    title: str,
    *,
    questions: Sequence[str] = (),
    category: str = "",
    why: str = "",
    by: str,
    now: datetime,
) -> Record:
    """An issue of the team's own, which no catalogue has, under the next free id (``OWN-1``).

    ``why`` says what may go wrong; ``category`` is the id of one of the catalogue's. Raises
    ``UsageError`` for a title with what nobody can see.
    """
    check_visible("The title", title)
    state = rebuild(record)
    shown = EntrySnapshot(
        issue=next_own((*state.items, *state.dropped)),
        title=title,
        category=category,
        definition=why,
        questions=tuple(questions),
    )
    placed = PlacedIssue(issue=shown.issue, entry=entry_digest(shown), fit=OWN_FIT)
    event = Added(at=now, by=by, issue=placed)
    return append_event(record, state, event, [(placed.entry, shown)])


def answer(
    record: Record,
    issue: str,
    given: Answer,
    *,
    by: str,
    now: datetime,
    seen: int | None = None,
) -> Record:
    """Answer an issue; blind, where the review is, under the name of the reviewer.

    ``seen`` is the version of the item that ``by`` looked at; None takes whatever there is. Raises
    ``ConflictError`` where it changed since, ``UsageError`` for an acceptance that is over already.
    """
    state = rebuild(record)
    item = state.item(issue)
    if not _only_rates(item.answer, given):
        _check_expiry(given, now)
    if state.blind:
        name = state.reviewer(by) or by
        return append_event(record, state, Opined(at=now, by=name, issue=issue, answer=given))
    _check_seen(item, seen)
    before = item.answer.status
    revised = tuple(head.id for head in item.heads)
    event = Answered(at=now, by=by, issue=issue, before=before, revises=revised, answer=given)
    return append_event(record, state, event)


def hand_in(record: Record, *, by: str, now: datetime) -> Record:
    """End the blind part for one reviewer; with the last of them, all is compared."""
    state = rebuild(record)
    event = HandedIn(at=now, by=state.reviewer(by) or by, compared="terms")
    return append_event(record, state, event)


def take_back(record: Record, *, by: str, now: datetime) -> Record:
    """Go on blind as a reviewer who has handed in; raises ``RecordError`` once all have."""
    state = rebuild(record)
    return append_event(record, state, TookBack(at=now, by=state.reviewer(by) or by))


def settle(
    record: Record,
    issue: str,
    given: Answer,
    resolution: str,
    *,
    by: str,
    now: datetime,
    seen: int | None = None,
) -> Record:
    """Settle an issue to which answers differ that were given apart, and say how it came to that.

    ``seen``, and what is raised for it, are as in ``answer``.
    """
    state = rebuild(record)
    item = state.item(issue)
    _check_expiry(given, now)
    _check_seen(item, seen)
    event = Settled(
        at=now,
        by=by,
        issue=issue,
        before=item.answer.status,
        revises=tuple(head.id for head in item.heads),
        answer=given,
        resolution=resolution,
    )
    return append_event(record, state, event)


def sign(
    record: Record,
    *,
    by: str,
    now: datetime,
    role: str = "",
    statement: str = "",
    scope: Scope = Scope.ALL,
    also: Sequence[AskedSigner] = (),
) -> Record:
    """Sign the record off, which freezes it; the signature has a digest of all that it holds.

    Where it is signed already, this is one more signature of the same issues. ``also`` are asked
    to sign as well. Raises ``RecordError`` while issues that it covers are not looked at or
    reviewers differ on them, where it would cover nothing, and for who has signed; ``UsageError``
    where somebody is asked who has.
    """
    state = rebuild(record)
    found = coverage(record, state, scope)
    check_rows(state, found)
    check_asked(state, by, also)
    blank = Signed(
        at=now,
        by=by,
        role=role_of(state, by, role),
        statement=statement,
        of=found.scope,
        covers=found.covers,
        left_out=found.left_out,
        also=tuple(also),
        offset=offset_text(now),
        digest="0" * 64,
    )
    digest = signature_digest(record, len(record.events), blank)
    return append_event(record, state, blank.model_copy(update={"digest": digest}))


def follow_up(
    record: Record,
    issue: str,
    *,
    by: str,
    now: datetime,
    done: str = "",
    due: date | None = None,
    links: Sequence[str] = (),
    note: str = "",
) -> Record:
    """Say what became of an issue after the signature, which holds as it did.

    Raises ``RecordError`` where the record is not signed, and where the issue has nothing to be
    followed up; ``UsageError`` for a day that has passed.
    """
    state = rebuild(record)
    item = state.item(issue)
    if not state.signed:
        raise RecordError("The review is not signed off, so its issues can be answered: do that.")
    if item.retired:
        raise RecordError(f"{issue} is retired; nothing is left to do of it.")
    check_work(item, done, due is not None)
    if due and due < now.date():
        raise UsageError(f"The new day, {due}, has already passed.")
    event = FollowedUp(
        at=now,
        by=by,
        issue=issue,
        follows=tuple(head.id for head in item.heads),
        done=done,
        due=due,
        links=tuple(links),
        note=note,
    )
    return append_event(record, state, event)


def reopen(record: Record, reason: str, *, by: str, now: datetime) -> Record:
    """Open a signed record again; the signature stays in it, and covers what was signed.

    Raises ``RecordError`` where it is open.
    """
    state = rebuild(record)
    if not state.signed:
        raise RecordError("The review is open; only a signed one can be reopened.")
    return append_event(record, state, Reopened(at=now, by=by, reason=reason))


def append_event(
    record: Record,
    state: ReviewState,
    event: AnyEvent,
    entries: Iterable[tuple[str, EntrySnapshot]] = (),
) -> Record:
    """The record with one more event, and the entries that it is the first to show.

    ``state`` must be the record's own, as ``rebuild`` gives it: only the new event is checked
    against it. Raises ``RecordError`` where the event cannot follow, and ``UsageError`` for a name
    or a title with what nobody can see: records that have it are read, but none gets it anew.
    """
    _check_lines(event)
    apply_event(state, event)
    return record.with_event(event, entries)


def _check_lines(event: AnyEvent) -> None:
    check_visible("The name", event.by)
    if isinstance(event, Created):
        check_visible("The title", event.title)
    if isinstance(event, Signed):
        check_visible("The role", event.role)
    if isinstance(event, Answered | Opined | Settled):
        check_visible("The name of the owner", event.answer.owner)


def _check_reviewers(names: Sequence[str]) -> None:
    """Raise ``UsageError`` where two names are one person's, or have what nobody can see."""
    for name in names:
        check_visible("The name of a reviewer", name)
    for at, name in enumerate(names):
        other = find_name(name, names[:at])
        if other is not None:
            raise UsageError(f"{name!r} and {other!r} are one name; each reviewer needs their own.")


def _same_edition(record: Record, library: Library) -> ReviewState:
    """The state, if the review is of the catalogue's edition; a mixture could not be compared."""
    state = rebuild(record)
    if state.catalogue != library.edition:
        raise RecordError(
            "The catalogue has moved on since this review was begun; carry the review over first "
            "(upgrade), then change its issues."
        )
    return state


def _check_seen(item: IssueState, seen: int | None) -> None:
    if seen is not None and seen != item.version:
        raise ConflictError(item)


def _only_rates(before: Answer, given: Answer) -> bool:
    """True where an answer says how bad and how likely it is, and all else stays as it was."""
    rating = {"severity": given.severity, "likelihood": given.likelihood}
    return given != before and before.model_copy(update=rating) == given


def _check_expiry(given: Answer, now: datetime) -> None:
    if given.expires and given.expires < now.date():
        raise UsageError(f"The acceptance expires on {given.expires}, which has already passed.")
