"""Markdown to HTML that cannot run or load anything: the one list of what may be in it.

Entries are written by editors, notes of reviews by anybody; both are read as the same Markdown.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import nh3
from markdown import Markdown
from markdown.extensions import Extension
from markupsafe import Markup

SYNTAX = ("tables", "sane_lists", "fenced_code")
"""What is read beyond plain Markdown."""

ALLOWED_TAGS = {
    *("p", "ul", "ol", "li", "blockquote", "pre", "code", "em", "strong", "a", "br", "hr"),
    *("table", "thead", "tbody", "tr", "th", "td", "sup", "sub"),
}
HEADING_TAGS = {"h2", "h3", "h4", "h5", "h6"}
"""Allowed besides where the text has an outline of its own; the first level is the page's."""

ALLOWED_ATTRIBUTES = {
    "a": {"href", "title"},
    "th": {"align", "scope"},
    "td": {"align"},
    "ol": {"start"},
}
ALLOWED_SCHEMES = {"http", "https", "mailto"}
"""Of addresses that links may lead to."""

MOST_BRACKETS = 100
"""Opening brackets of notes that are read as Markdown: each is held against all that follows."""


def markdown_to_html(
    text: str,
    extensions: Sequence[str | Extension] = (),
    configs: Mapping[str, Mapping[str, Any]] | None = None,
    *,
    headings: bool,
    relative_links: bool,
) -> Markup:
    """Safe HTML of Markdown, read with further ``extensions`` of Python-Markdown.

    Without ``headings`` those are not allowed (their words are kept); without ``relative_links``
    only addresses on the web are, for a file has nothing beside it. Raises ``RecursionError`` for
    what is nested beyond the parser's depth.
    """
    parser = Markdown(extensions=[*SYNTAX, *extensions], extension_configs=configs or {})
    html = nh3.clean(
        parser.convert(text),
        tags=ALLOWED_TAGS | HEADING_TAGS if headings else ALLOWED_TAGS,
        attributes=ALLOWED_ATTRIBUTES,
        attribute_filter=None if relative_links else _on_the_web,
        url_schemes=ALLOWED_SCHEMES,
        link_rel="noopener noreferrer",
    )
    return Markup(html)  # noqa: S704 (sanitised above)


def _on_the_web(tag: str, name: str, value: str) -> str | None:
    """The attribute as it may be where an address without a scheme would lead into the file."""
    if name == "href" and not value.startswith(("https://", "http://")):
        return None
    return value


def readable(text: str) -> bool:
    """True where notes can be read as Markdown in a moment; else they are shown as typed."""
    return text.count("[") + text.count("<") <= MOST_BRACKETS


def plain_paragraph(text: str) -> Markup:
    """Notes as a paragraph in which nothing is Markdown."""
    return Markup('<p class="said">{}</p>').format(text)
