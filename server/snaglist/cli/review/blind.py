"""Commands for answers that were given apart: ``snag review hand-in`` and ``settle``."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from snaglist.cli.review.answer_options import answer_fields, answer_options, updated_answer
from snaglist.cli.review.join import difference_lines
from snaglist.cli.review.options import (
    author_name,
    by_option,
    edit_review,
    effective_day,
    effective_time,
    how_far,
    issue_arguments,
    issue_ids,
    review_file,
    today_option,
)
from snaglist.errors import UsageError
from snaglist.reviews.commands import answering
from snaglist.reviews.names import same_name
from snaglist.reviews.record import Record
from snaglist.reviews.replay import rebuild
from snaglist.reviews.rows import rows_text
from snaglist.reviews.state import IssueState, ReviewState
from snaglist.reviews.statuses import NOT_LOOKED_AT, Answer, Status, status_label


@click.command()
@review_file
@click.option("--take-back", is_flag=True, help="Go on blind, until all have handed in.")
@by_option
@today_option
def hand_in(path: Path, take_back: bool, by: str | None, today: date | None) -> None:
    """End the blind part for a reviewer; what they said stays as it is, unless they take the
    hand-in back (--take-back) before all have handed in.

    With the last of them, all is compared. They agree where status, reason or deed, owner and days
    do; what they differ on is open until it is settled.

    Example: snag review hand-in review.yaml --by Ana
    """
    name = author_name(by, path)
    command = answering.take_back if take_back else answering.hand_in
    state = edit_review(path, lambda record: command(record, by=name, now=effective_time(today)))
    if take_back:
        click.echo(f"{name} goes on blind, and hands in again after that.")
        return
    click.echo(f"{name} has handed in.")
    unseen = _not_looked_at(state, name)
    if unseen:
        click.echo(f"{name} did not look at {rows_text(unseen)}: {', '.join(unseen)}.")
    click.echo("\n".join(difference_lines(state, effective_day(today))))


def _not_looked_at(state: ReviewState, name: str) -> list[str]:
    """The issues that a blind reviewer gave no answer to."""
    reviewer = state.reviewer(name)
    return [
        item.issue
        for item in state.items.values()
        if not any(
            each.by == reviewer and each.answer.status is not Status.NOT_LOOKED_AT
            for each in item.opinions
        )
    ]


@click.command()
@review_file
@issue_arguments
@click.option(
    "--as",
    "like",
    metavar="NAME",
    help="Take the answer that this person gave, or that of an event by its number.",
)
@answer_options
@click.option("--resolution", metavar="TEXT", required=True, help="How you came to it.")
@by_option
@today_option
def settle(
    path: Path,
    issues: tuple[str, ...],
    like: str | None,
    resolution: str,
    by: str | None,
    today: date | None,
    **given: Any,
) -> None:
    """Settle issues to which answers differ that blind reviewers, or two branches, gave: the answer
    of one of them (--as), or another.

    Example: snag review settle review.yaml SNAG-001 --as Ben --resolution "Ana saw the test run."
    """
    name, names, new = author_name(by, path), issue_ids(issues), answer_fields(given)
    if not new.get("status") and not like:
        raise UsageError("Say what you settled on: --as NAME or --status STATUS.")

    def deed(record: Record) -> Record:
        for issue in names:
            item = rebuild(record).item(issue)
            answer = updated_answer(_opinion(item, like), new)
            record = answering.settle(
                record, issue, answer, resolution, by=name, now=effective_time(today)
            )
        return record

    state = edit_review(path, deed)
    for issue in names:
        item = state.items[issue]
        click.echo(f"{issue} is {status_label(item.answer.status, edge=item.is_edge)} now.")
    click.echo(how_far(state, effective_day(today)))


def _opinion(item: IssueState, like: str | None) -> Answer:
    """One of the answers that differ: of a reviewer, or the one that an event gave."""
    if like is None:
        return NOT_LOOKED_AT
    found = [each for each in item.opinions if like in (str(each.number), each.by)]
    found = found or [each for each in item.opinions if same_name(each.by, like)]
    if not found:
        names = " and ".join(dict.fromkeys(each.by for each in item.opinions)) or "nobody"
        raise UsageError(f"{like} said nothing of {item.issue}; {names} did.")
    if found[1:]:
        numbers = " or ".join(f"--as {each.number}" for each in found)
        raise UsageError(f"{like} answered {item.issue} more than once; say which: {numbers}.")
    return found[0].answer
