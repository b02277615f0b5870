"""``snag review profile``."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from snaglist.cli.options import knowledge, with_settings
from snaglist.cli.reviewing.common import by_option, counted, edit, now, today_option, who
from snaglist.cli.reviewing.profiles import Given, blank, given, profile_options
from snaglist.errors import UsageError
from snaglist.reviews.commands import profile_again
from snaglist.reviews.events import Record
from snaglist.reviews.replay import rebuild
from snaglist.reviews.selection import guide_of
from snaglist.reviews.state import State
from snaglist.reviews.yaml_file import read_record
from snaglist.settings import Settings


@click.command()
@click.argument("path", metavar="[FILE]", required=False, type=click.Path(path_type=Path))
@profile_options
@by_option
@today_option
@with_settings
def command(
    settings: Settings,
    path: Path | None,
    answers: tuple[str, ...],
    words: str | None,
    file: Path | None,
    by: str | None,
    today: date | None,
) -> None:
    """Without FILE, print a profile to fill in. With FILE, show its profile; with --answer, --words
    or --profile, answer it anew.

    --answer replaces the answers to its question (data= takes them out), --profile the whole
    profile. Issues that were answered stay, whether they fit or not.

    Example: snag review profile > profile.yaml
    """
    profile = given(answers, words, file)
    if path is None:
        if profile.anything:
            raise UsageError("Say which review is meant: snag review profile FILE.")
        click.echo("\n".join(_blank(settings)))
    elif not profile.anything:
        click.echo("\n".join(_shown(rebuild(read_record(path)))))
    else:
        _answer_anew(settings, path, profile, file is not None, who(by, path), today)


def _blank(settings: Settings) -> Iterator[str]:
    known = knowledge(settings)
    catalogue = known.catalogue
    known.close()
    return blank(guide_of(catalogue))


def _shown(state: State) -> Iterator[str]:
    for each in state.profile.given:
        yield each.text
        yield from (f"  {each.question}={name}  {label}" for name, label in each.answers.items())
    if state.profile.words:
        yield f"In your own words: {state.profile.words}"
    elif not state.profile.given:
        yield "Nothing was answered."


def _answer_anew(
    settings: Settings, path: Path, profile: Given, whole: bool, name: str, today: date | None
) -> None:
    from snaglist.snapshot.review_library import library

    before = rebuild(read_record(path))
    known = knowledge(settings)
    try:
        profile.check(guide_of(known.catalogue))

        def deed(record: Record) -> Record:
            former = rebuild(record).profile
            kept = {} if whole else former.chosen()
            chosen = {**kept, **(profile.answers or {})}
            words = former.words if profile.words is None else profile.words
            return profile_again(
                record, library(known), answers=chosen, words=words, by=name, now=now(today)
            )

        after = edit(path, deed, today)
    finally:
        known.close()
    for line in _changed(before, after):
        click.echo(line)


def _changed(before: State, after: State) -> Iterator[str]:
    """What came, what went, and what stays though no answer leads to it any more."""
    yield f"{counted(len(after.items))} to look at now."
    groups = {
        "new": [name for name in after.items if name not in before.items],
        "gone": [name for name in before.items if name not in after.items],
        "kept, though no answer leads to it": [
            name for name, item in after.items.items() if not item.fits
        ],
    }
    for label, names in groups.items():
        if names:
            yield f"  {label}: {', '.join(names)}"
