"""Links to vocabularies that others keep, in the graph."""

from common import CATALOG, SAMPLE
from loaded import loaded
from our_names import ID
from rdflib import DC, DCTERMS, OWL, RDF, RDFS, SKOS, XSD, Literal, URIRef

from snaglist.graph.describe import parts_of
from snaglist.graph.namespaces import LOCAL, OURS, SNAG, VANN, new_graph
from snaglist.graph.vocabularies import RELATIONS, add_vocabulary, target_iri, term_iri

CATALOGUE, SHIPPED = loaded(SAMPLE), loaded(CATALOG)
GARDEN, WEATHER = CATALOGUE.vocabularies
COMPLETE = URIRef("https://example.org/weather#complete")


def test_a_link_leads_out_and_its_reason_stays_here() -> None:
    graph = new_graph()
    add_vocabulary(graph, WEATHER)
    graph = OURS.resolve(graph)
    assert (ID["quality/completeness"], SKOS.exactMatch, COMPLETE) in graph
    assert (ID["SNAG-001"], SNAG.impairsDimension, COMPLETE) in graph
    mapping = ID["quality/completeness-in-weather-complete"]
    assert (ID["quality/completeness"], SNAG.hasMapping, mapping) in graph
    assert dict(graph.predicate_objects(mapping)) == {
        RDF.type: SNAG.Mapping,
        SNAG.mapsTo: COMPLETE,
        SNAG.mappingRelation: SKOS.exactMatch,
        SNAG.text: Literal("Both ask that every reading is there.", lang="en"),
        DCTERMS.creator: ID["agent/nobody"],
        DCTERMS.created: Literal("2026-11-24", datatype=XSD.date),
    }


def test_of_a_term_of_others_little_is_said() -> None:
    graph = new_graph()
    add_vocabulary(graph, WEATHER)
    graph = OURS.resolve(graph)
    assert dict(graph.predicate_objects(COMPLETE)) == {
        RDF.type: SNAG.OutsideTerm,
        SNAG.termOf: ID["weather"],
        SKOS.prefLabel: Literal("Completeness", lang="en"),
        SKOS.notation: Literal("complete"),
        RDFS.seeAlso: URIRef("https://example.org/weather/complete.html"),
    }


def test_a_vocabulary_says_what_it_is_and_where_it_was_looked_up() -> None:
    graph = new_graph()
    add_vocabulary(graph, WEATHER)
    graph = OURS.resolve(graph)
    found = dict(graph.predicate_objects(ID["weather"]))
    assert found[OWL.versionInfo] == Literal("1.2")
    assert found[VANN.preferredNamespaceUri] == Literal("https://example.org/weather#")
    assert found[DC.source] == Literal(
        "example/weather, weather.ttl, commit 89abcdef0123456789abcdef0123456789abcdef, 2026-11-23",
        lang="en",
    )


def test_without_a_counterpart_the_link_is_to_the_vocabulary() -> None:
    graph = new_graph()
    add_vocabulary(graph, GARDEN)
    graph = OURS.resolve(graph)
    assert (ID["SNAG-002"], SNAG.noCounterpartIn, ID["garden"]) in graph
    assert (ID["SNAG-001"], SKOS.closeMatch, ID["garden/G1"]) in graph
    reviewed = graph.value(ID["FIX-001-in-garden-G2"], DCTERMS.contributor)
    assert reviewed == ID["agent/another-gardener"]


def test_a_description_has_the_mappings() -> None:
    assert "SNAG-001-in-weather-complete" in set(parts_of(CATALOGUE, CATALOGUE.thing("SNAG-001")))
    assert "FIX-001-in-garden-G2" in set(parts_of(CATALOGUE, CATALOGUE.thing("FIX-001")))
    concept = CATALOGUE.thing("quality/completeness")
    assert list(parts_of(CATALOGUE, concept)) == ["quality/completeness-in-weather-complete"]
    assert {"garden/G1", "SNAG-002-in-garden"} <= set(parts_of(CATALOGUE, GARDEN))


def test_every_shipped_mapping_is_a_link() -> None:
    for vocabulary in SHIPPED.vocabularies:
        graph = new_graph()
        add_vocabulary(graph, vocabulary)
        for mapping in vocabulary.mappings:
            link = RELATIONS[mapping.relation], target_iri(vocabulary, mapping)
            assert (LOCAL[mapping.subject], *link) in graph, mapping.name


def test_links_lead_to_five_vocabularies_at_least() -> None:
    outside = [each for each in SHIPPED.vocabularies if each.namespace]
    assert len(outside) >= 5
    for vocabulary in outside:
        addresses = [str(term_iri(term)) for term in vocabulary.terms]
        assert all(address.startswith(vocabulary.namespace or "-") for address in addresses)
