"""``snag review ask``."""

import textwrap
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click

from snaglist.cli.options import as_json, print_json
from snaglist.cli.reviewing.common import (
    day,
    issue_ids,
    review_file,
    today_option,
)
from snaglist.model.entry import Outcome
from snaglist.reviews import commands, statuses
from snaglist.reviews.entry_snapshot import Shown, plain_form
from snaglist.reviews.events import Profile, Record
from snaglist.reviews.replay import rebuild
from snaglist.reviews.state import Item
from snaglist.reviews.statuses import MEANINGS, SHORT, left
from snaglist.reviews.yaml_file import read_record

WIDTH = 88


@click.command()
@review_file
@click.argument("issues", metavar="[ISSUE…]", nargs=-1)
@click.option("--short", is_flag=True, help=f"The {SHORT} questions for a half-hour meeting.")
@as_json
@today_option
def command(
    path: Path, issues: tuple[str, ...], short: bool, as_json: bool, today: date | None
) -> None:
    """What to ask in the meeting, of each issue that is open or not looked at: why you see it,
    which answer would remove it, the questions, the quote that makes it real, and what others
    did, how it went and what it cost. With ISSUE…, only of those.

    Example: snag review ask review.yaml --short
    """
    record, at = read_record(path), day(today)
    state = rebuild(record)
    items = left(state, at)
    if issues:
        items = [commands.item_of(state, name) for name in issue_ids(issues)]
    if short:
        items = [asked.item for asked in statuses.short(record, items)]
    if as_json:
        print_json({"issues": [_plain(record, state.profile, item, at, short) for item in items]})
    elif not items:
        click.echo("Nothing is left to ask; every issue is answered.")
    elif short:
        click.echo("\n".join(_ten(record, items)))
    else:
        told = ["\n".join(_told(record, state.profile, item, at)) for item in items]
        click.echo("\n\n".join(told))


def _ten(record: Record, items: list[Item]) -> Iterator[str]:
    for number, item in enumerate(items, start=1):
        shown = record.entries[item.entry]
        yield from _filled(shown.questions[0], f"{number:>2}  ", "    ")
        yield f"    {item.issue}  {shown.title}"


def _told(record: Record, profile: Profile, item: Item, today: date) -> Iterator[str]:
    shown = record.entries[item.entry]
    yield f"{item.issue}  {shown.title}  [{MEANINGS[item.status(today)].label}]"
    yield from _filled(shown.definition, "", "")
    yield "Why you see this:"
    if item.by_hand:
        yield "  - It was added by hand."
    for why in item.why:
        labels = "; ".join(profile.label(answer) for answer in why.answers)
        yield from _filled(f"{why.text}{f' (You said: {labels}.)' if labels else ''}", "  - ")
    if item.leaves_without:
        labels = "; ".join(profile.label(answer) for answer in item.leaves_without)
        without = "You would not see it" if item.by_rules else "No rule would bring it in"
        yield from _filled(f"{without} without: {labels}.", "  ", "  ")
    yield "Ask:"
    for question in shown.questions:
        yield from _filled(question, "  - ")
    yield from _witness(shown)


def _witness(shown: Shown) -> Iterator[str]:
    """The words of those who were there, and what they did."""
    if shown.consequence:
        yield from _filled(f"What came of it: {shown.consequence} ({shown.severity})", "", "  ")
    if shown.quote:
        yield from _filled(f"“{shown.quote.words}”", "  ", "   ")
        yield f"  {shown.quote.id}: {shown.quote.said}"
    if shown.strategies:
        yield "What others did:"
    for each in shown.strategies:
        went = "; ".join(
            part for part in (_went(each.outcome), each.cost and f"cost: {each.cost}") if part
        )
        yield from _filled(f"{each.id} {each.title}{f' ({went})' if went else ''}", "  - ")
        yield from _filled(each.how, "    ", "    ")


def _went(outcome: str) -> str:
    """What came of it; that it was not told is said of the outcome, not of the strategy."""
    return "outcome not told" if outcome == Outcome.NOT_TOLD else outcome


def _filled(text: str, first: str, others: str = "    ") -> list[str]:
    lines = textwrap.wrap(
        " ".join(text.split()), WIDTH, initial_indent=first, subsequent_indent=others
    )
    return lines or [first.rstrip()]


def _plain(
    record: Record, profile: Profile, item: Item, today: date, short: bool
) -> dict[str, Any]:
    shown = record.entries[item.entry]
    if short:
        return {"issue": item.issue, "title": shown.title, "question": shown.questions[0]}
    return {
        **plain_form(shown),
        "status": item.status(today).value,
        "why": [
            {"text": why.text, "answers": {name: profile.label(name) for name in why.answers}}
            for why in item.why
        ],
        "leaves_without": {name: profile.label(name) for name in item.leaves_without},
    }
