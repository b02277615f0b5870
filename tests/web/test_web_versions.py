"""What an entry said before: its versions, what changed, and how each is cited."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from web.conftest import EDITIONS, GONE
from web.web_sample import CATALOGUE

from snaglist.model.entry_version import SHORT, digest_of, parts_of
from snaglist.snapshot.snapshot import Snapshot

OLD = next(iter(EDITIONS.texts))
NOW = digest_of(parts_of(CATALOGUE.issues[0]))
OLD_PAGE, NOW_PAGE = (f"/issues/SNAG-001/versions/{each[:SHORT]}" for each in (OLD, NOW))


def data(client: FlaskClient, address: str) -> Any:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return answer.get_json()


def test_every_version_has_a_page_by_its_hash(client: FlaskClient) -> None:
    found = data(client, "/issues/SNAG-001/versions.json")["versions"]
    assert [(each["digest"], each["current"]) for each in found] == [(NOW, True), (OLD, False)]
    assert found[1]["editions"] == ["0.0.9"]
    for each in found:
        assert data(client, f"{each['url']}.json")["version"] == each
    said = [tuple(part) for part in parts_of(CATALOGUE.issues[0])]
    parts = data(client, f"{NOW_PAGE}.json")["parts"]
    assert [(part["field"], part["key"], part["text"]) for part in parts] == said


def test_the_difference_is_word_by_word(client: FlaskClient) -> None:
    changes = {
        each["field"]: each["spans"] for each in data(client, f"{NOW_PAGE}.json")["differences"]
    }
    assert changes["definition"] == [
        {"op": "kept", "text": "A device stops, and the stop comes to light"},
        {"op": "lost", "text": "too"},
        {"op": "kept", "text": "late."},
    ]
    assert "<del>too</del>" in client.get(NOW_PAGE).text
    back = client.get(f"{OLD_PAGE}?against={NOW[:SHORT]}").text
    assert "<ins>too</ins>" in back


@pytest.mark.parametrize("address", [OLD_PAGE, NOW_PAGE, f"{OLD_PAGE}.json", f"{NOW_PAGE}.json"])
def test_nothing_is_said_of_what_was_withdrawn(client: FlaskClient, address: str) -> None:
    page = client.get(address).text
    assert GONE not in page
    assert "qualifies" in page or "late" in page


def test_what_is_gone_from_the_catalogue_keeps_its_versions(client: FlaskClient) -> None:
    answer = client.get(f"/issues/SNAG-900/versions/{OLD[:SHORT]}")
    assert answer.status_code == 200
    assert "no such entry any more" in answer.text
    assert client.get("/issues/SNAG-901/versions").status_code == 404


@pytest.mark.parametrize("digest", [OLD[: SHORT - 1], "0" * SHORT, OLD[:SHORT].upper() + "x"])
def test_half_a_hash_is_none(client: FlaskClient, digest: str) -> None:
    assert client.get(f"/issues/SNAG-001/versions/{digest}").status_code == 404


def test_a_version_is_cited_in_its_edition(client: FlaskClient) -> None:
    found = data(client, f"{OLD_PAGE}.json")
    iri = f"https://w3id.org/snaglist/id/SNAG-001/versions/{OLD[:SHORT]}"
    assert len({each["style"] for each in found["cite"]}) == len(found["cite"])
    for each in found["cite"]:
        assert iri in each["text"], each["style"]
        assert "0.0.9" in each["text"], each["style"]
        assert "2026" in each["text"], each["style"]
    answer = client.get(iri.removeprefix("https://w3id.org/snaglist"))
    assert (answer.status_code, answer.headers["Location"]) == (303, OLD_PAGE)


def test_each_edition_that_is_out_is_written_down(shipped: Snapshot) -> None:
    editions = [each.version for each in shipped.catalogue.about.editions]
    written = [record.version for record in shipped.editions.records]
    assert [*written, editions[-1]][: len(editions)] == editions


def test_differences_are_those_of_all_entries_that_differ(
    site: FlaskClient, shipped: Snapshot
) -> None:
    record = shipped.editions.records[0]
    found = {d["id"]: d for d in data(site, f"/changes.json?since={record.version}")["differences"]}
    now = {entry.id: digest_of(parts_of(entry)) for entry in shipped.catalogue.entries}
    assert set(found) == {
        name for name in now | dict(record.entries) if now.get(name) != record.entries.get(name)
    }
    for name, each in found.items():
        kind = "added" if name not in record.entries else "changed" if name in now else "removed"
        assert each["kind"] == kind
        assert bool(each["parts"]) == (kind == "changed"), name
    some = next(iter(found.values()))
    assert site.get(some["url"]).status_code == 200
    assert data(site, f"/changes.json?since={record.version}&id={some['id']}")["differences"] == [
        some
    ]
