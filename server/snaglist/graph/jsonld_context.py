"""The JSON-LD context: short names for what the ontology declares, and how values are written.

It is made from the ontology; ``ontology/context.jsonld`` is a copy that a test holds to it.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from rdflib import DC, DCTERMS, OWL, RDF, RDFS, SKOS, XSD, Graph, URIRef
from rdflib.term import Node

from snaglist.graph.namespaces import OA, OURS, PREFIXES, SNAG, SPDX, CatalogueNames

ALIASES = {"id": "@id", "type": "@type", "included": "@included", "graph": "@graph"}

NAMESPACES = {prefix: str(PREFIXES[prefix]) for prefix in sorted(PREFIXES) if prefix not in ALIASES}
"""What names are shortened by; things of the catalogue, by the base of the document instead."""

PROSE = {
    *(DC.rights, DC.source, DCTERMS.description, DCTERMS.title, RDFS.comment, RDFS.label),
    *(SKOS.altLabel, SKOS.changeNote, SKOS.definition, SKOS.example),
    *(SKOS.prefLabel, SKOS.scopeNote),
}
"""Terms of others that the catalogue uses for English prose; of our own, the range says it."""

TYPED = {
    DCTERMS.created: XSD.date,
    DCTERMS.issued: XSD.date,
    DCTERMS.modified: XSD.date,
    OA.end: XSD.integer,
    OA.start: XSD.integer,
    OWL.deprecated: XSD.boolean,
    SPDX.checksumValue: XSD.hexBinary,
}
"""Terms of others whose values have one datatype."""

LINKS = {
    *(DCTERMS.contributor, DCTERMS.creator, DCTERMS.isReplacedBy, DCTERMS.license),
    *(RDFS.seeAlso, SNAG.mappingRelation),
}
"""Annotation properties whose values are names of things."""

ONE = {
    *(OA.hasSource, OA.hasTarget, OA.motivatedBy, SKOS.broader, SKOS.inScheme, SKOS.topConceptOf),
    *(DCTERMS.license, SNAG.mappingRelation, SPDX.algorithm, SPDX.checksum),
}
"""Links with one value in the catalogue that the ontology does not call functional."""

LANGUAGES = ("de", "fr")
"""Languages other than English in which things have names, under keys of their own."""

MANY = {SKOS.altLabel, SKOS.changeNote, SKOS.hiddenLabel}
"""Words of which there may be several."""

KEYS = {DC.creator: "creatorName"}
"""Terms that go by another key than their local names, which others of more use have."""

BUILT_IN = (RDFS.comment, RDFS.label, RDFS.seeAlso, OWL.deprecated, OWL.versionInfo)
"""Properties that an ontology need not declare."""

PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)


@dataclass(frozen=True, slots=True)
class ContextTerm:
    """What a term of the context stands for, and how a value of it is written short."""

    key: str
    link: bool = False
    datatype: URIRef | None = None
    language: str | None = None
    several: bool = False


class JsonLdContext:
    """A context, looked up by IRI instead of by name; ``base`` is what things are named below."""

    def __init__(self, terms: Mapping[str, Any], base: str) -> None:
        self.terms, self.base = terms, base

    @classmethod
    def read(cls, content: bytes, base: str) -> "JsonLdContext":
        """The context of a JSON-LD document that holds nothing else."""
        return cls(json.loads(content)["@context"], base)

    def write(self) -> bytes:
        """The context as a document, to be served and to be referred to."""
        return document_bytes(self.terms, {})

    @cached_property
    def prefixes(self) -> dict[str, str]:
        """Prefixes and what they stand for."""
        return {
            key: value
            for key, value in self.terms.items()
            if isinstance(value, str) and value.endswith(("#", "/"))
        }

    @cached_property
    def names(self) -> dict[str, ContextTerm]:
        """The term for a class or property, by IRI."""
        return {iri: name for iri, name in self._terms if name.language not in LANGUAGES}

    @cached_property
    def translations(self) -> dict[tuple[str, str], ContextTerm]:
        """The term for a property whose values are in another language, by IRI and language."""
        return {
            (iri, name.language): name for iri, name in self._terms if name.language in LANGUAGES
        }

    @cached_property
    def _terms(self) -> list[tuple[str, ContextTerm]]:
        return [(self._iri(value), _name(key, value, self)) for key, value in self._defined()]

    def _defined(self) -> list[tuple[str, Any]]:
        plain = {*self.prefixes, *ALIASES, "@version"}
        return [(key, value) for key, value in self.terms.items() if key not in plain]

    def _iri(self, value: Any) -> str:
        return self.expanded(value if isinstance(value, str) else value["@id"])

    def expanded(self, compact: str) -> str:
        """``snag:Quote`` as an IRI."""
        prefix, _, local = compact.partition(":")
        return self.prefixes[prefix] + local if prefix in self.prefixes else compact


def document_bytes(terms: Mapping[str, Any], document: Mapping[str, Any]) -> bytes:
    """A JSON-LD document; its context with a line a term, so that what matters is in sight."""
    context = ",\n".join(f"    {_json(key)}: {_json(value)}" for key, value in terms.items())
    rest = json.dumps(document, indent=2, ensure_ascii=False)
    head = f'{{\n  "@context": {{\n{context}\n  }}'
    return (head + ("," + rest[1:] if document else "\n}") + "\n").encode()


def document_bytes_by_line(terms: Mapping[str, Any], things: Iterable[Mapping[str, Any]]) -> bytes:
    """A JSON-LD document of many things with a line a thing."""
    head = document_bytes(terms, {}).decode().removesuffix("\n}\n")
    lines = ",\n".join(map(_json, things))
    return f'{head},\n  "graph": [\n{lines}\n  ]\n}}\n'.encode()


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _name(key: str, value: Any, context: JsonLdContext) -> ContextTerm:
    if isinstance(value, str):
        return ContextTerm(key)
    kind = value.get("@type")
    return ContextTerm(
        key,
        link=kind == "@id",
        datatype=URIRef(context.expanded(kind)) if kind and kind != "@id" else None,
        language=value.get("@language"),
        several=value.get("@container") == "@set",
    )


def make_context(ontology: Graph, names: CatalogueNames = OURS) -> JsonLdContext:
    """The context for an ontology: each declared class and property by its local name.

    Where two have the same local name and ``KEYS`` has no other, the one of our own namespace gets
    it, else the one whose prefix comes first; the other is written with its prefix.
    """
    terms: dict[str, Any] = {"@version": 1.1, **ALIASES}
    terms |= NAMESPACES
    classes = _declared(ontology, (OWL.Class,))
    properties = sorted({*_declared(ontology, PROPERTIES), *BUILT_IN}, key=_ours_first)
    for term in classes:
        terms.setdefault(_local(term), _compact(term))
    for term in properties:
        terms.setdefault(KEYS.get(term, _local(term)), _definition(ontology, term))
        if term == SKOS.prefLabel:
            for language in LANGUAGES:
                key = f"{_local(term)}{language.title()}"
                terms[key] = {"@id": _compact(term), "@language": language}
    return JsonLdContext(terms, str(names.things))


def _declared(ontology: Graph, kinds: tuple[URIRef, ...]) -> list[URIRef]:
    """Named terms of the namespaces that have a prefix, in the order in which they get names."""
    found = {term for kind in kinds for term in ontology.subjects(RDF.type, kind)}
    named = {term for term in found if isinstance(term, URIRef) and _compact(term) != str(term)}
    return sorted(named, key=_ours_first)


def _ours_first(term: URIRef) -> tuple[bool, str, str]:
    return term not in SNAG, _local(term), str(term)


def _definition(ontology: Graph, term: URIRef) -> str | dict[str, str]:
    """How the context defines a property: bare where its values are plain strings."""
    definition = {"@id": _compact(term)}
    types = set(ontology.objects(term, RDF.type))
    if OWL.ObjectProperty in types or term in LINKS:
        definition["@type"] = "@id"
        if OWL.FunctionalProperty not in types and term not in ONE:
            definition["@container"] = "@set"
    elif term in PROSE or (term in SNAG and RDFS.Literal in ontology.objects(term, RDFS.range)):
        definition["@language"] = "en"
    elif datatype := _datatype(ontology, term):
        definition["@type"] = _compact(datatype)
    if term in MANY:
        definition["@container"] = "@set"
    return definition if len(definition) > 1 else definition["@id"]


def _datatype(ontology: Graph, term: URIRef) -> Node | None:
    """The datatype of a property's values, unless it is that of plain strings."""
    ranges: list[Node] = [TYPED[term]] if term in TYPED else []
    ranges += ontology.objects(term, RDFS.range)
    typed = (found for found in ranges if str(found).startswith(str(XSD)))
    return next((found for found in typed if found != XSD.string), None)


def _compact(term: Node) -> str:
    """``snag:Quote``, or the whole IRI where no prefix fits."""
    for prefix, namespace in NAMESPACES.items():
        if str(term).startswith(namespace):
            return f"{prefix}:{str(term).removeprefix(namespace)}"
    return str(term)


def _local(term: Node) -> str:
    return str(term).replace("#", "/").rpartition("/")[2]
