"""Commands for blind reviewers: ``snag review hand-in``, ``join`` and ``settle``."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click

from snaglist.cli.options import FilePath, json_option, print_json
from snaglist.cli.review.answer import answer_fields, answer_line, answer_options, updated_answer
from snaglist.cli.review.options import (
    author_name,
    by_option,
    count_of,
    edit_review,
    effective_day,
    effective_time,
    how_far,
    issue_arguments,
    issue_ids,
    review_file,
    say_waiting,
    today_option,
)
from snaglist.errors import UsageError
from snaglist.reviews import commands
from snaglist.reviews.events import Record
from snaglist.reviews.merge import merge_records
from snaglist.reviews.names import same_name
from snaglist.reviews.replay import rebuild
from snaglist.reviews.state import IssueState, ReviewState
from snaglist.reviews.statuses import NOT_LOOKED_AT, STATUS_MEANINGS, Answer
from snaglist.reviews.yaml_file import edit_record, read_record


@click.command()
@review_file
@by_option
@today_option
def hand_in(path: Path, by: str | None, today: date | None) -> None:
    """End the blind part for a reviewer; what they said stays as it is.

    With the last of them, all is compared: what all said is the answer, what they differ on is
    open until it is settled.

    Example: snag review hand-in review.yaml --by Ana
    """
    name = author_name(by, path)
    state = edit_review(
        path, lambda record: commands.hand_in(record, by=name, now=effective_time(today)), today
    )
    click.echo(f"{name} has handed in.")
    click.echo("\n".join(difference_lines(state, effective_day(today))))


@click.command()
@review_file
@click.argument("other", metavar="OTHER", type=FilePath())
@json_option
@today_option
def join(path: Path, other: Path, as_json: bool, today: date | None) -> None:
    """Put into FILE what OTHER, a copy of the same review, has more, and show where blind
    reviewers differ.

    Copies that contradict each other are left as they are, and the contradiction is
    reported. This serves as a merge driver for git too: see docs/reviews.md.

    Example: snag review join review.yaml review-ben.yaml
    """
    theirs = read_record(other)
    before = 0

    def deed(record: Record) -> Record:
        nonlocal before
        before = len(record.events)
        return merge_records(record, theirs)

    record = edit_record(path, deed, effective_day(today), say_waiting)
    state = rebuild(record)
    gained = len(record.events) - before
    if as_json:
        print_json(
            {
                "events": len(record.events),
                "gained": gained,
                "waiting": [r for r in state.reviewers if r not in state.handed_in],
                "differs": [item.issue for item in state.items.values() if item.differs],
            }
        )
        return
    click.echo(f"{count_of(gained, 'event')} of {other} added to {path}.")
    for line in difference_lines(state, effective_day(today)):
        click.echo(line)


@click.command()
@review_file
@issue_arguments
@click.option("--as", "like", metavar="NAME", help="Take the answer that this reviewer gave.")
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
    """Settle issues on which blind reviewers differ: the answer of one of them (--as), or another.

    Example: snag review settle review.yaml SNAG-001 --as Ben --resolution "Ana saw the test run."
    """
    name, names, new = author_name(by, path), issue_ids(issues), answer_fields(given)
    if not new.get("status") and not like:
        raise UsageError("Say what you settled on: --as NAME or --status STATUS.")

    def deed(record: Record) -> Record:
        for issue in names:
            item = rebuild(record).item(issue)
            answer = updated_answer(_opinion(item, like), new)
            record = commands.settle(
                record, issue, answer, resolution, by=name, now=effective_time(today)
            )
        return record

    state = edit_review(path, deed, today)
    for issue in names:
        click.echo(f"{issue} is {STATUS_MEANINGS[state.items[issue].answer.status].label} now.")
    click.echo(how_far(state, effective_day(today)))


def _opinion(item: IssueState, like: str | None) -> Answer:
    """What a reviewer said of an issue blind."""
    if like is None:
        return NOT_LOOKED_AT
    for opinion in item.opinions:
        if same_name(opinion.by, like):
            return opinion.answer
    names = " and ".join(opinion.by for opinion in item.opinions) or "nobody"
    raise UsageError(f"{like} said nothing of {item.issue}; {names} did.")


def difference_lines(state: ReviewState, today: date) -> Iterator[str]:
    """Who is waited for; or, when all have handed in, each issue on which they differ."""
    if state.blind:
        waiting = [name for name in state.reviewers if name not in state.handed_in]
        yield f"Nothing is compared until {' and '.join(waiting)} handed in too."
        return
    found = [item for item in state.items.values() if item.differs]
    if state.reviewers:
        yield f"The reviewers differ on {count_of(len(found))}{':' if found else '.'}"
    for item in found:
        yield f"{item.issue}"
        said = {opinion.by: opinion.answer for opinion in item.opinions}
        for name in state.reviewers:
            yield f"  {name}: {answer_line(said.get(name, NOT_LOOKED_AT), today)}"
