"""The facets of what entries rest on: claims, quotes, findings and the questions of a review."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from snaglist.model.catalogue import Catalogue
from snaglist.model.entry import (
    Claim,
    ClaimType,
    Issue,
    Outcome,
    ReviewQuestion,
    Strategy,
    outcome_label,
)
from snaglist.model.facets import EVIDENCE, Facet, interview_facets, qualities_of
from snaglist.model.interview import Quote, Standing
from snaglist.model.publication import Finding, publication_id
from snaglist.model.witness import Evidence, Stance, evidence_label, evidence_values


@dataclass(frozen=True, slots=True)
class EntryClaim:
    """A claim, and the entry that makes it."""

    entry: Issue | Strategy
    claim: Claim


@dataclass(frozen=True, slots=True)
class IssueQuestion:
    """A question of a review, the issue that asks it, and its place there, from 1."""

    issue: Issue
    number: int
    question: ReviewQuestion

    @property
    def id(self) -> str:
        """As the data names it: ``SNAG-001-R1``."""
        return f"{self.issue.id}-R{self.number}"


def claims(catalogue: Catalogue) -> Iterator[EntryClaim]:
    """The claims of entries in use, in the order of the entries."""
    entries: tuple[Issue | Strategy, ...] = (*catalogue.live_issues, *catalogue.live_strategies)
    for entry in entries:
        for claim in entry.claims:
            yield EntryClaim(entry, claim)


def questions(catalogue: Catalogue) -> Iterator[IssueQuestion]:
    """The questions of issues in use, in the order of the issues."""
    for issue in catalogue.live_issues:
        for number, question in enumerate(issue.questions, start=1):
            yield IssueQuestion(issue, number, question)


def categories_of(entry: Issue | Strategy) -> Sequence[str]:
    """The category of an issue; a strategy has none."""
    return (entry.category,) if isinstance(entry, Issue) else ()


def entries_on(catalogue: Catalogue, witness: str) -> list[Issue | Strategy]:
    """The entries in use that rest on a quote or a finding, each once."""
    return list({use.entry.id: use.entry for use in catalogue.uses.get(witness, ())}.values())


def _categories_on(catalogue: Catalogue, witness: Quote | Finding) -> Sequence[str]:
    return [name for entry in entries_on(catalogue, witness.id) for name in categories_of(entry)]


def _quoted(catalogue: Catalogue, claim: Claim) -> list[Quote]:
    return [catalogue.find(Quote, name) for name in claim.quotes]


def evidence_of_question(row: IssueQuestion) -> tuple[Evidence, ...]:
    """What bears out the claims that a question guards against."""
    found = {
        value
        for claim in row.issue.claims
        if claim.id in row.question.claims
        for value in claim.evidence
    }
    return evidence_values(Evidence.TOLD in found, Evidence.PUBLISHED in found)


CLAIM_FACETS: tuple[Facet[EntryClaim], ...] = (
    Facet(
        "type", "Type of claim", None, lambda _, row: (row.claim.type,), options=tuple(ClaimType)
    ),
    Facet("category", "Category", "category", lambda _, row: categories_of(row.entry)),
    Facet("phase", "Phase", "phase", lambda _, row: row.entry.phases),
    Facet(
        "outcome",
        "Outcome",
        None,
        lambda _, row: (row.claim.outcome.value,) if row.claim.outcome else (),
        options=tuple(Outcome),
        label=outcome_label,
    ),
    Facet(
        EVIDENCE,
        "Evidence",
        None,
        lambda _, row: row.claim.evidence,
        options=tuple(Evidence),
        label=evidence_label,
    ),
    Facet(
        "stance",
        "Stance",
        None,
        lambda _, row: [each.stance for each in row.claim.witnesses],
        options=tuple(Stance),
    ),
    Facet(
        "quality",
        "Quality characteristic",
        "quality",
        lambda catalogue, row: qualities_of(catalogue, (row.claim,)),
        offered=False,
    ),
    Facet("stakeholder", "Stakeholder", "stakeholder", lambda _, row: row.claim.felt_by, False),
    *interview_facets(lambda catalogue, row: _quoted(catalogue, row.claim)),
    Facet(
        "publication",
        "Publication",
        None,
        lambda _, row: [publication_id(name) for name in row.claim.findings],
        offered=False,
    ),
)

QUOTE_FACETS: tuple[Facet[Quote], ...] = (
    Facet("category", "Category", "category", _categories_on),
    *interview_facets(lambda _, quote: (quote,)),
    Facet(
        "standing", "Standing", None, lambda _, quote: (quote.standing,), options=tuple(Standing)
    ),
    Facet("system", "System", "system", lambda _, quote: quote.about),
    Facet("coder", "Coder", None, lambda _, quote: (quote.coder,)),
)

FINDING_FACETS: tuple[Facet[Finding], ...] = (
    Facet("category", "Category", "category", _categories_on),
    Facet("evidence-kind", "Kind of evidence", "evidence", lambda _, finding: (finding.evidence,)),
    Facet(
        "year",
        "Year",
        None,
        lambda catalogue, finding: (str(catalogue.publication_of(finding.id).year),),
    ),
    Facet(
        "publication",
        "Publication",
        None,
        lambda _, finding: (publication_id(finding.id),),
        offered=False,
    ),
)

QUESTION_FACETS: tuple[Facet[IssueQuestion], ...] = (
    Facet("category", "Category", "category", lambda _, row: (row.issue.category,)),
    Facet("phase", "Phase", "phase", lambda _, row: row.question.phases),
    Facet(
        EVIDENCE,
        "Evidence",
        None,
        lambda _, row: evidence_of_question(row),
        options=tuple(Evidence),
        label=evidence_label,
    ),
)
