"""What entries are sorted by, each with a page: categories, phases, sources, systems and others."""

from collections import Counter
from collections.abc import Mapping
from typing import TypedDict

from flask import Blueprint, abort, redirect, request

from snaglist.errors import NotFoundError
from snaglist.model.catalogue import nearest_names
from snaglist.model.entry import Claim, Issue
from snaglist.model.evidence_table import ROW_KINDS, select_rows
from snaglist.model.facets import EVIDENCE
from snaglist.model.scheme import Concept, ConceptScheme
from snaglist.model.witness import Evidence
from snaglist.web.components.categories import (
    CATEGORY,
    CategoryRow,
    categories,
    category_row,
    count_published_only,
    issues_in,
)
from snaglist.web.components.claims import IssueClaim, claim_view
from snaglist.web.components.entries import (
    IssueRow,
    StrategyRow,
    answering,
    issue_row,
    strategy_row,
)
from snaglist.web.components.findings import FindingView, findings_by_id
from snaglist.web.components.quotes import QuoteView, witnesses
from snaglist.web.components.vocabularies import OutsideMappingView, outside_mappings
from snaglist.web.negotiation import RDF_SUFFIXES
from snaglist.web.respond import negotiate_thing, page_route
from snaglist.web.site import ConceptView, Site, current_site
from snaglist.web.sparql_queries import issues_query
from snaglist.web.urls import TOPICS

blueprint = Blueprint("topics", __name__)

SCHEMES = {listing: scheme for scheme, listing in TOPICS.items()}
TOPIC = f"<any({', '.join(SCHEMES)}):topic>"


class KindView(ConceptView):
    """A kind of issue, with how many issues it has in its category."""

    count: int


class CategoryView(CategoryRow):
    """Everything about a category; ``introduction`` is Markdown."""

    also_called: list[str]
    introduction: str
    kinds: list[KindView]
    issues: list[IssueRow]
    strategies: list[StrategyRow]
    others: list[CategoryRow]
    formats: dict[str, str]
    sparql: str


class ConceptRow(ConceptView):
    """A concept with how many issues it has, and the address of their list.

    ``published_only`` says how many of them rest on findings and on no quote.
    """

    also_called: list[str]
    notation: str | None
    count: int
    published_only: int
    listing: str


class TopicView(TypedDict):
    """A scheme with its concepts in their order; ``topic`` is how its page is called."""

    scheme: str
    topic: str
    title: str
    definition: str
    source: str | None
    concepts: list[ConceptRow]


class ConceptPageView(ConceptRow):
    """A concept with the entries, claims and quotes that belong to it or to a ``narrower`` one."""

    scheme: str
    topic: str
    scheme_title: str
    source: str | None
    broader: ConceptView | None
    narrower: list[ConceptRow]
    issues: list[IssueRow]
    strategies: list[StrategyRow]
    claims: list[IssueClaim]
    quotes: list[str]
    witnesses: dict[str, QuoteView]
    published: dict[str, FindingView]
    outside: list[OutsideMappingView]
    previous: ConceptView | None
    next: ConceptView | None
    formats: dict[str, str]
    sparql: str


@page_route(blueprint, "/categories/<identifier>", "category.html", told_alone=True)
def category(identifier: str) -> CategoryView:
    """One category: what it is about, its kinds and issues, the strategies that answer them."""
    here = current_site()
    found = find_concept(identifier, {each.id: each for each in categories(here.catalogue)})
    negotiate_thing(found)
    issues = issues_in(here, found)
    tally = Counter(issue.kind for issue in issues)
    kinds = here.catalogue.scheme(CATEGORY).below(found.id)
    return {
        **category_row(here, found),
        "also_called": list(found.also_called),
        "introduction": found.introduction,
        "kinds": [{**here.concept(CATEGORY, kind.id), "count": tally[kind.id]} for kind in kinds],
        "issues": [issue_row(here, issue) for issue in issues],
        "strategies": answering(here, issues),
        "others": [
            category_row(here, other)
            for other in categories(here.catalogue)
            if other.id != found.id
        ],
        "formats": _formats(here, found),
        "sparql": here.urls.sparql(issues_query(_chosen(here, found))),
    }


@page_route(blueprint, "/categories", "topic.html", told_alone=True, forms=RDF_SUFFIXES)
def category_list() -> TopicView:
    """The categories, with how many issues each has."""
    here = current_site()
    scheme = here.catalogue.scheme(CATEGORY)
    return {
        "scheme": scheme.id,
        "topic": "categories",
        "title": "Categories",
        "definition": scheme.definition,
        "source": scheme.source,
        "concepts": [_row(here, concept) for concept in scheme.top()],
    }


@page_route(blueprint, f"/{TOPIC}", "topic.html", told_alone=True, forms=RDF_SUFFIXES)
def topic(topic: str) -> TopicView:
    """All concepts of one scheme, with how much there is of each."""
    here, name = current_site(), SCHEMES[topic]
    scheme = next((each for each in here.catalogue.schemes if each.id == name), None)
    if scheme is None:
        raise NotFoundError(topic, ())
    return {
        "scheme": scheme.id,
        "topic": TOPICS[scheme.id],
        "title": scheme.title,
        "definition": scheme.definition,
        "source": scheme.source,
        "concepts": [_row(here, concept) for concept in scheme.concepts],
    }


@page_route(blueprint, f"/{TOPIC}/<identifier>", "concept.html", told_alone=True)
def concept(topic: str, identifier: str) -> ConceptPageView:
    """One concept, with the entries, claims and quotes that belong to it."""
    here, name = current_site(), SCHEMES[topic]
    schemes = [each for each in here.catalogue.schemes if each.id == name]
    known = {each.id: each for one in schemes for each in one.concepts}
    found = find_concept(identifier, known)
    negotiate_thing(found)
    scheme = here.catalogue.scheme(name)
    issues = _issues(here, found)
    claims: list[IssueClaim] = [
        {"issue": issue.id, **claim_view(here, claim)}
        for issue in issues
        for claim in issue.claims
        if found.id in here.catalogue.with_broader(name, _of_scheme(name, claim))
    ]
    quotes = _quotes(here, found)
    cited = (*(name for claim in claims for name in claim["quotes"]), *quotes)
    at = scheme.concepts.index(found)
    return {
        **_row(here, found),
        "scheme": name,
        "topic": TOPICS[name],
        "scheme_title": scheme.title,
        "source": found.source,
        "broader": here.concept(name, found.broader) if found.broader else None,
        "narrower": [_row(here, each) for each in scheme.below(found.id)],
        "issues": [issue_row(here, issue) for issue in issues],
        "strategies": _strategies(here, found, issues),
        "claims": claims,
        "quotes": quotes,
        "witnesses": witnesses(here, dict.fromkeys(cited)),
        "published": findings_by_id(here, (n for claim in claims for n in claim["findings"])),
        "outside": outside_mappings(here, found.ref),
        "previous": _neighbour(here, scheme, at - 1),
        "next": _neighbour(here, scheme, at + 1),
        "formats": _formats(here, found),
        "sparql": here.urls.sparql(issues_query(_chosen(here, found))),
    }


def find_concept(identifier: str, known: Mapping[str, Concept]) -> Concept:
    """One of the concepts; the canonical address if only the case differs.

    Raises ``NotFoundError``. What is narrower than one of them has no page here, so the nearest to
    it is what is broader.
    """
    here = current_site()
    if identifier in known:
        return known[identifier]
    if identifier.lower() in known:
        concept = known[identifier.lower()]
        as_json = request.path.endswith(".json")
        abort(redirect(here.urls.data(concept, "json") if as_json else here.urls.of(concept), 301))
    scheme = next((each.scheme for each in known.values()), "")
    narrower = here.catalogue.things.get(f"{scheme}/{identifier}")
    if isinstance(narrower, Concept) and narrower.broader:
        raise NotFoundError(identifier, (f"{scheme}/{narrower.broader}",))
    names = nearest_names(identifier, known) or tuple(known)
    raise NotFoundError(identifier, tuple(f"{scheme}/{name}" for name in names))


def _row(site: Site, concept: Concept) -> ConceptRow:
    issues = _issues(site, concept)
    return {
        **site.concept(concept.scheme, concept.id),
        "also_called": list(concept.also_called),
        "notation": concept.notation,
        "count": len(issues),
        "published_only": count_published_only(site.catalogue, issues),
        "listing": site.urls.listing("issues", {concept.scheme: concept.id}),
    }


def _formats(site: Site, concept: Concept) -> dict[str, str]:
    return {"JSON": site.urls.data(concept, "json"), **site.urls.formats(concept)}


def _issues(site: Site, concept: Concept) -> tuple[Issue, ...]:
    chosen = {concept.scheme: (concept.id,)}
    return select_rows(site.catalogue, ROW_KINDS["issues"], chosen).entries


def _chosen(site: Site, concept: Concept) -> dict[str, tuple[str, ...]]:
    """What is chosen in the list of the issues of a concept."""
    evidence = {EVIDENCE: (Evidence.TOLD.value,)} if site.urls.told else {}
    return {concept.scheme: (concept.id,), **evidence}


def _of_scheme(scheme: str, claim: Claim) -> tuple[str, ...]:
    """The concepts of a scheme that a claim names."""
    return {"quality": claim.quality, "stakeholder": claim.felt_by}.get(scheme, ())


def _quotes(site: Site, concept: Concept) -> list[str]:
    """For a system, the ids of all quotes about it."""
    if concept.scheme != "system":
        return []
    return [quote.id for quote in site.catalogue.quotes if concept.id in quote.about]


def _strategies(site: Site, concept: Concept, issues: tuple[Issue, ...]) -> list[StrategyRow]:
    """Those of the phase itself; for anything else, those that answer its issues."""
    if concept.scheme != "phase":
        return answering(site, list(issues))
    strategies = site.catalogue.live_strategies
    return [strategy_row(site, each) for each in strategies if concept.id in each.phases]


def _neighbour(site: Site, scheme: ConceptScheme, at: int) -> ConceptView | None:
    if not 0 <= at < len(scheme.concepts):
        return None
    return site.concept(scheme.id, scheme.concepts[at].id)
