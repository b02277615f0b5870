"""Commands that answer the profile of a project: ``snag review new`` and ``profile``."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from snaglist.cli.options import FilePath, open_snapshot, with_settings
from snaglist.cli.review.not_asked import HEADING, silence_lines, topic_lines, topics_of
from snaglist.cli.review.options import (
    author_name,
    by_option,
    edit_review,
    effective_time,
    errors_by_option,
    review_file,
    today_option,
)
from snaglist.cli.review.profile_input import (
    ProfileInput,
    ask_profile,
    blank_profile,
    input_of_options,
    profile_options,
)
from snaglist.errors import UsageError
from snaglist.model.guide import Guide
from snaglist.plurals import count_of
from snaglist.reviews.commands.issue_list import begin, profile_again
from snaglist.reviews.profile_sources.fill import Given, fill_profile
from snaglist.reviews.profile_sources.read_source import read_source
from snaglist.reviews.profile_sources.source_profile import SourceProfile
from snaglist.reviews.questions import agenda
from snaglist.reviews.record import Record
from snaglist.reviews.replay import rebuild
from snaglist.reviews.selection import guide_of
from snaglist.reviews.state import ReviewState
from snaglist.reviews.yaml_file import begin_file, check_free, read_record
from snaglist.settings import Settings


@click.command()
@review_file
@click.option("--title", metavar="TEXT", help="What is reviewed.")
@profile_options
@click.option(
    "--from",
    "documents",
    type=FilePath(),
    multiple=True,
    help="A model card, a Croissant file or a datasheet to fill in from; more than one will do.",
)
@click.option("--reviewers", metavar="NAME,…", help="Two or more who answer blind at first.")
@by_option
@today_option
@with_settings
def new(
    settings: Settings,
    path: Path,
    title: str | None,
    answers: tuple[str, ...],
    words: str | None,
    file: Path | None,
    documents: tuple[Path, ...],
    reviewers: str | None,
    by: str | None,
    today: date | None,
) -> None:
    """Begin a review in FILE, a new one, with the issues that the profile of the project leads to.

    Without answers, and on a terminal, the questions of the profile are put one by one. --from
    fills in what a document says plainly, and lists it; what you say yourself goes before.

    Example: snag review new review.yaml --title "Parking guidance" --answer data=sensors,phones
    """
    from snaglist.snapshot.review_library import review_library

    check_free(path)
    name, profile = author_name(by, path), input_of_options(answers, words, file)
    sources = [(str(each), read_source(each)) for each in documents]
    asking = not profile.anything and not sources and sys.stdin.isatty()
    title = title or profile.title
    if not asking and not profile.anything and not sources:
        raise UsageError("Say something about the project: --answer, --words, --profile or --from.")
    if not asking and not title and not any(source.title for _, source in sources):
        raise UsageError("Say what is reviewed: --title TEXT.")
    known = open_snapshot(settings)
    try:
        if asking:
            title = title or click.prompt("What is reviewed", err=True)
            profile = ask_profile(guide_of(known.catalogue))
        profile.check(guide_of(known.catalogue))
        if sources:
            profile, title = _filled(sources, profile, title, guide_of(known.catalogue))
        with errors_by_option():
            record = begin(
                review_library(known),
                title=title,
                answers=profile.answers or {},
                words=profile.words or "",
                by=name,
                now=effective_time(today),
                reviewers=_names(reviewers),
            )
    finally:
        known.close()
    begin_file(path, record)
    _tell(path, record)


def _filled(
    sources: Sequence[tuple[str, SourceProfile]], profile: ProfileInput, title: str, guide: Guide
) -> tuple[ProfileInput, str]:
    """The profile with what the documents say, and the title; says what was filled in.

    Raises ``UsageError`` where that is nothing.
    """
    given = Given(title=title, words=profile.words, answers=profile.answers or {})
    found = fill_profile(sources, given, guide)
    click.echo("\n".join(found.told))
    if not found.words and not any(found.answers.values()):
        raise UsageError("That says nothing of what a profile asks; give --answer or --words, too.")
    return replace(profile, answers=found.answers, words=found.words, source=None), found.title


def _names(reviewers: str | None) -> list[str]:
    return [name.strip() for name in (reviewers or "").split(",") if name.strip()]


def _tell(path: Path, record: Record) -> None:
    """What came of it, and what to do next."""
    state = rebuild(record)
    click.echo(f"{path}: {count_of(len(state.issues))} to look at.")
    for each in agenda(record, state.profile, state.issues).issues[:5]:
        click.echo(f"  {each.item.issue}  {record.entries[each.item.entry].title}")
    for line in silence_lines(state):
        click.echo(line)
    if state.edges:
        click.echo(f"{HEADING}: {topics_of(len(state.edges))}; each wants an answer, too.")
        for line in topic_lines(record, state.edges):
            click.echo(line)
    if not state.issues:
        click.echo(
            "The catalogue has no issue for such a project, which does not mean that it has none. "
            "Answer more of the profile, or add issues of your own: snag review add."
        )
    elif state.reviewers:
        names = " and ".join(state.reviewers)
        click.echo(f"{names}: each take a copy of it, answer, hand in; then join the copies.")
    else:
        click.echo(f"Next: snag review ask {path} --short")


@click.command()
@click.argument("path", metavar="[FILE]", required=False, type=FilePath())
@profile_options
@by_option
@today_option
@with_settings
def profile(
    settings: Settings,
    path: Path | None,
    answers: tuple[str, ...],
    words: str | None,
    file: Path | None,
    by: str | None,
    today: date | None,
) -> None:
    """Without FILE, print a profile to fill in. With FILE, show its profile; with --answer, --words
    or --profile, change it.

    --answer replaces the answers to its question (data= takes them out), --profile the whole
    profile. Issues that were answered stay, whether they fit or not.

    Example: snag review profile > profile.yaml
    """
    profile = input_of_options(answers, words, file)
    if path is None:
        if profile.anything:
            raise UsageError("Say which review is meant: snag review profile FILE.")
        click.echo("\n".join(_blank(settings)))
    elif not profile.anything:
        click.echo("\n".join(_shown(rebuild(read_record(path)))))
    else:
        _answer_anew(settings, path, profile, file is not None, author_name(by, path), today)


def _blank(settings: Settings) -> Iterator[str]:
    known = open_snapshot(settings)
    catalogue = known.catalogue
    known.close()
    return blank_profile(guide_of(catalogue))


def _shown(state: ReviewState) -> Iterator[str]:
    for each in state.profile.given:
        yield each.text
        yield from (f"  {each.question}={name}  {label}" for name, label in each.answers.items())
    if state.profile.words:
        yield f"In your own words: {state.profile.words}"
    elif not state.profile.given:
        yield "Nothing was answered."


def _answer_anew(
    settings: Settings,
    path: Path,
    profile: ProfileInput,
    whole: bool,
    name: str,
    today: date | None,
) -> None:
    from snaglist.snapshot.review_library import review_library

    before = rebuild(read_record(path))
    known = open_snapshot(settings)
    try:
        profile.check(guide_of(known.catalogue))

        def deed(record: Record) -> Record:
            former = rebuild(record).profile
            kept = {} if whole else former.chosen()
            chosen = {**kept, **(profile.answers or {})}
            words = former.words if profile.words is None else profile.words
            return profile_again(
                record,
                review_library(known),
                answers=chosen,
                words=words,
                by=name,
                now=effective_time(today),
            )

        after = edit_review(path, deed)
    finally:
        known.close()
    for line in _changed(before, after):
        click.echo(line)


def _changed(before: ReviewState, after: ReviewState) -> Iterator[str]:
    """What came, what went, and what stays though no answer leads to it any more."""
    yield f"{count_of(len(after.issues))} to look at now."
    if after.edges:
        yield f"{HEADING}: {topics_of(len(after.edges))}."
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
