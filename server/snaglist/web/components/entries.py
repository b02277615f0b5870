"""Entries as several pages show them: their rows in lists, their evidence, their questions."""

from typing import TypedDict

from snaglist.model.entry import Issue, ReviewQuestion, Strategy
from snaglist.model.facets import outcomes_of
from snaglist.model.interview import Quote
from snaglist.model.reach import reach_of, reach_of_entry
from snaglist.model.witness import Evidence as EvidenceValue
from snaglist.web.components.findings import Strength, publication_ids, strength
from snaglist.web.site import Site


class RetirementView(TypedDict):
    """Why an entry is retired, and the ids of what takes its place."""

    why: str
    replaced_by: list[str]


class EntryRow(TypedDict):
    """What a list says of any entry; ``quotes`` and ``findings`` are ids.

    ``evidence_values`` are those of the facet evidence: told, published, both. ``people`` and
    ``interviews`` count who said so and in how many. ``outcomes`` are those of what was tried or
    proposed about an issue or by a strategy. ``retired`` says why an entry is, and what takes its
    place.
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
    people: int
    interviews: int
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


class QuestionView(TypedDict):
    """A question of a review, the ids of the claims behind it, and when it can be asked."""

    text: str
    claims: list[str]
    phases: list[str]


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
    reach = reach_of_entry(site.catalogue, entry)
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
        "people": len(reach.people),
        "interviews": len(reach.interviews),
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


def questions_of(issue: Issue) -> list[QuestionView]:
    """The questions that an issue asks in a review."""
    return [question_view(question) for question in issue.questions]


def question_view(question: ReviewQuestion) -> QuestionView:
    """One of them."""
    return {
        "text": question.text,
        "claims": list(question.claims),
        "phases": list(question.phases),
    }


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
        "single_source": len(reach_of(site.catalogue, entry.witnessed).people) == 1
        and EvidenceValue.PUBLISHED not in entry.evidence,
        "volunteered": standings.count("volunteered"),
        "prompted": standings.count("prompted"),
        "told_of": list(systems),
    }
