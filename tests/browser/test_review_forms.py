"""Forms of a review in a browser: what failed has the focus, and what is typed is not lost."""

import re
from collections.abc import Iterator

import pytest
from browser.fit import NARROW, assert_fit, assert_fit_in_every_look
from browser.teams import begin, not_applicable, tab_to
from playwright.sync_api import Browser, Dialog, Page, Response, ViewportSize, expect

PHONE: ViewportSize = {"width": 375, "height": 700}

HOSPITAL = (
    *(("data", name) for name in ("sensors", "upstream", "typed", "own-records")),
    *(("sources", name) for name in ("overlap", "rhythm")),
    *(("labels", name) for name in ("people", "outcome", "selected")),
    *(("tested", name) for name in ("random", "elsewhere")),
    *(("decides", name) for name in ("operators", "experts")),
    *(("phase", "launch"), ("model", "bought"), ("measured", "model"), ("alarm", "flood")),
    *(("affected", "harm"), ("users", "hearsay"), ("retrained", "once"), ("live", "late")),
)
"""The profile of a large system: what a hospital says of an alert that it buys."""

MOST_LOADS = 12
"""Pages that a half hour may take in the browser, from the profile to the signature."""

FOCUSED = "document.activeElement.className"


@pytest.fixture
def phone(browser: Browser, base: str) -> Iterator[Page]:
    """A telephone."""
    context = browser.new_context(base_url=base, viewport=PHONE, reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.mark.thorough
def test_on_a_phone_a_failed_save_is_seen_and_told(phone: Page) -> None:
    edit, _ = begin(phone)
    phone.goto(f"{edit}/issues/SNAG-013")
    expect(phone.get_by_role("link", name="Answer", exact=True)).to_be_in_viewport()
    phone.get_by_role("link", name="Answer", exact=True).click()
    expect(phone.get_by_role("heading", name="Your answer")).to_be_in_viewport()
    phone.get_by_role("radio", name="accepted").check()
    phone.get_by_role("textbox", name="Reason").fill("One season.")
    phone.get_by_role("button", name="Save").click()
    problem = phone.get_by_role("alert")
    expect(problem).to_be_focused()
    expect(problem).to_be_in_viewport()
    expect(phone).to_have_title(re.compile("^Error: SNAG-013"))
    problem.get_by_role("link", name="Owner").click()
    expect(phone.get_by_role("textbox", name="Owner")).to_be_focused()
    expect(phone.get_by_role("textbox", name="Reason")).to_have_value("One season.")
    phone.get_by_role("textbox", name="Owner").fill("Ben")
    phone.get_by_label("Accepted until").fill("2999-01-01")
    phone.get_by_role("button", name="Save").click()
    saved = phone.locator(".saved")
    expect(saved).to_be_focused()
    expect(saved).to_contain_text("Saved. SNAG-013 is accepted now.")
    assert_fit(phone, "narrow")


@pytest.mark.thorough
def test_the_answer_is_early_on_a_phone_and_for_the_keyboard(phone: Page) -> None:
    edit, _ = begin(phone)
    phone.goto(f"{edit}/issues/SNAG-013")
    phone.keyboard.press("Tab")
    phone.keyboard.press("Tab")
    expect(phone.get_by_role("link", name="Skip to the answer")).to_be_focused()
    phone.keyboard.press("Enter")
    phone.keyboard.press("Tab")
    assert phone.evaluate("document.activeElement.name") == "status"
    tops = phone.evaluate(
        """() => ["answer", "why", "history"].map(
            (id) => document.getElementById(id).getBoundingClientRect().top)"""
    )
    assert tops == sorted(tops)


@pytest.mark.thorough
def test_leaving_asks_only_where_something_was_typed(page: Page) -> None:
    edit, _ = begin(page)
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.goto(f"{edit}/issues/SNAG-013")
    expect(page.get_by_text("Keys: 1 open")).to_be_visible()
    page.keyboard.press("n")
    page.wait_for_url(lambda url: "SNAG-013" not in url)
    assert asked == []
    page.keyboard.press("p")
    page.wait_for_url("**/SNAG-013")
    page.keyboard.press("2")
    expect(page.get_by_role("radio", name="addressed")).to_be_checked()
    page.keyboard.press("n")
    expect(page.get_by_role("radio", name="addressed")).to_be_checked()
    assert asked == ["beforeunload"]
    page.get_by_role("textbox", name="What was done").fill("A bell.")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".saved")).to_be_visible()
    assert asked == ["beforeunload"]


def test_back_after_a_failed_save_brings_what_was_typed(page: Page) -> None:
    edit, _ = begin(page)
    page.on("dialog", lambda dialog: dialog.accept())
    address = f"{edit}/issues/SNAG-013"
    page.goto(address)
    page.get_by_role("radio", name="accepted").check()
    page.get_by_role("textbox", name="Notes").fill("Long thoughts.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_role("textbox", name="Reason").fill("More of them.")
    page.goto(edit)
    answer = page.go_back()
    assert answer
    assert answer.request.method == "GET"
    expect(page.get_by_role("textbox", name="Notes")).to_have_value("Long thoughts.")
    expect(page.get_by_role("textbox", name="Reason")).to_have_value("More of them.")
    expect(page.get_by_role("radio", name="accepted")).to_be_checked()
    note = page.locator(".again")
    expect(note).to_contain_text("What you typed here is not saved yet.")
    assert_fit(page)
    note.get_by_role("button", name="Discard it").click()
    expect(page.get_by_role("textbox", name="Notes")).to_have_value("")
    expect(page.get_by_role("radio", name="accepted")).not_to_be_checked()
    page.reload()
    expect(note).to_have_count(0)
    # What is saved is not brought back as if it were not, even where the page that says so was
    # left before its script ran.
    page.get_by_role("radio", name="not applicable").check()
    page.get_by_role("textbox", name="Reason").fill("We do not ask.")
    page.route("**/snaglist*.js*", lambda route: route.abort())
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".saved")).to_be_visible()
    page.unroute("**/snaglist*.js*")
    page.goto(address)
    expect(page.get_by_role("textbox", name="Reason")).to_have_value("We do not ask.")
    expect(note).to_have_count(0)


@pytest.mark.thorough
def test_words_that_come_back_do_not_hide_what_others_said_meanwhile(
    page: Page, browser: Browser, base: str
) -> None:
    edit, _ = begin(page)
    page.on("dialog", lambda dialog: dialog.accept())
    address = f"{edit}/issues/SNAG-013"
    page.goto(address)
    page.get_by_role("radio", name=re.compile("^open")).check()
    page.get_by_role("textbox", name="Notes").fill("Mine.")
    page.goto(edit)
    other = browser.new_context(base_url=base).new_page()
    other.goto(address)
    other.get_by_label("Your name").fill("Ben")
    not_applicable(other, "Ben says no.")
    other.context.close()
    page.goto(address)
    expect(page.get_by_role("textbox", name="Reason")).to_have_value("Ben says no.")
    note = page.locator(".again")
    expect(note).to_contain_text("when this page said something else")
    assert_fit(page)
    note.get_by_role("button", name="Put it back").click()
    expect(note).to_contain_text("What you typed here is not saved yet.")
    expect(page.get_by_role("textbox", name="Notes")).to_have_value("Mine.")
    page.get_by_role("button", name="Save").click()
    conflict = page.locator(".conflict")
    expect(conflict).to_be_focused()
    expect(conflict).to_contain_text("Ben says no.")


@pytest.mark.thorough
def test_a_review_that_was_begun_is_not_begun_again_by_back(page: Page) -> None:
    begin(page)
    page.get_by_role("link", name="Open the review").click()
    answer = page.go_back()
    assert answer
    assert answer.request.method == "GET"
    expect(page.get_by_label("Project name")).to_have_value("")


def tick(page: Page, issues: list[str]) -> None:
    """Tick rows of the table."""
    for issue in issues:
        page.locator(f"#t-{issue}").check()


def save_ticked(page: Page, status: str, **fields: str) -> None:
    """Give what is ticked one answer."""
    page.get_by_role("radio", name=status).check()
    for name, value in fields.items():
        page.locator(f"#f-{name}").fill(value)
    page.get_by_role("button", name="Save for all that are ticked").click()
    expect(page.locator(".saved")).to_be_focused()


@pytest.mark.thorough
def test_the_ten_of_a_large_review_are_answered_and_signed_within_few_pages(page: Page) -> None:
    """From the profile to the signature, which covers the ten of the meeting."""
    loads: list[str] = []

    def count(answer: Response) -> None:
        request = answer.request
        if request.is_navigation_request() and not 300 <= answer.status < 400:
            loads.append(request.url)

    page.on("response", count)
    edit, _ = begin(page, HOSPITAL)
    page.goto(edit)
    page.get_by_role("link", name="Answer many at once").click()
    assert page.locator("tbody input[name^='tick.']").count() >= 36
    ids = page.locator("tbody input[data-row=ten]").evaluate_all("(all) => all.map(({id}) => id)")
    ten = [name.removeprefix("t-") for name in ids]
    assert len(ten) == 10
    tick(page, ten[:4])
    save_ticked(page, "open, later", owner="Ana", due="2999-01-01")
    tick(page, ten[4:7])
    save_ticked(page, "open, later", owner="Ben", due="2999-02-01")
    tick(page, ten[7:9])
    save_ticked(page, "not applicable", reason="The vendor's part; asked of the vendor.")
    page.locator(f"[href$='/issues/{ten[9]}']").click()
    page.get_by_role("radio", name="addressed").check()
    page.get_by_role("textbox", name="What was done").fill("Tried on the ward for a week.")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".saved")).to_be_focused()
    page.goto(f"{edit}/sign")
    page.get_by_role("radio", name="the ten of the meeting").check()
    page.get_by_label("Your name").fill("Cleo")
    page.get_by_role("button", name="Sign off").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Signed off")
    expect(page.get_by_text("For 10 of")).to_be_visible()
    assert len(loads) <= MOST_LOADS, loads


@pytest.mark.thorough
def test_many_are_answered_by_keyboard_alone(page: Page) -> None:
    edit, _ = begin(page)
    page.goto(edit)
    tab_to(page, page.get_by_role("link", name="Answer many at once"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/answers")
    tab_to(page, page.get_by_role("link", name="all", exact=True))
    page.keyboard.press("Enter")
    boxes = page.locator("tbody input[name^='tick.']")
    for box in boxes.all():
        expect(box).to_be_checked()
    tab_to(page, boxes.first)
    page.keyboard.press("Space")
    tab_to(page, page.get_by_role("radio", name="not applicable"))
    page.keyboard.press("Space")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("alert")).to_be_focused()
    expect(boxes.first).not_to_be_checked()
    assert_fit(page)
    tab_to(page, page.get_by_role("link", name="Reason: Say why."))
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox", name="Reason")).to_be_focused()
    page.keyboard.type("We do not ask.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".saved")).to_contain_text("1 issue is left to look at.")
    expect(boxes).to_have_count(1)


@pytest.mark.thorough
def test_a_row_that_somebody_changed_is_shown_and_fits(
    page: Page, browser: Browser, base: str
) -> None:
    edit, _ = begin(page)
    page.goto(f"{edit}/answers?tick=all")
    other = browser.new_context(base_url=base).new_page()
    other.goto(f"{edit}/issues/SNAG-013")
    other.get_by_label("Your name").fill("Ben")
    not_applicable(other, "Ben says no.")
    other.context.close()
    page.get_by_role("radio", name="not applicable").check()
    page.get_by_role("textbox", name="Reason").fill("Ana says no, too.")
    page.get_by_role("button", name="Save for all that are ticked").click()
    expect(page.locator(".conflict")).to_be_focused()
    row = page.locator("tr.changed")
    expect(row).to_contain_text("Ben says no.")
    expect(page.get_by_role("textbox", name="Reason")).to_have_value("Ana says no, too.")
    assert_fit_in_every_look(page)


@pytest.mark.thorough
def test_all_of_it_works_without_a_script(browser: Browser, base: str) -> None:
    context = browser.new_context(base_url=base, viewport=NARROW, java_script_enabled=False)
    page = context.new_page()
    edit, _ = begin(page)
    page.goto(f"{edit}/answers")
    expect(page.get_by_text("Keys:")).to_be_hidden()
    page.get_by_role("link", name="all", exact=True).click()
    page.get_by_role("button", name="Save for all that are ticked").click()
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_role("radio", name="not applicable").check()
    page.get_by_role("textbox", name="Reason").fill("We do not ask.")
    page.get_by_role("button", name="Save for all that are ticked").click()
    expect(page.locator(".saved")).to_be_focused()
    page.get_by_role("link", name="Sign off").click()
    page.get_by_role("button", name="Sign off").click()
    page.goto(f"{edit}/delete")
    page.get_by_role("button", name="Delete for good").click()
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_label("Type the name of the project").fill("Travel survey")
    page.get_by_role("button", name="Delete for good").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Deleted")
    context.close()


@pytest.mark.thorough
def test_what_is_mine_is_found(page: Page) -> None:
    edit, _ = begin(page)
    page.goto(f"{edit}/answers?tick=all")
    save_ticked(page, "open, later", owner="Ana", due="2999-01-01")
    page.goto(edit)
    page.get_by_role("link", name=re.compile("^Mine")).click()
    expect(page).to_have_url(re.compile(r"\?owner=Ana$"))
    expect(page.locator(".choices")).to_contain_text("Ana (you)")
    assert_fit_in_every_look(page)
