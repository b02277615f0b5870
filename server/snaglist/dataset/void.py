"""VoID: how much of what there is in each part of the data, down to classes and properties."""

from collections.abc import Iterator
from urllib.parse import quote

from rdflib import DCTERMS, FOAF, VOID, Graph, Literal, URIRef

from snaglist.dataset.distributions import PARTS, Part, dump_name
from snaglist.dataset.publication import (
    FORMATS,
    PREFIXES,
    PUBLISHER,
    VOID_EXT,
    Publication,
    dataset,
    description_graph,
)
from snaglist.graph.namespaces import ID
from snaglist.graph.rdf_formats import RdfFormat
from snaglist.graph.statistics import LinkCount, Statistics
from snaglist.graph.triples import Describer, number, prose

_W3C = {
    RdfFormat.TURTLE: "Turtle",
    RdfFormat.JSONLD: "JSON-LD",
    RdfFormat.RDFXML: "RDF_XML",
    RdfFormat.NTRIPLES: "N-Triples",
    RdfFormat.TRIG: "TriG",
    RdfFormat.NQUADS: "N-Quads",
}
"""The names that W3C gives the formats at www.w3.org/ns/formats/."""

SUBSETS = (Part.ASSERTED, Part.INFERRED, Part.ONTOLOGY)
"""The parts that everything is made of."""


def void_graph(publication: Publication) -> Graph:
    """The description of the dataset and its subsets."""
    graph = description_graph()
    document = URIRef(f"{publication.base}/.well-known/void")
    (
        Describer(graph, document, VOID.DatasetDescription)
        .add(DCTERMS.title, prose(f"What is in {publication.about.title}"))
        .add(DCTERMS.creator, PUBLISHER)
        .add(FOAF.primaryTopic, dataset(Part.EVERYTHING))
        .add(FOAF.topic, *(dataset(part) for part in SUBSETS))
    )
    Describer(graph, dataset(Part.EVERYTHING)).add(VOID.subset, *map(dataset, SUBSETS))
    for part, statistics in publication.facts.parts.items():
        _add_dataset(graph, publication, Part(part), statistics)
    return graph


def _add_dataset(
    graph: Graph, publication: Publication, part: Part, statistics: Statistics
) -> None:
    about, facts = publication.about, publication.facts
    dumps = {
        _W3C[rdf_format]: publication.url(dump.name)
        for dump in publication.dumps
        for rdf_format in RdfFormat
        if dump.part is part and dump.name == dump_name(part, rdf_format)
    }
    (
        Describer(graph, dataset(part), VOID.Dataset)
        .add(DCTERMS.title, prose(f"{about.title}: {part}"))
        .add(DCTERMS.description, prose(PARTS[part]))
        .add(DCTERMS.license, URIRef(about.licence))
        .add(FOAF.homepage, URIRef(f"{publication.base}/"))
        .add(VOID.sparqlEndpoint, publication.sparql)
        .add(VOID.dataDump, *dumps.values())
        .add(VOID.feature, *(FORMATS[name] for name in dumps))
        .add(VOID.triples, number(statistics.triples))
        .add(VOID.entities, number(statistics.entities))
        .add(VOID.distinctSubjects, number(statistics.subjects))
        .add(VOID.distinctObjects, number(statistics.objects))
        .add(VOID.classes, number(len(statistics.classes)))
        .add(VOID.properties, number(len(statistics.properties)))
        .add(VOID.vocabulary, *_vocabularies(statistics))
    )
    if part is not Part.ONTOLOGY:
        example = ID[facts.thing] if facts.thing else None
        space = Literal(str(ID))
        Describer(graph, dataset(part)).add(VOID.uriSpace, space).add(VOID.exampleResource, example)
    _add_partitions(graph, dataset(part), statistics)


def _vocabularies(statistics: Statistics) -> Iterator[URIRef]:
    """The namespaces with a prefix that classes and properties are taken from."""
    used = [c.iri for c in statistics.classes] + [p.iri for p in statistics.properties]
    for prefix in sorted(PREFIXES):
        if any(iri.startswith(PREFIXES[prefix]) for iri in used):
            yield URIRef(PREFIXES[prefix])


def _add_partitions(graph: Graph, whole: URIRef, statistics: Statistics) -> None:
    for one in statistics.classes:
        partition = _partition(whole, one.iri)
        Describer(graph, whole).add(VOID.classPartition, partition)
        Describer(graph, partition).add(VOID["class"], URIRef(one.iri)).add(
            VOID.entities, number(one.entities)
        )
    for found in statistics.properties:
        partition = _partition(whole, found.iri)
        Describer(graph, whole).add(VOID.propertyPartition, partition)
        (
            Describer(graph, partition)
            .add(VOID.property, URIRef(found.iri))
            .add(VOID.triples, number(found.triples))
            .add(VOID.distinctSubjects, number(found.subjects))
            .add(VOID.distinctObjects, number(found.objects))
        )
    for link in statistics.links:
        _add_link(graph, _partition(whole, link.source), link)


def _add_link(graph: Graph, source: URIRef, link: LinkCount) -> None:
    """What editors complete queries from: which property of a class leads to which class."""
    partition = _partition(source, link.property)
    Describer(graph, source).add(VOID.propertyPartition, partition)
    Describer(graph, partition).add(VOID.property, URIRef(link.property)).add(
        VOID.triples, number(link.triples)
    )
    for target in link.targets:
        inner = _partition(partition, target.iri)
        leads, names = (
            (VOID_EXT.datatypePartition, VOID_EXT.datatype)
            if target.literal
            else (VOID.classPartition, VOID["class"])
        )
        Describer(graph, partition).add(leads, inner)
        Describer(graph, inner).add(names, URIRef(target.iri)).add(
            VOID.triples, number(target.triples)
        )


def _partition(whole: URIRef, iri: str) -> URIRef:
    """``data#everything-snag-Quote-snag-inTurn``: a name that says which part it is."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return URIRef(f"{whole}-{prefix}-{quote(iri.removeprefix(namespace), safe='')}")
    return URIRef(f"{whole}-{quote(iri, safe='')}")
