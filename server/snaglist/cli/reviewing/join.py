"""``snag review join``."""

from datetime import date
from pathlib import Path

import click

from snaglist.cli.options import as_json, print_json
from snaglist.cli.reviewing.common import counted, day, review_file, today_option
from snaglist.cli.reviewing.comparing import differences
from snaglist.reviews.events import Record
from snaglist.reviews.merge import joined
from snaglist.reviews.replay import rebuild
from snaglist.reviews.yaml_file import edit_record, read_record


@click.command()
@review_file
@click.argument("other", metavar="OTHER", type=click.Path(path_type=Path))
@as_json
@today_option
def command(path: Path, other: Path, as_json: bool, today: date | None) -> None:
    """Put into FILE what OTHER, a copy of the same review, has more, and show where blind
    reviewers differ.

    Copies that contradict each other are left as they are, and what stands against joining them
    is told. This serves as a merge driver for git too: see docs/reviews.md.

    Example: snag review join review.yaml review-ben.yaml
    """
    theirs = read_record(other)
    before = 0

    def deed(record: Record) -> Record:
        nonlocal before
        before = len(record.events)
        return joined(record, theirs)

    record = edit_record(path, deed, day(today))
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
    click.echo(f"{counted(gained, 'event')} of {other} added to {path}.")
    for line in differences(state, day(today)):
        click.echo(line)
