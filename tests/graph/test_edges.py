"""Edges in the graph, and the items that they point to."""

from common import CATALOG, SAMPLE
from loaded import loaded, loaded_graphs
from our_names import CATALOGUE_GRAPH, ID
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Literal, URIRef

from snaglist.graph.describe import owners_of_parts, parts_of
from snaglist.graph.edges import add_edge, add_instrument
from snaglist.graph.named_graphs import catalogue_graphs
from snaglist.graph.namespaces import OURS, SNAG, new_graph

CATALOGUE, SHIPPED = loaded(SAMPLE), loaded(CATALOG)
BEES, MOONLIGHT = CATALOGUE.edges
LEAVES, SOIL = CATALOGUE.instruments
VISITORS, GROUND = ID["instrument/leaf-list/L2-2025"], ID["instrument/soil-act/Art.-4-1"]


def english(text: str) -> Literal:
    return Literal(text, lang="en")


def test_an_edge_is_a_concept_that_points_to_items() -> None:
    graph = new_graph()
    add_edge(graph, BEES)
    graph = OURS.resolve(graph)
    assert set(graph.predicate_objects(ID["edge/bees"])) == {
        (RDF.type, SNAG.Edge),
        (DCTERMS.identifier, Literal("edge/bees")),
        (SKOS.inScheme, ID["catalogue"]),
        (SKOS.prefLabel, english("Bees that stay away")),
        (SKOS.altLabel, english("pollination")),
        (SKOS.altLabel, english("hive")),
        (SKOS.definition, english(BEES.text)),
        (SNAG.pointsTo, VISITORS),
        (SNAG.pointsTo, GROUND),
        (SNAG.nearIssue, ID["SNAG-001"]),
    }
    assert set(graph.predicate_objects(GROUND)) == {
        (RDF.type, SNAG.InstrumentItem),
        (DCTERMS.identifier, Literal("Art. 4(1)")),
        (RDFS.label, english("what lives in the ground")),
        (SNAG.itemOf, ID["instrument/soil-act"]),
    }


def test_an_instrument_says_what_it_is_and_when_it_was_looked_at() -> None:
    graph = new_graph()
    add_instrument(graph, LEAVES)
    graph = OURS.resolve(graph)
    assert set(graph.predicate_objects(ID["instrument/leaf-list"])) == {
        (RDF.type, SNAG.Instrument),
        (DCTERMS.identifier, Literal("instrument/leaf-list")),
        (DCTERMS.title, english("The Leaf List")),
        (DCTERMS.creator, ID["agent/friends-of-the-leaf"]),
        (OWL.versionInfo, Literal("3")),
        (RDFS.seeAlso, URIRef("https://example.org/leaf-list")),
        (SNAG.lookedUp, Literal("2026-11-27")),
    }


def test_two_edges_point_to_one_item() -> None:
    graph = catalogue_graphs(CATALOGUE)[CATALOGUE_GRAPH]
    edges = {ID["edge/bees"], ID["edge/moonlight"]}
    assert set(graph.subjects(SNAG.pointsTo, VISITORS)) == edges
    assert len(list(graph.objects(VISITORS, RDFS.label))) == 1


def test_an_item_is_described_with_its_instrument_and_its_edges() -> None:
    assert list(parts_of(CATALOGUE, MOONLIGHT)) == ["instrument/leaf-list/L2-2025"]
    assert list(parts_of(CATALOGUE, SOIL)) == ["instrument/soil-act/Art.-4-1"]
    owners = owners_of_parts(CATALOGUE)
    assert owners["instrument/leaf-list/L2-2025"] == "instrument/leaf-list"


def test_every_shipped_edge_and_instrument_is_in_the_graph() -> None:
    graph = loaded_graphs(CATALOG)[CATALOGUE_GRAPH]
    assert set(graph.subjects(RDF.type, SNAG.Edge)) == {ID[edge.ref] for edge in SHIPPED.edges}
    instruments = {ID[each.ref] for each in SHIPPED.instruments}
    assert set(graph.subjects(RDF.type, SNAG.Instrument)) == instruments
    assert set(graph.objects(None, SNAG.itemOf)) == instruments
