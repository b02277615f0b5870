"""The description of one thing: what belongs to it, and the labels of what it points at."""

from collections.abc import Iterable, Iterator

from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Graph, URIRef

from snaglist.graph.namespaces import SNAG, CatalogueNames
from snaglist.graph.quadstore import QuadStore
from snaglist.graph.serialize import merge_graphs
from snaglist.graph.triples import witness_link
from snaglist.model.catalogue import Catalogue, Thing, interview_id
from snaglist.model.edge import Edge, Instrument
from snaglist.model.entry import Claim, Issue, Strategy
from snaglist.model.interview import Interview, Quote, Turn
from snaglist.model.publication import Finding, Publication, publication_id
from snaglist.model.scheme import Concept, ConceptScheme
from snaglist.model.vocabulary import Vocabulary
from snaglist.model.witness import Witnessed

LABELS = (RDFS.label, SKOS.prefLabel, SNAG.text)
"""The label that everything has, names in other languages, and the whole of what is said."""


def describe_thing(catalogue: Catalogue, store: QuadStore, identifier: str) -> Graph:
    """A thing with its parts, what follows about them, and the labels of all that they name.

    Raises ``NotFoundError`` for an identifier that names nothing.
    """
    names = CatalogueNames.of(catalogue.about)
    parts = (identifier, *parts_of(catalogue, catalogue.thing(identifier)))
    own = store.about_all(names.thing(part) for part in dict.fromkeys(parts))
    there = set(own.subjects())
    named = {value for value in own.objects() if isinstance(value, URIRef)} - there
    return merge_graphs([own, store.values(named, LABELS)], names)


HEADER = (RDF.type, DCTERMS.title, DCTERMS.license, OWL.versionIRI, OWL.versionInfo)
"""What the description of a term says of the ontology that defines it."""


def describe_term(store: QuadStore, term: URIRef) -> Graph:
    """A term of the ontology with its axioms, the labels of what it names, and its ontology."""
    own = store.expression_of(term)
    there = set(own.subjects())
    named = {value for value in own.objects() if isinstance(value, URIRef)} - there
    defining = [name for name in own.objects(term, RDFS.isDefinedBy) if isinstance(name, URIRef)]
    return merge_graphs([own, store.values(named, LABELS), store.values(defining, HEADER)])


def parts_of(catalogue: Catalogue, thing: Thing) -> Iterator[str]:
    """The local names of what belongs to a thing and is described with it."""
    match thing:
        case Issue():
            yield from _parts_of_issue(catalogue, thing)
        case Strategy():
            yield from _parts_of_entry(catalogue, thing)
            yield from _of_quotes(thing.quote_ids())
            yield from _of_findings(catalogue, thing.finding_ids())
        case Claim():
            yield from _links(thing.id, thing)
            yield from _of_quotes(thing.quotes)
            yield from _of_findings(catalogue, thing.findings)
        case Quote():
            yield from (name for name in _of_quotes([thing.id]) if name != thing.id)
        case Turn():
            yield f"{thing.id}-position"
            yield from _transcript(interview_id(thing.id))
            # Said of nothing any more, yet addresses that were given out.
            yield from thing.joined
        case Interview():
            yield from _parts_of_interview(thing)
        case Publication():
            yield from (finding.id for finding in thing.findings)
            yield from (name for each in thing.findings for name in _figures(each))
        case Finding():
            yield thing.publication
            yield from _figures(thing)
        case Concept():
            yield from _mappings(catalogue, thing.ref)
        case ConceptScheme():
            yield from (concept.ref for concept in thing.concepts)
        case Vocabulary():
            yield from (term.ref for term in thing.terms if term.iri is None)
            yield from (mapping.name for mapping in thing.mappings)
        case Edge():
            yield from (pointer.ref for pointer in thing.pointers)
        case Instrument():
            yield from catalogue.items_of(thing)


def owners_of_parts(catalogue: Catalogue) -> dict[str, str]:
    """For each part that is no thing of its own, the thing that it is described with.

    Of several, the one whose name the part's own name goes on from furthest: a claim before its
    issue, the source of an arrow before its target.
    """
    owners: dict[str, str] = {}
    for name, thing in catalogue.things.items():
        for part in parts_of(catalogue, thing):
            if part in catalogue.things:
                continue
            known = owners.get(part)
            if known is None or _closeness(part, name) > _closeness(part, known):
                owners[part] = name
    return owners


def _closeness(part: str, name: str) -> int:
    return len(name) if part.startswith(name) else 0


def _parts_of_issue(catalogue: Catalogue, issue: Issue) -> Iterator[str]:
    yield from _parts_of_entry(catalogue, issue)
    yield from (f"{issue.id}-R{n}" for n, _ in enumerate(issue.questions, start=1))
    yield from (f"{issue.id}-M{n}" for n, _ in enumerate(issue.mappings, start=1))
    origins = catalogue.led_to_by.get(issue.id, ())
    arrows = [(f"{issue.id}-to-{arrow.issue}", arrow) for arrow in issue.leads_to]
    arrows += [(f"{source.id}-to-{issue.id}", arrow) for source, arrow in origins]
    for name, arrow in arrows:
        yield name
        yield from _links(name, arrow)
    quotes = (*issue.quote_ids(), *(quote for _, arrow in origins for quote in arrow.quotes))
    yield from _of_quotes(dict.fromkeys(quotes))
    findings = (*issue.finding_ids(), *(name for _, arrow in origins for name in arrow.findings))
    yield from _of_findings(catalogue, findings)


def _parts_of_entry(catalogue: Catalogue, entry: Issue | Strategy) -> Iterator[str]:
    for claim in entry.claims:
        yield claim.id
        yield from _links(claim.id, claim)
    yield from (f"{entry.id}-N{n}" for n, _ in enumerate(entry.not_when, start=1))
    yield from _mappings(catalogue, entry.id)


def _mappings(catalogue: Catalogue, subject: str) -> Iterator[str]:
    """The mappings to vocabularies that others keep."""
    yield from (mapping.name for _, mapping in catalogue.outside.get(subject, ()))


def _links(name: str, witnessed: Witnessed) -> Iterator[str]:
    """The links from a claim or an arrow to its quotes and findings."""
    yield from (witness_link(name, witness.ref) for witness in witnessed.witnesses)


def _of_quotes(quotes: Iterable[str]) -> Iterator[str]:
    """Quotes with their Web Annotation: target, selectors, and the text that these refer to."""
    transcripts: dict[str, None] = {}
    for quote in quotes:
        transcripts |= dict.fromkeys(_transcript(interview_id(quote)))
        yield from (quote, f"{quote}-annotation", f"{quote}-words", f"{quote}-position")
    yield from transcripts


def _transcript(interview: str) -> Iterator[str]:
    """The text of an interview, and its hash."""
    yield from (f"{interview}-transcript", f"{interview}-transcript-checksum")


def _of_findings(catalogue: Catalogue, findings: Iterable[str]) -> Iterator[str]:
    """Findings with their figures, and the publications that they stand in; each once."""
    found: dict[str, None] = {}
    for name in findings:
        found.update(dict.fromkeys((name, publication_id(name))))
        found.update(dict.fromkeys(_figures(catalogue.find(Finding, name))))
    yield from found


def _figures(finding: Finding) -> Iterator[str]:
    return (f"{finding.id}-G{n}" for n, _ in enumerate(finding.figures, start=1))


def _parts_of_interview(interview: Interview) -> Iterator[str]:
    yield from _transcript(interview.id)
    yield from (f"{interview.id}-{speaker.id}" for speaker in interview.speakers)
    yield from (f"{interview.id}-{section.id}" for section in interview.sections)
    yield from (f"{interview.id}-X{n}" for n, _ in enumerate(interview.redactions, start=1))
    yield from (f"{interview.id}-D{n}" for n, _ in enumerate(interview.declined, start=1))
