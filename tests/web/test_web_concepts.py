"""Pages of what entries are sorted by: everything that belongs to a concept and nothing else."""

import pytest
from common import times
from flask.testing import FlaskClient

from snaglist.snapshot.snapshot import Snapshot
from snaglist.web.urls import TOPICS


@pytest.mark.thorough
@pytest.mark.repeated
@pytest.mark.parametrize(("scheme", "topic"), TOPICS.items())
def test_every_concept_has_what_belongs_to_it(
    site: FlaskClient, shipped: Snapshot, scheme: str, topic: str
) -> None:
    listed = site.get(f"/{topic}.json").get_json()["concepts"]
    assert [each["id"] for each in listed] == [
        c.id for c in shipped.catalogue.scheme(scheme).concepts
    ]
    for row in listed[:: times(4, 1)]:
        page = site.get(f"/{topic}/{row['id']}.json").get_json()
        expected = site.get(f"/issues.json?{scheme}={row['id']}").get_json()["issues"]
        assert [each["id"] for each in page["issues"]] == [each["id"] for each in expected]
        assert row["count"] == page["count"] == len(expected)
        assert site.get(f"/{topic}/{row['id']}").status_code == 200


def test_a_system_has_every_quote_about_it(site: FlaskClient, shipped: Snapshot) -> None:
    page = site.get("/systems/traffic-counting.json").get_json()
    about = [quote.id for quote in shipped.catalogue.quotes if "traffic-counting" in quote.about]
    assert page["quotes"] == about != []
    assert set(about) <= set(page["witnesses"])


def test_a_quality_has_every_claim_that_hurts_it(site: FlaskClient, shipped: Snapshot) -> None:
    page = site.get("/qualities/accuracy.json").get_json()
    claims = [
        claim.id
        for issue in shipped.catalogue.live_issues
        for claim in issue.claims
        if "accuracy" in claim.quality
    ]
    assert [claim["id"] for claim in page["claims"]] == claims != []


def test_a_phase_has_its_own_strategies(site: FlaskClient, shipped: Snapshot) -> None:
    page = site.get("/phases/maintenance.json").get_json()
    own = [each.id for each in shipped.catalogue.live_strategies if "maintenance" in each.phases]
    assert [each["id"] for each in page["strategies"]] == own != []


def test_neighbours_go_through_the_lifecycle(site: FlaskClient, shipped: Snapshot) -> None:
    phases = [each.id for each in shipped.catalogue.scheme("phase").concepts]
    found, at = [], f"/phases/{phases[0]}"
    while at:
        page = site.get(f"{at}.json").get_json()
        found.append(page["id"])
        at = page["next"] and page["next"]["url"]
    assert found == phases


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("/phases/Operation", 301, "/phases/operation"),
        ("/phases/opration", 404, "/phases/operation"),
        ("/systems/nothing", 404, ""),
        ("/colours", 404, ""),
    ],
)
def test_a_wrong_address_shows_the_way(
    site: FlaskClient, address: str, status: int, says: str
) -> None:
    response = site.get(address)
    assert response.status_code == status
    assert says in (response.location or response.text)
