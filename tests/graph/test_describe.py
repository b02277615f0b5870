"""One thing's data stands alone: what it names is labelled, quotes can be found in their text."""

import json
from typing import Any

import pyoxigraph as ox
import pytest
from common import SAMPLE
from loaded import loaded
from our_names import ID
from rdflib import DCTERMS, RDF, RDFS, SKOS, Graph, Literal, URIRef

from snaglist.dataset.distributions import DatasetPart, dump_name
from snaglist.graph.describe import owners_of_parts
from snaglist.graph.namespaces import OA, SNAG, SPDX
from snaglist.graph.rdf_formats import RDF_FORMATS, RdfFormat
from snaglist.snapshot.snapshot import Snapshot

LABELS = (SKOS.prefLabel, RDFS.label, DCTERMS.title, SNAG.text, DCTERMS.identifier)
TRIPLES = [name for name, info in RDF_FORMATS.items() if not info.named_graphs]


def read(content: bytes, rdf_format: RdfFormat) -> ox.Dataset:
    dataset = ox.Dataset(
        ox.parse(content, ox.RdfFormat.from_media_type(RDF_FORMATS[rdf_format].media_type))
    )
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


def described(known: Snapshot, name: str) -> Graph:
    return Graph().parse(data=known.describe(name, RdfFormat.NTRIPLES), format="nt")


@pytest.fixture(scope="module")
def whole(sample_knowledge: Snapshot) -> Graph:
    """Everything there is, as its dump says."""
    name = dump_name(DatasetPart.EVERYTHING, RdfFormat.NTRIPLES)
    dump = next(dump for dump in sample_knowledge.dumps if dump.name == name)
    return Graph().parse(dump.path, format="nt")


def test_labels_of_what_a_thing_points_at_come_along(
    sample_knowledge: Snapshot, whole: Graph
) -> None:
    for name in sample_knowledge.catalogue.things:
        graph = described(sample_knowledge, name)
        for value in set(graph.objects()) - {ID[name]}:
            if isinstance(value, URIRef) and any(whole.value(value, p) for p in LABELS):
                assert any(graph.value(value, p) for p in LABELS), (name, value)


def test_nothing_is_told_that_is_not_so(sample_knowledge: Snapshot, whole: Graph) -> None:
    for name in sample_knowledge.catalogue.things:
        assert not [triple for triple in described(sample_knowledge, name) if triple not in whole]


@pytest.mark.parametrize("name", ["I01-Q001", "SNAG-001", "SNAG-001-C1"])
def test_a_quote_comes_with_its_web_annotation(sample_knowledge: Snapshot, name: str) -> None:
    graph = described(sample_knowledge, name)
    quotes = set(graph.subjects(RDF.type, SNAG.Quote))
    assert quotes
    for quote in quotes:
        (annotation,) = graph.subjects(OA.hasTarget, quote)
        assert graph.value(annotation, RDF.type) == OA.Annotation
        bodies = set(graph.objects(annotation, OA.hasBody))
        assert bodies == set(graph.objects(quote, SNAG.witnesses))
        assert all(graph.value(body, SNAG.text) for body in bodies)
        assert_found(sample_knowledge, graph, quote)


def assert_found(known: Snapshot, graph: Graph, quote: Any) -> None:
    """The selectors of a quote find its words in the text whose hash comes along."""
    by_type = {graph.value(s, RDF.type): s for s in graph.objects(quote, OA.hasSelector)}
    words, place = by_type[OA.TextQuoteSelector], by_type[OA.TextPositionSelector]
    source = graph.value(quote, OA.hasSource)
    digest = graph.value(graph.value(source, SPDX.checksum), SPDX.checksumValue)
    (interview,) = [i for i in known.catalogue.interviews if i.sha256 == str(digest)]
    start, end = (int(str(graph.value(place, name))) for name in (OA.start, OA.end))
    exact, prefix, suffix = (
        str(graph.value(words, name)) for name in (OA.exact, OA.prefix, OA.suffix)
    )
    assert interview.transcript[start:end] == exact
    assert interview.transcript[:start].endswith(prefix)
    assert interview.transcript[end:].startswith(suffix)


def test_an_issue_comes_with_the_arrows_to_it(sample_knowledge: Snapshot) -> None:
    graph = described(sample_knowledge, "SNAG-002")
    assert (ID["SNAG-001-to-SNAG-002"], SNAG.fromIssue, ID["SNAG-001"]) in graph


def test_every_format_of_every_thing_is_the_same_graph(sample_knowledge: Snapshot) -> None:
    for name in sample_knowledge.catalogue.things:
        found = {form: read(sample_knowledge.describe(name, form), form) for form in TRIPLES}
        assert all(graph == found[RdfFormat.TURTLE] for graph in found.values()), name


def test_json_ld_is_one_object_with_short_words(sample_knowledge: Snapshot) -> None:
    for name in sample_knowledge.catalogue.things:
        document = json.loads(sample_knowledge.describe(name, RdfFormat.JSONLD))
        assert document["id"] == name
        assert not [key for key in keys(document) if key.startswith("@") or ":" in key], name


def keys(value: Any) -> set[str]:
    """Every key in a document but its context."""
    if isinstance(value, list):
        return set().union(*map(keys, value))
    if isinstance(value, dict):
        kept = {key: inner for key, inner in value.items() if key != "@context"}
        return set(kept).union(*map(keys, kept.values()))
    return set()


def test_a_claim_stands_in_its_entry_and_a_quote_in_its_claim(
    sample_knowledge: Snapshot,
) -> None:
    document = json.loads(sample_knowledge.describe("SNAG-001", RdfFormat.JSONLD))
    claim = next(claim for claim in document["hasClaim"] if claim["id"] == "SNAG-001-C1")
    assert claim["text"]
    quote = claim["witnessedBy"][0]
    selectors = {kind: part for part in quote["hasSelector"] for kind in part["type"]}
    assert selectors["TextQuoteSelector"]["exact"]
    assert isinstance(selectors["TextPositionSelector"]["start"], int)


def test_labels_are_those_of_the_graph(sample_knowledge: Snapshot) -> None:
    graph = described(sample_knowledge, "SNAG-001")
    assert Literal("quality issue", lang="en") in graph.objects(SNAG.QualityIssue, RDFS.label)


def test_the_name_of_a_turn_that_was_joined_leads_to_the_turn() -> None:
    owners = owners_of_parts(loaded(SAMPLE))
    assert owners["I01-T004"] == "I01-T003"
    assert "I01-T003" not in owners
