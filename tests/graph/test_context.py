"""The committed JSON-LD context is the ontology's."""

import json

import pyoxigraph as ox
from common import ONTOLOGY
from our_names import ID

from snaglist.graph.jsonld_context import make_context
from snaglist.graph.namespaces import SNAG
from snaglist.graph.ontology import ontology_files, read_modules, read_turtle
from snaglist.graph.serialize import merge_graphs


def test_the_committed_context_is_the_one_made_from_the_ontology() -> None:
    ontology, findings = read_turtle(ontology_files(ONTOLOGY))
    modules, unread = read_modules(ONTOLOGY)
    assert not findings + unread
    ontology = merge_graphs([ontology, *modules.values()])
    committed = (ONTOLOGY / "context.jsonld").read_bytes()
    assert committed == make_context(ontology).write(), (
        "the ontology has changed: run "
        "snag export --ontology ontology --format context -o ontology/context.jsonld"
    )


def test_it_serves_documents_that_others_write() -> None:
    context = json.loads((ONTOLOGY / "context.jsonld").read_bytes())["@context"]
    document = {
        "@context": [context, {"@base": str(ID)}],
        "id": "SNAG-001",
        "hasPhase": ["phase/operation"],
        "hasStatus": "snag:statusDraft",
    }
    graph = {str(triple) for triple in ox.parse(json.dumps(document), ox.RdfFormat.JSON_LD)}
    assert graph == {
        f"<{ID['SNAG-001']}> <{SNAG.hasPhase}> <{ID['phase/operation']}>",
        f"<{ID['SNAG-001']}> <{SNAG.hasStatus}> <{SNAG.statusDraft}>",
    }
