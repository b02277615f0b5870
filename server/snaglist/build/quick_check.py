"""Reading the sources, with all that can be said of them without the reasoner and SHACL."""

from dataclasses import dataclass
from pathlib import Path

from rdflib import Graph, URIRef

from snaglist.build.warnings import tell_warnings
from snaglist.exchange.markdown import left_out
from snaglist.graph.competency_questions import ExampleQuery, read_examples
from snaglist.graph.lint import check_ontology
from snaglist.graph.ontology import (
    check_versions,
    foreign_imports,
    ontology_files,
    read_alignments,
    read_modules,
    read_turtle,
    version_files,
)
from snaglist.graph.serialize import merge_graphs
from snaglist.model.catalogue import Catalogue
from snaglist.schema.finding import Finding
from snaglist.schema.report import FindingsError
from snaglist.snapshot.place import Progress
from snaglist.sources.claim_instances import find_claim_instances
from snaglist.sources.drafts import tell_drafts
from snaglist.sources.loader import load_folder
from snaglist.sources.schemes import tell_iri


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedSources:
    """What the files of the two folders say; ``warnings`` are findings that stop nothing.

    ``modules`` are the ontologies that import ``vocabulary``, by name.
    """

    catalogue: Catalogue
    vocabulary: Graph
    modules: dict[URIRef, Graph]
    alignments: Graph
    examples: tuple[ExampleQuery, ...]
    versions: tuple[Path, ...]
    warnings: tuple[str, ...]

    @property
    def terms(self) -> Graph:
        """The vocabulary with what its modules add to it."""
        return merge_graphs([self.vocabulary, *self.modules.values()])


def load_sources(catalog: Path, ontology: Path, progress: Progress) -> LoadedSources:
    """Read and check both folders.

    Raises ``FindingsError`` with all findings of both, and ``UsageError`` for a folder that is
    not there.
    """
    catalog, ontology = catalog.resolve(), ontology.resolve()
    vocabulary, findings = read_turtle(ontology_files(ontology))
    examples, unclear = read_examples(ontology)
    alignments, unread = read_alignments(ontology)
    modules, amiss = read_modules(ontology)
    versions = version_files(ontology)
    findings += unclear + unread + amiss + check_versions(versions)
    findings += _imports(merge_graphs([vocabulary, *modules.values()]), ontology)
    warnings: tuple[str, ...] = ()
    if not findings:
        findings, mild = check_ontology(ontology)
        warnings = tuple(map(str, mild))
    try:
        loaded = load_folder(catalog)
    except FindingsError as error:
        raise FindingsError((*findings, *error.findings)) from None
    catalogue = loaded.catalogue
    findings += _unlike_github(catalogue, catalog)
    if findings:
        raise FindingsError(tuple(findings))
    warnings += tuple(map(str, tell_iri(catalogue.about, catalog)))
    warnings += tuple(map(str, find_claim_instances(catalogue, catalog.name)))
    warnings += tuple(map(str, tell_drafts(loaded.drafts, catalog)))
    tell_warnings(warnings, progress)
    return LoadedSources(
        catalogue=catalogue,
        vocabulary=vocabulary,
        modules=modules,
        alignments=alignments,
        examples=examples,
        versions=tuple(versions),
        warnings=warnings,
    )


def _imports(vocabulary: Graph, ontology: Path) -> list[Finding]:
    """Findings for what is imported and not here: it would be missed without a word."""
    mend = "Put its triples into a Turtle file here, or take owl:imports out."
    return [
        Finding(ontology.name, 0, "import", f"{name} is imported; nothing is fetched.", mend)
        for name in foreign_imports(vocabulary)
    ]


def _unlike_github(catalogue: Catalogue, folder: Path) -> list[Finding]:
    """Findings for Markdown that reads otherwise where it is written than on our pages."""
    texts = {f"{folder.name}/{entry.path}": [entry.body] for entry in catalogue.entries}
    for scheme in catalogue.schemes:
        place = f"{folder.name}/schemes/{scheme.id}.yaml"
        texts[place] = [concept.introduction for concept in scheme.concepts]
    mend = "Say it in words, or in Markdown that both read."
    return [
        Finding(path, 0, "markdown", f"line {line} of the text has {what}, which pages lack.", mend)
        for path, bodies in texts.items()
        for body in bodies
        for line, what in left_out(body)
    ]
