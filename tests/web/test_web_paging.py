"""Long lists come by pages: each thing once, and no page is heavy."""

import re

import pytest
from flask.testing import FlaskClient

from snaglist.web.components.paging import Paging
from snaglist.web.pages import changes

LINE = re.compile(r'<a class="meta" href="(/[^"]+#H\d+)">in its history</a>')


def test_every_thing_is_on_one_page() -> None:
    for total in (0, 1, 6, 7, 8, 21):
        things = list(range(total))
        last = Paging(page=1, size=7, total=total).last
        pages = [Paging(page=n, size=7, total=total) for n in range(1, last + 1)]
        assert [thing for each in pages for thing in things[each.shown]] == things
        for each in pages:
            assert all(each.page_of(thing) == each.page for thing in things[each.shown])


def test_changes_come_by_pages_and_their_data_whole(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "PAGE_LINES", 3)
    view = client.get("/changes.json").get_json()
    places = [line["place"] for day in view["days"] for line in day["changes"]]
    assert len(view["pages"]) == -(-len(places) // 3) > 1
    shown = [LINE.findall(client.get(page["url"]).text) for page in view["pages"]]
    assert [place for page in shown for place in page] == places
    assert client.get(view["pages"][-1]["url"]).text.count('aria-current="page">') == 1


def test_editions_lead_to_the_page_where_their_changes_begin(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "PAGE_LINES", 3)
    view = client.get("/changes.json").get_json()
    for edition in view["editions"]:
        text = client.get(edition["url"]).text
        section = text.partition(f'<h2 id="{edition["id"]}">')[2].partition("</section>")[0]
        firsts = [day["changes"][0] for day in view["days"] if day["edition"] == edition["version"]]
        assert section
        assert LINE.findall(section)[:1] == [each["place"] for each in firsts[:1]]


@pytest.mark.parametrize("typed", ["0", "-1", "99", "two", "１", "1" * 40])
def test_a_page_that_there_is_not_is_refused(client: FlaskClient, typed: str) -> None:
    assert client.get("/changes", query_string={"page": typed}).status_code == 400
    assert client.get("/changes.atom?page=1").status_code == 400


WHOLE_TEXTS = re.compile(r"/interviews/I\d+|/ontology")
"""Pages that are one text, which would be no easier to read or search in pieces."""


@pytest.mark.thorough
def test_no_page_of_the_catalogue_is_over_200_kb(site: FlaskClient) -> None:
    listed = re.findall(r"<loc>http://localhost(/[^<]*)</loc>", site.get("/sitemap.xml").text)
    more = ("/changes?since=0.1.0", "/evidence?rows=claims", "/evidence?rows=findings")
    sizes = {path: len(site.get(path).data) for path in (*listed, *more)}
    assert len(sizes) > 300
    heavy = {path: size for path, size in sizes.items() if size > 200_000}
    assert not {path: size for path, size in heavy.items() if not WHOLE_TEXTS.fullmatch(path)}
