"""Design reviews from end to end: a team, two tabs, a lost link, a keyboard, a new edition."""

import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from browser.fit import WIDE, assert_fit, assert_fit_in_every_look
from browser.teams import answer_all, begin, not_applicable, tab_to
from common import ONTOLOGY, SAMPLE
from playwright.sync_api import Browser, Page, expect
from servers import snag_serve

from snaglist.build.proof import REASONER_CACHE
from snaglist.reviews.commands.answering import answer
from snaglist.reviews.statuses import Answer, Status
from snaglist.reviews.yaml_file import edit_record
from snaglist.snapshot.snapshot import Snapshot
from snaglist.web.reviews.clock import CLOCK_COOKIE


def another(browser: Browser, base: str) -> Page:
    """A window of somebody else, who shares nothing with the first."""
    return browser.new_context(
        base_url=base, viewport=WIDE, reduced_motion="reduce"
    ).new_page()  # fmt: skip


@pytest.mark.thorough
def test_days_are_those_of_whoever_reads_and_signs(browser: Browser, base: str) -> None:
    there = browser.new_context(base_url=base, timezone_id="Pacific/Kiritimati")
    page = there.new_page()
    edit, _ = begin(page)
    page.goto(f"{edit}/issues/SNAG-013")
    not_applicable(page)
    page.goto(f"{edit}/sign")
    clock = next(each for each in there.cookies() if each["name"] == CLOCK_COOKIE)
    assert (clock["value"], clock["path"], clock["sameSite"]) == ("840", "/reviews", "Lax")
    page.goto("/")
    page.goto(f"{edit}/sign")
    expect(page.get_by_role("radio", name="what is answered")).to_be_checked()
    page.get_by_label("Your name").fill("Eva")
    page.get_by_role("button", name="Sign off").click()
    expect(page.locator("main")).to_contain_text("where it was signed")
    there.close()


def test_a_team_goes_from_profile_to_signed_off_report(page: Page) -> None:
    edit, view = begin(page)
    page.get_by_role("link", name="Open the review").click()
    first = page.locator("#SNAG-013")
    expect(first).to_contain_text("People give false answers")
    expect(first.locator("blockquote")).to_be_visible()
    expect(first).to_contain_text("Surveys and forms")
    first.locator("summary").click()
    expect(first).to_contain_text("You would not see it without: Surveys and forms")

    page.get_by_role("link", name="Continue answering").click()
    page.get_by_role("radio", name="addressed").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("what you typed is still here")
    page.get_by_role("textbox", name="What was done").fill(
        "Home is compared with the first point of each day."
    )
    page.get_by_role("textbox", name="Notes").fill(
        "See **SNAG-014** too.\n\n<script>alert(1)</script>"
    )
    page.get_by_role("button", name="Save").click()
    answer_all(page, edit)

    page.goto(edit)
    page.get_by_role("link", name="Sign off").click()
    page.get_by_label("Your name").fill("Eva")
    page.get_by_label("Your role").fill("product owner")
    page.get_by_role("button", name="Sign off").click()
    page.goto(edit)
    expect(page.locator(".notice")).to_contain_text("Signed off by Eva")
    page.goto(page.locator(".row a[href*='/issues/']").first.get_attribute("href") or "")
    expect(page.get_by_role("button", name="Save")).to_have_count(0)

    page.goto(view)
    page.get_by_role("link", name="a page to print").first.click()
    expect(page.locator("body")).to_contain_text("Home is compared with the first point")
    expect(page.locator("body")).to_contain_text("Eva")
    assert page.locator("script").count() == 0


@pytest.mark.thorough
def test_the_meeting_of_half_an_hour(page: Page) -> None:
    edit, _ = begin(page, (("data", "sensors"), ("data", "upstream"), ("phase", "launch")))
    page.goto(edit)
    page.get_by_role("link", name="Ten questions").click()
    expect(page.locator(".meeting > li")).to_have_count(10)
    page.emulate_media(media="print")
    expect(page.locator("header.site nav")).to_be_hidden()
    expect(page.locator(".meeting .question").first).to_be_visible()


@pytest.mark.thorough
def test_two_tabs_conflict_and_nothing_is_lost(page: Page, browser: Browser, base: str) -> None:
    edit, _ = begin(page)
    other = another(browser, base)
    address = f"{edit}/issues/SNAG-013"
    page.goto(address)
    other.goto(address)
    not_applicable(page, "Ana says no.")

    other.get_by_role("radio", name=re.compile("^open")).check()
    other.get_by_role("textbox", name="Notes").fill("Ben is not so sure.")
    other.get_by_label("Your name").fill("Ben")
    other.get_by_role("button", name="Save").click()
    alert = other.locator(".conflict")
    expect(alert).to_contain_text("Ana says no.")
    expect(other.get_by_role("textbox", name="Notes")).to_have_value("Ben is not so sure.")
    expect(other.get_by_role("radio", name=re.compile("^open"))).to_be_checked()
    assert_fit(other)
    other.get_by_role("button", name="Save").click()
    other.goto(address)
    history = other.locator(".events")
    expect(history).to_contain_text(re.compile("Ana.*not applicable", re.DOTALL))
    expect(history).to_contain_text(re.compile("Ben.*open", re.DOTALL))
    other.context.close()


@pytest.mark.thorough
def test_a_link_is_revoked(page: Page, browser: Browser, base: str) -> None:
    edit, view = begin(page)
    other = another(browser, base)
    other.goto(view)
    expect(other.get_by_role("heading", level=1)).to_have_text("Travel survey")
    expect(other.get_by_role("link", name="Links")).to_have_count(0)

    page.goto(edit)
    page.get_by_role("link", name="Links").click()
    row = page.locator(".row", has_text="Link to read")
    row.locator("summary").click()
    assert_fit(page)
    row.get_by_role("button", name=re.compile("Revoke it")).click()
    expect(page.locator(".row.gone")).to_have_count(1)
    other.reload()
    expect(other.get_by_role("heading", level=1)).not_to_have_text("Travel survey")
    expect(other.locator("main")).not_to_contain_text(view.rpartition("/")[2])

    page.get_by_role("radio", name="read").check()
    page.get_by_label("For whom").fill("the auditor")
    page.get_by_role("button", name="Create link").click()
    again = page.locator(".given code").inner_text()
    assert again not in (edit, view)
    other.goto(again)
    expect(other.get_by_role("heading", level=1)).to_have_text("Travel survey")
    other.context.close()


@pytest.mark.thorough
def test_blind_reviewers_meet(page: Page, browser: Browser, base: str) -> None:
    links = begin(page, blind="Ana\nBen")
    assert len(links) == 4
    edit, ana, ben = links[0], links[2], links[3]
    others = another(browser, base)
    page.goto(f"{ana}/issues/SNAG-013")
    not_applicable(page, "Ana's own reason.")
    others.goto(f"{ben}/issues/SNAG-013")
    expect(others.locator("main")).not_to_contain_text("Ana's own reason.")
    others.get_by_role("radio", name=re.compile("^open")).check()
    others.get_by_role("button", name="Save").click()
    for who, link in ((page, ana), (others, ben)):
        who.goto(link)
        assert "own reason" not in who.locator("main").inner_text() or who is page
        who.get_by_role("link", name="Hand in").first.click()
        who.get_by_role("button", name="Hand in").click()
        expect(who.get_by_role("button", name="Hand in")).to_have_count(0)

    page.goto(edit)
    page.get_by_role("link", name="Differences").click()
    expect(page.locator(".row")).to_contain_text(["Ana's own reason."])
    assert_fit(page)
    page.get_by_role("link", name=re.compile("Settle it.*SNAG-013")).click()
    page.get_by_role("radio", name=re.compile("^open")).check()
    page.get_by_label("How you settled it").fill("Ana had not seen the second form.")
    page.get_by_label("Your name").fill("Ana and Ben")
    page.get_by_role("button", name=re.compile("^Settle")).click()
    page.goto(f"{edit}/issues/SNAG-013")
    expect(page.locator("main")).to_contain_text("Ana had not seen the second form.")
    others.context.close()


@pytest.mark.thorough
def test_a_review_is_held_by_keyboard_alone(page: Page) -> None:
    page.goto("/reviews")
    tab_to(page, page.get_by_role("link", name="Begin a review"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/reviews/new")
    tab_to(page, page.get_by_label("Project name"))
    page.keyboard.type("Travel survey")
    page.keyboard.press("Tab")
    page.keyboard.type("Ana")
    tab_to(page, page.locator("#data-surveys input"))
    page.keyboard.press("Space")
    tab_to(page, page.get_by_role("button", name="Begin the review"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Keep these links")
    tab_to(page, page.get_by_role("link", name="Open the review"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Travel survey")
    address = page.url
    tab_to(page, page.get_by_role("link", name="Continue answering"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/issues/*")
    first = page.url
    page.keyboard.press("4")
    expect(page.get_by_role("radio", name="not applicable")).to_be_checked()
    tab_to(page, page.get_by_role("textbox", name="Reason"))
    page.keyboard.type("We do not ask: 1 2 3 4.")
    page.keyboard.press("Control+Enter")
    page.wait_for_url(lambda url: url != first)
    page.goto(address)
    expect(page.locator(".counts-line").first).to_contain_text("not applicable 1")


@pytest.mark.thorough
def test_a_review_is_held_without_a_script(browser: Browser, base: str) -> None:
    context = browser.new_context(base_url=base, viewport=WIDE, java_script_enabled=False)
    page = context.new_page()
    edit, _ = begin(page)
    assert page.get_by_role("button", name="Copy").count() == 0
    assert answer_all(page, edit) >= 2
    context.close()


@pytest.mark.thorough
def test_a_review_goes_into_a_file_and_comes_back(page: Page, tmp_path: Path) -> None:
    edit, _ = begin(page)
    page.goto(f"{edit}/issues/SNAG-013")
    not_applicable(page, "Told in the file too.")
    page.goto(edit)
    with page.expect_download() as download:
        page.get_by_role("link", name="review.yaml").click()
    file = tmp_path / "review.yaml"
    download.value.save_as(file)
    page.goto(f"{edit}/delete")
    page.get_by_role("button", name="Delete for good").click()
    page.goto(edit)
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Travel survey")
    page.goto("/reviews")
    page.get_by_label("The file").set_input_files(file)
    page.get_by_role("button", name="Import").click()
    page.get_by_role("link", name="Open the review").click()
    expect(page.locator(".counts-line").first).to_contain_text("not applicable 1")


@pytest.mark.thorough
def test_a_file_is_joined_and_settled_from_one_of_the_answers(page: Page, tmp_path: Path) -> None:
    edit, _ = begin(page)
    page.goto(edit)
    with page.expect_download() as download:
        page.get_by_role("link", name="review.yaml").click()
    file = tmp_path / "review.yaml"
    download.value.save_as(file)
    said = Answer(status=Status.OPEN, owner="Ben", notes="Told on a branch.")
    at = datetime.now(UTC).replace(microsecond=0)
    edit_record(file, lambda record: answer(record, "SNAG-013", said, by="Ben", now=at))
    page.goto(f"{edit}/issues/SNAG-013")
    not_applicable(page, "Told on the server.")
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(f"{edit}/issues/SNAG-013")
    page.get_by_role("textbox", name="Notes").fill("A thought that was never saved.")

    page.goto("/reviews")
    page.get_by_label("The file").set_input_files(file)
    page.get_by_role("button", name="Import").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "This review is already on this server"
    )
    assert_fit(page)
    page.get_by_label("The link to edit the review").fill(edit)
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What the file would add")
    assert_fit_in_every_look(page)
    page.get_by_role("button", name="Add 1 event to the review").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Where answers differ")
    assert_fit_in_every_look(page)
    page.get_by_role("link", name="Take Ben’s answer to SNAG-013").click()
    expect(page.get_by_role("textbox", name="Notes")).to_have_value("Told on a branch.")
    assert_fit(page)
    page.locator(".again").get_by_role("button", name="Discard it").click()
    expect(page.get_by_role("textbox", name="Notes")).to_have_value("Told on a branch.")
    page.get_by_label("How you settled it").fill("Ben has seen the form.")
    page.get_by_label("Your name").fill("Ana and Ben")
    page.get_by_role("button", name=re.compile("^Settle")).click()
    page.goto(f"{edit}/issues/SNAG-013")
    expect(page.locator("main")).to_contain_text("Ben has seen the form.")


PARTS = (
    "",
    "/issues/SNAG-013",
    *(
        pytest.param(part, marks=pytest.mark.thorough)
        for part in (
            *("?mode=short", "?status=open", "/profile", "/add", "/links", "/sign", "/delete"),
            *("?owner=Ben&day=ends-within-30", "/answers", "/answers?owner=Ben"),
            *("/report.html", "/report.html?kind=handout", "/differences", "/join", "/export"),
        )
    ),
)


@pytest.fixture(scope="module")
def answered(browser: Browser, base: str) -> str:
    """A review in which something was said, and something is left."""
    page = another(browser, base)
    edit, _ = begin(page)
    page.goto(f"{edit}/issues/SNAG-013")
    page.get_by_role("radio", name="accepted").check()
    page.get_by_role("textbox", name="Reason").fill("One season.")
    page.get_by_role("textbox", name="Owner").fill("Ben")
    page.get_by_label("Accepted until").fill("2030-01-01")
    page.get_by_label("Links").fill("https://example.org/a-very-long-address/" + "x" * 120)
    page.get_by_role("textbox", name="Notes").fill("| a | b |\n|---|---|\n| 1 | 2 |\n\n`code`")
    page.get_by_role("button", name="Save").click()
    page.context.close()
    return edit


@pytest.mark.repeated
@pytest.mark.parametrize("part", PARTS)
def test_axe_finds_nothing_in_a_review(page: Page, answered: str, part: str) -> None:
    shown = page.goto(answered + part)
    assert shown
    assert shown.status == 200
    assert_fit_in_every_look(page)


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    """A later edition of the sample: one issue reworded, one retired, one new."""
    newer = tmp_path / "newer"
    shutil.copytree(SAMPLE, newer)
    first = next((newer / "issues").glob("SNAG-001*"))
    words = first.read_text().replace("its silence is taken for calm", "nobody hears the silence")
    first.write_text(words)
    second = next((newer / "issues").glob("SNAG-002*"))
    text = second.read_text()
    third = text.replace("SNAG-002", "SNAG-003").replace(
        "The gardeners stop looking at the dial", "The gardeners look elsewhere"
    )
    third = third.replace("[distrust of the dial]", "[looking elsewhere]")
    (newer / "issues" / "SNAG-003-the-gardeners-look-elsewhere.md").write_text(third)
    why = "status: retired\nretired:\n  why: Said better.\n  replaced_by: [SNAG-003]"
    second.write_text(text.replace("status: reviewed", why))
    mapped = newer / "mappings" / "garden.yaml"
    mapped.write_text(mapped.read_text().replace("SNAG-002", "SNAG-003"))
    rules = newer / "review" / "rules.yaml"
    rules.write_text(rules.read_text().replace("issue: SNAG-002", "issue: SNAG-003"))
    return newer


@pytest.mark.thorough
def test_a_review_is_carried_over_a_release(
    browser: Browser, tmp_path: Path, newer: Path, snapshots: Path, sample_knowledge: Snapshot
) -> None:
    shared = {
        "SNAGLIST_ONTOLOGY": str(ONTOLOGY),
        "SNAGLIST_DATA": str(snapshots),
        "SNAGLIST_DATABASE_URL": f"sqlite:///{tmp_path / 'reviews.sqlite3'}",
    }
    with snag_serve("--catalog", SAMPLE, **shared) as port:
        page = another(browser, f"http://127.0.0.1:{port}")
        edit, _ = begin(page, (("devices", "thermometer"), ("looks", "nobody")))
        token = edit.rpartition("/")[2]
        page.goto(f"/reviews/{token}/issues/SNAG-001")
        not_applicable(page, "We have no dial.")
        page.context.close()
    # A folder of its own, but for what the reasoner answered the last time this test ran.
    data = tmp_path / "data"
    data.mkdir()
    (data / REASONER_CACHE).symlink_to(snapshots / REASONER_CACHE)
    shared["SNAGLIST_DATA"] = str(data)
    with snag_serve("--catalog", newer, **shared) as port:
        page = another(browser, f"http://127.0.0.1:{port}")
        page.goto(f"/reviews/{token}")
        page.get_by_role("link", name="See what that means").click()
        expect(page.locator("del").first).to_have_text(re.compile("silence|its"))
        expect(page.locator("ins").first).to_have_text(re.compile("nobody|hears"))
        expect(page.locator("main")).to_contain_text("Said better.")
        assert_fit(page)
        page.get_by_label("Your name").fill("Ben")
        page.get_by_role("button", name="Carry the review over").click()
        page.goto(f"/reviews/{token}")
        rows = page.locator(".row")
        expect(rows.filter(has_text="SNAG-001")).to_contain_text(["not applicable"])
        expect(rows.filter(has_text="SNAG-001")).to_contain_text(["reworded since"])
        expect(page.locator("#SNAG-002")).to_contain_text("Instead: SNAG-003")
        expect(page.locator("#SNAG-003")).to_contain_text("not looked at")
        page.goto(f"/reviews/{token}/issues/SNAG-001")
        expect(page.locator("del").first).to_be_visible()
        not_applicable(page, "Still no dial.")
        page.goto(f"/reviews/{token}")
        expect(page.locator("#SNAG-001")).not_to_contain_text("reworded since")
        page.context.close()
