"""Every kind of page: fit for everybody, light, at rest, and alone."""

import gzip
import re

import pytest
from browser.fit import LOOKS, assert_fit
from browser.kinds import KINDS
from playwright.sync_api import Browser, Page, Response

pytestmark = pytest.mark.slow

HEAVIEST = 150_000
"""Octets of HTML, CSS and script of a page together, compressed."""

HEAVIEST_SCRIPT = 15_000
"""Octets of script of a page, compressed."""

MOST_SHIFT = 0.001
"""A hundredth of what counts as good: on a busy machine a page is not painted all at once."""

SHIFTS = """() => new Promise((done) => {
    let total = 0;
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) total += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
    setTimeout(() => done(total), 200);
})"""


@pytest.mark.parametrize("address", KINDS)
@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing(browser: Browser, base: str, address: str, look: str) -> None:
    size, scheme, _ = LOOKS[look]
    context = browser.new_context(
        base_url=base, viewport=size, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(address)
    assert_fit(page, look)
    context.close()


@pytest.mark.parametrize("address", KINDS)
def test_a_page_is_light_at_rest_and_alone(page: Page, base: str, address: str) -> None:
    answers: list[Response] = []

    def note(answer: Response) -> None:
        answers.append(answer)

    page.on("response", note)
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto(address, wait_until="load")
    assert page.evaluate(SHIFTS) < MOST_SHIFT
    assert problems == []
    assert {answer.url.startswith(base) for answer in answers} == {True}
    sizes = {answer.url: len(gzip.compress(answer.body())) for answer in answers}
    scripts = sum(size for url, size in sizes.items() if url.endswith(".js"))
    assert scripts < HEAVIEST_SCRIPT
    assert sum(size for url, size in sizes.items() if not re.search(r"\.svg$", url)) < HEAVIEST
