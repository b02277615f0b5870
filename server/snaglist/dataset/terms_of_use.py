"""On which terms what is in a file, a part or a page may be used: one rule for all of them."""

from collections.abc import Mapping

from rdflib import DC, DCTERMS, FOAF, Graph, URIRef

from snaglist.graph.namespaces import CatalogueNames
from snaglist.graph.triples import SubjectWriter, english
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

    Its name is the same in all formats. An interview counts as quoted where the graph says
    anything of it or of its parts.
    """
    names = CatalogueNames.of(catalogue.about)
    local = {str(subject).removeprefix(str(names.things)) for subject in graph.subjects()}
    said = {name.partition("-")[0] for name in local}
    terms = {each: text for each, text in interview_terms(catalogue).items() if each in said}
    (
        SubjectWriter(graph, URIRef(f"{thing}#data"), FOAF.Document)
        .add(FOAF.primaryTopic, thing)
        .add(DCTERMS.license, licence_of(catalogue.about, terms))
        .add(DC.rights, *map(english, rights_of(catalogue.about, terms)))
    )
