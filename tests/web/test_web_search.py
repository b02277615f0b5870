"""The search as an address: its forms, its suggestions, and whatever may stand in it."""

import csv
import io
import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient
from our_names import ID
from rdflib import RDF, RDFS, Graph, URIRef
from rdflib.collection import Collection

from snaglist.graph.namespaces import AS, SNAG

LONG = "0123456789" * 5
"""Longer than what a message repeats of an address."""

RDF_SUFFIXES = {"ttl": "turtle", "jsonld": "json-ld", "rdf": "xml", "nt": "nt"}


def told(client: FlaskClient, **asked: object) -> dict[str, Any]:
    response = client.get("/search.json", query_string=asked)
    assert response.status_code == 200
    found: dict[str, Any] = response.get_json()
    return found


def test_a_page_of_hits_as_a_table(client: FlaskClient) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get("/search.csv?q=sensor data&size=2").text)))
    hits = listed(told(client, q="sensor data", size=2), "hits")
    assert [row["id"] for row in rows] == [hit["id"] for hit in hits]
    assert [row["place"] for row in rows] == ["1", "2"]
    assert rows[0]["url"] == "http://localhost/issues/SNAG-001"
    later = client.get("/search.csv?q=sensor data&page=2&size=2").text
    assert next(csv.DictReader(io.StringIO(later)))["place"] == "3"


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
@pytest.mark.parametrize("suffix", RDF_SUFFIXES)
def test_a_page_of_hits_as_rdf(client: FlaskClient, suffix: str) -> None:
    response = client.get(f"/search.{suffix}?q=sensor+data&size=2")
    graph = Graph().parse(data=response.data, format=RDF_SUFFIXES[suffix])
    # The same in all formats.
    page = URIRef("http://localhost/search?q=sensor+data&size=2")
    assert (page, RDF.type, AS.OrderedCollectionPage) in graph
    hits = told(client, q="sensor data", size=2)
    items = graph.value(page, AS.items)
    assert items is not None
    assert list(Collection(graph, items)) == [ID[hit["id"]] for hit in listed(hits, "hits")]
    assert str(graph.value(page, AS.totalItems)) == str(hits["total"])
    whole, following = graph.value(page, AS.partOf), graph.value(page, AS.next)
    assert graph.value(whole, AS.first) == graph.value(page, AS.first) == page
    assert graph.value(page, AS.prev) is None
    file = str(following).replace("/search?", f"/search.{suffix}?")
    after = Graph().parse(data=client.get(file).data, format=RDF_SUFFIXES[suffix])
    assert after.value(following, AS.prev) == page
    assert after.value(following, AS.partOf) == whole


def test_a_page_without_hits_has_an_empty_list(client: FlaskClient) -> None:
    graph = Graph().parse(data=client.get("/search.ttl?q=zzzzzzzz").data, format="turtle")
    page = graph.value(predicate=RDF.type, object=AS.OrderedCollectionPage)
    assert graph.value(page, AS.items) == RDF.nil


def test_suggestions(client: FlaskClient) -> None:
    found = client.get("/suggest.json?q=sen").get_json()
    urls = {each["id"]: each["url"] for each in found}
    assert urls["SNAG-001"] == "/issues/SNAG-001"
    assert set(found[0]) == {"name", "id", "type", "title", "url"}
    assert client.get("/suggest.json").get_json() == []
    assert client.get(f"/suggest.json?q={'x' * 1000}").get_json() == []


def test_the_page_says_what_was_made_of_the_words(client: FlaskClient) -> None:
    page = client.get("/search?q=the+sensro").text
    assert "Nothing found for “sensro”; searched for <strong>sensor</strong> instead." in page
    assert "Ignored words: the." in page
    assert 'href="/search?q=the+sensro&amp;exact=yes"' in page
    exact = client.get("/search?q=the+sensro&exact=yes").text
    assert "Nothing found for “sensro”; searched for" not in exact
    assert "0 results" in exact
    assert "Did you mean" in exact
    (other,) = told(client, q="sensro data")["related"]
    assert other == {"typed": "sensro", "names": ["sensor"]}


def test_the_page_and_json_name_signs_that_do_nothing(client: FlaskClient) -> None:
    page = client.get("/search", query_string={"q": "sens?r <b>*x"}).text
    assert "“sens?r”: a wildcard inside a word does nothing; read as sens*." in page
    assert "&lt;b&gt;*x" in page
    (sign,) = listed(told(client, q="titel:sensor"), "ignored")
    assert (sign["typed"], "title:" in sign["why"]) == ("titel:", True)
    assert told(client, q="sensor -data")["ignored"] == []


def test_a_minus_leaves_out(client: FlaskClient) -> None:
    every, without = (told(client, q=words)["total"] for words in ("sensor", "sensor -notices"))
    assert isinstance(every, int)
    assert isinstance(without, int)
    assert 0 < without < every


@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_pages_turn_from_the_first_to_the_last_and_no_further(
    client: FlaskClient, size: int
) -> None:
    whole = told(client, q="sensor data", size=100)
    total, ids = whole["total"], [hit["id"] for hit in listed(whole, "hits")]
    assert isinstance(total, int)
    assert total == len(ids) > 3
    pages = -(-total // size)
    seen: list[str] = []
    for number in range(1, pages + 1):
        page = told(client, q="sensor data", size=size, page=number)
        assert (page["page"], page["pages"], page["total"]) == (number, pages, total)
        assert (page["previous"] is None) is (number == 1)
        assert (page["next"] is None) is (number == pages)
        seen += [hit["id"] for hit in listed(page, "hits")]
    assert seen == ids
    if total % size == 0:
        assert seen
    beyond = told(client, q="sensor data", size=size, page=pages + 3)
    assert (listed(beyond, "hits"), beyond["next"]) == ([], None)
    last = str(beyond["previous"])
    assert f"page={pages}" in last if pages > 1 else "page=" not in last


@pytest.mark.parametrize("size", [1, 2])
def test_data_turns_to_the_pages_that_there_are(client: FlaskClient, size: int) -> None:
    total = told(client, q="sensor data", size=100)["total"]
    assert isinstance(total, int)
    pages = -(-total // size)
    assert pages > 2

    def turns(number: int) -> dict[str, int]:
        asked = {"q": "sensor data", "size": size, "page": number}
        graph = Graph().parse(data=client.get("/search.ttl", query_string=asked).data)
        (page,) = graph.subjects(RDF.type, AS.OrderedCollectionPage)
        return {
            name: int(parse_qs(urlsplit(str(to)).query).get("page", ["1"])[0])
            for name in ("first", "prev", "next", "last")
            if (to := graph.value(page, AS[name]))
        }

    ends = {"first": 1, "last": pages}
    assert turns(1) == {**ends, "next": 2}
    assert turns(2) == {**ends, "prev": 1, "next": 3}
    assert turns(pages) == {**ends, "prev": pages - 1}
    assert turns(pages + 3) == {**ends, "prev": pages}


def listed(view: dict[str, object], name: str) -> list[dict[str, str]]:
    """A list of objects in an answer."""
    found = view[name]
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize(("name", "largest"), [("page", 100_000), ("size", 100)])
def test_numbers_have_their_limits(client: FlaskClient, name: str, largest: int) -> None:
    assert client.get(f"/search?q=sensor&{name}={largest}").status_code == 200
    assert client.get(f"/search?q=sensor&{name}={largest + 1}").status_code == 400
    assert client.get(f"/search?q=sensor&{name}=1").status_code == 200
    assert client.get(f"/search?q=sensor&{name}=0").status_code == 400


@pytest.mark.parametrize(
    ("asked", "status", "says"),
    [
        ("q=" + "x" * 1_000, 200, "0 results"),
        ("q=" + "x" * 1_001, 414, "1,001 characters long; at most 1,000 are read"),
        ("q=" + "sensor+" * 142, 200, "results for"),
        ("q=the+of+and", 200, "Ignored words"),
        ("q=%3F%21%2C", 200, "0 results"),
        ("q=%22sensor+%28", 200, "results for"),
        ("q=%00%01%1e%7f", 200, "0 results"),
        ("q=%D7%97%D7%99%D7%99%D7%A9%D7%9F", 200, "0 results"),
        ("q=%E4%BC%A0%E6%84%9F%E5%99%A8", 200, "0 results"),
        ("q=%F0%9F%92%A9", 200, "0 results"),
        ("q=%ff%fe", 200, "0 results"),
        ("q=sensor&page=0", 400, "page is &#39;0&#39;; it should be a number from 1 to"),
        ("q=sensor&page=9", 200, "There is no page 9; the last is"),
        ("q=sensor&page=many", 400, "it should be a number"),
        ("q=sensor&size=101", 400, "from 1 to 100"),
        ("q=sensor&colour=red", 400, "There is no parameter called &#39;colour&#39;"),
        ("q=sensor&type=colour", 400, "There is no type called &#39;colour&#39;"),
        (
            "q=sensor&sort=size",
            400,
            "it should be relevance or id or quotes",
        ),
        ("q=sensor&exact=maybe", 400, "it should be no or yes"),
        (f"q=sensor&sort={LONG}", 400, f"sort is &#39;{LONG[:40]}&#39;; it"),
        (f"q=sensor&page={LONG}", 400, f"page is &#39;{LONG[:40]}&#39;; it"),
        (f"q=sensor&type={LONG}", 400, f"no type called &#39;{LONG[:40]}&#39;. Try"),
        ("q=sensor&type=issue&type=issue", 200, "1 result for"),
        ("q=sensor&type=strategy", 200, "Search without the filters"),
    ],
)
def test_whatever_stands_in_the_address(
    client: FlaskClient, asked: str, status: int, says: str
) -> None:
    response = client.get(f"/search?{asked}")
    assert response.status_code == status
    assert says in response.text


def test_the_same_value_twice_is_chosen_once(client: FlaskClient) -> None:
    twice = told(client, q="sensor", type=["issue", "issue"])
    assert twice == told(client, q="sensor", type="issue")


def test_the_order_asked_for_is_told_and_goes_along_with_the_next_words(
    client: FlaskClient,
) -> None:
    for order, name in (("id", "identifier"), ("quotes", "number of quotes")):
        asked = {"q": "sensor", "sort": order}
        assert told(client, **asked)["sort"] == order
        page = client.get("/search", query_string=asked).text
        assert f'<input type="hidden" name="sort" value="{order}">' in page
        assert f"<strong>{name}</strong>" in page
    assert told(client, q="sensor")["sort"] == "relevance"
    assert 'name="sort"' not in client.get("/search?q=sensor").text


def test_help_shows_searches_that_find(client: FlaskClient) -> None:
    page = client.get("/search/help.json").get_json()
    assert {"title", "quote", "turn"} <= set(page["fields"])
    assert "category" in [each["name"] for each in page["facets"]]
    assert page["examples"]
    for example in page["examples"]:
        assert client.get(example["url"]).status_code == 200


def test_a_browser_can_take_the_search_up(client: FlaskClient) -> None:
    page = client.get("/opensearch.xml").text
    assert 'template="http://localhost/search?q={searchTerms}"' in page
    assert 'href="/opensearch.xml"' in client.get("/").text


def first(client: FlaskClient, words: str, **filters: str) -> dict[str, Any]:
    return listed(told(client, q=words, **filters), "hits")[0]


def test_a_topic_that_was_not_covered_is_a_result_with_its_quote(client: FlaskClient) -> None:
    hit = first(client, "drift", type="gap")
    assert (hit["id"], hit["title"], hit["url"]) == ("I07-D1", "Drift", "/interviews/I07#not-told")
    assert hit["what"] == "not covered in the interview"
    assert hit["quote"]["id"] == "I07-Q005"
    assert hit["pointers"] == [{"title": "Gaps", "url": "/gaps#topics-declined"}]
    page = client.get("/search?q=drift&type=gap").text
    assert '<span class="stamp">not covered in the interview</span>' in page


def test_a_term_of_the_ontology_is_a_result_in_every_format(site: FlaskClient) -> None:
    hit = first(site, "witnessedBy")
    assert (hit["type"], hit["id"], hit["url"]) == (
        "term",
        "snag:witnessedBy",
        "/ontology/terms/witnessedBy",
    )
    rows = list(csv.DictReader(io.StringIO(site.get("/search.csv?q=witnessedBy").text)))
    assert rows[0]["url"] == "http://localhost/ontology/terms/witnessedBy"
    graph = Graph().parse(data=site.get("/search.ttl?q=witnessedBy").data, format="turtle")
    assert (SNAG.witnessedBy, RDFS.label, None) in graph


@pytest.mark.parametrize(
    ("words", "kind", "identifier", "what"),
    [
        ("concept drift", "gap", "study/I6.1", "found by the study, in no interview here"),
        ("field study", "concept", "evidence/field-study", "kinds of evidence"),
        ("SHAP edge", "edge", "edge/misleading-explanations", "not asked about here"),
        ("Côté", "study", "cote-2023", "study"),
    ],
)
def test_what_is_around_entries_says_what_it_is(
    site: FlaskClient, words: str, kind: str, identifier: str, what: str
) -> None:
    found = listed(told(site, q=words, type=kind), "hits")
    hit = next(each for each in found if each["id"] == identifier)
    assert hit["what"] == what
    page = site.get("/search", query_string={"q": words, "type": kind}).text
    assert f'<span class="stamp">{what}</span>' in page
    assert f'href="{hit["url"]}"' in page


def test_an_edge_points_at_the_instruments_that_ask(site: FlaskClient) -> None:
    hit = first(site, "supply chain", type="edge")
    assert hit["id"] == "edge/supply-chain"
    assert len(hit["pointers"]) > 1
    assert all(each["url"].startswith("https://") for each in hit["pointers"])


def test_the_query_behind_the_results_names_what_they_name(site: FlaskClient) -> None:
    for words in ("witnessedBy", "concept drift", "SNAG-001 witnessedBy supply chain"):
        found = told(site, q=words, size=5)
        query = parse_qs(urlsplit(found["sparql"]).query)["query"][0]
        answer = site.get("/sparql", query_string={"query": query, "format": "json"}).get_json()
        things = [row["thing"]["value"] for row in answer["results"]["bindings"]]
        ends = [re.split("[#/]", hit["id"].replace(":", "#"))[-1] for hit in found["hits"]]
        assert [re.split("[#/]", thing)[-1] for thing in dict.fromkeys(things)] == ends


def test_a_line_says_from_where_on_results_are_weak(client: FlaskClient) -> None:
    found = told(client, q="sensor zebra unicorn")
    assert found["hits"]
    assert all(hit["weak"] for hit in found["hits"])
    assert found["weak_from"] == 1
    page = client.get("/search?q=sensor+zebra+unicorn").text
    assert page.count("Weak from here on") == 1
    assert "Nothing here fits well." in page
    for address in ("/search?q=sensor", "/search?q=sensor+zebra+unicorn&sort=id"):
        assert "Weak from here on" not in client.get(address).text


def test_the_line_stands_after_the_last_hit_that_fits(site: FlaskClient) -> None:
    found = told(site, q="concept drift zebra", size=50)
    weak = [hit["weak"] for hit in found["hits"]]
    assert 1 < found["weak_from"] <= len(weak)
    assert weak[found["weak_from"] - 2] is False
    assert all(weak[found["weak_from"] - 1 :])
    page = site.get("/search?q=concept+drift+zebra&size=50").text
    assert page.index("Weak from here on") > page.index(f'href="{found["hits"][0]["url"]}"')
    assert "Nothing here fits well." not in page
