"""Entries side by side, collections, and feeds of changes: what the address names, and no more."""

import csv
import io
import json
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient
from web.web_sample import CATALOGUE

from snaglist.model.entry import Issue
from snaglist.web.components.collections import MOST_COLLECTED
from snaglist.web.pages.compare import MOST_COMPARED

ATOM = {"a": "http://www.w3.org/2005/Atom"}
COLLECTED = "?id=SNAG-001&id=FIX-001&id=SNAG-001-C1&id=I07-Q001&id=P001-F1&id=P001"


def data(client: FlaskClient, address: str) -> Any:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return answer.get_json()


def feed_ids(client: FlaskClient, address: str) -> set[str]:
    root = ET.fromstring(client.get(address).data)
    return {each.findtext("a:title", "", ATOM).split()[0] for each in root.findall("a:entry", ATOM)}


def test_what_is_shared_is_every_witness_of_both_and_no_other(client: FlaskClient) -> None:
    found = data(client, "/compare.json?id=SNAG-001&id=FIX-001")
    resting = {
        entry.id: {witness.ref for each in entry.witnessed for witness in each.witnesses}
        for entry in CATALOGUE.entries
    }
    for _, claim in CATALOGUE.named_by["FIX-001"]:
        resting["FIX-001"] |= {witness.ref for witness in claim.witnesses}
    shared = {each["id"]: each for each in found["shared_witnesses"]}
    assert set(shared) == resting["SNAG-001"] & resting["FIX-001"]
    assert shared
    page = client.get("/compare?id=SNAG-001&id=FIX-001").text
    for name, each in shared.items():
        assert each["entries"] == ["SNAG-001", "FIX-001"]
        assert page.count(f'id="shared-{name}"') == 1
        assert f'href="#shared-{name}"' in page


def test_told_and_published_are_counted_apart(client: FlaskClient) -> None:
    for entry in data(client, "/compare.json?id=SNAG-001&id=SNAG-002")["entries"]:
        told = CATALOGUE.find(Issue, entry["id"])
        assert entry["evidence"]["quote_count"] == len(told.quote_ids())
        assert entry["evidence"]["finding_count"] == len(told.finding_ids())


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("/compare?id=snag-002,SNAG-001", "/compare?id=SNAG-002&id=SNAG-001"),
        ("/compare.json?id=SNAG-001&id=SNAG-001", "/compare.json?id=SNAG-001"),
        (
            "/collection?id=I07-Q001+FIX-001+SNAG-001",
            "/collection?id=SNAG-001&id=FIX-001&id=I07-Q001",
        ),
        ("/collection.bib?id=i07-q001;SNAG-001", "/collection.bib?id=SNAG-001&id=I07-Q001"),
        ("/collection?id=", "/collection"),
    ],
)
def test_the_same_things_have_one_address(client: FlaskClient, typed: str, address: str) -> None:
    answer = client.get(typed)
    assert (answer.status_code, answer.headers["Location"]) == (302, address)
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("/compare?id=SNAG-999", 404, "SNAG-999"),
        ("/compare?ids=SNAG-001", 400, "Try id"),
        ("/collection?id=I07", 400, "cannot be collected"),
        ("/collection?id=SNAG-001&title=x", 400, "Try id"),
        ("/changes?since=yesterday", 400, "2026-11-28"),
        ("/changes?since=0001-01-01", 400, "neither an edition"),
        ("/changes.atom?category=weather", 400, "data"),
        ("/changes?kategory=data", 400, "category"),
        ("/changes?id=SNAG-999", 404, "SNAG-999"),
    ],
)
def test_what_cannot_be_asked_is_said(
    client: FlaskClient, address: str, status: int, says: str
) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert says in answer.text


def test_more_than_there_is_room_for_is_refused(client: FlaskClient) -> None:
    names = list(CATALOGUE.things)
    for page, most in (("compare", MOST_COMPARED), ("collection", MOST_COLLECTED)):
        answer = client.get(f"/{page}", query_string={"id": " ".join(names[: most + 1])})
        assert answer.status_code == 400
        assert f"at most {most}" in answer.text


def test_what_is_no_entry_is_left_out_and_named(client: FlaskClient) -> None:
    found = data(client, "/compare.json?id=SNAG-001&id=I07-Q001")
    assert [each["id"] for each in found["entries"]] == ["SNAG-001"]
    assert found["left_out"] == ["I07-Q001"]


def test_every_form_of_a_collection_has_all_of_it(client: FlaskClient) -> None:
    found = data(client, f"/collection.json{COLLECTED}")
    ids = ["SNAG-001", "FIX-001", "SNAG-001-C1", "I07-Q001", "P001-F1", "P001"]
    assert [each["id"] for each in found["items"]] == ids
    rows = list(csv.DictReader(io.StringIO(client.get(f"/collection.csv{COLLECTED}").text)))
    assert [row["id"] for row in rows] == ids
    assert [each["id"] for each in data(client, f"/collection.csl.json{COLLECTED}")] == ids
    for suffix, mark in (("bib", "\n@"), ("ris", "\nER  -"), ("mla", "\n\n")):
        text = client.get(f"/collection.{suffix}{COLLECTED}").text
        assert f"\n{text}".count(mark) + (suffix == "mla") == len(ids), suffix
    shown = {each["style"]: each["text"] for each in found["bibliography"]}
    assert json.loads(shown["json"]) == data(client, f"/collection.csl.json{COLLECTED}")


def test_an_item_can_be_taken_out(client: FlaskClient) -> None:
    found = data(client, f"/collection.json{COLLECTED}")
    for item in found["items"]:
        assert client.get(item["without"]).status_code == 200
        left = [name for name in found["ids"] if name != item["id"]]
        assert data(client, item["without"].replace("?", ".json?"))["ids"] == left


def test_a_feed_is_of_what_it_says(client: FlaskClient) -> None:
    assert feed_ids(client, "/changes.atom?id=SNAG-002") == {"SNAG-002"}
    assert feed_ids(client, "/collection.atom?id=FIX-001&id=SNAG-002-C1") == {"SNAG-002", "FIX-001"}
    uses = {use.entry.id for use in CATALOGUE.uses["I07-Q001"]}
    assert feed_ids(client, "/collection.atom?id=I07-Q001") == uses
    trust = {e.id for e in CATALOGUE.issues if e.category == "trust" and e.history}
    assert feed_ids(client, "/changes.atom?category=trust") == trust
    assert "SNAG-001" in feed_ids(client, "/changes.atom?q=sensor+stops")
    assert feed_ids(client, "/changes.atom?since=2100-01-01") == set()


@pytest.mark.parametrize("address", ["/issues", "/strategies", "/search?q=sensor", "/evidence"])
def test_lists_can_be_ticked_without_a_script(client: FlaskClient, address: str) -> None:
    page = client.get(address).text
    assert page.count('<form id="ticked"') == 1
    assert 'type="checkbox" form="ticked" name="id"' in page
    assert 'formaction="/compare"' in page
