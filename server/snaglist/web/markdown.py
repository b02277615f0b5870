"""Markdown of entries and notes on pages: things that it names become links."""

import re
from collections.abc import Iterator

from flask import Flask, g
from markdown_it.token import Token
from markupsafe import Markup

from snaglist.exchange.markdown import markdown_to_html, plain_paragraph, readable
from snaglist.web.site import Site, current_site

MOST_NOTES = 40_000
"""Characters of notes that one page reads as Markdown; those after them are shown as typed."""

NAME = re.compile(r"\b([A-Z]{2,8}-\d{3,}|I\d{2,}-[QT]\d{3,})\b")
"""Names of things that become links where such a thing exists: SNAG-004, FIX-006, I07-Q014."""


def render_markdown(text: str, here: Site) -> Markup:
    """Safe HTML; identifiers of things in the text become links, headings start at two."""
    changes = [_lowered, lambda tokens: _linked(tokens, here)]
    return markdown_to_html(text, changes, headings=True, relative_links=True)


def render_notes(text: str, here: Site) -> Markup:
    """What people wrote into a review: without headings, and as typed where it would take long.

    A page has the latest first, so that what is shown as typed is what is oldest.
    """
    g.notes_rendered = g.get("notes_rendered", 0) + len(text)
    if g.notes_rendered > MOST_NOTES or not readable(text):
        return plain_paragraph(text)
    changes = [lambda tokens: _linked(tokens, here)]
    return markdown_to_html(text, changes, headings=False, relative_links=True)


def install(app: Flask) -> None:
    """Offer templates the filters ``markdown``, for entries, and ``render_notes``, for reviews."""
    app.add_template_filter(lambda text: render_markdown(text, current_site()), "markdown")
    app.add_template_filter(lambda text: render_notes(text, current_site()), "notes")


def _lowered(tokens: list[Token]) -> list[Token]:
    """Headings one level lower: the first level is the page's own."""
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + 1, 6)}"
    return tokens


def _linked(tokens: list[Token], here: Site) -> list[Token]:
    """The names in running text, outside of links and code, as links."""
    for token in tokens:
        if token.children:
            token.children = list(_with_links(token.children, here))
    return tokens


def _with_links(children: list[Token], here: Site) -> Iterator[Token]:
    depth = 0
    for child in children:
        depth += {"link_open": 1, "link_close": -1}.get(child.type, 0)
        if child.type == "text" and not depth:
            yield from _pieces(child, here)
        else:
            yield child


def _pieces(text: Token, here: Site) -> Iterator[Token]:
    for piece in NAME.split(text.content):
        word = Token("text", "", 0, content=piece)
        thing = here.catalogue.things.get(piece) if NAME.fullmatch(piece) else None
        if thing is None:
            yield word
            continue
        yield Token("link_open", "a", 1, attrs={"href": here.urls.of(thing)})
        yield word
        yield Token("link_close", "a", -1)
