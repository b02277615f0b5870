"""A thing's RDF says of itself on which terms what is in it may be used, as the dumps do."""

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient
from our_names import ID
from rdflib import DC, DCTERMS, FOAF, RDF, Graph, URIRef

from snaglist.snapshot.snapshot import Snapshot
from snaglist.web.linked_data import FORMAT_OF_SUFFIX


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
