"""What is said of the data as a whole is so: counts by brute force, files by their bytes."""

import gzip
import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from common import ONTOLOGY as ONTOLOGY_FOLDER
from csvw import CSVW
from our_names import ID, PREFIXES
from rdflib import DC, DCTERMS, FOAF, OWL, RDF, SH, VOID, XSD, Graph, Literal, URIRef
from rdflib.plugins.sparql import prepareQuery

from snaglist.dataset.description import description, write_description
from snaglist.dataset.distributions import DESCRIPTION_DUMP, GRAPH_PARTS, DatasetPart, dump_name
from snaglist.dataset.publication import (
    DATASETS,
    DCAT,
    SD,
    SPDX,
    VOID_EXT,
    description_graph,
)
from snaglist.dataset.service import EndpointContent, service_graph
from snaglist.graph.competency_questions import ExampleQuery, portable_query, read_examples
from snaglist.graph.namespaces import ONTOLOGY, OURS, SNAG
from snaglist.graph.rdf_formats import RDF_FORMATS, RdfFormat
from snaglist.snapshot.snapshot import Snapshot

BASE = "http://snaglist.example"
COUNTED = (DatasetPart.ASSERTED, DatasetPart.INFERRED, DatasetPart.EVERYTHING, DatasetPart.ONTOLOGY)


def dataset_name(part: str) -> URIRef:
    return URIRef(f"https://w3id.org/snaglist/data#{part}")


def dumped(known: Snapshot, name: str) -> bytes:
    return next(dump.path for dump in known.dumps if dump.name == name).read_bytes()


def read(known: Snapshot, part: DatasetPart) -> list[ox.Quad]:
    content = dumped(known, dump_name(part, RdfFormat.NTRIPLES))
    return list(ox.parse(content, ox.RdfFormat.N_TRIPLES))


def stored(known: Snapshot, part: DatasetPart) -> ox.Store:
    store = ox.Store()
    store.load(dumped(known, dump_name(part, RdfFormat.NTRIPLES)), ox.RdfFormat.N_TRIPLES)
    return store


def rows(store: ox.Store, query: str) -> Iterator[tuple[str, ...]]:
    results = store.query(query)
    assert isinstance(results, ox.QuerySolutions)
    for row in results:
        yield tuple("" if value is None else value.value for value in row)


@pytest.fixture(scope="module")
def described(sample_knowledge: Snapshot) -> Graph:
    return description(sample_knowledge.publication(BASE))


def partitions(graph: Graph, whole: Any, leads: URIRef, name: URIRef) -> dict[str, Any]:
    """The partitions of a dataset by the class or property they are for."""
    found = [(str(graph.value(part, name)), part) for part in graph.objects(whole, leads)]
    assert len(found) == len(dict(found))
    return dict(found)


def value(graph: Graph, subject: Any, name: URIRef) -> int:
    (found,) = graph.objects(subject, name)
    assert isinstance(found, Literal)
    return int(found)


@pytest.mark.parametrize("part", COUNTED)
def test_totals(sample_knowledge: Snapshot, described: Graph, part: DatasetPart) -> None:
    store = stored(sample_knowledge, part)
    expected = {
        VOID.triples: "COUNT(*)",
        VOID.distinctSubjects: "COUNT(DISTINCT ?s)",
        VOID.properties: "COUNT(DISTINCT ?p)",
    }
    for name, counting in expected.items():
        ((number,),) = rows(store, f"SELECT ({counting} AS ?n) {{ ?s ?p ?o }}")
        assert value(described, dataset_name(part), name) == int(number), name
    objects = {triple.object for triple in read(sample_knowledge, part)}
    assert value(described, dataset_name(part), VOID.distinctObjects) == len(objects)
    ((number,),) = rows(store, "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?s a ?c }")
    assert value(described, dataset_name(part), VOID.classes) == int(number)
    own = f'FILTER(STRSTARTS(STR(?s), "{ID}"))'
    ((number,),) = rows(store, f"SELECT (COUNT(DISTINCT ?s) AS ?n) {{ ?s ?p ?o {own} }}")
    assert value(described, dataset_name(part), VOID.entities) == int(number)


@pytest.mark.parametrize("part", COUNTED)
def test_partitions_by_class(
    sample_knowledge: Snapshot, described: Graph, part: DatasetPart
) -> None:
    query = "SELECT ?c (COUNT(DISTINCT ?s) AS ?n) { ?s a ?c } GROUP BY ?c"
    expected = {iri: int(n) for iri, n in rows(stored(sample_knowledge, part), query)}
    found = partitions(described, dataset_name(part), VOID.classPartition, VOID["class"])
    assert {iri: value(described, p, VOID.entities) for iri, p in found.items()} == expected


@pytest.mark.parametrize("part", COUNTED)
def test_partitions_by_property(
    sample_knowledge: Snapshot, described: Graph, part: DatasetPart
) -> None:
    query = """SELECT ?p (COUNT(*) AS ?n) (COUNT(DISTINCT ?s) AS ?from) (COUNT(DISTINCT ?o) AS ?to)
        { ?s ?p ?o } GROUP BY ?p"""
    expected = {p: tuple(map(int, n)) for p, *n in rows(stored(sample_knowledge, part), query)}
    found = partitions(described, dataset_name(part), VOID.propertyPartition, VOID.property)
    names = (VOID.triples, VOID.distinctSubjects, VOID.distinctObjects)
    assert {
        iri: tuple(value(described, p, name) for name in names) for iri, p in found.items()
    } == expected


def test_which_property_leads_from_which_class_to_which(
    sample_knowledge: Snapshot, described: Graph
) -> None:
    store, triples = (
        stored(sample_knowledge, DatasetPart.EVERYTHING),
        read(sample_knowledge, DatasetPart.EVERYTHING),
    )
    classes = partitions(
        described, dataset_name(DatasetPart.EVERYTHING), VOID.classPartition, VOID["class"]
    )
    said = {
        c: partitions(described, p, VOID.propertyPartition, VOID.property)
        for c, p in classes.items()
    }
    asked = {name for name, properties in said.items() if properties}
    assert {str(SNAG.QualityIssue), str(SNAG.Quote), str(SNAG.Cause)} <= asked
    for name in asked:
        counted = rows(store, f"SELECT ?p (COUNT(*) AS ?n) {{ ?s a <{name}> ; ?p ?o }} GROUP BY ?p")
        expected = {row[0]: row[1] for row in counted}
        expected.pop(str(RDF.type))
        found = {p: str(value(described, node, VOID.triples)) for p, node in said[name].items()}
        assert found == expected
        for predicate, node in said[name].items():
            assert targets(described, node) == brute_targets(store, triples, name, predicate, asked)


def targets(graph: Graph, node: Any) -> dict[str, int]:
    found = partitions(graph, node, VOID.classPartition, VOID["class"])
    found |= partitions(graph, node, VOID_EXT.datatypePartition, VOID_EXT.datatype)
    return {iri: value(graph, part, VOID.triples) for iri, part in found.items()}


def brute_targets(
    store: ox.Store, triples: list[ox.Quad], name: str, predicate: str, asked: set[str]
) -> dict[str, int]:
    pattern = f"?s a <{name}> ; <{predicate}> ?o ."
    things = rows(store, f"SELECT ?t (COUNT(*) AS ?n) {{ {pattern} ?o a ?t }} GROUP BY ?t")
    found = {iri: int(number) for iri, number in things if iri in asked}
    # Oxigraph's store takes every whole number for an xsd:integer; what it merely reads, it keeps.
    members = {subject for (subject,) in rows(store, f"SELECT ?s {{ ?s a <{name}> }}")}
    literals = [
        triple.object.datatype.value
        for triple in triples
        if not isinstance(triple.subject, ox.Triple)
        and triple.subject.value in members
        and triple.predicate.value == predicate
        and isinstance(triple.object, ox.Literal)
    ]
    return found | Counter(literals)


def test_every_file_has_its_size_its_hash_and_its_media_type(
    sample_knowledge: Snapshot, described: Graph
) -> None:
    files = {f"{BASE}/data/{dump.name}": dump for dump in sample_knowledge.dumps}
    del files[f"{BASE}/data/{DESCRIPTION_DUMP}"]
    seen = set()
    for distribution in described.subjects(RDF.type, DCAT.Distribution):
        address = str(described.value(distribution, DCAT.downloadURL))
        dump, content = files[address], files[address].path.read_bytes()
        assert value(described, distribution, DCAT.byteSize) == len(content)
        checksum = described.value(distribution, SPDX.checksum)
        assert described.value(checksum, SPDX.algorithm) == SPDX.checksumAlgorithm_sha256
        assert described.value(checksum, SPDX.checksumValue) == Literal(
            hashlib.sha256(content).hexdigest(), datatype=XSD.hexBinary
        )
        media_type = dump.packed or dump.media_type
        assert str(described.value(distribution, DCAT.mediaType)).endswith(f"/{media_type}")
        seen.add(address)
    assert seen == set(files)


def test_datasets_are_found_from_the_catalogue(
    sample_knowledge: Snapshot, described: Graph
) -> None:
    (catalogue,) = described.subjects(RDF.type, DCAT.Catalog)
    found = set(described.objects(catalogue, DCAT.dataset))
    assert found == {dataset_name(part) for part in DATASETS}
    required = (DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DC.rights)
    for one in (catalogue, *found):
        for name in (*required, DCTERMS.issued, DCTERMS.modified, OWL.versionInfo, DCAT.version):
            assert described.value(one, name), (one, name)
    # No one licence is that of parts with words of interviews, which have terms of their own.
    open_terms = {dataset_name(part) for part in ("asserted", "everything", "tables")}
    assert {each for each in found if not described.value(each, DCTERMS.license)} == open_terms
    own = described.value(dataset_name(DatasetPart.ONTOLOGY), OWL.versionInfo)
    assert str(own) == sample_knowledge.facts.ontology["versionInfo"]
    (service,) = described.objects(catalogue, DCAT.service)
    assert described.value(service, DCAT.endpointURL) == URIRef(f"{BASE}/sparql")
    (document,) = described.subjects(RDF.type, VOID.DatasetDescription)
    assert described.value(document, FOAF.primaryTopic) == dataset_name(DatasetPart.EVERYTHING)


def test_the_service_names_its_graphs_with_their_sizes(
    sample_knowledge: Snapshot, described: Graph
) -> None:
    content = dumped(sample_knowledge, dump_name(DatasetPart.EVERYTHING, RdfFormat.NQUADS))
    quads = list(ox.parse(content, ox.RdfFormat.N_QUADS))
    found = {
        str(described.value(named, SD.name)): value(
            described, described.value(named, SD.graph), VOID.triples
        )
        for named in described.subjects(RDF.type, SD.NamedGraph)
    }
    names = [quad.graph_name.value for quad in quads]
    # The endpoint has this description beside the catalogue, and counts it.
    own = str(description_graph(sample_knowledge.publication(BASE).names))
    sizes = {name: names.count(name) for name in set(names)} | {own: len(described)}
    assert found == sizes
    (union,) = described.objects(None, SD.defaultGraph)
    triples = len({(q.subject, q.predicate, q.object) for q in quads})
    assert value(described, union, VOID.triples) == triples + len(described)
    service = URIRef(f"{BASE}/sparql")
    assert described.value(service, SD.endpoint) == service
    assert SD.SPARQL11Query in described.objects(service, SD.supportedLanguage)


def test_a_graph_served_beside_is_named_too(sample_knowledge: Snapshot) -> None:
    served = EndpointContent(graphs={"https://example.org/a-graph": 7}, default=9, union=False)
    graph = service_graph(sample_knowledge.publication(BASE), served)
    assert list(graph.objects(None, SD.name)) == [URIRef("https://example.org/a-graph")]
    assert {int(str(n)) for n in graph.objects(None, VOID.triples)} == {7, 9}
    assert not list(graph.objects(None, SD.feature))


EXAMPLES = (
    ExampleQuery(
        name="A", question="Which?", query="SELECT * { ?s a snag:QualityIssue }", form="SELECT"
    ),
    ExampleQuery(name="B", question="Any?", query="ASK { ?s a snag:Quote }", form="ASK"),
    ExampleQuery(
        name="C", question="What?", query="CONSTRUCT WHERE { ?s ?p ?o }", form="CONSTRUCT"
    ),
)


def with_examples(known: Snapshot) -> Graph:
    publication = known.publication(BASE)
    facts = replace(publication.facts, examples=EXAMPLES)
    return description(replace(publication, facts=facts))


def test_editors_find_examples_and_prefixes(sample_knowledge: Snapshot) -> None:
    """The two questions that query editors ask of an endpoint, asked of the description."""
    store = ox.Store()
    content = with_examples(sample_knowledge).serialize(format="nt", encoding="utf-8")
    store.load(content, ox.RdfFormat.N_TRIPLES)
    declared = rows(
        store,
        f"SELECT DISTINCT ?prefix ?namespace {{ <{ONTOLOGY}> <{SH.declare}> ?declared . "
        f"?declared <{SH.prefix}> ?prefix ; <{SH.namespace}> ?namespace }}",
    )
    prefixes = {row[0]: row[1] for row in declared}
    assert prefixes["snag"] == str(SNAG)
    found = rows(
        store,
        f"""PREFIX sh: <{SH}> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        SELECT ?query ?comment ?text {{ ?query a sh:SPARQLExecutable ; rdfs:comment ?comment ;
            sh:prefixes/sh:declare [ sh:prefix "snag" ] ; sh:select|sh:ask|sh:construct ?text }}
        ORDER BY ?query""",
    )
    assert [(comment, text) for _, comment, text in found] == [
        (example.question, portable_query(example.query, prefixes, str(ID))) for example in EXAMPLES
    ]


def test_published_examples_are_queries_anywhere(sample_knowledge: Snapshot) -> None:
    """Whoever copies one declares nothing and has no base of ours."""
    examples, findings = read_examples(ONTOLOGY_FOLDER)
    assert findings == []
    assert len(examples) > 20
    here = stored(sample_knowledge, DatasetPart.EVERYTHING)
    for example in examples:
        text = portable_query(example.query, PREFIXES, str(ID))
        prepareQuery(text)
        own = here.query(example.query, prefixes=PREFIXES, base_iri=str(ID))
        assert isinstance(own, ox.QuerySolutions)
        assert list(rows(here, text)) == [
            tuple("" if term is None else term.value for term in row) for row in own
        ], example.name


@pytest.mark.parametrize(
    ("query", "portable"),
    [
        ("ASK { <a> ?p 'x:y', \"k:z\" } # k:q", "ASK { <http://b/a> ?p 'x:y', \"k:z\" } # k:q"),
        ("ASK { ?s a k:Q . ?t:u ?p 1 }", "PREFIX k: <x:k>\nASK { ?s a k:Q . ?t:u ?p 1 }"),
        ("PREFIX k: <x:y> ASK { ?s a k:Q }", "PREFIX k: <x:y> ASK { ?s a k:Q }"),
        ("ASK { <x:y> ?p ?o FILTER ( ?o < 3 ) }", "ASK { <x:y> ?p ?o FILTER ( ?o < 3 ) }"),
    ],
)
def test_only_names_are_made_absolute(query: str, portable: str) -> None:
    assert portable_query(query, {"k": "x:k"}, "http://b/") == portable


def test_what_is_compressed_is_the_dump(sample_knowledge: Snapshot, described: Graph) -> None:
    packed = [dump for dump in sample_knowledge.dumps if dump.packed]
    assert {dump.part for dump in packed} == set(GRAPH_PARTS)
    for dump in packed:
        plain = sample_knowledge.dump(dump.name.removesuffix(".gz"))
        assert gzip.decompress(sample_knowledge.dump(dump.name)) == plain
        node = URIRef(f"{OURS.base}/data/{dump.name}")
        types = "https://www.iana.org/assignments/media-types/application"
        assert described.value(node, DCAT.compressFormat) == URIRef(f"{types}/gzip")
        assert described.value(node, DCAT.mediaType) == URIRef(f"{types}/n-quads")


def test_examples_are_of_their_kind(sample_knowledge: Snapshot) -> None:
    graph = with_examples(sample_knowledge)
    for kind in (SH.SPARQLSelectExecutable, SH.SPARQLAskExecutable, SH.SPARQLConstructExecutable):
        assert len(list(graph.subjects(RDF.type, kind))) == 1


@pytest.mark.parametrize(
    "rdf_format", [f for f, info in RDF_FORMATS.items() if not info.named_graphs]
)
def test_the_description_survives_each_format(
    sample_knowledge: Snapshot, described: Graph, rdf_format: RdfFormat
) -> None:
    content = write_description(sample_knowledge.publication(BASE), rdf_format)
    form = ox.RdfFormat.from_media_type(RDF_FORMATS[rdf_format].media_type)
    plain = described.serialize(format="nt", encoding="utf-8")
    assert set(ox.parse(content, form)) == set(ox.parse(plain, ox.RdfFormat.N_TRIPLES))


def test_the_dump_has_names_that_last(sample_knowledge: Snapshot) -> None:
    graph = Graph().parse(data=dumped(sample_knowledge, DESCRIPTION_DUMP), format="turtle")
    (document,) = graph.subjects(RDF.type, VOID.DatasetDescription)
    assert str(document) == "https://w3id.org/snaglist/.well-known/void"
    assert not [
        node for triple in graph for node in triple if not isinstance(node, URIRef | Literal)
    ]


def test_links_to_vocabularies_of_others_are_counted(
    described: Graph, sample_knowledge: Snapshot
) -> None:
    whole = dataset_name("links-weather")
    store = stored(sample_knowledge, DatasetPart.ASSERTED)
    space = str(described.value(dataset_name("vocabulary-weather"), VOID.uriSpace))
    query = f"""SELECT ?p (COUNT(*) AS ?n) {{ ?s ?p ?o
        FILTER(ISIRI(?o) && STRSTARTS(STR(?o), "{space}") && ?p != <{SNAG.mapsTo}>)
        }} GROUP BY ?p"""
    links = {name: count for name, count, *_ in rows(store, query)}
    assert value(described, whole, VOID.triples) == sum(map(int, links.values())) == 3
    parts = list(described.objects(whole, VOID.subset))
    assert {
        str(described.value(part, VOID.linkPredicate)): str(value(described, part, VOID.triples))
        for part in parts
    } == links
    assert all((part, RDF.type, VOID.Linkset) in described for part in (whole, *parts))
    # Terms without addresses of their own are named here, and no link leads out to them.
    assert not list(described.objects(dataset_name("links-garden")))


@pytest.mark.parametrize("table", ["claims.csv", "findings.csv"])
def test_a_table_is_what_its_metadata_say(
    sample_knowledge: Snapshot, tmp_path: Path, table: str
) -> None:
    for name in (table, f"{table}-metadata.json"):
        (tmp_path / name).write_bytes(sample_knowledge.dump(name))
    read = CSVW(str(tmp_path / table))
    assert read.is_valid
    rows_read = list(read.tables[0])
    assert rows_read
    numbers = [row["year" if table == "findings.csv" else "line"] for row in rows_read]
    assert any(isinstance(number, int) for number in numbers)
