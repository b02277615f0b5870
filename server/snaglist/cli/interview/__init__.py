"""``snag interview``: the group of commands that bring an interview in and keep it right."""

import click

from snaglist.cli.lazy import LazyCommand, LazyGroup

INTERVIEW_COMMANDS = {
    "import": LazyCommand(
        "snaglist.cli.interview.importing:import_file",
        "Make an interview of a transcript in any usual format.",
    ),
    "turns": LazyCommand(
        "snaglist.cli.interview.turns:turns",
        "List the turns of an interview, or those whose speaker is in doubt.",
    ),
    "fix": LazyCommand(
        "snaglist.cli.interview.turns:fix",
        "Give a turn, or words of one, to the speaker who said them.",
    ),
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
"""Every command on an interview: where it is defined, and its short help; in the order of work."""


@click.group(cls=LazyGroup, table=INTERVIEW_COMMANDS)
def interview() -> None:
    """Bring interviews in, keep right who said what, and keep names out.

    What changes files writes all of them or none, and says what it changed.

    Example: snag interview turns I07 --doubtful
    """
