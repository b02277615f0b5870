"""Pictures hold what the catalogue says: every arrow, every box apart, every number."""

import re
from itertools import combinations

import pytest
from flask.testing import FlaskClient

from snaglist.model.catalogue import Catalogue
from snaglist.snapshot.snapshot import Snapshot
from snaglist.web.components.chains import ISSUE_BOX


def arrows(catalogue: Catalogue) -> list[tuple[str, str, bool]]:
    return [(issue.id, a.issue, a.inferred) for issue, a in catalogue.live_arrows]


def test_the_map_has_every_arrow(site: FlaskClient, shipped: Snapshot) -> None:
    told = site.get("/map.json").get_json()
    drawn = [(a["from"], a["to"], a["inferred"]) for a in told["picture"]["arrows"]]
    assert drawn == arrows(shipped.catalogue)
    assert told["told"] + told["published"] + told["inferred"] == len(drawn)
    joined = {name for one, other, _ in drawn for name in (one, other)}
    assert {issue["id"] for issue in told["picture"]["issues"]} == joined
    assert told["alone"] == len(shipped.catalogue.live_issues) - len(joined)


def test_every_arrow_leads_to_where_it_is_told(site: FlaskClient) -> None:
    arrows_drawn = site.get("/map.json").get_json()["picture"]["arrows"]
    assert arrows_drawn
    for arrow in arrows_drawn:
        address, _, anchor = arrow["url"].partition("#")
        page = site.get(address).text
        assert page.count(f'id="{anchor}"') == 1
        assert all(f"{quote} in place" in page for quote in arrow["quotes"])


def test_no_box_covers_another_and_none_is_cut_off(site: FlaskClient) -> None:
    picture = site.get("/map.json").get_json()["picture"]
    assert len(picture["issues"]) > 1
    for one, other in combinations(picture["issues"], 2):
        apart = (
            abs(one["x"] - other["x"]) >= ISSUE_BOX[0] or abs(one["y"] - other["y"]) >= ISSUE_BOX[1]
        )
        assert apart, (one["id"], other["id"])
    for issue in picture["issues"]:
        assert 0 <= issue["x"] <= picture["width"] - ISSUE_BOX[0]
        assert 0 <= issue["y"] <= picture["height"] - ISSUE_BOX[1]
        assert len(issue["lines"]) <= 3


def test_arrows_go_to_the_right_from_edge_to_edge(site: FlaskClient) -> None:
    picture = site.get("/map.json").get_json()["picture"]
    boxes = {issue["id"]: issue for issue in picture["issues"]}
    assert picture["arrows"]
    for arrow in picture["arrows"]:
        numbers = [float(number) for number in re.findall(r"[0-9.]+", arrow["path"])]
        start, end = boxes[arrow["from"]], boxes[arrow["to"]]
        assert numbers[:2] == [start["x"] + ISSUE_BOX[0], start["y"] + ISSUE_BOX[1] / 2]
        assert numbers[-2:] == [end["x"] - 6, end["y"] + ISSUE_BOX[1] / 2]
        assert start["x"] < end["x"]


def test_the_chain_of_an_issue_is_all_that_leads_to_it_and_from_it(
    site: FlaskClient, shipped: Snapshot
) -> None:
    every = [(one, other) for one, other, _ in arrows(shipped.catalogue)]
    assert every
    for issue in shipped.catalogue.live_issues:
        chains = site.get(f"/issues/{issue.id}.json").get_json()["chains"]
        drawn = {(a["from"], a["to"]) for a in chains["arrows"]} if chains else set()
        assert drawn == reached(every, issue.id) | {
            (other, one) for one, other in reached([(b, a) for a, b in every], issue.id)
        }
        if chains:
            assert [each["id"] for each in chains["issues"] if each["here"]] == [issue.id]


def reached(every: list[tuple[str, str]], start: str) -> set[tuple[str, str]]:
    """The arrows that lie on a way from ``start``, by brute force."""
    found: set[tuple[str, str]] = set()
    while more := {a for a in every if a[0] in {start, *(b for _, b in found)}} - found:
        found |= more
    return found


def test_the_matrix_counts_issues(site: FlaskClient, shipped: Snapshot) -> None:
    told = site.get("/matrix.json").get_json()
    for row in told["rows"]:
        for cell in row["cells"]:
            expected = [
                issue
                for issue in shipped.catalogue.live_issues
                if issue.category == row["id"] and cell["phase"] in issue.phases
            ]
            assert cell["count"] == len(expected)
            assert site.get(cell["url"].replace("?", ".json?")).get_json()["total"] == cell["count"]
    radii = {cell["count"]: cell["radius"] for row in told["rows"] for cell in row["cells"]}
    assert max(radii.values()) == told["largest"]
    assert radii[0] == 0


@pytest.mark.parametrize(("address", "count"), [("/map", "quotes"), ("/matrix", "issues")])
def test_the_query_gives_the_same_numbers(site: FlaskClient, address: str, count: str) -> None:
    told = site.get(f"{address}.json").get_json()
    rows = site.get(told["sparql"]).get_json()["results"]["bindings"]
    got = sorted(int(row[count]["value"]) for row in rows)
    if address == "/map":
        expected = sorted(len(arrow["quotes"]) for arrow in told["picture"]["arrows"])
    else:
        cells = [cell["count"] for row in told["rows"] for cell in row["cells"]]
        expected = sorted(number for number in cells if number)
    assert got == expected
