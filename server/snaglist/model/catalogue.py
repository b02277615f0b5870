"""The whole catalogue in one value, with the ways through it that readers take."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from functools import cached_property
from typing import Any, TypeVar

from snaglist.errors import NotFoundError, SnaglistError, WithdrawnError
from snaglist.model.coding import Code, CodedInterview, Coder
from snaglist.model.edge import INSTRUMENT, Edge, Instrument, RetiredEdge
from snaglist.model.entry import Arrow, Claim, ClaimType, EntryStatus, Issue, Strategy
from snaglist.model.guide import Guide
from snaglist.model.interview import Interview, Quote, Section, Speaker, Study, Turn
from snaglist.model.publication import Finding, Publication, publication_id
from snaglist.model.scheme import Concept, ConceptScheme
from snaglist.model.told import told_entries
from snaglist.model.vocabulary import OutsideMapping, OutsideTerm, Vocabulary
from snaglist.model.witness import Evidence, evidence_values

Thing = (
    Issue
    | Strategy
    | Interview
    | Quote
    | Turn
    | Publication
    | Finding
    | Claim
    | Concept
    | ConceptScheme
    | Study
    | Vocabulary
    | OutsideTerm
    | Edge
    | Instrument
)

ThingType = TypeVar("ThingType", bound=Thing)


OUR_IRI, OUR_PREFIX = "https://w3id.org/snaglist/", "SNAG"
"""What the catalogue of this project goes by; any other says names of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedEdition:
    """An edition of the catalogue that was published, and what is new in it."""

    version: str
    released: date
    summary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a catalogue says of itself; ``editions`` are in the order of their release.

    ``iri`` is what all its names begin with, up to a slash, and ``prefix`` what the ids of its
    issues begin with, up to a hyphen.
    """

    title: str
    description: str
    version: str
    editions: tuple[PublishedEdition, ...] = ()
    licence: str
    licence_name: str
    creator: str
    citation: str
    contact: str | None = None
    iri: str = OUR_IRI
    prefix: str = OUR_PREFIX

    @property
    def released(self) -> date | None:
        """When this edition was published; None for one that does not say."""
        return self.editions[-1].released if self.editions else None

    @property
    def edition(self) -> str:
        """Its name, as it is cited: ``edition 0.2.0 (2026-11-28)``."""
        return f"edition {self.version}" + (f" ({self.released})" if self.released else "")

    def edition_of(self, day: date) -> PublishedEdition | None:
        """The first edition that has what changed on this day; None where it is yet to come."""
        return next((each for each in self.editions if day <= each.released), None)


@dataclass(frozen=True, slots=True)
class Use:
    """One place where an entry relies on a witness: by a claim or by an arrow."""

    entry: Issue | Strategy
    by: Claim | Arrow


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """Something that is here no more: its identifier, which is never used again, and the day."""

    id: str
    on: date


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
    vocabularies: tuple[Vocabulary, ...] = ()
    publications: tuple[Publication, ...] = ()
    edges: tuple[Edge, ...] = ()
    retired_edges: tuple[RetiredEdge, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    withdrawn: tuple[Withdrawn, ...] = ()
    coders: tuple[Coder, ...] = ()
    codebook: tuple[Code, ...] = ()
    codings: tuple[CodedInterview, ...] = ()

    @cached_property
    def derived(self) -> dict[tuple[str, str], Any]:
        """What others worked out of it and look up again, by what it is and what it is of."""
        return {}

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
        for publication in self.publications:
            found[publication.id] = publication
            found.update((finding.id, finding) for finding in publication.findings)
        for entry in self.entries:
            found[entry.id] = entry
            found.update((claim.id, claim) for claim in entry.claims)
        for vocabulary in self.vocabularies:
            found[vocabulary.id] = vocabulary
            # A term that has an address of its keepers' is no thing of this catalogue.
            found.update((term.ref, term) for term in vocabulary.terms if term.iri is None)
        found.update((edge.ref, edge) for edge in self.edges)
        found.update((instrument.ref, instrument) for instrument in self.instruments)
        return found

    @property
    def entries(self) -> tuple[Issue | Strategy, ...]:
        """Issues, then strategies."""
        return (*self.issues, *self.strategies)

    @cached_property
    def live_issues(self) -> tuple[Issue, ...]:
        """The issues that are not retired: those that lists show and that counts count."""
        return tuple(each for each in self.issues if each.status is not EntryStatus.RETIRED)

    @cached_property
    def live_strategies(self) -> tuple[Strategy, ...]:
        """The strategies that are not retired."""
        return tuple(each for each in self.strategies if each.status is not EntryStatus.RETIRED)

    @cached_property
    def live_arrows(self) -> tuple[tuple[Issue, Arrow], ...]:
        """The arrows between issues that are not retired, each with the issue it starts at."""
        live = {issue.id for issue in self.live_issues}
        return tuple(
            (issue, arrow)
            for issue in self.live_issues
            for arrow in issue.leads_to
            if arrow.issue in live
        )

    @property
    def quotes(self) -> Iterator[Quote]:
        """Every quote of every interview, in the order of the interviews."""
        return (quote for interview in self.interviews for quote in interview.quotes)

    @property
    def findings(self) -> Iterator[Finding]:
        """Every finding of every publication, in the order of the publications."""
        return (finding for publication in self.publications for finding in publication.findings)

    def find(self, kind: type[ThingType], identifier: str) -> ThingType:
        """The thing of this kind with this identifier.

        Raises ``NotFoundError`` with the nearest identifiers of the kind, ``WithdrawnError`` for
        one that was withdrawn.
        """
        thing = self.things.get(identifier)
        if isinstance(thing, kind):
            return thing
        known = [name for name, thing in self.things.items() if isinstance(thing, kind)]
        raise self.missing(identifier, known)

    def thing(self, identifier: str) -> Thing:
        """Whatever has this identifier; raises as ``find`` does."""
        if identifier not in self.things:
            raise self.missing(identifier, self.things)
        return self.things[identifier]

    def missing(self, identifier: str, known: Iterable[str]) -> SnaglistError:
        """Why there is no such thing among those known: it was withdrawn, or never here."""
        interview, dash, _ = identifier.partition("-")
        for each in self.withdrawn:
            if each.id in (identifier.upper(), interview.upper()):
                return WithdrawnError(identifier, each.on.isoformat())
        # Another interview's words are not what was meant.
        of_one = dash and re.fullmatch("I[0-9]+", interview)
        same = [name for name in known if not of_one or name.startswith(f"{interview}-")]
        return NotFoundError(identifier, nearest_names(identifier, same))

    def concept(self, scheme: str, identifier: str) -> Concept:
        """The concept of a scheme by its bare id; raises ``NotFoundError``."""
        return self.find(Concept, f"{scheme}/{identifier}")

    def with_broader(self, scheme: str, identifiers: Iterable[str]) -> tuple[str, ...]:
        """Concepts of a scheme and all that are broader than one of them, each once."""
        found: dict[str, None] = {}
        for name in identifiers:
            concept = self.things.get(f"{scheme}/{name}")
            found[name] = None
            while isinstance(concept, Concept) and concept.broader:
                found[concept.broader] = None
                concept = self.things.get(f"{scheme}/{concept.broader}")
        return tuple(found)

    def scheme(self, identifier: str) -> ConceptScheme:
        """The scheme with this id; raises ``NotFoundError``."""
        return self.find(ConceptScheme, identifier)

    @cached_property
    def outside(self) -> dict[str, tuple[tuple[Vocabulary, OutsideMapping], ...]]:
        """For each entry or concept mapped to a vocabulary of others, its mappings."""
        found: dict[str, list[tuple[Vocabulary, OutsideMapping]]] = defaultdict(list)
        for vocabulary in self.vocabularies:
            for mapping in vocabulary.mappings:
                found[mapping.subject].append((vocabulary, mapping))
        return {subject: tuple(pairs) for subject, pairs in found.items()}

    @cached_property
    def uses(self) -> dict[str, tuple[Use, ...]]:
        """For each quote or finding that is relied on, the claims and arrows that do.

        What a retired entry relied on is in use no more.
        """
        found: dict[str, list[Use]] = defaultdict(list)
        live: tuple[Issue | Strategy, ...] = (*self.live_issues, *self.live_strategies)
        for entry in live:
            for by in entry.witnessed:
                for witness in by.witnesses:
                    found[witness.ref].append(Use(entry, by))
        return {witness: tuple(uses) for witness, uses in found.items()}

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
        for issue in self.live_issues:
            for claim in issue.claims_of(*types):
                if claim.strategy:
                    found[claim.strategy].append((issue, claim))
        return {strategy: tuple(pairs) for strategy, pairs in found.items()}

    def evidence_of(self, entry: Issue | Strategy) -> tuple[Evidence, ...]:
        """What an entry rests on; a strategy also on the claims of issues that name it."""
        found = {*entry.evidence}
        for _, claim in self.named_by.get(entry.id, ()):
            found.update(claim.evidence)
        return evidence_values(Evidence.TOLD in found, Evidence.PUBLISHED in found)

    @cached_property
    def published_only(self) -> frozenset[str]:
        """The ids of the entries that rest on findings and on no quote."""
        alone = (Evidence.PUBLISHED,)
        return frozenset(entry.id for entry in self.entries if self.evidence_of(entry) == alone)

    @cached_property
    def told(self) -> "Catalogue":
        """What interviews alone bear out: as if no publication were there.

        It has no guide, nor rules that need one: they may lead to issues that are not in here.
        """
        issues, strategies = told_entries(self.issues, self.strategies)
        gone = {e.id for e in self.entries} - {e.id for e in (*issues, *strategies)}
        return replace(
            self,
            issues=issues,
            strategies=strategies,
            vocabularies=tuple(
                replace(each, mappings=tuple(m for m in each.mappings if m.subject not in gone))
                for each in self.vocabularies
            ),
            publications=(),
            edges=tuple(
                replace(each, near=_without(each.near, gone), touched=()) for each in self.edges
            ),
            retired_edges=tuple(
                replace(each, replaced_by=_without(each.replaced_by, gone))
                for each in self.retired_edges
            ),
            guide=None,
        )

    def has_cause(self, issue: Issue) -> bool:
        """Whether a cause is reported: a claim, or a reported arrow that leads to the issue."""
        reported = (not arrow.inferred for _, arrow in self.led_to_by.get(issue.id, ()))
        return bool(issue.claims_of(ClaimType.CAUSE)) or any(reported)

    def instrument(self, identifier: str) -> Instrument:
        """The instrument with this id; raises ``NotFoundError``."""
        return self.find(Instrument, f"{INSTRUMENT}/{identifier}")

    def items_of(self, instrument: Instrument) -> tuple[str, ...]:
        """The names of the items of an instrument that edges point to, each once."""
        pointers = (pointer for edge in self.edges for pointer in edge.pointers)
        own = (pointer.ref for pointer in pointers if pointer.instrument == instrument.id)
        return tuple(dict.fromkeys(own))

    @cached_property
    def led_to_by(self) -> dict[str, tuple[tuple[Issue, Arrow], ...]]:
        """For each issue, the issues whose arrows end at it; arrows of retired ones say nothing."""
        found: dict[str, list[tuple[Issue, Arrow]]] = defaultdict(list)
        for issue in self.live_issues:
            for arrow in issue.leads_to:
                found[arrow.issue].append((issue, arrow))
        return {target: tuple(pairs) for target, pairs in found.items()}

    def publication_of(self, finding: str) -> Publication:
        """The publication that a finding stands in, by the finding's id."""
        return self.find(Publication, publication_id(finding))

    def interview_of(self, quote: Quote) -> Interview:
        """The interview a quote was taken from."""
        return self.find(Interview, quote.interview)

    def person_of(self, quote: Quote) -> str:
        """Who said it: the same in two interviews of one person."""
        return self.interview_of(quote).person_of(quote)

    def people_of(self, quotes: Iterable[str]) -> frozenset[str]:
        """How many witnesses these quotes are, by their ids: each person counts once."""
        return frozenset(self.person_of(self.find(Quote, name)) for name in quotes)

    @cached_property
    def section_keys(self) -> dict[tuple[str, str], str]:
        """For each interview and each of its sections a key, which is one title's in all of them.

        It is the bare id for the title that has it first: interviews with one guide share it.
        """
        titles: dict[str, str] = {}
        return {
            (one.id, each.id): each.id
            if titles.setdefault(each.id, each.title) == each.title
            else f"{one.id}-{each.id}"
            for one in self.interviews
            for each in one.sections
        }

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


NUMBERED = re.compile(r"([A-Z]+-?)([0-9]{1,9})")
"""An id that is a prefix and a number: ``SNAG-001``, ``I07``."""


def nearest_names(wanted: str, known: Iterable[str]) -> tuple[str, ...]:
    """Up to three of ``known`` that look most like ``wanted``, case aside.

    Of an id with a number that nothing has, as ``SNAG-999``, those with one other digit, which
    may be a slip, and then those with the nearest numbers.
    """
    by_folded = {name.casefold(): name for name in known}
    numbered = NUMBERED.fullmatch(wanted.upper())
    if numbered:
        found = (NUMBERED.fullmatch(name) for name in by_folded.values())
        same = [each for each in found if each and each[1] == numbered[1] and len(each[2]) > 1]
        digits = numbered[2]
        near = sorted(same, key=lambda each: (_slips(each[2], digits) > 1, _apart(each[2], digits)))
        if near:
            return tuple(each[0] for each in near[:3])
    close = get_close_matches(wanted[:LONGEST_WANTED].casefold(), by_folded, n=3, cutoff=0.6)
    return tuple(by_folded[name] for name in close)


def _slips(digits: str, others: str) -> int:
    """At how many places two numbers differ; more than any has, where one is longer."""
    if len(digits) != len(others):
        return max(len(digits), len(others))
    return sum(one != other for one, other in zip(digits, others, strict=True))


def _apart(digits: str, others: str) -> int:
    return abs(int(digits) - int(others))


def _without(names: tuple[str, ...], gone: Collection[str]) -> tuple[str, ...]:
    return tuple(name for name in names if name not in gone)
