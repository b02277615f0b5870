"""The checks of FOOPS! (Garijo et al., 2021) that a file can meet, and honesty about the rest."""

import re
from datetime import date

import pytest
from common import ONTOLOGY as FOLDER
from rdflib import DCTERMS, FOAF, OWL, RDF, RDFS, SKOS, VANN, Graph, Literal, Namespace, URIRef

from snaglist.graph.namespaces import ONTOLOGY, SNAG

BIBO = Namespace("http://purl.org/ontology/bibo/")
GRAPH = Graph().parse(FOLDER / "snaglist.ttl")
TERMS = sorted(
    str(term)
    for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    for term in GRAPH.subjects(RDF.type, kind)
    if str(term).startswith(str(SNAG))
)

ONE_LITERAL = [
    *(DCTERMS.title, DCTERMS.abstract, DCTERMS.description, DCTERMS.bibliographicCitation),
    *(OWL.versionInfo, VANN.preferredNamespacePrefix, VANN.preferredNamespaceUri),
]
ONE_IRI = [
    *(OWL.versionIRI, OWL.priorVersion, DCTERMS.license, DCTERMS.source, BIBO.status, FOAF.logo),
    *(DCTERMS.creator, DCTERMS.publisher),
]
ONE_DATE = [DCTERMS.created, DCTERMS.issued, DCTERMS.modified]


@pytest.mark.parametrize("predicate", [*ONE_LITERAL, *ONE_IRI, *ONE_DATE])
def test_the_ontology_says_of_itself(predicate: URIRef) -> None:
    (value,) = GRAPH.objects(ONTOLOGY, predicate)
    assert isinstance(value, Literal if predicate not in ONE_IRI else URIRef)
    assert str(value).strip()


def test_there_is_one_ontology_with_a_lasting_name() -> None:
    (name,) = GRAPH.subjects(RDF.type, OWL.Ontology)
    assert name == ONTOLOGY
    assert str(name).startswith("https://w3id.org/")


def test_the_version_has_a_name_of_its_own() -> None:
    version = GRAPH.value(ONTOLOGY, OWL.versionIRI)
    info = GRAPH.value(ONTOLOGY, OWL.versionInfo)
    assert version == URIRef(f"{ONTOLOGY}/{info}")
    assert re.fullmatch(r"\d+\.\d+\.\d+", str(info))
    assert str(version) in str(GRAPH.value(ONTOLOGY, DCTERMS.bibliographicCitation))


def test_dates_are_dates_in_their_order() -> None:
    found = [GRAPH.value(ONTOLOGY, predicate) for predicate in ONE_DATE]
    days = [value.toPython() for value in found if isinstance(value, Literal)]
    assert all(isinstance(day, date) for day in days)
    assert days == sorted(days)


def test_prefix_and_namespace_are_those_in_use() -> None:
    assert str(GRAPH.value(ONTOLOGY, VANN.preferredNamespaceUri)) == str(SNAG)
    prefix = str(GRAPH.value(ONTOLOGY, VANN.preferredNamespacePrefix))
    assert dict(GRAPH.namespaces())[prefix] == URIRef(str(SNAG))


def test_nothing_is_claimed_that_does_not_exist() -> None:
    text = (FOLDER / "snaglist.ttl").read_text(encoding="utf-8")
    assert "doi.org" not in text
    assert "bibo/doi" not in text
    assert "lov.linkeddata" not in text


@pytest.mark.parametrize("term", TERMS)
def test_a_term_has_a_label_and_a_definition_and_its_ontology(term: str) -> None:
    name = URIRef(term)
    for predicate in (RDFS.label, SKOS.definition):
        values = list(GRAPH.objects(name, predicate))
        assert len(values) == 1
        assert isinstance(values[0], Literal)
        assert values[0].language == "en"
    assert (name, RDFS.isDefinedBy, ONTOLOGY) in GRAPH


def test_vocabularies_of_others_are_used() -> None:
    spaces = {
        str(term).rpartition("#" if "#" in str(term) else "/")[0] for term in GRAPH.predicates()
    }
    for other in ("skos/core", "dc/terms", "vann", "bibo"):
        assert any(other in space for space in spaces)
