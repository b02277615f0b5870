"""Pages about the whole: home, the ontology, and health."""

from flask import Blueprint, Response, jsonify
from flask.typing import ResponseReturnValue

from snaglist.web.negotiation import BY_SUFFIX, of_ontology
from snaglist.web.respond import negotiated, page
from snaglist.web.site import Site, View, site
from snaglist.web.views.categories import categories, category_row
from snaglist.web.views.chains import longest_chains
from snaglist.web.views.overview import overview
from snaglist.web.views.vocabulary import scheme_view, term_views

blueprint = Blueprint("pages", __name__)


@page(blueprint, "/", "home.html", json_path="/index.json")
def home() -> View:
    """What this is, how much of it there is, and the ways in."""
    here = site()
    catalogue, about = here.catalogue, here.catalogue.about
    return {
        "title": about.title,
        "description": about.description,
        "version": about.version,
        "licence": about.licence,
        "licence_name": about.licence_name,
        "creator": about.creator,
        "citation": about.citation,
        "counts": {
            "issues": len(catalogue.issues),
            "strategies": len(catalogue.strategies),
            "interviews": len(catalogue.interviews),
            "quotes": sum(1 for _ in catalogue.quotes),
        },
        "categories": [category_row(here, found) for found in categories(catalogue)],
        "phases": _phases(here),
        "chains": longest_chains(here),
    }


def _phases(here: Site) -> list[View]:
    """The lifecycle, each phase with its issues."""
    schemes = [scheme for scheme in here.catalogue.schemes if scheme.id == "phase"]
    return [
        {
            **here.concept("phase", concept.id),
            "issues": [here.entry(i.id) for i in here.catalogue.issues if concept.id in i.phases],
        }
        for scheme in schemes
        for concept in scheme.concepts
    ]


@page(blueprint, "/ontology", "ontology.html")
def ontology() -> View:
    """The vocabulary: terms of the ontology, and the concept schemes."""
    here = site()
    resource = of_ontology(here.urls)
    negotiated(resource)
    return {
        "iri": resource.iri,
        "about": dict(here.knowledge.facts.ontology),
        "formats": {
            BY_SUFFIX[suffix].title: url
            for suffix, url in resource.urls.items()
            if suffix != "html"
        },
        "overview": overview({term.name for term in here.knowledge.terms}),
        "terms": term_views(here, here.knowledge.terms),
        "schemes": [scheme_view(here, scheme) for scheme in here.catalogue.schemes],
    }


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Whoever gathers pages is asked to leave reviews alone; all else is there to be read."""
    rule = f"User-agent: *\nDisallow: {site().urls.path('reviews')}/\n"
    return Response(rule, content_type="text/plain; charset=utf-8")


@blueprint.get("/healthz")
def healthz() -> ResponseReturnValue:
    """Alive, and serving which snapshot."""
    manifest = site().knowledge.manifest
    return jsonify(
        {
            "status": "ok",
            "snaglist": manifest.snaglist,
            "snapshot": manifest.key,
            "counts": dict(manifest.counts),
        }
    )
