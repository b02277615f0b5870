"""DCAT: the parts of the data as datasets with files, licence and publisher."""

from rdflib import DC, DCTERMS, FOAF, OWL, XSD, Graph, Literal, URIRef

from snaglist.dataset.distributions import PARTS, Dump, Part
from snaglist.dataset.publication import (
    DATA,
    DATASETS,
    DCAT,
    PUBLISHER,
    SPDX,
    Publication,
    dataset,
    description_graph,
)
from snaglist.graph.namespaces import ONTOLOGY
from snaglist.graph.triples import Describer, number, prose, verbatim

IANA = "https://www.iana.org/assignments/media-types/"
ENGLISH = URIRef("http://publications.europa.eu/resource/authority/language/ENG")
KEYWORDS = ("machine learning", "data quality", "software engineering", "interviews")


def dcat_graph(publication: Publication) -> Graph:
    """The catalogue of datasets with every file, its size and its hash."""
    graph, about = description_graph(), publication.about
    Describer(graph, PUBLISHER, FOAF.Agent).add(FOAF.name, verbatim(about.creator))
    (
        _described(graph, publication, DATA, DCAT.Catalog, about.title, about.description)
        .add(FOAF.homepage, URIRef(f"{publication.base}/"))
        .add(DCAT.dataset, *map(dataset, DATASETS))
        .add(DCAT.service, publication.sparql)
    )
    for part in DATASETS:
        dumps = [dump for dump in publication.dumps if dump.part is part]
        title = f"{about.title}: {part}"
        (
            _described(graph, publication, dataset(part), DCAT.Dataset, title, PARTS[part])
            .add(DCAT.landingPage, URIRef(f"{publication.base}/data"))
            .add(DCAT.keyword, *(prose(word) for word in KEYWORDS))
            .add(DCTERMS.bibliographicCitation, verbatim(about.citation))
            .add(DCTERMS.conformsTo, *([] if part is Part.TABLES else [ONTOLOGY]))
            .add(DCAT.distribution, *(_distribution(dump) for dump in dumps))
        )
        for dump in dumps:
            _add_distribution(graph, publication, dump)
    (
        Describer(graph, publication.sparql, DCAT.DataService)
        .add(DCTERMS.title, prose(f"{about.title}: SPARQL endpoint"))
        .add(DCAT.endpointURL, publication.sparql)
        .add(DCAT.endpointDescription, publication.sparql)
        .add(DCAT.servesDataset, dataset(Part.EVERYTHING))
    )
    return graph


def _described(
    graph: Graph,
    publication: Publication,
    name: URIRef,
    kind: URIRef,
    title: str,
    description: str,
) -> Describer:
    """What a catalogue and a dataset say alike."""
    about, facts = publication.about, publication.facts
    return (
        Describer(graph, name, kind)
        .add(DCTERMS.title, prose(title))
        .add(DCTERMS.description, prose(description))
        .add(DCTERMS.publisher, PUBLISHER)
        .add(DCTERMS.creator, PUBLISHER)
        .add(DCTERMS.license, URIRef(about.licence))
        .add(DC.rights, prose(about.licence_name))
        .add(DCTERMS.issued, _date(facts.created))
        .add(DCTERMS.modified, _date(facts.modified))
        .add(DCTERMS.language, ENGLISH)
        .add(OWL.versionInfo, verbatim(about.version))
    )


def _distribution(dump: Dump) -> URIRef:
    return URIRef(f"{DATA}/{dump.name}")


def _add_distribution(graph: Graph, publication: Publication, dump: Dump) -> None:
    name = _distribution(dump)
    checksum = URIRef(f"{name}#checksum")
    (
        Describer(graph, name, DCAT.Distribution)
        .add(DCTERMS.title, prose(dump.title))
        .add(DCTERMS.license, URIRef(publication.about.licence))
        .add(DCAT.accessURL, URIRef(f"{publication.base}/data"))
        .add(DCAT.downloadURL, publication.url(dump.name))
        .add(DCAT.mediaType, URIRef(f"{IANA}{dump.media_type}"))
        .add(DCAT.byteSize, number(dump.record.size))
        .add(SPDX.checksum, checksum)
    )
    (
        Describer(graph, checksum, SPDX.Checksum)
        .add(SPDX.algorithm, SPDX.checksumAlgorithm_sha256)
        .add(SPDX.checksumValue, Literal(dump.record.sha256, datatype=XSD.hexBinary))
    )


def _date(day: str | None) -> Literal | None:
    return Literal(day, datatype=XSD.date) if day else None
