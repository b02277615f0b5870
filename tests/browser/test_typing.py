"""Input methods, and what is copied with a text."""

import re

from common import CATALOG
from playwright.sync_api import Page, expect

from snaglist.sources.scaffolds import QuoteFinder

COMPOSING = """(input, signs) => input.dispatchEvent(new KeyboardEvent("keydown", {
    key: "Enter", bubbles: true, cancelable: true, ...signs}))"""


def test_an_enter_that_ends_a_composition_is_no_enter(page: Page) -> None:
    page.goto("/")
    box = page.get_by_role("combobox", name="Words to search for")
    box.focus()
    box.press_sequentially("alert fat")
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    # True where nobody has prevented what the browser does itself, which here is the input method.
    for signs in ({"isComposing": True}, {"keyCode": 229}):
        assert box.evaluate(COMPOSING, signs)
    assert not box.evaluate(COMPOSING, {})
    page.wait_for_url("**/issues/SNAG-036")


def test_what_is_copied_of_a_turn_is_its_words(page: Page) -> None:
    page.goto("/interviews/I07")
    # Two lines of one turn, the first with notes in its margin.
    copied = page.evaluate(
        """() => {
            const line = [...document.querySelectorAll(".turn .line")]
                .find((each) => each.querySelector(".notes") && each.nextElementSibling);
            const range = document.createRange();
            range.setStart(line.querySelector(".words"), 0);
            const end = line.nextElementSibling.querySelector(".words");
            range.setEnd(end, end.childNodes.length);
            const chosen = getSelection();
            chosen.removeAllRanges();
            chosen.addRange(range);
            return chosen.toString();
        }"""
    )
    assert not re.search(r"SNAG-|FIX-|Q\d{3}", copied)
    # The next step of whoever copies: the words are found as they are.
    (passage,) = QuoteFinder(CATALOG, "I07").find(copied)
    assert "\n" in passage.selector.exact
