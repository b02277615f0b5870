"""Who has an answer already is told so: validators and conditional requests (RFC 9110)."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

SHOWN = [
    "/",
    "/index.json",
    "/issues/SNAG-001",
    "/issues/SNAG-001.json",
    "/issues/SNAG-001.ttl",
    "/interviews/I07",
    "/interviews/I07/transcript.txt",
    "/search?q=sensor",
    "/search.csv?q=sensor",
    "/search.ttl?q=sensor",
    "/search.jsonld?q=sensor",
    "/search.rdf?q=sensor",
    "/search.nt?q=sensor",
    "/map.json",
    "/ontology.jsonld",
    "/changes.atom",
    "/.well-known/void",
]
FILES = ["/data/snaglist.ttl", "/static/snaglist.css"]
OF_BODY = {"Content-Type", "Content-Length", "Last-Modified"}
"""What a 304 leaves out (RFC 9110, 15.4.5: what does not guide who keeps the answer)."""


def headers_of(client: FlaskClient, path: str, method: str = "GET", **sent: str) -> dict[str, str]:
    """The headers of an answer but for the moment, with its status under ``:status``."""
    asked = {name.replace("_", "-"): value for name, value in sent.items()}
    with client.open(path, method=method, headers=asked) as response:
        found = dict(response.headers) | {":status": str(response.status_code)}
    found.pop("Date", None)
    return found


@pytest.mark.parametrize("path", SHOWN)
def test_the_same_answer_has_the_same_validator(app: Flask, client: FlaskClient, path: str) -> None:
    with client.get(path) as one, app.test_client().get(path) as other:
        assert one.data == other.data
        assert one.headers["ETag"] == other.headers["ETag"]
        assert one.headers["ETag"].startswith('"'), "strong, as the octets are the same"
        assert one.headers["Cache-Control"] == "no-cache"


def test_other_answers_have_other_validators(client: FlaskClient) -> None:
    found = [headers_of(client, path)["ETag"] for path in (*SHOWN, *FILES)]
    assert len(set(found)) == len(found)


@pytest.mark.parametrize("path", [*SHOWN, *FILES])
@pytest.mark.parametrize("given", ["{}", "W/{}", '"x", {}', 'W/"x", W/{}', "*", ' "x" ,  {} , "y"'])
def test_who_has_it_gets_no_body(client: FlaskClient, path: str, given: str) -> None:
    """``If-None-Match`` compares weakly, takes lists, and ``*`` is anything (13.1.2)."""
    whole = headers_of(client, path)
    sent = given.format(whole["ETag"])
    expected = {name: value for name, value in whole.items() if name not in OF_BODY}
    for method in ("GET", "HEAD", "GET"):
        with client.open(path, method=method, headers={"If-None-Match": sent}) as response:
            assert (response.status_code, response.data) == (304, b"")
        found = headers_of(client, path, method, If_None_Match=sent)
        assert found == expected | {":status": "304"}


@pytest.mark.parametrize("path", SHOWN)
@pytest.mark.parametrize("given", ['"x"', 'W/"x"', '"x", "y"', '""', "nonsense"])
def test_who_has_another_gets_it_whole(client: FlaskClient, path: str, given: str) -> None:
    whole = headers_of(client, path)
    assert headers_of(client, path, If_None_Match=given) == whole


def test_a_validator_is_that_of_the_form(client: FlaskClient) -> None:
    page = headers_of(client, "/issues/SNAG-001")
    data = headers_of(client, "/issues/SNAG-001.json", If_None_Match=page["ETag"])
    assert (page[":status"], data[":status"]) == ("200", "200")
    assert "Accept" in page["Vary"]


@pytest.mark.parametrize(
    "path", [*SHOWN, *FILES, "/nowhere", "/issues/SNAG-01.json", "/id/SNAG-001"]
)
def test_head_says_what_get_says(client: FlaskClient, path: str) -> None:
    with client.head(path) as response:
        assert response.data == b""
    assert headers_of(client, path, "HEAD") == headers_of(client, path)


@pytest.mark.parametrize("path", ["/nowhere", "/issues/SNAG-01.json", "/search?q=a&page=0"])
def test_errors_and_ways_elsewhere_are_never_had_already(client: FlaskClient, path: str) -> None:
    found = headers_of(client, path, If_None_Match="*")
    assert found[":status"] in ("400", "404")
    assert "ETag" not in found
