"""Narrow issues, strategies and what they rest on by facets, and count what a choice would leave.

Within a facet any of the chosen values will do; every facet with a choice must hold. What has no
value of a facet has the value ``none``.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from snaglist.errors import UsageError
from snaglist.model.catalogue import Catalogue, nearest_names
from snaglist.model.entry import Claim, Entry, Issue, Outcome, Strategy, outcome_label
from snaglist.model.interview import Quote
from snaglist.model.publication import Publication
from snaglist.model.witness import Evidence, evidence_label

EntryType = TypeVar("EntryType")
Chosen = Mapping[str, Sequence[str]]

EVIDENCE = "evidence"
"""The facet for what entries rest on."""

OUTCOME = "Outcome"

NONE = "none"
"""The value of a facet for what has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetCount:
    """How many hits have a value."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Facet(Generic[EntryType]):
    """One way to sort entries, or other things: the scheme of its values, and those of one thing.

    ``offered`` is false for facets that other pages link to but no list of choices shows; one of
    ``interviews`` is shown only where the catalogue has several;
    ``options`` are its values in the order they are shown, where they are of no scheme; ``label``
    says how people read one of those. ``elsewhere`` gives values that other things of the catalogue
    have, which are no mistake where these have none.
    """

    name: str
    title: str
    scheme: str | None
    values: Callable[[Catalogue, EntryType], Sequence[str]]
    offered: bool = True
    options: tuple[str, ...] = ()
    label: Callable[[str], str] | None = None
    interviews: bool = False
    elsewhere: Callable[[Catalogue], Iterable[str]] = lambda _: ()

    def is_offered(self, catalogue: Catalogue) -> bool:
        """Whether a list of choices shows it."""
        return self.offered and (not self.interviews or len(catalogue.interviews) > 1)

    def values_or_none(self, catalogue: Catalogue, entry: EntryType) -> frozenset[str]:
        """The values of one thing, or ``NONE`` alone."""
        return frozenset(self.values(catalogue, entry)) or frozenset((NONE,))


@dataclass(frozen=True, slots=True)
class FilteredEntries(Generic[EntryType]):
    """The entries that match, and the counts of each facet's values."""

    entries: tuple[EntryType, ...]
    counts: Mapping[str, tuple[FacetCount, ...]]


def _strategy_kinds(catalogue: Catalogue, issue: Issue) -> Sequence[str]:
    named = {claim.strategy for claim in issue.claims}
    return [strategy.kind for strategy in catalogue.live_strategies if strategy.id in named]


def how_it_went(claims: Iterable[Claim]) -> tuple[str, ...]:
    """The outcomes among these claims, each once, what was tried first."""
    found = {claim.outcome for claim in claims}
    return tuple(outcome.value for outcome in Outcome if outcome in found)


def outcomes_of(catalogue: Catalogue, entry: Entry) -> tuple[str, ...]:
    """How it went where something was tried or proposed: about an issue, or by a strategy."""
    if isinstance(entry, Issue):
        return how_it_went(entry.claims)
    return how_it_went(claim for _, claim in catalogue.named_by.get(entry.id, ()))


def _systems(catalogue: Catalogue, issue: Issue) -> Sequence[str]:
    return [name for quote in quotes_of(catalogue, issue) for name in quote.about]


def quotes_of(catalogue: Catalogue, entry: Issue | Strategy) -> list[Quote]:
    """The quotes that an entry rests on, of those that the catalogue has."""
    found = [catalogue.things.get(name) for name in entry.quote_ids()]
    return [quote for quote in found if isinstance(quote, Quote)]


def _quotes_about(catalogue: Catalogue, strategy: Strategy) -> list[Quote]:
    """Those of its own claims, and of the claims of issues that it answers or notices."""
    named = [claim for _, claim in catalogue.named_by.get(strategy.id, ())]
    names = (*strategy.quote_ids(), *(name for claim in named for name in claim.quotes))
    found = [catalogue.things.get(name) for name in dict.fromkeys(names)]
    return [quote for quote in found if isinstance(quote, Quote)]


def role_of(catalogue: Catalogue, quote: Quote) -> str:
    """What the person who spoke does."""
    interview = catalogue.interview_of(quote)
    participant = interview.participant_of(quote)
    return participant.role if participant else interview.participant


def interview_facets(
    quotes: Callable[[Catalogue, EntryType], Iterable[Quote]],
) -> tuple["Facet[EntryType]", ...]:
    """The facets of who said something and where, by the quotes that there are of a thing."""

    def by(
        name: str, title: str, value: Callable[[Catalogue, Quote], Iterable[str]], scheme: str = ""
    ) -> Facet[EntryType]:
        return Facet(
            name,
            title,
            scheme or None,
            lambda catalogue, thing: [
                each for quote in quotes(catalogue, thing) for each in value(catalogue, quote)
            ],
            label=None if scheme else str,
            interviews=True,
            elsewhere=lambda catalogue: [
                each for quote in catalogue.quotes for each in value(catalogue, quote)
            ],
        )

    return (
        by("interview", "Interview", lambda _, quote: (quote.interview,)),
        by("person", "Person", lambda catalogue, quote: (catalogue.person_of(quote),)),
        by("role", "Role", lambda catalogue, quote: (role_of(catalogue, quote),)),
        by(
            "domain",
            "Domain",
            lambda catalogue, quote: catalogue.interview_of(quote).domains,
            "domain",
        ),
        by(
            "language",
            "Language",
            lambda catalogue, quote: (catalogue.interview_of(quote).language,),
        ),
    )


def _qualities(catalogue: Catalogue, issue: Issue) -> Sequence[str]:
    """What its claims hurt: to hurt availability is to hurt reliability."""
    return qualities_of(catalogue, issue.claims)


def qualities_of(catalogue: Catalogue, claims: Iterable[Claim]) -> tuple[str, ...]:
    """The qualities that these claims hurt, and the broader ones that those belong to."""
    return catalogue.with_broader("quality", (name for each in claims for name in each.quality))


_EVIDENCE_FACET: Facet[Any] = Facet(
    EVIDENCE,
    "Evidence",
    None,
    lambda catalogue, entry: catalogue.evidence_of(entry),
    options=tuple(Evidence),
    label=evidence_label,
)

_OF_ISSUE: tuple[Facet[Issue], ...] = interview_facets(quotes_of)
ISSUE_FACETS: tuple[Facet[Issue], ...] = (
    Facet("category", "Category", "category", lambda _, issue: (issue.category,)),
    Facet("kind", "Kind", "category", lambda _, issue: (issue.kind,)),
    Facet("phase", "Phase", "phase", lambda _, issue: issue.phases),
    Facet("source", "Source of data", "source", lambda _, issue: issue.sources),
    Facet("strategy-kind", "Kind of strategy", "strategy-kind", _strategy_kinds),
    Facet("outcome", OUTCOME, None, outcomes_of, options=tuple(Outcome), label=outcome_label),
    _EVIDENCE_FACET,
    Facet("artefact", "Artefact", "artefact", lambda _, issue: issue.artefacts, offered=False),
    Facet(
        "quality",
        "Quality characteristic",
        "quality",
        _qualities,
        offered=False,
    ),
    Facet(
        "stakeholder",
        "Stakeholder",
        "stakeholder",
        lambda _, issue: [name for claim in issue.claims for name in claim.felt_by],
        offered=False,
    ),
    *_OF_ISSUE,
    Facet("system", "System", "system", _systems, offered=False),
    Facet(
        "mapping",
        "Mapped to",
        None,
        lambda _, issue: [mapping.to for mapping in issue.mappings],
        offered=False,
    ),
)

STRATEGY_FACETS: tuple[Facet[Strategy], ...] = (
    Facet(
        "strategy-kind", "Kind of strategy", "strategy-kind", lambda _, strategy: (strategy.kind,)
    ),
    Facet("phase", "Phase", "phase", lambda _, strategy: strategy.phases),
    Facet("outcome", OUTCOME, None, outcomes_of, options=tuple(Outcome), label=outcome_label),
    _EVIDENCE_FACET,
    *interview_facets(_quotes_about),
)

PUBLICATION_FACETS: tuple[Facet[Publication], ...] = (
    Facet(
        "evidence-kind",
        "Kind of evidence",
        "evidence",
        lambda _, work: tuple(finding.evidence for finding in work.findings),
    ),
    Facet("year", "Year", None, lambda _, work: (str(work.year),)),
)


@dataclass(frozen=True, slots=True)
class FacetTable(Generic[EntryType]):
    """Entries, and for each facet the values of each of them: what takes long about filtering."""

    entries: tuple[EntryType, ...]
    facets: Sequence[Facet[EntryType]]
    values: Mapping[str, Sequence[frozenset[str]]]

    @classmethod
    def of(
        cls,
        catalogue: Catalogue,
        entries: Iterable[EntryType],
        facets: Sequence[Facet[EntryType]],
    ) -> "FacetTable[EntryType]":
        """The table of these entries."""
        rows = tuple(entries)
        values = {
            facet.name: [facet.values_or_none(catalogue, entry) for entry in rows]
            for facet in facets
        }
        return cls(rows, facets, values)


def filter_entries(
    catalogue: Catalogue,
    entries: Sequence[EntryType],
    facets: Sequence[Facet[EntryType]],
    chosen: Chosen,
) -> FilteredEntries[EntryType]:
    """The entries that match every choice; raises as ``filter_table`` does."""
    return filter_table(catalogue, FacetTable.of(catalogue, entries, facets), chosen)


def filter_table(
    catalogue: Catalogue, table: FacetTable[EntryType], chosen: Chosen
) -> FilteredEntries[EntryType]:
    """The entries that match every choice; each facet is counted over what the others leave.

    Raises ``UsageError`` for a facet or a value that does not exist; a value that exists and
    that no entry has is an honest empty answer.
    """
    entries, facets, tables = table.entries, table.facets, table.values
    _check(catalogue, facets, tables, chosen)

    def matching(others_than: str | None = None) -> list[int]:
        active = [name for name in tables if chosen.get(name) and name != others_than]
        return [
            position
            for position in range(len(entries))
            if all(tables[name][position].intersection(chosen[name]) for name in active)
        ]

    counts = {}
    for facet in facets:
        tally = Counter(value for at in matching(facet.name) for value in tables[facet.name][at])
        tally.update(dict.fromkeys(chosen.get(facet.name, ()), 0))
        values = sorted(tally, key=facet_order(catalogue, facet))
        counts[facet.name] = tuple(FacetCount(value=v, count=tally[v]) for v in values)
    return FilteredEntries(tuple(entries[at] for at in matching()), counts)


def facet_order(catalogue: Catalogue, facet: Facet[Any]) -> Callable[[str], tuple[bool, int, str]]:
    """The key that sorts values of a facet: as its scheme has them, then by letters, none last."""
    order = _order(catalogue, facet)
    return lambda value: (value == NONE, order.get(value, len(order)), value)


def _order(catalogue: Catalogue, facet: Facet[EntryType]) -> dict[str, int]:
    """The position of each value that its scheme has or that it offers; the catalogue may lack it.

    Nothing for a scheme the catalogue lacks.
    """
    schemes = (scheme for scheme in catalogue.schemes if scheme.id == facet.scheme)
    concepts = [concept.id for scheme in schemes for concept in scheme.concepts]
    return {name: position for position, name in enumerate((*facet.options, *concepts))}


def _check(
    catalogue: Catalogue,
    facets: Sequence[Facet[EntryType]],
    tables: Mapping[str, Sequence[frozenset[str]]],
    chosen: Chosen,
) -> None:
    names = {facet.name: facet for facet in facets}
    retired: Any = [each for each in _all_of(catalogue, facets) if each.retired]
    for name, values in chosen.items():
        if name not in names:
            known = ", ".join(names)
            raise UsageError(f"There is no facet called {name!r}. The facets here: {known}.")
        known_values = {*_order(catalogue, names[name]), *frozenset().union(*tables[name]), NONE}
        # What only a retired entry has is no error, for the address of its list was one once.
        known_values.update(v for each in retired for v in names[name].values(catalogue, each))
        for value in values:
            # What a part of the catalogue lacks, the whole of it may have: so no error either.
            unlisted = names[name].scheme is None and value in catalogue.things
            unlisted = unlisted or value in names[name].elsewhere(catalogue)
            if value not in known_values and not unlisted:
                near = nearest_names(value, known_values) or sorted(known_values)
                raise UsageError(
                    f"{names[name].title} has no value {value!r}. Try {', '.join(near)}."
                )


def _all_of(catalogue: Catalogue, facets: Sequence[Facet[Any]]) -> Sequence[Entry]:
    """The entries that these facets sort; nothing where they sort publications."""
    if facets is ISSUE_FACETS:
        return catalogue.issues
    return catalogue.strategies if facets is STRATEGY_FACETS else ()
