"""The files to take along: what they are told to be, under their names and under their hashes."""

import hashlib
from base64 import b64encode
from typing import Any

import pytest
from flask.testing import FlaskClient

from snaglist.dataset.distributions import GRAPH_PARTS
from snaglist.graph.rdf_formats import RDF_FORMATS
from snaglist.snapshot.snapshot import Snapshot
from snaglist.web.app import create_app


@pytest.fixture(scope="module")
def browser(sample_knowledge: Snapshot) -> FlaskClient:
    """A browser on the sample catalogue, really built."""
    return create_app(sample_knowledge).test_client(use_cookies=False)


@pytest.fixture(scope="module")
def dumps(browser: FlaskClient) -> list[dict[str, Any]]:
    return list(browser.get("/data.json").get_json()["dumps"])


def test_every_part_comes_in_every_format(dumps: list[dict[str, Any]]) -> None:
    for part in GRAPH_PARTS:
        there = {dump["media_type"] for dump in dumps if dump["part"] == part}
        assert {info.media_type for info in RDF_FORMATS.values()} <= there
    names = {dump["name"] for dump in dumps}
    assert {"ontology.owl", "snaglist.sqlite3", "context.jsonld", "claims.csv"} <= names


def test_size_and_hash_are_true_at_both_addresses(
    browser: FlaskClient, dumps: list[dict[str, Any]]
) -> None:
    assert dumps
    for dump in dumps:
        for address in (dump["url"], dump["permanent"]):
            with browser.get(address) as response:
                content = response.data
                assert response.mimetype == dump["media_type"]
            assert (len(content), hashlib.sha256(content).hexdigest()) == (
                dump["size"],
                dump["sha256"],
            )


def test_the_page_shows_size_and_hash(browser: FlaskClient, dumps: list[dict[str, Any]]) -> None:
    text = browser.get("/data").text
    assert dumps
    for dump in dumps:
        assert dump["sha256"] in text
        assert f'href="{dump["permanent"]}"' in text
        assert f'href="{dump["url"]}"' in text


def test_a_name_is_asked_anew_and_a_hash_is_kept(
    browser: FlaskClient, dumps: list[dict[str, Any]]
) -> None:
    dump = dumps[0]
    with browser.get(dump["url"]) as response:
        assert response.headers["Cache-Control"] == "no-cache"
        assert response.headers["ETag"] == f'"{dump["sha256"]}"'
    with browser.get(dump["permanent"]) as response:
        kept = set(response.headers["Cache-Control"].split(", "))
        assert kept == {"public", "max-age=31536000", "immutable"}
        digest = b64encode(hashlib.sha256(response.data).digest()).decode()
        assert response.headers["Repr-Digest"] == f"sha-256=:{digest}:"
        assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_another_hash_is_another_file(browser: FlaskClient, dumps: list[dict[str, Any]]) -> None:
    assert browser.get(f"/data/{'0' * 64}/{dumps[0]['name']}").status_code == 404
    assert browser.get(f"/data/{dumps[1]['sha256']}/{dumps[0]['name']}").status_code == 404


def test_part_of_a_file_can_be_fetched_to_go_on_with_a_download(
    browser: FlaskClient, dumps: list[dict[str, Any]]
) -> None:
    dump = next(dump for dump in dumps if dump["name"] == "snaglist.sqlite3")
    with browser.get(dump["permanent"], headers={"Range": "bytes=0-14"}) as response:
        assert (response.status_code, response.data) == (206, b"SQLite format 3")
    for whole in ("bytes=0-1,4-5", "items=0-1", "seconds=5-", "nonsense"):
        with browser.get(dump["url"], headers={"Range": whole}) as response:
            assert (response.status_code, response.content_length) == (200, dump["size"]), whole
    with browser.get(dump["url"], headers={"Range": f"bytes={dump['size']}-"}) as response:
        assert response.status_code == 416
        assert response.headers["Content-Range"] == f"bytes */{dump['size']}"
    seen = {"If-None-Match": f'"{dump["sha256"]}"'}
    with browser.get(dump["url"], headers=seen) as response:
        assert response.status_code == 304


def test_the_context_is_served_for_documents_of_others(browser: FlaskClient) -> None:
    with browser.get("/context.jsonld") as response:
        assert response.mimetype == "application/ld+json"
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert "Content-Disposition" not in response.headers
        assert "hasClaim" in response.get_json(force=True)["@context"]


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        (None, "text/turtle"),
        ("*/*", "text/turtle"),
        ("application/ld+json", "application/ld+json"),
        ("text/turtle;q=0.5, application/rdf+xml", "application/rdf+xml"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "text/turtle"),
    ],
)
def test_the_data_is_described_where_programs_look(
    browser: FlaskClient, accept: str | None, media_type: str
) -> None:
    headers = {"Accept": accept} if accept else {}
    response = browser.get("/.well-known/void", headers=headers)
    assert response.mimetype == media_type
    assert "Accept" in response.vary
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert b"http://localhost/data/snaglist-everything.ttl" in response.data


def test_the_description_names_the_address_it_is_asked_at(browser: FlaskClient) -> None:
    text = browser.get("/.well-known/void", base_url="https://data.example/snags").text
    assert "<https://data.example/snags/sparql>" in text


def test_a_dump_can_be_asked_about(browser: FlaskClient, dumps: list[dict[str, Any]]) -> None:
    with browser.head(dumps[0]["url"]) as response:
        assert int(response.headers["Content-Length"]) == dumps[0]["size"]
        assert response.data == b""
