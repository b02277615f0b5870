"""How pages show the mappings to vocabularies that others keep."""

from flask.testing import FlaskClient


def test_an_entry_shows_its_mappings_with_a_link_out(client: FlaskClient) -> None:
    page = client.get("/issues/SNAG-001").text
    assert '<a href="https://example.org/weather#W7">Reading missing</a>' in page
    assert 'in <a href="/vocabularies/weather">Weather troubles</a>' in page
    assert "not reviewed yet" in page
    (found,) = client.get("/issues/SNAG-001.json").get_json()["outside"]
    assert found == {
        "vocabulary": {
            "id": "weather",
            "title": "Weather troubles",
            "url": "/vocabularies/weather",
        },
        "version": "2",
        "relation": "close",
        "term": {
            "id": "W7",
            "label": "Reading missing",
            "kind": "issue",
            "iri": "https://example.org/weather#W7",
            "url": "https://example.org/weather#W7",
        },
        "why": "Both lack a reading.",
        "by": "Snaglist editors",
        "on": "2026-11-28",
        "reviewed_by": None,
    }


def test_a_strategy_and_a_concept_show_theirs(client: FlaskClient) -> None:
    page = client.get("/strategies/FIX-001").text
    assert '<a href="/vocabularies/bells#B1">Bell</a>' in page
    assert "reviewed by A reader" in page
    page = client.get("/phases/operation").text
    assert 'No counterpart in <a href="/vocabularies/bells">Bells</a>.' in page


def test_an_issue_impairs_a_quality_and_matches_none(client: FlaskClient) -> None:
    page = client.get("/issues/SNAG-002").text
    assert "<strong>impairs</strong>: <a" in page


def test_the_list_counts_what_is_mapped(client: FlaskClient) -> None:
    view = client.get("/vocabularies.json").get_json()
    assert view["total"] == 4
    counts = {each["id"]: (each["mapped"], each["without"]) for each in view["vocabularies"]}
    assert counts == {"bells": (1, 1), "weather": (2, 0)}


def test_a_vocabulary_says_where_it_was_looked_up(client: FlaskClient) -> None:
    page = client.get("/vocabularies/weather").text
    assert "example/weather" in page
    assert "0" * 40 in page
    assert "Licence" in page
    assert client.get("/vocabularies/weathers").status_code == 404


def test_names_lead_to_the_page(client: FlaskClient) -> None:
    assert client.get("/id/weather").headers["Location"] == "/vocabularies/weather"
    assert client.get("/id/bells/B1").headers["Location"] == "/vocabularies/bells#B1"
    assert client.get("/id/weather/W7").status_code == 404
