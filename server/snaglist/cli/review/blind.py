"""Commands for blind reviewers: ``snag review hand-in``, ``join`` and ``settle``."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from snaglist.cli.options import FilePath, json_option, print_json
from snaglist.cli.review.answer import (
    answer_fields,
    answer_json,
    answer_line,
    answer_options,
    updated_answer,
)
from snaglist.cli.review.options import (
    author_name,
    by_option,
    count_of,
    edit_review,
    effective_day,
    effective_time,
    how_far,
    issue_arguments,
    issue_ids,
    review_file,
    say_waiting,
    today_option,
)
from snaglist.errors import UsageError
from snaglist.reviews import commands
from snaglist.reviews.agreement import DIFFERENCE_LABELS
from snaglist.reviews.canonical import moment_text
from snaglist.reviews.events import Record
from snaglist.reviews.merge import merge_records
from snaglist.reviews.names import name_key, same_name
from snaglist.reviews.replay import rebuild
from snaglist.reviews.state import IssueState, ReviewState
from snaglist.reviews.statuses import NOT_LOOKED_AT, STATUS_MEANINGS, Answer, Status
from snaglist.reviews.yaml_file import edit_record, read_record


@click.command()
@review_file
@by_option
@today_option
def hand_in(path: Path, by: str | None, today: date | None) -> None:
    """End the blind part for a reviewer; what they said stays as it is.

    With the last of them, all is compared. They agree where status, reason or deed, owner and days
    do; what they differ on is open until it is settled.

    Example: snag review hand-in review.yaml --by Ana
    """
    name = author_name(by, path)
    state = edit_review(
        path, lambda record: commands.hand_in(record, by=name, now=effective_time(today)), today
    )
    click.echo(f"{name} has handed in.")
    unseen = _not_looked_at(state, name)
    if unseen:
        click.echo(f"{name} did not look at {count_of(len(unseen))}: {', '.join(unseen)}.")
    click.echo("\n".join(difference_lines(state, effective_day(today))))


def _not_looked_at(state: ReviewState, name: str) -> list[str]:
    """The issues that a blind reviewer gave no answer to."""
    reviewer = state.reviewer(name)
    return [
        item.issue
        for item in state.items.values()
        if not any(
            each.by == reviewer and each.answer.status is not Status.NOT_LOOKED_AT
            for each in item.opinions
        )
    ]


@click.command()
@review_file
@click.argument("other", metavar="OTHER", type=FilePath())
@json_option
@today_option
def join(path: Path, other: Path, as_json: bool, today: date | None) -> None:
    """Put into FILE what OTHER, a copy of the same review, has more, and show where blind
    reviewers differ.

    Copies that contradict each other are left as they are, and the contradiction is
    reported. This serves as a merge driver for git too: see docs/reviews.md.

    Example: snag review join review.yaml review-ben.yaml
    """
    theirs = read_record(other)
    before = 0

    def deed(record: Record) -> Record:
        nonlocal before
        before = len(record.events)
        return merge_records(record, theirs)

    record = edit_record(path, deed, effective_day(today), say_waiting)
    state = rebuild(record)
    gained = len(record.events) - before
    if as_json:
        print_json(
            {
                "events": len(record.events),
                "gained": gained,
                "waiting": [r for r in state.reviewers if r not in state.handed_in],
                "differs": [item.issue for item in state.items.values() if item.differs],
                "differences": differences_json(state),
                "one_only": [i.issue for i in state.items.values() if i.by_one_only],
            }
        )
        return
    click.echo(f"{count_of(gained, 'event')} of {other} added to {path}.")
    for line in difference_lines(state, effective_day(today)):
        click.echo(line)


@click.command()
@review_file
@issue_arguments
@click.option(
    "--as",
    "like",
    metavar="NAME",
    help="Take the answer that this person gave, or that of an event by its number.",
)
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
    """Settle issues to which answers differ that blind reviewers, or two branches, gave: the answer
    of one of them (--as), or another.

    Example: snag review settle review.yaml SNAG-001 --as Ben --resolution "Ana saw the test run."
    """
    name, names, new = author_name(by, path), issue_ids(issues), answer_fields(given)
    if not new.get("status") and not like:
        raise UsageError("Say what you settled on: --as NAME or --status STATUS.")

    def deed(record: Record) -> Record:
        for issue in names:
            item = rebuild(record).item(issue)
            answer = updated_answer(_opinion(item, like), new)
            record = commands.settle(
                record, issue, answer, resolution, by=name, now=effective_time(today)
            )
        return record

    state = edit_review(path, deed, today)
    for issue in names:
        click.echo(f"{issue} is {STATUS_MEANINGS[state.items[issue].answer.status].label} now.")
    click.echo(how_far(state, effective_day(today)))


def _opinion(item: IssueState, like: str | None) -> Answer:
    """One of the answers that differ: of a reviewer, or the one that an event gave."""
    if like is None:
        return NOT_LOOKED_AT
    found = [each for each in item.opinions if like in (str(each.number), each.by)]
    found = found or [each for each in item.opinions if same_name(each.by, like)]
    if not found:
        names = " and ".join(dict.fromkeys(each.by for each in item.opinions)) or "nobody"
        raise UsageError(f"{like} said nothing of {item.issue}; {names} did.")
    if found[1:]:
        numbers = " or ".join(f"--as {each.number}" for each in found)
        raise UsageError(f"{like} answered {item.issue} more than once; say which: {numbers}.")
    return found[0].answer


def difference_lines(state: ReviewState, today: date) -> Iterator[str]:
    """Who is waited for; or, when all have handed in, each issue on which answers differ."""
    if state.blind:
        waiting = [name for name in state.reviewers if name not in state.handed_in]
        yield f"Nothing is compared until {' and '.join(waiting)} handed in too."
        return
    blind = [i for i in state.items.values() if i.differs and not i.collided]
    apart = [i for i in state.items.values() if i.differs and i.collided]
    if state.reviewers:
        yield f"The reviewers differ on {count_of(len(blind))}{':' if blind else '.'}"
        yield from _said(blind, state.reviewers, today)
    if apart:
        both = "was answered" if len(apart) == 1 else "were each answered"
        yield f"{count_of(len(apart))} {both} in two copies that did not know each other:"
        yield from _said(apart, (), today)
    for item in state.items.values():
        if item.by_one_only:
            yield f"Only {item.answered_by} looked at {item.issue}."


def _said(items: Sequence[IssueState], reviewers: Sequence[str], today: date) -> Iterator[str]:
    """Each issue, the answers to it that differ, and which of some reviewers gave none."""
    for item in items:
        assert item.difference is not None
        yield f"{item.issue}  {DIFFERENCE_LABELS[item.difference]}"
        names = [name_key(opinion.by) for opinion in item.opinions]
        for opinion in item.opinions:
            # One person may have answered in both copies.
            which = f" ({opinion.number})" if names.count(name_key(opinion.by)) > 1 else ""
            yield f"  {opinion.by}{which}: {answer_line(opinion.answer, today)}"
        for name in reviewers:
            if name_key(name) not in names:
                yield f"  {name}: did not look at it"


def differences_json(state: ReviewState) -> list[dict[str, Any]]:
    """Each issue on which answers differ, and what each says."""
    return [
        {
            "issue": item.issue,
            "difference": item.difference.value if item.difference else None,
            "answers": [
                {
                    "event": opinion.number,
                    "by": opinion.by,
                    "at": moment_text(opinion.event.at),
                    "answer": answer_json(opinion.answer),
                }
                for opinion in item.opinions
            ],
        }
        for item in state.items.values()
        if item.differs
    ]
