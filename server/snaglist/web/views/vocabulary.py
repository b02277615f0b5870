"""The words of the catalogue: terms of the ontology and concepts of the schemes."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict

from snaglist.graph.term import Term
from snaglist.model.scheme import ConceptScheme
from snaglist.web.site import Site, View
from snaglist.web.views.answers import query_url


def term_views(site: Site, terms: Sequence[Term]) -> list[View]:
    """The terms, each kind as a tree: what is below a term follows it, one ``depth`` deeper."""
    seen: set[str] = set()
    placed = list(_tree(terms, None, 0, seen))
    placed += [(term, 0) for term in terms if term.iri not in seen]
    return [_term_view(site, term, depth) for term, depth in placed]


USES = {
    "class": "SELECT ?thing WHERE {{ ?thing a snag:{name} }}",
    "individual": "SELECT ?thing ?property WHERE {{ ?thing ?property snag:{name} }}",
}
"""What asks for the uses of a term; of a property, the statements made with it."""

STATEMENTS = "SELECT ?thing ?value WHERE {{ ?thing snag:{name} ?value }}"


def _term_view(site: Site, term: Term, depth: int) -> View:
    fields = asdict(term)
    lists = {name: list(v) if isinstance(v, tuple) else v for name, v in fields.items()}
    query = USES.get(term.kind, STATEMENTS).format(name=term.name)
    things = site.catalogue.things
    return {
        **lists,
        "depth": depth,
        "uses": query_url(site, query),
        "examples": [site.reference(name) for name in term.examples if name in things],
    }


def _tree(
    terms: Sequence[Term], above: Term | None, depth: int, seen: set[str]
) -> Iterator[tuple[Term, int]]:
    """Terms below ``above``, depth first; one with several parents stands below the first."""
    same = {(term.kind, term.name) for term in terms}
    for term in terms:
        parents = [name for name in term.parents if (term.kind, name) in same]
        below = above.name in parents and above.kind == term.kind if above else not parents
        if below and term.iri not in seen:
            seen.add(term.iri)
            yield term, depth
            yield from _tree(terms, term, depth + 1, seen)


def scheme_view(site: Site, scheme: ConceptScheme) -> View:
    """One scheme with its concepts in their order."""
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
