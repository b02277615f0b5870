"""An issue as the prompt shows it, and what may be done with it."""

from collections.abc import Iterator

from snaglist.cli.review.not_asked import HEADING, pointer_lines
from snaglist.cli.review.prompt_terminal import wrapped
from snaglist.reviews.entry_snapshot import EntrySnapshot
from snaglist.reviews.scales import LIKELIHOOD_STEPS, SEVERITY_STEPS
from snaglist.reviews.state import IssueState
from snaglist.reviews.statuses import Answer, Status, status_label, status_meaning

STATUS_KEYS = {
    "o": Status.OPEN,
    "d": Status.ADDRESSED,
    "a": Status.ACCEPTED,
    "n": Status.NOT_APPLICABLE,
}
"""The letters that answer; d as in done."""

RATE = "r"
"""The letter that says how bad and how likely it is, and answers nothing."""


def issue_lines(
    item: IssueState, shown: EntrySnapshot, before: Answer, number: int, whole: int
) -> Iterator[str]:
    """An issue, its first questions and the present answer; it is so many of the whole."""
    label = status_label(before.status, edge=item.is_edge)
    yield ""
    yield from wrapped(f"{number} of {whole} · {item.issue} · {shown.title} [{label}]")
    if item.is_edge:
        yield f"{HEADING}:"
    yield from wrapped(shown.definition)
    for question in shown.questions[:2]:
        yield from wrapped(question, "  - ")
    for text in filter(None, (before.rating, before.done, before.reason, before.notes)):
        yield from wrapped(f"So far: {' '.join(text.split())}")


def more_lines(shown: EntrySnapshot, edge: bool) -> Iterator[str]:
    """All questions, the worst that was reported, and what each answer means."""
    for question in shown.questions:
        yield from wrapped(question, "  - ")
    yield from pointer_lines(shown.pointers)
    if shown.consequence:
        yield from wrapped(f"Worst reported consequence: {shown.consequence}")
    for key, status in STATUS_KEYS.items():
        meaning = status_meaning(status, edge=edge)
        needs = f" It needs {meaning.needs}." if meaning.needs else ""
        yield from wrapped(f"{key} {meaning.label}: {meaning.definition}{needs}", "  ")
    yield f"{RATE} rate: how severe it would be for you, and how likely it is"
    for each in (*SEVERITY_STEPS.values(), *LIKELIHOOD_STEPS.values()):
        yield from wrapped(f"{each.label}: {each.definition}", "    ")
