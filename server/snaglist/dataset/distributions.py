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
MAPPINGS_DUMP = "mappings.sssom.tsv"
CATALOGUE_CLASSES_DUMP, REVIEWS_DUMP = "ontology-catalogue.ttl", "ontology-reviews.ttl"
DESCRIPTION_DUMP = "description.ttl"
CLAIMS_TABLE, NANOPUBS_DUMP = "claims.csv", "nanopubs.trig"

_VERSION = re.compile(r"ontology-(\d+\.\d+\.\d+)\.ttl")


class DatasetPart(StrEnum):
    """What a dump holds."""

    ASSERTED = "asserted"
    CATALOGUE = "catalogue"
    INFERRED = "inferred"
    EVERYTHING = "everything"
    ONTOLOGY = "ontology"
    SHAPES = "shapes"
    MODULES = "modules"
    TABLES = "tables"
    DESCRIPTION = "description"


PART_DESCRIPTIONS = {
    DatasetPart.ASSERTED: "What catalogue, interviews and publications say, nothing inferred.",
    DatasetPart.CATALOGUE: "What the catalogue itself says, without a word of any interview.",
    DatasetPart.INFERRED: "What the reasoner concluded and nobody asserted, and nothing else.",
    DatasetPart.EVERYTHING: "Ontologies, catalogue, interviews, publications and inferences.",
    DatasetPart.ONTOLOGY: "The vocabulary alone.",
    DatasetPart.SHAPES: "What a complete catalogue must have, as SHACL shapes.",
    DatasetPart.MODULES: "Ontologies that import the vocabulary, and alignments to others.",
    DatasetPart.TABLES: "Claims as a table and as nanopublications; findings and mappings.",
    DatasetPart.DESCRIPTION: "A description of the data as a whole, for programs that look for it.",
}
"""What each part is, as people read it."""

NQUADS, PACKED = RDF_FORMATS[RdfFormat.NQUADS], ".gz"

TRIPLE_FORMATS = tuple(name for name in RdfFormat if not RDF_FORMATS[name].named_graphs)
"""The formats of what is one graph without a name."""

GRAPH_PARTS = (
    DatasetPart.ASSERTED,
    DatasetPart.CATALOGUE,
    DatasetPart.MODULES,
    DatasetPart.INFERRED,
    DatasetPart.EVERYTHING,
)
"""The parts that come in every format of RDF."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dump:
    """A file that takes the catalogue along, or part of it.

    ``packed`` is the media type of what is in a compressed file, and empty for others.
    """

    name: str
    title: str
    media_type: str
    path: Path
    record: FileRecord
    part: DatasetPart = DatasetPart.TABLES
    packed: str = ""

    @property
    def has_words(self) -> bool:
        """Whether it has words of interviews, on which they may have terms of their own."""
        return self.name == CLAIMS_TABLE or self.part in (
            DatasetPart.ASSERTED,
            DatasetPart.EVERYTHING,
        )


def dump_name(part: DatasetPart, rdf_format: RdfFormat) -> str:
    """The file of a part in a format; OWL people expect RDF/XML of an ontology to end in .owl."""
    if part is DatasetPart.ONTOLOGY:
        return "ontology.owl" if rdf_format is RdfFormat.RDFXML else _named("ontology", rdf_format)
    return _named("shapes" if part is DatasetPart.SHAPES else f"snaglist-{part}", rdf_format)


def packed_name(part: DatasetPart) -> str:
    """The file of a part in N-Quads, compressed: smallest to fetch, and first to be loaded."""
    return f"{dump_name(part, RdfFormat.NQUADS)}{PACKED}"


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
            packed=NQUADS.media_type if name.endswith(PACKED) else "",
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
        packed = f"{NQUADS.title}, in named graphs, compressed with gzip"
        yield part, packed_name(part), packed, "application/gzip"
        if part is DatasetPart.EVERYTHING:
            title = "Quadstore for owlready2 (SQLite)"
            yield part, QUADSTORE_DUMP, title, "application/vnd.sqlite3"
    for rdf_format in TRIPLE_FORMATS:
        info = RDF_FORMATS[rdf_format]
        title = f"{info.title}, to open in Protégé" if info.suffix == "rdf" else info.title
        name = dump_name(DatasetPart.ONTOLOGY, rdf_format)
        yield DatasetPart.ONTOLOGY, name, title, info.media_type
    for name, title in (
        (ALIGNMENTS_DUMP, "How it stands to other ontologies, Turtle"),
        (CATALOGUE_CLASSES_DUMP, "Classes that follow from what concepts are, Turtle"),
        (REVIEWS_DUMP, "Vocabulary of design reviews, Turtle"),
    ):
        yield DatasetPart.ONTOLOGY, name, title, RDF_FORMATS[RdfFormat.TURTLE].media_type
    yield (
        DatasetPart.ONTOLOGY,
        CONTEXT_DUMP,
        "JSON-LD context",
        RDF_FORMATS[RdfFormat.JSONLD].media_type,
    )
    for rdf_format in TRIPLE_FORMATS:
        info = RDF_FORMATS[rdf_format]
        name = dump_name(DatasetPart.SHAPES, rdf_format)
        yield DatasetPart.SHAPES, name, info.title, info.media_type
    yield (
        DatasetPart.TABLES,
        CLAIMS_TABLE,
        "Claims with quotes and findings, CSV",
        "text/csv",
    )
    trig = RDF_FORMATS[RdfFormat.TRIG].media_type
    yield DatasetPart.TABLES, NANOPUBS_DUMP, "Claims as nanopublications, TriG", trig
    yield DatasetPart.TABLES, "findings.csv", "Findings of publications, CSV", "text/csv"
    for table in ("claims", "findings"):
        title = f"What the columns of {table}.csv hold, CSV on the Web"
        yield DatasetPart.TABLES, f"{table}.csv-metadata.json", title, "application/csvm+json"
    tsv = "text/tab-separated-values"
    yield DatasetPart.TABLES, MAPPINGS_DUMP, "Mappings to other vocabularies, SSSOM", tsv
    title = "VoID, DCAT, SPARQL service description, prefixes and example queries, Turtle"
    yield DatasetPart.DESCRIPTION, DESCRIPTION_DUMP, title, RDF_FORMATS[RdfFormat.TURTLE].media_type
