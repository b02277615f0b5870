"""Make the web application around a snapshot."""

from flask import Flask

from snaglist.snapshot.snapshot import Snapshot
from snaglist.sparql.worker_pool import Engine
from snaglist.web import (
    annotations,
    decorated_links,
    errors,
    headers,
    hosts,
    linked_data,
    markdown,
    request_limits,
    served,
    strict_parameters,
    templating,
)
from snaglist.web.editing import install as coding
from snaglist.web.editing.editor import Editing
from snaglist.web.openapi import routes as openapi
from snaglist.web.pages import (
    about,
    agreement,
    changes,
    collection,
    compare,
    data,
    edges,
    entries,
    evidence_downloads,
    evidence_table,
    gaps,
    guide,
    home,
    interviews,
    list_downloads,
    maps,
    occurrence,
    ontology,
    publications,
    questions,
    readiness,
    search,
    search_downloads,
    search_help,
    sitemap,
    sparql,
    suggested_passages,
    terms,
    topics,
    versions,
    vocabularies,
)
from snaglist.web.reviews import install as reviewing
from snaglist.web.reviews.storage import Reviews
from snaglist.web.served import Served
from snaglist.web.urls import IdentifierConverter


def create_app(
    knowledge: Snapshot,
    engine: Engine | None = None,
    reviews: Reviews | None = None,
    allowed: hosts.AllowedHosts | None = None,
    editing: Editing | None = None,
) -> Flask:
    """An application that answers from a snapshot, and changes nothing but ``reviews``.

    With ``editing``, whoever has its secret can also code interviews.

    ``engine`` answers SPARQL and is closed by who opened it; without one, queries are answered 503.
    Without ``reviews``, the server keeps none. Without ``allowed``, it answers to every name.
    """
    app = errors.RedactingFlask(__name__)
    served.install(app, Served(knowledge, engine))
    app.url_map.strict_slashes = False
    app.url_map.converters["identifier"] = IdentifierConverter
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    if allowed is not None:
        hosts.install(app, allowed)
    for module in (
        home,
        ontology,
        terms,
        entries,
        topics,
        versions,
        vocabularies,
        about,
        interviews,
        publications,
        maps,
        occurrence,
        agreement,
        suggested_passages,
        search,
        search_downloads,
        search_help,
        evidence_table,
        evidence_downloads,
        list_downloads,
        gaps,
        edges,
        guide,
        questions,
        changes,
        collection,
        compare,
        data,
        sitemap,
        sparql,
        linked_data,
        openapi,
        annotations,
    ):
        app.register_blueprint(module.blueprint)
    readiness.install(app)
    reviewing.install(app, reviews)
    coding.install(app, editing)
    markdown.install(app)
    templating.install(app)
    errors.install(app)
    headers.install(app)
    request_limits.install(app)
    strict_parameters.install(app)
    decorated_links.install(app)
    return app
