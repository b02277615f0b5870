"""What the JSON of each page holds: the promises to other people's programs."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from web.web_sample import CATALOGUE, TRANSCRIPT, WORDS


def got(client: FlaskClient, path: str) -> Any:
    """The JSON at an address."""
    response = client.get(path)
    assert response.status_code == 200, response.text
    return response.json


def test_issues(client: FlaskClient) -> None:
    data = got(client, "/issues.json")
    assert data["total"] == 3
    assert [issue["id"] for issue in data["issues"]] == ["SNAG-001", "SNAG-002", "SNAG-003"]
    first = data["issues"][0]
    assert first["category"] == "data"
    assert first["kind"] == "completeness"
    assert first["summary"] == CATALOGUE.issues[0].definition
    assert first["quotes"] == ["I07-Q001", "I07-Q003", "I07-Q004", "I07-Q002"]
    assert first["url"] == "/issues/SNAG-001"


def test_a_facet_is_counted_over_the_other_choices(client: FlaskClient) -> None:
    data = got(client, "/issues.json?category=data&phase=operation")
    assert [issue["id"] for issue in data["issues"]] == ["SNAG-001"]
    counts = {
        name: {value["value"]: value["count"] for value in values}
        for name, values in data["facets"].items()
    }
    assert counts["category"] == {"data": 1, "trust": 1}
    assert counts["phase"] == {"data-collection": 1, "data-preparation": 1, "operation": 1}
    urls = {value["value"]: value["url"] for value in data["facets"]["category"]}
    assert urls == {
        "data": "/issues?phase=operation",
        "trust": "/issues?category=data&category=trust&phase=operation",
    }


def test_values_of_a_facet_add_up(client: FlaskClient) -> None:
    both = got(client, "/issues.json?category=data&category=trust&category=data")
    assert both["total"] == 3


def test_a_known_value_that_nothing_has_is_an_honest_empty_answer(client: FlaskClient) -> None:
    assert got(client, "/issues.json?phase=modelling")["total"] == 0
    assert "No issue matches" in client.get("/issues?phase=modelling").text


@pytest.mark.parametrize(
    ("choice", "found"),
    [
        ("strategy-kind=detection", ["SNAG-001", "SNAG-002"]),
        ("system=traffic-counting", ["SNAG-001", "SNAG-002"]),
        ("quality=completeness", ["SNAG-001"]),
        ("stakeholder=data-scientist", ["SNAG-001"]),
        ("artefact=model", ["SNAG-003"]),
        ("mapping=dq/completeness", ["SNAG-001"]),
    ],
)
def test_facets_that_other_pages_link_to(
    client: FlaskClient, choice: str, found: list[str]
) -> None:
    data = got(client, f"/issues.json?{choice}")
    assert [issue["id"] for issue in data["issues"]] == found


def test_an_issue(client: FlaskClient) -> None:
    data = got(client, "/issues/SNAG-001.json")
    assert [(claim["id"], claim["type"], claim["quotes"]) for claim in data["claims"]] == [
        ("SNAG-001-C1", "cause", ["I07-Q001"]),
        ("SNAG-001-C2", "consequence", ["I07-Q003", "I07-Q004"]),
        ("SNAG-001-C3", "mitigation", ["I07-Q002"]),
    ]
    assert data["claims"][2]["strategy"] == "FIX-001"
    assert data["claims"][2]["outcome"] == "partly"
    # A finding says the first one, too.
    assert [claim["single_source"] for claim in data["claims"]] == [False, True, True]
    assert [arrow["inferred"] for arrow in data["leads_to"]] == [False, True]
    assert data["evidence"]["quote_count"] == 4
    assert data["evidence"]["told_of"] == ["traffic-counting"]
    assert set(data["witnesses"]) == set(data["quotes"])
    assert got(client, "/issues/SNAG-002.json")["comes_from"][0]["issue"] == "SNAG-001"


def test_a_strategy(client: FlaskClient) -> None:
    data = got(client, "/strategies/FIX-001.json")
    assert [(one["issue"], one["outcome"]) for one in data["answers"]] == [
        ("SNAG-001", "partly"),
        ("SNAG-002", "failed"),
    ]
    assert data["issues"] == ["SNAG-001", "SNAG-002"]


def test_positions_refer_to_the_text_as_shipped(client: FlaskClient) -> None:
    text = client.get("/interviews/I07/transcript.txt").data.decode("utf-8")
    assert text == TRANSCRIPT
    for quote in got(client, "/interviews/I07/quotes.json")["quotes"]:
        assert text[quote["start"] : quote["end"]] == quote["exact"] == WORDS[quote["id"]]
        before, after = quote["start"] - len(quote["prefix"]), quote["end"] + len(quote["suffix"])
        assert text[before:after] == quote["prefix"] + quote["exact"] + quote["suffix"]
    for turn in got(client, "/interviews/I07.json")["turns"]:
        assert text[turn["start"] : turn["end"]] == turn["text"]


def test_a_quote_names_what_relies_on_it(client: FlaskClient) -> None:
    quotes = {q["id"]: q for q in got(client, "/interviews/I07/quotes.json")["quotes"]}
    assert quotes["I07-Q003"]["issues"] == ["SNAG-001"]
    assert quotes["I07-Q002"]["strategies"] == ["FIX-001"]
    assert quotes["I07-Q002"]["claims"] == ["SNAG-001-C3", "FIX-001-C1"]
    assert quotes["I07-Q006"]["issues"] == []
    assert quotes["I07-Q005"]["line"] == 5


def test_search(client: FlaskClient) -> None:
    data = got(client, "/search.json?q=sensor&type=issue")
    assert data["total"] == 1
    hit = data["hits"][0]
    assert (hit["type"], hit["id"], hit["url"]) == ("issue", "SNAG-001", "/issues/SNAG-001")
    assert hit["score"] > 0
    assert {"text": "sensor", "matched": True} in hit["highlight"]
    types = {each["value"]: each["url"] for each in data["facets"]["type"]}
    assert types["quote"] == "/search?q=sensor&type=issue&type=quote"
    assert types["issue"] == "/search?q=sensor"


def test_pages_of_a_search(client: FlaskClient) -> None:
    first = got(client, "/search.json?q=sensor data&size=5")
    assert (len(first["hits"]), first["previous"]) == (5, None)
    assert first["next"] == "/search.json?q=sensor+data&page=2&size=5"
    second = got(client, first["next"])
    assert not {hit["id"] for hit in first["hits"]} & {hit["id"] for hit in second["hits"]}
    past = client.get("/search?q=sensor&page=900")
    assert past.status_code == 200
    assert "There is no page 900; the last is" in past.text


def test_nothing_found_says_what_was_left_out_and_what_is_near(client: FlaskClient) -> None:
    data = got(client, "/search.json?q=hagn the belll&exact=yes")
    assert data["total"] == 0
    assert data["dropped"] == ["the"]
    assert data["instead"] == [
        {"words": "hang the bell", "url": "/search?q=hang+the+bell&exact=yes"}
    ]
    assert [one["id"] for one in data["nearest"]] == ["FIX-001"]


def test_ontology(client: FlaskClient) -> None:
    data = got(client, "/ontology.json")
    places = [(term["name"], term["depth"]) for term in data["terms"]]
    assert places[:3] == [("Issue", 0), ("DataIssue", 1), ("leadsTo", 0)]
    assert {name for name, _ in places[3:]} == {"Left", "Right"}
    assert data["schemes"][0]["concepts"][2]["broader"] == "data"


def test_data_and_health(client: FlaskClient) -> None:
    dump = got(client, "/data.json")["dumps"][0]
    assert (dump["name"], dump["size"], len(dump["sha256"])) == ("snaglist.ttl", 13, 64)
    assert got(client, "/healthz") == {
        "status": "ok",
        "snaglist": "0.1.0",
        "snapshot": "k" * 64,
        "counts": {"issues": 3},
    }


def test_entries_of_an_interview(client: FlaskClient) -> None:
    assert got(client, "/issues.json?interview=I07")["total"] == 2
    assert got(client, "/strategies.json?interview=I07")["total"] == 1
    assert client.get("/issues.json?interview=I99").status_code == 400
