"""Markdown becomes HTML that cannot run or load anything, wherever it is shown."""

import re

import pytest
from costs import cost_grows_linearly
from hypothesis import given
from hypothesis import strategies as st

from snaglist.exchange.markdown import (
    ALLOWED_ATTRIBUTES,
    ALLOWED_TAGS,
    HEADING_TAGS,
    MOST_BRACKETS,
    markdown_to_html,
    plain_paragraph,
    readable,
)

HOSTILE = {
    "<script>alert(1)</script>": ["<script", "alert"],
    "<img src=x onerror=alert(1)>": ["<img", "onerror"],
    '<a href="/" onclick="alert(1)">x</a>': ["onclick"],
    "[x](javascript:alert(1))": ["javascript"],
    "[x](data:text/html,x)": ["data:"],
    "<iframe src=//example.org></iframe>": ["<iframe"],
    '<p style="background:url(//example.org)">x</p>': ["style", "url("],
    "![x](https://example.org/x.png)": ["<img", "x.png"],
    "<h1>x</h1>": ["<h1"],
}


@pytest.mark.parametrize("relative_links", [False, True])
@pytest.mark.parametrize("headings", [False, True])
@pytest.mark.parametrize(("text", "unwanted"), HOSTILE.items())
def test_nothing_runs_and_nothing_is_loaded(
    text: str, unwanted: list[str], headings: bool, relative_links: bool
) -> None:
    html = markdown_to_html(text, headings=headings, relative_links=relative_links)
    # Tags that were typed are shown as typed where the outline is somebody else's.
    tags = " ".join(re.findall("<[^>]*>", html))
    assert not [words for words in unwanted if words in (html if headings else tags)]


@given(
    st.sampled_from(sorted(ALLOWED_TAGS | HEADING_TAGS)),
    st.text(alphabet="<>&\"' a=/", max_size=20),
)
def test_what_is_allowed_carries_no_other_attribute(tag: str, text: str) -> None:
    html = markdown_to_html(
        f'<{tag} id="x" onclick="x" class="x">{text}</{tag}>', headings=True, relative_links=True
    )
    for name in ("id=", "onclick=", "class="):
        assert f"<{tag} {name}" not in html
    assert set().union(*ALLOWED_ATTRIBUTES.values()) == {"href", "title", "align", "scope", "start"}


def test_headings_are_allowed_where_the_text_has_an_outline() -> None:
    text = "## Causes\n\nwords"
    assert "<h2" in markdown_to_html(text, headings=True, relative_links=True)
    without = markdown_to_html(text, headings=False, relative_links=True)
    assert "<h2" not in without
    assert "Causes" in without


@pytest.mark.parametrize(
    ("address", "page", "file"),
    [
        ("https://example.org/a", True, True),
        ("http://example.org/a", True, True),
        ("mailto:a@example.org", True, False),
        ("/issues/SNAG-001", True, False),
        ("../x", True, False),
        ("//example.org/x", True, False),
        ("ftp://example.org/x", False, False),
        ("file:///etc/passwd", False, False),
    ],
)
def test_links_of_a_file_lead_to_the_web_or_nowhere(address: str, page: bool, file: bool) -> None:
    for relative_links, leads in ((True, page), (False, file)):
        html = markdown_to_html(f"[x]({address})", headings=False, relative_links=relative_links)
        assert (f'href="{address}"' in html) is leads
        assert ">x<" in html


def test_what_keeps_a_parser_busy_is_shown_as_typed() -> None:
    assert readable("[" * MOST_BRACKETS)
    assert not readable("[" * MOST_BRACKETS + "<")
    assert plain_paragraph("<b>*x*</b>") == '<p class="said">&lt;b&gt;*x*&lt;/b&gt;</p>'


B9 = """\
Steps:
- first
- second
  - below second

1. one
   - below one

#7 is fixed, see https://example.org
"""


def test_what_github_makes_a_list_a_link_and_no_heading_is_so_here() -> None:
    html = markdown_to_html(B9, headings=False, relative_links=False)
    assert re.sub(r"\s*\n\s*", "", html) == (
        "<p>Steps:</p><ul><li>first</li><li>second<ul><li>below second</li></ul></li></ul>"
        "<ol><li>one<ul><li>below one</li></ul></li></ol>"
        '<p>#7 is fixed, see <a href="https://example.org" rel="noopener noreferrer">'
        "https://example.org</a></p>"
    )


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("~~x~~ and *y*", "<p><s>x</s> and <em>y</em></p>"),
        ("a\n2. b", "<p>a\n2. b</p>"),
        ("x.io and data.csv", "<p>x.io and data.csv</p>"),
        ("    code\n", "<pre><code>code\n</code></pre>"),
        ("|a|b|\n|:-|-:|\n|c|d|", None),
        ("snake_case_name 2*3*4", "<p>snake_case_name 2<em>3</em>4</p>"),
        ("# One\n\nTwo\n===", "<p># One</p>\n<p>Two\n===</p>"),
        ("<b>x</b> R&D", "<p>&lt;b&gt;x&lt;/b&gt; R&amp;D</p>"),
    ],
)
def test_notes_are_read_as_github_does_less_outline_and_tags(text: str, html: str | None) -> None:
    found = str(markdown_to_html(text, headings=False, relative_links=False)).strip()
    if html is None:
        assert re.search('<th (align="left" ?|scope="col" ?){2}>a</th>', found)
        assert '<td align="right">d</td>' in found
    else:
        assert found == html


@pytest.mark.parametrize("mark", ["> ", "- ", "1. ", ">"])
def test_what_is_nested_too_deeply_loses_nothing(mark: str) -> None:
    for depth in (10, 39, 41, 300):
        text = mark * depth + "deep"
        shown = (
            markdown_to_html(text, headings=False, relative_links=False)
            if readable(text)
            else plain_paragraph(text)
        )
        assert "deep" in shown


SHAPES = [
    *("a\n=\n", "# a\n", "*a* ", "**a", "_a_", "[", "[a](b) ", "![[]()", "](", "`a ", "`", "- a\n"),
    *("> a\n", "a  \n", "a\n\n", "|a|b|\n|-|-|\n", "|", "```\n", "~", "1. ", "www.a.", "a@b."),
    *("&", "&amp;", "[a]: b\n", "<", "<a ", "<!--", "<?", "<![CDATA[", "\\", "*a_ ", "`a``b", ":"),
    *("http://", "#7 "),
]
"""What has kept readers of Markdown busy."""

OFTEN = ("a\n=\n", "|a|b|\n|-|-|\n")


@pytest.mark.thorough
@pytest.mark.parametrize(
    "shape",
    [pytest.param(shape, marks=() if shape in OFTEN else pytest.mark.thorough) for shape in SHAPES],
)
def test_the_work_grows_as_the_text_does(shape: str) -> None:
    def read(size: int) -> None:
        text = shape * (size // len(shape))
        if readable(text):
            markdown_to_html(text, headings=False, relative_links=True)

    assert cost_grows_linearly(read, 4_000)
