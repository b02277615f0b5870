"""What the commands on codings share."""

from datetime import date
from typing import Any

import click

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
