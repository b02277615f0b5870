"""Who made, kept or reviewed what the catalogue says, as agents with an IRI each.

Authors of publications and of studies are not among them: they are names as works print them, and
two that are spelt alike need not be one person.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from typing import overload

from rdflib import FOAF, PROV, Graph, URIRef

from snaglist.graph.triples import SubjectWriter, plain_literal, thing_iri
from snaglist.model.catalogue import Catalogue

PREFIX = "agent/"
"""How the local name of an agent begins."""

_OTHER = re.compile(r"[^a-z0-9]+")


def agent_name(name: str) -> str:
    """The local name of the agent known by ``name``: ``agent/snaglist-editors``.

    What Latin letters cannot say is told apart by a hash.
    """
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    slug = _OTHER.sub("-", bare.lower()).strip("-")
    if not bare.isascii():
        digest = hashlib.sha256(name.encode()).hexdigest()[:8]
        slug = f"{slug}-{digest}".lstrip("-")
    return f"{PREFIX}{slug}"


@overload
def agent_iri(name: str) -> URIRef: ...
@overload
def agent_iri(name: None) -> None: ...
def agent_iri(name: str | None) -> URIRef | None:
    """The IRI of the agent known by ``name``; nothing for nothing."""
    return thing_iri(agent_name(name)) if name else None


def is_agent(catalogue: Catalogue, local: str) -> bool:
    """Whether a local name is that of an agent that the catalogue names."""
    return local.startswith(PREFIX) and local in agents_of(catalogue)


def agents_of(catalogue: Catalogue) -> dict[str, str]:
    """The agents that the catalogue names, as it writes them, by their local names."""
    found: dict[str, str] = {}
    for name in _names(catalogue):
        if name:
            found.setdefault(agent_name(name), name)
    return found


def _names(catalogue: Catalogue) -> Iterator[str | None]:
    yield catalogue.about.creator
    yield from (mapping.by for issue in catalogue.issues for mapping in issue.mappings)
    for vocabulary in catalogue.vocabularies:
        yield vocabulary.kept_by
        for mapping in vocabulary.mappings:
            yield from (mapping.by, mapping.reviewed_by)
    yield from (instrument.kept_by for instrument in catalogue.instruments)
    yield from (quote.coder for quote in catalogue.quotes)


def add_agents(graph: Graph, catalogue: Catalogue) -> None:
    """What is known of each agent: the name."""
    for local, name in agents_of(catalogue).items():
        SubjectWriter(graph, thing_iri(local), PROV.Agent, FOAF.Agent).add(
            FOAF.name, plain_literal(name)
        )
