"""Errors have one shape, say what would be right, and are never a 500."""

import json
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from web.test_web_pages import PAGES

from snaglist.index.query import FACETS
from snaglist.web.served import serving_of

WRONG = {
    "/issues/SNAG-01.json": (404, ["SNAG-001"]),
    "/issues/FIX-001.json": (404, []),
    "/strategies/FIX-002.json": (404, ["FIX-001"]),
    "/interviews/I70.json": (404, []),
    "/interviews/I70/quotes.json": (404, []),
    "/interviews/I07-Q001.json": (404, []),
    "/id/SNAG-01.ttl": (404, ["SNAG-001"]),
    "/isues.json": (404, ["issues"]),
    "/isues/SNAG-002.json": (404, ["SNAG-002"]),
    "/data/snaglist.json": (404, []),
    "/issues.json?category=dta": (400, []),
    "/issues.json?categry=data": (400, []),
    "/issues.json?phase=": (400, []),
    "/strategies.json?category=data": (400, []),
    "/search.json?q=a&page=abc": (400, []),
    "/search.json?q=a&page=0": (400, []),
    "/search.json?q=a&page=-1": (400, []),
    "/search.json?q=a&page=1.5": (400, []),
    "/search.json?q=a&page=99999999999999999999": (400, []),
    "/search.json?q=a&page=٣": (400, []),
    "/search.json?q=a&size=0": (400, []),
    "/search.json?q=a&size=1000": (400, []),
    "/search.json?q=a&typ=issue": (400, []),
    "/suggest.json?q=a&page=2": (400, []),
    "/sparql?query=nonsense": (400, []),
    "/sparql?query=ASK%20{}&format=png": (406, []),
}


@pytest.mark.parametrize(("path", "expected"), WRONG.items())
def test_one_shape(client: FlaskClient, path: str, expected: tuple[int, list[str]]) -> None:
    status, nearest = expected
    response = client.get(path)
    assert response.status_code == status
    assert response.content_type == "application/json"
    error = json.loads(response.data)["error"]
    assert list(error) == ["status", "title", "message", "nearest", "forms"]
    assert error["status"] == status
    assert error["message"]
    found = [one["id"] for one in error["nearest"]]
    assert set(nearest) <= set(found)
    assert all(set(one) == {"id", "title", "url"} for one in error["nearest"])


def test_the_nearest_are_linked_on_the_page(client: FlaskClient) -> None:
    response = client.get("/issues/SNAG-01")
    assert response.status_code == 404
    assert 'href="/issues/SNAG-001"' in response.text
    assert "&#39;SNAG-01&#39;" in response.text


def test_a_wrong_value_is_answered_with_the_right_ones(client: FlaskClient) -> None:
    error = client.get("/issues.json?category=dta").json
    assert error is not None
    assert "data" in error["error"]["message"]
    assert "1 to 100" in client.get("/search?q=a&page=abc").text


def test_accept_chooses_the_form_of_an_error(client: FlaskClient) -> None:
    as_data = client.get("/nowhere", headers={"Accept": "application/json"})
    assert as_data.is_json
    assert "Accept" in as_data.vary
    assert (
        client.get("/nowhere", headers={"Accept": "text/html, */*;q=0.8"}).mimetype == "text/html"
    )


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_can_be_written(client: FlaskClient, method: str) -> None:
    response = client.open("/issues.json", method=method)
    assert response.status_code == 405
    assert response.json is not None
    assert response.json["error"]["status"] == 405
    assert "GET" in response.headers["Allow"]


def test_what_nobody_foresaw_is_logged_and_not_told(
    app: Flask,
    client: FlaskClient,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(identifier: str, rdf_format: object) -> bytes:
        raise RuntimeError("secret")

    monkeypatch.setattr(serving_of(app).current.knowledge, "describe", broken)
    response = client.get("/id/SNAG-001.ttl")
    assert response.status_code == 500
    assert "secret" not in response.text
    assert response.json is not None
    assert response.json["error"]["title"] == "Internal Server Error"
    assert "secret" in caplog.text


@pytest.mark.parametrize(
    ("path", "there"),
    [
        ("/issues/snag-001", "/issues/SNAG-001"),
        ("/issues/snag-001.json", "/issues/SNAG-001.json"),
        ("/issues/Snag-001.ttl", "/issues/SNAG-001.ttl"),
        ("/strategies/fix-001", "/strategies/FIX-001"),
        ("/interviews/i07/transcript.txt", "/interviews/I07/transcript.txt"),
    ],
)
def test_case_leads_to_the_canonical_address(client: FlaskClient, path: str, there: str) -> None:
    response = client.get(path)
    assert (response.status_code, response.location) == (301, there)


TEXTS = st.text(max_size=60) | st.sampled_from(["", "data", "1", "0", "-1", "../..", "%00", "\0"])
NAMES = st.sampled_from(["q", "page", "size", "category", *FACETS]) | st.text(max_size=12)
LISTS = st.sampled_from(["/issues", "/strategies", "/search", "/interviews", "/", "/data"])


@given(path=LISTS, pairs=st.lists(st.tuples(NAMES, TEXTS), max_size=5), as_json=st.booleans())
def test_no_parameter_breaks_a_page(
    app: Flask, path: str, pairs: list[tuple[str, str]], as_json: bool
) -> None:
    address = f"{path if path != '/' else '/index'}.json" if as_json else path
    response = app.test_client().get(address, query_string=pairs)
    assert response.status_code in (200, 400)


@given(path=st.text(max_size=80), start=st.sampled_from(["", "id/", "issues/", "data/", "static/"]))
def test_no_path_breaks_the_site(app: Flask, start: str, path: str) -> None:
    # What begins with two slashes is another host to the test client.
    with app.test_client().get(f"/{start}{path.lstrip('/')}") as response:
        assert response.status_code in (200, 301, 303, 308, 400, 404)


@given(accept=st.text(st.characters(codec="latin-1", exclude_categories=["Cc"]), max_size=80))
def test_no_accept_breaks_a_thing(app: Flask, accept: str) -> None:
    response = app.test_client().get("/id/SNAG-001", headers={"Accept": accept})
    assert response.status_code in (303, 406)


def test_a_long_name_is_cut(client: FlaskClient) -> None:
    response = client.get(f"/issues/{'x' * 900}")
    assert response.status_code == 404
    assert re.search("x{81}", response.text.partition("<footer")[0]) is None


def test_no_page_takes_a_parameter_that_it_does_not_know(client: FlaskClient) -> None:
    for address in (*PAGES, "/interviews/I07", "/reviews", "/issues/SNAG-001.ttl"):
        joined = "&" if "?" in address else "?"
        answer = client.get(f"{address}{joined}catgory=data")
        assert answer.status_code == 400, address
        assert "catgory" in answer.text
