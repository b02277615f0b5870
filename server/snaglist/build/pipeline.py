"""From the sources to everything a snapshot holds, with every check on the way."""

from dataclasses import dataclass, field
from pathlib import Path

from rdflib import Graph, URIRef

from snaglist.errors import ReasoningError
from snaglist.graph.competency_questions import Example, read_examples
from snaglist.graph.lint import check_ontology
from snaglist.graph.named_graphs import catalogue_graphs
from snaglist.graph.namespaces import INFERRED_GRAPH, ONTOLOGY, new_graph
from snaglist.graph.ontology import alignment_files, ontology_files, read_turtle
from snaglist.graph.reasoner import entailed
from snaglist.graph.serialize import merged
from snaglist.graph.shacl import check_shapes
from snaglist.model.catalogue import Catalogue
from snaglist.schema.finding import Finding
from snaglist.schema.report import SourcesError
from snaglist.snapshot.place import Progress
from snaglist.sources.loader import load_catalogue


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A catalogue that passed every check, and its graphs by name."""

    catalogue: Catalogue
    graphs: dict[URIRef, Graph]
    examples: tuple[Example, ...] = ()
    alignments: Graph = field(default_factory=new_graph)

    @property
    def ontology(self) -> Graph:
        """The vocabulary."""
        return self.graphs[ONTOLOGY]

    @property
    def asserted(self) -> dict[URIRef, Graph]:
        """What the sources of the catalogue say: no vocabulary, nothing inferred."""
        return {k: v for k, v in self.graphs.items() if k not in (ONTOLOGY, INFERRED_GRAPH)}


def make(catalog: Path, ontology: Path, progress: Progress) -> Made:
    """Read, reason and check; raises ``SourcesError`` with all findings of a stage."""
    catalog, ontology = catalog.resolve(), ontology.resolve()
    progress("reading the catalogue and the ontology")
    vocabulary, findings = read_turtle(ontology_files(ontology))
    examples, unclear = read_examples(ontology)
    alignments, unread = read_turtle(alignment_files(ontology))
    findings += unclear + unread
    if not findings:
        findings, warnings = check_ontology(ontology)
        for warning in warnings:
            progress(f"warning: {warning}")
    try:
        catalogue = load_catalogue(catalog)
    except SourcesError as error:
        raise SourcesError((*findings, *error.findings)) from None
    if findings:
        raise SourcesError(tuple(findings))
    graphs = catalogue_graphs(catalogue)
    data = merged(graphs.values())
    progress(f"reasoning over {len(data) + len(vocabulary):,} triples")
    try:
        inferred = entailed(merged([vocabulary, data]))
    except ReasoningError as error:
        raise SourcesError((Finding(ontology.name, 0, "reasoner", str(error)),)) from None
    progress("checking the shapes")
    places = {entry.id: f"{catalog.name}/{entry.path}" for entry in catalogue.entries}
    places |= {i.id: f"{catalog.name}/interviews/{i.id}" for i in catalogue.interviews}
    findings = check_shapes(merged([vocabulary, data, inferred]), ontology, places)
    if findings:
        raise SourcesError(tuple(sorted(findings)))
    return Made(
        catalogue=catalogue,
        graphs={ONTOLOGY: vocabulary, **graphs, INFERRED_GRAPH: inferred},
        examples=examples,
        alignments=alignments,
    )
