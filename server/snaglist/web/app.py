"""Make the web application around a knowledge."""

from flask import Flask

from snaglist.snapshot.knowledge import Knowledge
from snaglist.sparql.worker_pool import Engine
from snaglist.web import (
    categories,
    changes,
    cite,
    concepts,
    data,
    entries,
    errors,
    gaps,
    guide,
    headers,
    interviews,
    maps,
    markdown,
    pages,
    search,
    sparql,
    templating,
    things,
)
from snaglist.web.kept import Kept
from snaglist.web.reviews import install as reviewing
from snaglist.web.reviews.storage import Reviews


def create_app(
    knowledge: Knowledge, engine: Engine | None = None, reviews: Reviews | None = None
) -> Flask:
    """An application that answers from ``knowledge``, and changes nothing but ``reviews``.

    ``engine`` answers SPARQL; without one, worker processes are started with the first query. They
    end with this process, or when ``app.extensions["snaglist-engine"]`` is closed.
    """
    app = errors.Discreet(__name__)
    app.extensions["snaglist"] = knowledge
    app.extensions["snaglist-engine"] = engine
    app.url_map.strict_slashes = False
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    for module in (
        pages,
        data,
        categories,
        concepts,
        entries,
        interviews,
        maps,
        cite,
        search,
        gaps,
        guide,
        changes,
        sparql,
        things,
    ):
        app.register_blueprint(module.blueprint)
    reviewing.install(app, reviews)
    markdown.install(app)
    templating.install(app)
    errors.install(app)
    headers.install(app)
    app.wsgi_app = Kept(app.wsgi_app)  # type: ignore[method-assign]
    return app
