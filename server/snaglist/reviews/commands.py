"""What may be done in a review; each deed gives the record with one more event.

``now`` is the time of the deed, in UTC, and ``by`` who did it. A deed that the record does not
admit raises ``RecordError``; see ``snaglist.reviews.replay``.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from snaglist.errors import SnaglistError, UsageError
from snaglist.model.catalogue import Catalogue
from snaglist.model.entry import Issue
from snaglist.model.entry import Status as EntryStatus
from snaglist.reviews.entry_snapshot import Shown, shown_issue
from snaglist.reviews.events import (
    Added,
    Answer,
    Answered,
    AnyEvent,
    Created,
    Edition,
    Given,
    HandedIn,
    Opined,
    Placed,
    Profile,
    Profiled,
    Record,
    Reopened,
    Settled,
    Signed,
    Source,
    Why,
)
from snaglist.reviews.hashing import entry_digest, signature_digest
from snaglist.reviews.replay import applied, rebuild
from snaglist.reviews.selection import Suggested, check_profile, suggest
from snaglist.reviews.state import Item, RecordError, State

Entries = list[tuple[str, Shown]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """What a review consults: a catalogue, which edition it is, and the search over it.

    ``search`` gives the ids of the issues that words find, the best first.
    """

    catalogue: Catalogue
    edition: Edition
    search: Callable[[str], Sequence[str]]


class ConflictError(SnaglistError):
    """Somebody else answered an issue meanwhile; ``item`` is how it stands now."""

    http_status = 409

    def __init__(self, item: Item) -> None:
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
    """A new review of a project, with the issues that its profile leads to."""
    profile = described(library, answers, words)
    issues, entries = choose(library, answers, words)
    event = Created(
        at=now,
        by=by,
        title=title,
        catalogue=library.edition,
        profile=profile,
        issues=issues,
        reviewers=tuple(reviewers),
        sources=sources(library.catalogue),
    )
    record = Record(format=1, id=uuid4(), events=(event,), entries=dict(entries))
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
    """The profile answered anew; what was answered stays, whatever fits now comes."""
    state = _same_edition(record, library)
    issues, entries = choose(library, answers, words)
    profile = described(library, answers, words)
    return extended(record, state, Profiled(at=now, by=by, profile=profile, issues=issues), entries)


def add(record: Record, library: Library, issue: str, *, by: str, now: datetime) -> Record:
    """An issue that no answer led to, added by hand."""
    state = _same_edition(record, library)
    found = library.catalogue.find(Issue, issue)
    if found.status is EntryStatus.RETIRED:
        raise UsageError(f"{issue} is retired; add what replaced it.")
    placed, shown = place(library.catalogue, found)
    entries = [(placed.entry, shown)]
    return extended(record, state, Added(at=now, by=by, issue=placed), entries)


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

    ``seen`` is the version of the item that ``by`` looked at: ``ConflictError`` where it changed.
    """
    state = rebuild(record)
    item = item_of(state, issue)
    _check_expiry(given, now)
    if state.blind:
        return extended(record, state, Opined(at=now, by=by, issue=issue, answer=given))
    _check_seen(item, seen)
    before = item.answer.status
    event = Answered(at=now, by=by, issue=issue, before=before, answer=given)
    return extended(record, state, event)


def hand_in(record: Record, *, by: str, now: datetime) -> Record:
    """End the blind part for one reviewer; with the last of them, all is compared."""
    return extended(record, rebuild(record), HandedIn(at=now, by=by))


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
    """Settle an issue on which blind reviewers differ, and say how they came to it."""
    state = rebuild(record)
    item = item_of(state, issue)
    _check_expiry(given, now)
    _check_seen(item, seen)
    event = Settled(
        at=now,
        by=by,
        issue=issue,
        before=item.answer.status,
        answer=given,
        resolution=resolution,
    )
    return extended(record, state, event)


def sign(record: Record, *, by: str, now: datetime, role: str = "", statement: str = "") -> Record:
    """Sign the record off, which freezes it, under a digest of all that stands in it."""
    blank = Signed(at=now, by=by, role=role, statement=statement, digest="0" * 64)
    digest = signature_digest(record, len(record.events), blank)
    event = blank.model_copy(update={"digest": digest})
    return extended(record, rebuild(record), event)


def reopen(record: Record, reason: str, *, by: str, now: datetime) -> Record:
    """Open a signed record again; the signature stays, over what was signed."""
    return extended(record, rebuild(record), Reopened(at=now, by=by, reason=reason))


def described(library: Library, answers: Mapping[str, Sequence[str]], words: str) -> Profile:
    """The answers in the words in which the guide offers them; ``UsageError`` for unknown ones."""
    guide = library.catalogue.guide
    if guide is None:
        raise UsageError("This catalogue has no folder review/, so it cannot lead a review.")
    chosen = check_profile(guide, answers)
    given = tuple(
        Given(
            question=question.id,
            text=question.text,
            answers={name: guide.answers[f"{question.id}/{name}"].label for name in names},
        )
        for question in guide.questions
        if (names := chosen.get(question.id))
    )
    return Profile(given=given, words=words)


def choose(
    library: Library, answers: Mapping[str, Sequence[str]], words: str
) -> tuple[tuple[Placed, ...], Entries]:
    """The issues that a profile leads to, placed, and what is shown of each."""
    found = library.search(words) if words.strip() else ()
    suggested = suggest(library.catalogue, answers, found)
    pairs = [
        place(library.catalogue, library.catalogue.find(Issue, each.issue), each)
        for each in suggested
    ]
    return tuple(placed for placed, _ in pairs), [(p.entry, shown) for p, shown in pairs]


def place(
    catalogue: Catalogue, issue: Issue, suggested: Suggested | None = None
) -> tuple[Placed, Shown]:
    """An issue with its reasons, and what is shown of it; without ``suggested``, by hand."""
    shown = shown_issue(catalogue, issue)
    reasons = suggested.reasons if suggested else ()
    guide = catalogue.guide
    severity = guide.severity(guide.of_issue.get(issue.id)) if guide else None
    placed = Placed(
        issue=issue.id,
        entry=entry_digest(shown),
        fit=suggested.fit if suggested else 0,
        why=tuple(Why(text=r.text, answers=r.answers, fit=r.fit) for r in reasons),
        leaves_without=suggested.leaves_without if suggested else (),
        quotes=len(issue.quote_ids()),
        severity=severity.rank if severity else 0,
    )
    return placed, shown


def sources(catalogue: Catalogue) -> tuple[Source, ...]:
    """How the catalogue and the studies of its interviews are to be cited."""
    studies = (
        Source(
            citation=study.citation,
            terms=study.terms,
            interviews=tuple(each.id for each in catalogue.interviews if each.study == study.id),
        )
        for study in catalogue.studies
    )
    whole = Source(citation=catalogue.about.citation)
    return (whole, *(study for study in studies if study.interviews))


def extended(
    record: Record, state: State, event: AnyEvent, entries: Iterable[tuple[str, Shown]] = ()
) -> Record:
    """The record with an event that follows from ``state``; ``RecordError`` where it does not."""
    applied(state, event)
    return record.with_event(event, entries)


def _same_edition(record: Record, library: Library) -> State:
    """The state, if the review is of the catalogue's edition; a mixture could not be compared."""
    state = rebuild(record)
    if state.catalogue != library.edition:
        raise RecordError(
            "The catalogue has moved on since this review was begun; carry the review over first "
            "(upgrade), then change its issues."
        )
    return state


def item_of(state: State, issue: str) -> Item:
    """An issue as it stands; ``RecordError`` where the review does not have it."""
    item = state.items.get(issue)
    if item is None:
        raise RecordError(f"{issue} is not in the review; add it first.")
    return item


def _check_seen(item: Item, seen: int | None) -> None:
    if seen is not None and seen != item.version:
        raise ConflictError(item)


def _check_expiry(given: Answer, now: datetime) -> None:
    if given.expires and given.expires < now.date():
        raise UsageError(f"The acceptance expires on {given.expires}, which is over already.")
