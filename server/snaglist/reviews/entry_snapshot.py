"""The copy of a catalogue entry that a review keeps: what its reviewers are shown of an issue."""

from collections.abc import Collection

from snaglist.model.catalogue import Catalogue
from snaglist.model.entry import Claim, ClaimType, Issue, Strategy
from snaglist.model.interview import Quote
from snaglist.reviews.field_types import Identifier, LineText, LongText, OptionalLineText, ShortText
from snaglist.schema.fields import Form, IssueId, QuoteId, StrategyId


class QuoteSnapshot(Form):
    """The quote that makes an issue real: its words, and who said them where."""

    id: QuoteId
    words: LongText
    said: ShortText


class StrategySnapshot(Form):
    """What others did about an issue, how it went, and what it cost, by their own account."""

    id: StrategyId
    title: ShortText
    how: ShortText
    outcome: ShortText = ""
    cost: ShortText = ""


class EntrySnapshot(Form):
    """What a reviewer is shown of an issue; its digest is the entry's hash in a review."""

    issue: IssueId
    title: LineText
    category: Identifier
    definition: ShortText
    consequence: ShortText = ""
    severity: OptionalLineText = ""
    questions: tuple[ShortText, ...] = ()
    quote: QuoteSnapshot | None = None
    strategies: tuple[StrategySnapshot, ...] = ()


def snapshot_issue(
    catalogue: Catalogue, issue: Issue, phases: Collection[str] = ()
) -> EntrySnapshot:
    """What a review of a project in these phases shows of an issue; of any, without phases.

    Of its questions, those that can be asked then.
    The guide chooses the quote and the worst consequence; without guidance the quote is the first
    that the issue cites, and there is no consequence. Strategies are those that answer the issue or
    detect it.
    """
    guidance = catalogue.guide.of_issue.get(issue.id) if catalogue.guide else None
    worst = guidance.worst.claim if guidance and guidance.worst else None
    told = next((claim.text for claim in issue.claims if claim.id == worst), "")
    severity = catalogue.guide.severity(guidance) if catalogue.guide else None
    cited = guidance.quote if guidance else next(iter(issue.quote_ids()), None)
    return EntrySnapshot(
        issue=issue.id,
        title=issue.title,
        category=issue.category,
        definition=issue.definition,
        consequence=told,
        severity=severity.label if severity else "",
        questions=tuple(each.text for each in issue.questions_in(phases)),
        quote=_quote(catalogue, cited) if cited else None,
        strategies=tuple(
            _strategy(catalogue, claim)
            for claim in issue.claims_of(ClaimType.MITIGATION, ClaimType.DETECTION)
            if claim.strategy
        ),
    )


def _quote(catalogue: Catalogue, identifier: str) -> QuoteSnapshot:
    quote = catalogue.find(Quote, identifier)
    speaker, section = catalogue.speaker_of(quote), catalogue.section_of(quote)
    place = f"{speaker.label}, {section.title}, line {quote.line}, {quote.standing.value}"
    return QuoteSnapshot(id=quote.id, words=" ".join(quote.exact.split()), said=place)


def _strategy(catalogue: Catalogue, claim: Claim) -> StrategySnapshot:
    strategy = catalogue.find(Strategy, claim.strategy or "")
    return StrategySnapshot(
        id=strategy.id,
        title=strategy.title,
        how=claim.text,
        outcome=claim.outcome.value if claim.outcome else "",
        cost=claim.cost or "",
    )
