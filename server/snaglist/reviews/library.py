"""What a review consults of a catalogue. Reviews know nothing of snapshots or of the index."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from snaglist.model.catalogue import Catalogue
from snaglist.model.edge import Edge
from snaglist.model.entry import Issue
from snaglist.model.guide import Guide
from snaglist.model.reach import count_sources
from snaglist.reviews.edges import NamedEdge, TouchedEdge, touched_edges
from snaglist.reviews.entry_snapshot import EntrySnapshot, snapshot_edge, snapshot_issue
from snaglist.reviews.events.fields import (
    Edition,
    GivenAnswers,
    PlacedIssue,
    PlacementReason,
    ProjectProfile,
    Source,
)
from snaglist.reviews.hashing import entry_digest
from snaglist.reviews.selection import (
    FoundIssue,
    SuggestedIssue,
    check_profile,
    guide_of,
    project_phases,
    select_issues,
)

Entries = list[tuple[str, EntrySnapshot]]
"""What is shown of issues, each under its hash."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a profile leads to: the issues, placed in order, and what is shown of each."""

    profile: ProjectProfile
    issues: tuple[PlacedIssue, ...]
    entries: Entries


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """A catalogue, which edition it is, and the search over it.

    ``search`` takes words and gives the issues that they find, the best first; ``name_edges`` takes
    them and gives the edges that they name.
    """

    catalogue: Catalogue
    edition: Edition
    search: Callable[[str], Sequence[FoundIssue]]
    name_edges: Callable[[str], Sequence[NamedEdge]] = lambda words: ()

    def choose(self, answers: Mapping[str, Sequence[str]], words: str) -> Choice:
        """The profile that answers make, and the issues that it leads to, best first; after them
        the edges that it touches.

        ``answers`` are ids of answers by the id of their question, ``words`` the project in the
        team's own. Raises ``UsageError`` for answers that the catalogue's guide does not offer, and
        where it has no guide.
        """
        found = self.search(words) if words.strip() else ()
        suggested = select_issues(self.catalogue, answers, found)  # checks the answers too
        phases = project_phases(self.catalogue.guide, answers)
        pairs = [
            self.place(self.catalogue.find(Issue, each.issue), each, phases=phases)
            for each in suggested
        ]
        checked = check_profile(guide_of(self.catalogue), answers)
        named = self.name_edges(words) if words.strip() else ()
        pairs += [
            self.place_edge(each.edge, each)
            for each in touched_edges(self.catalogue, checked, named)
        ]
        return Choice(
            profile=_profile(guide_of(self.catalogue), answers, words),
            issues=tuple(placed for placed, _ in pairs),
            entries=[(placed.entry, shown) for placed, shown in pairs],
        )

    def place(
        self,
        issue: Issue,
        suggested: SuggestedIssue | None = None,
        *,
        phases: Collection[str],
    ) -> tuple[PlacedIssue, EntrySnapshot]:
        """An issue with its reasons, and what is shown of it; without ``suggested``, by hand.

        ``phases`` are those that the project is in.
        """
        shown = snapshot_issue(self.catalogue, issue, phases)
        reasons = suggested.reasons if suggested else ()
        guide = self.catalogue.guide
        severity = guide.severity(guide.of_issue.get(issue.id)) if guide else None
        sources = suggested.sources if suggested else count_sources(self.catalogue, issue)
        placed = PlacedIssue(
            issue=issue.id,
            entry=entry_digest(shown),
            fit=suggested.fit if suggested else 0,
            why=tuple(PlacementReason(text=r.text, answers=r.answers, fit=r.fit) for r in reasons),
            leaves_without=suggested.leaves_without if suggested else (),
            quotes=len(issue.quote_ids()),
            findings=len(issue.finding_ids()),
            people=sources.people,
            interviews=sources.interviews,
            publications=sources.publications,
            severity=severity.rank if severity else 0,
        )
        return placed, shown

    def place_edge(
        self, edge: Edge, touched: TouchedEdge | None = None
    ) -> tuple[PlacedIssue, EntrySnapshot]:
        """An edge as a row, and what is shown of it; without ``touched``, by hand."""
        shown = snapshot_edge(self.catalogue, edge)
        reasons = touched.reasons if touched else ()
        placed = PlacedIssue(
            issue=shown.issue,
            entry=entry_digest(shown),
            why=tuple(PlacementReason(text=r.text, answers=r.answers, fit=r.fit) for r in reasons),
            leaves_without=touched.leaves_without if touched else (),
        )
        return placed, shown

    def sources(self) -> tuple[Source, ...]:
        """How the catalogue and the studies of its interviews are to be cited."""
        studies = (
            Source(
                citation=study.citation,
                terms=study.terms,
                interviews=tuple(
                    each.id for each in self.catalogue.interviews if each.study == study.id
                ),
            )
            for study in self.catalogue.studies
        )
        whole = Source(citation=self.catalogue.about.citation)
        return (whole, *(study for study in studies if study.interviews))


def _profile(guide: Guide, answers: Mapping[str, Sequence[str]], words: str) -> ProjectProfile:
    """The answers in the words and in the order in which the guide offers them."""
    labels = {
        question: {
            answer.id: answer.label
            for answer in question.answers
            if answer.id in answers.get(question.id, ())
        }
        for question in guide.questions
    }
    given = tuple(
        GivenAnswers(question=question.id, text=question.text, answers=chosen)
        for question, chosen in labels.items()
        if chosen
    )
    return ProjectProfile(given=given, words=words)
