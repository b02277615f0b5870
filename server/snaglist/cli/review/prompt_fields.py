"""The fields of an answer that the prompt asks for."""

from collections.abc import Mapping, Sequence
from typing import Any

from snaglist.cli.review.evidence import with_hashes
from snaglist.cli.review.prompt_terminal import prompt
from snaglist.reviews.answer_changes import EMPTIED_WITH_NONE, STEP_FIELDS
from snaglist.reviews.scales import Likelihood, Severity
from snaglist.reviews.statuses import Answer, Status

ASKED_FOR: dict[Status, tuple[str, ...]] = {
    Status.OPEN: ("owner", "due", "notes"),
    Status.ADDRESSED: ("done", "links", "evidence"),
    Status.ACCEPTED: ("reason", "owner", "expires"),
    Status.NOT_APPLICABLE: ("reason",),
}
"""What each answer is asked for; what it does not need may be left out."""

LABELS = {
    "severity": f"How bad for you ({', '.join(reversed(Severity))})",
    "likelihood": f"How likely for you ({', '.join(reversed(Likelihood))})",
    "owner": "Who is responsible",
    "due": "Due, as 2026-12-31",
    "notes": "What is the case with you",
    "done": "What was done",
    "links": "Links, separated by spaces",
    "evidence": "Evidence, as: test junit.xml tests/test_a.py::test_b (Enter: none, or no more)",
    "reason": "Why",
    "expires": "Accepted until, as 2026-12-31",
}

EMPTY = "-"
"""What takes out what stands in a field."""


def ask_fields(fields: Sequence[str], before: Answer, typed: dict[str, str], owner: str) -> None:
    """Ask for each field, and note in ``typed`` what was typed, or left as it was.

    What was typed before is offered again, else what ``before`` has, else ``owner`` as the owner.
    """
    for field in fields:
        if field == "evidence":
            typed[field] = _prompt_lines(field, typed.get(field, ""))
            continue
        present = "" if field == "links" else str(getattr(before, field) or "")
        if "\n" in present:
            present = ""  # notes of more than one line stay as they are
        suggested = owner if field == "owner" else ""
        typed[field] = prompt(LABELS[field], typed.get(field) or present or suggested)


def given_fields(fields: Sequence[str], typed: Mapping[str, str]) -> dict[str, Any]:
    """What was typed for fields as ``changed_answer`` takes it.

    Raises ``UsageError`` for evidence that is none, or whose file cannot be read.
    """
    given: dict[str, Any] = {}
    for field in fields:
        value = typed[field].strip()
        if value == EMPTY:
            given[field] = None if field in EMPTIED_WITH_NONE else ""
            if field in ("links", "evidence"):
                given |= {field: (), f"no_{field}": True}
        elif field == "links":
            given[field] = tuple(value.split())
        elif field == "evidence":
            if value:
                given[field] = with_hashes(tuple(value.splitlines()))
        elif field in STEP_FIELDS and value:
            given[field] = _step(field, value)
        elif value or field not in ("notes", *EMPTIED_WITH_NONE):
            given[field] = value
    return given


def _prompt_lines(field: str, typed: str) -> str:
    """What is typed until somebody only presses Enter, a line each; first what was typed before."""
    found = []
    for line in typed.splitlines():
        found += [prompt(LABELS[field], line)]
    while EMPTY not in found and (line := prompt(LABELS[field])):
        found.append(line)
    return EMPTY if EMPTY in found else "\n".join(found)


def _step(field: str, typed: str) -> str:
    """The step of a scale that begins with what was typed; what is none stays, to be reported."""
    value = "-".join(typed.casefold().split())
    steps: list[str] = [*Severity] if field == "severity" else [*Likelihood]
    found = [step for step in steps if step.startswith(value)]
    return found[0] if len(found) == 1 else value


def typed_lines(typed: Mapping[str, str]) -> list[str]:
    """What was typed, a line a field."""
    return [f"  {LABELS[field]}: {value}" for field, value in typed.items() if value]
