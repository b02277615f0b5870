"""Every kind of page: fit for everybody, light, at rest, and alone."""

import gzip
import re

import pytest
from browser.fit import assert_fit_in_every_look
from browser.kinds import FURTHER, KINDS
from playwright.sync_api import Page, Response

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
    setTimeout(() => done(total), 100);
})"""


@pytest.mark.repeated
@pytest.mark.parametrize(
    "address",
    [*KINDS, *(pytest.param(each, marks=pytest.mark.thorough) for each in FURTHER)],
)
def test_a_page_is_light_at_rest_alone_and_fit(page: Page, base: str, address: str) -> None:
    """One visit for all of it: what it loads, how it settles, and then in every look."""
    answers: list[Response] = []

    def note(answer: Response) -> None:
        answers.append(answer)

    page.on("response", note)
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto(address, wait_until="load")
    assert page.evaluate(SHIFTS) < MOST_SHIFT
    assert answers
    assert {answer.url.startswith(base) for answer in answers} == {True}
    sizes = {answer.url: len(gzip.compress(answer.body())) for answer in answers}
    scripts = sum(size for url, size in sizes.items() if url.endswith(".js"))
    assert scripts < HEAVIEST_SCRIPT
    assert sum(size for url, size in sizes.items() if not re.search(r"\.svg$", url)) < HEAVIEST
    assert_fit_in_every_look(page)
    assert problems == []
