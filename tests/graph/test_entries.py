"""What entries become in the graph: every field, and nothing of another."""

from dataclasses import replace
from datetime import date

import pytest
from common import SAMPLE
from loaded import loaded
from our_names import ID
from rdflib import DCTERMS, OWL, SKOS, XSD, Graph, Literal, URIRef

from snaglist.graph.entries import (
    CLAIM_CLASSES,
    OUTCOMES,
    STANCES,
    STATUSES,
    add_issue,
    add_strategy,
)
from snaglist.graph.namespaces import OA, OURS, SNAG, new_graph
from snaglist.graph.vocabularies import RELATIONS
from snaglist.model.entry import (
    Arrow,
    Change,
    ClaimType,
    EntryStatus,
    Issue,
    Outcome,
    Relation,
    Retirement,
)
from snaglist.model.witness import Stance, Witness

CATALOGUE = loaded(SAMPLE)
FIRST = CATALOGUE.issues[0]


def described(issue: Issue) -> Graph:
    graph = new_graph()
    add_issue(graph, issue, CATALOGUE)
    return OURS.resolve(graph)


def test_an_entry_was_made_first_and_changed_last() -> None:
    days = [date(2026, 11, 23), date(2027, 3, 1), date(2025, 1, 2), date(2026, 12, 1)]
    history = tuple(Change(on=day, what="So.") for day in days)
    graph = described(replace(FIRST, history=history))
    assert list(graph.objects(ID["SNAG-001"], DCTERMS.created)) == [
        Literal("2025-01-02", datatype=XSD.date)
    ]
    assert list(graph.objects(ID["SNAG-001"], DCTERMS.modified)) == [
        Literal("2027-03-01", datatype=XSD.date)
    ]
    notes = {str(note) for note in graph.objects(ID["SNAG-001"], SKOS.changeNote)}
    assert notes == {f"{day}: So." for day in days}


@pytest.mark.parametrize(
    ("of", "enumeration", "names"),
    [
        (CLAIM_CLASSES, ClaimType, {"tradeoff": "TradeOff"}),
        (STANCES, Stance, {}),
        (OUTCOMES, Outcome, {"not told": "outcomeNotTold"}),
        (STATUSES, EntryStatus, {}),
    ],
    ids=["claims", "stances", "outcomes", "statuses"],
)
def test_every_value_has_the_term_of_its_name(
    of: dict[str, URIRef], enumeration: type[EntryStatus], names: dict[str, str]
) -> None:
    assert set(of) == set(enumeration)
    for value in enumeration:
        wanted = names.get(value.value, value.value).casefold()
        assert str(of[value]).rpartition("#")[2].casefold().endswith(wanted)


def test_every_relation_is_a_mapping_of_skos_but_two() -> None:
    wanted = {relation: f"{SKOS}{relation.value}Match" for relation in Relation}
    wanted[Relation.IMPAIRS] = str(SNAG.impairsDimension)
    wanted[Relation.NONE] = str(SNAG.noCounterpartIn)
    assert {relation: str(term) for relation, term in RELATIONS.items()} == wanted


def test_an_arrow_is_told_with_its_quotes() -> None:
    arrow = Arrow(
        issue="SNAG-002",
        text="So it went.",
        witnesses=(Witness(quote="I01-Q001"), Witness(quote="I01-Q004")),
    )
    graph = described(replace(FIRST, leads_to=(arrow,)))
    name = ID["SNAG-001-to-SNAG-002"]
    assert (ID["SNAG-001"], SNAG.leadsDirectlyTo, ID["SNAG-002"]) in graph
    assert graph.value(name, SNAG.fromIssue) == ID["SNAG-001"]
    assert graph.value(name, SNAG.toIssue) == ID["SNAG-002"]
    assert graph.value(name, SNAG.text) == Literal("So it went.", lang="en")
    assert set(graph.objects(name, SNAG.witnessedBy)) == {ID["I01-Q001"], ID["I01-Q004"]}
    assert graph.value(name, SNAG.concludedByEditors) == Literal(False)
    assert set(graph.subjects(OA.hasBody, name)) == {
        ID["I01-Q001-annotation"],
        ID["I01-Q004-annotation"],
    }
    assert (ID["SNAG-001"], SNAG.mayLeadTo, None) not in graph


def test_an_inferred_arrow_is_no_statement_of_the_told_property() -> None:
    graph = described(FIRST)
    assert graph.value(ID["SNAG-001-to-SNAG-002"], SNAG.concludedByEditors) == Literal(True)
    assert (ID["SNAG-001"], SNAG.mayLeadTo, ID["SNAG-002"]) in graph
    assert (ID["SNAG-001"], SNAG.leadsDirectlyTo, None) not in graph


def test_a_retired_entry_says_why_and_what_to_read_instead() -> None:
    why = Retirement(why="Said twice.", replaced_by=("SNAG-002",))
    graph = described(replace(FIRST, status=EntryStatus.RETIRED, retired=why))
    about = ID["SNAG-001"]
    assert graph.value(about, OWL.deprecated) == Literal(True)
    assert graph.value(about, SNAG.retiredBecause) == Literal("Said twice.", lang="en")
    assert list(graph.objects(about, DCTERMS.isReplacedBy)) == [ID["SNAG-002"]]
    assert graph.value(about, SNAG.hasStatus) == SNAG.statusRetired
    assert (about, OWL.deprecated, None) not in described(FIRST)


def test_boundaries_questions_and_mappings_are_numbered_from_one() -> None:
    graph = described(FIRST)
    about = ID["SNAG-001"]
    assert list(graph.objects(about, SNAG.hasBoundary)) == [ID["SNAG-001-N1"]]
    assert graph.value(ID["SNAG-001-N1"], SNAG.seeInstead) == ID["SNAG-002"]
    assert set(graph.objects(about, SNAG.asks)) == {ID["SNAG-001-R1"], ID["SNAG-001-R2"]}
    assert set(graph.objects(ID["SNAG-001-R1"], SNAG.guardsAgainst)) == {
        ID["SNAG-001-C1"],
        ID["SNAG-001-C3"],
    }
    assert set(graph.objects(ID["SNAG-001-R1"], SNAG.askedInPhase)) == {
        ID["phase/data-collection"],
        ID["phase/operation"],
    }
    assert list(graph.objects(about, SNAG.hasMapping)) == [ID["SNAG-001-M1"]]
    mapping = ID["SNAG-001-M1"]
    assert graph.value(mapping, SNAG.mapsTo) == ID["study/I1.1"]
    assert graph.value(mapping, SNAG.mappingRelation) == SKOS.relatedMatch
    assert (about, SKOS.relatedMatch, ID["study/I1.1"]) in graph


def test_each_field_of_an_issue_is_told_by_its_own_property() -> None:
    graph = described(replace(FIRST, hidden_labels=("dead thermometre",)))
    found = {
        predicate: {
            str(value).removeprefix(str(ID)) for value in graph.objects(ID["SNAG-001"], predicate)
        }
        for predicate in (
            SNAG.hasKind,
            SNAG.hasPhase,
            SNAG.drawsOn,
            SNAG.affects,
            SNAG.hasClaim,
            SKOS.altLabel,
            SKOS.hiddenLabel,
            SKOS.scopeNote,
            DCTERMS.identifier,
            SKOS.notation,
        )
    }
    assert found == {
        SNAG.hasKind: {"category/completeness"},
        SNAG.hasPhase: {"phase/data-collection", "phase/operation"},
        SNAG.drawsOn: {"source/sensor"},
        SNAG.affects: {"artefact/dataset", "artefact/alert"},
        SNAG.hasClaim: {"SNAG-001-C1", "SNAG-001-C2", "SNAG-001-C3"},
        SKOS.altLabel: {"dead thermometer", "silent outage"},
        SKOS.hiddenLabel: {"dead thermometre"},
        SKOS.scopeNote: {"Something measures and nobody looks."},
        DCTERMS.identifier: {"SNAG-001"},
        SKOS.notation: {"SNAG-001"},
    }


def test_each_field_of_a_claim_is_told_by_its_own_property() -> None:
    claim = replace(
        FIRST.claims[2],
        witnesses=(
            Witness(quote="I01-Q003", stance=Stance.QUALIFIES, note="It rang too softly."),
            Witness(quote="I01-Q004", stance=Stance.CONTRADICTS),
        ),
        cost="Two evenings.",
        quality=("usefulness",),
        felt_by=("user",),
    )
    graph = described(replace(FIRST, claims=(claim,)))
    about = ID["SNAG-001-C3"]
    told = {
        predicate: graph.value(about, predicate)
        for predicate in (
            SNAG.witnessedBy,
            SNAG.contradictedBy,
            SNAG.impairs,
            SNAG.feltBy,
            SNAG.usesStrategy,
            SNAG.mitigatesWith,
            SNAG.detectsWith,
            SNAG.hasOutcome,
            SNAG.costTold,
        )
    }
    assert told == {
        SNAG.witnessedBy: ID["I01-Q003"],
        SNAG.contradictedBy: ID["I01-Q004"],
        SNAG.impairs: ID["quality/usefulness"],
        SNAG.feltBy: ID["stakeholder/user"],
        SNAG.usesStrategy: ID["FIX-001"],
        SNAG.mitigatesWith: ID["FIX-001"],
        SNAG.detectsWith: None,
        SNAG.hasOutcome: SNAG.outcomeWorked,
        SNAG.costTold: Literal("Two evenings.", lang="en"),
    }
    assert (ID["I01-Q003-annotation"], OA.hasBody, about) in graph
    # Who contradicts is no witness in the plain sense.
    assert list(graph.objects(about, SNAG.witnessedBy)) == [ID["I01-Q003"]]


def test_each_witness_has_a_link_with_its_stance_and_its_note() -> None:
    witnesses = (
        Witness(quote="I01-Q003", stance=Stance.QUALIFIES, note="It rang too softly."),
        Witness(quote="I01-Q004", stance=Stance.CONTRADICTS),
    )
    graph = described(replace(FIRST, claims=(replace(FIRST.claims[2], witnesses=witnesses),)))
    name = "SNAG-001-C3-by-I01-Q00"
    links = set(graph.objects(ID["SNAG-001-C3"], SNAG.hasWitnessLink))
    assert links == {ID[f"{name}3"], ID[f"{name}4"]}
    told = {
        link: [graph.value(link, each) for each in (SNAG.witness, SNAG.withStance)]
        for link in links
    }
    assert told == {
        ID[f"{name}3"]: [ID["I01-Q003"], SNAG.stanceQualifies],
        ID[f"{name}4"]: [ID["I01-Q004"], SNAG.stanceContradicts],
    }
    notes = {str(note) for note in graph.objects(None, SNAG.witnessNote)}
    assert notes == {"It rang too softly."}


def test_a_strategy_has_its_kind_and_no_category() -> None:
    graph = new_graph()
    (strategy,) = CATALOGUE.strategies
    add_strategy(graph, strategy, CATALOGUE)
    graph = OURS.resolve(graph)
    kind = CATALOGUE.concept("strategy-kind", strategy.kind)
    assert graph.value(ID["FIX-001"], SNAG.hasKind) == ID[kind.ref]
    assert (ID["FIX-001"], SNAG.hasCategory, None) not in graph
