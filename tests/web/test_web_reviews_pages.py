"""Every page of a review, in each of its states, is sound and leads where it says."""

from collections import defaultdict
from html import escape
from io import BytesIO

import pytest
from reviews.sample_review import BLIND, DIFFERING, FINDINGS, SIGNED, rich, upto
from web.review_desk import ADMIN, Desk, links_in
from web.test_web_pages import FOREIGN, sound

from snaglist.reviews.replay import rebuild
from snaglist.reviews.yaml_file import write_record

STATES = {
    "begun": 1,
    "blind": BLIND,
    "differing": DIFFERING,
    "signed": SIGNED,
    "rich": len(rich().events),
}
PATHS = ("", "?mode=short", "?status=open", "/profile", "/add", "/links", "/sign", "/upgrade",
         "/answers", "/differences", "/hand-in", "/delete", "/join", "/export")  # fmt: skip
TITLE = rebuild(rich()).title
ELSEWHERE = ("http:", "https:", "mailto:")


def links_of(desk: Desk, state: str) -> list[str]:
    """The links to a review in a state: to edit, to read, and those of reviewers if blind."""
    text = write_record(upto(STATES[state]))
    made = desk.post("/reviews/import", file=(BytesIO(text.encode()), "review.yaml"))
    assert sound(made.text).problems == []
    return links_in(made)


def check(desk: Desk, path: str) -> set[str]:
    """A page that is sound; gives where it leads. What cannot be had now is told as a page."""
    response = desk.get(path)
    assert response.status_code in (200, 403, 409), path
    page = sound(response.text)
    assert (page.problems, page.open) == ([], []), path
    assert len(page.ids) == len(set(page.ids)), path
    assert page.tags.count("h1") == page.tags.count("main") == page.tags.count("title") == 1
    assert not FOREIGN.intersection(page.tags)
    assert "" not in page.links, path
    assert response.status_code != 200 or escape(TITLE) in response.text, path
    found = {link for link in page.links if link and not link.startswith(ELSEWHERE)}
    own = {link for link in found if link.startswith("#")}
    assert {link[1:] for link in own} <= set(page.ids), path
    return found - own


@pytest.mark.parametrize(
    "state",
    [
        *("begun", "blind"),
        *(
            pytest.param(each, marks=pytest.mark.thorough)
            for each in ("signed", "differing", "rich")
        ),
    ],
)
def test_review_pages_are_sound_and_lead_somewhere(desk: Desk, state: str) -> None:
    reviews = links_of(desk, state)
    assert reviews
    for review in reviews:
        issues = [row["url"] for row in desk.json(review)["issues"]]
        leads = set().union(*(check(desk, f"{review}{path}") for path in PATHS))
        leads |= set().union(*(check(desk, path) for path in issues))
        assert leads
        taken = ("/add", "/import", "/new", "/revoke", "/reopen", "/sign", "/upgrade", "/delete")
        anchors: dict[str, set[str]] = defaultdict(set)
        for link in leads:
            address, _, anchor = link.partition("#")
            if not (address.startswith("/static") or address.endswith(taken)):
                anchors[address].update({anchor} if anchor else ())
        for address, wanted in sorted(anchors.items()):
            with desk.get(address) as response:
                assert response.status_code in (200, 409), address
                if wanted and response.status_code == 200 and response.mimetype == "text/html":
                    assert wanted <= set(sound(response.get_data(as_text=True)).ids), address


@pytest.mark.parametrize("path", ["/reviews", "/reviews/new", "/reviews/admin", "/reviews/x"])
def test_pages_around_reviews_are_sound(desk: Desk, path: str) -> None:
    for _ in range(2):
        page = sound(desk.get(path).text)
        assert (page.problems, page.open) == ([], [])
        assert len(page.ids) == len(set(page.ids))
        desk.begin()
        desk.post("/reviews/admin", admin_token=ADMIN)


def test_forms_that_come_back_are_sound(desk: Desk) -> None:
    edit, _ = desk.begin()
    desk.answer(edit, "SNAG-001", seen=0, status="open")
    pages = (
        desk.answer(edit, "SNAG-001", seen=0, status="addressed", done="So."),
        desk.answer(edit, "SNAG-001", status="accepted", links="x", due="y"),
        desk.post("/reviews/new", reviewers="Bo"),
        desk.post(f"{edit}/links", kind="reviewer"),
        desk.post(f"{edit}/sign"),
        desk.post(f"{edit}/add"),
        desk.post(f"{edit}/upgrade", by="Ana"),
        desk.post(f"{edit}/profile", by=""),
        desk.post("/reviews/import"),
        desk.post(f"{edit}/join"),
        desk.get(f"{edit}/export?to=jira&repository=x&warn-days=y"),
    )
    for response in pages:
        assert response.status_code in (400, 409)
        page = sound(response.text)
        assert (page.problems, page.open) == ([], [])
        assert len(page.ids) == len(set(page.ids))
        anchors = {link[1:] for link in page.links if link.startswith("#")}
        assert anchors
        assert anchors <= set(page.ids)


@pytest.mark.parametrize("path", ["", "?mode=short", "/issues/SNAG-003"])
def test_a_finding_is_no_quotation(desk: Desk, path: str) -> None:
    """It stands in a figure of its own that says published, with the way to the publication."""
    edit, *_ = links_of(desk, "begun")
    page = desk.get(f"{edit}{path}").text
    finding = FINDINGS["SNAG-003"]
    start = page.index('<figure class="finding">')
    figure = page[start : page.index("</figure>", start)]
    assert f"Published</span> {finding.text}</p>" in figure
    assert f'href="{finding.address}"' in figure
    assert "blockquote" not in figure
