"""Commands for blind reviewers: ``snag review hand-in``, ``join`` and ``settle``."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click

from snaglist.cli.options import as_json, print_json
from snaglist.cli.review.answer import answer_options, in_words, renewed, told
from snaglist.cli.review.options import (
    by_option,
    counted,
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
from snaglist.reviews.merge import joined
from snaglist.reviews.replay import rebuild
from snaglist.reviews.state import Item, State
from snaglist.reviews.statuses import MEANINGS, NOT_LOOKED_AT, Answer
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
    name = who(by, path)
    state = edit(path, lambda record: commands.hand_in(record, by=name, now=now(today)), today)
    click.echo(f"{name} has handed in.")
    click.echo("\n".join(differences(state, day(today))))


@click.command()
@review_file
@click.argument("other", metavar="OTHER", type=click.Path(path_type=Path))
@as_json
@today_option
def join(path: Path, other: Path, as_json: bool, today: date | None) -> None:
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
    name, names, new = who(by, path), issue_ids(issues), told(given)
    if not new.get("status") and not like:
        raise UsageError("Say what you settled on: --as NAME or --status STATUS.")

    def deed(record: Record) -> Record:
        for issue in names:
            item = rebuild(record).item(issue)
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


def differences(state: State, today: date) -> Iterator[str]:
    """Who is waited for; or, when all have handed in, each issue on which they differ."""
    if state.blind:
        waiting = [name for name in state.reviewers if name not in state.handed_in]
        yield f"Nothing is compared until {' and '.join(waiting)} handed in too."
        return
    found = [item for item in state.items.values() if item.differs]
    if state.reviewers:
        yield f"The reviewers differ on {counted(len(found))}{':' if found else '.'}"
    for item in found:
        yield f"{item.issue}"
        said = {opinion.by: opinion.answer for opinion in item.opinions}
        for name in state.reviewers:
            yield f"  {name}: {in_words(said.get(name, NOT_LOOKED_AT), today)}"
