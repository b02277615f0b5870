"""RDF of things and lists says on which terms what is in it may be used, as the dumps do."""

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient
from our_names import ID
from rdflib import DC, DCTERMS, FOAF, RDF, Graph, URIRef

from snaglist.snapshot.snapshot import Snapshot
from snaglist.web.linked_data import FORMAT_OF_SUFFIX

FORMATS = {
    "text/turtle": "turtle",
    "application/n-triples": "nt",
    "application/rdf+xml": "xml",
}
"""How rdflib calls what is answered."""


def document(many: FlaskClient, address: str, suffix: str) -> tuple[URIRef, Graph]:
    """The node of the document that is at an address, and all that is said there."""
    answer = many.get(f"{address}.{suffix}")
    assert answer.status_code == 200
    quads = ox.parse(answer.data, ox.RdfFormat.from_media_type(answer.mimetype or ""))
    triples = ox.serialize((quad.triple for quad in quads), format=ox.RdfFormat.N_TRIPLES)
    graph = Graph().parse(data=triples, format="nt")
    (node,) = graph.subjects(RDF.type, FOAF.Document)
    assert isinstance(node, URIRef)
    return node, graph


@pytest.mark.parametrize("suffix", FORMAT_OF_SUFFIX)
def test_an_issue_has_the_terms_of_the_interviews_it_quotes(
    many: FlaskClient, five_interviews: Snapshot, suffix: str
) -> None:
    node, graph = document(many, "/issues/SNAG-003", suffix)
    assert node == URIRef(f"{ID['SNAG-003']}#data")
    assert graph.value(node, FOAF.primaryTopic) == ID["SNAG-003"]
    rights = sorted(str(each) for each in graph.objects(node, DC.rights))
    terms = {each.id: each.licence for each in five_interviews.catalogue.interviews}
    quoted = {quote[:3] for quote in five_interviews.catalogue.issues[2].quote_ids()}
    assert {"I01"} < quoted < set(terms)
    assert rights == sorted(
        [
            "What is no word of an interview: CC0 1.0",
            *(f"The words of interview {each}: {terms[each]}" for each in quoted),
        ]
    )
    # A licence would be one of all that is in it.
    assert not list(graph.objects(node, DCTERMS.license))


def test_what_quotes_nobody_has_the_licence_of_the_catalogue(
    many: FlaskClient, five_interviews: Snapshot
) -> None:
    node, graph = document(many, "/id/phase/operation", "ttl")
    assert graph.value(node, DCTERMS.license) == URIRef(five_interviews.catalogue.about.licence)
    assert [str(each) for each in graph.objects(node, DC.rights)] == ["CC0 1.0"]
    asked = many.get("/id/I02", headers={"Accept": "text/turtle"}, follow_redirects=True)
    assert "The words of interview I02: " in asked.text


@pytest.mark.parametrize(
    ("address", "interviews"),
    [
        ("/issues.ttl?category=data", 0),
        ("/strategies.nt", 0),
        ("/publications.rdf", 0),
        ("/interviews.ttl", 3),
        ("/search.ttl?q=sensor&type=issue", 0),
        ("/search.ttl?type=quote&interview=I01", 1),
        ("/collection.ttl?id=SNAG-003&id=I01-Q001", 2),
    ],
)
def test_a_list_has_the_terms_of_what_is_in_it(
    many: FlaskClient, five_interviews: Snapshot, address: str, interviews: int
) -> None:
    answer = many.get(address)
    assert answer.status_code == 200
    graph = Graph().parse(data=answer.text, format=FORMATS[answer.mimetype or ""])
    # Interviews have terms as well, each its own.
    page = f"http://localhost{address.partition('.')[0]}"
    (node,) = {each for each in graph.subjects(DC.rights) if str(each).startswith(page)}
    rights = list(graph.objects(node, DC.rights))
    licence = graph.value(node, DCTERMS.license)
    if interviews == 0:
        assert [str(each) for each in rights] == ["CC0 1.0"]
        assert licence == URIRef(five_interviews.catalogue.about.licence)
    else:
        assert len(rights) > interviews
        assert licence is None
        assert any("The words of interview I01: " in str(each) for each in rights)


def test_a_collection_says_what_it_is_about(many: FlaskClient) -> None:
    node, graph = document(many, "/collection", "ttl?id=SNAG-001&id=SNAG-003")
    assert set(graph.objects(node, FOAF.topic)) == {ID["SNAG-001"], ID["SNAG-003"]}
    assert node == URIRef("http://localhost/collection?id=SNAG-001&id=SNAG-003")
    links = many.get("/collection?id=SNAG-001").headers.getlist("Link")
    assert '</collection.csv?id=SNAG-001>; rel="alternate"; type="text/csv"' in links
