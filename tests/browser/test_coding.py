"""Coding with a real browser: ten passages by keyboard alone and by mouse, and one conflict."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browser.fit import WIDE, assert_fit_in_every_look
from browser.teams import tab_to
from playwright.sync_api import Browser, Page, expect
from runner import fine
from web.coding_desk import DAY, SECRET, coding_app
from werkzeug.serving import make_server

from snaglist.snapshot.snapshot import Snapshot
from snaglist.sources.loader import load_catalogue

BY_KEYS = (
    "Welcome to the greenhouse",
    "wrong?",
    "thermometer died",
    "And then?",
    "the bell worked",
)
BY_MOUSE = ("seedlings", "hung a bell", "the gardeners", "never looked", "Café rules")

DRAG = """(words) => {
    for (const line of document.querySelectorAll(".words")) {
        const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
            const at = walker.currentNode.data.indexOf(words);
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(walker.currentNode, at);
            range.setEnd(walker.currentNode, at + words.length);
            line.scrollIntoView({block: "center"});
            const boxes = [...range.getClientRects()];
            const first = boxes[0], last = boxes.at(-1);
            return [first.left + 0.5, first.top + first.height / 2,
                last.right - 0.5, last.top + last.height / 2];
        }
    }
}"""
"""Where to press the mouse and where to let go, to select words."""


@pytest.fixture
def desk(browser: Browser, sample_knowledge: Snapshot, sample: Path) -> Iterator[Page]:
    """Ana at the transcript, having come in by the printed address."""
    server = make_server("127.0.0.1", 0, coding_app(sample_knowledge, sample), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    base = f"http://127.0.0.1:{server.server_port}"
    context = browser.new_context(base_url=base, viewport=WIDE, reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"/code?key={SECRET}")
    assert SECRET not in page.url
    page.get_by_role("link", name="I01").click()
    yield page
    context.close()
    server.shutdown()
    thread.join()


def save_by(page: Page, press: Callable[[], None]) -> None:
    """It is coded, and the form does not offer what was typed for it again."""
    # The page before may say "Coded." of another passage.
    with page.expect_navigation(url="**done=coded**"):
        press()
    expect(page.get_by_role("status").filter(has_text="Coded.")).to_be_visible()
    expect(page.locator("form .again")).to_have_count(0)


def code_by_keys(page: Page, words: str) -> None:
    """From the line's number: its words, of which these are kept; then the code, and Enter."""
    line = page.locator(".words", has_text=words).first
    whole = line.inner_text().strip()
    tab_to(page, line.locator("xpath=../a"))
    page.keyboard.press("Enter")
    field = page.get_by_role("textbox", name="Words")
    expect(field).to_be_focused()
    expect(field).to_have_value(whole)
    page.keyboard.press("ControlOrMeta+Home")
    for _ in range(whole.index(words)):
        page.keyboard.press("ArrowRight")
    for _ in words:
        page.keyboard.press("Shift+ArrowRight")
    tab_to(page, page.get_by_role("button", name="Keep only what is selected"))
    page.keyboard.press("Enter")
    expect(field).to_have_value(words)
    page.keyboard.type("SNAG-001")
    save_by(page, lambda: page.keyboard.press("Enter"))


def code_by_mouse(page: Page, words: str) -> None:
    left, top, right, bottom = page.evaluate(DRAG, words)
    page.mouse.move(left, top)
    page.mouse.down()
    page.mouse.move(right, bottom, steps=5)
    page.mouse.up()
    expect(page.get_by_role("textbox", name="Words")).to_have_value(words)
    expect(page.get_by_label("Code", exact=True)).to_be_focused()
    page.keyboard.type("FIX-001")
    save_by(page, lambda: page.keyboard.press("Enter"))


@pytest.mark.thorough
def test_ten_passages_two_coders_and_a_conflict(desk: Page, sample: Path) -> None:
    for words in BY_KEYS:
        code_by_keys(desk, words)
    for words in BY_MOUSE:
        code_by_mouse(desk, words)
    for coder, words in (("ben", "And then?"), ("ana", "burn me once")):
        options = ("--code", "SNAG-002", "--coder", coder, "--today", str(DAY))
        fine("code", "add", "I01", words, *options, "--catalog", sample)
    desk.get_by_role("textbox", name="Words").fill("And then?\n")
    desk.get_by_label("Code", exact=True).fill("SNAG-002")
    desk.get_by_label("Memo").fill("Not lost")
    desk.get_by_role("button", name="Save").click()
    told = desk.get_by_role("alert")
    expect(told).to_contain_text("Added: line 7, “burn me once”")
    expect(desk.get_by_label("Memo")).to_have_value("Not lost")
    save_by(desk, desk.get_by_role("button", name="Save").click)
    ana = next(each for each in load_catalogue(sample).codings if each.coder == "ana")
    assert {each.exact for each in ana.codings} == {*BY_KEYS, *BY_MOUSE, "burn me once"}
    desk.get_by_role("link", name="Change the coding of line 4").click()
    desk.get_by_role("button", name="Remove this coding").click()
    desk.get_by_role("button", name="Put the coding of line 4 back").click()
    assert load_catalogue(sample).codings[0].codings == ana.codings
    assert_fit_in_every_look(desk)


@pytest.mark.thorough
def test_a_page_elsewhere_cannot_write(desk: Page, browser: Browser, sample: Path) -> None:
    """Another server of this machine, in a tab of the browser that has the cookie."""
    assert not (sample / "interviews/I01/codings").exists()
    target, other = desk.url, desk.context.new_page()
    form = f"<form method=post action='{target}'><input name=words value='And then?'></form>"
    other.route(
        "http://127.0.0.1:9/", lambda route: route.fulfill(body=form, content_type="text/html")
    )
    other.goto("http://127.0.0.1:9/")
    with other.expect_navigation():
        other.evaluate("document.forms[0].submit()")
    expect(other.locator("main")).to_contain_text("nothing was written")
    assert not (sample / "interviews/I01/codings").exists()
