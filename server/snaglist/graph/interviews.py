"""Interviews, their turns and quotes as RDF (PROV-O, Web Annotation)."""

from rdflib import DC, DCTERMS, RDFS, Graph, URIRef

from snaglist.graph.namespaces import OA, SNAG
from snaglist.graph.triples import Describer, annotation, number, prose, thing, things, verbatim
from snaglist.model.interview import Interview, Quote, Section, Speaker, SpeakerRole, Standing, Turn

ROLES = {SpeakerRole.PARTICIPANT: SNAG.Participant, SpeakerRole.INTERVIEWER: SNAG.Interviewer}
STANDINGS = {
    Standing.VOLUNTEERED: SNAG.standingVolunteered,
    Standing.PROMPTED: SNAG.standingPrompted,
}


def add_interview(graph: Graph, interview: Interview) -> None:
    """Everything said of one interview; the transcript's text itself stays out."""
    name = interview.id
    (
        Describer(graph, thing(name), SNAG.Interview)
        .add(DCTERMS.identifier, verbatim(name))
        .add(DCTERMS.title, prose(interview.title))
        .add(SNAG.partOfStudy, thing(interview.study))
        .add(DCTERMS.date, verbatim(interview.date))
        .add(SNAG.participantRole, prose(interview.participant))
        .add(SNAG.participantExperience, prose(interview.experience))
        .add(SNAG.fromDomain, *things(interview.domains, "domain"))
        .add(DC.rights, prose(interview.licence))
        .add(SNAG.consentNote, prose(interview.consent))
    )
    _add_transcript(graph, interview)
    for speaker in interview.speakers:
        _add_speaker(graph, name, speaker)
    for section in interview.sections:
        _add_section(graph, name, section)
    for turn in interview.turns:
        _add_turn(graph, name, turn)
    for quote in interview.quotes:
        _add_quote(graph, quote)
    for place, declined in enumerate(interview.declined, start=1):
        (
            Describer(graph, thing(f"{name}-D{place}"), SNAG.DeclinedTopic)
            .add(SNAG.declinedIn, thing(name))
            .add(RDFS.label, prose(declined.topic))
            .add(SNAG.witnessedBy, thing(declined.quote))
            .add(SNAG.text, prose(declined.note))
        )
        Describer(graph, annotation(declined.quote)).add(OA.hasBody, thing(f"{name}-D{place}"))


def transcript_iri(interview: str) -> URIRef:
    """The text that the selectors of an interview refer to."""
    return thing(f"{interview}-transcript")


def _add_transcript(graph: Graph, interview: Interview) -> None:
    transcript = transcript_iri(interview.id)
    (
        Describer(graph, transcript, SNAG.Transcript)
        .add(SNAG.transcriptOf, thing(interview.id))
        .add(DCTERMS.title, prose(f"Transcript of interview {interview.id}"))
        .add(SNAG.transcriptionNote, prose(interview.transcription))
        .add(SNAG.sha256, verbatim(interview.sha256))
        .add(DC.rights, prose(interview.licence))
    )
    for place, redaction in enumerate(interview.redactions, start=1):
        (
            Describer(graph, thing(f"{interview.id}-X{place}"), SNAG.Redaction)
            .add(SNAG.redactedFrom, transcript)
            .add(SNAG.line, number(redaction.line))
            .add(SNAG.placeholder, verbatim(redaction.placeholder))
            .add(SNAG.withheld, prose(redaction.kind))
            .add(SNAG["count"], number(redaction.count))
        )


def _add_speaker(graph: Graph, interview: str, speaker: Speaker) -> None:
    (
        Describer(graph, thing(f"{interview}-{speaker.id}"), ROLES[speaker.role])
        .add(RDFS.label, prose(speaker.label))
        .add(SNAG.takesPartIn, thing(interview))
    )


def _add_section(graph: Graph, interview: str, section: Section) -> None:
    (
        Describer(graph, thing(f"{interview}-{section.id}"), SNAG.Section)
        .add(RDFS.label, prose(section.title))
        .add(SNAG.sectionOf, thing(interview))
        .add(SNAG.line, number(section.line))
    )


def _add_turn(graph: Graph, interview: str, turn: Turn) -> None:
    (
        Describer(graph, thing(turn.id), SNAG.Turn)
        .add(DCTERMS.identifier, verbatim(turn.id))
        .add(SNAG.turnOf, thing(interview))
        .add(SNAG.spokenBy, thing(f"{interview}-{turn.speaker}"))
        .add(SNAG.inSection, thing(f"{interview}-{turn.section}"))
        .add(SNAG.line, number(turn.line))
        .add(SNAG.words, verbatim(turn.text))
    )
    _add_position(graph, turn.id, interview, turn.start, turn.end)


def _add_position(graph: Graph, name: str, interview: str, start: int, end: int) -> None:
    """Where something stands in the transcript, in code points."""
    position = thing(f"{name}-position")
    (
        Describer(graph, thing(name))
        .add(OA.hasSource, transcript_iri(interview))
        .add(OA.hasSelector, position)
    )
    Describer(graph, position, OA.TextPositionSelector).add(OA.start, number(start)).add(
        OA.end, number(end)
    )


def _add_quote(graph: Graph, quote: Quote) -> None:
    name, interview, selector = quote.id, quote.interview, quote.selector
    words = thing(f"{name}-words")
    (
        Describer(graph, thing(name), SNAG.Quote)
        .add(DCTERMS.identifier, verbatim(name))
        .add(SNAG.quotedFrom, thing(interview))
        .add(OA.hasSelector, words)
        .add(SNAG.spokenBy, thing(f"{interview}-{quote.speaker}"))
        .add(SNAG.hasStanding, STANDINGS[quote.standing])
        .add(SNAG.promptedBy, thing(quote.question) if quote.question else None)
        .add(SNAG.gloss, prose(quote.gloss))
        .add(SNAG.about, *things(quote.about, "system"))
        .add(SNAG.codedBy, verbatim(quote.coder))
        .add(SNAG.inTurn, thing(quote.turn))
        .add(SNAG.inSection, thing(f"{interview}-{quote.section}"))
        .add(SNAG.line, number(quote.line))
    )
    (
        Describer(graph, words, OA.TextQuoteSelector)
        .add(OA.exact, verbatim(selector.exact))
        .add(OA.prefix, verbatim(selector.prefix))
        .add(OA.suffix, verbatim(selector.suffix))
    )
    _add_position(graph, name, interview, selector.start, selector.end)
    (
        Describer(graph, annotation(name), OA.Annotation)
        .add(OA.hasTarget, thing(name))
        .add(OA.motivatedBy, OA.linking)
    )
