"""What a newer catalogue means for a review: carried, reworded, new, retired.

Nothing is answered anew by it. An answer to words that changed stays, and is shown as such until
somebody answers again.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from enum import StrEnum

from snaglist.errors import UsageError
from snaglist.model.entry import EntryStatus as EntryStatus
from snaglist.model.entry import Issue
from snaglist.reviews.commands import append_event
from snaglist.reviews.entry_snapshot import EntrySnapshot, snapshot_issue
from snaglist.reviews.event_fields import (
    Edition,
    HandedWork,
    PlacedIssue,
    PlacementReason,
    RetiredIssue,
)
from snaglist.reviews.events import Record, Upgraded
from snaglist.reviews.fallen_away import can_take_over, is_work
from snaglist.reviews.hashing import entry_digest
from snaglist.reviews.library import Entries, Library
from snaglist.reviews.replay import rebuild
from snaglist.reviews.selection import project_phases
from snaglist.reviews.state import IssueState, ReviewState


class WordChange(StrEnum):
    """What became of a stretch of words."""

    KEPT = "kept"
    LOST = "lost"
    GAINED = "gained"


@dataclass(frozen=True, slots=True, kw_only=True)
class WordSpan:
    """Words that were kept, lost or gained."""

    op: WordChange
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRewording:
    """A field of an entry, before and after, and the same word by word."""

    field: str
    before: str
    after: str

    @property
    def word_spans(self) -> tuple[WordSpan, ...]:
        """The words in order, each kept, lost or gained; see ``WordComparison``."""
        return WordComparison().spans(self)


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
        found = library.catalogue.things.get(item.issue)
        gone = _gone(item, found if isinstance(found, Issue) else None)
        if gone:
            retired.append(gone)
        elif isinstance(found, Issue):
            before = record.entries[item.entry]
            after = snapshot_issue(library.catalogue, found, phases)
            if before == after:
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
        **{f"question {at}": text for at, text in enumerate(shown.questions, start=1)},
        **{
            f"strategy {each.id}, {at}": " · ".join(
                filter(None, (each.title, each.how, each.outcome, each.cost))
            )
            for at, each in enumerate(shown.strategies, start=1)
        },
    }


MOST_COMPARISONS = 2_000_000
"""What the words of one page may take to be compared; a reworded field takes some thousands."""


class WordComparison:
    """Compares fields word by word while there is work left for it, for one page in all.

    A field that would take more is shown whole: all that was, then all that is. The work is known
    before it is done: ``difflib`` looks at each pair of equal words for each block of words that it
    finds, and there are no more of these than words.
    """

    def __init__(self, most: int = MOST_COMPARISONS) -> None:
        self.left = most

    def spans(self, change: FieldRewording) -> tuple[WordSpan, ...]:
        """The words of a field in order, each kept, lost or gained."""
        before, after = change.before.split(), change.after.split()
        cost = comparisons(before, after)
        if cost > self.left:
            return (
                WordSpan(op=WordChange.LOST, text=" ".join(before)),
                WordSpan(op=WordChange.GAINED, text=" ".join(after)),
            )
        self.left -= cost
        return tuple(_stretches(before, after))


def comparisons(before: Sequence[str], after: Sequence[str]) -> int:
    """How many pairs of equal words are looked at, at most, to compare two texts."""
    counts, others = Counter(before), Counter(after)
    pairs = sum(count * others[word] for word, count in counts.items())
    return pairs * min(len(before), len(after)) + len(before) + len(after)


def _stretches(before: list[str], after: list[str]) -> Iterator[WordSpan]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if tag == "equal":
            yield WordSpan(op=WordChange.KEPT, text=" ".join(before[old_from:old_to]))
            continue
        if old_from < old_to:
            yield WordSpan(op=WordChange.LOST, text=" ".join(before[old_from:old_to]))
        if new_from < new_to:
            yield WordSpan(op=WordChange.GAINED, text=" ".join(after[new_from:new_to]))


def _gone(item: IssueState, found: Issue | None) -> RetiredIssue | None:
    """Why an issue is no longer to be used, if so."""
    if found is None:
        return RetiredIssue(issue=item.issue, why="This catalogue does not have it.")
    if found.status is not EntryStatus.RETIRED or found.retired is None:
        return None
    retired = found.retired
    return RetiredIssue(issue=item.issue, why=retired.why, replaced_by=retired.replaced_by)


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
                why = PlacementReason(text=f"It replaces {gone.issue}, which is retired.", fit=0)
                former = found.get(name, instead)
                found[name] = former.model_copy(update={"why": (*former.why, why)})
                shown[instead.entry] = now_shown
    entries = [(each.entry, shown[each.entry]) for each in found.values()]
    return tuple(found.values()), entries
