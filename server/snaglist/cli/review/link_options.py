"""Where the links of answers lead: the options of commands that write for others."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

import click

from snaglist.reviews.link_targets import LinkBases

Result = TypeVar("Result")


def _address(_: click.Context, __: click.Parameter, value: str | None) -> str:
    """A web address, or nothing; raises ``click.BadParameter``."""
    if value and not (value.startswith(("https://", "http://")) and len(value.split()) == 1):
        raise click.BadParameter(f"{value!r} is no web address; it begins with https://.")
    return value or ""


def with_links(command: Callable[..., Result]) -> Callable[..., Result]:
    """Add --repository and --tickets, and pass on as ``links`` what they say."""

    @click.option(
        "--repository",
        callback=_address,
        metavar="URL",
        help="Where paths and #12 lead, as https://github.com/acme/parking.",
    )
    @click.option(
        "--tickets",
        callback=_address,
        metavar="URL",
        help="What comes before ABC-12, as https://acme.atlassian.net/browse/.",
    )
    @wraps(command)
    def wrapper(repository: str, tickets: str, **others: Any) -> Result:
        return command(links=LinkBases(repository=repository, tickets=tickets), **others)

    return wrapper
