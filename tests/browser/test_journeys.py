"""What people come for, from end to end: a researcher, somebody with a keyboard, no script."""

import csv
import io
import re

import pytest
from browser.fit import WIDE
from playwright.sync_api import Browser, Page, expect


def test_a_researcher_searches_reads_and_cites(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Words to search for").fill("alarm fatige")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="alarm fatigue").click()
    page.get_by_role("complementary").get_by_role("link", name=re.compile("^issues")).click()
    page.get_by_role("complementary").get_by_role("link", name="Operation").click()
    expect(page.get_by_role("link", name="type: issues")).to_be_visible()
    page.get_by_role("link", name="SNAG-036").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "So many alerts that the system is shut off"
    )
    page.get_by_role("link", name="in place").first.click()
    quote = page.locator("mark:target")
    expect(quote).to_be_in_viewport()
    assert "alert" in quote.inner_text()
    page.go_back()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("link", name="cite", exact=True).first.click()
    page.get_by_role("button", name="Copy").first.click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "SNAG-036" in copied
    assert "https://w3id.org/snaglist/id/SNAG-036" in copied


@pytest.mark.thorough
def test_a_researcher_takes_the_results_along(page: Page) -> None:
    page.goto("/search?q=stale&type=issue")
    shown = page.locator(".hits .row h3 .id").all_inner_texts()
    table = page.request.get(
        page.get_by_role("link", name="CSV").get_attribute("href") or ""
    ).text()
    assert [row["id"] for row in csv.DictReader(io.StringIO(table))] == shown
    with page.expect_response("**/sparql?**"):
        page.get_by_role("main").get_by_role("link", name="SPARQL query").click()
    expect(page.get_by_role("table").first).to_contain_text(shown[0])


@pytest.mark.thorough
def test_suggestions_can_be_walked_with_the_keyboard(page: Page) -> None:
    page.goto("/")
    box = page.get_by_role("combobox", name="Words to search for")
    box.focus()
    box.press_sequentially("alert fat")
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    assert box.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    box.press("Escape")
    expect(options.first).to_be_hidden()
    box.press_sequentially("i")
    expect(options.first).to_be_visible()
    box.press("ArrowDown")
    box.press("Enter")
    page.wait_for_url("**/issues/SNAG-036")


@pytest.mark.thorough
def test_keys(page: Page) -> None:
    page.goto("/issues/SNAG-002")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()
    # A dialog gives the focus back after it is hidden; on a busy machine that takes its time.
    page.wait_for_function("!document.activeElement.closest('dialog')")
    page.keyboard.press("/")
    expect(page.locator("#q-top")).to_be_focused()
    page.keyboard.type("n?/")
    assert page.locator("#q-top").input_value() == "n?/"
    page.locator("h1").click()
    page.keyboard.press("n")
    page.wait_for_url("**/issues/SNAG-003")
    page.keyboard.press("p")
    page.wait_for_url("**/issues/SNAG-002")
    page.keyboard.press("?")
    page.get_by_label("Turn single-key shortcuts off").check()
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    page.reload()
    page.keyboard.press("/")
    expect(page.locator("#q-top")).not_to_be_focused()
    assert page.url.endswith("/issues/SNAG-002")


def test_the_first_tab_skips_to_the_content(page: Page) -> None:
    page.goto("/issues")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_everything_works_without_a_script(browser: Browser, base: str) -> None:
    context = browser.new_context(base_url=base, viewport=WIDE, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.get_by_label("Words to search for").fill("late data")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("complementary").get_by_role("link", name=re.compile("^issues")).click()
    page.get_by_role("link", name="SNAG-042").first.click()
    page.get_by_role("link", name="in place").first.click()
    assert "/interviews/I07#I07-Q" in page.url
    assert page.get_by_role("button", name="Copy").count() == 0
    assert page.get_by_role("button", name="Keys").count() == 0
    context.close()


@pytest.mark.thorough
def test_marks_of_one_category_only(page: Page) -> None:
    page.goto("/interviews/I07")
    trust = page.locator(".words mark.k-trust").first
    other = page.locator(".words mark:not(.k-trust)").first
    line = "(mark) => getComputedStyle(mark).textDecorationLine"
    assert other.evaluate(line) == trust.evaluate(line) == "underline"
    page.get_by_label("trust").check()
    assert trust.evaluate(line) == "underline"
    assert other.evaluate(line) == "none"


@pytest.mark.thorough
def test_the_minimap_leads_to_the_quote(page: Page) -> None:
    page.goto("/interviews/I07")
    page.locator(".minimap a").last.click()
    expect(page.locator("mark:target").first).to_be_in_viewport()


@pytest.mark.thorough
def test_a_quote_is_come_to_at_once_and_with_what_was_asked(browser: Browser, base: str) -> None:
    """Without a flight over the page, and a third of the window below its upper edge."""
    context = browser.new_context(base_url=base, viewport=WIDE, reduced_motion="no-preference")
    page = context.new_page()
    page.goto("/interviews/I07#I07-Q120")
    place = page.locator("mark:target")
    height = WIDE["height"]
    assert 0.25 * height < place.evaluate("it => it.getBoundingClientRect().top") < 0.45 * height
    context.close()


@pytest.mark.thorough
def test_an_arrow_leads_to_its_quotes(page: Page) -> None:
    page.goto("/map")
    page.get_by_role("link", name="SNAG-041 leads to SNAG-036").click()
    row = page.locator("#to-SNAG-036")
    expect(row).to_be_in_viewport()
    expect(row.locator("blockquote").first).to_be_visible()


@pytest.mark.thorough
def test_a_page_prints_as_a_hand_out(page: Page) -> None:
    page.goto("/issues/SNAG-001")
    page.emulate_media(media="print")
    for gone in ("header.site nav", ".search", ".formats", "footer button"):
        expect(page.locator(gone).first).to_be_hidden()
    expect(page.get_by_role("heading", name="Questions for a design review")).to_be_visible()
    expect(page.locator("blockquote").first).to_be_visible()
