"""``snag review answer``, and the options of which an answer is made."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click
from pydantic import ValidationError

from snaglist.cli.review.options import (
    author_name,
    by_option,
    edit_review,
    effective_day,
    effective_time,
    errors_by_option,
    how_far,
    issue_arguments,
    issue_ids,
    parse_day,
    review_file,
    today_option,
    words_or_stdin,
)
from snaglist.errors import UsageError
from snaglist.reviews import commands
from snaglist.reviews.events import Record
from snaglist.reviews.link_targets import normal_link
from snaglist.reviews.names import same_name
from snaglist.reviews.replay import rebuild
from snaglist.reviews.state import IssueState
from snaglist.reviews.statuses import NOT_LOOKED_AT, STATUS_MEANINGS, Answer, Status

Command = TypeVar("Command", bound=Callable[..., Any])

KEPT_FIELDS = ("owner", "due", "links", "notes")
"""What belongs to the issue, and stays when its status changes."""

STATUS_OPTIONS = {
    Status.ADDRESSED: "--done TEXT, --link LINK",
    Status.ACCEPTED: "--reason TEXT, --owner NAME, --expires DATE",
    Status.NOT_APPLICABLE: "--reason TEXT",
}
"""The options that each status needs, for the message that one is missing."""

ANSWER_FIELDS = ("status", "done", "reason", "owner", "due", "expires", "links", "notes")
"""The fields of an answer, by the names of their parameters."""


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
    )
    for option in reversed(options):
        command = option(command)
    return command


def answer_fields(given: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of an answer that options gave, by the names of ``ANSWER_FIELDS``.

    ``links`` are to be added, and ``unlinks`` to be taken away; an empty link takes all away that
    were there (``no_links``). ``-`` as notes is replaced with standard input, the day ``none`` with
    None. Raises ``UsageError`` where standard input is not UTF-8.
    """
    names = (*ANSWER_FIELDS, "unlinks")
    found = {name: given[name] for name in names if given[name] not in (None, ())}
    for name in ("due", "expires"):
        if found.get(name) == "none":
            found[name] = None
    if not all(link.strip() for link in found.get("links", ())):
        found["no_links"] = True
    if "links" in found:
        found["links"] = tuple(link.strip() for link in found["links"] if link.strip())
    if "notes" in found:
        found["notes"] = words_or_stdin(found["notes"])
    return found


def updated_answer(before: Answer, given: Mapping[str, Any]) -> Answer:
    """An answer with what was given put in place of what it said before.

    While the status stays, so does all that is not given. With a new status, what it rests on is
    given anew, and only owner, due day, links and notes stay: they belong to the issue. Links come
    to those that are there, but for those under ``unlinks``.
    Raises ``UsageError``, which names the options, where the result is no answer, and where a link
    is to go that is not there.
    """
    status = Status(given.get("status", before.status))
    stays = ANSWER_FIELDS if status is before.status else KEPT_FIELDS
    whole = {name: getattr(before, name) for name in stays} | dict(given) | {"status": status}
    links = () if whole.pop("no_links", False) else before.links
    whole["links"] = updated_links(links, given.get("links", ()), whole.pop("unlinks", ()))
    try:
        return Answer.model_validate(whole)
    except ValidationError as error:
        missing = next((item for item in error.errors() if not item["loc"]), None)
        if missing and status in STATUS_OPTIONS:
            reason = missing["msg"].removeprefix("Value error, ")
            raise UsageError(f"{reason} ({STATUS_OPTIONS[status]}).") from None
        with errors_by_option():
            raise


def updated_links(
    before: Sequence[str], added: Sequence[str], gone: Sequence[str]
) -> tuple[str, ...]:
    """The links of an answer with some added, each once, and some taken away.

    Raises ``UsageError`` for one to be taken away that is not there.
    """
    wanted = tuple(dict.fromkeys((*before, *(_normal(link) for link in added))))
    for link in map(_normal, gone):
        if link not in wanted:
            there = ", ".join(wanted) or "none"
            raise UsageError(f"--unlink: there is no link {link}; there is {there}.")
    return tuple(link for link in wanted if link not in map(_normal, gone))


def _normal(link: str) -> str:
    """A link in its one form; what is none stays, to be reported with the other fields."""
    try:
        return normal_link(link.strip())
    except ValueError:
        return link


def current_answer(item: IssueState, by: str, blind: bool) -> Answer:
    """The answer that one by ``by`` would replace; in a blind review only their own."""
    if not blind:
        return item.answer
    own = (opinion.answer for opinion in item.opinions if same_name(opinion.by, by))
    return next(own, NOT_LOOKED_AT)


def answer_line(answer: Answer, today: date) -> str:
    """An answer on one line: status, grounds, owner, days, links."""
    expired = " (over)" if answer.expires and answer.expires < today else ""
    parts = (
        answer.status.value.replace("-", " "),
        answer.done and f"done: {answer.done}",
        answer.reason and f"because {answer.reason}",
        answer.owner and f"owner {answer.owner}",
        f"due {answer.due}" if answer.due else "",
        f"until {answer.expires}{expired}" if answer.expires else "",
        *answer.links,
    )
    return "; ".join(" ".join(part.split()) for part in parts if part)


@click.command()
@review_file
@issue_arguments
@answer_options
@by_option
@today_option
def answer(
    path: Path, issues: tuple[str, ...], by: str | None, today: date | None, **given: Any
) -> None:
    """Answer issues of the review in FILE; several get the same answer, all of them or none.

    addressed needs --done or a --link; not-applicable a --reason; accepted a --reason, an --owner
    and the day it --expires. What is not given stays as it is while the status stays. With a new
    status, only owner, due day, links and notes stay. Each --link is added to those there are.

    Example: snag review answer review.yaml SNAG-001 --status addressed --done "Alert tested."
    """
    name, names, fields = author_name(by, path), issue_ids(issues), answer_fields(given)
    if not fields:
        raise UsageError("Say what to change: --status, or another option (--help lists them).")

    def deed(record: Record) -> Record:
        for issue in names:
            state = rebuild(record)
            item = state.item(issue)
            new = updated_answer(current_answer(item, name, state.blind), fields)
            record = commands.answer(record, issue, new, by=name, now=effective_time(today))
        return record

    state = edit_review(path, deed, today)
    for issue in names:
        item = state.items[issue]
        status = current_answer(item, name, state.blind).status
        click.echo(f"{issue} is {STATUS_MEANINGS[status].label} now.")
    if state.blind:
        click.echo(f"Others see it when all have handed in (snag review hand-in {path}).")
    else:
        click.echo(how_far(state, effective_day(today)))
