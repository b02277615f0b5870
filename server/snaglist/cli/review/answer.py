"""``snag review answer``: one answer for issues, answers of a table, or one after the other."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import click

from snaglist.cli.options import FilePath
from snaglist.cli.review.answer_options import answer_fields, answer_options, updated_answer
from snaglist.cli.review.answer_prompt import prompt_answers
from snaglist.cli.review.evidence import with_hashes
from snaglist.cli.review.options import (
    author_name,
    by_option,
    edit_review,
    effective_day,
    effective_time,
    how_far,
    issue_ids,
    review_file,
    today_option,
)
from snaglist.errors import UsageError
from snaglist.plurals import count_of
from snaglist.reviews.answer_changes import current_answer
from snaglist.reviews.answer_table import AnswerRow, answer_rows, read_answers
from snaglist.reviews.commands import answering
from snaglist.reviews.record import Record
from snaglist.reviews.replay import rebuild
from snaglist.reviews.state import ReviewState
from snaglist.reviews.statuses import status_label

EVIDENCE_HELP = """\b
Evidence:
  test FILE CLASS::NAME           a test that is green in a JUnit XML file
  file FILE [sha256:HASH]         a file that does not change; without a hash,
                                  the one that it has now
  value FILE POINTER >=0.8 <=0.9  a number in a JSON file, at a JSON Pointer;
                                  or a day, as >=2026-11-25
  … max-age=DAYS                  how old it may be; a value then needs
                                  dated=POINTER, where the file has its day
  {kind: test, file: …}           the same as YAML, as the record has it
"""


@click.command(epilog=EVIDENCE_HELP)
@review_file
@click.argument("issues", metavar="[ISSUE…]", nargs=-1)
@answer_options
@click.option(
    "--from",
    "table",
    type=FilePath(),
    help="A CSV file with a row for each issue: issue, status, done, reason, owner, due, …",
)
@click.option("--prompt", is_flag=True, help="Ask for one answer after the other.")
@by_option
@today_option
def answer(
    path: Path,
    issues: tuple[str, ...],
    table: Path | None,
    prompt: bool,
    by: str | None,
    today: date | None,
    **given: Any,
) -> None:
    """Answer issues of the review in FILE; several get the same answer, all of them or none.

    addressed needs --done or a --link; not-applicable a --reason; accepted a --reason, an --owner
    and the day it --expires. What is not given stays as it is while the status stays. With a new
    status, only owner, due day, severity, likelihood, links and notes stay. Each --link is added to
    those there are.

    --severity and --likelihood are your own, whatever others met. They may be said of an issue that
    nobody has looked at yet, which stays so; with them it comes earlier in the meeting, or later.

    --evidence (as below) goes with addressed, and snag review check --evidence looks at it. It is
    added to what is there, and replaces what is about the same test, file or value.

    --from reads answers from a table, all of them or none; an empty cell leaves a field as it is.
    --prompt asks about each ISSUE, or about all that is left, and keeps each answer at once.

    Example: snag review answer review.yaml SNAG-001 --status addressed --done "Alert tested."
    """
    name, names, fields = author_name(by, path), issue_ids(issues), answer_fields(given)
    if table or prompt:
        if fields or (table and (prompt or names)):
            raise UsageError("--from takes no ISSUE and no answer besides; --prompt no answer.")
        if table:
            _answer_table(path, table, name, today)
        else:
            prompt_answers(path, names, name, today)
        return
    if not names:
        raise UsageError("Say which: ISSUE…, --from FILE or --prompt.")
    if not fields:
        raise UsageError("Say what to change: --status, or another option (--help lists them).")

    def deed(record: Record) -> Record:
        for issue in names:
            state = rebuild(record)
            item = state.item(issue)
            new = updated_answer(current_answer(item, name, state.blind), fields)
            record = answering.answer(record, issue, new, by=name, now=effective_time(today))
        return record

    _tell(path, edit_review(path, deed), names, name, today)


def _answer_table(path: Path, table: Path, name: str, today: date | None) -> None:
    """Answer from a table, all rows or none."""
    rows = tuple(_hashed(table, row) for row in read_answers(table))
    answered: tuple[str, ...] = ()

    def deed(record: Record) -> Record:
        nonlocal answered
        blind = rebuild(record).blind
        record, answered = answer_rows(
            record,
            rows,
            name=str(table),
            by=name,
            now=effective_time(today),
            current=lambda item: current_answer(item, name, blind),
        )
        return record

    state = edit_review(path, deed)
    same = len(rows) - len(answered)
    if same:
        click.echo(f"{count_of(same, 'row')} of {table} said nothing new.")
    _tell(path, state, answered, name, today)


def _hashed(table: Path, row: AnswerRow) -> AnswerRow:
    """The row with the hashes of files that it names without; raises as ``with_hashes`` does."""
    if "evidence" not in row.given:
        return row
    try:
        found = with_hashes(row.given["evidence"])
    except UsageError as error:
        raise UsageError(f"{table}:{row.line}: {str(error).removeprefix('--')}") from None
    return replace(row, given={**row.given, "evidence": found})


def _tell(
    path: Path, state: ReviewState, names: tuple[str, ...], name: str, today: date | None
) -> None:
    """What became of the issues, and how much is left."""
    for issue in names:
        item = state.items[issue]
        answer = current_answer(item, name, state.blind)
        rating = f": {answer.rating}" if answer.rating else ""
        click.echo(f"{issue} is {status_label(answer.status, edge=item.is_edge)} now{rating}.")
    if state.blind:
        click.echo(f"Others see it when all have handed in (snag review hand-in {path}).")
    else:
        click.echo(how_far(state, effective_day(today)))
