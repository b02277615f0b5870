"""The review in PROV-O: each answer has an agent, a time, an event and an entry version."""

from typing import get_args

import pytest
from common import ONTOLOGY, times
from hypothesis import given, settings
from pyshacl import validate
from rdflib import DCTERMS, OWL, PROV, RDF, RDFS, SDO, SH, SKOS, Graph, Literal, Namespace, URIRef
from reviews.garden import NAMES, at, begun, closing
from reviews.reports.hostile import TODAY as HOSTILE_TODAY
from reviews.reports.hostile import records
from reviews.sample_review import (
    ANNA,
    BEPPE,
    BLIND,
    CHLOE,
    DEV,
    ID,
    SIGNED,
    TODAY,
    entry,
    rich,
    upto,
)

from snaglist.graph.namespaces import SNAG
from snaglist.graph.ontology import MODULES, REVIEW_SHAPES
from snaglist.reviews.commands import answering, signatures
from snaglist.reviews.events.fields import AskedSigner, Scope
from snaglist.reviews.events.signatures import Signed
from snaglist.reviews.flags import flags_of
from snaglist.reviews.hashing import entry_digest
from snaglist.reviews.record import AnyEvent, Record
from snaglist.reviews.replay import rebuild
from snaglist.reviews.reports.render import ReportFormat, render_report
from snaglist.reviews.statuses import Status

SHAPES = Graph().parse(ONTOLOGY / REVIEW_SHAPES)
VOCABULARY = Graph().parse(ONTOLOGY / MODULES / "reviews.ttl")
SNAG_SH = Namespace("https://w3id.org/snaglist/shapes#")
REVIEW = URIRef(f"urn:uuid:{ID}")
HERE = Namespace(f"{REVIEW}#")
THING = Namespace("https://w3id.org/snaglist/id/")


def graph_of(record: Record) -> Graph:
    content = render_report(record, ReportFormat.TURTLE, today=TODAY)
    return Graph().parse(data=content, format="turtle")


def conforms(graph: Graph) -> tuple[bool, str]:
    conforms, _, text = validate(graph, shacl_graph=SHAPES, ont_graph=VOCABULARY)
    return conforms, text


def hashed(digest: str) -> URIRef:
    return URIRef(f"urn:sha256:{digest}")


@pytest.mark.parametrize("number", [1, BLIND, SIGNED, len(rich().events)])
def test_the_sample_conforms(number: int) -> None:
    ok, text = conforms(graph_of(upto(number)))
    assert ok, text


@given(records())
@settings(max_examples=times(4, 30))
def test_any_review_conforms(record: Record) -> None:
    content = render_report(record, ReportFormat.TURTLE, today=HOSTILE_TODAY)
    ok, text = conforms(Graph().parse(data=content, format="turtle"))
    assert ok, text


def _version() -> URIRef:
    return next(iter(graph_of(rich()).subjects(RDF.type, SNAG.EntryVersion)))  # type: ignore[return-value]


def _association() -> URIRef:
    return next(iter(graph_of(rich()).subjects(RDF.type, PROV.Association)))  # type: ignore[return-value]


ANSWER, EVENT = HERE["answer-12-SNAG-003"], HERE["event-12"]
BREAKS: dict[str, tuple[URIRef, URIRef]] = {
    "AnswerClass": (ANSWER, RDF.type),
    "AnswerAgent": (ANSWER, PROV.wasAttributedTo),
    "AnswerTime": (ANSWER, PROV.generatedAtTime),
    "AnswerEvent": (ANSWER, PROV.wasGeneratedBy),
    "AnswerStatus": (ANSWER, SNAG.hasAnswerStatus),
    "AnswerSubject": (ANSWER, DCTERMS.subject),
    "AnswerVersion": (ANSWER, PROV.wasDerivedFrom),
    "VersionOf": (_version(), PROV.specializationOf),
    "ActivityStart": (EVENT, PROV.startedAtTime),
    "ActivityAgent": (EVENT, PROV.wasAssociatedWith),
    "ActivityRole": (EVENT, PROV.qualifiedAssociation),
    "EventKind": (EVENT, SNAG.hasEventKind),
    "AssociationAgent": (_association(), PROV.agent),
    "AssociationRole": (_association(), PROV.hadRole),
    "AnswerEvidenceKind": (HERE.evidence, SNAG.hasAnswerEvidenceKind),
    "PersonName": (HERE["person-1"], RDFS.label),
}
"""For each rule, what is taken out of a review that conforms."""


def rules_broken(*rules: str) -> set[object]:
    """The rules that a review breaks from which the triples of ``rules`` are taken out."""
    graph = graph_of(rich())
    graph.add((HERE.evidence, RDF.type, SNAG.AnswerEvidence))
    graph.add((HERE.evidence, SNAG.hasAnswerEvidenceKind, SNAG.answerEvidenceFile))
    for subject, predicate in map(BREAKS.__getitem__, rules):
        assert (subject, predicate, None) in graph
        graph.remove((subject, predicate, None))
    return shapes_broken(graph)


def shapes_broken(graph: Graph) -> set[object]:
    _, results, _ = validate(graph, shacl_graph=SHAPES, ont_graph=VOCABULARY)
    assert isinstance(results, Graph)
    return set(results.objects(None, SH.sourceShape))


def test_rules_broken_together_are_each_found() -> None:
    assert rules_broken(*BREAKS) == {SNAG_SH[rule] for rule in BREAKS}


@pytest.mark.thorough
@pytest.mark.parametrize("rule", BREAKS)
def test_a_rule_broken_alone_is_found_and_no_other(rule: str) -> None:
    assert rules_broken(rule) == {SNAG_SH[rule]}


def test_something_else_said_of_a_person_is_found() -> None:
    graph = graph_of(rich())
    graph.add((HERE["person-1"], SDO.email, Literal("a@example.org")))
    assert shapes_broken(graph) == {SNAG_SH.ReviewPersonShape}


def test_every_rule_is_named_and_broken_here() -> None:
    rules = set(SHAPES.subjects(RDF.type, SH.PropertyShape))
    assert rules == {SNAG_SH[rule] for rule in BREAKS}
    assert all(SHAPES.value(rule, SH.message) and SHAPES.value(rule, SH.name) for rule in rules)


def test_every_word_of_ours_is_declared_and_every_value_can_be_said() -> None:
    used = {
        term
        for triple in graph_of(rich())
        for term in triple[1:]
        if isinstance(term, URIRef) and term in SNAG
    }
    assert used
    assert all((term, RDF.type, None) in VOCABULARY for term in used)
    events = get_args(get_args(AnyEvent)[0])
    kinds = {event.model_fields["did"].default for event in events}
    said = {
        "answer": {status.value for status in Status},
        "event": kinds,
        "answerEvidence": {"test", "file", "value"},
    }
    for prefix, values in said.items():
        for value in values:
            name = SNAG[prefix + value.title().replace("-", "")]
            assert (name, RDF.type, OWL.NamedIndividual) in VOCABULARY, name


def test_every_answer_is_there() -> None:
    found = {
        str(part).rpartition("#")[2] for part in graph_of(rich())[HERE.record : DCTERMS.hasPart]
    }
    assert found == {
        *("answer-2-SNAG-001", "answer-3-SNAG-001", "answer-4-SNAG-001", "answer-5-SNAG-002"),
        *("answer-6-SNAG-002", "answer-7-SNAG-005", "answer-9-SNAG-001", "answer-10-SNAG-002"),
        *(
            "answer-9-SNAG-005",
            "answer-11-SNAG-005",
            "answer-12-SNAG-003",
            "answer-13-SNAG-004",
            "answer-14-SNAG-007",
        ),
        *("answer-17-SNAG-006", "answer-21-SNAG-001"),
    }


def test_what_was_agreed_has_both_and_comes_from_what_each_said_last() -> None:
    graph = graph_of(rich())
    agreed = HERE["answer-9-SNAG-001"]
    names = {str(graph.value(who, RDFS.label)) for who in graph[agreed : PROV.wasAttributedTo]}
    assert names == {ANNA, BEPPE}
    assert set(graph[agreed : PROV.wasDerivedFrom]) == {
        HERE["answer-2-SNAG-001"],
        HERE["answer-4-SNAG-001"],
        hashed(entry_digest(entry("SNAG-001"))),
    }
    assert graph.value(HERE["answer-4-SNAG-001"], PROV.wasRevisionOf) == HERE["answer-3-SNAG-001"]


def test_a_later_answer_revises_the_former() -> None:
    graph = graph_of(rich())
    assert graph.value(HERE["answer-21-SNAG-001"], PROV.wasRevisionOf) == HERE["answer-9-SNAG-001"]


def test_an_answer_comes_from_the_words_that_were_shown() -> None:
    """SNAG-006 was answered as it was, and reworded later."""
    graph = graph_of(rich())
    before = hashed(entry_digest(entry("SNAG-006")))
    newer = entry("SNAG-006", "Clocks disagree by an hour in spring and autumn")
    after = hashed(entry_digest(newer))
    assert set(graph[HERE["answer-17-SNAG-006"] : PROV.wasDerivedFrom]) == {before}
    assert graph.value(after, PROV.wasRevisionOf) == before
    for version in (before, after):
        assert graph.value(version, PROV.specializationOf) == THING["SNAG-006"]
    assert graph.value(THING["SNAG-007"], DCTERMS.isReplacedBy) == THING["SNAG-008"]


def test_people_have_roles() -> None:
    rows = graph_of(rich()).query(
        "SELECT ?name ?role WHERE { ?review prov:qualifiedAssociation ?how ."
        " ?how prov:agent/rdfs:label ?name ; prov:hadRole/rdfs:label ?role }",
        initBindings={"review": REVIEW},
        initNs={"prov": PROV, "rdfs": RDFS},
    )
    assert sorted((str(name), str(role)) for name, role in rows) == sorted(  # type: ignore[misc]
        [
            *((name, "reviewer") for name in (ANNA, BEPPE, CHLOE, DEV)),
            *((name, "owner") for name in (BEPPE, CHLOE, DEV)),
            (CHLOE, "signer"),
        ]
    )


def test_what_was_signed_is_named_by_its_hash() -> None:
    graph = graph_of(rich())
    signed = rich().events[SIGNED - 1]
    assert isinstance(signed, Signed)
    state = hashed(signed.digest)
    assert (HERE["event-18"], PROV.used, state) in graph
    assert graph.value(state, PROV.specializationOf) == HERE.record
    assert graph.value(HERE["event-18"], SDO.roleName) == Literal("Head of glass")


def test_the_review_ends_when_it_is_signed() -> None:
    assert graph_of(rich()).value(REVIEW, PROV.endedAtTime) is None
    assert graph_of(upto(SIGNED)).value(REVIEW, PROV.endedAtTime) is not None


def test_editions_are_used() -> None:
    graph = graph_of(rich())
    versions = {str(graph.value(each, OWL.versionInfo)) for each in graph[REVIEW : PROV.used]}
    assert {"1.0.0", "1.1.0"} <= versions


def test_names_stay_when_events_come() -> None:
    """A team that loads the report again after more was done has nothing to take back."""
    for number in range(BLIND + 2, len(rich().events)):
        before, after = graph_of(upto(number)), graph_of(upto(number + 1))
        gone = {
            (s, p)
            for s, p, _ in set(before) - set(after)
            if not str(s).startswith(HERE["standing-"])  # of one day and number of events
        }
        assert gone <= {(REVIEW, PROV.endedAtTime)}


def test_rows_that_nobody_answered_and_what_is_late_are_there() -> None:
    """The status that counts on the day, for every row, and its flags."""
    graph, state = graph_of(rich()), rebuild(rich())
    for item in state.items.values():
        node = HERE[f"standing-{TODAY}-{state.number}-{item.issue}"]
        assert graph.value(node, SDO.creativeWorkStatus) == Literal(item.status(TODAY).value)
        found = {str(flag) for flag in graph.objects(node, SDO.keywords)}
        assert found == {flag.value for flag in flags_of(item, TODAY)}
    assert any(item.status(TODAY) is Status.NOT_LOOKED_AT for item in state.items.values())
    assert any(flags_of(item, TODAY) for item in state.items.values())


def test_a_signature_says_what_it_covers_and_who_is_asked() -> None:
    record = signatures.sign(
        answering.answer(begun(), NAMES[0], closing(Status.OPEN), by="Ana", now=at(1)),
        by="Cleo",
        now=at(2),
        scope=Scope.ANSWERED,
        also=(AskedSigner(name="Ben", role="safety officer"),),
    )
    graph = graph_of(record)
    here = Namespace(f"urn:uuid:{record.id}#")
    event = here["event-3"]
    assert graph.value(event, DCTERMS.coverage) == Literal("answered")
    assert graph.value(event, DCTERMS.subject) == THING[NAMES[0]]
    assert f"not for {NAMES[1]}, " in str(graph.value(event, SKOS.scopeNote))
    assert (here["role-asked-signer"], RDFS.label, Literal("asked-signer", lang="en")) in graph
    assert conforms(graph)[0]
