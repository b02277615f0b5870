"""Markdown to HTML that cannot run or load anything: the one list of what may be in it.

Entries are written by editors, notes of reviews by anybody; both are read as the same Markdown,
which is CommonMark with GitHub's tables, strikethrough and bare links: a text that is read here
and on GitHub, or in a report as Markdown, is the same text there.
"""

import re
from collections.abc import Callable, Sequence
from functools import cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup, escape

Change = Callable[[list[Token]], list[Token]]
"""Changes the parsed blocks of a text before they are written, or gives others."""

ALLOWED_TAGS = {
    *("p", "ul", "ol", "li", "blockquote", "pre", "code", "em", "strong", "a", "br", "hr"),
    *("table", "thead", "tbody", "tr", "th", "td", "sup", "sub", "s", "del"),
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


MOST_NESTED = 40
"""Quotations and lists within each other; the parser drops what lies deeper than a hundred."""

_DEEP = re.compile(rf"^(?:[ \t]*(?:>|[-*+]|\d{{1,9}}[.)])){{{MOST_NESTED}}}", re.M)


def markdown_to_html(
    text: str,
    changes: Sequence[Change] = (),
    *,
    headings: bool,
    relative_links: bool,
) -> Markup:
    """Safe HTML of Markdown, its blocks changed by ``changes``, one after the other.

    Without ``headings``, of a text within somebody else's outline, headings and tags are shown as
    they were typed; without ``relative_links`` only addresses on the web are links, for a file
    has nothing beside it.
    """
    parser, environment = _parser(headings), dict[str, object]()
    tokens = parser.parse(text, environment)
    for change in (_tables, *changes):
        tokens = change(tokens)
    html = nh3.clean(
        parser.renderer.render(tokens, parser.options, environment),
        tags=ALLOWED_TAGS | HEADING_TAGS if headings else ALLOWED_TAGS,
        attributes=ALLOWED_ATTRIBUTES,
        attribute_filter=None if relative_links else _on_the_web,
        url_schemes=ALLOWED_SCHEMES,
        link_rel="noopener noreferrer",
    )
    return Markup(html.strip())  # noqa: S704 (sanitised above)


@cache
def _parser(headings: bool) -> MarkdownIt:
    options = {"html": headings, "linkify": True, "maxNesting": 100}
    parser = MarkdownIt("commonmark", options).enable(["table", "strikethrough", "linkify"])
    if not headings:
        parser.disable(["heading", "lheading"])
    assert parser.linkify is not None
    # Addresses with their scheme: "data.io" may be the name of a file.
    parser.linkify.set({"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False})
    # Where a link may lead is decided once, when all is sanitised; its words stay.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    parser.add_render_rule("image", lambda self, tokens, at, *_: str(escape(tokens[at].content)))
    return parser


def _tables(tokens: list[Token]) -> list[Token]:
    """Tables whose heads say which way they look, and columns aligned by an attribute."""
    for token in tokens:
        if token.type in ("th_open", "td_open"):
            style = str(token.attrs.pop("style", ""))
            if style:
                token.attrSet("align", style.removeprefix("text-align:"))
            if token.type == "th_open":
                token.attrSet("scope", "col")
    return tokens


_TAG = re.compile(r"<([A-Za-z][A-Za-z0-9-]*)")
_GITHUBS_OWN = {
    "a footnote": re.compile(r"\[\^[^\]\s]+\]"),
    "a task to tick off": re.compile(r"^\[[ xX]\] ", re.M),
    "an alert": re.compile(r"^\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]", re.M),
}
"""What GitHub reads beyond CommonMark and we show as typed."""


def left_out(text: str) -> list[tuple[int, str]]:
    """What of a text GitHub shows and a page does not, with lines (1-based) of the blocks."""
    found = []
    for block in _parser(True).parse(text):
        line = block.map[0] + 1 if block.map else 0
        for token in block.children or [block]:
            found += [(line, what) for what in _unlike(token)]
        if block.type == "inline":
            plain = "\n".join(
                child.content for child in block.children or () if child.type == "text"
            )
            found += [(line, what) for what, sign in _GITHUBS_OWN.items() if sign.search(plain)]
    return found


def _unlike(token: Token) -> list[str]:
    if token.type == "image":
        return ["an image"]
    if token.type in ("html_inline", "html_block"):
        tags = dict.fromkeys(name.lower() for name in _TAG.findall(token.content))
        return [f"the tag <{name}>" for name in tags if name not in ALLOWED_TAGS | HEADING_TAGS]
    scheme, sign, _ = str(token.attrs.get("href", "")).partition(":")
    if token.type == "link_open" and sign and scheme.isalpha() and scheme not in ALLOWED_SCHEMES:
        return [f"a link to {scheme}:"]
    return []


def _on_the_web(tag: str, name: str, value: str) -> str | None:
    """The attribute as it may be where an address without a scheme would lead into the file."""
    if name == "href" and not value.startswith(("https://", "http://")):
        return None
    return value


def readable(text: str) -> bool:
    """True where notes can be read as Markdown in a moment; else they are shown as typed."""
    brackets = text.count("[") + text.count("<")
    return brackets <= MOST_BRACKETS and _DEEP.search(text) is None


def plain_paragraph(text: str) -> Markup:
    """Notes as a paragraph in which nothing is Markdown."""
    return Markup('<p class="said">{}</p>').format(text)
