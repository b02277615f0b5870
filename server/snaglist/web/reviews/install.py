"""Add the review pages to the application."""

from flask import Flask

from snaglist.reviews.flags import FLAGS, Flag
from snaglist.web.reviews import (
    admin,
    begin,
    bulk,
    bulkhead,
    differences,
    export,
    follow_up,
    guard,
    hand_in,
    issue,
    join,
    manage,
    overview,
    profile,
    saved,
    security_log,
    sign,
    upgrade,
)
from snaglist.web.reviews.blueprint import blueprint
from snaglist.web.reviews.storage import EXTENSION_KEY, Reviews

PARTS = (
    *(begin, admin, overview, issue, profile, hand_in, manage, sign, upgrade, export),
    *(join, differences, follow_up, bulk, saved, security_log),
)
"""Every module that adds addresses, or what happens at each of them, to the blueprint."""


def install(app: Flask, reviews: Reviews | None) -> None:
    """Serve reviews; without a place to keep them, pages that say so."""
    app.extensions[EXTENSION_KEY] = reviews
    guard.install(app)
    if reviews is not None:
        bulkhead.install(app, reviews.places)
    app.register_blueprint(blueprint)
    app.jinja_env.filters["flag_label"] = _flag_label


def _flag_label(flag: str) -> str:
    return FLAGS[Flag(flag)].label
