"""Names that others rely on: IRIs, prefixes, and formats as their standards have them."""

import pyoxigraph as ox
import pytest
from common import ONTOLOGY as FOLDER
from rdflib import OWL, RDF, URIRef

from snaglist.graph import namespaces
from snaglist.graph.ontology import ontology_files, read_turtle
from snaglist.graph.rdf_formats import RDF_FORMATS, RdfFormat


def test_the_ontology_has_the_name_that_its_files_give_it() -> None:
    ontology, _ = read_turtle(ontology_files(FOLDER))
    assert (namespaces.ONTOLOGY, RDF.type, OWL.Ontology) in ontology
    assert (namespaces.SNAG.QualityIssue, RDF.type, OWL.Class) in ontology
    prefixes = {name: str(iri) for name, iri in ontology.namespaces()}
    for name, iri in namespaces.OURS.prefixes.items():
        assert prefixes.get(name, str(iri)) == str(iri)


def test_published_names_stay_as_they_are() -> None:
    base = "https://w3id.org/snaglist"
    assert str(namespaces.AS) == "https://www.w3.org/ns/activitystreams#"
    assert str(namespaces.OA) == "http://www.w3.org/ns/oa#"
    assert str(namespaces.VANN) == "http://purl.org/vocab/vann/"
    assert str(namespaces.OURS.things) == f"{base}/id/"
    assert URIRef(f"{base}/graph/catalogue") == namespaces.OURS.catalogue_graph
    assert URIRef(f"{base}/graph/inferred") == namespaces.OURS.inferred_graph
    assert URIRef(f"{base}/graph/I07") == namespaces.OURS.graph("I07")


@pytest.mark.parametrize("rdf_format", RdfFormat)
def test_a_format_is_asked_for_by_its_media_type_and_suffix(rdf_format: RdfFormat) -> None:
    info = RDF_FORMATS[rdf_format]
    standard = ox.RdfFormat.from_media_type(info.media_type)
    assert standard is not None
    assert standard == ox.RdfFormat.from_extension(info.suffix)
    assert info.title == standard.name
    assert info.named_graphs == (rdf_format in (RdfFormat.TRIG, RdfFormat.NQUADS))


def test_the_command_line_names_formats_as_ever() -> None:
    names = "turtle jsonld rdfxml ntriples trig nquads"
    assert [rdf_format.value for rdf_format in RdfFormat] == names.split()
    assert list(RDF_FORMATS) == list(RdfFormat)
