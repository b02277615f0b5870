"""A term of the ontology, as readers of a snapshot get it; imports no RDF library."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A class, property or individual of the ontology.

    ``parents``, ``domain``, ``range`` and ``inverse`` hold local names (``snag:`` left out) or
    prefixed names of others; ``used`` counts the individuals or statements of the catalogue,
    inferred ones included. ``defined`` classes are filled by the reasoner. ``examples`` are local
    names of the first individuals of a class.
    """

    iri: str
    name: str
    kind: str
    label: str
    definition: str
    example: str | None
    parents: tuple[str, ...]
    domain: tuple[str, ...]
    range: tuple[str, ...]
    inverse: str | None
    used: int
    defined: bool = False
    examples: tuple[str, ...] = ()
