"""The query page: the query with what may be put in it, and the answer as a table."""

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from snaglist.graph.namespaces import ID, ONTOLOGY
from snaglist.snapshot.sparql_engine import KNOWN_PREFIXES, shortened
from snaglist.sparql.request import ANSWER_FORMATS, Answer, Kind
from snaglist.web.site import Site, View

FIRST = "SELECT ?issue ?title\nWHERE {\n  ?issue a snag:QualityIssue ; skos:prefLabel ?title .\n}\n"
"""What stands in the editor where no query was given."""


def query_view(site: Site, queries: Sequence[str], dataset: Sequence[tuple[str, str]]) -> View:
    """The editor: query, the parameters to keep, prefixes, and examples with their addresses."""
    return {
        "query": queries[0] if queries else FIRST,
        "given": bool(queries),
        "dataset": [{"name": name, "value": value} for name, value in dataset],
        "prefixes": KNOWN_PREFIXES,
        "examples": [
            {"question": example.question, "url": query_url(site, example.query)}
            for example in site.knowledge.facts.examples
        ],
        "downloads": [],
        "answer": None,
        "error": None,
    }


def query_url(site: Site, query: str, *more: tuple[str, str]) -> str:
    """The page of a query, or with ``("format", "csv")`` a file of its answer."""
    return f"{site.urls.path('sparql')}?{urlencode([('query', query), *more])}"


def answer_view(site: Site, answer: Answer, view: View) -> View:
    """What was answered, to be added to the view of its query."""
    graph = answer.kind is Kind.GRAPH
    kept = [(field["name"], field["value"]) for field in view["dataset"]]
    formats = [(name, info) for name, info in ANSWER_FORMATS.items() if info.graph is graph]
    return {
        "downloads": [
            {
                "title": info.title,
                "url": query_url(site, view["query"], *kept, ("format", name.value)),
            }
            for name, info in formats
        ],
        "answer": {"kind": answer.kind.value, "more": answer.more, **_told(site, answer)},
    }


def _told(site: Site, answer: Answer) -> View:
    if answer.kind is Kind.GRAPH:
        return {"text": answer.content.decode()}
    document = json.loads(answer.content)
    if answer.kind is Kind.TRUTH:
        return {"truth": document["boolean"]}
    columns = document["head"]["vars"]
    rows = document["results"]["bindings"]
    return {
        "columns": columns,
        "rows": [[_cell(site, row.get(name)) for name in columns] for row in rows],
    }


def _cell(site: Site, term: dict[str, Any] | None) -> View | None:
    """A term as what is shown, where it leads, and what is said of it beside."""
    if term is None:
        return None
    value = term["value"]
    if term["type"] == "uri":
        return {"text": shortened(value), "url": _address(site, value), "note": ""}
    if term["type"] == "bnode":
        return {"text": f"_:{value}", "url": None, "note": ""}
    if term["type"] == "triple":
        return {"text": json.dumps(value, ensure_ascii=False), "url": None, "note": "triple"}
    kind = shortened(term["datatype"]) if "datatype" in term else ""
    return {"text": value, "url": None, "note": term.get("xml:lang", kind)}


def _address(site: Site, iri: str) -> str | None:
    """Where an IRI is read here; itself for those of others that browsers can open."""
    if iri.startswith(str(ID)):
        name = iri.removeprefix(str(ID))
        return site.urls.path("id", name) if _known(site, name) else None
    if iri.startswith(f"{ONTOLOGY}#"):
        return site.urls.path("ontology", anchor=iri.removeprefix(f"{ONTOLOGY}#"))
    return iri if iri.startswith(("https://", "http://")) else None


def _known(site: Site, name: str) -> bool:
    return name in site.catalogue.things or name == "catalogue"
