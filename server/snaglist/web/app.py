"""Make the web application around a snapshot."""

from flask import Flask

from snaglist.snapshot.snapshot import Snapshot
from snaglist.sparql.worker_pool import Engine
from snaglist.web import decorated_links, errors, headers, linked_data, markdown, templating
from snaglist.web.pages import (
    changes,
    data,
    entries,
    gaps,
    guide,
    home,
    interviews,
    maps,
    ontology,
    questions,
    search,
    search_downloads,
    search_help,
    sparql,
    topics,
)
from snaglist.web.reviews import install as reviewing
from snaglist.web.reviews.storage import Reviews


def create_app(
    knowledge: Snapshot, engine: Engine | None = None, reviews: Reviews | None = None
) -> Flask:
    """An application that answers from a snapshot, and changes nothing but ``reviews``.

    ``engine`` answers SPARQL and is closed by who opened it; without one, queries are answered 503.
    Without ``reviews``, the server keeps none.
    """
    app = errors.RedactingFlask(__name__)
    app.extensions["snaglist"] = knowledge
    app.extensions["snaglist-engine"] = engine
    app.url_map.strict_slashes = False
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    for module in (
        home,
        ontology,
        entries,
        topics,
        interviews,
        maps,
        search,
        search_downloads,
        search_help,
        gaps,
        guide,
        questions,
        changes,
        data,
        sparql,
        linked_data,
    ):
        app.register_blueprint(module.blueprint)
    reviewing.install(app, reviews)
    markdown.install(app)
    templating.install(app)
    errors.install(app)
    headers.install(app)
    decorated_links.install(app)
    return app
