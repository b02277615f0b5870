"""What the catalogue lacks: found by looking at the model, so that no list of it can go stale.

Retired entries count neither as lacking something nor as filling a gap.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Generic, TypeVar

from snaglist.model.access import Access
from snaglist.model.catalogue import Catalogue
from snaglist.model.entry import Arrow, Claim, ClaimType, Issue, Outcome, Relation, Strategy
from snaglist.model.interview import Declined, Interview, Quote, SpeakerRole, Turn
from snaglist.model.scheme import Concept

Item = TypeVar("Item")

STUDY = "study"
"""The scheme of the published study's issues, below the aspects it files them under."""


@dataclass(frozen=True, slots=True)
class Gap(Generic[Item]):
    """What lacks something, and among how many it was looked for."""

    found: tuple[Item, ...]
    of: int


@dataclass(frozen=True, slots=True)
class InferredArrow:
    """An arrow that no quote says, with the issue it starts from."""

    start: Issue
    arrow: Arrow


@dataclass(frozen=True, slots=True)
class DeclinedTopic:
    """A topic that a participant declined, with the interview in which they did.

    ``place`` counts those of the interview from 1.
    """

    interview: Interview
    topic: Declined
    place: int

    @property
    def id(self) -> str:
        """The end of its IRI: ``I07-D3``."""
        return f"{self.interview.id}-D{self.place}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps:
    """Every gap that one catalogue shows, in the order people read them."""

    issues_without_cause: Gap[Issue]
    issues_without_detection: Gap[Issue]
    issues_without_mitigation: Gap[Issue]
    mitigations_without_outcome: Gap[Claim]
    mitigations_untried: Gap[Claim]
    mitigations_proposed: Gap[Claim]
    mitigations_failed: Gap[Claim]
    strategies_without_cost: Gap[Strategy]
    arrows_inferred: Gap[InferredArrow]
    issues_without_counterpart: Gap[Issue]
    concepts_without_witness: Gap[Concept]
    turns_without_quote: Gap[Turn]
    topics_declined: Gap[DeclinedTopic]
    quotes_without_use: Gap[Quote]

    def counts(self) -> dict[str, int]:
        """How many each gap has found, by a name in plain words."""
        return {
            field.name.replace("_", " "): len(getattr(self, field.name).found)
            for field in fields(self)
        }


def find_gaps(catalogue: Catalogue) -> Gaps:
    """Look for everything that this catalogue lacks.

    What is held against the study's own list is what its interviews bear out, and nothing else.
    """
    issues, strategies = catalogue.live_issues, catalogue.live_strategies
    told = catalogue.told.live_issues
    declined = declined_topics(catalogue)
    return Gaps(
        issues_without_cause=Gap(
            tuple(issue for issue in issues if not catalogue.has_cause(issue)), len(issues)
        ),
        issues_without_detection=_without(issues, ClaimType.DETECTION),
        issues_without_mitigation=Gap(
            tuple(i for i in issues if not any(claim.tried for claim in i.claims)), len(issues)
        ),
        mitigations_without_outcome=_that_went(issues, None, Outcome.NOT_REPORTED),
        mitigations_untried=_that_went(issues, Outcome.UNTRIED),
        mitigations_proposed=_that_went(issues, Outcome.PROPOSED),
        mitigations_failed=_that_went(issues, Outcome.FAILED),
        strategies_without_cost=_without_cost(issues, strategies),
        arrows_inferred=_inferred(issues),
        issues_without_counterpart=Gap(
            tuple(issue for issue in told if _has_no_counterpart(issue)), len(told)
        ),
        concepts_without_witness=study_issues_without_witness(catalogue),
        turns_without_quote=_without_quote(catalogue),
        topics_declined=Gap(declined, len(declined)),
        quotes_without_use=_without_use(catalogue, (*issues, *strategies)),
    )


def declined_topics(catalogue: Catalogue) -> tuple[DeclinedTopic, ...]:
    """The topics that participants declined, in the order of the interviews."""
    return tuple(
        DeclinedTopic(one, topic, place)
        for one in catalogue.interviews
        for place, topic in enumerate(one.declined, start=1)
    )


def _without(issues: tuple[Issue, ...], kind: ClaimType) -> Gap[Issue]:
    """The issues that make no claim of this type."""
    return Gap(tuple(issue for issue in issues if not issue.claims_of(kind)), len(issues))


def _mitigations(issues: Iterable[Issue]) -> list[Claim]:
    return [claim for issue in issues for claim in issue.claims_of(ClaimType.MITIGATION)]


def _that_went(issues: Iterable[Issue], *outcomes: Outcome | None) -> Gap[Claim]:
    """The mitigations with one of these outcomes."""
    claims = _mitigations(issues)
    return Gap(tuple(claim for claim in claims if claim.outcome in outcomes), len(claims))


def _without_cost(issues: Iterable[Issue], strategies: tuple[Strategy, ...]) -> Gap[Strategy]:
    """The strategies whose cost neither they nor any issue they answer reports."""
    priced = {claim.strategy for issue in issues for claim in issue.claims if claim.cost}
    found = (s for s in strategies if s.id not in priced and not s.claims_of(ClaimType.COST))
    return Gap(tuple(found), len(strategies))


def _inferred(issues: Iterable[Issue]) -> Gap[InferredArrow]:
    arrows = [InferredArrow(issue, arrow) for issue in issues for arrow in issue.leads_to]
    return Gap(tuple(found for found in arrows if found.arrow.inferred), len(arrows))


def _has_no_counterpart(issue: Issue) -> bool:
    return any(m.relation is Relation.NONE and m.to == STUDY for m in issue.mappings)


def study_issues_without_witness(catalogue: Catalogue) -> Gap[Concept]:
    """The study's issues that no issue of the interviews is mapped to; its aspects do not count."""
    issues = catalogue.told.live_issues
    mapped = {mapping.to for issue in issues for mapping in issue.mappings}
    concepts = [
        concept
        for scheme in catalogue.schemes
        if scheme.id == STUDY
        for concept in scheme.concepts
        if not scheme.below(concept.id)
    ]
    return Gap(tuple(c for c in concepts if c.ref not in mapped), len(concepts))


def _without_quote(catalogue: Catalogue) -> Gap[Turn]:
    """The participants' turns that no quote touches, of interviews that may be read whole."""
    quoted = {quote.turn for quote in catalogue.quotes}
    turns = [
        turn
        for interview in catalogue.interviews
        for turn in interview.turns
        if interview.access is Access.OPEN
        and catalogue.speaker_of(turn).role is SpeakerRole.PARTICIPANT
    ]
    return Gap(tuple(turn for turn in turns if turn.id not in quoted), len(turns))


def _without_use(catalogue: Catalogue, entries: Iterable[Issue | Strategy]) -> Gap[Quote]:
    """The quotes that no claim, arrow or declined topic rests on."""
    used = {quote for entry in entries for quote in entry.quote_ids()}
    used.update(topic.quote for one in catalogue.interviews for topic in one.declined)
    quotes = tuple(catalogue.quotes)
    return Gap(tuple(quote for quote in quotes if quote.id not in used), len(quotes))
