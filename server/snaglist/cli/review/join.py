"""``snag review join``, and how the answers that differ are listed."""

import shutil
import subprocess
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import click

from snaglist.cli.options import FilePath, json_option, print_json
from snaglist.cli.review.answer_lines import answer_json, answer_line
from snaglist.cli.review.options import (
    author_name,
    by_option,
    effective_day,
    effective_time,
    review_file,
    say_waiting,
    today_option,
)
from snaglist.errors import UsageError
from snaglist.plurals import count_of
from snaglist.reviews.agreement import DIFFERENCE_LABELS
from snaglist.reviews.canonical import moment_text
from snaglist.reviews.commands import signatures
from snaglist.reviews.conflict_marks import conflict_sides, has_marks
from snaglist.reviews.file_parser import parse_record
from snaglist.reviews.merge import merge_records
from snaglist.reviews.names import name_key
from snaglist.reviews.own_issues import moved_own
from snaglist.reviews.record import Record
from snaglist.reviews.replay import rebuild
from snaglist.reviews.rows import rows_text
from snaglist.reviews.state import FrozenError, IssueState, ReviewState
from snaglist.reviews.yaml_file import edit_record, read_record, read_text


@click.command()
@review_file
@click.argument("other", metavar="[OTHER]", required=False, type=FilePath())
@click.option("--reopen", "reason", metavar="TEXT", help="Reopen copies that are signed, and why.")
@by_option
@json_option
@today_option
def join(
    path: Path,
    other: Path | None,
    reason: str | None,
    by: str | None,
    as_json: bool,
    today: date | None,
) -> None:
    """Put into FILE what OTHER, a copy of the same review, has more, and list each issue to which
    the two give different answers. Without OTHER, put together the two sides of a FILE in which
    git left conflict marks.

    Nothing is lost: what both answered is kept twice, and is open until it is settled. Where a copy
    is signed and the other has more, nobody's signature comes to cover that: --reopen says why the
    signed ones are reopened, and each signature stays over what was signed. This serves as a merge
    driver for git too: see docs/reviews.md.

    Example: snag review join review.yaml review-ben.yaml
    """
    sides = list[Record]()

    def read(file: Path) -> Record:
        sides[:] = _sides(file) if other is None else [read_record(file), read_record(other)]
        return sides[0]

    def joined(ours: Record) -> Record:
        try:
            return merge_records(ours, sides[1])
        except FrozenError as error:
            if reason is None:
                both = f"{path} {other}" if other else f"{path}"
                at_once = f'snag review join {both} --reopen "why"'
                raise UsageError(f"{error} At once: {at_once}.") from None
            return merge_records(*_reopened(ours, sides[1], reason, author_name(by, path), today))

    record = edit_record(path, joined, say_waiting, read)
    state = rebuild(record)
    gained = len(record.events) - len(sides[0].events)
    moved = {
        whose: moved_own(side, record)
        for whose, side in zip(("ours", "theirs"), sides, strict=True)
    }
    if as_json:
        told = {"events": len(record.events), "gained": gained, "renumbered": moved}
        print_json({**told, **_state_json(state)})
        return
    for whose, names in moved.items():
        for former, now in names.items():
            both = f"Both copies had an issue of their own called {former}"
            click.echo(f"{both}; {whose} is {now} now.")
    click.echo(f"{count_of(gained, 'event')} of {other or 'the other side'} added to {path}.")
    for line in difference_lines(state, effective_day(today)):
        click.echo(line)
    if apart := [item.issue for item in state.items.values() if item.differs]:
        click.echo(f"Settle each: snag review settle {path} {apart[0]} --as NAME --resolution …")


def _reopened(
    ours: Record, theirs: Record, reason: str, by: str, today: date | None
) -> Iterator[Record]:
    """The two copies, those that are signed opened again.

    A second apart: two events that say the same at one time would be one and the same.
    """
    for copy, late in ((ours, 0), (theirs, 1)):
        now = effective_time(today) + timedelta(seconds=late)
        signed = rebuild(copy).signed
        yield signatures.reopen(copy, reason, by=by, now=now) if signed else copy


def _sides(path: Path) -> list[Record]:
    """The two sides of a file that git could not merge: as git has them, else as the marks say.

    Raises ``UsageError`` for a file without marks.
    """
    text = read_text(path)
    if not has_marks(text):
        raise UsageError(f"{path} has no conflict marks; name the copy to join: OTHER.")
    staged = [_staged(path, stage) for stage in (2, 3)]
    texts = [each for each in staged if each is not None]
    if len(texts) < len(staged):
        texts = list(conflict_sides(text))
    names = (f"{path} (our side)", f"{path} (their side)")
    return [parse_record(each, name) for each, name in zip(texts, names, strict=True)]


def _staged(path: Path, stage: int) -> str | None:
    """A side of a file in the index of git while it merges: 2 ours, 3 theirs; None without it."""
    git = shutil.which("git")
    if git is None:
        return None
    words = [git, "show", f":{stage}:./{path.name}"]
    folder = path.absolute().parent
    done = subprocess.run(words, cwd=folder, capture_output=True, check=False)  # noqa: S603 (found in PATH)
    try:
        return done.stdout.decode("utf-8") if done.returncode == 0 else None
    except UnicodeDecodeError:
        return None


def difference_lines(state: ReviewState, today: date) -> Iterator[str]:
    """Who is waited for; or, when all have handed in, each issue on which answers differ."""
    if state.blind:
        waiting = [name for name in state.reviewers if name not in state.handed_in]
        yield f"Nothing is compared until {' and '.join(waiting)} handed in too."
        return
    blind = [i for i in state.items.values() if i.differs and not i.collided]
    apart = [i for i in state.items.values() if i.differs and i.collided]
    if state.reviewers:
        yield f"The reviewers differ on {_rows(blind)}{':' if blind else '.'}"
        yield from _said(blind, state.reviewers, today)
    if apart:
        both = "was answered" if len(apart) == 1 else "were each answered"
        yield f"{_rows(apart)} {both} in two copies that did not know each other:"
        yield from _said(apart, (), today)
    for item in state.items.values():
        if item.by_one_only:
            yield f"Only {item.answered_by} looked at {item.issue}."


def _rows(items: Sequence[IssueState]) -> str:
    return rows_text([item.issue for item in items])


def _said(items: Sequence[IssueState], reviewers: Sequence[str], today: date) -> Iterator[str]:
    """Each issue, the answers to it that differ, and which of some reviewers gave none."""
    for item in items:
        assert item.difference is not None
        yield f"{item.issue}  {DIFFERENCE_LABELS[item.difference]}"
        yield from answers_that_differ(item, reviewers, today)


def answers_that_differ(item: IssueState, reviewers: Sequence[str], today: date) -> Iterator[str]:
    """A line for each answer to an issue that was given apart, and for each reviewer without."""
    names = [name_key(opinion.by) for opinion in item.opinions]
    for opinion in item.opinions:
        # One person may have answered in both copies.
        which = f" ({opinion.number})" if names.count(name_key(opinion.by)) > 1 else ""
        yield f"  {opinion.by}{which}: {answer_line(opinion.answer, today)}"
    for name in reviewers:
        if name_key(name) not in names:
            yield f"  {name}: did not look at it"


def _state_json(state: ReviewState) -> dict[str, Any]:
    """Who is waited for, which issues differ or were looked at by one only, and what was said."""
    items = state.items.values()
    return {
        "waiting": [name for name in state.reviewers if name not in state.handed_in],
        "differs": [item.issue for item in items if item.differs],
        "one_only": [item.issue for item in items if item.by_one_only],
        "differences": _differences_json(state),
    }


def _differences_json(state: ReviewState) -> list[dict[str, Any]]:
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
