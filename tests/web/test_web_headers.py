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
        assert "script" not in policy
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Referrer-Policy"] == "same-origin"


def test_what_one_has_is_not_sent_again(client: FlaskClient) -> None:
    first = client.get("/issues")
    again = client.get("/issues", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_data_may_be_asked_for_by_other_sites_and_pages_not(client: FlaskClient) -> None:
    assert client.get("/issues.json").headers["Access-Control-Allow-Origin"] == "*"
    assert client.get("/id/I07-Q001.ttl").headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in client.get("/issues").headers


def test_a_dump_is_a_file_to_keep(client: FlaskClient) -> None:
    with client.get("/data/snaglist.ttl") as response:
        assert response.headers["Content-Disposition"] == "attachment; filename=snaglist.ttl"
        assert response.data == b"# everything\n"


@pytest.mark.parametrize(
    ("accept", "there"),
    [
        (None, "/issues/SNAG-001"),
        ("*/*", "/issues/SNAG-001"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "/issues/SNAG-001"),
        ("text/turtle", "/issues/SNAG-001.ttl"),
        ("text/turtle;q=0.5, application/ld+json", "/issues/SNAG-001.jsonld"),
        ("application/rdf+xml, text/html;q=0.1", "/issues/SNAG-001.rdf"),
        ("application/n-triples", "/issues/SNAG-001.nt"),
        ("application/json", "/issues/SNAG-001.json"),
        ("image/png", "/issues/SNAG-001"),
        ("nonsense", "/issues/SNAG-001"),
    ],
)
def test_a_name_leads_to_the_form_asked_for(
    client: FlaskClient, accept: str | None, there: str
) -> None:
    headers = {"Accept": accept} if accept else {}
    response = client.get("/id/SNAG-001", headers=headers)
    assert (response.status_code, response.location) == (303, there)
    assert "Accept" in response.vary


def test_a_page_leads_to_data_by_accept(client: FlaskClient) -> None:
    response = client.get("/issues/SNAG-001", headers={"Accept": "text/turtle"})
    assert (response.status_code, response.location) == (303, "/issues/SNAG-001.ttl")
    as_json = client.get("/issues/SNAG-001.json", headers={"Accept": "text/turtle"})
    assert as_json.status_code == 200


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
        ("phase/operation", "/issues?phase=operation"),
        ("strategy-kind/detection", "/strategies?strategy-kind=detection"),
        ("quality/completeness", "/issues?quality=completeness"),
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
