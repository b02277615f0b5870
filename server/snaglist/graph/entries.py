"""Issues and strategies with their claims as RDF."""

from rdflib import DCTERMS, OWL, SKOS, XSD, Graph, Literal, URIRef

from snaglist.graph.agents import agent_iri
from snaglist.graph.namespaces import OA, SNAG
from snaglist.graph.schemes import CATALOGUE
from snaglist.graph.triples import (
    SubjectWriter,
    annotation_iri,
    english,
    english_each,
    in_languages,
    plain_literal,
    thing_iri,
    thing_iris,
    witness_link,
)
from snaglist.graph.vocabularies import RELATIONS
from snaglist.model.catalogue import Catalogue
from snaglist.model.entry import (
    Arrow,
    Claim,
    ClaimType,
    Entry,
    EntryStatus,
    Issue,
    Mapping,
    Outcome,
    Strategy,
)
from snaglist.model.witness import Stance, Witnessed

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
    Stance.QUALIFIES: SNAG.stanceQualifies,
    Stance.CONTRADICTS: SNAG.stanceContradicts,
}
PLAIN = {
    (True, True): SNAG.witnessedBy,
    (True, False): SNAG.contradictedBy,
    (False, True): SNAG.supportedByFinding,
    (False, False): SNAG.disputedByFinding,
}
"""The property from an assertion to a witness: whether that is a quote, and whether it says so."""
OUTCOMES = {
    Outcome.WORKED: SNAG.outcomeWorked,
    Outcome.PARTLY: SNAG.outcomePartly,
    Outcome.FAILED: SNAG.outcomeFailed,
    Outcome.NOT_REPORTED: SNAG.outcomeNotTold,
    Outcome.UNTRIED: SNAG.outcomeUntried,
    Outcome.PROPOSED: SNAG.outcomeProposed,
}
STATUSES = {
    EntryStatus.DRAFT: SNAG.statusDraft,
    EntryStatus.REVIEWED: SNAG.statusReviewed,
    EntryStatus.STABLE: SNAG.statusStable,
    EntryStatus.RETIRED: SNAG.statusRetired,
}


def add_issue(graph: Graph, issue: Issue, catalogue: Catalogue) -> None:
    """An issue with its claims, arrows, questions and mappings."""
    described = _add_entry(graph, issue, SNAG.QualityIssue)
    (
        described.add(SNAG.hasKind, thing_iri(catalogue.concept("category", issue.kind).ref))
        .add(SNAG.drawsOn, *thing_iris(issue.sources, "source"))
        .add(SNAG.affects, *thing_iris(issue.artefacts, "artefact"))
    )
    for arrow in issue.leads_to:
        # What nobody tells is never stated by the property for what somebody does.
        leads = SNAG.mayLeadTo if arrow.inferred else SNAG.leadsDirectlyTo
        described.add(leads, thing_iri(arrow.issue))
        _add_arrow(graph, issue.id, arrow)
    for place, question in enumerate(issue.questions, start=1):
        name = f"{issue.id}-R{place}"
        described.add(SNAG.asks, thing_iri(name))
        (
            SubjectWriter(graph, thing_iri(name), SNAG.ReviewQuestion)
            .add(DCTERMS.identifier, plain_literal(name))
            .add(SNAG.text, english(question.text))
            .add(SNAG.guardsAgainst, *thing_iris(question.claims))
            .add(SNAG.askedInPhase, *thing_iris(question.phases, "phase"))
        )
    for place, mapping in enumerate(issue.mappings, start=1):
        _add_mapping(described, thing_iri(f"{issue.id}-M{place}"), mapping)


def add_strategy(graph: Graph, strategy: Strategy, catalogue: Catalogue) -> None:
    """A strategy with its claims; the issues it answers follow from theirs."""
    concept = catalogue.concept("strategy-kind", strategy.kind)
    described = _add_entry(graph, strategy, SNAG.Strategy)
    described.add(SNAG.hasKind, thing_iri(concept.ref))


def _add_entry(graph: Graph, entry: Entry, entry_class: URIRef) -> SubjectWriter:
    described = SubjectWriter(graph, thing_iri(entry.id), entry_class)
    (
        described.add(SKOS.inScheme, CATALOGUE)
        .add(DCTERMS.identifier, plain_literal(entry.id))
        .add(SKOS.notation, plain_literal(entry.id))
        .add(SKOS.prefLabel, english(entry.title), *in_languages(entry.titles))
        .add(SKOS.altLabel, *english_each(entry.also_called))
        # Misspellings, and words of several languages: a tag would be false of some.
        .add(SKOS.hiddenLabel, *map(plain_literal, entry.hidden_labels))
        .add(SKOS.definition, english(entry.definition))
        .add(SNAG.hasPhase, *thing_iris(entry.phases, "phase"))
        .add(SNAG.hasStatus, STATUSES[entry.status])
        .add(SKOS.scopeNote, english(entry.use_when))
        .add(
            SKOS.changeNote,
            *english_each(f"{change.on}: {change.what}" for change in entry.history),
        )
        .add(DCTERMS.created, Literal(min(change.on for change in entry.history)))
        .add(DCTERMS.modified, Literal(max(change.on for change in entry.history)))
        .add(DCTERMS.description, english(entry.body))
        .add(SNAG.hasClaim, *thing_iris(claim.id for claim in entry.claims))
    )
    if entry.retired:
        described.add(OWL.deprecated, Literal(True, datatype=XSD.boolean))
        described.add(SNAG.retiredBecause, english(entry.retired.why))
        described.add(DCTERMS.isReplacedBy, *thing_iris(entry.retired.replaced_by))
    for place, boundary in enumerate(entry.not_when, start=1):
        name = thing_iri(f"{entry.id}-N{place}")
        described.add(SNAG.hasBoundary, name)
        (
            SubjectWriter(graph, name, SNAG.Boundary)
            .add(SNAG.text, english(boundary.text))
            .add(SNAG.seeInstead, thing_iri(boundary.see) if boundary.see else None)
        )
    for claim in entry.claims:
        _add_claim(graph, claim)
    return described


def _add_claim(graph: Graph, claim: Claim) -> None:
    add_statement(graph, claim)
    SubjectWriter(graph, thing_iri(claim.id)).add(DCTERMS.identifier, plain_literal(claim.id))
    _add_witnesses(graph, claim.id, claim)


def add_statement(graph: Graph, claim: Claim) -> None:
    """What a claim says, without what it rests on."""
    strategy = thing_iri(claim.strategy) if claim.strategy else None
    (
        SubjectWriter(graph, thing_iri(claim.id), CLAIM_CLASSES[claim.type])
        .add(SNAG.text, english(claim.text))
        .add(SNAG.impairs, *thing_iris(claim.quality, "quality"))
        .add(SNAG.feltBy, *thing_iris(claim.felt_by, "stakeholder"))
        .add(SNAG.usesStrategy, strategy)
        .add(SNAG.detectsWith, strategy if claim.type is ClaimType.DETECTION else None)
        .add(SNAG.mitigatesWith, strategy if claim.type is ClaimType.MITIGATION else None)
        .add(SNAG.hasOutcome, OUTCOMES[claim.outcome] if claim.outcome else None)
        .add(SNAG.costTold, english(claim.cost))
    )


def _add_arrow(graph: Graph, issue: str, arrow: Arrow) -> None:
    (
        SubjectWriter(graph, thing_iri(f"{issue}-to-{arrow.issue}"), SNAG.CausalLink)
        .add(SNAG.fromIssue, thing_iri(issue))
        .add(SNAG.toIssue, thing_iri(arrow.issue))
        .add(SNAG.text, english(arrow.text))
        .add(SNAG.concludedByEditors, Literal(arrow.inferred, datatype=XSD.boolean))
    )
    _add_witnesses(graph, f"{issue}-to-{arrow.issue}", arrow)


def _add_witnesses(graph: Graph, name: str, witnessed: Witnessed) -> None:
    add_witness_links(graph, name, witnessed)
    for quote in witnessed.quotes:
        SubjectWriter(graph, annotation_iri(quote)).add(OA.hasBody, thing_iri(name))


def add_witness_links(graph: Graph, name: str, witnessed: Witnessed) -> None:
    """Each link as a thing with its stance, and beside it the plain property that it qualifies."""
    described = SubjectWriter(graph, thing_iri(name))
    for witness in witnessed.witnesses:
        cited, link = thing_iri(witness.ref), thing_iri(witness_link(name, witness.ref))
        described.add(SNAG.hasWitnessLink, link)
        described.add(PLAIN[witness.quote is not None, witness.says_so], cited)
        (
            SubjectWriter(graph, link, SNAG.WitnessLink)
            .add(SNAG.witness, cited)
            .add(SNAG.withStance, STANCES[witness.stance])
            .add(SNAG.witnessNote, english(witness.note))
        )


def _add_mapping(issue: SubjectWriter, name: URIRef, mapping: Mapping) -> None:
    target = thing_iri(mapping.to)
    issue.add(SNAG.hasMapping, name).add(RELATIONS[mapping.relation], target)
    (
        SubjectWriter(issue.graph, name, SNAG.Mapping)
        .add(SNAG.mapsTo, target)
        .add(SNAG.mappingRelation, RELATIONS[mapping.relation])
        .add(SNAG.text, english(mapping.why))
        .add(DCTERMS.creator, agent_iri(mapping.by))
    )
