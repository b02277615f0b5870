"""Make the web application around a knowledge."""

from flask import Flask

from snaglist.knowledge.knowledge import Knowledge
from snaglist.web import (
    categories,
    changes,
    data,
    entries,
    errors,
    gaps,
    headers,
    interviews,
    markdown,
    pages,
    search,
    templating,
    things,
)


def create_app(knowledge: Knowledge) -> Flask:
    """An application that answers from ``knowledge`` and changes nothing."""
    app = Flask(__name__)
    app.extensions["snaglist"] = knowledge
    app.url_map.strict_slashes = False
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    for module in (
        pages,
        data,
        categories,
        entries,
        interviews,
        search,
        gaps,
        changes,
        things,
    ):
        app.register_blueprint(module.blueprint)
    markdown.install(app)
    templating.install(app)
    errors.install(app)
    headers.install(app)
    return app
