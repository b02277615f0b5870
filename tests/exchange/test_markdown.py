"""Markdown becomes HTML that cannot run or load anything, wherever it is shown."""

from contextlib import suppress

import pytest
from costs import cost_grows_linearly
from hypothesis import given
from hypothesis import strategies as st

from snaglist.exchange.markdown import (
    ALLOWED_ATTRIBUTES,
    ALLOWED_TAGS,
    HEADING_TAGS,
    MOST_OPEN,
    MOST_STYLES_OPEN,
    MOST_TAGS,
    MarkdownError,
    markdown_to_html,
    plain_paragraph,
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
    assert not [words for words in unwanted if words in html]


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
    text = "# Causes\n\nwords"
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


SHAPES = [
    *("a\n=\n", "# a\n", "*a* ", "**a", "_a_", "[", "[a](b) ", "![[]()", "](", "`a ", "`", "- a\n"),
    *("> a\n", "a  \n", "a\n\n", "|a|b|\n|-|-|\n", "|", "```\n", "~", "1. ", "www.a.", "a@b."),
    *("&", "&amp;", "[a]: b\n", "<", "<a ", "<!--", "<?", "<![CDATA[", "\\", "*a_ ", "`a``b", ":"),
    *("http://", "#7 "),
]
"""What has kept readers of Markdown busy."""


OFTEN = ("a\n=\n", "[", "**a", "|a|b|\n|-|-|\n", "> a\n", "<a ")


@pytest.mark.parametrize(
    "shape",
    [pytest.param(shape, marks=() if shape in OFTEN else pytest.mark.thorough) for shape in SHAPES],
)
def test_the_work_grows_as_the_text_does(shape: str) -> None:
    def read(size: int) -> None:
        with suppress(MarkdownError):
            markdown_to_html(shape * (size // len(shape)), headings=True, relative_links=True)

    assert cost_grows_linearly(read, 4_000)


@pytest.mark.parametrize(
    "text",
    [
        ">" * (MOST_OPEN + 1) + " deep",
        "<b>" * (MOST_STYLES_OPEN + 1),
        "".join(f"<p><b id={n}></p>" for n in range(MOST_STYLES_OPEN + 1)),
        "<b></i>" * (MOST_STYLES_OPEN + 1),
        "<" * (MOST_TAGS + 1),
    ],
)
def test_what_nests_too_deeply_is_not_read(text: str) -> None:
    with pytest.raises(MarkdownError):
        markdown_to_html(text, headings=True, relative_links=True)


@pytest.mark.parametrize(
    "text", ["> " * (MOST_OPEN - 1) + "a", "<b>a</b> <br> " * 50, "*a **b `c`***" * 100]
)
def test_what_people_write_is_read(text: str) -> None:
    assert "a" in markdown_to_html(text, headings=True, relative_links=True)


def test_lists_and_addresses_are_read_as_on_github() -> None:
    text = (
        "Steps:\n- first\n  - below\n\n1. one\n   - below one\n\n"
        "#7 is fixed, see https://example.org\n"
    )
    html = markdown_to_html(text, headings=False, relative_links=False)
    words = " ".join(html.split())
    assert "<p>Steps:</p> <ul> <li>first <ul> <li>below</li>" in words
    assert "<ol> <li>one <ul> <li>below one</li>" in words
    assert '#7 is fixed, see <a href="https://example.org"' in words
    assert "strong" not in html


def test_headings_of_notes_are_bold_and_columns_have_heads() -> None:
    html = markdown_to_html(
        "# A *b*\n\n|x|y|\n|-|:-:|\n|1|2|", headings=False, relative_links=False
    )
    assert "<p><strong>A <em>b</em></strong></p>" in html
    assert html.count('scope="col"') == 2
    assert "<thead>" in html


def test_text_as_typed_is_no_markdown() -> None:
    assert plain_paragraph("<b>*x*</b>") == '<p class="said">&lt;b&gt;*x*&lt;/b&gt;</p>'
