"""A review in PROV-O, for the team's own graph; docs/reports.md explains the modelling.

What a review has is named after it, in fragments with the number of the event that made it; the
record only grows, so these names last. An entry *version* is named by the hash of what was shown,
so that two reviews that were shown the same words meet in one node.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from rdflib import DCTERMS, OWL, PROV, RDF, RDFS, SDO, SKOS, XSD, Graph, Literal, URIRef

from snaglist.graph.namespaces import SNAG, CatalogueNames, new_graph
from snaglist.graph.rdf_formats import RdfFormat
from snaglist.graph.serialize import merge_graphs, write_graph
from snaglist.reviews.canonical import moment_text
from snaglist.reviews.events.answering import Answered, FollowedUp, Opined, Settled
from snaglist.reviews.events.fields import Edition, Source
from snaglist.reviews.events.issue_list import Created, Upgraded
from snaglist.reviews.events.signatures import Reopened, Signed
from snaglist.reviews.evidence.forms import AnyEvidence, HashedFile
from snaglist.reviews.evidence.words import evidence_line, evidence_words
from snaglist.reviews.link_targets import LinkKind, link_kind
from snaglist.reviews.names import name_key
from snaglist.reviews.record import AnyEvent, Record, numbered_events
from snaglist.reviews.reports.content import IssueRow, ReportContent
from snaglist.reviews.reports.issue_history import (
    AnswerStep,
    HistoryOpinion,
    placed_issues,
    relied_on,
)
from snaglist.reviews.rows import RowKind, row_kind, thing_of
from snaglist.reviews.signing import why_lapsed
from snaglist.reviews.statuses import Answer


def record_turtle(content: ReportContent) -> bytes:
    """Turtle in UTF-8: the review as an activity, its agents by role, answers and their sources."""
    graph = merge_graphs([_Writer(content).written()], CatalogueNames(content.base))
    graph.bind("schema", SDO)
    graph.bind("review", f"{content.iri}#")
    return write_graph(graph, RdfFormat.TURTLE)


@dataclass
class _Writer:
    """Writes one review."""

    content: ReportContent
    graph: Graph = field(default_factory=new_graph)
    answers: dict[str, list[tuple[int, URIRef]]] = field(default_factory=dict)

    def written(self) -> Graph:
        """The whole of it."""
        self._review()
        for row in self.content.rows:
            self._row(row)
            self._standing(row)
        for number, event in numbered_events(self.content.record):
            self._event(number, event)
        for digest in self.content.record.entries:
            self._version(digest)
        for newer, older in _revisions(self.content.record):
            self._add(_hashed(newer), PROV.wasRevisionOf, _hashed(older))
        return self.graph

    def _review(self) -> None:
        content, review = self.content, URIRef(self.content.iri)
        signed = content.state.signed
        self._typed(review, PROV.Activity, SNAG.DesignReview)
        self._add(review, DCTERMS.title, Literal(content.state.title))
        self._add(review, PROV.startedAtTime, _moment(content.created.at))
        if signed:
            self._add(review, PROV.endedAtTime, _moment(signed.at))
        record = self._name("record")
        self._typed(record, PROV.Entity, SNAG.ReviewRecord)
        self._add(record, PROV.wasGeneratedBy, review)
        self._add(record, PROV.wasAttributedTo, self._person(content.created.by))

    def _event(self, number: int, event: AnyEvent) -> None:
        activity = self._name(f"event-{number}")
        self._typed(activity, PROV.Activity, SNAG.ReviewEvent)
        self._add(activity, SNAG.hasEventKind, _value("event", event.did))
        self._add(activity, DCTERMS.isPartOf, URIRef(self.content.iri))
        self._add(activity, PROV.startedAtTime, _moment(event.at))
        self._add(activity, PROV.endedAtTime, _moment(event.at))
        for whole in (activity, URIRef(self.content.iri)):
            self._associate(whole, event.by, "signer" if isinstance(event, Signed) else "reviewer")
        match event:
            case Created() | Upgraded():
                self._edition(activity, event.catalogue, event.sources)
            case Signed():
                self._signature(activity, event)
            case Settled():
                self._add(activity, DCTERMS.description, Literal(event.resolution))
            case FollowedUp():
                self._follow_up(activity, event, number)
            case Reopened():
                self._add(activity, DCTERMS.description, Literal(event.reason))
            case _:
                pass

    def _edition(self, activity: URIRef, edition: Edition, sources: Iterable[Source]) -> None:
        node = _hashed(edition.digest)
        self._add(activity, PROV.used, node)
        self._add(URIRef(self.content.iri), PROV.used, node)
        self._add(node, RDF.type, PROV.Entity)
        self._add(node, OWL.versionInfo, Literal(edition.version))
        for source in relied_on(self.content.record, sources):
            self._add(node, DCTERMS.bibliographicCitation, Literal(source.citation))

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
        self._add(activity, DCTERMS.coverage, Literal(signed.of.value))
        for name in signed.covers:
            self._add(activity, DCTERMS.subject, self._row_name(name))
        if signed.left_out:
            scope = f"{signed.scope}; not for {', '.join(signed.left_out)}"
            self._add(activity, SKOS.scopeNote, Literal(scope))
        for asked in signed.also:
            self._associate(activity, asked.name, "asked-signer")
        if lapsed := why_lapsed(self.content.state, signed):
            self._add(activity, SKOS.note, Literal(lapsed))

    def _follow_up(self, activity: URIRef, event: FollowedUp, number: int) -> None:
        """It used the answer before it, which stays as it is."""
        self._add(activity, DCTERMS.subject, self._thing(event.issue))
        for text in filter(None, (event.done, event.note)):
            self._add(activity, DCTERMS.description, Literal(text))
        if event.due:
            self._add(activity, SDO.scheduledTime, _day(event.due))
        for predicate, value in _references(event.links):
            self._add(activity, predicate, value)
        before = [node for at, node in self.answers.get(event.issue, ()) if at < number]
        if before:
            self._add(activity, PROV.used, before[-1])

    def _version(self, digest: str) -> None:
        node, shown = _hashed(digest), self.content.record.entries[digest]
        self._typed(node, PROV.Entity, SNAG.EntryVersion)
        self._add(node, PROV.specializationOf, self._row_name(shown.issue))
        self._add(node, DCTERMS.title, Literal(shown.title))
        self._add(URIRef(self.content.iri), PROV.used, node)
        if shown.quote:
            self._add(node, PROV.hadPrimarySource, self._thing(shown.quote.id))
        if shown.finding:
            self._add(node, PROV.hadPrimarySource, self._thing(shown.finding.id))

    def _row(self, row: IssueRow) -> None:
        blind: dict[str, URIRef] = {}
        for opinion in row.opinions:
            node = self._said(row, opinion, (opinion.by,))
            key = name_key(opinion.by)
            if key in blind:
                self._add(node, PROV.wasRevisionOf, blind[key])
            blind[key] = node
        # What reviewers agreed on or settled comes from what each of them said blind in the end.
        former, through = list(blind.values()), PROV.wasDerivedFrom
        known: dict[str, URIRef] = {}
        for step in row.steps:
            node = known[step.id] = self._said(row, step, step.by)
            self.answers.setdefault(row.item.issue, []).append((step.number, node))
            revised = [known[name] for name in step.revises if name in known]
            for each in revised if step.apart else former:
                self._add(node, PROV.wasRevisionOf if step.apart else through, each)
            # Answers that were given apart stand beside each other until they are settled.
            beside = [each for each in former if each not in revised] if step.apart else []
            former = [*beside, node]
            through = PROV.wasDerivedFrom if beside else PROV.wasRevisionOf
        item = row.item
        for name in item.retired.replaced_by if item.retired else ():
            self._add(self._row_name(item.issue), DCTERMS.isReplacedBy, self._row_name(name))

    def _standing(self, row: IssueRow) -> None:
        """How a row stands on the day of the report, answered or not; named after the day and the
        last event, so that later reports do not contradict it.
        """
        day, issue = self.content.today, row.item.issue
        node = self._name(f"standing-{day}-{self.content.state.number}-{issue}")
        self._add(node, RDF.type, PROV.Entity)
        self._add(node, DCTERMS.isPartOf, self._name("record"))
        self._add(node, DCTERMS.subject, self._row_name(issue))
        self._add(node, DCTERMS.date, _day(day))
        self._add(node, SDO.creativeWorkStatus, Literal(row.status.value))
        self._add(node, PROV.wasDerivedFrom, _hashed(row.item.entry))
        for flag in row.flags:
            self._add(node, SDO.keywords, Literal(flag.value))
        if row.item.due:
            self._add(node, SDO.scheduledTime, _day(row.item.due))

    def _said(
        self, row: IssueRow, said: AnswerStep | HistoryOpinion, by: tuple[str, ...]
    ) -> URIRef:
        """An answer, given together or blind: by whom, when, by which event, and to which words."""
        node, answer = self._name(f"answer-{said.number}-{row.item.issue}"), said.answer
        self._typed(node, PROV.Entity, SNAG.ReviewAnswer)
        self._add(node, PROV.wasGeneratedBy, self._name(f"event-{said.number}"))
        self._add(node, PROV.generatedAtTime, _moment(said.at))
        self._add(node, PROV.wasDerivedFrom, _hashed(said.entry))
        self._add(self._name("record"), DCTERMS.hasPart, node)
        self._add(node, DCTERMS.subject, self._row_name(row.item.issue))
        for name in by:
            self._add(node, PROV.wasAttributedTo, self._person(name))
        for predicate, value in _grounds(answer):
            self._add(node, predicate, value)
        self._rating(node, answer)
        for number, evidence in enumerate(answer.evidence, start=1):
            self._evidence(node, f"{node.fragment}-evidence-{number}", evidence)
        if answer.owner:
            self._add(node, SDO.accountablePerson, self._person(answer.owner))
            self._associate(URIRef(self.content.iri), answer.owner, "owner")
        return node

    def _evidence(self, answer: URIRef, name: str, evidence: AnyEvidence) -> None:
        """What an answer names as its evidence; whether it holds is not in a record."""
        node = self._name(name)
        self._add(answer, DCTERMS.requires, node)
        self._typed(node, PROV.Entity, SNAG.AnswerEvidence)
        kind = _value("answerEvidence", evidence.kind)
        self._add(node, SNAG.hasAnswerEvidenceKind, kind)
        self._add(node, DCTERMS.identifier, Literal(evidence_line(evidence)))
        self._add(node, DCTERMS.description, Literal(evidence_words(evidence)))
        if isinstance(evidence, HashedFile):
            self._add(node, PROV.alternateOf, _hashed(evidence.sha256))

    def _rating(self, node: URIRef, answer: Answer) -> None:
        """The team's own severity and likelihood, each a rating of one aspect."""
        said = {"severity": answer.severity, "likelihood": answer.likelihood}
        for aspect, step in said.items():
            if step:
                rating = self._name(f"{node.fragment}-{aspect}")
                self._add(node, SDO.reviewRating, rating)
                self._add(rating, RDF.type, SDO.Rating)
                self._add(rating, SDO.reviewAspect, Literal(aspect))
                self._add(rating, SDO.ratingValue, Literal(step.value))

    def _row_name(self, row: str) -> URIRef:
        """A row as the catalogue names it; an issue of the team's own is a part of the review."""
        own = row_kind(row) is RowKind.OWN
        return self._name(row) if own else self._thing(thing_of(row))

    def _associate(self, activity: URIRef, name: str, role: str) -> None:
        """A person took part in an activity, in a role."""
        person, node = self._person(name), self._name(f"role-{role}")
        number = str(person).rpartition("-")[2]
        whole = "review" if str(activity) == self.content.iri else activity.fragment
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
        place, label = self.people[name_key(name)]
        person = self._name(f"person-{place}")
        self._add(person, RDF.type, PROV.Agent)
        self._add(person, RDFS.label, Literal(label))
        return person

    @cached_property
    def people(self) -> dict[str, tuple[int, str]]:
        """By what their spellings have in common, people with the first of these.

        They are numbered in the order of the events, so that numbers stay when more come.
        """
        first: dict[str, str] = {}
        for name in _names(self.content.record):
            first.setdefault(name_key(name), name)
        return {key: (at, name) for at, (key, name) in enumerate(first.items(), start=1)}

    def _name(self, fragment: str) -> URIRef:
        return URIRef(f"{self.content.iri}#{fragment}")

    def _thing(self, identifier: str) -> URIRef:
        return URIRef(f"{self.content.base}/id/{identifier}")

    def _typed(self, subject: URIRef, *classes: URIRef) -> None:
        for each in classes:
            self._add(subject, RDF.type, each)

    def _add(self, subject: URIRef, predicate: URIRef, value: URIRef | Literal) -> None:
        self.graph.add((subject, predicate, value))


def _names(record: Record) -> list[str]:
    """Whoever the events name, in the order in which they do, each once."""
    found: dict[str, None] = {}
    for event in record.events:
        found[event.by] = None
        if isinstance(event, Created):
            found |= dict.fromkeys(event.reviewers)
        if isinstance(event, Answered | Opined | Settled) and event.answer.owner:
            found[event.answer.owner] = None
        if isinstance(event, Signed):
            found |= dict.fromkeys(asked.name for asked in event.also)
    return list(found)


def _revisions(record: Record) -> Iterator[tuple[str, str]]:
    """The entry versions that replaced others, and these; one that came back replaces nothing."""
    current = {each.issue: each.entry for each in placed_issues(record)}
    seen = set(current.values())
    for event in record.events:
        for issue, digest in event.reworded.items() if isinstance(event, Upgraded) else ():
            if digest not in seen:
                yield digest, current[issue]
            seen.add(digest)
            current[issue] = digest


def _grounds(answer: Answer) -> Iterator[tuple[URIRef, URIRef | Literal]]:
    """What an answer says: its status in our words, the rest in those of others."""
    yield SNAG.hasAnswerStatus, _value("answer", answer.status.value)
    for text in filter(None, (answer.done, answer.reason)):
        yield DCTERMS.description, Literal(text)
    if answer.notes:
        yield SKOS.note, Literal(answer.notes)
    if answer.due:
        yield SDO.scheduledTime, _day(answer.due)
    if answer.expires:
        yield SDO.expires, _day(answer.expires)
    yield from _references(answer.links)


def _references(links: Iterable[str]) -> Iterator[tuple[URIRef, URIRef | Literal]]:
    for link in links:
        if link_kind(link) is LinkKind.WEB:
            yield DCTERMS.references, URIRef(_iri(link))
        else:
            yield SDO.citation, Literal(link)


def _iri(address: str) -> str:
    """An address with what no IRI may hold percent-encoded."""
    return re.sub(r"[\x00-\x20<>\"{}|^`\\]", lambda found: f"%{ord(found[0]):02X}", address)


def _value(prefix: str, value: str) -> URIRef:
    """``not-applicable`` with the prefix ``answer`` is ``snag:answerNotApplicable``."""
    return SNAG[prefix + value.title().replace("-", "")]


def _hashed(digest: str) -> URIRef:
    return URIRef(f"urn:sha256:{digest}")


def _moment(at: datetime) -> Literal:
    return Literal(moment_text(at), datatype=XSD.dateTime)


def _day(day: date) -> Literal:
    return Literal(day.isoformat(), datatype=XSD.date)
