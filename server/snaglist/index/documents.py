"""What the index knows of each issue, strategy, quote and turn: names, passages, facet values."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from snaglist.graph.term import Term
from snaglist.index.document import Document, Passages, as_passages, unique
from snaglist.index.query import DocumentType
from snaglist.index.reference_documents import finding_texts, reference_documents
from snaglist.model.catalogue import Catalogue, interview_id
from snaglist.model.entry import Claim, Issue, Outcome, Strategy
from snaglist.model.facets import how_it_went, qualities_of, role_of
from snaglist.model.interview import Interview, Quote, SpeakerRole, Standing, Turn
from snaglist.model.masking import has_words
from snaglist.model.publication import Finding
from snaglist.model.witness import Evidence, Witnessed


def documents(catalogue: Catalogue, terms: Sequence[Term] = ()) -> Iterator[Document]:
    """Everything to be indexed: issues, strategies, quotes, turns, each in catalogue order.

    Then what is around them: publications with their findings, concepts, gaps, edges, and
    ``terms`` of the ontology. A retired entry is found by its names alone, for what is worth
    finding is in what replaces it.
    """
    yield from (_retired(entry) for entry in catalogue.entries if entry.retired)
    yield from (_issue(catalogue, issue) for issue in catalogue.live_issues)
    yield from (_strategy(catalogue, strategy) for strategy in catalogue.live_strategies)
    yield from (_quote(catalogue, quote) for quote in catalogue.quotes)
    for interview in catalogue.interviews:
        taken = Counter(quote.turn for quote in interview.quotes)
        # Of an interview that is not open, most turns have no words that may leave.
        shown = [turn for turn in interview.turns if has_words(turn.text)]
        yield from (_turn(catalogue, turn, taken[turn.id]) for turn in shown)
    for publication in catalogue.publications:
        yield from (_finding(catalogue, finding) for finding in publication.findings)
    yield from reference_documents(catalogue, terms)


def _retired(entry: Issue | Strategy) -> Document:
    """No facet has it, so that none counts it."""
    return Document(
        type=DocumentType.ISSUE if isinstance(entry, Issue) else DocumentType.STRATEGY,
        id=entry.id,
        title=f"{entry.title} (retired)",
        names=_names(entry),
        passages=(),
        facets={},
        quote_count=0,
    )


def _issue(catalogue: Catalogue, issue: Issue) -> Document:
    quotes = _cited_quotes(catalogue, issue.quote_ids())
    return Document(
        type=DocumentType.ISSUE,
        id=issue.id,
        title=issue.title,
        names=_names(issue),
        passages=(
            *_defining_passages(issue),
            *as_passages(
                "claims", (text for claim in issue.claims for text in _claim_texts(claim))
            ),
            *as_passages("claims", (arrow.text for arrow in issue.leads_to)),
            *as_passages("claims", (note for arrow in issue.leads_to for note in _notes(arrow))),
            *as_passages("quotes", (text for quote in quotes for text in _quote_texts(quote))),
            *as_passages("findings", _findings(catalogue, issue.finding_ids())),
            *as_passages("questions", (question.text for question in issue.questions)),
            *as_passages("story", issue.body.split("\n\n")),
            *as_passages("hidden", issue.hidden_labels),
        ),
        facets={
            "type": (DocumentType.ISSUE,),
            **_facets(catalogue, (issue,), quotes, issue.claims),
            "evidence": issue.evidence,
        },
        quote_count=len(quotes),
    )


def _strategy(catalogue: Catalogue, strategy: Strategy) -> Document:
    named = catalogue.named_by.get(strategy.id, ())
    claims = (*strategy.claims, *(claim for _, claim in named))
    quotes = _cited_quotes(catalogue, (quote for claim in claims for quote in claim.quotes))
    facets = _facets(catalogue, (strategy,), quotes, claims)
    return Document(
        type=DocumentType.STRATEGY,
        id=strategy.id,
        title=strategy.title,
        names=_names(strategy),
        passages=(
            *_defining_passages(strategy),
            *as_passages("claims", (text for claim in claims for text in _claim_texts(claim))),
            *as_passages("quotes", (text for quote in quotes for text in _quote_texts(quote))),
            *as_passages("findings", _findings(catalogue, strategy.finding_ids())),
            *as_passages("story", strategy.body.split("\n\n")),
            *as_passages("hidden", strategy.hidden_labels),
        ),
        facets={
            "type": (DocumentType.STRATEGY,),
            **facets,
            "category": unique(issue.category for issue, _ in named),
            "evidence": strategy.evidence,
        },
        # What it stands on is its own; quotes of the issues that name it are theirs.
        quote_count=len(strategy.quote_ids()),
    )


def _quote(catalogue: Catalogue, quote: Quote) -> Document:
    uses = catalogue.uses.get(quote.id, ())
    entries = [use.entry for use in uses]
    claims = [use.by for use in uses if isinstance(use.by, Claim)]
    return Document(
        type=DocumentType.QUOTE,
        id=quote.id,
        title=_place_title(catalogue, quote),
        names=(quote.id,),
        passages=(
            *as_passages("quotes", _quote_texts(quote)),
            *as_passages("questions", (quote.question or "",)),
        ),
        facets={
            "type": (DocumentType.QUOTE,),
            **_facets(catalogue, entries, (quote,), claims),
            "evidence": (Evidence.TOLD,),
        },
        quote_count=1,
    )


def _finding(catalogue: Catalogue, finding: Finding) -> Document:
    """What was published, with the facets of the entries that rest on it."""
    uses = catalogue.uses.get(finding.id, ())
    claims = [use.by for use in uses if isinstance(use.by, Claim)]
    publication = catalogue.publication_of(finding.id)
    return Document(
        type=DocumentType.FINDING,
        id=finding.id,
        title=f"{publication.short_authors} ({publication.year}), {finding.place}",
        names=(finding.id,),
        passages=as_passages("findings", finding_texts(finding)),
        facets={
            "type": (DocumentType.FINDING,),
            **_facets(catalogue, [use.entry for use in uses], (), claims),
            "evidence": (Evidence.PUBLISHED,),
        },
        quote_count=0,
    )


def _findings(catalogue: Catalogue, ids: Iterable[str]) -> Iterator[str]:
    return (text for name in ids for text in finding_texts(catalogue.find(Finding, name)))


def _turn(catalogue: Catalogue, turn: Turn, quote_count: int) -> Document:
    return Document(
        type=DocumentType.TURN,
        id=turn.id,
        title=_place_title(catalogue, turn),
        names=(turn.id,),
        passages=as_passages("turn", (turn.text,)),
        facets={
            "type": (DocumentType.TURN,),
            "section": (section_key(catalogue, turn),),
            **_of_turn(catalogue, turn),
            "speaker": (speaker_name(turn),),
        },
        quote_count=quote_count,
    )


def _of_turn(catalogue: Catalogue, turn: Turn) -> dict[str, tuple[str, ...]]:
    """What interview it is of, and who speaks: a person only where it is one that is known."""
    interview = catalogue.find(Interview, interview_id(turn.id))
    who = next((each for each in interview.participants if each.speaker == turn.speaker), None)
    role = catalogue.speaker_of(turn).role
    return {
        "interview": (interview.id,),
        "person": (who.person,) if who else (),
        "role": (who.role if who else role.value,),
        "domain": interview.domains,
        "language": (interview.language,),
    }


def section_key(catalogue: Catalogue, place: Quote | Turn) -> str:
    """The part of the interview that something is in, by a key that is of one title."""
    return catalogue.section_keys[interview_id(place.id), place.section]


def speaker_name(place: Quote | Turn) -> str:
    """Who speaks, by a name that is unique among all interviews."""
    return f"{interview_id(place.id)}-{place.speaker}"


def _facets(
    catalogue: Catalogue,
    entries: Iterable[Issue | Strategy],
    quotes: Iterable[Quote],
    claims: Iterable[Claim],
) -> dict[str, tuple[str, ...]]:
    """What these entries and quotes can be narrowed by, all taken together."""
    entries, quotes, claims = tuple(entries), tuple(quotes), tuple(claims)
    issues = [entry for entry in entries if isinstance(entry, Issue)]
    strategies = [entry for entry in entries if isinstance(entry, Strategy)]
    strategies += [
        catalogue.find(Strategy, claim.strategy)
        for issue in issues
        for claim in issue.claims
        if claim.strategy
    ]
    return {
        "category": unique(issue.category for issue in issues),
        "kind": unique(issue.kind for issue in issues),
        "phase": unique(phase for entry in entries for phase in entry.phases),
        "source": unique(source for issue in issues for source in issue.sources),
        "strategy-kind": unique(strategy.kind for strategy in strategies),
        "outcome": how_it_went(claims),
        "quality": qualities_of(catalogue, claims),
        "system": unique(name for quote in quotes for name in quote.about),
        "section": unique(section_key(catalogue, quote) for quote in quotes),
        "standing": unique(quote.standing for quote in quotes),
        "interview": unique(quote.interview for quote in quotes),
        "person": unique(catalogue.person_of(quote) for quote in quotes),
        "role": unique(role_of(catalogue, quote) for quote in quotes),
        "domain": unique(
            name for quote in quotes for name in catalogue.interview_of(quote).domains
        ),
        "language": unique(catalogue.interview_of(quote).language for quote in quotes),
        "speaker": unique(speaker_name(quote) for quote in quotes),
    }


SCHEMES = {
    "category": "category",
    "kind": "category",
    "phase": "phase",
    "source": "source",
    "strategy-kind": "strategy-kind",
    "quality": "quality",
    "system": "system",
    "domain": "domain",
}
"""The facets whose values are concepts, each with their scheme."""


TYPES = {
    DocumentType.ISSUE: "issues",
    DocumentType.STRATEGY: "strategies",
    DocumentType.QUOTE: "quotes",
    DocumentType.TURN: "turns",
    DocumentType.FINDING: "findings",
    DocumentType.PUBLICATION: "publications",
    DocumentType.GAP: "known gaps",
    DocumentType.EDGE: "topics not covered",
    DocumentType.STUDY_ISSUE: "issues of the study",
    DocumentType.CONCEPT: "concepts",
    DocumentType.STUDY: "studies",
    DocumentType.TERM: "terms of the ontology",
}
"""What the sorts of things are called when there are several."""


def labels(catalogue: Catalogue) -> dict[str, dict[str, tuple[str, ...]]]:
    """For each facet the names by which its values are known, the one to show first."""
    known = {scheme.id: scheme.concepts for scheme in catalogue.schemes}
    interviews = catalogue.interviews
    several = len(interviews) > 1
    return {
        "type": {kind.value: (name,) for kind, name in TYPES.items()},
        "evidence": {
            each.value: tuple(dict.fromkeys((each.label, each.value))) for each in Evidence
        },
        "standing": {standing.value: (standing.value,) for standing in Standing},
        "outcome": {each.value: tuple(dict.fromkeys((each.label, each.value))) for each in Outcome},
        **{
            facet: {each.id: (each.label, *each.also_called) for each in known.get(scheme, ())}
            for facet, scheme in SCHEMES.items()
        },
        "section": {
            catalogue.section_keys[one.id, each.id]: (each.title,)
            for one in interviews
            for each in one.sections
        },
        "interview": {one.id: (one.title,) for one in interviews},
        "person": {each.person: (each.person,) for one in interviews for each in one.participants},
        "role": {
            name: (name,)
            for one in interviews
            for name in (*(e.role for e in one.participants), *(s.role.value for s in one.speakers))
            if name != SpeakerRole.PARTICIPANT.value
        },
        "language": {one.language: (one.language,) for one in interviews},
        "speaker": {
            # In several interviews, several people are called by the same role.
            f"{one.id}-{each.id}": (
                *((f"{each.label}, {one.id}",) if several else ()),
                *(each.label, each.role.value),
            )
            for one in interviews
            for each in one.speakers
        },
    }


def _defining_passages(entry: Issue | Strategy) -> Passages:
    return (
        *as_passages("title", (entry.title,)),
        *as_passages("also_called", entry.also_called),
        *as_passages("translations", entry.titles.names),
        *as_passages("definition", (entry.definition, entry.use_when)),
    )


def _names(entry: Issue | Strategy) -> tuple[str, ...]:
    names = (*entry.also_called, *entry.titles.names, *entry.hidden_labels)
    return unique((entry.id, entry.title, *names))


def _claim_texts(claim: Claim) -> tuple[str, ...]:
    return claim.text, claim.cost or "", *_notes(claim)


def _notes(witnessed: Witnessed) -> Iterator[str]:
    """What single witnesses met."""
    return (witness.note or "" for witness in witnessed.witnesses)


def _quote_texts(quote: Quote) -> tuple[str, str]:
    return quote.exact, quote.gloss or ""


def _cited_quotes(catalogue: Catalogue, ids: Iterable[str]) -> tuple[Quote, ...]:
    return tuple(catalogue.find(Quote, quote) for quote in dict.fromkeys(ids))


def _place_title(catalogue: Catalogue, place: Quote | Turn) -> str:
    speaker, section = catalogue.speaker_of(place), catalogue.section_of(place)
    return f"{interview_id(place.id)}, {section.title}: {speaker.label}"
