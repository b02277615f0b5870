"""The copy of a catalogue entry that a review keeps: what its reviewers are shown of an issue."""

from collections.abc import Collection

from snaglist.model.catalogue import Catalogue
from snaglist.model.edge import Edge, Pointer
from snaglist.model.entry import Claim, ClaimType, Issue, Strategy
from snaglist.model.guide import Guidance
from snaglist.model.interview import Quote
from snaglist.model.publication import Finding
from snaglist.reviews.field_types import (
    LineText,
    LongText,
    OptionalIdentifier,
    OptionalLineText,
    ShortText,
)
from snaglist.reviews.rows import edge_row
from snaglist.schema.fields import FindingId, Form, QuoteId, RowId, StrategyId


class QuoteSnapshot(Form):
    """The quote that makes an issue real: its words, and who said them where."""

    id: QuoteId
    words: LongText
    said: ShortText


class FindingSnapshot(Form):
    """The published finding that makes an issue real: our words, never those of the source.

    ``evidence`` is the kind of evidence, ``source`` the authors, venue and year, ``place`` where in
    the publication it stands, ``address`` where on the web the publication is found.
    """

    id: FindingId
    text: LongText
    evidence: LineText
    source: ShortText
    title: ShortText
    place: ShortText
    address: ShortText = ""

    @property
    def cited(self) -> str:
        """The line below it: ``audit · Northcutt et al., NeurIPS, 2021 · abstract``."""
        return " · ".join((self.evidence.lower(), self.source, self.place))


class StrategySnapshot(Form):
    """What others did about an issue, how it went, and what it cost, by their own account."""

    id: StrategyId
    title: ShortText
    how: ShortText
    outcome: ShortText = ""
    cost: ShortText = ""


class PointerSnapshot(Form):
    """Where a public instrument asks about a topic: its title, the item and what that is about."""

    instrument: ShortText
    item: LineText
    what: ShortText
    address: ShortText = ""


class EntrySnapshot(Form):
    """What a reviewer is shown of a row; its digest is the entry's hash in a review.

    An issue has a quote or a finding, or neither; a topic has ``pointers`` instead, and neither
    category nor questions. A field at its default is left out of what is hashed, so that an entry
    kept before there was ``finding`` or ``pointers`` keeps its digest.
    """

    issue: RowId
    title: LineText
    category: OptionalIdentifier = ""
    definition: ShortText
    consequence: ShortText = ""
    severity: OptionalLineText = ""
    questions: tuple[ShortText, ...] = ()
    quote: QuoteSnapshot | None = None
    finding: FindingSnapshot | None = None
    strategies: tuple[StrategySnapshot, ...] = ()
    pointers: tuple[PointerSnapshot, ...] = ()


def snapshot_issue(
    catalogue: Catalogue, issue: Issue, phases: Collection[str] = ()
) -> EntrySnapshot:
    """What a review of a project in these phases shows of an issue; of any, without phases.

    Of its questions, those that can be asked then.
    The guide chooses the quote or the finding, and the worst consequence; without guidance it is
    the first quote that the issue cites, else its first finding, and there is no consequence.
    Strategies are those that answer the issue or
    detect it.
    """
    guidance = catalogue.guide.of_issue.get(issue.id) if catalogue.guide else None
    worst = guidance.worst.claim if guidance and guidance.worst else None
    told = next((claim.text for claim in issue.claims if claim.id == worst), "")
    severity = catalogue.guide.severity(guidance) if catalogue.guide else None
    quote, finding = _shown(issue, guidance)
    return EntrySnapshot(
        issue=issue.id,
        title=issue.title,
        category=issue.category,
        definition=issue.definition,
        consequence=told,
        severity=severity.label if severity else "",
        questions=tuple(each.text for each in issue.questions_in(phases)),
        quote=_quote(catalogue, quote) if quote else None,
        finding=_finding(catalogue, finding) if finding else None,
        strategies=tuple(
            _strategy(catalogue, claim)
            for claim in issue.claims_of(ClaimType.MITIGATION, ClaimType.DETECTION)
            if claim.strategy
        ),
    )


def snapshot_edge(catalogue: Catalogue, edge: Edge) -> EntrySnapshot:
    """What a review shows of a topic that the catalogue does not ask about."""
    return EntrySnapshot(
        issue=edge_row(edge.id),
        title=edge.title,
        definition=edge.text,
        pointers=tuple(_pointer(catalogue, pointer) for pointer in edge.pointers),
    )


def _pointer(catalogue: Catalogue, pointer: Pointer) -> PointerSnapshot:
    instrument = catalogue.instrument(pointer.instrument)
    return PointerSnapshot(
        instrument=instrument.title, item=pointer.item, what=pointer.what, address=instrument.url
    )


def _shown(issue: Issue, guidance: Guidance | None) -> tuple[str | None, str | None]:
    """The ids of the quote and of the finding that make an issue real: one of them at most."""
    if guidance:
        return guidance.quote, guidance.finding
    quote = next(iter(issue.quote_ids()), None)
    return quote, None if quote else next(iter(issue.finding_ids()), None)


def _quote(catalogue: Catalogue, identifier: str) -> QuoteSnapshot:
    quote = catalogue.find(Quote, identifier)
    speaker, section = catalogue.speaker_of(quote), catalogue.section_of(quote)
    # With one interview there is no other that it could be of.
    who = f"{quote.interview}, " if len(catalogue.interviews) > 1 else ""
    place = f"{who}{speaker.label}, {section.title}, line {quote.line}, {quote.standing.value}"
    return QuoteSnapshot(id=quote.id, words=" ".join(quote.exact.split()), said=place)


def _finding(catalogue: Catalogue, identifier: str) -> FindingSnapshot:
    finding = catalogue.find(Finding, identifier)
    work = catalogue.publication_of(identifier)
    venue = work.venue or (f"arXiv {work.arxiv}" if work.arxiv else None)
    return FindingSnapshot(
        id=finding.id,
        text=finding.text,
        evidence=catalogue.concept("evidence", finding.evidence).label,
        source=", ".join(filter(None, (work.short_authors, venue, str(work.year)))),
        title=work.title,
        place=finding.place,
        address=work.address or "",
    )


def _strategy(catalogue: Catalogue, claim: Claim) -> StrategySnapshot:
    strategy = catalogue.find(Strategy, claim.strategy or "")
    return StrategySnapshot(
        id=strategy.id,
        title=strategy.title,
        how=claim.text,
        outcome=claim.outcome.value if claim.outcome else "",
        cost=claim.cost or "",
    )
