"""Issues and strategies: lists with facets, and each entry."""

from collections.abc import Iterable
from typing import TypedDict

from flask import Blueprint

from snaglist.model.entry import Arrow, Claim, Issue, Strategy
from snaglist.model.evidence_table import ROW_KINDS, select_rows
from snaglist.model.facets import (
    EVIDENCE,
    ISSUE_FACETS,
    STRATEGY_FACETS,
    FacetCount,
)
from snaglist.model.reach import is_single_source
from snaglist.web.components.chains import ChainPicture, chains_of
from snaglist.web.components.citations import CitationView, citation_views
from snaglist.web.components.claims import (
    ClaimView,
    IssueClaim,
    WitnessView,
    claim_view,
    tried_summary,
    witness_views,
)
from snaglist.web.components.entries import (
    Evidence,
    IssueRow,
    QuestionView,
    StrategyRow,
    evidence,
    issue_row,
    questions_of,
    strategy_row,
)
from snaglist.web.components.facets import (
    LAYOUT,
    ChosenValues,
    FacetValue,
    facet_values,
    read_choices,
    read_layout,
)
from snaglist.web.components.findings import FindingView, findings_by_id
from snaglist.web.components.first_screen import ENTRY_VIEWS, FirstScreen, first_screen
from snaglist.web.components.list_order import OrderLink, in_order, order_links, read_order
from snaglist.web.components.quotes import QuoteView, witnesses
from snaglist.web.components.table_request import SORT
from snaglist.web.components.vocabularies import OutsideMappingView, outside_mappings
from snaglist.web.negotiation import RDF_SUFFIXES
from snaglist.web.respond import load_thing, page_route
from snaglist.web.reviews.storage import open_count_view
from snaglist.web.site import EntryLink, Site, View, current_site
from snaglist.web.sparql_queries import entry_query, issues_query, strategies_query

blueprint = Blueprint("entries", __name__)


class IssuesView(TypedDict):
    """The list of issues; ``sparql`` is the address of the query that gives the same.

    ``retired`` are those that no list counts any more, whatever was chosen; ``layout`` is
    ``compact`` for a line an issue, else empty; ``sort`` is as in the evidence table, empty for the
    catalogue's own order, and ``orders`` are those there are.
    """

    total: int
    issues: list[IssueRow]
    retired: list[IssueRow]
    facets: dict[str, list[FacetValue]]
    layout: str
    sort: str
    orders: list[OrderLink]
    sparql: str


class StrategiesView(TypedDict):
    """The list of strategies."""

    total: int
    strategies: list[StrategyRow]
    retired: list[StrategyRow]
    facets: dict[str, list[FacetValue]]
    layout: str
    sort: str
    orders: list[OrderLink]
    sparql: str


class NotWhenView(TypedDict):
    """A case for which an entry is not meant, and the entry that is."""

    text: str
    see: str | None


class ChangeView(TypedDict):
    """A line of an entry's history; ``on`` is a day as YYYY-MM-DD."""

    on: str
    what: str


class Neighbours(TypedDict):
    """The entries before and after one, and those of the same kind."""

    previous: EntryLink | None
    next: EntryLink | None
    same_kind: list[EntryLink]


class Details(Neighbours):
    """What issues and strategies say alike, beyond their rows; ``body`` is Markdown."""

    also_called: list[str]
    use_when: str
    not_when: list[NotWhenView]
    claims: list[ClaimView]
    evidence: Evidence
    history: list[ChangeView]
    outside: list[OutsideMappingView]
    body: str
    cite: list[CitationView]
    source_file: str
    formats: dict[str, str]


class ArrowView(TypedDict):
    """An arrow seen from one of its ends; ``issue`` is the id at the other."""

    issue: str
    text: str
    inferred: bool
    quotes: list[str]
    findings: list[str]
    evidence: list[str]
    witnesses: list[WitnessView]
    single_source: bool


class MappingView(TypedDict):
    """A mapping to the concept of another scheme."""

    to: str
    relation: str
    why: str
    by: str


class IssueView(IssueRow, Details):
    """Everything about an issue; ``tried_summary`` says in a line what was tried and came of it."""

    first_screen: FirstScreen
    tried_summary: str
    artefacts: list[str]
    leads_to: list[ArrowView]
    comes_from: list[ArrowView]
    chains: ChainPicture | None
    questions: list[QuestionView]
    mappings: list[MappingView]
    witnesses: dict[str, QuoteView]
    published: dict[str, FindingView]
    sparql: str


class CountedIssueView(IssueView):
    """The same with how many reviews of this server it is open in."""

    seen_here: View


class StrategyView(StrategyRow, Details):
    """Everything about a strategy, with the claims of issues that it answers and notices."""

    first_screen: FirstScreen
    tried_summary: str
    answers: list[IssueClaim]
    noticing: list[IssueClaim]
    witnesses: dict[str, QuoteView]
    published: dict[str, FindingView]
    sparql: str


@page_route(
    blueprint,
    "/issues",
    "issues.html",
    told_alone=True,
    facets=True,
    forms=(*RDF_SUFFIXES, "csv"),
    parameters=[*(facet.name for facet in ISSUE_FACETS), SORT],
)
def issues() -> IssuesView:
    """The issues that match the choices in the address."""
    here, chosen = current_site(), read_choices(ISSUE_FACETS, LAYOUT, SORT)
    layout, order = read_layout(), read_order()
    kept = {**chosen, LAYOUT: layout, SORT: (str(order),) if order else ()}
    found = select_rows(here.catalogue, ROW_KINDS["issues"], chosen)
    counts = {**found.counts, **_all_evidence(here, "issues", chosen)}
    return {
        "total": len(found.entries),
        "issues": in_order([issue_row(here, issue) for issue in found.entries], order),
        "retired": [issue_row(here, each) for each in here.catalogue.issues if each.retired],
        "facets": facet_values(here, "issues", ISSUE_FACETS, counts, kept),
        "layout": "".join(layout),
        "sort": str(order or ""),
        "orders": order_links(here, "issues", "category", kept),
        "sparql": here.urls.sparql(issues_query(chosen)),
    }


@page_route(
    blueprint,
    "/strategies",
    "strategies.html",
    told_alone=True,
    facets=True,
    forms=(*RDF_SUFFIXES, "csv"),
    parameters=[*(facet.name for facet in STRATEGY_FACETS), SORT],
)
def strategies() -> StrategiesView:
    """The strategies that match the choices in the address."""
    here, chosen = current_site(), read_choices(STRATEGY_FACETS, LAYOUT, SORT)
    layout, order = read_layout(), read_order()
    kept = {**chosen, LAYOUT: layout, SORT: (str(order),) if order else ()}
    found = select_rows(here.catalogue, ROW_KINDS["strategies"], chosen)
    counts = {**found.counts, **_all_evidence(here, "strategies", chosen)}
    return {
        "total": len(found.entries),
        "strategies": in_order([strategy_row(here, each) for each in found.entries], order),
        "retired": [strategy_row(here, each) for each in here.catalogue.strategies if each.retired],
        "facets": facet_values(here, "strategies", STRATEGY_FACETS, counts, kept),
        "layout": "".join(layout),
        "sort": str(order or ""),
        "orders": order_links(here, "strategies", "id", kept),
        "sparql": here.urls.sparql(strategies_query(chosen)),
    }


def _all_evidence(site: Site, kind: str, chosen: ChosenValues) -> dict[str, tuple[FacetCount, ...]]:
    """Where only what interviews bear out is shown, what the facet evidence counts without that."""
    if not site.urls.told:
        return {}
    found = select_rows(site.knowledge.catalogue, ROW_KINDS[kind], chosen)
    return {EVIDENCE: found.counts[EVIDENCE]}


@page_route(
    blueprint,
    "/issues/<identifier>",
    "issue.html",
    told_alone=True,
    choices={"view": ENTRY_VIEWS},
)
def issue(identifier: str) -> IssueView:
    """One issue."""
    here, found = current_site(), load_thing(Issue, identifier)
    arrows = [_arrow(here, arrow, arrow.issue) for arrow in found.leads_to]
    origins = here.catalogue.led_to_by.get(found.id, ())
    comes_from = [_arrow(here, arrow, source.id) for source, arrow in origins]
    cited = dict.fromkeys(
        (*found.quote_ids(), *(name for arrow in comes_from for name in arrow["quotes"]))
    )
    quotes = witnesses(here, cited)
    findings = findings_by_id(
        here, (*found.finding_ids(), *(name for arrow in comes_from for name in arrow["findings"]))
    )
    view: IssueView = {
        **issue_row(here, found),
        **_details(here, found),
        "first_screen": first_screen(here, found, found.claims, {*quotes, *findings}),
        "tried_summary": tried_summary(found.claims),
        "artefacts": list(found.artefacts),
        "leads_to": arrows,
        "comes_from": comes_from,
        "chains": chains_of(here, found),
        "questions": questions_of(found),
        "mappings": [
            {"to": each.to, "relation": each.relation.value, "why": each.why, "by": each.by}
            for each in found.mappings
        ],
        "witnesses": quotes,
        "published": findings,
        "sparql": here.urls.sparql(entry_query(found.id)),
    }
    seen = open_count_view(found.id)
    if seen:
        counted: CountedIssueView = {**view, "seen_here": seen}
        return counted
    return view


@page_route(
    blueprint,
    "/strategies/<identifier>",
    "strategy.html",
    told_alone=True,
    choices={"view": ENTRY_VIEWS},
)
def strategy(identifier: str) -> StrategyView:
    """One strategy, and how it went for each issue it was tried or proposed against."""
    here, found = current_site(), load_thing(Strategy, identifier)
    named = here.catalogue.named_by.get(found.id, ())
    answers = here.catalogue.answers.get(found.id, ())
    claims = (*found.claims, *(claim for _, claim in named))
    cited = dict.fromkeys(name for claim in claims for name in claim.quotes)
    quotes = witnesses(here, cited)
    findings = findings_by_id(here, (name for claim in claims for name in claim.findings))
    return {
        **strategy_row(here, found),
        **_details(here, found),
        "first_screen": first_screen(here, found, claims, {*quotes, *findings}),
        "tried_summary": tried_summary(claim for _, claim in answers),
        "answers": _claims_of_issues(here, answers),
        "noticing": _claims_of_issues(here, here.catalogue.notices.get(found.id, ())),
        "witnesses": quotes,
        "published": findings,
        "sparql": here.urls.sparql(entry_query(found.id)),
    }


def _claims_of_issues(site: Site, pairs: Iterable[tuple[Issue, Claim]]) -> list[IssueClaim]:
    return [{"issue": issue.id, **claim_view(site, claim)} for issue, claim in pairs]


def _details(site: Site, entry: Issue | Strategy) -> Details:
    return {
        "also_called": list(entry.also_called),
        "use_when": entry.use_when,
        "not_when": [{"text": item.text, "see": item.see} for item in entry.not_when],
        "claims": [claim_view(site, claim) for claim in entry.claims],
        "evidence": evidence(site, entry),
        "history": [{"on": c.on.isoformat(), "what": c.what} for c in entry.history],
        "outside": outside_mappings(site, entry.id),
        "body": entry.body,
        "cite": citation_views(site, entry),
        **_neighbours(site, entry),
        "source_file": entry.path,
        "formats": {"JSON": site.urls.data(entry, "json"), **site.urls.formats(entry)},
    }


def _neighbours(site: Site, entry: Issue | Strategy) -> Neighbours:
    catalogue = site.catalogue
    row = catalogue.issues if isinstance(entry, Issue) else catalogue.strategies
    at = [each.id for each in row].index(entry.id)
    same = [
        each.id
        for each in row
        if each.kind == entry.kind and each is not entry and not each.retired
    ]
    return {
        "previous": site.entry(row[at - 1].id) if at else None,
        "next": site.entry(row[at + 1].id) if at + 1 < len(row) else None,
        "same_kind": [site.entry(name) for name in same],
    }


def _arrow(here: Site, arrow: Arrow, other: str) -> ArrowView:
    return {
        "issue": other,
        "text": arrow.text,
        "inferred": arrow.inferred,
        "quotes": list(arrow.quotes),
        "findings": list(arrow.findings),
        "evidence": list(arrow.evidence),
        "witnesses": witness_views(arrow),
        "single_source": is_single_source(here.catalogue, arrow),
    }
