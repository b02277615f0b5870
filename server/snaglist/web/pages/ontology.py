"""The ontology: a row for each term, the concept schemes, and an overview as a picture."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from typing import TypedDict

from flask import Blueprint

from snaglist.dataset.distributions import version_of
from snaglist.graph.term import Term
from snaglist.model.scheme import ConceptScheme
from snaglist.web.components.chains import Size
from snaglist.web.negotiation import BY_SUFFIX, ontology_resource
from snaglist.web.respond import page_route
from snaglist.web.site import Reference, Site, current_site

blueprint = Blueprint("ontology", __name__)

OVERVIEW_WIDTH, OVERVIEW_HEIGHT = 920, 430
CLASS_BOX = (136, 44)
"""Width and height of a class's box, in the units of the picture."""

CLASSES = {
    "Study": (20, 20),
    "Interview": (20, 145),
    "Speaker": (20, 270),
    "Turn": (260, 145),
    "Quote": (260, 270),
    "System": (260, 366),
    "Claim": (500, 270),
    "CausalLink": (500, 366),
    "Strategy": (740, 145),
    "QualityIssue": (740, 270),
    "ReviewQuestion": (740, 366),
    "Entry": (740, 20),
}
"""Where the upper left corner of each class is."""

RELATIONS = (
    ("partOfStudy", "Interview", "Study"),
    ("takesPartIn", "Speaker", "Interview"),
    ("turnOf", "Turn", "Interview"),
    ("inTurn", "Quote", "Turn"),
    ("spokenBy", "Quote", "Speaker"),
    ("aboutSystem", "Quote", "System"),
    ("witnessedBy", "Claim", "Quote"),
    ("usesStrategy", "Claim", "Strategy"),
    ("hasClaim", "QualityIssue", "Claim"),
    ("answeredBy", "QualityIssue", "Strategy"),
    ("asks", "QualityIssue", "ReviewQuestion"),
    ("toIssue", "CausalLink", "QualityIssue"),
    ("", "Strategy", "Entry"),
)
"""Property, and the classes it joins; without a property, the first is a kind of the second."""

USES = {
    "class": "SELECT ?thing WHERE {{ ?thing a snag:{name} }}",
    "individual": "SELECT ?thing ?property WHERE {{ ?thing ?property snag:{name} }}",
}
"""What asks for the uses of a term; of a property, the statements made with it."""

STATEMENTS = "SELECT ?thing ?value WHERE {{ ?thing snag:{name} ?value }}"


class ClassBox(TypedDict):
    """The box of a class in the overview, by its upper left corner."""

    name: str
    x: int
    y: int


# Written as a call because "from" is a keyword.
RelationLine = TypedDict(
    "RelationLine",
    {
        "name": str,
        "from": str,
        "to": str,
        "x1": float,
        "y1": float,
        "x2": float,
        "y2": float,
        "x": float,
        "y": float,
    },
)
"""A line between the boxes of two classes; its label belongs at ``x``, ``y``."""


class Overview(Size):
    """The overview ready to draw; ``box`` is the size of every box."""

    box: Size
    classes: list[ClassBox]
    relations: list[RelationLine]


class TermView(TypedDict):
    """A term; ``depth`` is how far below its root it is, ``uses`` asks for what it is used in."""

    iri: str
    name: str
    url: str
    kind: str
    label: str
    definition: str
    example: str | None
    parents: list[str]
    domain: list[str]
    range: list[str]
    inverse: str | None
    used: int
    defined: bool
    examples: list[Reference]
    depth: int
    uses: str


class SchemeConcept(TypedDict):
    """A concept in the list of its scheme."""

    id: str
    label: str
    definition: str
    also_called: list[str]
    notation: str | None
    broader: str | None
    url: str


class SchemeView(TypedDict):
    """A scheme with its concepts in their order."""

    id: str
    title: str
    definition: str
    source: str | None
    concepts: list[SchemeConcept]


class OntologyView(TypedDict):
    """The ontology; ``about`` has its metadata, ``formats`` and ``versions`` addresses of files."""

    iri: str
    about: dict[str, str]
    formats: dict[str, str]
    versions: dict[str, str]
    overview: Overview
    terms: list[TermView]
    schemes: list[SchemeView]


@page_route(
    blueprint, "/ontology", "ontology.html", resource=lambda _, urls: ontology_resource(urls)
)
def ontology() -> OntologyView:
    """The vocabulary: terms of the ontology, and the concept schemes."""
    here = current_site()
    resource = ontology_resource(here.urls)
    return {
        "iri": resource.iri,
        "about": dict(here.knowledge.facts.ontology),
        "formats": {
            BY_SUFFIX[suffix].title: url
            for suffix, url in resource.urls.items()
            if suffix != "html"
        },
        "versions": {
            version: here.urls.path("data", dump.name)
            for dump in here.knowledge.dumps
            if (version := version_of(dump.name))
        },
        "overview": overview({term.name for term in here.knowledge.terms}),
        "terms": _terms(here, here.knowledge.terms),
        "schemes": [_scheme(here, scheme) for scheme in here.catalogue.schemes],
    }


def _terms(site: Site, terms: Sequence[Term]) -> list[TermView]:
    """The terms, each kind as a tree: what is below a term follows it, one ``depth`` deeper."""
    seen: set[str] = set()
    placed = list(_tree(terms, None, 0, seen))
    placed += [(term, 0) for term in terms if term.iri not in seen]
    return [term_view(site, term, depth) for term, depth in placed]


def term_view(site: Site, term: Term, depth: int = 0) -> TermView:
    """A term as a row of the list has it."""
    query = USES.get(term.kind, STATEMENTS).format(name=term.name)
    things = site.catalogue.things
    return {
        "iri": term.iri,
        "name": term.name,
        "url": site.urls.term(term.name),
        "kind": term.kind,
        "label": term.label,
        "definition": term.definition,
        "example": term.example,
        "parents": list(term.parents),
        "domain": list(term.domain),
        "range": list(term.range),
        "inverse": term.inverse,
        "used": term.used,
        "defined": term.defined,
        "examples": [site.reference(name) for name in term.examples if name in things],
        "depth": depth,
        "uses": site.urls.sparql(query),
    }


def _tree(
    terms: Sequence[Term], above: Term | None, depth: int, seen: set[str]
) -> Iterator[tuple[Term, int]]:
    """Terms below ``above``, depth first; one with several parents comes below the first."""
    same = {(term.kind, term.name) for term in terms}
    for term in terms:
        parents = [name for name in term.parents if (term.kind, name) in same]
        below = above.name in parents and above.kind == term.kind if above else not parents
        if below and term.iri not in seen:
            seen.add(term.iri)
            yield term, depth
            yield from _tree(terms, term, depth + 1, seen)


def _scheme(site: Site, scheme: ConceptScheme) -> SchemeView:
    return {
        "id": scheme.id,
        "title": scheme.title,
        "definition": scheme.definition,
        "source": scheme.source,
        "concepts": [
            {
                "id": concept.id,
                "label": concept.label,
                "definition": concept.definition,
                "also_called": list(concept.also_called),
                "notation": concept.notation,
                "broader": concept.broader,
                "url": site.urls.concept(concept),
            }
            for concept in scheme.concepts
        ],
    }


@dataclass(frozen=True, slots=True)
class Point:
    """A place in the picture."""

    x: float
    y: float


def overview(known: Container[str]) -> Overview:
    """The picture ready to draw: boxes by name, and lines from edge to edge with their labels.

    Of another ontology, only what is ``known`` in it is drawn.
    """
    relations = [r for r in RELATIONS if all(not name or name in known for name in r)]
    return {
        "width": OVERVIEW_WIDTH,
        "height": OVERVIEW_HEIGHT,
        "box": {"width": CLASS_BOX[0], "height": CLASS_BOX[1]},
        "classes": [
            {"name": name, "x": x, "y": y} for name, (x, y) in CLASSES.items() if name in known
        ],
        "relations": [_relation(*relation) for relation in relations],
    }


def _relation(name: str, start: str, end: str) -> RelationLine:
    here, there = _centre(start), _centre(end)
    first, last = _edge(here, there), _edge(there, here)
    return {
        "name": name,
        "from": start,
        "to": end,
        "x1": first.x,
        "y1": first.y,
        "x2": last.x,
        "y2": last.y,
        "x": round((first.x + last.x) / 2, 1),
        "y": round((first.y + last.y) / 2, 1),
    }


def _centre(name: str) -> Point:
    x, y = CLASSES[name]
    return Point(x + CLASS_BOX[0] / 2, y + CLASS_BOX[1] / 2)


def _edge(centre: Point, towards: Point) -> Point:
    """Where the line from a box's centre leaves the box."""
    dx, dy = towards.x - centre.x, towards.y - centre.y
    across = CLASS_BOX[0] / 2 / abs(dx) if dx else float("inf")
    along = CLASS_BOX[1] / 2 / abs(dy) if dy else float("inf")
    part = min(across, along)
    return Point(round(centre.x + dx * part, 1), round(centre.y + dy * part, 1))
