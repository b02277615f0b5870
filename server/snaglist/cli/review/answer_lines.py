"""An answer as commands print it: on one line, and as JSON."""

from datetime import date
from typing import Any

from snaglist.reviews.canonical import plain_data
from snaglist.reviews.evidence.words import evidence_line
from snaglist.reviews.statuses import Answer


def answer_line(answer: Answer, today: date) -> str:
    """An answer on one line: status, grounds, owner, days, links, notes, evidence."""
    expired = " (over)" if answer.expires and answer.expires < today else ""
    parts = (
        answer.status.value.replace("-", " "),
        answer.done and f"done: {answer.done}",
        answer.reason and f"because {answer.reason}",
        answer.owner and f"owner {answer.owner}",
        f"due {answer.due}" if answer.due else "",
        f"until {answer.expires}{expired}" if answer.expires else "",
        answer.rating,
        *answer.links,
        answer.notes and f"notes: {answer.notes}",
        *(f"evidence: {evidence_line(each)}" for each in answer.evidence),
    )
    return "; ".join(" ".join(part.split()) for part in parts if part)


def answer_json(answer: Answer) -> dict[str, Any]:
    """The fields of an answer that are not at their default, for JSON."""
    found = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in plain_data(answer).items()
    }
    if answer.evidence:
        found |= answer.model_dump(mode="json", include={"evidence"}, exclude_defaults=True)
    return found
