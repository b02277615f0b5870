"""Reading the sources, with all that can be said of them without the reasoner and SHACL."""

from dataclasses import dataclass
from pathlib import Path

from rdflib import Graph

from snaglist.build.warnings import tell_warnings
from snaglist.graph.competency_questions import ExampleQuery, read_examples
from snaglist.graph.lint import check_ontology
from snaglist.graph.ontology import alignment_files, ontology_files, read_turtle
from snaglist.model.catalogue import Catalogue
from snaglist.schema.report import FindingsError
from snaglist.snapshot.place import Progress
from snaglist.sources.claim_instances import find_claim_instances
from snaglist.sources.loader import load_catalogue


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedSources:
    """What the files of the two folders say; ``warnings`` are findings that stop nothing."""

    catalogue: Catalogue
    vocabulary: Graph
    alignments: Graph
    examples: tuple[ExampleQuery, ...]
    warnings: tuple[str, ...]


def load_sources(catalog: Path, ontology: Path, progress: Progress) -> LoadedSources:
    """Read and check both folders.

    Raises ``FindingsError`` with all findings of both, and ``UsageError`` for a folder that is
    not there.
    """
    catalog, ontology = catalog.resolve(), ontology.resolve()
    vocabulary, findings = read_turtle(ontology_files(ontology))
    examples, unclear = read_examples(ontology)
    alignments, unread = read_turtle(alignment_files(ontology))
    findings += unclear + unread
    warnings: tuple[str, ...] = ()
    if not findings:
        findings, mild = check_ontology(ontology)
        warnings = tuple(map(str, mild))
    try:
        catalogue = load_catalogue(catalog)
    except FindingsError as error:
        raise FindingsError((*findings, *error.findings)) from None
    if findings:
        raise FindingsError(tuple(findings))
    warnings += tuple(map(str, find_claim_instances(catalogue, catalog.name)))
    tell_warnings(warnings, progress)
    return LoadedSources(
        catalogue=catalogue,
        vocabulary=vocabulary,
        alignments=alignments,
        examples=examples,
        warnings=warnings,
    )
