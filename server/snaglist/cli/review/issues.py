"""Commands that take issues from the catalogue: ``snag review add`` and ``upgrade``."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click

from snaglist.cli.options import json_option, open_snapshot, print_json, with_settings
from snaglist.cli.review.options import (
    author_name,
    by_option,
    edit_review,
    effective_time,
    issue_ids,
    review_file,
    today_option,
)
from snaglist.errors import UsageError
from snaglist.model.word_difference import WordChange
from snaglist.reviews import upgrade as upgrading
from snaglist.reviews.canonical import plain_data
from snaglist.reviews.commands import issue_list
from snaglist.reviews.events.fields import HandedWork
from snaglist.reviews.record import Record
from snaglist.reviews.replay import rebuild
from snaglist.reviews.rows import RowKind, is_edge, row_kind, rows_text
from snaglist.reviews.scales import rating_text
from snaglist.reviews.state import FrozenError
from snaglist.reviews.upgrade import (
    FieldRewording,
    UpgradeChanges,
    moved_on,
    upgrade_changes,
)
from snaglist.reviews.yaml_file import read_record
from snaglist.settings import Settings


@click.command()
@review_file
@click.argument("issues", metavar="[ISSUE…]", nargs=-1)
@click.option("--own", metavar="TEXT", help="The title of an issue of your own.")
@click.option("--question", "questions", metavar="TEXT", multiple=True, help="What to ask of it.")
@click.option("--why", metavar="TEXT", default="", help="What may go wrong there.")
@click.option("--category", metavar="NAME", default="", help="The catalogue's that it belongs to.")
@by_option
@today_option
@with_settings
def add(
    settings: Settings,
    path: Path,
    issues: tuple[str, ...],
    own: str | None,
    questions: tuple[str, ...],
    why: str,
    category: str,
    by: str | None,
    today: date | None,
) -> None:
    """Add issues of the catalogue that no answer of the profile led to, or topics that it does not
    ask about (EDGE-…). With --own, add an issue of your own, which no catalogue has: OWN-1, and
    so on.

    Example: snag review add review.yaml --own "Same bearing in train and test"
    """
    if own is None:
        if questions or why or category:
            raise UsageError("--question, --why and --category go with --own TITLE.")
        if not issues:
            raise UsageError("Name issues of the catalogue, or add one of your own: --own TITLE.")
        _add_known(settings, path, issues, by, today)
        return
    if issues:
        raise UsageError("Add issues of the catalogue and one of your own one after the other.")
    name = author_name(by, path)
    if category:
        read_record(path)  # before a catalogue is built for nothing
        _check_category(settings, category)
    state = edit_review(
        path,
        lambda record: issue_list.add_own(
            record,
            own,
            questions=questions,
            category=category,
            why=why,
            by=name,
            now=effective_time(today),
        ),
        own=True,
    )
    added = [item.issue for item in state.issues if row_kind(item.issue) is RowKind.OWN][-1]
    title = read_record(path).entries[state.items[added].entry].title
    click.echo(f"{added} is in the review now: {title}")


def _check_category(settings: Settings, category: str) -> None:
    """Raise ``UsageError`` for a category that the catalogue does not have."""
    known = open_snapshot(settings)
    names = [each.id for each in known.catalogue.scheme("category").top()]
    known.close()
    if category not in names:
        raise UsageError(f"--category: there is no {category!r}; choose from {', '.join(names)}.")


def _add_known(
    settings: Settings, path: Path, issues: tuple[str, ...], by: str | None, today: date | None
) -> None:
    """Add what the catalogue has."""
    from snaglist.snapshot.review_library import review_library

    name, names = author_name(by, path), issue_ids(issues)
    read_record(path)  # before a catalogue is built for nothing
    known = open_snapshot(settings)
    try:
        consulted = review_library(known)

        def deed(record: Record) -> Record:
            for issue in names:
                record = issue_list.add(
                    record, consulted, issue, by=name, now=effective_time(today)
                )
            return record

        state = edit_review(path, deed)
    finally:
        known.close()
    record = read_record(path)
    for issue in names:
        title = record.entries[state.items[issue].entry].title
        click.echo(f"{issue} is in the review now: {title}")


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


WORD_MARKS = {WordChange.KEPT: "{}", WordChange.LOST: "[-{}-]", WordChange.GAINED: "{{+{}+}}"}
"""How words that were lost and gained are marked, as git does with ``--word-diff``."""


@click.command()
@review_file
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@json_option
@by_option
@today_option
@with_settings
def upgrade(
    settings: Settings,
    path: Path,
    dry_run: bool,
    as_json: bool,
    by: str | None,
    today: date | None,
) -> None:
    """Carry the review in FILE to the catalogue as it is now, and show what that means: issues
    carried over as they are, reworded (word by word), new, and retired.

    Nothing is answered by it. Answers to words that changed stay, marked as reworded, until
    somebody answers again. What replaces an open issue gets its owner, its due day and its rating.

    Example: snag review upgrade review.yaml --dry-run
    """
    from snaglist.snapshot.review_library import review_library

    record = read_record(path)
    known = open_snapshot(settings)
    try:
        consulted = review_library(known)
        found = upgrade_changes(record, consulted)
        carry = not dry_run and found.old != found.new
        state = rebuild(record)
        if carry and state.signed:
            raise FrozenError(moved_on(state, consulted.edition))
        if carry:
            name = author_name(by, path)
            edit_review(
                path,
                lambda r: upgrading.upgrade(r, consulted, by=name, now=effective_time(today)),
            )
    finally:
        known.close()
    if as_json:
        print_json({"written": carry, **_changes_json(found)})
        return
    click.echo("\n".join(change_lines(found)))
    if carry:
        click.echo("Carried over. No answer was changed.")
    elif found.old != found.new:
        click.echo("Nothing was written.")


def change_lines(found: UpgradeChanges) -> Iterator[str]:
    """What became of each issue from one edition to the other, for people."""
    if found.old == found.new:
        yield f"The review is of this edition already ({found.new.version}); nothing to carry over."
        return
    yield f"From {_edition(found.old)} to {_edition(found.new)}:"
    yield f"carried over as they are: {rows_text(found.carried)}"
    for each in found.reworded:
        yield f"reworded: {each.issue}  {each.after.title}"
        yield from (f"  {change.field}: {_marked(change)}" for change in each.rewordings)
    titles = {shown.issue: shown.title for _, shown in found.entries}
    for placed in found.added:
        yield f"new: {placed.issue}  {titles[placed.issue]}"
        yield from (f"  why: {why.text}" for why in placed.why)
    for gone in found.retired:
        told = "not asked about any more" if is_edge(gone.issue) else "retired"
        yield f"{told}: {gone.issue}  {gone.why}"
        if gone.replaced_by:
            yield f"  replaced by {', '.join(gone.replaced_by)}"
        for work in found.work:
            if work.of == gone.issue:
                yield f"  {work.issue} gets what it had: {_planned(work)}"
        if gone.issue in found.fallen:
            yield "  falls away while it is open; nothing takes over its owner and day"


def _planned(work: HandedWork) -> str:
    owner = f"owner {work.owner}" if work.owner else ""
    due = f"due {work.due}" if work.due else ""
    return ", ".join(filter(None, (owner, due, rating_text(work.severity, work.likelihood))))


def _edition(edition: Any) -> str:
    return f"{edition.version} ({edition.digest[:8]})"


def _marked(change: FieldRewording) -> str:
    """The words of a field, those that were lost or gained between marks."""
    return " ".join(WORD_MARKS[each.op].format(each.text) for each in change.word_spans)


def _changes_json(found: UpgradeChanges) -> dict[str, Any]:
    return {
        "old": plain_data(found.old),
        "new": plain_data(found.new),
        "carried": list(found.carried),
        "reworded": [
            {
                "issue": each.issue,
                "fields": [
                    {"name": change.field, "before": change.before, "after": change.after}
                    for change in each.rewordings
                ],
            }
            for each in found.reworded
        ],
        "added": [plain_data(placed) for placed in found.added],
        "retired": [plain_data(gone) for gone in found.retired],
        "work": [
            {
                "issue": each.issue,
                "of": each.of,
                "owner": each.owner,
                "due": _day(each.due),
                "severity": each.severity,
                "likelihood": each.likelihood,
            }
            for each in found.work
        ],
        "fallen": list(found.fallen),
    }
