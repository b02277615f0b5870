"""Datatypes that Oxigraph's store does not keep, given back to the triples that had them.

The store takes every number of a type that is derived from ``xsd:integer`` for an ``xsd:integer``
(oxigraph#526). A graph that it answers should be the one that was loaded, to the datatype.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property

import pyoxigraph as ox

XSD = "http://www.w3.org/2001/XMLSchema#"
INTEGER = f"{XSD}integer"
DERIVED = frozenset(
    XSD + name
    for name in (
        *("byte", "short", "int", "long", "unsignedByte", "unsignedShort", "unsignedInt"),
        *("unsignedLong", "positiveInteger", "negativeInteger", "nonPositiveInteger"),
        "nonNegativeInteger",
    )
)
"""What is derived from ``xsd:integer`` (XML Schema 1.1, part 2, 3.4)."""

_NUMBER = re.compile(
    rb'^[^ ]+ <([^>]*)> "[^"]*"\^\^<http://www\.w3\.org/2001/XMLSchema#(\w+)>', re.MULTILINE
)


class DeclaredTypes:
    """The properties whose numbers are all of one derived type in what was loaded."""

    def __init__(self) -> None:
        self._seen: defaultdict[str, set[str]] = defaultdict(set)

    def see_lines(self, nquads: bytes) -> None:
        """Note the types of the numbers in a document of N-Quads."""
        for predicate, name in set(_NUMBER.findall(nquads)):
            self._note(predicate.decode(), f"{XSD}{name.decode()}")

    def see(self, quads: Iterable[ox.Quad]) -> None:
        """The same for quads that were read."""
        for quad in quads:
            if isinstance(quad.object, ox.Literal):
                self._note(quad.predicate.value, quad.object.datatype.value)

    def _note(self, predicate: str, datatype: str) -> None:
        if datatype == INTEGER or datatype in DERIVED:
            self._seen[predicate].add(datatype)

    @cached_property
    def _derived(self) -> dict[str, ox.NamedNode]:
        return {
            predicate: ox.NamedNode(*found)
            for predicate, found in self._seen.items()
            if len(found) == 1 and not found & {INTEGER}
        }

    def restored(self, triples: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
        """The triples, with the datatypes that the numbers of their properties had."""
        for triple in triples:
            datatype, value = self._derived.get(triple.predicate.value), triple.object
            if datatype and isinstance(value, ox.Literal) and value.datatype.value == INTEGER:
                number = ox.Literal(value.value, datatype=datatype)
                yield ox.Triple(triple.subject, triple.predicate, number)
            else:
                yield triple
