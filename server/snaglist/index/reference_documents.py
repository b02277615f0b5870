"""What the index knows of things that are neither entries nor said.

They are what the catalogue stands on, is sorted by, and lacks.
"""

from collections.abc import Iterator, Sequence

from snaglist.graph.term import Term
from snaglist.index.document import Document, Passages, as_passages, unique
from snaglist.index.query import DocumentType
from snaglist.model.catalogue import Catalogue
from snaglist.model.edge import Edge
from snaglist.model.gaps import (
    STUDY,
    DeclinedTopic,
    declined_topics,
    study_issues_without_witness,
)
from snaglist.model.interview import Quote, Study
from snaglist.model.publication import Finding, Publication
from snaglist.model.scheme import Concept

TERM_PREFIX = "snag:"
"""What the identifiers of the ontology's terms begin with."""


def reference_documents(catalogue: Catalogue, terms: Sequence[Term]) -> Iterator[Document]:
    """Publications, gaps, edges, issues of the study, concepts, studies, terms of the ontology."""
    yield from map(_publication, catalogue.publications)
    yield from (_declined(catalogue, topic) for topic in declined_topics(catalogue))
    without = {concept.ref for concept in study_issues_without_witness(catalogue).found}
    yield from map(_edge, catalogue.edges)
    for scheme in catalogue.schemes:
        for concept in scheme.concepts:
            kind = DocumentType.STUDY_ISSUE if scheme.id == STUDY else DocumentType.CONCEPT
            yield _concept(concept, DocumentType.GAP if concept.ref in without else kind)
    yield from map(_study, catalogue.studies)
    yield from map(_term, terms)


def finding_texts(finding: Finding) -> Iterator[str]:
    """What is searched of a finding: what was found, its figures, about whom, and how."""
    yield finding.text
    yield "; ".join(f"{figure.value} {figure.what}" for figure in finding.figures)
    yield finding.population
    yield finding.design


def _document(
    kind: DocumentType,
    identifier: str,
    title: str,
    names: Sequence[str],
    passages: Passages,
    quote_count: int = 0,
    interview: str | None = None,
) -> Document:
    """No facet of entries has it, so that none counts it as one."""
    return Document(
        type=kind,
        id=identifier,
        title=title,
        names=unique((identifier, title, *names)),
        passages=passages,
        facets={"type": (kind,), **({"interview": (interview,)} if interview else {})},
        quote_count=quote_count,
    )


def _publication(publication: Publication) -> Document:
    families = [creator.family for creator in publication.authors]
    signs = (publication.doi, publication.arxiv, publication.identifier)
    return _document(
        DocumentType.PUBLICATION,
        publication.id,
        publication.title,
        [*filter(None, signs), publication.short_authors],
        (
            *as_passages("title", (publication.title,)),
            *as_passages("also_called", (f"{', '.join(families)} {publication.year}",)),
            *as_passages("definition", (publication.venue or "", publication.note or "")),
        ),
    )


def _declined(catalogue: Catalogue, declined: DeclinedTopic) -> Document:
    topic = declined.topic
    return _document(
        DocumentType.GAP,
        declined.id,
        topic.topic,
        (),
        (
            *as_passages("title", (topic.topic,)),
            *as_passages("definition", (topic.note,)),
            *as_passages("quotes", (catalogue.find(Quote, topic.quote).exact,)),
        ),
        quote_count=1,
        interview=declined.interview.id,
    )


def _edge(edge: Edge) -> Document:
    return _document(
        DocumentType.EDGE,
        edge.ref,
        edge.title,
        edge.also_called,
        (
            *as_passages("title", (edge.title,)),
            *as_passages("also_called", edge.also_called),
            *as_passages("definition", (edge.text,)),
            *as_passages("story", (pointer.what for pointer in edge.pointers)),
        ),
    )


def _concept(concept: Concept, kind: DocumentType) -> Document:
    return _document(
        kind,
        concept.ref,
        concept.label,
        (*filter(None, (concept.notation,)), *concept.also_called, *concept.labels.names),
        (
            *as_passages("title", (concept.label,)),
            *as_passages("also_called", concept.also_called),
            *as_passages("translations", concept.labels.names),
            *as_passages("definition", (concept.definition,)),
            *as_passages("story", concept.introduction.split("\n\n")),
        ),
    )


def _study(study: Study) -> Document:
    families = [author.family for author in study.authors]
    short = f"{families[0]} et al." if families[1:] else ""
    return _document(
        DocumentType.STUDY,
        study.id,
        study.title,
        (*families, short) if short else families,
        (
            *as_passages("title", (study.title,)),
            *as_passages("also_called", (", ".join(families),)),
            *as_passages("definition", (study.description, study.citation)),
        ),
    )


def _term(term: Term) -> Document:
    return _document(
        DocumentType.TERM,
        f"{TERM_PREFIX}{term.name}",
        term.label,
        (term.name,),
        (
            *as_passages("title", (term.label,)),
            *as_passages("also_called", (term.name,)),
            *as_passages("definition", (term.definition,)),
        ),
    )
