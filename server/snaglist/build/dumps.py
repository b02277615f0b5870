"""Write the files that the catalogue is offered as."""

import gzip
import shutil
from collections.abc import Mapping
from pathlib import Path

from rdflib import Graph, URIRef

from snaglist.build.pipeline import CheckedCatalogue, StatedCatalogue
from snaglist.dataset.distributions import (
    CLAIMS_TABLE,
    CONTEXT_DUMP,
    NANOPUBS_DUMP,
    TRIPLE_FORMATS,
    DatasetPart,
    dump_name,
    module_dump,
    packed_name,
    version_dump,
)
from snaglist.exchange.csvw import METADATA_SUFFIX, csvw_metadata
from snaglist.exchange.nanopubs import nanopublications, write_nanopublications
from snaglist.exchange.tables import (
    CLAIM_COLUMNS,
    FINDING_COLUMNS,
    claims_csv,
    findings_csv,
    mappings_tsv,
)
from snaglist.graph.dump_writer import DumpSerializer, SortedLines
from snaglist.graph.jsonld_context import make_context
from snaglist.graph.namespaces import ONTOLOGY
from snaglist.graph.rdf_formats import RDF_FORMATS, RdfFormat
from snaglist.graph.serialize import write_graph

GZIP_LEVEL = 6


def stated_parts(stated: StatedCatalogue) -> dict[DatasetPart, dict[URIRef, Graph]]:
    """The named graphs of each part that comes in every format and needs no reasoner."""
    return {
        DatasetPart.ASSERTED: stated.asserted,
        DatasetPart.CATALOGUE: {
            name: graph
            for name, graph in stated.asserted.items()
            if name in (stated.names.catalogue_graph, stated.names.publications_graph)
        },
        DatasetPart.MODULES: stated.modules,
    }


def concluded_parts(made: CheckedCatalogue) -> dict[DatasetPart, dict[URIRef, Graph]]:
    """The named graphs of each part that has what the reasoner concludes."""
    return {
        DatasetPart.INFERRED: {made.names.inferred_graph: made.inferred},
        DatasetPart.EVERYTHING: made.graphs,
    }


class DumpWriter:
    """Writes every dump but the quadstore, which the server reads too and is made for that.

    ``write_stated`` has half of the work and can be done while the reasoner runs, before
    ``write_concluded``.
    """

    def __init__(self, stated: StatedCatalogue, folder: Path) -> None:
        self._stated, self._folder = stated, folder
        self._context = make_context(stated.terms, stated.names)
        self._lines = SortedLines(stated.graphs)

    def write_stated(self) -> None:
        """Make the folder, and in it the files that say what the sources say."""
        self._folder.mkdir()
        self._write_parts(stated_parts(self._stated))
        self._write_ontology()
        self._write_tables()
        self._write(CONTEXT_DUMP, self._context.write())
        names, catalogue = self._stated.names, self._stated.catalogue
        self._write(NANOPUBS_DUMP, write_nanopublications(names, nanopublications(catalogue)))

    def write_concluded(self, made: CheckedCatalogue) -> None:
        """Write the files that hold what the reasoner concludes from it, too."""
        self._lines |= SortedLines({made.names.inferred_graph: made.inferred})
        self._write_parts(concluded_parts(made))

    def _write(self, name: str, content: bytes) -> None:
        (self._folder / name).write_bytes(content)

    def _serializer(self, graphs: Mapping[URIRef, Graph]) -> DumpSerializer:
        return DumpSerializer(graphs, self._context, self._lines, self._stated.names.prefixes)

    def _write_parts(self, parts: Mapping[DatasetPart, Mapping[URIRef, Graph]]) -> None:
        for part, graphs in parts.items():
            bulk = self._serializer(graphs)
            for rdf_format in RdfFormat:
                self._write(dump_name(part, rdf_format), bulk.write(rdf_format))
            # Without a name and a time in it: same sources, same bytes.
            packed = gzip.compress(bulk.quads, GZIP_LEVEL, mtime=0)
            self._write(packed_name(part), packed)

    def _write_ontology(self) -> None:
        ontology = self._stated.ontology
        for rdf_format, info in RDF_FORMATS.items():
            if not info.named_graphs:
                nested = rdf_format is not RdfFormat.JSONLD
                alone = self._serializer({ONTOLOGY: ontology})
                content = write_graph(ontology, rdf_format) if nested else alone.write(rdf_format)
                self._write(dump_name(DatasetPart.ONTOLOGY, rdf_format), content)
        if self._stated.shapes:
            for rdf_format in TRIPLE_FORMATS:
                content = write_graph(self._stated.shapes, rdf_format)
                self._write(dump_name(DatasetPart.SHAPES, rdf_format), content)
        for name, module in self._stated.module_files.items():
            self._write(module_dump(name), write_graph(module, RdfFormat.TURTLE))
        for version in self._stated.versions:
            shutil.copyfile(version, self._folder / version_dump(version.stem))

    def _write_tables(self) -> None:
        catalogue = self._stated.catalogue
        for name, title, columns, content in (
            (
                CLAIMS_TABLE,
                "Claims with quotes and findings",
                CLAIM_COLUMNS,
                claims_csv(catalogue),
            ),
            (
                "findings.csv",
                "Findings of publications",
                FINDING_COLUMNS,
                findings_csv(catalogue),
            ),
        ):
            self._write(name, content)
            self._write(f"{name}{METADATA_SUFFIX}", csvw_metadata(name, title, columns))
        self._write("mappings.sssom.tsv", mappings_tsv(catalogue))
