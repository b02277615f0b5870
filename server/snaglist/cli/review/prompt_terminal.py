"""What the prompt writes and reads.

Everything is written to standard error, as the questions of the profile are, so that what is typed
and what is asked stand together whatever is done with the output.
"""

import shutil
import textwrap

import click

WIDTH = 88
NARROWEST = 40


def wrapped(text: str, first: str = "") -> list[str]:
    """A text in lines that fit the terminal."""
    columns = shutil.get_terminal_size((WIDTH, 24)).columns
    width = max(NARROWEST, min(WIDTH, columns - 1))
    indent = " " * len(first)
    return textwrap.wrap(
        " ".join(text.split()), width, initial_indent=first, subsequent_indent=indent
    )


def prompt(asked: str, default: str = "") -> str:
    """What is typed, or ``default``; raises ``click.Abort`` after Ctrl+C and where input ends."""
    found: str = click.prompt(
        asked, default=default, show_default=bool(default), prompt_suffix=": ", err=True
    )
    return found.strip()


def say(text: str) -> None:
    """Write a line, or several."""
    click.echo(text, err=True)
