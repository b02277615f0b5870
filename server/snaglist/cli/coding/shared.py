"""What the commands on codings share."""

from datetime import date
from typing import Any

import click

from snaglist.coding.desk import CodingDesk, FoundCoding
from snaglist.errors import UsageError
from snaglist.model.interview import Standing

coder_option = click.option("--coder", help="Your id in coders.yaml; needless with one coder.")
today_option = click.option(
    "--today", type=click.DateTime(["%Y-%m-%d"]), help="The day to write down.  [default: today]"
)
standing_option = click.option("--standing", type=click.Choice([each.value for each in Standing]))


def chosen_day(today: Any) -> date:
    """The day that ``--today`` gives, or this one."""
    return today.date() if today else date.today()


def shortened(words: str) -> str:
    """The beginning of words, on one line."""
    line = " ".join(words.split())
    return line if len(line) <= 100 else f"{line[:100]}…"


def own_coding(desk: CodingDesk, coding: str, coder: str | None) -> FoundCoding:
    """A coding of one's own; raises ``UsageError`` for that of another."""
    who = desk.coder(coder).id
    (found,) = desk.find([coding])
    if found.coder != who:
        raise UsageError(f"{coding} is not a coding of {who}. Each coder changes their own.")
    return found
