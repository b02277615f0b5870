"""Entries, claims, quotes and citations as several pages show them."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TypedDict

from snaglist.exchange.citations import CATALOGUE_ID, STYLES, Citable
from snaglist.graph.namespaces import ID
from snaglist.model.catalogue import About, interview_id
from snaglist.model.entry import Claim, Issue, Outcome, Stance, Strategy, Witnessed
from snaglist.model.entry import Evidence as EvidenceValue
from snaglist.model.facets import outcomes_of
from snaglist.model.interview import Quote
from snaglist.web.components.findings import Strength, publication_ids, strength
from snaglist.web.site import Site


class RetirementView(TypedDict):
    """Why an entry is retired, and the ids of what takes its place."""

    why: str
    replaced_by: list[str]


class EntryRow(TypedDict):
    """What a list says of any entry; ``quotes`` and ``findings`` are ids.

    ``evidence_values`` are those of the facet evidence: told, published, both. ``outcomes`` are
    those of what was tried or proposed about an issue or by a strategy. ``retired`` says why an
    entry is, and what takes its place.
    """

    id: str
    title: str
    kind: str
    summary: str
    phases: list[str]
    status: str
    quotes: list[str]
    findings: list[str]
    evidence_values: list[str]
    outcomes: list[str]
    retired: RetirementView | None
    url: str


class IssueRow(EntryRow):
    """What a list says of an issue."""

    category: str
    sources: list[str]


class StrategyRow(EntryRow):
    """What a list says of a strategy; ids of the issues that it answers, and that it notices."""

    issues: list[str]
    notices: list[str]


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

    ``evidence`` says what bears it out: told, published, both. ``single_source`` is true if its
    quotes are of one interview and no finding says so, too.
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


class QuestionView(TypedDict):
    """A question of a review, the ids of the claims behind it, and when it can be asked."""

    text: str
    claims: list[str]
    phases: list[str]


class DeclinedTopic(TypedDict):
    """A topic about which somebody would not speak."""

    topic: str
    note: str


class QuoteView(TypedDict):
    """A quote: its words, its place, and the ids of what relies on it.

    ``start`` and ``end`` count code points of the transcript, ``line`` counts from 1.
    """

    id: str
    exact: str
    start: int
    end: int
    prefix: str
    suffix: str
    interview: str
    speaker: str
    speaker_label: str
    section: str
    section_title: str
    turn: str
    line: int
    question: str | None
    standing: str
    gloss: str | None
    about: list[str]
    coder: str
    issues: list[str]
    strategies: list[str]
    claims: list[str]
    declined: list[DeclinedTopic]
    url: str


class Evidence(TypedDict):
    """How much was said, by how many, of which systems (``told_of``), and what was published.

    ``publications`` are ids; ``strength`` says it all in a line.
    """

    strength: Strength
    finding_count: int
    publications: list[str]
    quote_count: int
    turn_count: int
    interviews: list[str]
    single_source: bool
    volunteered: int
    prompted: int
    told_of: list[str]


class CitationView(TypedDict):
    """A citation in one style, and where it can be downloaded."""

    style: str
    title: str
    text: str
    url: str


def issue_row(site: Site, issue: Issue) -> IssueRow:
    """What a list says of an issue."""
    return {
        **_row(site, issue),
        "category": issue.category,
        "sources": list(issue.sources),
    }


def strategy_row(site: Site, strategy: Strategy) -> StrategyRow:
    """What a list says of a strategy."""
    answers = site.catalogue.answers.get(strategy.id, ())
    notices = site.catalogue.notices.get(strategy.id, ())
    return {
        **_row(site, strategy),
        "issues": list(dict.fromkeys(issue.id for issue, _ in answers)),
        "notices": list(dict.fromkeys(issue.id for issue, _ in notices)),
    }


def _row(site: Site, entry: Issue | Strategy) -> EntryRow:
    return {
        "id": entry.id,
        "title": entry.title,
        "kind": entry.kind,
        "summary": entry.definition,
        "phases": list(entry.phases),
        "status": entry.status.value,
        "quotes": list(entry.quote_ids()),
        "findings": list(entry.finding_ids()),
        "evidence_values": list(site.catalogue.evidence_of(entry)),
        "outcomes": list(outcomes_of(site.catalogue, entry)),
        "retired": {"why": entry.retired.why, "replaced_by": list(entry.retired.replaced_by)}
        if entry.retired
        else None,
        "url": site.urls.of(entry),
    }


def answering(site: Site, issues: list[Issue]) -> list[StrategyRow]:
    """The strategies that answer or notice these issues, each with those of them."""
    here = {issue.id for issue in issues}
    rows = [strategy_row(site, strategy) for strategy in site.catalogue.live_strategies]
    for row in rows:
        row["issues"] = [name for name in row["issues"] if name in here]
        row["notices"] = [name for name in row["notices"] if name in here]
    return [row for row in rows if row["issues"] or row["notices"]]


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
        "single_source": single_source(claim),
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


def single_source(witnessed: Witnessed) -> bool:
    """True where all quotes are of one interview, and no finding says so, too."""
    interviews = {interview_id(quote) for quote in witnessed.quotes}
    return len(interviews) == 1 and EvidenceValue.PUBLISHED not in witnessed.evidence


def questions_of(issue: Issue) -> list[QuestionView]:
    """The questions that an issue asks in a review."""
    return [
        {"text": q.text, "claims": list(q.claims), "phases": list(q.phases)}
        for q in issue.questions
    ]


def quote_view(site: Site, quote: Quote) -> QuoteView:
    """One quote: its words, their place, and the claims it supports."""
    catalogue, uses = site.catalogue, site.catalogue.uses.get(quote.id, ())
    entries = dict.fromkeys(use.entry.id for use in uses)
    issues = {use.entry.id for use in uses if isinstance(use.entry, Issue)}
    return {
        "id": quote.id,
        "exact": quote.exact,
        "start": quote.selector.start,
        "end": quote.selector.end,
        "prefix": quote.selector.prefix,
        "suffix": quote.selector.suffix,
        "interview": quote.interview,
        "speaker": quote.speaker,
        "speaker_label": catalogue.speaker_of(quote).label,
        "section": quote.section,
        "section_title": catalogue.section_of(quote).title,
        "turn": quote.turn,
        "line": quote.line,
        "question": quote.question,
        "standing": quote.standing.value,
        "gloss": quote.gloss,
        "about": list(quote.about),
        "coder": quote.coder,
        "issues": [name for name in entries if name in issues],
        "strategies": [name for name in entries if name not in issues],
        "claims": [use.by.id for use in uses if isinstance(use.by, Claim)],
        "declined": [
            {"topic": item.topic, "note": item.note}
            for item in catalogue.interview_of(quote).declined
            if item.quote == quote.id
        ],
        "url": site.urls.of(quote),
    }


def witnesses(site: Site, quotes: Iterable[str]) -> dict[str, QuoteView]:
    """The named quotes, by id."""
    return {name: quote_view(site, site.catalogue.find(Quote, name)) for name in quotes}


def evidence(site: Site, entry: Issue | Strategy) -> Evidence:
    """How much the witnesses of an entry weigh together.

    What issues say of a strategy counts for its strength, too.
    """
    found = [site.catalogue.find(Quote, name) for name in entry.quote_ids()]
    named = (claim for _, claim in site.catalogue.named_by.get(entry.id, ()))
    interviews = list(dict.fromkeys(quote.interview for quote in found))
    systems = dict.fromkeys(system for quote in found for system in quote.about)
    standings = [quote.standing.value for quote in found]
    return {
        "strength": strength(site, (*entry.witnessed, *named)),
        "finding_count": len(entry.finding_ids()),
        "publications": publication_ids(entry.finding_ids()),
        "quote_count": len(found),
        "turn_count": len({quote.turn for quote in found}),
        "interviews": interviews,
        "single_source": len(interviews) == 1 and EvidenceValue.PUBLISHED not in entry.evidence,
        "volunteered": standings.count("volunteered"),
        "prompted": standings.count("prompted"),
        "told_of": list(systems),
    }


def citation_views(site: Site, thing: Citable) -> list[CitationView]:
    """The citation of a thing in every style."""
    return [
        {
            "style": name,
            "title": style.title,
            "text": citation_text(site, thing, name),
            "url": f"{site.urls.path('cite', _cited_as(thing))}.{name}",
        }
        for name, style in STYLES.items()
    ]


def citation_text(site: Site, thing: Citable, style: str) -> str:
    """The citation of a thing in one style, by the address that lasts, as looked up today."""
    url, today = str(ID[_cited_as(thing)]), datetime.now(UTC).date()
    return STYLES[style].text(site.catalogue, thing, url, today)


def _cited_as(thing: Citable) -> str:
    return CATALOGUE_ID if isinstance(thing, About) else thing.id
