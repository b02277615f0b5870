"""``snag review answer``, and the options of which an answer is made."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click
from pydantic import ValidationError

from snaglist.cli.options import FilePath
from snaglist.cli.review.answer_prompt import prompt_answers
from snaglist.cli.review.evidence import with_hashes
from snaglist.cli.review.options import (
    author_name,
    by_option,
    count_of,
    edit_review,
    effective_day,
    effective_time,
    errors_by_option,
    how_far,
    issue_ids,
    parse_day,
    review_file,
    today_option,
    words_or_stdin,
)
from snaglist.errors import UsageError
from snaglist.reviews.answer_changes import (
    ANSWER_FIELDS,
    EMPTIED_WITH_NONE,
    changed_answer,
    current_answer,
    given_status,
)
from snaglist.reviews.answer_table import AnswerRow, answer_rows, read_answers
from snaglist.reviews.canonical import plain_data
from snaglist.reviews.commands import answering
from snaglist.reviews.evidence.words import evidence_line
from snaglist.reviews.record import Record
from snaglist.reviews.replay import rebuild
from snaglist.reviews.scales import Likelihood, Severity
from snaglist.reviews.state import ReviewState
from snaglist.reviews.statuses import Answer, Status, status_label

Command = TypeVar("Command", bound=Callable[..., Any])

STATUS_OPTIONS = {
    Status.ADDRESSED: "--done TEXT, --link LINK",
    Status.ACCEPTED: "--reason TEXT, --owner NAME, --expires DATE",
    Status.NOT_APPLICABLE: "--reason TEXT",
}
"""The options that each status needs, for the message that one is missing."""


def parse_day_or_none(value: str) -> date | str:
    """A day, or the word none, which takes the present one out."""
    return "none" if value in ("none", "") else parse_day(value)


def answer_options(command: Command) -> Command:
    """Add the options of an answer; they come as a dictionary of what is in ``ANSWER_FIELDS``."""
    options = (
        click.option("--status", type=click.Choice([status.value for status in Status])),
        click.option("--done", metavar="TEXT", help="What was done."),
        click.option("--reason", metavar="TEXT", help="Why it is accepted, or does not apply."),
        click.option("--owner", metavar="NAME", help="Who is responsible."),
        click.option(
            "--due",
            type=parse_day_or_none,
            metavar="DATE",
            help="When it is due; none: no day.",
        ),
        click.option(
            "--expires",
            type=parse_day_or_none,
            metavar="DATE",
            help="The last day of an acceptance.",
        ),
        click.option(
            "--severity",
            type=click.Choice([*(step.value for step in Severity), "none"]),
            help="How severe it would be for you; none takes it out.",
        ),
        click.option(
            "--likelihood",
            type=click.Choice([*(step.value for step in Likelihood), "none"]),
            help="How likely it is for you; none takes it out.",
        ),
        click.option(
            "--link",
            "links",
            multiple=True,
            metavar="LINK",
            help="A web address, a path in the repository, the key of a ticket. Links add up.",
        ),
        click.option(
            "--unlink", "unlinks", multiple=True, metavar="LINK", help="Take a link away."
        ),
        click.option("--notes", metavar="TEXT", help="Markdown; - reads standard input."),
        click.option(
            "--evidence",
            multiple=True,
            metavar="EVIDENCE",
            help="What proves it: a test, a file by its hash, a value within bounds (see below).",
        ),
        click.option("--no-evidence", is_flag=True, help="Take the evidence away that is there."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def answer_fields(given: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of an answer that options gave, by the names of ``ANSWER_FIELDS``.

    ``links`` are to be added, and ``unlinks`` to be taken away; an empty link takes all away that
    were there (``no_links``). ``-`` as notes is replaced with standard input, ``none`` as a day
    or a step of a scale with None. Raises ``UsageError`` where standard input is not UTF-8.
    """
    names = (*ANSWER_FIELDS, "unlinks")
    found = {name: given[name] for name in names if given[name] not in (None, ())}
    for name in EMPTIED_WITH_NONE:
        if found.get(name) == "none":
            found[name] = None
    if not all(link.strip() for link in found.get("links", ())):
        found["no_links"] = True
    if "links" in found:
        found["links"] = tuple(link.strip() for link in found["links"] if link.strip())
    if given["no_evidence"]:
        found["no_evidence"] = True
    if "evidence" in found:
        found["evidence"] = with_hashes(found["evidence"])
    if "notes" in found:
        found["notes"] = words_or_stdin(found["notes"])
    return found


def updated_answer(before: Answer, given: Mapping[str, Any]) -> Answer:
    """An answer changed as ``changed_answer`` does.

    Raises ``UsageError``, which names the options, where the result is no answer, and where a link
    is to go that is not there.
    """
    try:
        return changed_answer(before, given)
    except ValidationError as error:
        missing = next((item for item in error.errors() if not item["loc"]), None)
        status = given_status(before, given)
        reason = missing["msg"].removeprefix("Value error, ") if missing else ""
        if "needs" in reason and status in STATUS_OPTIONS:
            raise UsageError(f"{reason} ({STATUS_OPTIONS[status]}).") from None
        with errors_by_option():
            raise


def answer_line(answer: Answer, today: date) -> str:
    """An answer on one line: status, grounds, owner, days, links, notes, evidence."""
    expired = " (over)" if answer.expires and answer.expires < today else ""
    parts = (
        answer.status.value.replace("-", " "),
        answer.done and f"done: {answer.done}",
        answer.reason and f"because {answer.reason}",
        answer.owner and f"owner {answer.owner}",
        f"due {answer.due}" if answer.due else "",
        f"until {answer.expires}{expired}" if answer.expires else "",
        answer.rating,
        *answer.links,
        answer.notes and f"notes: {answer.notes}",
        *(f"evidence: {evidence_line(each)}" for each in answer.evidence),
    )
    return "; ".join(" ".join(part.split()) for part in parts if part)


def answer_json(answer: Answer) -> dict[str, Any]:
    """The fields of an answer that are not at their default, for JSON."""
    found = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in plain_data(answer).items()
    }
    if answer.evidence:
        found |= answer.model_dump(mode="json", include={"evidence"}, exclude_defaults=True)
    return found


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
