"""Write the files that the catalogue is offered as."""

import gzip
import shutil
from pathlib import Path

from rdflib import Graph, URIRef

from snaglist.build.pipeline import CheckedCatalogue
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


def graphs_by_part(made: CheckedCatalogue) -> dict[DatasetPart, dict[URIRef, Graph]]:
    """The named graphs of each part that comes in every format."""
    return {
        DatasetPart.ASSERTED: made.asserted,
        DatasetPart.CATALOGUE: {
            name: graph
            for name, graph in made.asserted.items()
            if name in (made.names.catalogue_graph, made.names.publications_graph)
        },
        DatasetPart.MODULES: made.modules,
        DatasetPart.INFERRED: {made.names.inferred_graph: made.inferred},
        DatasetPart.EVERYTHING: made.graphs,
    }


def write_dumps(made: CheckedCatalogue, folder: Path) -> None:
    """Write every dump but the quadstore, which the server reads too and is made for that."""
    folder.mkdir()
    context, lines = make_context(made.terms, made.names), SortedLines(made.graphs)
    for part, graphs in graphs_by_part(made).items():
        bulk = DumpSerializer(graphs, context, lines, made.names.prefixes)
        for rdf_format in RdfFormat:
            (folder / dump_name(part, rdf_format)).write_bytes(bulk.write(rdf_format))
        # Without a name and a time in it: same sources, same bytes.
        (folder / packed_name(part)).write_bytes(gzip.compress(bulk.quads, GZIP_LEVEL, mtime=0))
    for rdf_format, info in RDF_FORMATS.items():
        if not info.named_graphs:
            nested = rdf_format is not RdfFormat.JSONLD
            alone = DumpSerializer({ONTOLOGY: made.ontology}, context, lines, made.names.prefixes)
            content = write_graph(made.ontology, rdf_format) if nested else alone.write(rdf_format)
            (folder / dump_name(DatasetPart.ONTOLOGY, rdf_format)).write_bytes(content)
    if made.shapes:
        for rdf_format in TRIPLE_FORMATS:
            content = write_graph(made.shapes, rdf_format)
            (folder / dump_name(DatasetPart.SHAPES, rdf_format)).write_bytes(content)
    for module_name, module in made.module_files.items():
        (folder / module_dump(module_name)).write_bytes(write_graph(module, RdfFormat.TURTLE))
    for version in made.versions:
        shutil.copyfile(version, folder / version_dump(version.stem))
    (folder / CONTEXT_DUMP).write_bytes(context.write())
    (folder / CLAIMS_TABLE).write_bytes(claims_csv(made.catalogue))
    nanopubs = write_nanopublications(made.names, nanopublications(made.catalogue))
    (folder / NANOPUBS_DUMP).write_bytes(nanopubs)
    (folder / "findings.csv").write_bytes(findings_csv(made.catalogue))
    for name, title, columns in (
        ("claims.csv", "Claims with quotes and findings", CLAIM_COLUMNS),
        ("findings.csv", "Findings of publications", FINDING_COLUMNS),
    ):
        metadata = csvw_metadata(name, title, columns)
        (folder / f"{name}{METADATA_SUFFIX}").write_bytes(metadata)
    (folder / "mappings.sssom.tsv").write_bytes(mappings_tsv(made.catalogue))
