"""Add the review pages to the application."""

from flask import Flask

from snaglist.reviews.flags import FLAGS, Flag
from snaglist.web.reviews import (
    admin,
    begin,
    blind,
    deleting,
    files,
    front,
    guard,
    issue,
    links,
    overview,
    profile,
    session,
    signing,
    upgrade,
)
from snaglist.web.reviews.blueprint import blueprint
from snaglist.web.reviews.kept import KEY, Reviews

PAGES = (
    front,
    begin,
    admin,
    overview,
    issue,
    profile,
    blind,
    links,
    signing,
    upgrade,
    files,
    deleting,
)
"""Every module that adds addresses to the blueprint."""


def install(app: Flask, reviews: Reviews | None) -> None:
    """Serve reviews; without a place to keep them, pages that say so."""
    app.extensions[KEY] = reviews
    session.install(app)
    guard.install(app)
    app.register_blueprint(blueprint)
    app.jinja_env.filters["flag_label"] = lambda flag: FLAGS[Flag(flag)].label
