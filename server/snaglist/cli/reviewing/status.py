"""``snag review status``."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import click

from snaglist.cli.options import as_json, print_json
from snaglist.cli.reviewing.answers import present
from snaglist.cli.reviewing.common import (
    by_option,
    counted,
    day,
    git_name,
    review_file,
    today_option,
)
from snaglist.reviews.entry_snapshot import plain_form
from snaglist.reviews.events import Record
from snaglist.reviews.flags import flags_of
from snaglist.reviews.hashing import moment
from snaglist.reviews.replay import rebuild
from snaglist.reviews.state import Item, State
from snaglist.reviews.statuses import LEFT, MEANINGS
from snaglist.reviews.yaml_file import read_record


@click.command()
@review_file
@click.option("--open", "only_left", is_flag=True, help="Only what is open or not looked at.")
@as_json
@by_option
@today_option
def command(path: Path, only_left: bool, as_json: bool, by: str | None, today: date | None) -> None:
    """Say how far the review is, then each issue: where it stands, who sees to it, by when.

    An issue may be expired (accepted until a day that is over, so open again), overdue, reworded
    (by the catalogue, since it was answered), retired, added by hand, one on which reviewers
    differ, or one that no longer fits. While a review is blind, you see what you said yourself
    (--by NAME).

    Example: snag review status review.yaml --open
    """
    record, at = read_record(path), day(today)
    state = rebuild(record)
    if state.blind:
        name = git_name(path) if by is None else by
        own = {i.issue: replace(i, answer=present(i, name, True)) for i in state.items.values()}
        state = replace(state, items=own)
    shown = [
        item
        for item in state.items.values()
        if not only_left or (not item.retired and item.status(at) in LEFT)
    ]
    if as_json:
        print_json(_plain(record, state, shown, at))
    else:
        click.echo("\n".join((*_head(state, at), "", *_rows(record, shown, at))))


def _head(state: State, today: date) -> Iterator[str]:
    assert state.begun is not None
    assert state.catalogue is not None
    edition = f"{state.catalogue.version} ({state.catalogue.digest[:8]})"
    yield state.title
    yield f"begun on {state.begun.date()}, catalogue {edition}"
    progress = state.progress(today)
    told = ", ".join(f"{n} {MEANINGS[status].label}" for status, n in progress.items() if n)
    yield f"{counted(sum(progress.values()))}{': ' if told else ''}{told}"
    if state.blind:
        handed = ", ".join(state.handed_in) or "nobody yet"
        yield f"blind review by {', '.join(state.reviewers)}; handed in: {handed}"
    if state.signed:
        yield f"signed off by {state.signed.by} on {state.signed.at.date()}"


def _rows(record: Record, items: list[Item], today: date) -> Iterator[str]:
    for item in items:
        status = "retired" if item.retired else MEANINGS[item.status(today)].label
        title = record.entries[item.entry].title
        yield f"{item.issue}  {status:<14}  {title}"
        answer = item.answer
        told = (
            answer.owner,
            f"due {answer.due}" if answer.due else "",
            f"accepted until {answer.expires}" if answer.expires else "",
            *(flag.upper() for flag in flags_of(item, today)),
        )
        details = ", ".join(part for part in told if part)
        if details:
            yield f"{'':<8}  {'':<14}  {details}"
    if not items:
        yield "Nothing is left to see to."


def _plain(record: Record, state: State, items: list[Item], today: date) -> dict[str, Any]:
    assert state.catalogue is not None
    return {
        "id": str(record.id),
        "title": state.title,
        "catalogue": plain_form(state.catalogue),
        "progress": {status.value: number for status, number in state.progress(today).items()},
        "blind": state.blind,
        "reviewers": list(state.reviewers),
        "handed_in": list(state.handed_in),
        "signed": moment(state.signed.at) if state.signed else None,
        "issues": [_plain_item(record, item, today) for item in items],
    }


def _plain_item(record: Record, item: Item, today: date) -> dict[str, Any]:
    answer = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in plain_form(item.answer).items()
    }
    return {
        "issue": item.issue,
        "title": record.entries[item.entry].title,
        "status": item.status(today).value,
        "flags": [flag.value for flag in flags_of(item, today)],
        "answer": answer,
        "by": item.answered_by,
        "at": moment(item.answered_at) if item.answered_at else None,
        "resolution": item.resolution,
    }
