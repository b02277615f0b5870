"""Lines of prose in a terminal."""

import textwrap

WIDTH = 88
"""Columns that lines of prose are wrapped to."""


def wrapped(text: str, first: str, others: str = "    ") -> list[str]:
    """A text in lines, the first and the others each with their indent."""
    lines = textwrap.wrap(
        " ".join(text.split()), WIDTH, initial_indent=first, subsequent_indent=others
    )
    return lines or [first.rstrip()]
