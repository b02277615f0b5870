"""How much of a request is read, and what is said of what is not."""

import pytest
from flask.testing import FlaskClient

from snaglist.index.user_query import MOST_PREFIXES
from snaglist.web import request_limits as limits


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/search?q=" + "a" * 1_001, "The parameter q is 1,001 characters long"),
        ("/search.json?q=" + "é" * 1_001, "The parameter q is 1,001 characters long"),
        ("/search.csv?sort=" + "a" * 5_000, "The parameter sort is 5,000 characters long"),
        ("/suggest.json?q=" + "a" * 1_001, "The parameter q is 1,001 characters long"),
        ("/issues?phase=" + "a" * 1_001, "The parameter phase is 1,001 characters long"),
        ("/issues?" + "x" * 101 + "=1", "name of the parameter 'xxx"),
        ("/issues?" + "&".join(f"x{n}=1" for n in range(101)), "parameters"),
        ("/issues?" + "x" * 16_001, "16,001 characters long"),
        ("/" + "x" * 1_001, "1,002 characters long"),
        ("/issues/" + "x" * 2_000, "2,008 characters long"),
        ("/id/" + "%C3%A9" * 1_000, "1,004 characters long"),
    ],
)
def test_addresses_have_a_length(client: FlaskClient, address: str, words: str) -> None:
    response = client.get(address, headers={"Accept": "application/json"})
    assert response.status_code == 414
    assert response.json is not None
    assert words in response.json["error"]["message"]


WHOLE_QUERY = "&".join(f"x{n:02}={'a' * 995}" for n in range(16))


@pytest.mark.parametrize(
    ("fits", "more", "most"),
    [
        ("/" + "x" * 999, "x", "at most 1,000"),
        ("/issues?" + "x" * 100, "x", "at most 100"),
        ("/search?q=" + "a" * 1_000, "a", "at most 1,000"),
        ("/issues?" + "&".join(f"x{n}=1" for n in range(100)), "&x=1", "more than 100"),
        (f"/issues?{WHOLE_QUERY}a", "a", "at most 16,000"),
    ],
    ids=["path", "name", "value", "parameters", "query"],
)
def test_what_is_as_long_as_may_be_is_read(
    client: FlaskClient, fits: str, more: str, most: str
) -> None:
    # What is read may still be of no use: 400 for a parameter that there is not.
    assert client.get(fits).status_code in (200, 400, 404)
    response = client.get(fits + more)
    assert response.status_code == 414
    assert most in response.text


def test_who_looks_at_pages_is_told_on_a_page(client: FlaskClient) -> None:
    response = client.get("/search?q=" + "a" * 1_001, headers={"Accept": "text/html"})
    assert (response.status_code, response.mimetype) == (414, "text/html")
    assert "Shorten it." in response.text
    assert "a" * 100 not in response.text


@pytest.mark.parametrize(
    ("name", "length"),
    [("Accept", 2_001), ("Accept-Language", 2_001), ("If-None-Match", 8_001), ("X-Mine", 8_001)],
)
def test_headers_have_a_length(client: FlaskClient, name: str, length: int) -> None:
    assert client.get("/issues", headers={name: "a" * (length - 1)}).status_code in (200, 406)
    response = client.get("/issues", headers={name: "a" * length})
    assert response.status_code == 431
    assert response.json is not None
    assert f"The header {name} is {length:,} characters long" in response.json["error"]["message"]


def test_headers_have_a_length_together(client: FlaskClient) -> None:
    headers = {f"X-{n}": "a" * 4_000 for n in range(9)}
    response = client.get("/sparql", headers=headers)
    assert response.status_code == 431
    assert "The sum of the headers" in response.text
    assert "at most 32,000" in response.text


def test_what_is_refused_is_never_parsed(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("snaglist.web.errors.preferred_offer", never)
    assert client.get("/nothing", headers={"Accept": "a/b," * 5_000}).status_code == 431


def test_tokens_of_reviews_are_not_repeated(client: FlaskClient) -> None:
    response = client.get("/reviews/" + "t0ken" * 300)
    assert response.status_code == 414
    assert "t0ken" not in response.text


def test_queries_have_limits_of_their_own(client: FlaskClient) -> None:
    query = "ASK {}" + " " * 40_000
    assert client.get("/sparql", query_string={"query": query}).status_code == 200
    long = [("default-graph-uri", "http://x/" + "a" * 2_000)]
    for fields in (long, [("named-graph-uri", "http://x/a")] * 101):
        response = client.get("/sparql", query_string=[("query", "ASK {}"), *fields])
        assert response.status_code == 413
        assert "100 graphs" in response.text


def test_a_search_has_some_beginnings_of_words(client: FlaskClient) -> None:
    for path in ("/search", "/search.json", "/search.csv", "/search.ttl"):
        words = [f"s{letter}*" for letter in "abcdefghijk"]
        allowed = {"q": " ".join(words[:MOST_PREFIXES])}
        assert client.get(path, query_string=allowed).status_code == 200
        response = client.get(path, query_string={"q": " ".join(words)})
        assert response.status_code == 400
        assert "11 beginnings of words" in response.text


def test_the_limits_leave_room_for_what_is_asked() -> None:
    """Nothing that a browser or a client of RDF sends comes near."""
    jena = "text/turtle,application/n-triples;q=0.9,application/ld+json;q=0.8,*/*;q=0.1" * 5
    assert len(jena) < limits.LONGEST_ACCEPT
