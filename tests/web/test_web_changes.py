"""The changes as a page and as a feed that feed readers accept (RFC 4287)."""

from datetime import datetime
from xml.etree import ElementTree as ET

from flask.testing import FlaskClient
from web.web_sample import CATALOGUE

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def feed(client: FlaskClient) -> ET.Element:
    return ET.fromstring(client.get("/changes.atom").data)


def test_every_line_of_every_history_is_there_latest_first(client: FlaskClient) -> None:
    told = client.get("/changes.json").json
    assert told is not None
    lines = [
        (day["on"], line["id"], line["what"]) for day in told["days"] for line in day["changes"]
    ]
    expected = [
        (change.on.isoformat(), entry.id, change.what)
        for entry in CATALOGUE.entries
        for change in entry.history
    ]
    assert sorted(lines) == sorted(expected)
    assert told["total"] == len(expected)
    days = [day["on"] for day in told["days"]]
    assert days == sorted(set(days), reverse=True)


def test_a_line_leads_to_its_place_in_the_history(client: FlaskClient) -> None:
    told = client.get("/changes.json").json
    assert told is not None
    for line in (line for day in told["days"] for line in day["changes"]):
        address, _, anchor = line["place"].partition("#")
        assert f'id="{anchor}"' in client.get(address).text


def test_the_feed_has_what_atom_demands(client: FlaskClient) -> None:
    root = feed(client)
    for holder in (root, *root.findall("a:entry", ATOM)):
        for name in ("id", "title", "updated"):
            (found,) = holder.findall(f"a:{name}", ATOM)
            assert found.text
        moment = datetime.fromisoformat(holder.findtext("a:updated", "", ATOM))
        assert moment.tzinfo is not None
    assert root.findtext("a:author/a:name", "", ATOM)
    ids = [entry.findtext("a:id", "", ATOM) for entry in root.findall("a:entry", ATOM)]
    assert ids
    assert len(set(ids)) == len(ids)
    assert all(name.startswith("https://w3id.org/snaglist/id/") for name in ids)


def test_links_of_the_feed_are_whole_addresses_of_this_server(client: FlaskClient) -> None:
    for link in feed(client).iter(f"{{{ATOM['a']}}}link"):
        assert link.get("href", "").startswith("http://localhost/")
    mounted = client.get("/changes.atom", environ_overrides={"SCRIPT_NAME": "/snags"})
    assert 'href="http://localhost/snags/changes.atom"' in mounted.text


def test_pages_name_the_feed(client: FlaskClient) -> None:
    assert (
        'type="application/atom+xml" title="Changes" href="/changes.atom"' in client.get("/").text
    )
