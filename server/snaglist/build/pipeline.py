"""From the sources to everything a snapshot holds, with every check on the way."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from functools import cached_property
from pathlib import Path

from rdflib import OWL, Graph, URIRef

from snaglist.build.quick_check import LoadedSources, load_sources
from snaglist.errors import ReasoningError
from snaglist.graph.competency_questions import ExampleQuery, answerable
from snaglist.graph.named_graphs import catalogue_graphs
from snaglist.graph.namespaces import ONTOLOGY, OURS, CatalogueNames, new_graph
from snaglist.graph.ontology import ALIGNMENTS_NAME, IMPORTS, read_shapes
from snaglist.graph.reasoner import Reasoning
from snaglist.graph.serialize import merge_graphs
from snaglist.graph.shacl_process import ShapeCheck
from snaglist.model.catalogue import Catalogue
from snaglist.schema.finding import Finding
from snaglist.schema.report import FindingsError
from snaglist.snapshot.place import Progress

Reasoner = Callable[[Graph], Graph]
"""Gives the triples that follow from a graph; raises ``ReasoningError``."""


@dataclass(frozen=True, kw_only=True)
class StatedCatalogue:
    """A catalogue and its graphs by name, of which nothing has been concluded yet.

    ``module_files`` are the modules and the alignments whole, to be read without the others.
    """

    catalogue: Catalogue
    graphs: dict[URIRef, Graph]
    examples: tuple[ExampleQuery, ...] = ()
    shapes: Graph = field(default_factory=new_graph)
    module_files: dict[URIRef, Graph] = field(default_factory=dict)
    versions: tuple[Path, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def names(self) -> CatalogueNames:
        """The names of its things and graphs."""
        return CatalogueNames.of(self.catalogue.about)

    @property
    def ontology(self) -> Graph:
        """The vocabulary."""
        return self.graphs[ONTOLOGY]

    @property
    def modules(self) -> dict[URIRef, Graph]:
        """The ontologies that import the vocabulary, and the alignments to those of others."""
        return {k: v for k, v in self.graphs.items() if k.startswith(IMPORTS)}

    @property
    def asserted(self) -> dict[URIRef, Graph]:
        """What the sources of the catalogue say: no vocabulary, nothing inferred."""
        apart = {ONTOLOGY, self.names.inferred_graph, *self.modules}
        return {name: graph for name, graph in self.graphs.items() if name not in apart}

    @cached_property
    def terms(self) -> Graph:
        """The vocabulary with what its modules add to it, without the alignments."""
        own = {name: graph for name, graph in self.modules.items() if name != ALIGNMENTS_NAME}
        return merge_graphs([self.ontology, *own.values()])

    def concluded(self, inferred: Graph) -> "CheckedCatalogue":
        """The same with what the reasoner concludes from it."""
        graphs = {**self.graphs, self.names.inferred_graph: inferred}
        stated = {field.name: getattr(self, field.name) for field in fields(self)}
        return CheckedCatalogue(**{**stated, "graphs": graphs})


@dataclass(frozen=True, kw_only=True)
class CheckedCatalogue(StatedCatalogue):
    """A catalogue that passed every check, and all its graphs by name."""

    @property
    def inferred(self) -> Graph:
        """What the reasoner concludes."""
        return self.graphs[self.names.inferred_graph]

    @cached_property
    def everything(self) -> Graph:
        """The triples of all graphs."""
        return merge_graphs(self.graphs.values())


@contextmanager
def _without_collection() -> Iterator[None]:
    """Look for no circles in what a build makes: there are none, and all of it stays to the end.

    Python's collector would go through millions of terms and triples again and again, a sixth of
    the time of a build.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


@contextmanager
def _reasoner_findings(ontology: Path) -> Iterator[None]:
    """Make a finding of what the reasoner says."""
    try:
        yield
    except ReasoningError as error:
        finding = Finding(ontology.resolve().name, 0, "reasoner", str(error))
        raise FindingsError((finding,)) from None


@_without_collection()
def check_and_reason(
    catalog: Path,
    ontology: Path,
    progress: Progress,
    cache: Path | None = None,
    meanwhile: Callable[[StatedCatalogue], None] = lambda stated: None,
    reason: Reasoner | None = None,
    while_checked: Callable[[CheckedCatalogue], None] = lambda made: None,
) -> CheckedCatalogue:
    """Read, reason and check; raises ``FindingsError`` with all findings of a stage.

    ``cache`` is a folder where answers of the reasoner are kept for the next time. While the
    reasoner runs, in processes of its own, ``meanwhile`` is called with what was read, and while
    the shapes are checked, ``while_checked`` with what was made; either may be found faulty yet.
    ``reason`` takes the reasoner's place.
    """
    progress("reading the catalogue and the ontology")
    sources = load_sources(catalog, ontology, progress)
    names = CatalogueNames.of(sources.catalogue.about)
    graphs = {
        ONTOLOGY: sources.vocabulary,
        **sources.modules,
        **catalogue_graphs(sources.catalogue),
    }
    asserted = merge_graphs(graphs.values())
    if sources.alignments:
        # Beside the rest and not reasoned from: they say how others may read our terms.
        graphs[ALIGNMENTS_NAME] = sources.alignments
    files = {name: graph for name, graph in graphs.items() if name.startswith(IMPORTS)}
    graphs |= _beside(sources.vocabulary, files)
    stated = StatedCatalogue(
        catalogue=sources.catalogue,
        graphs=graphs,
        examples=answerable(sources.examples, sources.catalogue.things),
        shapes=read_shapes(ontology),
        module_files=files,
        # They name things of ours, which no other catalogue has.
        versions=sources.versions if names == OURS else (),
        warnings=sources.warnings,
    )
    places = _places(sources, catalog)
    with _reasoner_findings(ontology), ShapeCheck(ontology.resolve(), places, names) as shapes:

        def while_reasoning() -> None:
            shapes.begin(asserted)
            meanwhile(stated)

        inferred = _inferred(asserted, cache, progress, reason, while_reasoning)
        progress("checking the shapes")
        shapes.check(inferred)
        made = stated.concluded(inferred)
        while_checked(made)
        findings = shapes.findings()
    if findings:
        raise FindingsError(tuple(sorted(findings)))
    return made


def _beside(vocabulary: Graph, files: dict[URIRef, Graph]) -> dict[URIRef, Graph]:
    """Modules as they stand beside the vocabulary: each triple is in one graph alone.

    What they declare again to be read by themselves is left out, and so is ``owl:imports``, after
    which programs would go and look for what is here.
    """
    known, found = set(vocabulary), dict[URIRef, Graph]()
    for name, graph in files.items():
        found[name] = new_graph()
        for triple in graph:
            if triple not in known and triple[1] != OWL.imports:
                found[name].add(triple)
        known |= set(graph)
    return found


def _inferred(
    asserted: Graph,
    cache: Path | None,
    progress: Progress,
    reason: Reasoner | None,
    meanwhile: Callable[[], None],
) -> Graph:
    """What HermiT or ``reason`` concludes, while ``meanwhile`` does something else."""
    if reason:
        meanwhile()
        return reason(asserted)
    with Reasoning(asserted, cache) as reasoning:
        known = ", as it did before" if reasoning.reused else ""
        progress(f"reasoning over {len(asserted):,} triples{known}")
        meanwhile()
        result = reasoning.result()
        if not reasoning.reused:
            progress(f"reasoning took {reasoning.seconds:.1f} s")
    return result


def _places(sources: LoadedSources, catalog: Path) -> dict[str, str]:
    """For the id of each entry and interview, where it is written."""
    name, catalogue = catalog.resolve().name, sources.catalogue
    places = {entry.id: f"{name}/{entry.path}" for entry in catalogue.entries}
    return places | {i.id: f"{name}/interviews/{i.id}" for i in catalogue.interviews}
