"""JSON-LD that people and programs like to read: an object a thing, nested, with short keys.

What is nested where follows from the graph alone, so that the same graph gives the same bytes. A
document carries the part of the context that it uses, and needs nothing from elsewhere to be read.
"""

import json
import re
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Any

from rdflib import PROV, RDF, XSD, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from snaglist.graph.jsonld_context import (
    ALIASES,
    ContextTerm,
    JsonLdContext,
    document_bytes,
    document_bytes_by_line,
)
from snaglist.graph.namespaces import CITO

Triple = tuple[Node, Node, Node]

TYPE = RDF.type
"""Looked up once: rdflib's namespaces are slow to ask."""

FIRST = (
    *("id", "type", "identifier", "prefLabel", "prefLabelDe", "prefLabelFr"),
    *("title", "label", "text", "definition"),
)
"""The keys that an object begins with; the others follow in alphabetical order."""

DEEPEST = 12
"""How far objects are nested; what is farther from the root is included beside it."""

GENERAL = (str(PROV), str(CITO))
"""Namespaces of properties that ours are below: they say the same, and less."""

RELATIVE = re.compile(r"[\w~-][\w.~-]*(?:/[\w~-][\w.~-]*)*", re.ASCII)
"""Names below the base that every reader resolves to what they were: no colon, no dot segment."""

NATIVE = {XSD.boolean: re.compile("true|false"), XSD.integer: re.compile(r"0|[1-9]\d*")}
"""Datatypes that JSON has values for, and the spellings that survive the way there and back."""


def nest(graph: Graph, root: URIRef, context: JsonLdContext) -> bytes:
    """A graph as one object about ``root``.

    What ``root`` leads to is nested where it is nearest to it, once; whatever has nothing but words
    of its own, a label say, is repeated wherever it is named. What only leads to ``root`` is
    ``included`` at the end.
    """
    tree = _Tree(graph, context)
    document = tree.grown(root)
    if rest := [tree.grown(node) for node in tree.left()]:
        document["included"] = rest
    return document_bytes(tree.names.context_used(), document)


def flatten(triples: Iterable[Triple], context: JsonLdContext) -> bytes:
    """Triples as a list of objects, one a thing, none nested; for whole catalogues."""
    tree = _Tree(triples, context)
    things = [tree.written(node) for node in sorted(tree.facts, key=_by_name)]
    return document_bytes_by_line(tree.names.context_used(), things)


class _Names:
    """Writes names and literals short, and remembers which part of the context that took."""

    def __init__(self, context: JsonLdContext) -> None:
        self.context = context
        self.used: set[str] = set()
        # Some hundred predicates and a few thousand things are asked for again and again.
        self._name = cache(self._find_name)
        self.thing = cache(self._write_thing)

    def _write_thing(self, node: Node) -> str:
        """The value of ``id``."""
        if isinstance(node, BNode):
            return f"_:{node}"
        below = str(node).removeprefix(self.context.base)
        return below if below != str(node) and RELATIVE.fullmatch(below) else self._compact(node)

    def term(self, node: Node) -> str:
        """The key for a property, or the value of ``type`` for a class."""
        if isinstance(node, BNode):
            return f"_:{node}"
        return self._key(self.context.names.get(str(node)), node)

    def key(self, predicate: Node, value: Node) -> str:
        """The key for a value of a property: names in other languages have keys of their own."""
        if isinstance(predicate, BNode):
            return self.term(predicate)
        return self._key(self._name(predicate, _language(value)), predicate)

    def _find_name(self, predicate: Node, language: str | None) -> ContextTerm | None:
        translated = self.context.translations.get((str(predicate), language or ""))
        return translated or self.context.names.get(str(predicate))

    def _key(self, name: ContextTerm | None, node: Node) -> str:
        if name is None:
            return self._compact(node)
        if name.key not in self.used:
            definition = self.context.terms[name.key]
            parts = [definition] if isinstance(definition, str) else definition.values()
            self.used |= {name.key, *(part.partition(":")[0] for part in parts)}
        return name.key

    def _compact(self, node: Node) -> str:
        """``rdfs:subClassOf``, or the whole IRI where no prefix fits."""
        for prefix, namespace in self.context.prefixes.items():
            rest = str(node).removeprefix(namespace)
            if rest != str(node) and not rest.startswith("//"):
                self.used.add(prefix)
                return f"{prefix}:{rest}"
        return str(node)

    def literal(self, predicate: Node, value: Literal) -> Any:
        """A literal, bare where the context says the rest."""
        name = self._name(predicate, value.language)
        expected = (name.datatype, name.language) if name else (None, None)
        datatype = None if value.datatype == XSD.string else value.datatype
        bare = name is None or not name.link
        if bare and (datatype, value.language) == expected:
            spelling = NATIVE.get(datatype) if datatype else None
            if spelling is None:
                return str(value)
            if spelling.fullmatch(value):
                return json.loads(value)
        if value.language:
            return {"@value": str(value), "@language": value.language}
        if datatype:
            return {"@value": str(value), "@type": self._compact(datatype)}
        return str(value) if bare and not any(expected) else {"@value": str(value)}

    def several(self, predicate: Node) -> bool:
        """True for a property whose values are a list even when there is one."""
        name = self._name(predicate, None)
        return name is not None and name.several

    def context_used(self) -> dict[str, Any]:
        """The part of the context that was used, in the context's order."""
        wanted = {*ALIASES, *self.used}
        kept = {key: value for key, value in self.context.terms.items() if key in wanted}
        return {"@version": 1.1, "@base": self.context.base, **kept}


class _Tree:
    """A graph from which objects are made."""

    def __init__(self, triples: Iterable[Triple], context: JsonLdContext) -> None:
        self.names = _Names(context)
        facts: dict[Node, dict[Node, list[Node]]] = defaultdict(lambda: defaultdict(list))
        for subject, predicate, value in triples:
            facts[subject][predicate].append(value)
        closest = cache(_closest)
        self.facts = {
            subject: {p: _sorted(said[p]) for p in sorted(said, key=closest)}
            for subject, said in facts.items()
        }
        self.done: set[Node] = set()

    def left(self) -> Iterator[Node]:
        """What is not in any object yet, first what nothing else of it leads to."""
        waiting = sorted(self.facts.keys() - self.done, key=_by_name)
        named = {value for node in waiting for _, value in self._links(node) if value != node}
        for node in sorted(waiting, key=lambda node: node in named):
            if node not in self.done:
                yield node

    def grown(self, root: Node) -> dict[str, Any]:
        """The object of ``root``, with what it leads to inside."""
        homes: dict[Node, tuple[Node, Node]] = {}
        ahead = deque([(root, 0)])
        self.done.add(root)
        while ahead:
            node, depth = ahead.popleft()
            for predicate, value in self._links(node):
                if depth < DEEPEST and value in self.facts and value not in self.done:
                    self.done.add(value)
                    homes[value] = node, predicate
                    ahead.append((value, depth + 1))
        return self.written(root, homes)

    def _links(self, node: Node) -> Iterator[tuple[Node, Node]]:
        """The nodes that a node leads to; not classes, of which only names are given."""
        for predicate, values in self.facts.get(node, {}).items():
            for value in values:
                if predicate != TYPE and not isinstance(value, Literal):
                    yield predicate, value

    def _words_only(self, node: Node) -> bool:
        return node in self.facts and not any(self._links(node))

    def written(
        self, node: Node, homes: dict[Node, tuple[Node, Node]] | None = None
    ) -> dict[str, Any]:
        """The object of a node; ``homes`` says of others within which property they are nested."""
        made: dict[str, list[Any]] = defaultdict(list)
        lists = {"type"}
        for predicate, values in self.facts.get(node, {}).items():
            for value in values:
                if predicate == TYPE and not isinstance(value, Literal):
                    made["type"].append(self.names.term(value))
                    continue
                key = self.names.key(predicate, value)
                made[key].append(self._value(node, predicate, value, homes))
                if self.names.several(predicate):
                    lists.add(key)
        made["id"] = [self.names.thing(node)]
        return {
            key: made[key] if key in lists or len(made[key]) > 1 else made[key][0]
            for key in sorted(made, key=_place)
        }

    def _value(
        self,
        node: Node,
        predicate: Node,
        value: Node,
        homes: dict[Node, tuple[Node, Node]] | None,
    ) -> Any:
        if isinstance(value, Literal):
            return self.names.literal(predicate, value)
        inside = homes is not None and homes.get(value) == (node, predicate)
        if inside or (homes is not None and self._words_only(value)):
            return self.written(value, homes)
        return {"id": self.names.thing(value)}


def _language(value: Node) -> str | None:
    return value.language if isinstance(value, Literal) else None


def _sorted(values: list[Node]) -> list[Node]:
    return sorted(values, key=_by_name) if len(values) > 1 else values


@lru_cache(maxsize=1024)
def _place(key: str) -> tuple[int, str]:
    return FIRST.index(key) if key in FIRST else len(FIRST), key


def _closest(predicate: Node) -> tuple[bool, tuple[str, str, str]]:
    """Things are nested within what says most of how they belong there."""
    return str(predicate).startswith(GENERAL), _by_name(predicate)


def _by_name(node: Node) -> tuple[str, str, str]:
    return str(node), str(getattr(node, "language", "")), str(getattr(node, "datatype", ""))
