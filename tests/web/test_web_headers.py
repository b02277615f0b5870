"""Headers say what may be loaded, what may be reused, and who may ask."""

import pytest
from flask.testing import FlaskClient

EVERYWHERE = ["/", "/issues/SNAG-001.json", "/nowhere", "/static/snaglist.css", "/id/SNAG-001"]


@pytest.mark.parametrize("path", EVERYWHERE)
def test_every_answer_is_strict(client: FlaskClient, path: str) -> None:
    with client.get(path) as response:
        policy = response.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; ")
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert "; script-src 'self'; connect-src 'self'; " in policy
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Referrer-Policy"] == "same-origin"


POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "connect-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}
"""All that a page may do; what is not named may not be loaded at all."""

SECURITY = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
PUBLIC = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": (
        "Accept-Ranges, Content-Range, ETag, Link, Location, Repr-Digest, Retry-After"
    ),
}
UNSEEN = {
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",
}


@pytest.mark.parametrize("path", [*EVERYWHERE, "/reviews", "/reviews/abc", "/reviews/new"])
def test_the_whole_policy_stands_on_every_answer(client: FlaskClient, path: str) -> None:
    with client.get(path) as response:
        parts = response.headers["Content-Security-Policy"].split("; ")
        assert len(parts) == len(POLICY)
        assert set(parts) == POLICY
        private = path.startswith("/reviews")
        wanted = {**SECURITY, **(UNSEEN if private else PUBLIC)}
        assert {name: response.headers.get(name) for name in wanted} == wanted
        assert ("Access-Control-Allow-Origin" in response.headers) is not private
        assert ("X-Robots-Tag" in response.headers) is private


def test_what_may_be_asked_before_is_told_whole(client: FlaskClient) -> None:
    headers = client.options("/id/SNAG-001").headers
    assert headers["Access-Control-Allow-Headers"] == "Accept, Content-Type, If-None-Match, Range"
    assert headers["Access-Control-Max-Age"] == "86400"
    assert "Access-Control-Allow-Headers" not in client.get("/id/SNAG-001").headers
    assert "Access-Control-Allow-Origin" not in client.options("/reviews/abc").headers


@pytest.mark.parametrize(("path", "kept"), [("/issues", "no-cache"), ("/nowhere", None)])
def test_only_what_is_there_is_kept_and_asked_for_again(
    client: FlaskClient, path: str, kept: str | None
) -> None:
    response = client.get(path)
    assert response.headers.get("Cache-Control") == kept
    assert ("ETag" in response.headers) is (kept is not None)


def test_what_one_has_is_not_sent_again(client: FlaskClient) -> None:
    first = client.get("/issues")
    again = client.get("/issues", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("path", EVERYWHERE)
def test_scripts_of_other_sites_may_read(client: FlaskClient, path: str) -> None:
    with client.get(path) as response:
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert "Link" in response.headers["Access-Control-Expose-Headers"]
        assert "Access-Control-Allow-Credentials" not in response.headers


def test_who_asks_first_is_told_what_may_be_asked(client: FlaskClient) -> None:
    response = client.options("/id/SNAG-001")
    assert response.headers["Access-Control-Allow-Methods"] == response.headers["Allow"]
    assert "If-None-Match" in response.headers["Access-Control-Allow-Headers"]
    assert "POST" not in response.headers["Allow"]


def test_a_dump_is_a_file_to_keep(client: FlaskClient) -> None:
    with client.get("/data/snaglist.ttl") as response:
        assert response.headers["Content-Disposition"] == "attachment; filename=snaglist.ttl"
        assert response.data == b"# everything\n"


@pytest.mark.parametrize(
    ("name", "there"),
    [
        ("FIX-001", "/strategies/FIX-001"),
        ("I07", "/interviews/I07"),
        ("I07-Q001", "/interviews/I07#I07-Q001"),
        ("I07-T002", "/interviews/I07#I07-T002"),
        ("SNAG-001-C2", "/issues/SNAG-001#C2"),
        ("category/data", "/categories/data"),
        ("category/completeness", "/issues?kind=completeness"),
        ("phase/operation", "/phases/operation"),
        ("strategy-kind/detection", "/strategies?strategy-kind=detection"),
        ("quality/completeness", "/qualities/completeness"),
        ("dq/completeness", "/ontology#dq/completeness"),
        ("phase", "/ontology#scheme-phase"),
        ("cote-2023", "/interviews#cote-2023"),
        ("domain/city", "/interviews"),
        ("catalogue", "/"),
    ],
)
def test_every_sort_of_thing_has_a_page(client: FlaskClient, name: str, there: str) -> None:
    response = client.get(f"/id/{name}")
    assert (response.status_code, response.location) == (303, there)


def test_addresses_hold_when_mounted_somewhere(client: FlaskClient) -> None:
    response = client.get("/id/I07-Q001", environ_overrides={"SCRIPT_NAME": "/snags"})
    assert response.location == "/snags/interviews/I07#I07-Q001"
    page = client.get("/issues", environ_overrides={"SCRIPT_NAME": "/snags"}).text
    assert 'href="/issues' not in page
    assert 'href="/snags/issues/SNAG-001"' in page


@pytest.mark.parametrize(
    "path", ["/issues.json", "/suggest.json", "/data/snaglist.ttl", "/static/snaglist.css"]
)
@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_who_wants_another_version_gets_an_error_and_not_the_page(
    client: FlaskClient, path: str, accept: str
) -> None:
    with client.get(path) as page:
        etag, length = page.headers["ETag"], len(page.data)
    with client.get(path, headers={"If-Match": etag}) as same:
        assert (same.status_code, len(same.data)) == (200, length)
    response = client.get(path, headers={"If-Match": '"other"', "Accept": accept})
    assert response.status_code == 412
    assert "If-Match" in response.text
    assert response.is_json is (accept == "application/json" or path.endswith((".json", ".ttl")))
    gone = {"ETag", "Content-Disposition", "Repr-Digest", "Accept-Ranges", "Cache-Control"}
    assert not gone & {*response.headers.keys()}
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert int(response.headers["Content-Length"]) == len(response.data)
