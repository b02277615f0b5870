"""DCAT: the parts of the data as datasets with files, licence and publisher."""

from rdflib import DC, DCTERMS, FOAF, OWL, XSD, Graph, Literal, URIRef

from snaglist.dataset.distributions import PART_DESCRIPTIONS, DatasetPart, Dump
from snaglist.dataset.publication import (
    DATASETS,
    DCAT,
    SPDX,
    Publication,
)
from snaglist.graph.namespaces import ONTOLOGY
from snaglist.graph.triples import SubjectWriter, english, non_negative_literal, plain_literal

IANA = "https://www.iana.org/assignments/media-types/"
ENGLISH = URIRef("http://publications.europa.eu/resource/authority/language/ENG")
KEYWORDS = ("machine learning", "data quality", "software engineering", "interviews")


def dcat_graph(publication: Publication) -> Graph:
    """The catalogue of datasets with every file, its size and its hash."""
    graph, about, name = publication.new_graph(), publication.about, publication.dataset
    SubjectWriter(graph, publication.publisher, FOAF.Agent).add(
        FOAF.name, plain_literal(about.creator)
    )
    (
        _described(
            graph,
            publication,
            publication.data_catalogue,
            DCAT.Catalog,
            about.title,
            about.description,
            False,
        )
        .add(FOAF.homepage, URIRef(f"{publication.base}/"))
        .add(DCAT.dataset, *map(name, DATASETS))
        .add(DCAT.service, publication.sparql)
    )
    for part in DATASETS:
        dumps = [dump for dump in publication.dumps if dump.part is part]
        title = f"{about.title}: {part}"
        (
            _described(
                graph,
                publication,
                publication.dataset(part),
                DCAT.Dataset,
                title,
                PART_DESCRIPTIONS[part],
                any(dump.has_words for dump in dumps),
            )
            .add(DCAT.landingPage, URIRef(f"{publication.base}/data"))
            .add(DCAT.keyword, *(english(word) for word in KEYWORDS))
            .add(DCTERMS.bibliographicCitation, plain_literal(about.citation))
            .add(DCTERMS.conformsTo, *([] if part is DatasetPart.TABLES else [ONTOLOGY]))
            .add(DCAT.distribution, *(_distribution(publication, dump) for dump in dumps))
        )
        for dump in dumps:
            _add_distribution(graph, publication, dump)
    (
        SubjectWriter(graph, publication.sparql, DCAT.DataService)
        .add(DCTERMS.title, english(f"{about.title}: SPARQL endpoint"))
        .add(DCAT.endpointURL, publication.sparql)
        .add(DCAT.endpointDescription, publication.sparql)
        .add(DCAT.servesDataset, name(DatasetPart.EVERYTHING))
    )
    return graph


def _described(
    graph: Graph,
    publication: Publication,
    name: URIRef,
    kind: URIRef,
    title: str,
    description: str,
    with_words: bool,
) -> SubjectWriter:
    """What a catalogue and a dataset say alike."""
    about, facts = publication.about, publication.facts
    own = facts.ontology if name == publication.dataset(DatasetPart.ONTOLOGY) else {}
    version = plain_literal(own.get("versionInfo", about.version))
    return (
        SubjectWriter(graph, name, kind)
        .add(DCTERMS.title, english(title))
        .add(DCTERMS.description, english(description))
        .add(DCTERMS.publisher, publication.publisher)
        .add(DCTERMS.creator, publication.publisher)
        .add(DCTERMS.license, publication.licence(with_words))
        .add(DC.rights, *map(english, publication.rights(with_words)))
        .add(DCTERMS.issued, _date(facts.created))
        .add(DCTERMS.modified, _date(facts.modified))
        .add(DCTERMS.language, ENGLISH)
        .add(OWL.versionInfo, version)
        .add(DCAT.version, version)
    )


def _distribution(publication: Publication, dump: Dump) -> URIRef:
    return URIRef(f"{publication.data_catalogue}/{dump.name}")


def _add_distribution(graph: Graph, publication: Publication, dump: Dump) -> None:
    name = _distribution(publication, dump)
    checksum = URIRef(f"{name}#checksum")
    (
        SubjectWriter(graph, name, DCAT.Distribution)
        .add(DCTERMS.title, english(dump.title))
        .add(DCTERMS.license, publication.licence(dump.has_words))
        .add(DC.rights, *map(english, publication.rights(dump.has_words)))
        .add(DCAT.accessURL, URIRef(f"{publication.base}/data"))
        .add(DCAT.downloadURL, publication.url(dump.name))
        .add(DCAT.mediaType, URIRef(f"{IANA}{dump.packed or dump.media_type}"))
        .add(DCAT.compressFormat, URIRef(f"{IANA}{dump.media_type}") if dump.packed else None)
        .add(DCAT.byteSize, non_negative_literal(dump.record.size))
        .add(SPDX.checksum, checksum)
    )
    (
        SubjectWriter(graph, checksum, SPDX.Checksum)
        .add(SPDX.algorithm, SPDX.checksumAlgorithm_sha256)
        .add(SPDX.checksumValue, Literal(dump.record.sha256, datatype=XSD.hexBinary))
    )


def _date(day: str | None) -> Literal | None:
    return Literal(day, datatype=XSD.date) if day else None
