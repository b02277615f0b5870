"""The words of the catalogue: terms of the ontology and concepts of the schemes."""

from dataclasses import asdict

from snaglist.graph.ontology import Term
from snaglist.model.scheme import ConceptScheme
from snaglist.web.site import Site, View


def term_view(term: Term) -> View:
    """One term, lists as lists."""
    fields = asdict(term)
    return {name: list(v) if isinstance(v, tuple) else v for name, v in fields.items()}


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
