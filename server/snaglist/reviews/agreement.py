"""Whether answers that were given apart say the same, and what they then say together.

Answers are given apart by blind reviewers, and in copies of a review on two branches.
"""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from snaglist.reviews.evidence.forms import AnyEvidence
from snaglist.reviews.names import name_key
from snaglist.reviews.scales import Likelihood, Severity
from snaglist.reviews.statuses import Answer, Status

Terms = tuple[
    Status,
    str,
    str | frozenset[str],
    str,
    date | None,
    date | None,
    Severity | None,
    Likelihood | None,
    frozenset[AnyEvidence],
]


class Difference(StrEnum):
    """In what answers differ that were given apart."""

    STATUS = "status"
    TERMS = "terms"


DIFFERENCE_LABELS = {
    Difference.STATUS: "other statuses",
    Difference.TERMS: "same status, other terms",
}
"""A difference in words, as it stands after the id of an issue."""


def terms(answer: Answer) -> Terms:
    """What answers must have in common to agree.

    Status, reason, deed, owner, due day, last day, severity, likelihood and evidence. The deed is
    what was done; the links, where that is left out. The order of evidence, line breaks and the
    spelling of a name are no difference; notes are none either, for they are each reviewer's own.
    """
    return (
        answer.status,
        _one_line(answer.reason),
        _one_line(answer.done) or frozenset(answer.links),
        name_key(answer.owner),
        answer.due,
        answer.expires,
        answer.severity,
        answer.likelihood,
        frozenset(answer.evidence),
    )


def difference(answers: Sequence[Answer]) -> Difference | None:
    """In what answers differ; None where they agree."""
    if len({answer.status for answer in answers}) > 1:
        return Difference.STATUS
    return Difference.TERMS if len({terms(answer) for answer in answers}) > 1 else None


def agreed_answer(answers: Sequence[Answer]) -> Answer:
    """What all of some answers that agree say; a link or notes only where all of them have it.

    So nothing that one person wrote stands under the name of another.
    """
    first, *others = answers
    links = tuple(link for link in first.links if all(link in each.links for each in others))
    notes = first.notes if all(each.notes == first.notes for each in others) else ""
    return first.model_copy(update={"links": links, "notes": notes})


def _one_line(text: str) -> str:
    return " ".join(text.split())
