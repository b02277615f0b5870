"""Add the pages for coding to the application; without an editor there are none."""

from flask import Flask

from snaglist.web.editing import pages
from snaglist.web.editing.door import blueprint
from snaglist.web.editing.editor import EXTENSION_KEY, Editing

PARTS = (pages,)
"""Every module that adds addresses to the blueprint."""

TEMPLATES = ("editing/interviews.html", "editing/interview.html")


def install(app: Flask, editing: Editing | None) -> None:
    """Let whoever has the secret code in the browser."""
    if editing is not None:
        app.extensions[EXTENSION_KEY] = editing
        app.register_blueprint(blueprint)


def first_templates(app: Flask) -> tuple[str, ...]:
    """What is better compiled before the coder's first visit; nothing where nobody codes."""
    return TEMPLATES if EXTENSION_KEY in app.extensions else ()
