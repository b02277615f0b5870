"""Publications: the list, and each with its findings and what relies on them."""

from typing import TypedDict

from flask import Blueprint

from snaglist.model.catalogue import Use
from snaglist.model.entry import Arrow, Claim, is_strategy_id
from snaglist.model.facets import PUBLICATION_FACETS, filter_entries
from snaglist.model.publication import Finding, Publication
from snaglist.web.components.citations import CitationView, citation_text, citation_views
from snaglist.web.components.facets import FacetValue, facet_values, read_choices
from snaglist.web.components.findings import CreatorView, FindingView, finding_view
from snaglist.web.negotiation import RDF_SUFFIXES
from snaglist.web.respond import load_thing, page_route
from snaglist.web.site import ConceptView, Site, current_site
from snaglist.web.sparql_queries import publications_query

blueprint = Blueprint("publications", __name__)


class PublicationRow(TypedDict):
    """What a list says of a publication; ``findings``, ``issues`` and ``strategies`` are ids.

    ``reference`` is short; ``evidence`` has the kinds of evidence of its findings.
    """

    id: str
    title: str
    kind: str
    reference: str
    year: int
    evidence: list[ConceptView]
    findings: list[str]
    issues: list[str]
    strategies: list[str]
    url: str


class PublicationsView(TypedDict):
    """The list of publications; ``sparql`` is the address of the query that gives the same."""

    total: int
    finding_count: int
    publications: list[PublicationRow]
    facets: dict[str, list[FacetValue]]
    sparql: str


class UseView(TypedDict):
    """What relies on a finding: a claim, or an arrow to another issue."""

    entry: str
    claim: str | None
    leads_to: str | None
    text: str
    stance: str
    note: str | None
    url: str


class CitedFindingView(FindingView):
    """A finding with everything that relies on it; ``seen_label`` is how far it was seen."""

    anchor: str
    seen_label: str
    uses: list[UseView]
    cite: list[CitationView]


class PublicationView(TypedDict):
    """Everything about a publication; ``address`` is where it is found on the web."""

    id: str
    title: str
    kind: str
    kind_label: str
    authors: list[CreatorView]
    others: bool
    year: int
    issued: str | None
    venue: str | None
    volume: str | None
    number: str | None
    pages: str | None
    identifier: str | None
    doi: str | None
    arxiv: str | None
    address: str | None
    note: str | None
    reference: str
    full_reference: str
    evidence: list[ConceptView]
    findings: list[CitedFindingView]
    issues: list[str]
    strategies: list[str]
    cite: list[CitationView]
    formats: dict[str, str]
    url: str


@page_route(
    blueprint,
    "/publications",
    "publications.html",
    forms=RDF_SUFFIXES,
    parameters=[facet.name for facet in PUBLICATION_FACETS],
)
def publications() -> PublicationsView:
    """The publications that match the choices in the address."""
    here, chosen = current_site(), read_choices(PUBLICATION_FACETS)
    works = here.catalogue.publications
    found = filter_entries(here.catalogue, works, PUBLICATION_FACETS, chosen)
    return {
        "total": len(found.entries),
        "finding_count": sum(len(work.findings) for work in found.entries),
        "publications": [_row(here, work) for work in found.entries],
        "facets": facet_values(here, "publications", PUBLICATION_FACETS, found.counts, chosen),
        "sparql": here.urls.sparql(publications_query(chosen)),
    }


@page_route(blueprint, "/publications/<identifier>", "publication.html")
def publication(identifier: str) -> PublicationView:
    """One publication."""
    here, found = current_site(), load_thing(Publication, identifier)
    row = _row(here, found)
    return {
        "id": found.id,
        "title": found.title,
        "kind": found.kind.value,
        "kind_label": found.kind.label,
        "authors": [{"family": each.family, "given": each.given} for each in found.authors],
        "others": found.others,
        "year": found.year,
        "issued": found.issued.isoformat() if found.issued else None,
        "venue": found.venue,
        "volume": found.volume,
        "number": found.number,
        "pages": found.pages,
        "identifier": found.identifier,
        "doi": found.doi,
        "arxiv": found.arxiv,
        "address": found.address,
        "note": found.note,
        "reference": found.short_reference,
        "full_reference": citation_text(here, found, "txt").strip(),
        "evidence": row["evidence"],
        "findings": [_finding(here, each) for each in found.findings],
        "issues": row["issues"],
        "strategies": row["strategies"],
        "cite": citation_views(here, found),
        "formats": {"JSON": here.urls.data(found, "json"), **here.urls.formats(found)},
        "url": row["url"],
    }


def _row(site: Site, work: Publication) -> PublicationRow:
    uses = [use for each in work.findings for use in site.catalogue.uses.get(each.id, ())]
    entries = dict.fromkeys(use.entry.id for use in uses)
    kinds = dict.fromkeys(finding.evidence for finding in work.findings)
    return {
        "id": work.id,
        "title": work.title,
        "kind": work.kind.value,
        "reference": work.short_reference,
        "year": work.year,
        "evidence": [site.concept("evidence", kind) for kind in kinds],
        "findings": [finding.id for finding in work.findings],
        "issues": sorted(name for name in entries if not is_strategy_id(name)),
        "strategies": sorted(name for name in entries if is_strategy_id(name)),
        "url": site.urls.of(work),
    }


def _finding(site: Site, finding: Finding) -> CitedFindingView:
    return {
        **finding_view(site, finding),
        "anchor": finding.id.rpartition("-")[2],
        "seen_label": finding.seen.label,
        "uses": [_use(site, finding.id, use) for use in site.catalogue.uses.get(finding.id, ())],
        "cite": citation_views(site, finding),
    }


def _use(site: Site, finding: str, use: Use) -> UseView:
    link = next(each for each in use.by.witnesses if each.finding == finding)
    claim, leads_to, url = None, None, site.urls.of(use.entry)
    match use.by:
        case Claim():
            claim, url = use.by.id, site.urls.claim(use.by.id)
        case Arrow():
            leads_to, url = use.by.issue, f"{url}#to-{use.by.issue}"
    return {
        "entry": use.entry.id,
        "claim": claim,
        "leads_to": leads_to,
        "text": use.by.text,
        "stance": link.stance.value,
        "note": link.note,
        "url": url,
    }
