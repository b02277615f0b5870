"""``snag review answer``."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from snaglist.cli.reviewing.answers import answer_options, present, renewed, told
from snaglist.cli.reviewing.common import (
    by_option,
    day,
    edit,
    how_far,
    issue_arguments,
    issue_ids,
    now,
    review_file,
    today_option,
    who,
)
from snaglist.errors import UsageError
from snaglist.reviews import commands
from snaglist.reviews.events import Record
from snaglist.reviews.replay import rebuild
from snaglist.reviews.statuses import MEANINGS


@click.command()
@review_file
@issue_arguments
@answer_options
@by_option
@today_option
def command(
    path: Path, issues: tuple[str, ...], by: str | None, today: date | None, **given: Any
) -> None:
    """Answer issues of the review in FILE; several get the same answer, all of them or none.

    addressed needs --done or a --link; not-applicable a --reason; accepted a --reason, an --owner
    and the day it --expires. What is not given stays as it is while the status stays. With a new
    status, only owner, due day, links and notes stay.

    Example: snag review answer review.yaml SNAG-001 --status addressed --done "Alert tested."
    """
    name, names, new = who(by, path), issue_ids(issues), told(given)
    if not new:
        raise UsageError("Say what to change: --status, or another option (--help lists them).")

    def deed(record: Record) -> Record:
        for issue in names:
            state = rebuild(record)
            item = commands.item_of(state, issue)
            answer = renewed(present(item, name, state.blind), new)
            record = commands.answer(record, issue, answer, by=name, now=now(today))
        return record

    state = edit(path, deed, today)
    for issue in names:
        item = state.items[issue]
        status = present(item, name, state.blind).status
        click.echo(f"{issue} is {MEANINGS[status].label} now.")
    if state.blind:
        click.echo(f"Others see it when all have handed in (snag review hand-in {path}).")
    else:
        click.echo(how_far(state, day(today)))
