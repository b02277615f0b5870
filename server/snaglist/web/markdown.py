"""Markdown of entries and notes on pages: things that it names become links."""

import re
from contextlib import suppress

from flask import Flask, g
from markupsafe import Markup

from snaglist.exchange.markdown import TAG, MarkdownError, markdown_to_html, plain_paragraph
from snaglist.web.site import Site, current_site

MOST_NOTES = 40_000
"""Characters of notes that one page reads as Markdown; those after them are shown as typed."""

NAME = re.compile(r"\b(?:SNAG-\d{3,}+|FIX-\d{3,}+|I\d{2,}+-[QT]\d{3,}+)\b")
NOT_LINKED_IN = frozenset(("a", "code", "pre"))


def render_markdown(text: str, here: Site) -> Markup:
    """Safe HTML; identifiers of things in the text become links, headings start at two.

    Raises ``MarkdownError`` for what is nested too deeply.
    """
    return link_names(markdown_to_html(text, headings=True, relative_links=True), here)


def render_notes(text: str, here: Site) -> Markup:
    """What people wrote into a review: as above, or as typed where it would take too long.

    A page has the latest first, so that what is shown as typed is what is oldest.
    """
    g.notes_rendered = g.get("notes_rendered", 0) + len(text)
    if g.notes_rendered <= MOST_NOTES:
        with suppress(MarkdownError):
            return render_markdown(text, here)
    return plain_paragraph(text)


def install(app: Flask) -> None:
    """Offer templates the filters ``markdown``, for entries, and ``render_notes``, for reviews."""
    app.add_template_filter(lambda text: render_markdown(text, current_site()), "markdown")
    app.add_template_filter(lambda text: render_notes(text, current_site()), "notes")


def link_names(html: Markup, here: Site) -> Markup:
    """Turn SNAG-004, FIX-006 and I07-Q014 into links where they exist; not in links and code."""

    def link(name: re.Match[str]) -> str:
        thing = here.catalogue.things.get(name[0])
        return name[0] if thing is None else str(_LINK.format(here.urls.of(thing), name[0]))

    pieces, at, inside = [], 0, 0
    for tag in TAG.finditer(html):
        text = str(html[at : tag.start()])
        pieces += [text if inside else NAME.sub(link, text), tag[0]]
        at = tag.end()
        if tag["name"] in NOT_LINKED_IN:
            inside += -1 if tag["end"] else 1
    pieces.append(NAME.sub(link, str(html[at:])))
    return Markup("".join(pieces))  # noqa: S704 (made of safe HTML and of escaped names)


_LINK = Markup('<a href="{}">{}</a>')
