"""Write the files that the catalogue is offered as."""

import shutil
from pathlib import Path

from rdflib import Graph, URIRef

from snaglist.build.pipeline import CheckedCatalogue
from snaglist.dataset.distributions import (
    CONTEXT_DUMP,
    NANOPUBS_DUMP,
    DatasetPart,
    dump_name,
    module_dump,
    version_dump,
)
from snaglist.exchange.nanopubs import nanopublications, write_nanopublications
from snaglist.exchange.tables import claims_csv, findings_csv, mappings_tsv
from snaglist.graph.dump_writer import DumpSerializer, SortedLines
from snaglist.graph.jsonld_context import make_context
from snaglist.graph.namespaces import INFERRED_GRAPH, ONTOLOGY
from snaglist.graph.rdf_formats import RDF_FORMATS, RdfFormat
from snaglist.graph.serialize import write_graph


def graphs_by_part(made: CheckedCatalogue) -> dict[DatasetPart, dict[URIRef, Graph]]:
    """The named graphs of each part that comes in every format."""
    return {
        DatasetPart.ASSERTED: made.asserted,
        DatasetPart.MODULES: made.modules,
        DatasetPart.INFERRED: {INFERRED_GRAPH: made.graphs[INFERRED_GRAPH]},
        DatasetPart.EVERYTHING: made.graphs,
    }


def write_dumps(made: CheckedCatalogue, folder: Path) -> None:
    """Write every dump but the quadstore, which the server reads too and is made for that."""
    folder.mkdir()
    context, lines = make_context(made.terms), SortedLines(made.graphs)
    for part, graphs in graphs_by_part(made).items():
        bulk = DumpSerializer(graphs, context, lines)
        for rdf_format in RdfFormat:
            (folder / dump_name(part, rdf_format)).write_bytes(bulk.write(rdf_format))
    for rdf_format, info in RDF_FORMATS.items():
        if not info.named_graphs:
            nested = rdf_format is not RdfFormat.JSONLD
            flat = DumpSerializer({ONTOLOGY: made.ontology}, context, lines)
            content = write_graph(made.ontology, rdf_format) if nested else flat.write(rdf_format)
            (folder / dump_name(DatasetPart.ONTOLOGY, rdf_format)).write_bytes(content)
    for name, module in made.module_files.items():
        (folder / module_dump(name)).write_bytes(write_graph(module, RdfFormat.TURTLE))
    for version in made.versions:
        shutil.copyfile(version, folder / version_dump(version.stem))
    (folder / CONTEXT_DUMP).write_bytes(context.write())
    (folder / "claims.csv").write_bytes(claims_csv(made.catalogue))
    nanopubs = write_nanopublications(*nanopublications(made.catalogue))
    (folder / NANOPUBS_DUMP).write_bytes(nanopubs)
    (folder / "findings.csv").write_bytes(findings_csv(made.catalogue))
    (folder / "mappings.sssom.tsv").write_bytes(mappings_tsv(made.catalogue))
