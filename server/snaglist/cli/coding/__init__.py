"""``snag code`` and ``snag codebook``: the groups of commands for coding interviews."""

import click

from snaglist.cli.lazy import LazyCommand, LazyGroup

_HERE = "snaglist.cli.coding"

CODE_COMMANDS = {
    "add": LazyCommand(f"{_HERE}.marking:add", "Code words of an interview."),
    "list": LazyCommand(f"{_HERE}.listing:list_codings", "List what was coded."),
    "memo": LazyCommand(f"{_HERE}.marking:memo", "Write down what you think of a coding."),
    "remove": LazyCommand(f"{_HERE}.marking:remove", "Take codings out."),
    "hand-in": LazyCommand(f"{_HERE}.marking:hand_in", "Say that you are done with an interview."),
    "import": LazyCommand(f"{_HERE}.importing:import_project", "Bring codings in from a QDPX."),
    "promote": LazyCommand(f"{_HERE}.promoting:promote", "Make quotes of codings."),
}
"""Every command on codings: where it is defined, and its short help; in the order of work."""


CODEBOOK_COMMANDS = {
    "list": LazyCommand(f"{_HERE}.codes:list_codes", "List all codes with their definitions."),
    "export": LazyCommand(f"{_HERE}.codes:export", "Write all codes as REFI-QDA or CSV."),
    "import": LazyCommand(f"{_HERE}.codes:import_codebook", "Add the codes of a QDC or CSV file."),
}
"""Every command on the codebook."""


@click.group(cls=LazyGroup, table=CODEBOOK_COMMANDS)
def codebook() -> None:
    """The codes that passages are coded with: issues, strategies, and new ones with no entry yet.

    Example: snag codebook list --new
    """


@click.group(cls=LazyGroup, table=CODE_COMMANDS)
def code() -> None:
    """Code passages of interviews, alone or several people apart, and make quotes of them.

    What changes files writes all of them or none, and says what it changed.

    Example: snag code list I07
    """
