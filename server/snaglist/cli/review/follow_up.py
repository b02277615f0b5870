"""``snag review follow-up``: what became of issues after the signature."""

from datetime import date
from pathlib import Path

import click

from snaglist.cli.review.options import (
    author_name,
    by_option,
    edit_review,
    effective_day,
    effective_time,
    how_far,
    issue_arguments,
    issue_ids,
    parse_day,
    review_file,
    today_option,
)
from snaglist.errors import UsageError
from snaglist.plurals import count_of
from snaglist.reviews.commands import answering
from snaglist.reviews.record import Record
from snaglist.reviews.statuses import STATUS_MEANINGS


@click.command()
@review_file
@issue_arguments
@click.option("--done", default="", metavar="TEXT", help="What was done since.")
@click.option("--due", type=parse_day, metavar="DATE", help="The new day by which it is due.")
@click.option(
    "--link",
    "links",
    multiple=True,
    metavar="LINK",
    help="A web address, a path in the repository, the key of a ticket.",
)
@click.option("--note", default="", metavar="TEXT", help="Anything else.")
@by_option
@today_option
def follow_up(
    path: Path,
    issues: tuple[str, ...],
    done: str,
    due: date | None,
    links: tuple[str, ...],
    note: str,
    by: str | None,
    today: date | None,
) -> None:
    """Say what became of issues of a signed review: done, another day, a ticket. The answers stay
    as they were signed, and so do the signatures; nothing is reopened.

    Example: snag review follow-up review.yaml SNAG-008 --done "All 40 sensors were turned."
    """
    if not (done or due or links or note):
        raise UsageError("Say what became of it: --done, --due, --link or --note.")
    name, names = author_name(by, path), issue_ids(issues)

    def deed(record: Record) -> Record:
        for issue in names:
            record = answering.follow_up(
                record,
                issue,
                by=name,
                now=effective_time(today),
                done=done,
                due=due,
                links=links,
                note=note,
            )
        return record

    state, day = edit_review(path, deed), effective_day(today)
    for issue in names:
        item = state.items[issue]
        status = STATUS_MEANINGS[item.status(day)].label
        again = f", due {item.due}" if item.due and not item.done_since else ""
        click.echo(f"{issue} is {status} now{again}; its answer stays as it was signed.")
    click.echo(how_far(state, day))
    if state.awaited:
        awaited = " and ".join(signer.text for signer in state.awaited)
        click.echo(f"{count_of(len(state.awaited), 'signature')} still awaited: {awaited}.")
