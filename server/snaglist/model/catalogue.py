"""The whole catalogue in one value, with the ways through it that readers take."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import TypeVar

from snaglist.errors import NotFoundError
from snaglist.model.entry import Arrow, Claim, ClaimType, EntryStatus, Issue, Strategy
from snaglist.model.guide import Guide
from snaglist.model.interview import Interview, Quote, Section, Speaker, Study, Turn
from snaglist.model.scheme import Concept, ConceptScheme

Thing = Issue | Strategy | Interview | Quote | Turn | Claim | Concept | ConceptScheme | Study

ThingType = TypeVar("ThingType", bound=Thing)


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a catalogue says of itself."""

    title: str
    description: str
    version: str
    licence: str
    licence_name: str
    creator: str
    citation: str


@dataclass(frozen=True, slots=True)
class Use:
    """One place where an entry relies on a quote: by a claim or by an arrow."""

    entry: Issue | Strategy
    by: Claim | Arrow


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """Everything the sources say, parsed once; whatever is in here is valid."""

    about: About
    schemes: tuple[ConceptScheme, ...]
    studies: tuple[Study, ...]
    interviews: tuple[Interview, ...]
    issues: tuple[Issue, ...]
    strategies: tuple[Strategy, ...]
    guide: Guide | None = None

    @cached_property
    def things(self) -> dict[str, Thing]:
        """Everything that has an identifier, by that identifier."""
        found: dict[str, Thing] = {}
        for scheme in self.schemes:
            found[scheme.id] = scheme
            found.update((concept.ref, concept) for concept in scheme.concepts)
        found.update((study.id, study) for study in self.studies)
        for interview in self.interviews:
            found[interview.id] = interview
            found.update((turn.id, turn) for turn in interview.turns)
            found.update((quote.id, quote) for quote in interview.quotes)
        for entry in self.entries:
            found[entry.id] = entry
            found.update((claim.id, claim) for claim in entry.claims)
        return found

    @property
    def entries(self) -> tuple[Issue | Strategy, ...]:
        """Issues, then strategies."""
        return (*self.issues, *self.strategies)

    @property
    def quotes(self) -> Iterator[Quote]:
        """Every quote of every interview, in the order of the interviews."""
        return (quote for interview in self.interviews for quote in interview.quotes)

    def find(self, kind: type[ThingType], identifier: str) -> ThingType:
        """The thing of this kind with this identifier.

        Raises ``NotFoundError`` with the nearest identifiers of the kind.
        """
        thing = self.things.get(identifier)
        if isinstance(thing, kind):
            return thing
        known = [name for name, thing in self.things.items() if isinstance(thing, kind)]
        raise NotFoundError(identifier, nearest_names(identifier, known))

    def thing(self, identifier: str) -> Thing:
        """Whatever has this identifier; raises ``NotFoundError`` with the nearest ones."""
        if identifier not in self.things:
            raise NotFoundError(identifier, nearest_names(identifier, self.things))
        return self.things[identifier]

    def concept(self, scheme: str, identifier: str) -> Concept:
        """The concept of a scheme by its bare id; raises ``NotFoundError``."""
        return self.find(Concept, f"{scheme}/{identifier}")

    def scheme(self, identifier: str) -> ConceptScheme:
        """The scheme with this id; raises ``NotFoundError``."""
        return self.find(ConceptScheme, identifier)

    @cached_property
    def uses(self) -> dict[str, tuple[Use, ...]]:
        """For each quote that is relied on, the claims and arrows that do."""
        found: dict[str, list[Use]] = defaultdict(list)
        for entry in self.entries:
            arrows: tuple[Arrow, ...] = entry.leads_to if isinstance(entry, Issue) else ()
            relying: tuple[Claim | Arrow, ...] = (*entry.claims, *arrows)
            for by in relying:
                for quote in by.quotes:
                    found[quote].append(Use(entry, by))
        return {quote: tuple(uses) for quote, uses in found.items()}

    @cached_property
    def answers(self) -> dict[str, tuple[tuple[Issue, Claim], ...]]:
        """For each strategy, the issues it answers and the mitigation that says how.

        To notice an issue is not to answer it: see ``notices``.
        """
        return self._naming_strategies(ClaimType.MITIGATION)

    @cached_property
    def notices(self) -> dict[str, tuple[tuple[Issue, Claim], ...]]:
        """For each strategy, the issues it is a way of noticing and the detection that says how."""
        return self._naming_strategies(ClaimType.DETECTION)

    @cached_property
    def named_by(self) -> dict[str, tuple[tuple[Issue, Claim], ...]]:
        """For each strategy, the issues it answers or notices and the claim that says how."""
        return self._naming_strategies(ClaimType.MITIGATION, ClaimType.DETECTION)

    def _naming_strategies(self, *types: ClaimType) -> dict[str, tuple[tuple[Issue, Claim], ...]]:
        found: dict[str, list[tuple[Issue, Claim]]] = defaultdict(list)
        for issue in self.issues:
            for claim in issue.claims_of(*types):
                if claim.strategy:
                    found[claim.strategy].append((issue, claim))
        return {strategy: tuple(pairs) for strategy, pairs in found.items()}

    def has_cause(self, issue: Issue) -> bool:
        """Whether a cause is reported: a claim, or a reported arrow that leads to the issue.

        Arrows from retired issues say nothing.
        """
        reported = (
            source.status is not EntryStatus.RETIRED and not arrow.inferred
            for source, arrow in self.led_to_by.get(issue.id, ())
        )
        return bool(issue.claims_of(ClaimType.CAUSE)) or any(reported)

    @cached_property
    def led_to_by(self) -> dict[str, tuple[tuple[Issue, Arrow], ...]]:
        """For each issue, the issues whose arrows end at it."""
        found: dict[str, list[tuple[Issue, Arrow]]] = defaultdict(list)
        for issue in self.issues:
            for arrow in issue.leads_to:
                found[arrow.issue].append((issue, arrow))
        return {target: tuple(pairs) for target, pairs in found.items()}

    def interview_of(self, quote: Quote) -> Interview:
        """The interview a quote was taken from."""
        return self.find(Interview, quote.interview)

    def section_of(self, place: Quote | Turn) -> Section:
        """The section of the interview that a quote or turn is in."""
        interview = self.find(Interview, interview_id(place.id))
        return next(section for section in interview.sections if section.id == place.section)

    def speaker_of(self, place: Quote | Turn) -> Speaker:
        """Who said it."""
        interview = self.find(Interview, interview_id(place.id))
        return next(speaker for speaker in interview.speakers if speaker.id == place.speaker)


def interview_id(identifier: str) -> str:
    """The interview that a quote or turn belongs to: ``I07-Q001`` is of ``I07``."""
    return identifier.partition("-")[0]


def entry_id(claim_id: str) -> str:
    """The entry that makes a claim: ``SNAG-004-C2`` is made by ``SNAG-004``."""
    return claim_id.rpartition("-")[0]


LONGEST_WANTED = 100
"""Characters of a name that are compared; comparing takes its time for each that is known."""


def nearest_names(wanted: str, known: Iterable[str]) -> tuple[str, ...]:
    """Up to three of ``known`` that look most like ``wanted``, case aside."""
    by_folded = {name.casefold(): name for name in known}
    close = get_close_matches(wanted[:LONGEST_WANTED].casefold(), by_folded, n=3, cutoff=0.6)
    return tuple(by_folded[name] for name in close)
