"""A review in PROV-O, for the team's own graph; docs/reports.md explains the modelling.

What a review has is named after it, in fragments with the number of the event that made it; the
record only grows, so these names last. An entry *version* is named by the hash of what was shown,
so that two reviews that were shown the same words meet in one node.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from rdflib import DCTERMS, OWL, PROV, RDF, RDFS, SDO, SKOS, XSD, Graph, Literal, URIRef

from snaglist.graph.formats import RdfFormat, merged, write_graph
from snaglist.graph.namespaces import new_graph
from snaglist.reviews.digest import moment
from snaglist.reviews.record import (
    Answer,
    AnyEvent,
    Created,
    Edition,
    Reopened,
    Settled,
    Signed,
    Upgraded,
    numbered,
)
from snaglist.reviews.reports.account import Account, Opinion, Row, Step


def record_turtle(told: Account) -> bytes:
    """The review as an activity, its agents by role, its answers and what these derive from."""
    graph = merged([_Writer(told).written()])
    graph.bind("schema", SDO)
    return write_graph(graph, RdfFormat.TURTLE)


@dataclass
class _Writer:
    """Writes one review; ``people`` are numbered in the order in which the record names them."""

    told: Account
    graph: Graph = field(default_factory=new_graph)
    people: dict[str, URIRef] = field(default_factory=dict)

    def written(self) -> Graph:
        """The whole of it."""
        self._review()
        for number, event in numbered(self.told.record):
            self._event(number, event)
        for digest in self.told.record.entries:
            self._version(digest)
        for row in self.told.rows:
            self._row(row)
        return self.graph

    def _review(self) -> None:
        told, review = self.told, URIRef(self.told.iri)
        signed = told.state.signed
        self._add(review, RDF.type, PROV.Activity)
        self._add(review, DCTERMS.title, Literal(told.state.title))
        self._add(review, PROV.startedAtTime, _moment(told.created.at))
        if signed:
            self._add(review, PROV.endedAtTime, _moment(signed.at))
        record = self._name("record")
        self._add(record, RDF.type, PROV.Entity)
        self._add(record, PROV.wasGeneratedBy, review)
        self._add(record, PROV.wasAttributedTo, self._person(told.created.by))
        for source in told.sources:
            self._add(record, DCTERMS.bibliographicCitation, Literal(source.citation))

    def _event(self, number: int, event: AnyEvent) -> None:
        activity = self._name(f"event-{number}")
        self._add(activity, RDF.type, PROV.Activity)
        self._add(activity, DCTERMS.type, Literal(event.did))
        self._add(activity, DCTERMS.isPartOf, URIRef(self.told.iri))
        self._add(activity, PROV.startedAtTime, _moment(event.at))
        self._add(activity, PROV.endedAtTime, _moment(event.at))
        for whole in (activity, URIRef(self.told.iri)):
            self._associate(whole, event.by, "signer" if isinstance(event, Signed) else "reviewer")
        match event:
            case Created() | Upgraded():
                self._edition(activity, event.catalogue)
            case Signed():
                self._signature(activity, event)
            case Settled():
                self._add(activity, DCTERMS.description, Literal(event.resolution))
            case Reopened():
                self._add(activity, DCTERMS.description, Literal(event.reason))
            case _:
                pass

    def _edition(self, activity: URIRef, edition: Edition) -> None:
        node = _hashed(edition.digest)
        self._add(activity, PROV.used, node)
        self._add(URIRef(self.told.iri), PROV.used, node)
        self._add(node, RDF.type, PROV.Entity)
        self._add(node, OWL.versionInfo, Literal(edition.version))

    def _signature(self, activity: URIRef, signed: Signed) -> None:
        """The state of the record that was signed is named by its digest, as anyone can."""
        state = _hashed(signed.digest)
        self._add(activity, PROV.used, state)
        self._add(state, RDF.type, PROV.Entity)
        self._add(state, PROV.specializationOf, self._name("record"))
        if signed.statement:
            self._add(activity, DCTERMS.description, Literal(signed.statement))
        if signed.role:
            self._add(activity, SDO.roleName, Literal(signed.role))

    def _version(self, digest: str) -> None:
        node, shown = _hashed(digest), self.told.record.entries[digest]
        self._add(node, RDF.type, PROV.Entity)
        self._add(node, PROV.specializationOf, self._thing(shown.issue))
        self._add(node, DCTERMS.title, Literal(shown.title))
        self._add(URIRef(self.told.iri), PROV.used, node)
        if shown.quote:
            self._add(node, PROV.hadPrimarySource, self._thing(shown.quote.id))

    def _row(self, row: Row) -> None:
        former: URIRef | None = None
        for step in row.steps:
            node = self._answer(row, step)
            if former:
                self._add(node, PROV.wasRevisionOf, former)
            former = node
        for opinion in row.opinions:
            self._opinion(row, opinion)
        item = row.item
        if item.reworded:
            self._add(_hashed(item.entry), PROV.wasRevisionOf, _hashed(item.answered_entry))
        for name in item.retired.replaced_by if item.retired else ():
            self._add(self._thing(item.issue), DCTERMS.isReplacedBy, self._thing(name))

    def _answer(self, row: Row, step: Step) -> URIRef:
        node = self._said(row, step.number, step.at, step.by, step.answer)
        self._add(node, PROV.wasDerivedFrom, _hashed(step.entry))
        for opinion in row.opinions:  # what reviewers agreed on or settled was said blind first
            if step is row.steps[0]:
                self._add(node, PROV.wasDerivedFrom, self._answer_name(row, opinion.number))
        return node

    def _opinion(self, row: Row, opinion: Opinion) -> None:
        node = self._said(row, opinion.number, opinion.at, (opinion.by,), opinion.answer)
        self._add(node, PROV.wasDerivedFrom, _hashed(opinion.entry))

    def _said(
        self, row: Row, number: int, at: datetime, by: tuple[str, ...], answer: Answer
    ) -> URIRef:
        node = self._answer_name(row, number)
        self._add(node, RDF.type, PROV.Entity)
        self._add(node, PROV.wasGeneratedBy, self._name(f"event-{number}"))
        self._add(node, PROV.generatedAtTime, _moment(at))
        self._add(self._name("record"), DCTERMS.hasPart, node)
        self._add(node, DCTERMS.subject, self._thing(row.item.issue))
        for name in by:
            self._add(node, PROV.wasAttributedTo, self._person(name))
        for predicate, value in _grounds(answer):
            self._add(node, predicate, value)
        if answer.owner:
            self._add(node, SDO.accountablePerson, self._person(answer.owner))
            self._associate(URIRef(self.told.iri), answer.owner, "owner")
        return node

    def _associate(self, activity: URIRef, name: str, role: str) -> None:
        """A person took part in an activity, in a role."""
        person, node = self._person(name), self._name(f"role-{role}")
        number = str(person).rpartition("-")[2]
        whole = "review" if str(activity) == self.told.iri else activity.fragment
        association = self._name(f"{whole}-{role}-{number}")
        self._add(node, RDF.type, PROV.Role)
        self._add(node, RDFS.label, Literal(role, lang="en"))
        self._add(activity, PROV.wasAssociatedWith, person)
        self._add(activity, PROV.qualifiedAssociation, association)
        self._add(association, RDF.type, PROV.Association)
        self._add(association, PROV.agent, person)
        self._add(association, PROV.hadRole, node)

    def _person(self, name: str) -> URIRef:
        """The agent of this name; a review knows people by nothing else."""
        if name not in self.people:
            self.people[name] = self._name(f"person-{len(self.people) + 1}")
            self._add(self.people[name], RDF.type, PROV.Agent)
            self._add(self.people[name], RDFS.label, Literal(name))
        return self.people[name]

    def _answer_name(self, row: Row, number: int) -> URIRef:
        return self._name(f"answer-{number}-{row.item.issue}")

    def _name(self, fragment: str) -> URIRef:
        return URIRef(f"{self.told.iri}#{fragment}")

    def _thing(self, identifier: str) -> URIRef:
        return URIRef(f"{self.told.base}/id/{identifier}")

    def _add(self, subject: URIRef, predicate: URIRef, value: URIRef | Literal) -> None:
        self.graph.add((subject, predicate, value))


def _grounds(answer: Answer) -> Iterator[tuple[URIRef, URIRef | Literal]]:
    """What an answer says, in the words of others: the ontology has none for it."""
    yield DCTERMS.type, Literal(answer.status.value)
    for text in filter(None, (answer.done, answer.reason)):
        yield DCTERMS.description, Literal(text)
    if answer.notes:
        yield SKOS.note, Literal(answer.notes)
    if answer.due:
        yield SDO.scheduledTime, _day(answer.due)
    if answer.expires:
        yield SDO.expires, _day(answer.expires)
    for address in answer.links:
        yield DCTERMS.references, URIRef(_iri(address))


def _iri(address: str) -> str:
    """An address with what no IRI may hold percent-encoded."""
    return re.sub(r"[\x00-\x20<>\"{}|^`\\]", lambda found: f"%{ord(found[0]):02X}", address)


def _hashed(digest: str) -> URIRef:
    return URIRef(f"urn:sha256:{digest}")


def _moment(at: datetime) -> Literal:
    return Literal(moment(at), datatype=XSD.dateTime)


def _day(day: date) -> Literal:
    return Literal(day.isoformat(), datatype=XSD.date)
