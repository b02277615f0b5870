"""The columns of the evidence table: what each says of an issue, a claim, a quote and so on."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from snaglist.model.catalogue import Catalogue, interview_id
from snaglist.model.entry import Claim, Issue, Strategy
from snaglist.model.evidence_facets import EntryClaim, IssueQuestion, entries_on
from snaglist.model.facets import outcomes_of, qualities_of, quotes_of, role_of
from snaglist.model.interview import Quote
from snaglist.model.publication import Finding, publication_id
from snaglist.model.references import full_reference

Row = TypeVar("Row", contravariant=True)

Cell = str | int | tuple[str, ...]
"""A text, a number, or several values."""


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """A column: what it is called, what it holds of a row, and the scheme of its values, if any.

    ``ids`` is true where its values are ids of things of the catalogue.
    """

    name: str
    title: str
    cell: Callable[[Catalogue, Row], Cell]
    scheme: str | None = None
    ids: bool = False


def _each_once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _strategies_of(issue: Issue) -> tuple[str, ...]:
    return _each_once(claim.strategy for claim in issue.claims if claim.strategy)


def _leads_to(issue: Issue) -> tuple[str, ...]:
    return tuple(arrow.issue for arrow in issue.leads_to)


def _comes_from(catalogue: Catalogue, issue: Issue) -> tuple[str, ...]:
    return tuple(origin.id for origin, _ in catalogue.led_to_by.get(issue.id, ()))


def _rests_on(catalogue: Catalogue, entry: Issue | Strategy) -> tuple[list[str], list[str]]:
    """The ids of the quotes and of the findings of an entry; of a strategy those of issues, too."""
    claims = [claim for _, claim in catalogue.named_by.get(entry.id, ())]
    quotes = (*entry.quote_ids(), *(name for claim in claims for name in claim.quotes))
    findings = (*entry.finding_ids(), *(name for claim in claims for name in claim.findings))
    return list(dict.fromkeys(quotes)), list(dict.fromkeys(findings))


def _interviews(catalogue: Catalogue, entry: Issue | Strategy) -> tuple[str, ...]:
    return _each_once(interview_id(name) for name in _rests_on(catalogue, entry)[0])


def _publications(catalogue: Catalogue, entry: Issue | Strategy) -> tuple[str, ...]:
    return _each_once(publication_id(name) for name in _rests_on(catalogue, entry)[1])


def _people(catalogue: Catalogue, entry: Issue | Strategy) -> tuple[str, ...]:
    found = [catalogue.find(Quote, name) for name in _rests_on(catalogue, entry)[0]]
    return _each_once(catalogue.person_of(quote) for quote in found)


Entries = Issue | Strategy
_BEGIN: tuple[Column[Entries], ...] = (
    Column("id", "ID", lambda _, entry: entry.id, ids=True),
    Column("title", "Title", lambda _, entry: entry.title),
    Column("definition", "Definition", lambda _, entry: entry.definition),
)

_END: tuple[Column[Entries], ...] = (
    Column("evidence", "Evidence", lambda catalogue, entry: catalogue.evidence_of(entry)),
    Column("outcomes", "Outcomes", outcomes_of),
    Column("claims", "Claims", lambda _, entry: len(entry.claims)),
    Column("quotes", "Quotes", lambda catalogue, entry: len(_rests_on(catalogue, entry)[0])),
    Column("findings", "Findings", lambda catalogue, entry: len(_rests_on(catalogue, entry)[1])),
    Column("interviews", "Interviews", _interviews, ids=True),
    Column("people", "People", _people),
    Column("publications", "Publications", _publications, ids=True),
    Column("status", "Status", lambda _, entry: entry.status.value),
    Column(
        "changed",
        "Changed",
        lambda _, entry: max((each.on.isoformat() for each in entry.history), default=""),
    ),
)

ISSUE_COLUMNS: tuple[Column[Issue], ...] = (
    *_BEGIN,
    Column("category", "Category", lambda _, issue: issue.category, "category"),
    Column("kind", "Kind", lambda _, issue: issue.kind, "category"),
    Column("phases", "Phases", lambda _, issue: issue.phases, "phase"),
    Column("sources", "Sources of data", lambda _, issue: issue.sources, "source"),
    Column("artefacts", "Artefacts", lambda _, issue: issue.artefacts, "artefact"),
    Column(
        "systems",
        "Systems",
        lambda catalogue, issue: _each_once(
            name for quote in quotes_of(catalogue, issue) for name in quote.about
        ),
        "system",
    ),
    Column(
        "qualities",
        "Quality characteristics",
        lambda catalogue, issue: qualities_of(catalogue, issue.claims),
        "quality",
    ),
    Column(
        "stakeholders",
        "Stakeholders",
        lambda _, issue: _each_once(name for claim in issue.claims for name in claim.felt_by),
        "stakeholder",
    ),
    Column("strategies", "Strategies", lambda _, issue: _strategies_of(issue), ids=True),
    Column("leads-to", "Leads to", lambda _, issue: _leads_to(issue), ids=True),
    Column("comes-from", "Comes from", _comes_from, ids=True),
    Column("questions", "Questions", lambda _, issue: len(issue.questions)),
    *_END,
)

STRATEGY_COLUMNS: tuple[Column[Strategy], ...] = (
    *_BEGIN,
    Column("kind", "Kind", lambda _, strategy: strategy.kind, "strategy-kind"),
    Column("phases", "Phases", lambda _, strategy: strategy.phases, "phase"),
    Column(
        "answers",
        "Answers",
        lambda catalogue, strategy: _each_once(
            issue.id for issue, _ in catalogue.answers.get(strategy.id, ())
        ),
        ids=True,
    ),
    Column(
        "notices",
        "Notices",
        lambda catalogue, strategy: _each_once(
            issue.id for issue, _ in catalogue.notices.get(strategy.id, ())
        ),
        ids=True,
    ),
    *_END,
)

CLAIM_COLUMNS: tuple[Column[EntryClaim], ...] = (
    Column("id", "ID", lambda _, row: row.claim.id, ids=True),
    Column("entry", "Entry", lambda _, row: row.entry.id, ids=True),
    Column("title", "Title", lambda _, row: row.entry.title),
    Column("category", "Category", lambda _, row: getattr(row.entry, "category", ""), "category"),
    Column("type", "Type", lambda _, row: row.claim.type.value),
    Column("text", "Text", lambda _, row: row.claim.text),
    Column(
        "stances",
        "Stances",
        lambda _, row: _each_once(each.stance.value for each in row.claim.witnesses),
    ),
    Column(
        "qualities",
        "Quality characteristics",
        lambda catalogue, row: qualities_of(catalogue, (row.claim,)),
        "quality",
    ),
    Column("stakeholders", "Stakeholders", lambda _, row: row.claim.felt_by, "stakeholder"),
    Column("strategy", "Strategy", lambda _, row: row.claim.strategy or "", ids=True),
    Column(
        "outcome", "Outcome", lambda _, row: row.claim.outcome.value if row.claim.outcome else ""
    ),
    Column("cost", "Cost", lambda _, row: row.claim.cost or ""),
    Column("evidence", "Evidence", lambda _, row: row.claim.evidence),
    Column("quotes", "Quotes", lambda _, row: row.claim.quotes, ids=True),
    Column("findings", "Findings", lambda _, row: row.claim.findings, ids=True),
    Column(
        "interviews",
        "Interviews",
        lambda _, row: _each_once(interview_id(name) for name in row.claim.quotes),
        ids=True,
    ),
    Column(
        "people",
        "People",
        lambda catalogue, row: _each_once(
            catalogue.person_of(catalogue.find(Quote, name)) for name in row.claim.quotes
        ),
    ),
    Column(
        "publications",
        "Publications",
        lambda _, row: _each_once(publication_id(name) for name in row.claim.findings),
        ids=True,
    ),
)


def _entries_column(name: str, title: str, kind: type[Entries]) -> Column[Quote | Finding]:
    return Column(
        name,
        title,
        lambda catalogue, witness: tuple(
            entry.id for entry in entries_on(catalogue, witness.id) if isinstance(entry, kind)
        ),
        ids=True,
    )


def _claims_on(catalogue: Catalogue, witness: Quote | Finding) -> tuple[str, ...]:
    uses = catalogue.uses.get(witness.id, ())
    return tuple(use.by.id for use in uses if isinstance(use.by, Claim))


_USED: tuple[Column[Quote | Finding], ...] = (
    _entries_column("issues", "Issues", Issue),
    _entries_column("strategies", "Strategies", Strategy),
    Column("claims", "Claims", _claims_on, ids=True),
)

QUOTE_COLUMNS: tuple[Column[Quote], ...] = (
    Column("id", "ID", lambda _, quote: quote.id, ids=True),
    Column("words", "Words", lambda _, quote: " ".join(quote.exact.split())),
    Column("gloss", "Gloss", lambda _, quote: quote.gloss or ""),
    Column("interview", "Interview", lambda _, quote: quote.interview, ids=True),
    Column("person", "Person", lambda catalogue, quote: catalogue.person_of(quote)),
    Column("role", "Role", role_of),
    Column("language", "Language", lambda catalogue, quote: catalogue.interview_of(quote).language),
    Column("speaker", "Speaker", lambda catalogue, quote: catalogue.speaker_of(quote).label),
    Column("section", "Section", lambda catalogue, quote: catalogue.section_of(quote).title),
    Column("line", "Line", lambda _, quote: quote.line),
    Column("turn", "Turn", lambda _, quote: quote.turn, ids=True),
    Column("standing", "Standing", lambda _, quote: quote.standing.value),
    Column("systems", "Systems", lambda _, quote: quote.about, "system"),
    *_USED,
    Column("coder", "Coder", lambda _, quote: quote.coder),
)

FINDING_COLUMNS: tuple[Column[Finding], ...] = (
    Column("id", "ID", lambda _, finding: finding.id, ids=True),
    Column("text", "Text", lambda _, finding: finding.text),
    Column(
        "figures",
        "Figures",
        lambda _, finding: tuple(f"{each.value}: {each.what}" for each in finding.figures),
    ),
    Column("evidence-kind", "Kind of evidence", lambda _, finding: finding.evidence, "evidence"),
    Column("design", "Design", lambda _, finding: finding.design),
    Column("population", "Population", lambda _, finding: finding.population),
    Column("period", "Period", lambda _, finding: finding.period or ""),
    Column("place", "Place", lambda _, finding: finding.place),
    Column("publication", "Publication", lambda _, finding: publication_id(finding.id), ids=True),
    Column("year", "Year", lambda catalogue, finding: catalogue.publication_of(finding.id).year),
    Column(
        "reference",
        "Reference",
        lambda catalogue, finding: full_reference(catalogue.publication_of(finding.id)),
    ),
    *_USED,
)

QUESTION_COLUMNS: tuple[Column[IssueQuestion], ...] = (
    Column("id", "ID", lambda _, row: row.id),
    Column("issue", "Issue", lambda _, row: row.issue.id, ids=True),
    Column("title", "Title", lambda _, row: row.issue.title),
    Column("category", "Category", lambda _, row: row.issue.category, "category"),
    Column("question", "Question", lambda _, row: row.question.text),
    Column("phases", "Phases", lambda _, row: row.question.phases, "phase"),
    Column("claims", "Claims", lambda _, row: row.question.claims, ids=True),
)
