"""A term of the ontology, as readers of a snapshot get it; imports no RDF library."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TermMapping:
    """How a term stands to one of another vocabulary: ``closeMatch``, ``subClassOf`` and the like.

    ``name`` is prefixed where we have a prefix, else the IRI.
    """

    relation: str
    name: str
    iri: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A class, property or individual of the ontology.

    ``parents``, ``domain``, ``range`` and ``inverse`` hold local names (``snag:`` left out) or
    prefixed names of others; ``used`` counts the individuals or statements of the catalogue,
    inferred ones included. ``defined`` classes are filled by the reasoner. ``examples`` are local
    names of the first individuals of a class.

    ``axioms`` are sentences with names between backticks. ``module`` is the end of the name of the
    ontology that declares it, if that is not the vocabulary itself. ``since`` is the first version
    of the vocabulary that has it, ``replaces`` are terms of versions that it is instead of, and
    ``replaced_by`` those that are instead of a deprecated one.
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
    characteristics: tuple[str, ...] = ()
    disjoint: tuple[str, ...] = ()
    axioms: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    mappings: tuple[TermMapping, ...] = ()
    module: str = ""
    since: str | None = None
    replaces: tuple[str, ...] = ()
    deprecated: bool = False
    replaced_by: tuple[str, ...] = ()
