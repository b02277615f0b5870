"""Read the Turtle files of an ontology folder."""

import re
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
from rdflib import DCTERMS, OWL, RDF, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from snaglist.errors import UsageError
from snaglist.graph.namespaces import ONTOLOGY, new_graph
from snaglist.graph.oxigraph import from_oxigraph
from snaglist.schema.characters import find_unwritable
from snaglist.schema.finding import Finding
from snaglist.schema.report import Report
from snaglist.schema.text_files import BOM, is_left_by_program, read_text

SHAPES, ALIGNMENTS, MODULES = "shapes.ttl", "alignments", "modules"
VERSIONS = "versions"
REVIEW_SHAPES = "review-shapes.ttl"
ALIGNMENTS_NAME = URIRef(f"{ONTOLOGY}/{ALIGNMENTS}")
"""The name of all alignments together."""

IMPORTS = f"{ONTOLOGY}/"
"""How the names of ontologies begin that import the vocabulary, each in a graph of its own."""


def ontology_files(folder: Path) -> list[Path]:
    """The Turtle files of the ontology, by name, the shapes left out.

    Raises ``UsageError`` where there is no such folder.
    """
    if not folder.is_dir():
        raise UsageError(f"{folder} is not a folder. An ontology is a folder with Turtle files.")
    return [
        path for path in authored_files(folder, ".ttl") if path.name not in (SHAPES, REVIEW_SHAPES)
    ]


def alignment_files(folder: Path) -> list[Path]:
    """The Turtle files that align the ontology with those of others."""
    return authored_files(folder / ALIGNMENTS, ".ttl")


def module_files(folder: Path) -> list[Path]:
    """The Turtle files of the ontologies that import the vocabulary and add terms to it."""
    return authored_files(folder / MODULES, ".ttl")


def version_files(folder: Path) -> list[Path]:
    """Earlier versions of the vocabulary, each a Turtle file named by its number."""
    return authored_files(folder / VERSIONS, ".ttl")


def authored_files(folder: Path, suffix: str) -> list[Path]:
    """The files of a folder with this ending, by name, less what programs leave beside them."""
    return [
        path
        for path in sorted(folder.glob("*"))
        if path.suffix.lower() == suffix and not is_left_by_program(path.name)
    ]


def read_shapes(folder: Path) -> Graph:
    """The shapes; empty where there are none, or none that can be read: the check says why."""
    return read_turtle([folder / SHAPES])[0] if (folder / SHAPES).exists() else new_graph()


def read_query(path: Path) -> tuple[str, list[Finding]]:
    """The text of a file with a query, or what is wrong with it: it is no text, or not there."""
    report = Report()
    text = read_text(path, report)
    name = f"{path.parent.parent.name}/{path.parent.name}/{path.name}"
    return text or "", [replace(each, path=name) for each in report.findings]


def check_versions(paths: Iterable[Path]) -> list[Finding]:
    """Findings for files of earlier versions that are not Turtle, or not named by a number."""
    findings: list[Finding] = []
    for path in paths:
        deque(_triples(path, findings), maxlen=0)
        if not re.fullmatch(r"[0-9]{1,4}(\.[0-9]{1,4}){0,3}", path.stem):
            name, reason = f"{path.parent.name}/{path.name}", "no number of a version."
            findings.append(Finding(name, 0, "turtle", reason, "Name it as 1.4.0.ttl."))
    return findings


def _triples(path: Path, findings: list[Finding]) -> Iterator[ox.Triple]:
    """The triples of a file, up to what is wrong with it, for which there is a finding then."""
    try:
        content = path.read_bytes().removeprefix(BOM.encode())
        for triple in ox.parse(content, format=ox.RdfFormat.TURTLE):
            _check_writable(triple)
            yield triple
    except (SyntaxError, OSError, ValueError) as error:
        name = f"{path.parent.name}/{path.name}"
        line = getattr(error, "lineno", None) or 0
        reason = getattr(error, "msg", None) or str(error)
        findings.append(Finding(name, line, "turtle", f"not Turtle: {reason}.", "Mend it."))


def read_turtle(paths: Iterable[Path], scope: str = "") -> tuple[Graph, list[Finding]]:
    """All triples of the files, blank nodes with names that depend on nothing but content.

    The names are those of RDF Dataset Canonicalization 1.0, by Oxigraph: rdflib's are random,
    and its own canonicalisation takes seconds where this takes milliseconds. ``scope`` begins
    them, which keeps those of one graph apart from those of another that it is merged with.
    """
    dataset, findings = ox.Dataset(), list[Finding]()
    for path in paths:
        for triple in _triples(path, findings):
            dataset.add(ox.Quad(triple.subject, triple.predicate, triple.object))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    graph = new_graph()
    for quad in sorted(dataset, key=str):
        subject, predicate, value, _ = quad
        graph.add(
            (
                _scoped(from_oxigraph(subject), scope),
                from_oxigraph(predicate),
                _scoped(from_oxigraph(value), scope),
            )
        )
    return graph, findings


def _scoped(node: Node, scope: str) -> Node:
    return BNode(f"{scope}{node}") if scope and isinstance(node, BNode) else node


def read_alignments(folder: Path) -> tuple[Graph, list[Finding]]:
    """The triples of all alignments as one ontology; as files, each is one of its own."""
    graph, findings = read_turtle(alignment_files(folder))
    headers = list(graph.subjects(RDF.type, OWL.Ontology))
    licences = {licence for name in headers for licence in graph.objects(name, DCTERMS.license)}
    for name in headers:
        graph.remove((name, None, None))
    if headers:
        graph.add((ALIGNMENTS_NAME, RDF.type, OWL.Ontology))
        graph.add((ALIGNMENTS_NAME, DCTERMS.title, Literal("Alignments", lang="en")))
        graph.add((ALIGNMENTS_NAME, OWL.imports, ONTOLOGY))
        for licence in licences:
            graph.add((ALIGNMENTS_NAME, DCTERMS.license, licence))
    return graph, findings


def read_modules(folder: Path) -> tuple[dict[URIRef, Graph], list[Finding]]:
    """The modules by name; a finding for a file that is no ontology below the vocabulary's name."""
    modules: dict[URIRef, Graph] = {}
    findings: list[Finding] = []
    for path in module_files(folder):
        graph, unread = read_turtle([path], scope=path.stem)
        findings += unread
        names = [
            name for name in graph.subjects(RDF.type, OWL.Ontology) if isinstance(name, URIRef)
        ]
        if len(names) == 1 and str(names[0]).startswith(IMPORTS):
            modules[names[0]] = graph
        elif not unread:
            message = f"not one owl:Ontology with a name that begins with {IMPORTS}."
            place = f"{folder.name}/{MODULES}/{path.name}"
            findings.append(Finding(place, 0, "turtle", message, "Give it one such name."))
    return modules, findings


def _check_writable(triple: ox.Triple) -> None:
    """Raise ``ValueError`` for what not every format of ours can hold."""
    if isinstance(triple.object, ox.Triple):
        raise ValueError(f"{triple.subject} is said to stand to a triple (RDF 1.2); name a thing")
    wrong = find_unwritable(str(triple.object.value))
    if wrong:
        raise ValueError(f"{triple.subject} has the character {wrong[1]}, which XML cannot hold")


def foreign_imports(graph: Graph) -> list[str]:
    """The ontologies that are imported and are not in the graph, by name.

    The files of a folder are one graph, whatever they import from each other, and nothing is
    fetched from elsewhere.
    """
    here = set(graph.subjects(RDF.type, OWL.Ontology)) | set(graph.objects(None, OWL.versionIRI))
    return sorted({str(name) for name in graph.objects(None, OWL.imports) if name not in here})


def metadata(ontology: Graph) -> dict[str, str]:
    """What the ontology says of itself: values by the local name of their property.

    Several values of one property are joined by semicolons. Where two vocabularies have the same
    local name, that of Dublin Core's terms keeps it and the other is named with its prefix.
    """
    name = ontology.value(None, RDF.type, OWL.Ontology)
    values: dict[Node, list[str]] = defaultdict(list)
    for predicate, value in sorted(ontology.predicate_objects(name)):
        if predicate != RDF.type:
            values[predicate].append(str(value))
    found: dict[str, str] = {}
    for predicate in sorted(
        values, key=lambda each: (not str(each).startswith(str(DCTERMS)), str(each))
    ):
        prefixed: str = ontology.namespace_manager.normalizeUri(str(predicate))
        local = str(predicate).rpartition("#" if "#" in str(predicate) else "/")[2]
        found[prefixed if local in found else local] = "; ".join(values[predicate])
    if "dc:creator" in found:
        # The name of who made it, where there is one beside the agent's IRI.
        found["creator"] = found.pop("dc:creator")
    return found
