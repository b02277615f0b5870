"""SHACL: what a closed catalogue must have, checked by pyshacl."""

from collections.abc import Mapping
from pathlib import Path

import pyshacl
from rdflib import RDF, SH, Graph
from rdflib.term import Node

from snaglist.graph.namespaces import CatalogueNames, add_triples
from snaglist.graph.ontology import SHAPES, read_turtle
from snaglist.schema.finding import Finding

SPARQL_RULE = SH.SPARQLConstraintComponent


def check_shapes(
    data: Graph, folder: Path, places: Mapping[str, str], names: CatalogueNames
) -> list[Finding]:
    """Findings of the ontology folder's shapes on ``data``.

    ``places`` gives for the id of a thing the file it comes from.
    """
    if not (folder / SHAPES).exists():
        return []
    shapes, findings = read_turtle([folder / SHAPES])
    if findings:
        return findings
    if not data.context_aware:
        # pyshacl asks for a store that knows named graphs, which our plain graphs are not.
        data = add_triples(Graph(), data)
    try:
        conforms, results, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none")
    except Exception as error:
        # A shape that is none raises whatever pyshacl, rdflib or its parser met there.
        told = " ".join(str(error).split()) or type(error).__name__
        mend = "Mend the shape."
        return [Finding(f"{folder.name}/{SHAPES}", 0, "shapes", f"cannot be used: {told}.", mend)]
    if conforms:
        return []
    assert isinstance(results, Graph)
    return [
        _finding(results, result, places, names)
        for result in results.subjects(RDF.type, SH.ValidationResult)
    ]


def _finding(
    results: Graph, result: Node, places: Mapping[str, str], names: CatalogueNames
) -> Finding:
    # Rules in SPARQL look at the whole catalogue and name the culprit as the value.
    by_query = results.value(result, SH.sourceConstraintComponent) == SPARQL_RULE
    culprit = results.value(result, SH.value) if by_query else None
    iri = str(culprit or results.value(result, SH.focusNode))
    focus = names.identifier(iri) or iri
    shape = str(results.value(result, SH.sourceShape))
    message = str(results.value(result, SH.resultMessage))
    rule = shape.rpartition("#")[2].rpartition("/")[2]
    return Finding(file_of(focus, places), 0, rule, f"{focus}: {message}")


def file_of(identifier: str, places: Mapping[str, str]) -> str:
    """The file of a thing, or of the thing its id begins with."""
    while identifier:
        if identifier in places:
            return places[identifier]
        identifier = identifier.rpartition("-")[0]
    return "catalogue"
