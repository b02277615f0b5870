"""The options that make an answer, for the commands that give one."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar

import click
from pydantic import ValidationError

from snaglist.cli.reviewing.common import a_day, told_by_option, words_or_stdin
from snaglist.errors import UsageError
from snaglist.reviews.events import NOT_LOOKED_AT, Answer, Status
from snaglist.reviews.state import Item

Command = TypeVar("Command", bound=Callable[..., Any])

KEPT = ("owner", "due", "links", "notes")
"""What belongs to the issue, and stays when its status changes."""

NEEDS = {
    Status.ADDRESSED: "--done TEXT, --link URL",
    Status.ACCEPTED: "--reason TEXT, --owner NAME, --expires DATE",
    Status.NOT_APPLICABLE: "--reason TEXT",
}
"""The options on which each status stands."""

FIELDS = ("status", "done", "reason", "owner", "due", "expires", "links", "notes")


def a_day_or_none(value: str) -> date | str:
    """A day, or the word none, which takes the present one out."""
    return "none" if value in ("none", "") else a_day(value)


def _day(name: str, text: str) -> Callable[[Command], Command]:
    return click.option(name, type=a_day_or_none, metavar="DATE", help=text)


def answer_options(command: Command) -> Command:
    """Add the options of an answer; they come as a dictionary of what is in ``FIELDS``."""
    options = (
        click.option("--status", type=click.Choice([status.value for status in Status])),
        click.option("--done", metavar="TEXT", help="What was done."),
        click.option("--reason", metavar="TEXT", help="Why it is accepted, or does not apply."),
        click.option("--owner", metavar="NAME", help="Who sees to it."),
        click.option(
            "--due",
            type=a_day_or_none,
            metavar="DATE",
            help="By when it is to be done; none: no day.",
        ),
        click.option(
            "--expires", type=a_day_or_none, metavar="DATE", help="The last day of an acceptance."
        ),
        click.option("--link", "links", multiple=True, metavar="URL", help="As often as you like."),
        click.option("--notes", metavar="TEXT", help="Markdown; - reads standard input."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def told(given: Mapping[str, Any]) -> dict[str, Any]:
    """What was given of an answer; standard input read, ``none`` and empty links taken out."""
    found = {name: given[name] for name in FIELDS if given[name] not in (None, ())}
    for name in ("due", "expires"):
        if found.get(name) == "none":
            found[name] = None
    if "links" in found:
        found["links"] = tuple(link for link in found["links"] if link.strip())
    if "notes" in found:
        found["notes"] = words_or_stdin(found["notes"])
    return found


def renewed(before: Answer, given: Mapping[str, Any]) -> Answer:
    """An answer with what was given put in place of what it said before.

    While the status stays, so does all that is not given. With a new status, what it stands on is
    given anew, and only owner, due day, links and notes stay: they belong to the issue.
    """
    status = Status(given.get("status", before.status))
    stays = FIELDS if status is before.status else KEPT
    whole = {name: getattr(before, name) for name in stays} | dict(given) | {"status": status}
    try:
        return Answer.model_validate(whole)
    except ValidationError as error:
        missing = next((item for item in error.errors() if not item["loc"]), None)
        if missing and status in NEEDS:
            reason = missing["msg"].removeprefix("Value error, ")
            raise UsageError(f"{reason} ({NEEDS[status]}).") from None
        with told_by_option():
            raise


def present(item: Item, by: str, blind: bool) -> Answer:
    """What an answer by somebody would replace; blind, only what they said themselves."""
    if not blind:
        return item.answer
    own = (opinion.answer for opinion in item.opinions if opinion.by == by)
    return next(own, NOT_LOOKED_AT)


def in_words(answer: Answer, today: date) -> str:
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
