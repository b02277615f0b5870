"""What a team does in a review, as steps of a journey."""

from collections.abc import Sequence

from playwright.sync_api import Locator, Page, expect

FEW = (("data", "surveys"), ("holds", "positions"))
"""A profile that leads to few issues."""


def begin(page: Page, profile: Sequence[tuple[str, str]] = FEW, blind: str = "") -> list[str]:
    """Begin a review of a travel survey; the addresses of its links, that to edit first."""
    page.goto("/reviews/new")
    page.get_by_label("Project name").fill("Travel survey")
    page.get_by_label("Your name").fill("Ana")
    for question, answer in profile:
        page.locator(f"#{question}-{answer} input").check()
    page.get_by_label("Names of blind reviewers").fill(blind)
    page.get_by_role("button", name="Begin the review").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Keep these links")
    return page.locator(".given code").all_inner_texts()


def not_applicable(page: Page, reason: str = "We do not ask.") -> None:
    """Answer the issue on the page, and go on."""
    page.get_by_role("radio", name="not applicable").check()
    page.get_by_role("textbox", name="Reason").fill(reason)
    page.get_by_role("button", name="Save").click()
    expect(page.locator("[data-saved]")).to_be_attached()


def answer_all(page: Page, address: str) -> int:
    """Continue answering until nothing is left; how many issues it were."""
    page.goto(address)
    number = 0
    while page.get_by_role("link", name="Continue answering").count():
        page.get_by_role("link", name="Continue answering").click()
        not_applicable(page)
        number += 1
        page.goto(address)
    return number


def tab_to(page: Page, target: Locator, most: int = 120) -> None:
    """Press Tab until something has the focus; whoever has no mouse gets there too."""
    for _ in range(most):
        if target.evaluate("(one) => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not get to {target}")
