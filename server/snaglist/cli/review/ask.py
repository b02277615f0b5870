"""``snag review ask``: what to ask in the meeting, and why."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click

from snaglist.cli.options import json_option, print_json
from snaglist.cli.review.lines import wrapped
from snaglist.cli.review.not_asked import HEADING, pointer_lines, topic_lines
from snaglist.cli.review.options import (
    effective_day,
    issue_ids,
    review_file,
    today_option,
)
from snaglist.model.entry import Outcome, outcome_label
from snaglist.reviews.canonical import plain_data
from snaglist.reviews.entry_snapshot import EntrySnapshot
from snaglist.reviews.events.fields import ProjectProfile
from snaglist.reviews.questions import (
    SHORT_QUESTIONS,
    Agenda,
    MeetingIssue,
    after_the_ten,
    agenda,
    in_order,
    unsettled_items,
)
from snaglist.reviews.record import Record
from snaglist.reviews.replay import rebuild
from snaglist.reviews.state import IssueState, ReviewState
from snaglist.reviews.statuses import status_label
from snaglist.reviews.yaml_file import read_record


@click.command()
@review_file
@click.argument("issues", metavar="[ISSUE…]", nargs=-1)
@click.option(
    "--short", is_flag=True, help=f"The {SHORT_QUESTIONS} questions for a half-hour meeting."
)
@json_option
@today_option
def ask(
    path: Path, issues: tuple[str, ...], short: bool, as_json: bool, today: date | None
) -> None:
    """What to ask in the meeting about each issue that is open or not looked at: why you see it,
    which answer would remove it, the questions, the quote or the published finding behind it,
    and what others did or proposed, with outcome and cost. With ISSUE…, only about those.

    First what you said yourselves (your severity and likelihood, your words, what you added), then
    by points, last what you rated low. --short has the first ten, three of one cause at most while
    there are others, says why each is among them, and what is left.

    Example: snag review ask review.yaml --short
    """
    record, at = read_record(path), effective_day(today)
    state = rebuild(record)
    items = unsettled_items(state, at)
    if issues:
        items = [state.item(name) for name in issue_ids(issues)]
    edges = [item for item in items if item.is_edge]
    items = [item for item in items if not item.is_edge]
    left = agenda(record, state.profile, items)
    if not (issues or short):
        items = in_order(left, items)
    if as_json and short:
        print_json(
            {
                "issues": [_short_json(record, each) for each in left.ten],
                "edges": [_edge_json(record, item) for item in edges],
                **meeting_json(left),
            }
        )
    elif as_json:
        print_json(
            {
                "issues": [_issue_json(record, state.profile, item, at) for item in items],
                "edges": [_issue_json(record, state.profile, item, at) for item in edges],
            }
        )
    elif not items and not edges:
        click.echo(_nothing_asked(state))
    elif short:
        click.echo("\n".join((*_short_lines(record, left), *_short_edges(record, edges))))
    else:
        lines = ["\n".join(_issue_lines(record, state.profile, item, at)) for item in items]
        lines += [f"{HEADING}:"] if edges else []
        lines += ["\n".join(_issue_lines(record, state.profile, item, at)) for item in edges]
        click.echo("\n\n".join(lines))


def _nothing_asked(state: ReviewState) -> str:
    """Why there is nothing to ask."""
    left = [item for item in state.items.values() if not item.retired]
    if left:
        return "Nothing left to ask: every issue is answered."
    return "Nothing is in this review to ask about; that says nothing of the project."


def _short_edges(record: Record, edges: list[IssueState]) -> Iterator[str]:
    """What the ten questions do not ask about, in a line each."""
    if edges:
        yield f"{HEADING}; each wants an answer, too:"
        yield from topic_lines(record, edges)


def _short_lines(record: Record, left: Agenda) -> Iterator[str]:
    for each in left.ten:
        yield from wrapped(each.question, f"{each.place:>2}  ", "    ")
        yield f"    {each.item.issue}  {record.entries[each.item.entry].title}"
        yield from wrapped(each.reason, "    ")
    if left.later:
        yield ""
        yield from wrapped(after_the_ten(left), "", "")
        yield from wrapped(", ".join(each.item.issue for each in left.later), "  ", "  ")


def _issue_lines(
    record: Record, profile: ProjectProfile, item: IssueState, today: date
) -> Iterator[str]:
    shown = record.entries[item.entry]
    yield f"{item.issue}  {shown.title}  [{status_label(item.status(today), edge=item.is_edge)}]"
    yield from wrapped(shown.definition, "", "")
    yield "Why you see this:"
    if item.by_hand:
        yield "  - It was added by hand."
    for why in item.why:
        labels = "; ".join(profile.label(answer) for answer in why.answers)
        yield from wrapped(f"{why.text}{f' (You said: {labels}.)' if labels else ''}", "  - ")
    if item.leaves_without:
        labels = "; ".join(profile.label(answer) for answer in item.leaves_without)
        without = "You would not see it" if item.by_rules else "No rule would add it"
        yield from wrapped(f"{without} without: {labels}.", "  ", "  ")
    if shown.questions:
        yield "Ask:"
    for question in shown.questions:
        yield from wrapped(question, "  - ")
    if shown.pointers:
        yield "Where others ask about it:"
        yield from pointer_lines(shown.pointers)
    yield from _evidence_lines(shown)


def _evidence_lines(shown: EntrySnapshot) -> Iterator[str]:
    """The quote or the finding behind an issue, and what others did or proposed."""
    if shown.consequence:
        yield from wrapped(
            f"Worst reported consequence: {shown.consequence} ({shown.severity})", "", "  "
        )
    if shown.quote:
        yield from wrapped(f"“{shown.quote.words}”", "  ", "   ")
        yield f"  {shown.quote.id}: {shown.quote.said}"
    if shown.finding:
        yield from wrapped(f"Published: {shown.finding.text}", "  ", "  ")
        yield from wrapped(f"{shown.finding.id}: {shown.finding.cited}", "  ", "    ")
    if shown.strategies:
        yield "What others did or proposed:"
    for each in shown.strategies:
        went = "; ".join(
            part for part in (_outcome(each.outcome), each.cost and f"cost: {each.cost}") if part
        )
        yield from wrapped(f"{each.id} {each.title}{f' ({went})' if went else ''}", "  - ")
        yield from wrapped(each.how, "    ", "    ")


def _outcome(outcome: str) -> str:
    """The outcome in words that can follow the title of a strategy."""
    return f"outcome {outcome_label(outcome)}" if outcome == Outcome.NOT_REPORTED else outcome


def _short_json(record: Record, each: MeetingIssue) -> dict[str, Any]:
    return {
        "issue": each.item.issue,
        "title": record.entries[each.item.entry].title,
        "question": each.question,
        "place": each.place,
        "ground": each.ground.value,
        "cause": each.cause,
        "reason": each.reason,
    }


def _edge_json(record: Record, item: IssueState) -> dict[str, Any]:
    return {"issue": item.issue, "title": record.entries[item.entry].title}


def _issue_json(
    record: Record, profile: ProjectProfile, item: IssueState, today: date
) -> dict[str, Any]:
    shown = record.entries[item.entry]
    return {
        **plain_data(shown),
        "status": item.status(today).value,
        "why": [
            {"text": why.text, "answers": {name: profile.label(name) for name in why.answers}}
            for why in item.why
        ],
        "leaves_without": {name: profile.label(name) for name in item.leaves_without},
    }


def meeting_json(left: Agenda) -> dict[str, Any]:
    """The ids of the ten, and of those that are left after them, in order."""
    return {
        "ten": [each.item.issue for each in left.ten],
        "later": [each.item.issue for each in left.later],
    }
