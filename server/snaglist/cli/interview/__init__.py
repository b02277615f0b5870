"""``snag interview``: the group of commands that work on the files of an interview."""

import click

from snaglist.cli.lazy import LazyCommand, LazyGroup

INTERVIEW_COMMANDS = {
    "leaks": LazyCommand(
        "snaglist.cli.interview.leaks:leaks",
        "Find what tells who somebody is, before it is shared.",
    ),
    "redact": LazyCommand(
        "snaglist.cli.interview.redact:redact",
        "Put placeholders in the place of names; quotes follow.",
    ),
    "reanchor": LazyCommand(
        "snaglist.cli.interview.reanchor:reanchor",
        "Follow a transcript that was changed with its quotes.",
    ),
    "withdraw": LazyCommand(
        "snaglist.cli.interview.withdraw:withdraw",
        "Take an interview out, with all that rests on it alone.",
    ),
}
"""Every command of an interview: where it is defined, and its short help; in the order of work."""


@click.group(cls=LazyGroup, table=INTERVIEW_COMMANDS)
def interview() -> None:
    """Keep names out of interviews, and interviews in order.

    What changes files writes all of them or none, and says what it changed.

    Example: snag interview leaks I07
    """
