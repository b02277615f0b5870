"""What answers SPARQL queries over a snapshot: processes of its own, or a store elsewhere."""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from snaglist.dataset.distributions import DESCRIPTION_DUMP, DatasetPart, dump_name
from snaglist.dataset.publication import description_graph
from snaglist.dataset.service import EndpointContent
from snaglist.errors import SnaglistError, SnapshotError, UsageError
from snaglist.graph.namespaces import CatalogueNames
from snaglist.graph.rdf_formats import RdfFormat
from snaglist.model.catalogue import Catalogue
from snaglist.snapshot.snapshot import Snapshot
from snaglist.sparql.local_store import LocalStore
from snaglist.sparql.remote_store import RemoteStore
from snaglist.sparql.request import GraphStoreError, Limits, Request
from snaglist.sparql.worker_pool import Engine, WorkerPool

_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]+")
_SIZES = "SELECT ?graph (COUNT(*) AS ?n) { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph"
_WHOLE = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
_APART = "ASK { GRAPH ?graph { ?s ?p ?o } FILTER NOT EXISTS { ?s ?p ?o } }"


def known_prefixes(catalogue: Catalogue) -> dict[str, str]:
    """Prefixes that a query need not declare; ``id`` is also what relative IRIs are below."""
    return CatalogueNames.of(catalogue.about).prefixes


def open_engine(
    knowledge: Snapshot,
    beside: Mapping[str, Path] | None = None,
    store: str = "",
    limits: Limits | None = None,
) -> Engine:
    """The engine of a server: worker processes, or the store at the address ``store``.

    ``beside`` maps IRIs of further named graphs to RDF files. Nothing is started or read yet.
    Raises ``UsageError`` for a graph of the catalogue among them.
    """
    prefixes = known_prefixes(knowledge.catalogue)
    if store:
        return RemoteStore(store, prefixes, limits)
    dump, files = _files(knowledge, beside or {})
    return WorkerPool(dump, files, prefixes, limits)


def open_store(knowledge: Snapshot, beside: Mapping[str, Path] | None = None) -> LocalStore:
    """The same graphs in this very process, for one query and no limits but the user's patience."""
    dump, files = _files(knowledge, beside or {})
    return LocalStore(dump, files, known_prefixes(knowledge.catalogue))


def graph_files(given: Sequence[str]) -> dict[str, Path]:
    """``IRI=FILE`` as people type it, taken apart.

    Raises ``UsageError`` for what names no graph or no file, and for a name that is taken.
    """
    files: dict[str, Path] = {}
    for text in given:
        splits = [(text[:at], Path(text[at + 1 :])) for at, sign in enumerate(text) if sign == "="]
        if not splits:
            raise UsageError(f"--graph is {text!r}; it should be IRI=FILE.")
        # There may be signs of equality in an IRI and in the name of a file.
        iri, path = next((split for split in reversed(splits) if split[1].is_file()), splits[-1])
        if not _IRI.fullmatch(iri):
            raise UsageError(f"--graph names {iri!r}, which is no absolute IRI.")
        if not path.is_file():
            raise UsageError(f"--graph names the file {path}, which is not there.")
        if iri in files:
            raise UsageError(f"--graph names <{iri}> twice; a graph is read from one file.")
        files[iri] = path
    return files


def _files(knowledge: Snapshot, beside: Mapping[str, Path]) -> tuple[Path, dict[str, Path]]:
    """The dump to load, and what is loaded beside it: the description, and what is given."""
    dumps = {dump.name: dump.path for dump in knowledge.dumps}
    whole = dump_name(DatasetPart.EVERYTHING, RdfFormat.NQUADS)
    if whole not in dumps:
        raise SnapshotError(f"The snapshot has no {whole}; build it again.")
    files: dict[str, Path] = {}
    if DESCRIPTION_DUMP in dumps:
        # Editors look here for prefixes, example queries and what classes there are.
        names = CatalogueNames.of(knowledge.catalogue.about)
        files[str(description_graph(names))] = dumps[DESCRIPTION_DUMP]
    for iri, path in beside.items():
        if iri in files or iri in knowledge.facts.graphs:
            raise UsageError(f"<{iri}> is a graph of the catalogue; give the file another name.")
        files[iri] = path
    return dumps[whole], files


def measure_endpoint(engine: Engine) -> EndpointContent:
    """What is in reach of a query, counted by asking; raises what ``Engine.answer`` raises."""
    try:
        sizes = {row["graph"]["value"]: int(row["n"]["value"]) for row in _rows(engine, _SIZES)}
        whole = int(_rows(engine, _WHOLE)[0]["n"]["value"])
    except (LookupError, ValueError) as error:
        raise GraphStoreError("The store counts its triples in a way of its own.") from error
    return EndpointContent(
        graphs={name: sizes.get(name, 0) for name in engine.graphs() or sorted(sizes)},
        default=whole,
        union=isinstance(engine, WorkerPool) or _is_union(engine),
    )


def _is_union(engine: Engine) -> bool:
    """Whether the default graph has all that is in named ones; no, where that takes too long."""
    try:
        found: bool = json.loads(engine.answer(Request(query=_APART)).content)["boolean"]
    except SnaglistError:
        return False
    return not found


def _rows(engine: Engine, query: str) -> list[dict[str, dict[str, Any]]]:
    answer = json.loads(engine.answer(Request(query=query)).content)
    rows: list[dict[str, dict[str, Any]]] = answer["results"]["bindings"]
    return rows


def prefixed_name(iri: str, prefixes: Mapping[str, str]) -> str:
    """An IRI with a known prefix, as people read it; itself where none fits."""
    for prefix, namespace in prefixes.items():
        name = iri.removeprefix(namespace)
        if name and name != iri and not set(name) & set("#?"):
            return f"{prefix}:{name}"
    return iri
