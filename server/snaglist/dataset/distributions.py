"""The files that the catalogue is offered as: their names, titles and media types."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from snaglist.dataset.file_record import FileRecord
from snaglist.graph.rdf_formats import RDF_FORMATS, RdfFormat

DUMPS_FOLDER, STORE_FILE = "dumps", "graph.sqlite3"
CONTEXT_DUMP, QUADSTORE_DUMP = "context.jsonld", "snaglist.sqlite3"
ALIGNMENTS_DUMP = "alignments.ttl"
CATALOGUE_CLASSES_DUMP, REVIEWS_DUMP = "ontology-catalogue.ttl", "ontology-reviews.ttl"
DESCRIPTION_DUMP = "description.ttl"
NANOPUBS_DUMP = "nanopubs.trig"


_VERSION = re.compile(r"ontology-(\d+\.\d+\.\d+)\.ttl")


class DatasetPart(StrEnum):
    """What a dump holds."""

    ASSERTED = "asserted"
    INFERRED = "inferred"
    EVERYTHING = "everything"
    ONTOLOGY = "ontology"
    MODULES = "modules"
    TABLES = "tables"
    DESCRIPTION = "description"


PART_DESCRIPTIONS = {
    DatasetPart.ASSERTED: "What catalogue, interviews and publications say, nothing inferred.",
    DatasetPart.INFERRED: "What the reasoner concluded and nobody asserted, and nothing else.",
    DatasetPart.EVERYTHING: "Ontologies, catalogue, interviews, publications and inferences.",
    DatasetPart.ONTOLOGY: "The vocabulary alone.",
    DatasetPart.MODULES: "Ontologies that import the vocabulary, and alignments to others.",
    DatasetPart.TABLES: "Claims as a table and as nanopublications; findings and mappings.",
    DatasetPart.DESCRIPTION: "A description of the data as a whole, for programs that look for it.",
}
"""What each part is, as people read it."""

GRAPH_PARTS = (
    *(DatasetPart.ASSERTED, DatasetPart.MODULES, DatasetPart.INFERRED, DatasetPart.EVERYTHING),
)
"""The parts that come in every format of RDF."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dump:
    """A file that takes the catalogue along, or part of it."""

    name: str
    title: str
    media_type: str
    path: Path
    record: FileRecord
    part: DatasetPart = DatasetPart.TABLES


def dump_name(part: DatasetPart, rdf_format: RdfFormat) -> str:
    """The file of a part in a format; OWL people expect RDF/XML of an ontology to end in .owl."""
    if part is DatasetPart.ONTOLOGY:
        return "ontology.owl" if rdf_format is RdfFormat.RDFXML else _named("ontology", rdf_format)
    return _named(f"snaglist-{part}", rdf_format)


def module_dump(name: str) -> str:
    """The file of an ontology that imports the vocabulary, by the end of its name."""
    local = name.rpartition("/")[2]
    return ALIGNMENTS_DUMP if f"{local}.ttl" == ALIGNMENTS_DUMP else f"ontology-{local}.ttl"


def version_dump(version: str) -> str:
    """The file of an earlier version of the vocabulary."""
    return f"ontology-{version}.ttl"


def version_of(file: str) -> str | None:
    """The version of the vocabulary that a file is, by its name."""
    found = _VERSION.fullmatch(file)
    return found[1] if found else None


def _named(stem: str, rdf_format: RdfFormat) -> str:
    return f"{stem}.{RDF_FORMATS[rdf_format].suffix}"


def offered_dumps(folder: Path, files: Mapping[str, FileRecord]) -> tuple[Dump, ...]:
    """The dumps of a snapshot, in the order they are offered, that ``files`` has records of."""
    return tuple(
        Dump(
            name=name,
            title=title,
            media_type=media_type,
            path=folder / file,
            record=files[file],
            part=part,
        )
        for part, name, title, media_type in (*_offers(), *_versions(files))
        for file in [STORE_FILE if name == QUADSTORE_DUMP else f"{DUMPS_FOLDER}/{name}"]
        if file in files
    )


def _versions(files: Iterable[str]) -> Iterator[tuple[DatasetPart, str, str, str]]:
    """The earlier versions of the vocabulary that are there, the latest first."""
    names = [file.removeprefix(f"{DUMPS_FOLDER}/") for file in files]
    found = {name: version for name in names if (version := version_of(name))}
    for name in sorted(found, key=lambda name: [-int(n) for n in found[name].split(".")]):
        title = f"Version {found[name]}, Turtle"
        yield DatasetPart.ONTOLOGY, name, title, RDF_FORMATS[RdfFormat.TURTLE].media_type


def _offers() -> Iterator[tuple[DatasetPart, str, str, str]]:
    for part in GRAPH_PARTS:
        for rdf_format, info in RDF_FORMATS.items():
            title = f"{info.title}, in named graphs" if info.named_graphs else info.title
            yield part, dump_name(part, rdf_format), title, info.media_type
        if part is DatasetPart.EVERYTHING:
            title = "Quadstore for owlready2 (SQLite)"
            yield part, QUADSTORE_DUMP, title, "application/vnd.sqlite3"
    for rdf_format in RdfFormat:
        if not RDF_FORMATS[rdf_format].named_graphs:
            info = RDF_FORMATS[rdf_format]
            title = f"{info.title}, to open in Protégé" if info.suffix == "rdf" else info.title
            yield (
                DatasetPart.ONTOLOGY,
                dump_name(DatasetPart.ONTOLOGY, rdf_format),
                title,
                info.media_type,
            )
    for name, title in (
        (ALIGNMENTS_DUMP, "How it stands to other ontologies, Turtle"),
        (CATALOGUE_CLASSES_DUMP, "Classes of this catalogue, Turtle"),
        (REVIEWS_DUMP, "Vocabulary of design reviews, Turtle"),
    ):
        yield DatasetPart.ONTOLOGY, name, title, RDF_FORMATS[RdfFormat.TURTLE].media_type
    yield (
        DatasetPart.ONTOLOGY,
        CONTEXT_DUMP,
        "JSON-LD context",
        RDF_FORMATS[RdfFormat.JSONLD].media_type,
    )
    yield (
        DatasetPart.TABLES,
        "claims.csv",
        "Claims with quotes and findings, CSV",
        "text/csv",
    )
    trig = RDF_FORMATS[RdfFormat.TRIG].media_type
    yield DatasetPart.TABLES, NANOPUBS_DUMP, "Claims as nanopublications, TriG", trig
    yield DatasetPart.TABLES, "findings.csv", "Findings of publications, CSV", "text/csv"
    tsv = "text/tab-separated-values"
    yield DatasetPart.TABLES, "mappings.sssom.tsv", "Mappings to other vocabularies, SSSOM", tsv
    title = "VoID, DCAT, SPARQL service description, prefixes and example queries, Turtle"
    yield DatasetPart.DESCRIPTION, DESCRIPTION_DUMP, title, RDF_FORMATS[RdfFormat.TURTLE].media_type
