"""Publications and their findings as RDF (FaBiO, BIBO, PROV-O)."""

from rdflib import DC, DCTERMS, RDFS, Graph, Literal, URIRef

from snaglist.graph.namespaces import BIBO, FABIO, SNAG
from snaglist.graph.triples import SubjectWriter, english, plain_literal, thing_iri, thing_iris
from snaglist.model.publication import Finding, Publication, PublicationKind
from snaglist.model.references import full_reference, inverted_name

CLASSES = {
    PublicationKind.ARTICLE: FABIO.JournalArticle,
    PublicationKind.CONFERENCE: FABIO.ConferencePaper,
    PublicationKind.PREPRINT: FABIO.Preprint,
    PublicationKind.REPORT: BIBO.Report,
    PublicationKind.GUIDE: BIBO.Document,
    PublicationKind.INCIDENT: BIBO.Document,
    PublicationKind.FILING: BIBO.Document,
    PublicationKind.ORDER: BIBO.LegalDocument,
    PublicationKind.JUDGMENT: BIBO.LegalDecision,
    PublicationKind.STATUTE: BIBO.Statute,
    PublicationKind.OPINION: BIBO.LegalDocument,
}


def add_publication(graph: Graph, publication: Publication) -> None:
    """A publication with its findings and their figures."""
    day = publication.issued
    (
        SubjectWriter(graph, thing_iri(publication.id), SNAG.Publication, CLASSES[publication.kind])
        .add(DCTERMS.identifier, plain_literal(publication.id))
        .add(DCTERMS.title, english(publication.title))
        .add(DC.creator, *(plain_literal(inverted_name(a)) for a in publication.authors))
        .add(DCTERMS.date, plain_literal(str(publication.year)))
        .add(DCTERMS.issued, Literal(day) if day else None)
        .add(DCTERMS.bibliographicCitation, plain_literal(full_reference(publication)))
        .add(BIBO.doi, plain_literal(publication.doi))
        .add(RDFS.seeAlso, URIRef(publication.address) if publication.address else None)
        .add(RDFS.comment, english(publication.note))
        .add(SNAG.hasFinding, *thing_iris(finding.id for finding in publication.findings))
    )
    for finding in publication.findings:
        _add_finding(graph, finding)


def _add_finding(graph: Graph, finding: Finding) -> None:
    described = SubjectWriter(graph, thing_iri(finding.id), SNAG.Finding)
    (
        described.add(DCTERMS.identifier, plain_literal(finding.id))
        .add(SNAG.findingOf, thing_iri(finding.publication))
        .add(SNAG.text, english(finding.text))
        .add(SNAG.hasEvidenceKind, thing_iri(f"evidence/{finding.evidence}"))
        .add(SNAG.design, english(finding.design))
        .add(SNAG.population, english(finding.population))
        .add(SNAG.period, plain_literal(finding.period))
        .add(SNAG.placeInSource, english(finding.place))
        .add(SNAG.sourceSeen, plain_literal(finding.seen.value))
    )
    for place, figure in enumerate(finding.figures, start=1):
        name = thing_iri(f"{finding.id}-G{place}")
        described.add(SNAG.hasFigure, name)
        (
            SubjectWriter(graph, name, SNAG.Figure)
            .add(SNAG.figureValue, plain_literal(figure.value))
            .add(SNAG.text, english(figure.what))
        )
