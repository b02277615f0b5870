"""``snag review settle``."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from snaglist.cli.reviewing.answers import answer_options, renewed, told
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
from snaglist.reviews.events import NOT_LOOKED_AT, Answer, Record
from snaglist.reviews.replay import rebuild
from snaglist.reviews.state import Item
from snaglist.reviews.statuses import MEANINGS


@click.command()
@review_file
@issue_arguments
@click.option("--as", "like", metavar="NAME", help="Take the answer that this reviewer gave.")
@answer_options
@click.option("--resolution", metavar="TEXT", required=True, help="How you came to it.")
@by_option
@today_option
def command(
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
    name, names, new = who(by, path), issue_ids(issues), told(given)
    if not new.get("status") and not like:
        raise UsageError("Say what you settled on: --as NAME or --status STATUS.")

    def deed(record: Record) -> Record:
        for issue in names:
            item = commands.item_of(rebuild(record), issue)
            answer = renewed(_opinion(item, like), new)
            record = commands.settle(record, issue, answer, resolution, by=name, now=now(today))
        return record

    state = edit(path, deed, today)
    for issue in names:
        click.echo(f"{issue} is {MEANINGS[state.items[issue].answer.status].label} now.")
    click.echo(how_far(state, day(today)))


def _opinion(item: Item, like: str | None) -> Answer:
    """What a reviewer said of an issue blind."""
    if like is None:
        return NOT_LOOKED_AT
    for opinion in item.opinions:
        if opinion.by == like:
            return opinion.answer
    names = " and ".join(opinion.by for opinion in item.opinions) or "nobody"
    raise UsageError(f"{like} said nothing of {item.issue}; {names} did.")
