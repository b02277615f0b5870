"""``assert_fit`` looks at few elements, and finds all the same what is wrong with one of many."""

from collections.abc import Iterator

import pytest
from browser.fit import WINDOWS, Look, assert_fit
from playwright.sync_api import Browser, Page

ROWS = "".join(f"<li>Row {number}</li>" for number in range(200))
LIST = f'<ul role="list">{ROWS}</ul>'
PAGE = f"""<!doctype html><html lang="en"><title>Rows</title>
<meta name="viewport" content="width=device-width">
<style>
    :root {{ color-scheme: light dark; background: Canvas; color: CanvasText }}
    %s
</style>
<main><h1>Rows</h1>{LIST}%s</main></html>"""


@pytest.fixture
def blank(browser: Browser) -> Iterator[Page]:
    """A page without a site behind it."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("look", WINDOWS)
def test_nothing_is_wrong_with_a_page_of_rows(blank: Page, look: Look) -> None:
    blank.set_content(PAGE % ("", ""))
    assert_fit(blank, look, thorough=False)


@pytest.mark.parametrize(
    ("look", "style", "body", "rule"),
    [
        ("light", "li:nth-child(150) { color: #bbb }", "", "color-contrast"),
        ("light", "li:nth-child(150) { background: #666 }", "", "color-contrast"),
        ("light", "", "<img src='data:,'>", "image-alt"),
        (
            "dark",
            "@media (prefers-color-scheme: dark) { li:nth-child(150) { color: #333 } }",
            "",
            "color-contrast",
        ),
        (
            "narrow",
            "@media (max-width: 400px) { button span { display: none } }",
            "<button><span>Go</span></button>",
            "button-name",
        ),
        (
            "narrow",
            "@media (max-width: 400px) { ul { height: 3em; overflow: auto } }",
            "",
            "scrollable-region-focusable",
        ),
    ],
)
@pytest.mark.thorough
def test_one_of_many_is_found(blank: Page, look: Look, style: str, body: str, rule: str) -> None:
    blank.set_content(PAGE % (style, body))
    for thorough in (False, True):
        with pytest.raises(AssertionError, match=rule):
            assert_fit(blank, look, thorough=thorough)


def test_a_broken_word_in_the_head_of_a_table_is_found(blank: Page) -> None:
    style = "th { width: 60px; overflow-wrap: anywhere } table { table-layout: fixed; width: 60px }"
    head = "<table><thead><tr><th>%s</th></tr></thead></table>"
    blank.set_content(PAGE % (style, head % "Data in use"))
    assert_fit(blank, "narrow", thorough=False)
    blank.set_content(PAGE % (style, head % "Requirements"))
    with pytest.raises(AssertionError, match="Requirements"):
        assert_fit(blank, "narrow", thorough=False)


def test_what_is_too_wide_is_found(blank: Page) -> None:
    blank.set_content(PAGE % ("", "<p style='width: 400px'>Wide.</p>"))
    with pytest.raises(AssertionError, match="narrow"):
        assert_fit(blank, "narrow", thorough=False)
