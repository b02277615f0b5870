"""``snag review new``."""

import sys
from datetime import date
from pathlib import Path

import click

from snaglist.cli.options import knowledge, with_settings
from snaglist.cli.reviewing.common import (
    by_option,
    counted,
    day,
    now,
    review_file,
    today_option,
    told_by_option,
    who,
)
from snaglist.cli.reviewing.profiles import asked, given, profile_options
from snaglist.errors import UsageError
from snaglist.reviews.commands import begin
from snaglist.reviews.events import Record
from snaglist.reviews.replay import rebuild
from snaglist.reviews.selection import guide_of
from snaglist.reviews.yaml_file import begin_file, check_free
from snaglist.settings import Settings


@click.command()
@review_file
@click.option("--title", metavar="TEXT", help="What is reviewed.")
@profile_options
@click.option("--reviewers", metavar="NAME,…", help="Two or more who answer blind at first.")
@by_option
@today_option
@with_settings
def command(
    settings: Settings,
    path: Path,
    title: str | None,
    answers: tuple[str, ...],
    words: str | None,
    file: Path | None,
    reviewers: str | None,
    by: str | None,
    today: date | None,
) -> None:
    """Begin a review in FILE, a new one, with the issues that the profile of the project leads to.

    Without answers, and on a terminal, the questions of the profile are put one by one.

    Example: snag review new review.yaml --title "Parking guidance" --answer data=sensors,phones
    """
    from snaglist.snapshot.review_library import library

    check_free(path)
    name, profile = who(by, path), given(answers, words, file)
    asking = not profile.anything and sys.stdin.isatty()
    title = title or profile.title
    if not asking and not profile.anything:
        raise UsageError("Say something of the project: --answer, --words or --profile.")
    if not asking and not title:
        raise UsageError("Say what is reviewed: --title TEXT.")
    known = knowledge(settings)
    try:
        if asking:
            title = title or click.prompt("What is reviewed", err=True)
            profile = asked(guide_of(known.catalogue))
        profile.check(guide_of(known.catalogue))
        with told_by_option():
            record = begin(
                library(known),
                title=title,
                answers=profile.answers or {},
                words=profile.words or "",
                by=name,
                now=now(today),
                reviewers=_names(reviewers),
            )
    finally:
        known.close()
    begin_file(path, record, day(today))
    _tell(path, record)


def _names(reviewers: str | None) -> list[str]:
    return [name.strip() for name in (reviewers or "").split(",") if name.strip()]


def _tell(path: Path, record: Record) -> None:
    """What came of it, and what to do next."""
    state = rebuild(record)
    click.echo(f"{path}: {counted(len(state.items))} to look at.")
    for item in list(state.items.values())[:5]:
        click.echo(f"  {item.issue}  {record.entries[item.entry].title}")
    if not state.items:
        click.echo("No rule fits these answers; answer more, or add issues by hand.")
    elif state.reviewers:
        names = " and ".join(state.reviewers)
        click.echo(f"{names}: each take a copy of it, answer, hand in; then join the copies.")
    else:
        click.echo(f"Next: snag review ask {path} --short")
