"""Interviews: the list, the reader, the quotes and the text as shipped."""

from typing import TypedDict

from flask import Blueprint, Response, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from snaglist.analysis.marks import comparable_coders
from snaglist.model.access import Agreement
from snaglist.model.entry import Issue, Strategy
from snaglist.model.evidence_table import Sorting, select_rows
from snaglist.model.facets import EVIDENCE
from snaglist.model.interview import Interview, Study
from snaglist.model.interview_table import INTERVIEW_COLUMNS, INTERVIEWS, issues_of, words_of
from snaglist.model.reach import people_in, uses_of
from snaglist.web.components.citations import CitationView, citation_views
from snaglist.web.components.evidence_shape import NO_CATEGORY, Note, evidence_shape, minimap
from snaglist.web.components.quotes import QuoteView, quote_view
from snaglist.web.components.table_request import SORT
from snaglist.web.components.transcript import transcript_turns
from snaglist.web.negotiation import RDF_SUFFIXES
from snaglist.web.respond import check_choices, declared, load_thing, page_route
from snaglist.web.site import Site, current_site
from snaglist.web.sparql_queries import interviews_query

SHOWN = ("all", "data", "semantics", "requirements", "trust", "deployment", "none")
"""Which quotes the reader marks; it has a rule of its style sheet for each."""

blueprint = Blueprint("interviews", __name__)


class InterviewRow(TypedDict):
    """What a list says of an interview; ``quotes`` and ``issues`` are ids.

    ``people`` are pseudonyms, the same in all interviews of a person; ``held`` is a day, month or
    year, where it is known; ``words`` counts those that may leave.
    """

    id: str
    title: str
    participant: str
    study: str
    date: str
    held: str | None
    language: str
    people: list[str]
    access: str
    domains: list[str]
    turn_count: int
    words: int
    quotes: list[str]
    issues: list[str]
    url: str


class StudyView(TypedDict):
    """A study: how to cite it, and on which terms its material may be used."""

    id: str
    title: str
    description: str
    citation: str
    web: str | None
    terms: str


class SortedColumn(TypedDict):
    """A column; ``sorted`` is ascending, descending or empty, ``url`` sorts by it."""

    name: str
    title: str
    sorted: str
    url: str


class InterviewsView(TypedDict):
    """Every interview, the studies they belong to, and how many witnesses of the other kind.

    ``people`` are how many were interviewed, each counted once.
    """

    total: int
    people: int
    columns: list[SortedColumn]
    publication_count: int
    finding_count: int
    interviews: list[InterviewRow]
    sparql: str
    studies: list[StudyView]


class SpeakerView(TypedDict):
    """Somebody who speaks in an interview."""

    id: str
    role: str
    label: str


class SectionView(TypedDict):
    """A section of an interview; ``line`` is its first, counted from 1."""

    id: str
    title: str
    line: int


class RedactionView(TypedDict):
    """What was withheld, and what is there instead."""

    line: int
    placeholder: str
    kind: str
    count: int


class DeclinedView(TypedDict):
    """A topic about which somebody would not speak, and the id of the quote that says so."""

    topic: str
    note: str
    quote: str


class AgreementView(TypedDict):
    """What the participant agreed to; days in ISO 8601."""

    to: list[str]
    on: str | None
    until: str | None


class TurnView(TypedDict):
    """A turn; ``start`` and ``end`` count code points of the transcript, ``line`` from 1."""

    id: str
    speaker: str
    section: str
    line: int
    start: int
    end: int
    text: str
    url: str


class InterviewView(InterviewRow):
    """Everything about an interview, and its turns."""

    strategies: list[str]
    experience: str
    part_of: StudyView
    licence: str
    consent: str
    agreed: AgreementView | None
    transcription: str
    sha256: str
    speakers: list[SpeakerView]
    sections: list[SectionView]
    redactions: list[RedactionView]
    declined: list[DeclinedView]
    turns: list[TurnView]
    cite: list[CitationView]
    transcript: str
    formats: dict[str, str]


class QuotesView(TypedDict):
    """The quotes of an interview, in the order of the transcript."""

    quotes: list[QuoteView]


@page_route(
    blueprint, "/interviews", "interviews.html", forms=RDF_SUFFIXES, parameters=(SORT, EVIDENCE)
)
def interviews() -> InterviewsView:
    """Every interview, and the studies they belong to."""
    here = current_site()
    asked = request.args.get(SORT)
    sorting = Sorting.parse(asked) if asked else None
    found = select_rows(here.catalogue, INTERVIEWS, {}, sorting).entries
    return {
        "total": len(here.catalogue.interviews),
        "people": len({each for one in here.catalogue.interviews for each in people_in(one)}),
        "columns": _columns(here, sorting),
        "publication_count": len(here.catalogue.publications),
        "finding_count": sum(1 for _ in here.catalogue.findings),
        "interviews": [_row(here, one) for one in found],
        "sparql": here.urls.sparql(interviews_query()),
        "studies": [_study(study) for study in here.catalogue.studies],
    }


@blueprint.get("/interviews/<identifier>")
@declared("shown", "turns")
def interview(identifier: str) -> str:
    """The transcript to read, its quotes marked in place."""
    check_choices({"shown": SHOWN, "turns": ("quoted",)})
    here, found = current_site(), load_thing(Interview, identifier)
    notes = {note["id"]: _note(here, note) for note in _quotes(here, found)["quotes"]}
    return render_template(
        "interview.html",
        view=_interview(here, found),
        turns=list(transcript_turns(found)),
        relied=sum(1 for note in notes.values() if note["issues"] or note["strategies"]),
        notes=notes,
        compared=comparable_coders(here.catalogue, found.id),
        minimap=minimap(found, notes),
        shape=evidence_shape(here, found, notes),
    )


@blueprint.get("/interviews/<identifier>.json")
@declared(view=InterviewView)
def interview_json(identifier: str) -> ResponseReturnValue:
    """Everything about an interview, and its turns."""
    return jsonify(_interview(current_site(), load_thing(Interview, identifier)))


@blueprint.get("/interviews/<identifier>/quotes.json")
@declared(view=QuotesView)
def quotes_json(identifier: str) -> ResponseReturnValue:
    """The quotes of an interview."""
    return jsonify(_quotes(current_site(), load_thing(Interview, identifier)))


@blueprint.get("/interviews/<identifier>/transcript.txt")
def transcript(identifier: str) -> Response:
    """The text that start and end of the quotes refer to, exactly."""
    return Response(load_thing(Interview, identifier).transcript, mimetype="text/plain")


def _row(site: Site, interview: Interview) -> InterviewRow:
    return {
        "id": interview.id,
        "title": interview.title,
        "participant": interview.participant,
        "study": interview.study,
        "date": interview.date,
        "held": interview.held,
        "language": interview.language,
        "people": list(people_in(interview)),
        "access": interview.access.value,
        "domains": list(interview.domains),
        "turn_count": len(interview.turns),
        "words": words_of(interview),
        "quotes": [quote.id for quote in interview.quotes],
        "issues": list(issues_of(site.catalogue, interview)),
        "url": site.urls.of(interview),
    }


def _strategies(site: Site, interview: Interview) -> list[str]:
    uses = uses_of(site.catalogue, interview)
    return sorted({use.entry.id for use in uses if isinstance(use.entry, Strategy)})


def _columns(site: Site, sorting: Sorting | None) -> list[SortedColumn]:
    """The columns of the table, each with the address that sorts by it, or the other way round."""
    found: list[SortedColumn] = []
    for column in INTERVIEW_COLUMNS:
        now = sorting if sorting and sorting.column == column.name else None
        turned = Sorting(column=column.name, descending=now is not None and not now.descending)
        found.append(
            {
                "name": column.name,
                "title": column.title,
                "sorted": "" if now is None else "descending" if now.descending else "ascending",
                "url": site.urls.listing("interviews", {SORT: str(turned)}),
            }
        )
    return found


def _study(study: Study) -> StudyView:
    return {
        "id": study.id,
        "title": study.title,
        "description": study.description,
        "citation": study.citation,
        "web": study.url,
        "terms": study.terms,
    }


def _interview(site: Site, interview: Interview) -> InterviewView:
    return {
        **_row(site, interview),
        "strategies": _strategies(site, interview),
        "experience": interview.experience,
        "part_of": _study(site.catalogue.find(Study, interview.study)),
        "licence": interview.licence,
        "consent": interview.consent,
        "agreed": _agreement(interview.agreed),
        "transcription": interview.transcription,
        "sha256": interview.sha256,
        "speakers": [
            {"id": s.id, "role": s.role.value, "label": s.label} for s in interview.speakers
        ],
        "sections": [{"id": s.id, "title": s.title, "line": s.line} for s in interview.sections],
        "redactions": [
            {"line": r.line, "placeholder": r.placeholder, "kind": r.kind, "count": r.count}
            for r in interview.redactions
        ],
        "declined": [
            {"topic": d.topic, "note": d.note, "quote": d.quote} for d in interview.declined
        ],
        "turns": [
            {
                "id": turn.id,
                "speaker": turn.speaker,
                "section": turn.section,
                "line": turn.line,
                "start": turn.start,
                "end": turn.end,
                "text": turn.text,
                "url": site.urls.of(turn),
            }
            for turn in interview.turns
        ],
        "cite": citation_views(site, interview),
        "transcript": f"{site.urls.of(interview)}/transcript.txt",
        "formats": {"JSON": site.urls.data(interview, "json"), **site.urls.formats(interview)},
    }


def _agreement(agreed: Agreement | None) -> AgreementView | None:
    if agreed is None:
        return None
    return {
        "to": [each.value for each in agreed.to],
        "on": agreed.on.isoformat() if agreed.on else None,
        "until": agreed.until.isoformat() if agreed.until else None,
    }


def _quotes(site: Site, interview: Interview) -> QuotesView:
    return {"quotes": [quote_view(site, quote) for quote in interview.quotes]}


def _note(here: Site, quote: QuoteView) -> Note:
    """A quote with the categories of its issues; the first of them colours it."""
    found = dict.fromkeys(here.catalogue.find(Issue, name).category for name in quote["issues"])
    return {**quote, "categories": list(found), "category": next(iter(found), NO_CATEGORY)}
