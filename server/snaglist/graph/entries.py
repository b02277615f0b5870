"""Issues and strategies with their claims as RDF."""

from rdflib import DCTERMS, OWL, SKOS, XSD, Graph, Literal, URIRef

from snaglist.graph.namespaces import OA, SNAG
from snaglist.graph.schemes import CATALOGUE, ontology_term
from snaglist.graph.triples import Describer, annotation, prose, proses, thing, things, verbatim
from snaglist.model.catalogue import Catalogue
from snaglist.model.entry import (
    Arrow,
    Claim,
    ClaimType,
    Entry,
    Issue,
    Mapping,
    Outcome,
    Relation,
    Stance,
    Status,
    Strategy,
)

CLAIM_CLASSES = {
    ClaimType.CAUSE: SNAG.Cause,
    ClaimType.CONSEQUENCE: SNAG.Consequence,
    ClaimType.DETECTION: SNAG.Detection,
    ClaimType.MITIGATION: SNAG.Mitigation,
    ClaimType.PRACTICE: SNAG.Practice,
    ClaimType.COST: SNAG.Cost,
    ClaimType.TRADEOFF: SNAG.TradeOff,
}
STANCES = {
    Stance.SUPPORTS: SNAG.stanceSupports,
    Stance.RESERVATION: SNAG.stanceReservation,
    Stance.CONTRADICTS: SNAG.stanceContradicts,
}
OUTCOMES = {
    Outcome.WORKED: SNAG.outcomeWorked,
    Outcome.PARTLY: SNAG.outcomePartly,
    Outcome.FAILED: SNAG.outcomeFailed,
    Outcome.UNTRIED: SNAG.outcomeUntried,
    Outcome.NOT_TOLD: SNAG.outcomeNotTold,
}
STATUSES = {
    Status.DRAFT: SNAG.statusDraft,
    Status.REVIEWED: SNAG.statusReviewed,
    Status.STABLE: SNAG.statusStable,
    Status.RETIRED: SNAG.statusRetired,
}
MAPPINGS = {
    Relation.EXACT: SKOS.exactMatch,
    Relation.CLOSE: SKOS.closeMatch,
    Relation.BROAD: SKOS.broadMatch,
    Relation.NARROW: SKOS.narrowMatch,
    Relation.RELATED: SKOS.relatedMatch,
    Relation.NONE: SNAG.noCounterpartIn,
}


def add_issue(graph: Graph, issue: Issue, catalogue: Catalogue) -> None:
    """An issue with its claims, arrows, questions and mappings."""
    concept = catalogue.concept("category", issue.kind)
    described = _add_entry(graph, issue, SNAG.QualityIssue, ontology_term(concept.ontology_class))
    (
        described.add(SNAG.hasKind, thing(concept.ref))
        .add(SNAG.hasCategory, thing(f"category/{issue.category}"))
        .add(SNAG.drawsOn, *things(issue.sources, "source"))
        .add(SNAG.affects, *things(issue.artefacts, "artefact"))
        .add(SNAG.leadsDirectlyTo, *things(arrow.issue for arrow in issue.leads_to))
    )
    for arrow in issue.leads_to:
        _add_arrow(graph, issue.id, arrow)
    for place, question in enumerate(issue.questions, start=1):
        name = f"{issue.id}-R{place}"
        described.add(SNAG.asks, thing(name))
        (
            Describer(graph, thing(name), SNAG.ReviewQuestion)
            .add(DCTERMS.identifier, verbatim(name))
            .add(SNAG.text, prose(question.text))
            .add(SNAG.guardsAgainst, *things(question.claims))
        )
    for place, mapping in enumerate(issue.mappings, start=1):
        _add_mapping(described, thing(f"{issue.id}-M{place}"), mapping)


def add_strategy(graph: Graph, strategy: Strategy, catalogue: Catalogue) -> None:
    """A strategy with its claims; the issues it answers follow from theirs."""
    concept = catalogue.concept("strategy-kind", strategy.kind)
    described = _add_entry(graph, strategy, SNAG.Strategy, ontology_term(concept.ontology_class))
    described.add(SNAG.hasKind, thing(concept.ref))


def _add_entry(graph: Graph, entry: Entry, *types: URIRef | None) -> Describer:
    described = Describer(graph, thing(entry.id), *(name for name in types if name))
    (
        described.add(SKOS.inScheme, CATALOGUE)
        .add(DCTERMS.identifier, verbatim(entry.id))
        .add(SKOS.notation, verbatim(entry.id))
        .add(SKOS.prefLabel, prose(entry.title))
        .add(SKOS.altLabel, *proses(entry.also_called))
        .add(SKOS.definition, prose(entry.definition))
        .add(SNAG.hasPhase, *things(entry.phases, "phase"))
        .add(SNAG.hasStatus, STATUSES[entry.status])
        .add(SKOS.scopeNote, prose(entry.use_when))
        .add(SKOS.changeNote, *proses(f"{change.on}: {change.what}" for change in entry.history))
        .add(DCTERMS.created, Literal(min(change.on for change in entry.history)))
        .add(DCTERMS.modified, Literal(max(change.on for change in entry.history)))
        .add(DCTERMS.description, prose(entry.body))
        .add(SNAG.hasClaim, *things(claim.id for claim in entry.claims))
    )
    if entry.retired:
        described.add(OWL.deprecated, Literal(True, datatype=XSD.boolean))
        described.add(SNAG.retiredBecause, prose(entry.retired.why))
        described.add(DCTERMS.isReplacedBy, *things(entry.retired.replaced_by))
    for place, boundary in enumerate(entry.not_when, start=1):
        name = thing(f"{entry.id}-N{place}")
        described.add(SNAG.hasBoundary, name)
        (
            Describer(graph, name, SNAG.Boundary)
            .add(SNAG.text, prose(boundary.text))
            .add(SNAG.seeInstead, thing(boundary.see) if boundary.see else None)
        )
    for claim in entry.claims:
        _add_claim(graph, claim)
    return described


def _add_claim(graph: Graph, claim: Claim) -> None:
    (
        Describer(graph, thing(claim.id), CLAIM_CLASSES[claim.type])
        .add(DCTERMS.identifier, verbatim(claim.id))
        .add(SNAG.text, prose(claim.text))
        .add(SNAG.witnessedBy, *things(claim.quotes))
        .add(SNAG.hasStance, STANCES[claim.stance])
        .add(SNAG.impairs, *things(claim.quality, "quality"))
        .add(SNAG.feltBy, *things(claim.felt_by, "stakeholder"))
        .add(SNAG.usesStrategy, thing(claim.strategy) if claim.strategy else None)
        .add(SNAG.hasOutcome, OUTCOMES[claim.outcome] if claim.outcome else None)
        .add(SNAG.costTold, prose(claim.cost))
    )
    for quote in claim.quotes:
        Describer(graph, annotation(quote)).add(OA.hasBody, thing(claim.id))


def _add_arrow(graph: Graph, issue: str, arrow: Arrow) -> None:
    (
        Describer(graph, thing(f"{issue}-to-{arrow.issue}"), SNAG.Arrow)
        .add(SNAG["from"], thing(issue))
        .add(SNAG["to"], thing(arrow.issue))
        .add(SNAG.text, prose(arrow.text))
        .add(SNAG.witnessedBy, *things(arrow.quotes))
        .add(SNAG.inferred, Literal(arrow.inferred, datatype=XSD.boolean))
    )
    for quote in arrow.quotes:
        Describer(graph, annotation(quote)).add(OA.hasBody, thing(f"{issue}-to-{arrow.issue}"))


def _add_mapping(issue: Describer, name: URIRef, mapping: Mapping) -> None:
    target = thing(mapping.to)
    issue.add(SNAG.hasMapping, name).add(MAPPINGS[mapping.relation], target)
    (
        Describer(issue.graph, name, SNAG.Mapping)
        .add(SNAG.mapsTo, target)
        .add(SNAG.mappingRelation, MAPPINGS[mapping.relation])
        .add(SNAG.text, prose(mapping.why))
        .add(DCTERMS.creator, verbatim(mapping.by))
    )
