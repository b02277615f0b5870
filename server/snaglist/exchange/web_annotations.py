"""Quotes as Web Annotations in the JSON-LD that the recommendation asks for (``anno.jsonld``).

What an annotation says is what the graph says of it: the quote is its target, what rests on the
quote its bodies. Clients such as Recogito and Apache Annotator find the words by the selectors.
"""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from snaglist.graph.agents import agent_name
from snaglist.graph.interviews import transcript_name
from snaglist.graph.namespaces import CatalogueNames
from snaglist.graph.triples import annotation_name
from snaglist.model.catalogue import Catalogue
from snaglist.model.interview import Quote

ANNO_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
"""The context of Web Annotation, and the name of the profile of documents that use it alone."""

ANNO_MEDIA_TYPE = f'application/ld+json; profile="{ANNO_CONTEXT}"'


def annotation(catalogue: Catalogue, quote: Quote) -> dict[str, Any]:
    """The annotation of a quote, as a document of its own."""
    names = CatalogueNames.of(catalogue.about)
    return {"@context": ANNO_CONTEXT, **_annotation(names, quote, _resting_on(catalogue))}


def annotation_collection(catalogue: Catalogue) -> dict[str, Any]:
    """The annotations of all quotes, as a collection of one page."""
    names, resting = CatalogueNames.of(catalogue.about), _resting_on(catalogue)
    iri = f"{names.base}/annotations"
    items = [_annotation(names, quote, resting) for quote in catalogue.quotes]
    return {
        "@context": ANNO_CONTEXT,
        "id": iri,
        "type": "AnnotationCollection",
        "label": f"Quotes of {catalogue.about.title}",
        "total": len(items),
        "first": {
            "id": f"{iri}#page-1",
            "type": "AnnotationPage",
            "partOf": iri,
            "startIndex": 0,
            "items": items,
        },
    }


def _annotation(
    names: CatalogueNames, quote: Quote, resting: Mapping[str, list[str]]
) -> dict[str, Any]:
    selector = quote.selector

    def thing(name: str) -> str:
        return str(names.thing(name))

    return {
        "id": thing(annotation_name(quote.id)),
        "type": "Annotation",
        "label": f"Annotation {quote.id}-annotation",
        "motivation": "linking",
        "creator": {"id": thing(agent_name(quote.coder)), "name": quote.coder},
        "body": [thing(name) for name in resting.get(quote.id, ())],
        "target": {
            "id": thing(quote.id),
            "type": "SpecificResource",
            "source": thing(transcript_name(quote.interview)),
            "selector": [
                {
                    "id": thing(f"{quote.id}-words"),
                    "type": "TextQuoteSelector",
                    "exact": selector.exact,
                    "prefix": selector.prefix,
                    "suffix": selector.suffix,
                },
                {
                    "id": thing(f"{quote.id}-position"),
                    "type": "TextPositionSelector",
                    "start": selector.start,
                    "end": selector.end,
                },
            ],
        },
    }


def _resting_on(catalogue: Catalogue) -> dict[str, list[str]]:
    """For each quote, the local names of claims, causal links and declined topics that cite it."""
    found: dict[str, list[str]] = defaultdict(list)
    for entry in catalogue.entries:
        for claim in entry.claims:
            for quote in claim.quotes:
                found[quote].append(claim.id)
    for issue in catalogue.issues:
        for arrow in issue.leads_to:
            for quote in arrow.quotes:
                found[quote].append(f"{issue.id}-to-{arrow.issue}")
    for interview in catalogue.interviews:
        for place, declined in enumerate(interview.declined, start=1):
            found[declined.quote].append(f"{interview.id}-D{place}")
    return found
