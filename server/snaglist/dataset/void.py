"""VoID: how much of what there is in each part of the data, down to classes and properties."""

from collections.abc import Iterator
from urllib.parse import quote

from rdflib import DCTERMS, FOAF, VOID, Graph, Literal, URIRef

from snaglist.dataset.distributions import PART_DESCRIPTIONS, DatasetPart, dump_name
from snaglist.dataset.publication import (
    VOID_EXT,
    W3C_FORMATS,
    Linkset,
    Publication,
)
from snaglist.graph.rdf_formats import RdfFormat
from snaglist.graph.statistics import LinkCount, Statistics
from snaglist.graph.triples import SubjectWriter, count_literal, english

_W3C = {
    RdfFormat.TURTLE: "Turtle",
    RdfFormat.JSONLD: "JSON-LD",
    RdfFormat.RDFXML: "RDF_XML",
    RdfFormat.NTRIPLES: "N-Triples",
    RdfFormat.TRIG: "TriG",
    RdfFormat.NQUADS: "N-Quads",
}
"""The names that W3C gives the formats at www.w3.org/ns/formats/."""

SUBSETS = (
    *(DatasetPart.ASSERTED, DatasetPart.INFERRED, DatasetPart.ONTOLOGY, DatasetPart.MODULES),
)
"""The parts that everything is made of."""


def void_graph(publication: Publication) -> Graph:
    """The description of the dataset and its subsets."""
    graph = publication.new_graph()
    document = URIRef(f"{publication.base}/.well-known/void")
    (
        SubjectWriter(graph, document, VOID.DatasetDescription)
        .add(DCTERMS.title, english(f"What is in {publication.about.title}"))
        .add(DCTERMS.creator, publication.publisher)
        .add(FOAF.primaryTopic, publication.dataset(DatasetPart.EVERYTHING))
        .add(FOAF.topic, *(publication.dataset(part) for part in SUBSETS))
    )
    SubjectWriter(graph, publication.dataset(DatasetPart.EVERYTHING)).add(
        VOID.subset, *map(publication.dataset, SUBSETS)
    )
    for part, statistics in publication.facts.parts.items():
        _add_dataset(graph, publication, DatasetPart(part), statistics)
    for name, linkset in publication.facts.linksets.items():
        _add_linkset(graph, publication, name, linkset)
    return graph


def _add_linkset(graph: Graph, publication: Publication, name: str, linkset: Linkset) -> None:
    """The links to one vocabulary: a linkset, with one below it for each property."""
    whole, target = (publication.dataset(f"{part}-{name}") for part in ("links", "vocabulary"))
    ours = publication.dataset(DatasetPart.ASSERTED)
    SubjectWriter(graph, ours).add(VOID.subset, whole)
    (
        SubjectWriter(graph, target, VOID.Dataset)
        .add(DCTERMS.title, english(linkset.title))
        .add(FOAF.homepage, URIRef(linkset.homepage))
        .add(VOID.uriSpace, Literal(linkset.namespace))
    )
    parts = {f"{whole}-{iri.rpartition('#')[2]}": iri for iri in linkset.links}
    counts = {str(whole): sum(linkset.links.values())}
    counts |= {part: linkset.links[iri] for part, iri in parts.items()}
    for part, count in counts.items():
        (
            SubjectWriter(graph, URIRef(part), VOID.Linkset)
            .add(VOID.subjectsTarget, ours)
            .add(VOID.objectsTarget, target)
            .add(VOID.linkPredicate, URIRef(parts[part]) if part in parts else None)
            .add(VOID.triples, count_literal(count))
        )
    SubjectWriter(graph, whole).add(DCTERMS.title, english(f"Links to {linkset.title}")).add(
        VOID.subset, *map(URIRef, parts)
    )


WITH_WORDS = (DatasetPart.ASSERTED, DatasetPart.EVERYTHING)
"""The parts that have words of interviews."""


def _add_dataset(
    graph: Graph, publication: Publication, part: DatasetPart, statistics: Statistics
) -> None:
    about, facts = publication.about, publication.facts
    dumps = {
        _W3C[rdf_format]: publication.url(dump.name)
        for dump in publication.dumps
        for rdf_format in RdfFormat
        if dump.part is part and dump.name == dump_name(part, rdf_format)
    }
    (
        SubjectWriter(graph, publication.dataset(part), VOID.Dataset)
        .add(DCTERMS.title, english(f"{about.title}: {part}"))
        .add(DCTERMS.description, english(PART_DESCRIPTIONS[part]))
        .add(DCTERMS.license, publication.licence(part in WITH_WORDS))
        .add(FOAF.homepage, URIRef(f"{publication.base}/"))
        .add(VOID.sparqlEndpoint, publication.sparql)
        .add(VOID.dataDump, *dumps.values())
        .add(VOID.feature, *(W3C_FORMATS[name] for name in dumps))
        .add(VOID.triples, count_literal(statistics.triples))
        .add(VOID.entities, count_literal(statistics.entities))
        .add(VOID.distinctSubjects, count_literal(statistics.subjects))
        .add(VOID.distinctObjects, count_literal(statistics.objects))
        .add(VOID.classes, count_literal(len(statistics.classes)))
        .add(VOID.properties, count_literal(len(statistics.properties)))
        .add(VOID.vocabulary, *_vocabularies(publication, statistics))
    )
    if part is not DatasetPart.ONTOLOGY:
        example = publication.names.thing(facts.thing) if facts.thing else None
        space = Literal(str(publication.names.things))
        SubjectWriter(graph, publication.dataset(part)).add(VOID.uriSpace, space).add(
            VOID.exampleResource, example
        )
    _add_partitions(graph, publication, publication.dataset(part), statistics)


def _vocabularies(publication: Publication, statistics: Statistics) -> Iterator[URIRef]:
    """The namespaces with a prefix that classes and properties are taken from."""
    used = [c.iri for c in statistics.classes] + [p.iri for p in statistics.properties]
    for prefix in sorted(publication.prefixes):
        if any(iri.startswith(publication.prefixes[prefix]) for iri in used):
            yield URIRef(publication.prefixes[prefix])


def _add_partitions(
    graph: Graph, publication: Publication, whole: URIRef, statistics: Statistics
) -> None:
    for one in statistics.classes:
        partition = _partition(publication, whole, one.iri)
        SubjectWriter(graph, whole).add(VOID.classPartition, partition)
        SubjectWriter(graph, partition).add(VOID["class"], URIRef(one.iri)).add(
            VOID.entities, count_literal(one.entities)
        )
    for found in statistics.properties:
        partition = _partition(publication, whole, found.iri)
        SubjectWriter(graph, whole).add(VOID.propertyPartition, partition)
        (
            SubjectWriter(graph, partition)
            .add(VOID.property, URIRef(found.iri))
            .add(VOID.triples, count_literal(found.triples))
            .add(VOID.distinctSubjects, count_literal(found.subjects))
            .add(VOID.distinctObjects, count_literal(found.objects))
        )
    for link in statistics.links:
        _add_link(graph, publication, _partition(publication, whole, link.source), link)


def _add_link(graph: Graph, publication: Publication, source: URIRef, link: LinkCount) -> None:
    """What editors complete queries from: which property of a class leads to which class."""
    partition = _partition(publication, source, link.property)
    SubjectWriter(graph, source).add(VOID.propertyPartition, partition)
    SubjectWriter(graph, partition).add(VOID.property, URIRef(link.property)).add(
        VOID.triples, count_literal(link.triples)
    )
    for target in link.targets:
        inner = _partition(publication, partition, target.iri)
        leads, names = (
            (VOID_EXT.datatypePartition, VOID_EXT.datatype)
            if target.literal
            else (VOID.classPartition, VOID["class"])
        )
        SubjectWriter(graph, partition).add(leads, inner)
        SubjectWriter(graph, inner).add(names, URIRef(target.iri)).add(
            VOID.triples, count_literal(target.triples)
        )


def _partition(publication: Publication, whole: URIRef, iri: str) -> URIRef:
    """``data#everything-snag-Quote-snag-inTurn``: a name that says which part it is."""
    for prefix, namespace in publication.prefixes.items():
        if iri.startswith(namespace):
            return URIRef(f"{whole}-{prefix}-{quote(iri.removeprefix(namespace), safe='')}")
    return URIRef(f"{whole}-{quote(iri, safe='')}")
