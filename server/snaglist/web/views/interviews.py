"""Interviews as pages say them."""

from snaglist.model.interview import Interview, Study
from snaglist.web.site import Site, View
from snaglist.web.views.citing import citing_view
from snaglist.web.views.quotes import quote_view


def interview_row(site: Site, interview: Interview) -> View:
    """What a list says of an interview."""
    return {
        "id": interview.id,
        "title": interview.title,
        "participant": interview.participant,
        "study": interview.study,
        "date": interview.date,
        "domains": list(interview.domains),
        "turn_count": len(interview.turns),
        "quotes": [quote.id for quote in interview.quotes],
        "issues": _cited_by(site, interview, "SNAG-"),
        "url": site.urls.of(interview),
    }


def _cited_by(site: Site, interview: Interview, prefix: str) -> list[str]:
    uses = (use for quote in interview.quotes for use in site.catalogue.uses.get(quote.id, ()))
    return sorted({use.entry.id for use in uses if use.entry.id.startswith(prefix)})


def study_view(study: Study) -> View:
    """What is said of a study: how to cite it, and on which terms its material may be used."""
    return {
        "id": study.id,
        "title": study.title,
        "description": study.description,
        "citation": study.citation,
        "web": study.url,
        "terms": study.terms,
    }


def interview_view(site: Site, interview: Interview) -> View:
    """Everything said about an interview, and its turns."""
    return {
        **interview_row(site, interview),
        "strategies": _cited_by(site, interview, "FIX-"),
        "experience": interview.experience,
        "part_of": study_view(site.catalogue.find(Study, interview.study)),
        "licence": interview.licence,
        "consent": interview.consent,
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
        "cite": citing_view(site, interview),
        "transcript": f"{site.urls.of(interview)}/transcript.txt",
        "formats": {"JSON": site.urls.data(interview, "json"), **site.urls.formats(interview)},
    }


def quotes_view(site: Site, interview: Interview) -> View:
    """The quotes of an interview, in the order of the transcript."""
    return {"quotes": [quote_view(site, quote) for quote in interview.quotes]}
