"""The page of a term: what it is, how it stands to others, and that every name leads on."""

import warnings
from html import unescape
from typing import Any

import pytest
from flask.testing import FlaskClient
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Graph

from snaglist.graph.namespaces import ONTOLOGY, SNAG


def told(site: FlaskClient, name: str) -> dict[str, Any]:
    """The JSON of a term."""
    found: dict[str, Any] = site.get(f"/ontology/terms/{name}.json").get_json()
    return found


def names(terms: list[dict[str, Any]]) -> set[str]:
    return {each["name"] for each in terms}


def said(sentences: list[list[dict[str, Any]]]) -> list[str]:
    return ["".join(part["text"] for part in sentence) for sentence in sentences]


def test_every_term_has_a_page_that_leads_to_those_it_names(site: FlaskClient) -> None:
    terms = site.get("/ontology.json").get_json()["terms"]
    pages = {term["url"] for term in terms}
    assert len(pages) == len(terms)
    followed: set[str] = set()
    # Two kinds of page have all there is; the rest is the same template with less.
    for name in ("QualityIssue", "Mitigation", "witnessedBy", "withStance", "standingVolunteered"):
        view = told(site, name)
        parts = [part["term"] for sentence in view["axioms"] for part in sentence if part["term"]]
        lists = ("above", "below", "domain_of", "range_of", "disjoint", "replaced_by")
        named = [*parts, *(each for key in lists for each in view[key])]
        named += [
            each for key in ("from_terms", "to_terms") for union in view[key] for each in union
        ]
        followed |= {each["url"] for each in named}
        page = unescape(site.get(f"/ontology/terms/{name}").text)
        for each in named:
            assert f'href="{each["url"]}"' in page
    ours = {url for url in followed if url.startswith("/")}
    assert len(ours) > 15
    assert ours <= pages
    assert all(url.startswith("http") for url in followed - ours)


def test_a_class_has_its_place_its_properties_and_what_is_demanded(site: FlaskClient) -> None:
    view = told(site, "Mitigation")
    assert (view["kind"], view["label"]) == ("class", "mitigation")
    assert names(view["above"]) == {"Claim"}
    assert "TriedMitigation" in said(told(site, "TreatedIssue")["axioms"])[0]
    assert "usesStrategy" in names(view["domain_of"])
    assert "Cause" in names(view["disjoint"])
    assert "Each has exactly one value of usesStrategy in Strategy." in said(view["axioms"])
    assert names(told(site, "Claim")["below"]) >= {"Cause", "Mitigation"}
    assert names(told(site, "Standing")["below"]) >= {"standingVolunteered"}


def test_a_property_has_domain_range_inverse_and_what_it_is(site: FlaskClient) -> None:
    view = told(site, "answeredBy")
    assert [names(union) for union in view["from_terms"]] == [{"QualityIssue"}]
    assert view["inverse_term"]["url"] == "/ontology/terms/answers"
    assert "functional" in told(site, "hasKind")["characteristics"]
    assert "transitive" in site.get("/ontology/terms/leadsToTransitive").text
    mapped = {(each["relation"], each["term"]["url"]) for each in view["mappings"]}
    assert ("closeMatch", "https://w3id.org/airo#hasRiskControl") in mapped


def test_versions_say_since_when_there_is_a_term_and_what_it_replaces(site: FlaskClient) -> None:
    assert told(site, "QualityIssue")["since"] == "1.0.0"
    link = told(site, "CausalLink")
    assert (link["since"], link["replaces"]) == ("2.0.0", ["Arrow"])
    assert told(site, "DesignReview")["module"] == "reviews"
    # Terms of modules that were in the vocabulary once keep the day they came.
    assert (told(site, "OutsideIssue")["module"], told(site, "OutsideIssue")["since"]) == (
        "catalogue",
        "1.0.0",
    )


def test_a_term_that_was_removed_names_what_replaces_it(site: FlaskClient) -> None:
    for address in ("/ontology/terms/Arrow", "/ontology/Arrow"):
        answer = site.get(address, headers={"Accept": "application/json"})
        assert answer.status_code == 404
        near = answer.get_json()["error"]["nearest"]
        assert [each["url"] for each in near] == ["/ontology/terms/CausalLink"]
    near = site.get("/ontology/terms/Clam.json").get_json()["error"]["nearest"]
    assert near[0] == {"id": "Claim", "title": "claim", "url": "/ontology/terms/Claim"}


def test_a_name_leads_to_its_term_whatever_its_case_but_no_version_away(site: FlaskClient) -> None:
    assert site.get("/ontology/QualityIssue").location == "/ontology/terms/QualityIssue"
    assert site.get("/ontology/terms/qualityissue").location == "/ontology/terms/QualityIssue"
    # Two terms, told apart by their case alone.
    assert told(site, "Witness")["kind"] == "class"
    assert told(site, "witness")["kind"] == "object property"
    assert site.get("/ontology/terms/WITNESS").status_code == 404
    # A class of that name does not take the place of an ontology.
    assert site.get("/ontology/catalogue").location == "/ontology/catalogue.ttl"
    assert site.get("/ontology/Catalogue").location == "/ontology/terms/Catalogue"


@pytest.mark.parametrize("suffix", ["ttl", "jsonld", "rdf", "nt"])
def test_rdf_of_a_term_has_its_axioms_and_the_licence(site: FlaskClient, suffix: str) -> None:
    names_ = {"ttl": "turtle", "jsonld": "json-ld", "rdf": "xml", "nt": "nt"}
    data = site.get(f"/ontology/terms/Mitigation.{suffix}").data
    with warnings.catch_warnings():
        # rdflib's own reader of JSON-LD uses what it deprecates.
        warnings.simplefilter("ignore", DeprecationWarning)
        graph = Graph().parse(data=data, format=names_[suffix])
    assert (SNAG.Mitigation, SKOS.definition, None) in graph
    restrictions = [
        node
        for node in graph.objects(SNAG.Mitigation, RDFS.subClassOf)
        if (node, RDF.type, OWL.Restriction) in graph
    ]
    assert {graph.value(node, OWL.onProperty) for node in restrictions} == {
        SNAG.usesStrategy,
        SNAG.hasOutcome,
    }
    assert (SNAG.Strategy, RDFS.label, None) in graph
    assert (ONTOLOGY, DCTERMS.license, None) in graph


def test_the_page_shows_the_turtle_that_its_file_has(site: FlaskClient) -> None:
    page = unescape(site.get("/ontology/terms/Quote").text)
    assert site.get("/ontology/terms/Quote.ttl").text in page


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("witnessedBy", "witnessedBy"),
        ("witness link", "WitnessLink"),
        ("usesStrategy", "usesStrategy"),
    ],
)
def test_the_search_leads_to_the_page(site: FlaskClient, words: str, name: str) -> None:
    hits = site.get("/search.json", query_string={"q": words, "type": "term"}).get_json()["hits"]
    assert hits[0]["url"] == f"/ontology/terms/{name}"
    whole = site.get("/search.json", query_string={"q": words}).get_json()["hits"]
    assert name in {each["id"].removeprefix("snag:") for each in whole}
