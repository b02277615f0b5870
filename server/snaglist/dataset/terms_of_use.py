"""On which terms what is in a file, a part or a page may be used: one rule for all of them."""

from collections.abc import Iterable, Mapping

from rdflib import DC, DCTERMS, FOAF, Graph, Literal, URIRef

from snaglist.graph.namespaces import CatalogueNames
from snaglist.graph.triples import SubjectWriter
from snaglist.model.access import Access
from snaglist.model.catalogue import About, Catalogue


def licence_of(about: About, terms: Mapping[str, str]) -> URIRef | None:
    """The licence of all that is in something; None where interviews have their own terms.

    ``terms`` are those of the interviews of which it has words, by their ids.
    """
    return None if terms else URIRef(about.licence)


def rights_of(about: About, terms: Mapping[str, str]) -> list[str]:
    """The same in words, with the terms of each interview."""
    if not terms:
        return [about.licence_name]
    ours = f"What is no word of an interview: {about.licence_name}"
    return [ours, *(f"The words of interview {each}: {text}" for each, text in terms.items())]


def interview_terms(catalogue: Catalogue) -> dict[str, str]:
    """The terms of each interview of which words may leave, by its id."""
    return {
        each.id: " ".join(each.licence.split())
        for each in catalogue.interviews
        if each.access is not Access.WITHHELD
    }


def add_document(graph: Graph, catalogue: Catalogue, thing: URIRef) -> None:
    """Say of a document that has this graph what it is about and on which terms it may be used.

    Its name is the same in all formats.
    """
    document = URIRef(f"{thing}#data")
    SubjectWriter(graph, document, FOAF.Document).add(FOAF.primaryTopic, thing)
    add_terms_of_use(graph, catalogue, document)


def add_collection(
    graph: Graph, catalogue: Catalogue, document: URIRef, things: Iterable[URIRef]
) -> None:
    """The same of a document about several things."""
    SubjectWriter(graph, document, FOAF.Document).add(FOAF.topic, *things)
    add_terms_of_use(graph, catalogue, document)


def add_terms_of_use(graph: Graph, catalogue: Catalogue, document: URIRef) -> None:
    """Say of a document that has this graph on which terms it may be used.

    An interview counts as quoted where the graph says anything of it or of its parts.
    """
    names = CatalogueNames.of(catalogue.about)
    local = {str(subject).removeprefix(str(names.things)) for subject in graph.subjects()}
    said = {name.partition("-")[0] for name in local}
    terms = {each: text for each, text in interview_terms(catalogue).items() if each in said}
    if licence := licence_of(catalogue.about, terms):
        graph.add((document, DCTERMS.license, licence))
    for text in rights_of(catalogue.about, terms):
        graph.add((document, DC.rights, Literal(text, lang="en")))
