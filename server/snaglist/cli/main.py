"""The command ``snag``: finds the command asked for and turns errors into exit codes.

Commands are imported when they are called, so that ``snag --help`` costs next to nothing.
"""

import importlib
import sys

import click

from snaglist.errors import SnaglistError

COMMANDS = {
    "check": "Check catalogue and ontology; show every finding.",
    "build": "Build the snapshot that search and server read.",
    "serve": "Serve the catalogue in a web browser.",
    "search": "Search issues, strategies, quotes and turns.",
    "show": "Show one thing by its id.",
    "quote": "Find words in an interview; print the quote record to paste.",
    "new": "Start a new issue or strategy with the next free id.",
    "query": "Ask the graph in SPARQL.",
    "bench": "Measure how good the search is.",
    "export": "Write the catalogue as RDF or CSV.",
    "diff": "Say what changed from one edition of the catalogue to another.",
    "stats": "Count what there is.",
    "schema": "Print the JSON Schema of a file format, for editors.",
}
"""Every command and its short help, in the order of work."""


class LazyGroup(click.Group):
    """A group that imports ``snaglist.cli.<command>`` for the function ``command`` in it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order of work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command; None, which click explains, where there is none."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"snaglist.cli.{cmd_name}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="snaglist", message="snag %(version)s")
def cli() -> None:
    """Snaglist: what went wrong in machine-learning systems, on the word of those who were there.

    Example: snag search "sensor stopped"
    """


def main() -> None:
    """Run the command line; 0 for fine, 1 for findings, 2 for wrong usage."""
    try:
        cli()
    except SnaglistError as error:
        click.echo(str(error), err=True)
        sys.exit(error.exit_code)
