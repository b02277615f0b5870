"""Concepts as pages say them, with what belongs to them."""

from snaglist.model.entry import Issue
from snaglist.model.facets import ISSUE_FACETS, browse
from snaglist.model.scheme import Concept, ConceptScheme
from snaglist.web.site import Site, View
from snaglist.web.urls import TOPICS
from snaglist.web.views.categories import answering
from snaglist.web.views.entries import claim_view, issue_row, strategy_row
from snaglist.web.views.quotes import witnesses


def topic_view(site: Site, scheme: ConceptScheme) -> View:
    """A scheme with its concepts in their order, each with how many issues belong to it."""
    return {
        "scheme": scheme.id,
        "topic": TOPICS[scheme.id],
        "title": scheme.title,
        "definition": scheme.definition,
        "source": scheme.source,
        "concepts": [_row(site, concept) for concept in scheme.concepts],
    }


def _row(site: Site, concept: Concept) -> View:
    return {
        **site.concept(concept.scheme, concept.id),
        "also_called": list(concept.also_called),
        "notation": concept.notation,
        "count": len(_issues(site, concept)),
        "listing": site.urls.listing("issues", {concept.scheme: concept.id}),
    }


def concept_view(site: Site, concept: Concept) -> View:
    """A concept with the issues, strategies, claims and quotes that belong to it."""
    scheme = site.catalogue.scheme(concept.scheme)
    issues = _issues(site, concept)
    claims = [
        {"issue": issue.id, **claim_view(site, claim)}
        for issue in issues
        for claim in issue.claims
        if concept.id in _named(concept.scheme, claim.quality, claim.felt_by)
    ]
    quotes = _quotes(site, concept)
    cited = (*(name for claim in claims for name in claim["quotes"]), *quotes)
    at = scheme.concepts.index(concept)
    return {
        **_row(site, concept),
        "scheme": scheme.id,
        "topic": TOPICS[scheme.id],
        "scheme_title": scheme.title,
        "source": concept.source,
        "issues": [issue_row(site, issue) for issue in issues],
        "strategies": _strategies(site, concept, issues),
        "claims": claims,
        "quotes": quotes,
        "witnesses": witnesses(site, dict.fromkeys(cited)),
        "previous": _neighbour(site, scheme, at - 1),
        "next": _neighbour(site, scheme, at + 1),
        "formats": {"JSON": site.urls.data(concept, "json"), **site.urls.formats(concept)},
    }


def _issues(site: Site, concept: Concept) -> tuple[Issue, ...]:
    chosen = {concept.scheme: (concept.id,)}
    return browse(site.catalogue, site.catalogue.issues, ISSUE_FACETS, chosen).entries


def _named(scheme: str, quality: tuple[str, ...], felt_by: tuple[str, ...]) -> tuple[str, ...]:
    return {"quality": quality, "stakeholder": felt_by}.get(scheme, ())


def _quotes(site: Site, concept: Concept) -> list[str]:
    """For a system, everything that was told of it."""
    if concept.scheme != "system":
        return []
    return [quote.id for quote in site.catalogue.quotes if concept.id in quote.about]


def _strategies(site: Site, concept: Concept, issues: tuple[Issue, ...]) -> list[View]:
    """Those of the phase itself; for anything else, those that answer its issues."""
    if concept.scheme != "phase":
        return answering(site, list(issues))
    strategies = site.catalogue.strategies
    return [strategy_row(site, each) for each in strategies if concept.id in each.phases]


def _neighbour(site: Site, scheme: ConceptScheme, at: int) -> View | None:
    if not 0 <= at < len(scheme.concepts):
        return None
    return site.concept(scheme.id, scheme.concepts[at].id)
