"""Markdown to HTML that cannot run or load anything: the one list of what may be in it.

Entries are written by editors, notes of reviews by anybody; both are read as GitHub reads them
(GitHub Flavored Markdown 0.29, by GitHub's own parser), in work that grows as the text does.
"""

import re
from collections import Counter

import cmarkgfm
import nh3
from cmarkgfm.cmark import Options
from markupsafe import Markup

SYNTAX = ("table", "autolink")
"""What is read beyond CommonMark."""

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

MOST_OPEN = 60
"""Tags inside each other; to clean up those that nest takes work for each level."""

MOST_STYLES_OPEN = 8
"""Tags of words inside each other; HTML opens them again in each paragraph until they close."""

MOST_TAGS = 200
"""Signs that may open a tag; what is typed as HTML is read again at each of them."""

TAG = re.compile(
    r"""<(?P<end>/?+)(?P<name>[a-zA-Z][a-zA-Z0-9]*+)(?:"[^"]*+"|'[^']*+'|[^<>"'])*+>"""
)
"""A tag of HTML as cmark and nh3 write it, or as somebody typed it."""

_HEADING = re.compile(r"<(/?+)h([1-6])>")
_HEAD_CELL = re.compile(r"<th(?=[ >])")
_UNNESTED = frozenset(("br", "hr", "img", "input", "wbr", "col", "embed", "source", "area", "meta"))
_BLOCKS = frozenset(
    (
        *("p", "ul", "ol", "li", "blockquote", "pre", "div", "section", "table", "thead", "tbody"),
        *("tr", "th", "td", "h1", "h2", "h3", "h4", "h5", "h6"),
    )
)


class MarkdownError(ValueError):
    """A text is nested too deeply, or has too many tags, to be read as Markdown."""


def markdown_to_html(text: str, *, headings: bool, relative_links: bool) -> Markup:
    """Safe HTML of Markdown.

    Headings begin at the second level; without ``headings`` they are paragraphs in bold. Without
    ``relative_links`` only addresses on the web are links, for a file has nothing beside it. Raises
    ``MarkdownError`` for what is nested too deeply or has too many tags of HTML.
    """
    if text.count("<") > MOST_TAGS:
        raise MarkdownError("This has too many tags of HTML.")
    html = cmarkgfm.markdown_to_html_with_extensions(
        text, options=Options.CMARK_OPT_UNSAFE, extensions=SYNTAX
    )
    _check_nesting(html)
    html = _HEADING.sub(_lowered if headings else _bold, html)
    html = nh3.clean(
        _HEAD_CELL.sub('<th scope="col"', html),
        tags=ALLOWED_TAGS | HEADING_TAGS if headings else ALLOWED_TAGS,
        attributes=ALLOWED_ATTRIBUTES,
        attribute_filter=None if relative_links else _on_the_web,
        url_schemes=ALLOWED_SCHEMES,
        link_rel="noopener noreferrer",
    )
    return Markup(html.strip())  # noqa: S704 (sanitised above)


def _lowered(tag: re.Match[str]) -> str:
    return f"<{tag[1]}h{min(int(tag[2]) + 1, 6)}>"


def _bold(tag: re.Match[str]) -> str:
    return "</strong></p>" if tag[1] else "<p><strong>"


def _check_nesting(html: str) -> None:
    """Raises ``MarkdownError``; tags that are never closed count as open to the end."""
    opened: Counter[str] = Counter()
    total = styles = 0
    for tag in TAG.finditer(html):
        name = tag["name"].lower()
        if name in _UNNESTED:
            continue
        if not tag["end"]:
            change = 1
        elif opened[name]:
            change = -1
        else:
            continue
        opened[name] += change
        total += change
        styles += change * (name not in _BLOCKS)
        if total > MOST_OPEN or styles > MOST_STYLES_OPEN:
            raise MarkdownError("This is nested too deeply.")


def _on_the_web(tag: str, name: str, value: str) -> str | None:
    """The attribute as it may be where an address without a scheme would lead into the file."""
    if name == "href" and not value.startswith(("https://", "http://")):
        return None
    return value


def plain_paragraph(text: str) -> Markup:
    """Notes as a paragraph in which nothing is Markdown."""
    return Markup('<p class="said">{}</p>').format(text)
