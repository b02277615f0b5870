"""The examples that stand beside the patterns of ``markdown_escape``."""

import pytest

from snaglist.reviews.reports.markdown_escape import escape_text, markdown_link, quote_notes


@pytest.mark.parametrize(
    ("said", "escaped"),
    [
        ("a_b_c", r"a\_b\_c"),
        ("1. One", r"1\. One"),
        ("1) One", r"1\) One"),
        ("1.5 of two", "1.5 of two"),
        ("- One", r"\- One"),
        ("# One", r"\# One"),
        ("> One", r"\> One"),
        ("One ##", r"One \##"),
        ("One # two", "One # two"),
        ("&lt;", "&amp;lt;"),
        ("R&D", "R&D"),
        ("<b>", "&lt;b>"),
        ("a < b", "a < b"),
        ("one\ntwo", "one two"),
    ],
)
def test_a_text_is_escaped_where_it_would_mean_something(said: str, escaped: str) -> None:
    assert escape_text(said) == escaped


@pytest.mark.parametrize(
    ("typed", "quoted"),
    [
        ("- ## One", r"> - \## One"),
        ("> 1. - # One", r"> > 1. - \# One"),
        ("One\n===", "> One\n> \\==="),
        ("```python\n# One\n```", "> ```python\n> # One\n> ```"),
        ("~~~\n===\n~~~", "> ~~~\n> ===\n> ~~~"),
        ("- ```\n# One", "> - ```\n> \\# One"),
        ("*One*, <b>two</b>", "> *One*, &lt;b>two&lt;/b>"),
    ],
)
def test_notes_keep_their_markdown_but_no_outline(typed: str, quoted: str) -> None:
    assert quote_notes(typed) == quoted


def test_a_link_ends_where_it_should() -> None:
    address = "https://example.org/a>b c"
    assert markdown_link(address, address) == (
        r"[https://example.org/a>b c](<https://example.org/a%3Eb%20c>)"
    )
    assert markdown_link("a*b", None) == r"a\*b"
