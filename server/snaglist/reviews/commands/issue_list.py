"""Commands that begin a review and that change which issues it has."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import uuid4

from snaglist.errors import UsageError
from snaglist.model.edge import Edge
from snaglist.model.entry import EntryStatus, Issue
from snaglist.reviews.commands.append import append_event, check_lines
from snaglist.reviews.entry_snapshot import EntrySnapshot
from snaglist.reviews.events.fields import PlacedIssue
from snaglist.reviews.events.issue_list import Added, Created, Profiled
from snaglist.reviews.hashing import entry_digest
from snaglist.reviews.library import Library
from snaglist.reviews.names import check_visible, find_name
from snaglist.reviews.record import Record
from snaglist.reviews.replay import rebuild
from snaglist.reviews.rows import OWN_FIT, is_edge, next_own, thing_of
from snaglist.reviews.selection import project_phases
from snaglist.reviews.state import RecordError, ReviewState


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
    check_lines(event)
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
