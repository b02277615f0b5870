"""Where issues occur: pages count what a query counts, and the picture shows what was counted."""

import csv
import io
from itertools import pairwise
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from snaglist.analysis.occurrence import (
    Occurrence,
    Within,
    co_occurrence,
    expected_saturation,
    occurrences,
    saturation,
)
from snaglist.snapshot.snapshot import Snapshot
from snaglist.web.components.saturation_picture import saturation_picture
from snaglist.web.sparql_queries import OCCURRENCES_QUERY

SVG = "{http://www.w3.org/2000/svg}"


def rows(site: FlaskClient, path: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(site.get(path).get_data(as_text=True), newline="")))


def test_issues_by_interview_are_what_the_query_counts(site: FlaskClient) -> None:
    query = urlencode({"query": OCCURRENCES_QUERY, "format": "csv"})
    counted = rows(site, f"/sparql?{query}")
    view = site.get("/issues-by-interview.json").get_json()
    shown = {
        (row["issue"]["id"], interview["id"]): count
        for row in view["rows"]
        for interview, count in zip(view["interviews"], row["counts"], strict=True)
        if count
    }
    asked = {
        (row["issue"].rpartition("/")[2], row["interview"].rpartition("/")[2]): int(row["quotes"])
        for row in counted
    }
    assert shown == asked
    assert len(shown) > 30
    assert sum(view["totals"]) == sum(shown.values())


def test_pairs_of_the_file_are_all_and_of_the_page_the_first(
    site: FlaskClient, shipped: Snapshot
) -> None:
    pairs = co_occurrence(occurrences(shipped.catalogue), Within.INTERVIEW)
    assert len(rows(site, "/co-occurrence.csv?within=interview")) == len(pairs) > 100
    view = site.get("/co-occurrence.json?within=interview").get_json()
    assert view["of"] == len(pairs)
    assert [pair["together"] for pair in view["pairs"]] == [each.together for each in pairs[:100]]


def test_one_interview_has_no_picture_of_saturation(site: FlaskClient, shipped: Snapshot) -> None:
    view = site.get("/saturation.json").get_json()
    assert len(view["steps"]) == len(shipped.catalogue.interviews) == 1
    assert view["picture"] is None
    assert "1 interview here" in site.get("/saturation").text


coded = st.lists(st.sets(st.sampled_from("ABCDEFGH")), min_size=2, max_size=40)


@given(coded)
def test_the_picture_shows_what_was_counted(interviews: list[set[str]]) -> None:
    found = [
        Occurrence(issue=issue, quote=issue, interview=f"I{n:02}", turn="T", person="P")
        for n, issues in enumerate(interviews)
        for issue in issues
    ]
    names = [f"I{n:02}" for n in range(len(interviews))]
    steps = saturation(found, names)
    picture = saturation_picture(steps, expected_saturation(found, names, 20, seed=3))
    points = picture["points"]
    assert [point["total"] for point in points] == [step.total for step in steps]
    assert [point["new"] for point in points] == [len(step.new) for step in steps]
    for before, after in pairwise(points):
        assert before["x"] < after["x"]
        assert before["y"] >= after["y"]
    for place in (picture["line"], picture["mean"], picture["band"]):
        for x, y in (point.split(",") for point in place.split()):
            assert picture["left"] <= float(x) <= picture["right"]
            assert picture["top"] <= float(y) <= picture["base"]
    assert len(picture["band"].split()) == 2 * len(steps)
    for axis, last in (("across", len(steps)), ("up", max(1, steps[-1].total))):
        labels = [tick["label"] for tick in picture[axis]]  # type: ignore[literal-required]
        assert labels == sorted(set(labels))
        assert labels[-1] == last
        assert len(labels) <= 13


@pytest.mark.parametrize("path", ["/issues-by-interview", "/co-occurrence"])
def test_pictures_on_their_own_have_all_dots_told_without_colour(
    many: FlaskClient, path: str
) -> None:
    picture = many.get(f"{path}.json").get_json()["picture"]
    answer = many.get(f"{path}.svg")
    root = ElementTree.fromstring(answer.data)
    drawn = {
        group[0].text: (float(group[1].get("r", "")), group[2].text)
        for group in root.iter(f"{SVG}g")
        if len(group) == 3 and group[0].tag == f"{SVG}title"
    }
    assert drawn == {d["says"]: (d["r"], str(d["count"])) for d in picture["dots"]}
    assert drawn
    sizes = sorted((dot["count"], dot["r"]) for dot in picture["dots"])
    for (count, r), (more, larger) in pairwise(sizes):
        assert r**2 / larger**2 == pytest.approx(count / more, rel=0.1)
    for words in root.iter(f"{SVG}text"):
        assert float(words.get("x", "")) < float(root.get("width", ""))
    for link in root.iter(f"{SVG}a"):
        assert link.get("href", "").startswith("http://localhost/")
    page = many.get(path).text
    assert f'href="{path}.svg"' in page
    assert page.count("<circle") == len(drawn)


def test_the_picture_of_saturation_stands_alone(many: FlaskClient, site: FlaskClient) -> None:
    view = many.get("/saturation.json").get_json()
    root = ElementTree.fromstring(many.get("/saturation.svg").data)
    said = [title.text for title in root.iter(f"{SVG}title")][1:]
    assert said == [
        f"{step['interview']['id']}: {len(step['new'])} new, {step['total']} in all"
        for step in view["steps"]
    ]
    assert [line.get("stroke-dasharray") for line in root.iter(f"{SVG}polyline")] == ["5 4", None]
    words = " ".join(str(each.text) for each in root.iter(f"{SVG}text"))
    assert (
        "the dashed line the mean of 1,000 random orders (seed 0), the band 95 % of them." in words
    )
    assert "saturation can be seen from two on" in site.get("/saturation.svg").text
    assert many.get("/saturation").text.count("<circle") == len(said)


def test_dots_are_what_was_counted(many: FlaskClient) -> None:
    view = many.get("/issues-by-interview.json").get_json()
    counted = {
        f"{row['issue']['id']}, {interview['id']}: {count}"
        for row in view["rows"]
        for interview, count in zip(view["interviews"], row["counts"], strict=True)
        if count
    }
    assert {dot["says"] for dot in view["picture"]["dots"]} == counted
    pairs = many.get("/co-occurrence.json?within=interview").get_json()
    together = {
        f"{pair['second']['id']}, {pair['first']['id']}: {pair['together']}"
        for pair in pairs["pairs"]
    }
    assert {dot["says"] for dot in pairs["picture"]["dots"]} == together


def test_of_many_issues_those_of_the_most_frequent_pairs_are_drawn(site: FlaskClient) -> None:
    view = site.get("/co-occurrence.json").get_json()
    assert view["of"] > view["drawn"] == len(view["picture"]["rows"]) + 1 <= 20
    first = view["pairs"][0]
    says = f"{first['second']['id']}, {first['first']['id']}: {first['together']}"
    assert says in {dot["says"] for dot in view["picture"]["dots"]}
