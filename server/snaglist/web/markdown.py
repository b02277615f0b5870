"""Markdown of entries and notes on pages: things that it names become links."""

import re
from contextlib import suppress
from xml.etree.ElementTree import Element

from flask import Flask
from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markupsafe import Markup

from snaglist.exchange.markdown import markdown_to_html, plain_paragraph, readable
from snaglist.web.site import Site, current_site


def render_markdown(text: str, here: Site) -> Markup:
    """Safe HTML; identifiers of things in the text become links, headings start at two.

    Raises ``RecursionError`` for what is nested beyond the parser's depth.
    """
    return markdown_to_html(
        text,
        ["toc", _Names(here)],
        {"toc": {"baselevel": 2, "marker": ""}},
        headings=True,
        relative_links=True,
    )


def render_notes(text: str, here: Site) -> Markup:
    """What people wrote into a review: as above, or as typed where it would take too long."""
    with suppress(RecursionError):
        if readable(text):
            return render_markdown(text, here)
    return plain_paragraph(text)


def install(app: Flask) -> None:
    """Offer templates the filters ``markdown``, for entries, and ``render_notes``, for reviews."""
    app.add_template_filter(lambda text: render_markdown(text, current_site()), "markdown")
    app.add_template_filter(lambda text: render_notes(text, current_site()), "notes")


class _Names(Extension):
    """Turns SNAG-004, FIX-006 and I07-Q014 into links where they exist."""

    def __init__(self, here: Site) -> None:
        super().__init__()
        self.here = here

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the library's name)
        """Register the pattern, below links and code so that it stays out of both."""
        md.inlinePatterns.register(_NameLink(self.here, md), "snaglist-names", 75)


class _NameLink(InlineProcessor):
    PATTERN = r"\b(?:SNAG-\d{3,}|FIX-\d{3,}|I\d{2,}-[QT]\d{3,})\b"
    ANCESTOR_EXCLUDES = ("a",)

    def __init__(self, here: Site, md: Markdown) -> None:
        super().__init__(self.PATTERN, md)
        self.here = here

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, match: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        """A link, or nothing where no such thing exists."""
        thing = self.here.catalogue.things.get(match[0])
        if thing is None:
            return None, None, None
        link = Element("a", href=self.here.urls.of(thing))
        link.text = match[0]
        return link, match.start(0), match.end(0)
