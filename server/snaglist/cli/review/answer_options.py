"""The options of which an answer is made, of ``snag review answer`` and ``settle``."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar

import click
from pydantic import ValidationError

from snaglist.cli.review.evidence import with_hashes
from snaglist.cli.review.options import errors_by_option, parse_day, words_or_stdin
from snaglist.errors import UsageError
from snaglist.reviews.answer_changes import (
    ANSWER_FIELDS,
    EMPTIED_WITH_NONE,
    changed_answer,
    given_status,
)
from snaglist.reviews.scales import Likelihood, Severity
from snaglist.reviews.statuses import Answer, Status

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
