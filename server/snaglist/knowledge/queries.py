"""The engine that answers SPARQL over the graphs of a snapshot, or over another store."""

from collections.abc import Mapping
from pathlib import Path

from snaglist.graph.formats import RdfFormat
from snaglist.graph.namespaces import PREFIXES
from snaglist.knowledge.dumps import Part, dump_name
from snaglist.knowledge.knowledge import Knowledge
from snaglist.sparql.evaluate import LocalStore
from snaglist.sparql.pool import Engine, Pool
from snaglist.sparql.remote import RemoteStore
from snaglist.sparql.request import Limits

KNOWN_PREFIXES = {prefix: str(namespace) for prefix, namespace in PREFIXES.items()}
"""Prefixes that a query need not declare."""


def open_engine(
    knowledge: Knowledge,
    beside: Mapping[str, Path] | None = None,
    store: str = "",
    limits: Limits | None = None,
) -> Engine:
    """The engine of a server: worker processes, or the store at the address ``store``.

    ``beside`` maps IRIs of further named graphs to RDF files. Nothing is started or read yet.
    """
    if store:
        return RemoteStore(store, KNOWN_PREFIXES, limits)
    return Pool(_everything(knowledge), beside or {}, KNOWN_PREFIXES, limits)


def open_store(knowledge: Knowledge, beside: Mapping[str, Path] | None = None) -> LocalStore:
    """The same graphs in this very process, for one query and no limits but the user's patience."""
    return LocalStore(_everything(knowledge), beside or {}, KNOWN_PREFIXES)


def _everything(knowledge: Knowledge) -> Path:
    name = dump_name(Part.EVERYTHING, RdfFormat.NQUADS)
    return next(dump.path for dump in knowledge.dumps if dump.name == name)
