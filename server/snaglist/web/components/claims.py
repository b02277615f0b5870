"""Claims, with how each witness stands to them, as several pages show them."""

from collections import Counter
from collections.abc import Iterable
from typing import TypedDict

from snaglist.model.entry import Claim, Outcome
from snaglist.model.reach import is_single_source
from snaglist.model.witness import Stance, Witnessed
from snaglist.web.site import Site


class WitnessView(TypedDict):
    """The link to one quote or finding, by its id; the other is None.

    ``stance`` is supports, qualifies or contradicts.
    """

    quote: str | None
    finding: str | None
    stance: str
    note: str | None


class ClaimView(TypedDict):
    """A claim; ``quotes`` and ``findings`` are ids.

    ``evidence`` says what bears it out: told, published, both. ``single_source`` is true if one
    person alone says so, in however many interviews, and no finding does.
    ``stance`` is the gravest of those of its witnesses.
    """

    id: str
    type: str
    text: str
    stance: str
    witnesses: list[WitnessView]
    quality: list[str]
    felt_by: list[str]
    strategy: str | None
    outcome: str | None
    tried: bool
    cost: str | None
    quotes: list[str]
    findings: list[str]
    evidence: list[str]
    single_source: bool
    url: str


class IssueClaim(ClaimView):
    """A claim with the id of the issue that makes it."""

    issue: str


def claim_view(site: Site, claim: Claim) -> ClaimView:
    """One claim."""
    return {
        "id": claim.id,
        "type": claim.type.value,
        "text": claim.text,
        "stance": max((each.stance for each in claim.witnesses), key=list(Stance).index).value,
        "witnesses": witness_views(claim),
        "quality": list(claim.quality),
        "felt_by": list(claim.felt_by),
        "strategy": claim.strategy,
        "outcome": claim.outcome and claim.outcome.value,
        "tried": claim.tried,
        "cost": claim.cost,
        "quotes": list(claim.quotes),
        "findings": list(claim.findings),
        "evidence": list(claim.evidence),
        "single_source": is_single_source(site.catalogue, claim),
        "url": site.urls.claim(claim.id),
    }


def tried_summary(claims: Iterable[Claim]) -> str:
    """What came of mitigations, in a line: ``1 tried: failed; 2 proposed``; empty without any."""
    outcomes = Counter(claim.outcome for claim in claims if claim.outcome)
    tried = {outcome: number for outcome, number in outcomes.items() if outcome.tried}
    parts = []
    if tried:
        labels = [
            ("" if len(tried) == 1 else f"{tried[outcome]} ") + TRIED_LABELS[outcome]
            for outcome in Outcome
            if outcome in tried
        ]
        parts.append(f"{sum(tried.values())} tried: {', '.join(labels)}")
    parts += [
        f"{outcomes[outcome]} {outcome.label}"
        for outcome in Outcome
        if outcome in outcomes and not outcome.tried
    ]
    return "; ".join(parts)


TRIED_LABELS = {
    **{outcome: outcome.label for outcome in Outcome},
    Outcome.NOT_REPORTED: "outcome not reported",
}
"""Outcomes as they follow "tried:"."""


def witness_views(witnessed: Witnessed) -> list[WitnessView]:
    """How each quote and finding stands to a claim or an arrow."""
    return [
        {
            "quote": each.quote,
            "finding": each.finding,
            "stance": each.stance.value,
            "note": each.note,
        }
        for each in witnessed.witnesses
    ]
