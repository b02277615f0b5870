"""What a newer catalogue means for a review: carried, reworded, new, retired.

Nothing is answered anew by it. An answer to words that changed stays, and is shown as such until
somebody answers again.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from snaglist.errors import UsageError
from snaglist.model.catalogue import Catalogue
from snaglist.model.edge import Edge, RetiredEdge
from snaglist.model.entry import EntryStatus as EntryStatus
from snaglist.model.entry import Issue, Retirement
from snaglist.model.word_difference import WordDifference, WordSpan
from snaglist.reviews.commands.append import append_event
from snaglist.reviews.entry_snapshot import EntrySnapshot, snapshot_edge, snapshot_issue
from snaglist.reviews.events.fields import (
    Edition,
    HandedWork,
    PlacedIssue,
    PlacementReason,
    RetiredIssue,
)
from snaglist.reviews.events.issue_list import Upgraded
from snaglist.reviews.fallen_away import can_take_over, is_work
from snaglist.reviews.hashing import entry_digest
from snaglist.reviews.library import Entries, Library
from snaglist.reviews.record import Record
from snaglist.reviews.replay import rebuild
from snaglist.reviews.rows import RowKind, edge_row, is_edge, row_kind, thing_of
from snaglist.reviews.selection import project_phases
from snaglist.reviews.state import IssueState, ReviewState


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRewording:
    """A field of an entry, before and after, and the same word by word."""

    field: str
    before: str
    after: str

    @property
    def word_spans(self) -> tuple[WordSpan, ...]:
        """The words in order, each kept, lost or gained; see ``WordDifference``."""
        return WordComparison().of_field(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class RewordedIssue:
    """An issue whose entry changed, and what of it."""

    issue: str
    before: EntrySnapshot
    after: EntrySnapshot
    rewordings: tuple[FieldRewording, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UpgradeChanges:
    """What became of the issues of a review from one edition to another.

    ``work`` is what retired issues that are open hand to others, ``fallen`` those of them that hand
    on nothing.
    """

    old: Edition
    new: Edition
    carried: tuple[str, ...]
    reworded: tuple[RewordedIssue, ...]
    added: tuple[PlacedIssue, ...]
    retired: tuple[RetiredIssue, ...]
    work: tuple[HandedWork, ...]
    fallen: tuple[str, ...]
    entries: tuple[tuple[str, EntrySnapshot], ...]


def upgrade_changes(record: Record, library: Library) -> UpgradeChanges:
    """What the catalogue as it is now would change in a review; nothing is written.

    Answers of the profile that are no longer offered lead nowhere, and are kept as they are.
    """
    state = rebuild(record)
    assert state.catalogue is not None  # the first event says it
    phases = project_phases(library.catalogue.guide, state.profile.chosen())
    carried: list[str] = []
    reworded: list[RewordedIssue] = []
    retired: list[RetiredIssue] = []
    for item in state.items.values():
        if item.retired:
            continue
        before = record.entries[item.entry]
        after = _shown_now(library.catalogue, before, phases)
        if after is None:
            retired.append(_gone(library.catalogue, item))
        elif before == after:
            carried.append(item.issue)
        else:
            told = tuple(rewordings(before, after))
            reworded.append(
                RewordedIssue(issue=item.issue, before=before, after=after, rewordings=told)
            )
    added, entries = _new(state, library, retired)
    open_ones = [gone for gone in retired if is_work(state.items[gone.issue])]
    work = tuple(_handed(state, open_ones, {each.issue for each in added}, retired))
    handed = {each.of for each in work}
    return UpgradeChanges(
        old=state.catalogue,
        new=library.edition,
        carried=tuple(carried),
        reworded=tuple(reworded),
        added=added,
        retired=tuple(retired),
        work=work,
        fallen=tuple(gone.issue for gone in open_ones if gone.issue not in handed),
        entries=tuple(entries),
    )


def upgrade(record: Record, library: Library, *, by: str, now: datetime) -> Record:
    """The review carried to the catalogue as it is now.

    Raises ``UsageError`` where it is of this edition already.
    """
    found = upgrade_changes(record, library)
    if found.old == found.new:
        raise UsageError(f"The review is of this edition already ({found.new.version}).")
    digests = {each.issue: entry_digest(each.after) for each in found.reworded}
    event = Upgraded(
        at=now,
        by=by,
        catalogue=found.new,
        issues=found.added,
        reworded=digests,
        retired=found.retired,
        work=found.work,
        sources=library.sources(),
    )
    entries = [*found.entries, *((digests[each.issue], each.after) for each in found.reworded)]
    return append_event(record, rebuild(record), event, entries)


def _handed(
    state: ReviewState, gone: list[RetiredIssue], added: set[str], retired: list[RetiredIssue]
) -> Iterator[HandedWork]:
    """Owner, day and rating of each issue that is gone, for what replaces it and is nobody's."""
    taken = {each.issue for each in retired}
    for each in gone:
        former = state.items[each.issue]
        answer, due = former.answer, former.due
        for name in each.replaced_by if answer.owner or due or answer.rating else ():
            there = state.items.get(name)
            if name not in taken and (can_take_over(there) if there else name in added):
                taken.add(name)
                yield HandedWork(
                    issue=name,
                    of=each.issue,
                    owner=answer.owner,
                    due=due,
                    severity=answer.severity,
                    likelihood=answer.likelihood,
                )


def moved_on(state: ReviewState, edition: Edition) -> str:
    """That the catalogue is another edition than the review's, in two sentences; else nothing.

    Of a signed review too: what was signed stays, and nobody was asked what came since.
    """
    old = state.catalogue
    if old is None or old == edition:
        return ""
    made = "signed off" if state.signed else "made"
    told = (
        f"The catalogue has moved on: this review was {made} with {old.version} "
        f"({old.digest[:8]}), and the catalogue is {edition.version} ({edition.digest[:8]}) now."
    )
    if state.signed:
        return (
            f"{told} What was signed stays; to be asked what is new, reopen it and carry it over."
        )
    return f"{told} Carry the review over to be asked what is new."


def rewordings(before: EntrySnapshot, after: EntrySnapshot) -> Iterator[FieldRewording]:
    """The fields that differ between two states of an entry."""
    old, new = _fields(before), _fields(after)
    for name in dict.fromkeys((*old, *new)):
        if old.get(name, "") != new.get(name, ""):
            yield FieldRewording(field=name, before=old.get(name, ""), after=new.get(name, ""))


def _fields(shown: EntrySnapshot) -> dict[str, str]:
    quote = f"“{shown.quote.words}” {shown.quote.said}" if shown.quote else ""
    finding = f"{shown.finding.text} {shown.finding.cited}" if shown.finding else ""
    return {
        "title": shown.title,
        "category": shown.category,
        "definition": shown.definition,
        "consequence": shown.consequence,
        "severity": shown.severity,
        "quote": quote,
        "finding": finding,
        **{
            f"pointer {at}": f"{each.instrument} {each.item} {each.what} {each.address}".strip()
            for at, each in enumerate(shown.pointers, start=1)
        },
        **{f"question {at}": text for at, text in enumerate(shown.questions, start=1)},
        **{
            f"strategy {each.id}, {at}": " · ".join(
                filter(None, (each.title, each.how, each.outcome, each.cost))
            )
            for at, each in enumerate(shown.strategies, start=1)
        },
    }


class WordComparison(WordDifference):
    """The same of the fields of entries; see ``WordDifference``."""

    def of_field(self, change: FieldRewording) -> tuple[WordSpan, ...]:
        """The words of a field in order, each kept, lost or gained."""
        return self.spans(change.before, change.after)


def _shown_now(
    catalogue: Catalogue, before: EntrySnapshot, phases: Collection[str]
) -> EntrySnapshot | None:
    """What a row shows by the catalogue as it is now; None where it is no longer to be used.

    An issue of the team's own is no matter of the catalogue, and stays as it is.
    """
    if row_kind(before.issue) is RowKind.OWN:
        return before
    found = catalogue.things.get(thing_of(before.issue))
    if isinstance(found, Edge):
        return snapshot_edge(catalogue, found)
    if isinstance(found, Issue) and found.status is not EntryStatus.RETIRED:
        return snapshot_issue(catalogue, found, phases)
    return None


def _gone(catalogue: Catalogue, item: IssueState) -> RetiredIssue:
    """Why a row is no longer to be used, and what is in its place."""
    found = catalogue.things.get(item.issue)
    retired: Retirement | RetiredEdge | None = None
    why = "This catalogue does not have it."
    if isinstance(found, Issue):
        retired = found.retired
    elif item.is_edge:
        why = "This catalogue does not list it any more."
        names = {edge_row(each.id): each for each in catalogue.retired_edges}
        retired = names.get(item.issue)
    if retired is None:
        return RetiredIssue(issue=item.issue, why=why)
    return RetiredIssue(issue=item.issue, why=retired.why, replaced_by=retired.replaced_by)


def _replaces(gone: RetiredIssue) -> str:
    if is_edge(gone.issue):
        return f"It asks about {gone.issue}, which the review did not ask about before."
    return f"It replaces {gone.issue}, which is retired."


def _new(
    state: ReviewState, library: Library, retired: list[RetiredIssue]
) -> tuple[tuple[PlacedIssue, ...], Entries]:
    """What the same profile leads to now and did not, and what replaces retired issues."""
    guide = library.catalogue.guide
    offered = guide.answers if guide else {}
    answers = {
        question: [name for name in names if f"{question}/{name}" in offered]
        for question, names in state.profile.chosen().items()
    }
    kept = {question: names for question, names in answers.items() if names}
    choice = library.choose(kept, state.profile.words)
    found = {each.issue: each for each in choice.issues if each.issue not in state.items}
    shown = dict(choice.entries)
    for gone in retired:
        for name in gone.replaced_by:
            thing = library.catalogue.things.get(name)
            if isinstance(thing, Issue) and name not in state.items:
                phases = project_phases(guide, kept)
                instead, now_shown = library.place(thing, phases=phases)
                why = PlacementReason(text=_replaces(gone), fit=0)
                former = found.get(name, instead)
                found[name] = former.model_copy(update={"why": (*former.why, why)})
                shown[instead.entry] = now_shown
    entries = [(each.entry, shown[each.entry]) for each in found.values()]
    return tuple(found.values()), entries
