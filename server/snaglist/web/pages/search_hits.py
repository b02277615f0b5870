"""What a search found, and how it spreads over the facets."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypedDict

from snaglist.index.query import FACETS, DocumentType, Hit, Query, Results
from snaglist.index.reference_documents import TERM_PREFIX
from snaglist.model.catalogue import Thing, interview_id
from snaglist.model.edge import INSTRUMENT, Edge, Instrument
from snaglist.model.edge import Pointer as EdgePointer
from snaglist.model.entry import Issue, Strategy
from snaglist.model.facets import FacetCount, outcomes_of
from snaglist.model.gaps import declined_topics
from snaglist.model.interview import Interview, Quote, Study, Turn
from snaglist.model.publication import Finding, Publication
from snaglist.model.scheme import Concept
from snaglist.web.components.facets import FacetValue, toggle_value
from snaglist.web.components.quotes import QuoteView, quote_view
from snaglist.web.site import Reference, Site


class FragmentView(TypedDict):
    """A piece of what a hit shows; ``matched`` where it is what was searched."""

    text: str
    matched: bool


class Witness(TypedDict):
    """The quote to show with a hit, and whether the highlight is of its words or its gloss."""

    quote: QuoteView | None
    in_words: bool
    in_gloss: bool


class HitFields(TypedDict):
    """What is said of every hit; ``weak`` where it has less than half of what was typed.

    ``people`` and ``interviews`` count whose words it is or rests on.
    """

    type: str
    id: str
    title: str
    url: str
    score: float
    field: str
    quote_count: int
    people: int
    interviews: int
    weak: bool
    highlight: list[FragmentView]


class EntryHit(HitFields, Witness):
    """An issue or strategy; ``category`` is None for a strategy.

    ``finding_count`` is how many published findings it rests on; ``outcomes`` are those of what was
    tried or proposed about the one or by the other.
    """

    category: str | None
    finding_count: int
    outcomes: list[str]


class QuoteHit(HitFields, Witness):
    """A quote."""


class TurnHit(HitFields):
    """A turn; ``line`` counts from 1, ``language`` is what is spoken."""

    language: str
    speaker: str
    section: str
    line: int


class FindingHit(HitFields):
    """A published finding: the publication it stands in, and the entries that rest on it."""

    publication: Reference
    evidence: str
    population: str
    year: int
    entries: list[Reference]


class PublicationHit(HitFields):
    """A publication, by whom and when, and how many findings of it are here."""

    authors: str
    year: int
    venue: str | None
    findings: int


class Pointer(TypedDict):
    """A place where more is read; ``url`` is None where it has no address."""

    title: str
    url: str | None


class ReferenceHit(HitFields):
    """What is around entries: a gap, an edge, a concept, an issue of the study, a study, a term.

    ``what`` says in plain words what it is; ``quote`` is what was said of a topic that a
    participant could not speak to; ``pointers`` lead to where it is asked about, or to what it is
    a heading of.
    """

    what: str
    quote: QuoteView | None
    pointers: list[Pointer]


ONE_FOR_ALL = ("person", "role", "domain", "language")
"""Facets of whose words something rests on, beside the interview and the speaker."""

HitView = EntryHit | QuoteHit | TurnHit | FindingHit | PublicationHit | ReferenceHit


def hit_view(site: Site, hit: Hit) -> HitView:
    """One hit, with what a reader needs to judge it: place, witness, entries it supports."""
    thing = site.catalogue.things.get(hit.id)
    fields: HitFields = {
        "type": hit.type.value,
        "id": hit.id,
        "title": hit.title,
        "url": found_url(site, hit.id),
        "score": round(hit.score, 4),
        "field": hit.field,
        "quote_count": hit.quote_count,
        "people": hit.people,
        "interviews": hit.interviews,
        "weak": hit.weak,
        "highlight": [{"text": part.text, "matched": part.matched} for part in hit.highlight],
    }
    if isinstance(thing, Issue | Strategy):
        quotes = [site.catalogue.find(Quote, name) for name in thing.quote_ids()]
        category = getattr(thing, "category", None)
        outcomes = list(outcomes_of(site.catalogue, thing))
        witness = _witness(site, hit, quotes)
        count = len(thing.finding_ids())
        entry: EntryHit = {
            **fields,
            "category": category,
            "finding_count": count,
            "outcomes": outcomes,
            **witness,
        }
        return entry
    if isinstance(thing, Quote):
        return {**fields, **_witness(site, hit, [thing])}
    if isinstance(thing, Turn):
        return {
            **fields,
            "language": site.catalogue.find(Interview, interview_id(thing.id)).language,
            "speaker": site.catalogue.speaker_of(thing).label,
            "section": site.catalogue.section_of(thing).title,
            "line": thing.line,
        }
    if isinstance(thing, Finding):
        return _finding(site, fields, thing)
    if isinstance(thing, Publication):
        return {
            **fields,
            "authors": thing.short_authors,
            "year": thing.year,
            "venue": thing.venue,
            "findings": len(thing.findings),
        }
    return _reference(site, fields, thing)


def found_url(site: Site, identifier: str) -> str:
    """Where a hit is read: things by their addresses; topics that were not covered, and terms."""
    if thing := site.catalogue.things.get(identifier):
        return site.urls.of(thing)
    if identifier.startswith(TERM_PREFIX):
        return site.urls.term(identifier.removeprefix(TERM_PREFIX))
    return site.urls.path("interviews", interview_id(identifier), anchor="not-told")


def _finding(site: Site, fields: HitFields, finding: Finding) -> FindingHit:
    publication = site.catalogue.publication_of(finding.id)
    uses = dict.fromkeys(use.entry.id for use in site.catalogue.uses.get(finding.id, ()))
    return {
        **fields,
        "publication": site.reference(publication.id),
        "evidence": site.concept("evidence", finding.evidence)["label"],
        "population": finding.population,
        "year": publication.year,
        "entries": [site.reference(entry) for entry in uses],
    }


def _reference(site: Site, fields: HitFields, thing: Thing | None) -> ReferenceHit:
    """What is neither an entry nor said nor published."""
    what, quote = "term of the ontology", None
    pointers: list[Pointer] = []
    match thing:
        case Edge():
            what = "not asked about here"
            pointers = [_pointer(site, each) for each in thing.pointers]
        case Concept():
            what, pointers = _concept(site, thing, fields["type"])
        case Study():
            what = "study"
        case _ if fields["type"] == DocumentType.GAP:
            what = "not covered in the interview"
            quote = _declined(site, fields["id"])
            pointers = [_gap_page(site, "topics-declined")]
    return {**fields, "what": what, "quote": quote, "pointers": pointers}


def _concept(site: Site, concept: Concept, kind: str) -> tuple[str, list[Pointer]]:
    scheme = site.catalogue.scheme(concept.scheme)
    mapped: list[Pointer] = [
        {"title": f"{issue.id} {issue.title}", "url": site.urls.of(issue)}
        for issue in site.catalogue.live_issues
        if any(mapping.to == concept.ref for mapping in issue.mappings)
    ]
    if kind == DocumentType.GAP:
        gap = _gap_page(site, "concepts-without-witness")
        return "found by the study, in no interview here", [*mapped, gap]
    if kind == DocumentType.STUDY_ISSUE:
        return "issue of the study", mapped
    return scheme.title.lower(), []


def _gap_page(site: Site, gap: str) -> Pointer:
    return {"title": "Gaps", "url": site.urls.path("gaps", anchor=gap)}


def _pointer(site: Site, pointer: EdgePointer) -> Pointer:
    instrument = site.catalogue.find(Instrument, f"{INSTRUMENT}/{pointer.instrument}")
    return {
        "title": f"{instrument.title}, {pointer.item}: {pointer.what}",
        "url": instrument.url,
    }


def _declined(site: Site, identifier: str) -> QuoteView | None:
    """The quote that says why a topic was not covered."""
    topics = {each.id: each.topic for each in declined_topics(site.catalogue)}
    topic = topics.get(identifier)
    return quote_view(site, site.catalogue.find(Quote, topic.quote)) if topic else None


def _witness(site: Site, hit: Hit, quotes: Sequence[Quote]) -> Witness:
    found = " ".join("".join(part.text for part in hit.highlight).strip("… ").split())
    if hit.field == "quotes" and found:
        for quote in quotes:
            words, gloss = (" ".join((text or "").split()) for text in (quote.exact, quote.gloss))
            if found in words or found in gloss:
                return {
                    "quote": quote_view(site, quote),
                    "in_words": found in words,
                    "in_gloss": found not in words,
                }
    first = quote_view(site, quotes[0]) if quotes else None
    return {"quote": first, "in_words": False, "in_gloss": False}


def search_facets(site: Site, query: Query, results: Results) -> dict[str, list[FacetValue]]:
    """The values of each facet, those chosen and not found with a count of 0."""
    found = {}
    several = len(site.catalogue.interviews) > 1
    for name in FACETS:
        # Of one interview they say nothing, or what "interview" says.
        if not several and name in ONE_FOR_ALL and name not in query.filters:
            continue
        counts = list(results.facets.get(name, ()))
        missing = set(query.filters.get(name, ())) - {count.value for count in counts}
        counts += [FacetCount(value=value, count=0) for value in sorted(missing)]
        if counts:
            found[name] = [_value(site, query, name, count) for count in counts]
    return found


def known_values(site: Site, facet: str) -> tuple[str, ...]:
    """Every value that a facet can have, found or not."""
    return tuple(site.knowledge.facet_labels.get(facet, {}))


def _value(site: Site, query: Query, facet: str, count: FacetCount) -> FacetValue:
    filters = {name: tuple(values) for name, values in query.filters.items()}
    labels = site.knowledge.facet_labels.get(facet, {})
    chosen = replace(query, page=1, filters=toggle_value(filters, facet, count.value))
    return {
        "value": count.value,
        "label": labels.get(count.value, (count.value,))[0],
        "count": count.count,
        "chosen": count.value in query.filters.get(facet, ()),
        "url": site.urls.query(chosen),
    }
