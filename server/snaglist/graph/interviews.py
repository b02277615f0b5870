"""Interviews, their turns and quotes as RDF (PROV-O, Web Annotation)."""

from rdflib import DC, DCTERMS, RDFS, XSD, Graph, Literal, URIRef

from snaglist.graph.agents import agent_iri
from snaglist.graph.namespaces import OA, SNAG, SPDX
from snaglist.graph.triples import (
    SubjectWriter,
    annotation_iri,
    count_literal,
    english,
    plain_literal,
    spoken,
    thing_iri,
    thing_iris,
)
from snaglist.model.access import Access
from snaglist.model.interview import Interview, Quote, Section, Speaker, SpeakerRole, Standing, Turn

ROLES = {
    SpeakerRole.PARTICIPANT: SNAG.Participant,
    SpeakerRole.INTERVIEWER: SNAG.Interviewer,
    SpeakerRole.UNKNOWN: SNAG.Speaker,
}
STANDINGS = {
    Standing.VOLUNTEERED: SNAG.standingVolunteered,
    Standing.PROMPTED: SNAG.standingPrompted,
}


ACCESSES = {
    Access.OPEN: SNAG.accessOpen,
    Access.QUOTES_ONLY: SNAG.accessQuotesOnly,
    Access.WITHHELD: SNAG.accessWithheld,
}


def add_interview(graph: Graph, interview: Interview) -> None:
    """Everything said of one interview; the transcript's text itself stays out."""
    name = interview.id
    (
        SubjectWriter(graph, thing_iri(name), SNAG.Interview)
        .add(DCTERMS.identifier, plain_literal(name))
        .add(DCTERMS.title, english(interview.title))
        .add(SNAG.partOfStudy, thing_iri(interview.study))
        .add(DCTERMS.date, plain_literal(interview.date))
        .add(SNAG.participantRole, english(interview.participant))
        .add(SNAG.participantExperience, english(interview.experience))
        .add(SNAG.fromDomain, *thing_iris(interview.domains, "domain"))
        .add(DC.rights, english(interview.licence))
        .add(SNAG.consentNote, english(interview.consent))
        .add(DCTERMS.language, plain_literal(interview.language))
        .add(SNAG.hasAccess, ACCESSES[interview.access])
    )
    _add_transcript(graph, interview)
    for speaker in interview.speakers:
        _add_speaker(graph, interview, speaker)
    for section in interview.sections:
        _add_section(graph, name, section)
    for turn in interview.turns:
        _add_turn(graph, name, turn, interview.language)
    for quote in interview.quotes:
        _add_quote(graph, quote, interview.language)
    for place, declined in enumerate(interview.declined, start=1):
        (
            SubjectWriter(graph, thing_iri(f"{name}-D{place}"), SNAG.DeclinedTopic)
            .add(SNAG.declinedIn, thing_iri(name))
            .add(RDFS.label, english(declined.topic))
            .add(SNAG.witnessedBy, thing_iri(declined.quote))
            .add(SNAG.text, english(declined.note))
        )
        SubjectWriter(graph, annotation_iri(declined.quote)).add(
            OA.hasBody, thing_iri(f"{name}-D{place}")
        )


def transcript_iri(interview: str) -> URIRef:
    """The text that the selectors of an interview refer to."""
    return thing_iri(transcript_name(interview))


def transcript_name(interview: str) -> str:
    """The local name of that text."""
    return f"{interview}-transcript"


def transcript_checksum(interview: str) -> URIRef:
    """The hash of that text."""
    return thing_iri(f"{interview}-transcript-checksum")


def _add_transcript(graph: Graph, interview: Interview) -> None:
    transcript = transcript_iri(interview.id)
    (
        SubjectWriter(graph, transcript, SNAG.Transcript)
        .add(SNAG.transcriptOf, thing_iri(interview.id))
        .add(DCTERMS.title, english(f"Transcript of interview {interview.id}"))
        .add(SNAG.transcriptionNote, english(interview.transcription))
        .add(SPDX.checksum, transcript_checksum(interview.id))
        .add(DCTERMS.language, plain_literal(interview.language))
        .add(DC.rights, english(interview.licence))
    )
    (
        SubjectWriter(graph, transcript_checksum(interview.id), SPDX.Checksum)
        .add(SPDX.algorithm, SPDX.checksumAlgorithm_sha256)
        .add(SPDX.checksumValue, Literal(interview.sha256, datatype=XSD.hexBinary))
    )
    for place, redaction in enumerate(interview.redactions, start=1):
        (
            SubjectWriter(graph, thing_iri(f"{interview.id}-X{place}"), SNAG.Redaction)
            .add(SNAG.redactedFrom, transcript)
            .add(SNAG.startLine, count_literal(redaction.line))
            .add(SNAG.placeholder, plain_literal(redaction.placeholder))
            .add(SNAG.withheld, english(redaction.kind))
            .add(SNAG.occurrences, count_literal(redaction.count))
        )


def _add_speaker(graph: Graph, interview: Interview, speaker: Speaker) -> None:
    described = (
        SubjectWriter(graph, thing_iri(f"{interview.id}-{speaker.id}"), ROLES[speaker.role])
        .add(RDFS.label, english(speaker.label))
        .add(SNAG.takesPartIn, thing_iri(interview.id))
    )
    for each in interview.participants:
        if each.speaker == speaker.id:
            described.add(SNAG.pseudonym, plain_literal(each.person))
            described.add(SNAG.occupation, english(each.role))


def _add_section(graph: Graph, interview: str, section: Section) -> None:
    (
        SubjectWriter(graph, thing_iri(f"{interview}-{section.id}"), SNAG.Section)
        .add(RDFS.label, english(section.title))
        .add(SNAG.sectionOf, thing_iri(interview))
        .add(SNAG.startLine, count_literal(section.line))
    )


def _add_turn(graph: Graph, interview: str, turn: Turn, language: str) -> None:
    (
        SubjectWriter(graph, thing_iri(turn.id), SNAG.Turn)
        .add(DCTERMS.identifier, plain_literal(turn.id))
        .add(SNAG.turnOf, thing_iri(interview))
        .add(SNAG.spokenBy, thing_iri(f"{interview}-{turn.speaker}"))
        .add(SNAG.inSection, thing_iri(f"{interview}-{turn.section}"))
        .add(SNAG.startLine, count_literal(turn.line))
        .add(SNAG.words, spoken(turn.text, language))
    )
    _add_position(graph, turn.id, interview, turn.start, turn.end)


def _add_position(graph: Graph, name: str, interview: str, start: int, end: int) -> None:
    """Where something occurs in the transcript, in code points."""
    position = thing_iri(f"{name}-position")
    (
        SubjectWriter(graph, thing_iri(name))
        .add(OA.hasSource, transcript_iri(interview))
        .add(OA.hasSelector, position)
    )
    SubjectWriter(graph, position, OA.TextPositionSelector).add(OA.start, count_literal(start)).add(
        OA.end, count_literal(end)
    )


def _add_quote(graph: Graph, quote: Quote, language: str) -> None:
    name, interview, selector = quote.id, quote.interview, quote.selector
    words = thing_iri(f"{name}-words")
    (
        SubjectWriter(graph, thing_iri(name), SNAG.Quote)
        .add(DCTERMS.identifier, plain_literal(name))
        .add(SNAG.quotedFrom, thing_iri(interview))
        .add(OA.hasSelector, words)
        .add(SNAG.spokenBy, thing_iri(f"{interview}-{quote.speaker}"))
        .add(SNAG.hasStanding, STANDINGS[quote.standing])
        .add(SNAG.promptedBy, thing_iri(quote.question) if quote.question else None)
        .add(SNAG.gloss, english(quote.gloss))
        .add(SNAG.aboutSystem, *thing_iris(quote.about, "system"))
        .add(SNAG.inTurn, thing_iri(quote.turn))
        .add(SNAG.inSection, thing_iri(f"{interview}-{quote.section}"))
        .add(SNAG.startLine, count_literal(quote.line))
    )
    (
        SubjectWriter(graph, words, OA.TextQuoteSelector)
        .add(OA.exact, spoken(selector.exact, language))
        .add(OA.prefix, spoken(selector.prefix, language))
        .add(OA.suffix, spoken(selector.suffix, language))
    )
    _add_position(graph, name, interview, selector.start, selector.end)
    (
        SubjectWriter(graph, annotation_iri(name), OA.Annotation)
        .add(OA.hasTarget, thing_iri(name))
        .add(OA.motivatedBy, OA.linking)
        .add(DCTERMS.creator, agent_iri(quote.coder))
    )
