"""The command ``snag``: finds the command asked for and turns errors into exit codes.

Commands are imported when they are called, so that ``snag --help`` costs next to nothing.
"""

import sys

import click

from snaglist.cli.lazy import LazyGroup
from snaglist.errors import SnaglistError

COMMANDS = {
    "check": "Check catalogue and ontology; show every finding.",
    "build": "Build the snapshot that search and server read.",
    "serve": "Serve the catalogue in a web browser.",
    "search": "Search issues, strategies, quotes and turns.",
    "show": "Show one thing by its id.",
    "quote": "Find words in an interview; print the quote record to paste.",
    "new": "Start a new issue or strategy with the next free id.",
    "review": "Hold a design review in a file: the catalogue asks, the team answers.",
    "reviews": "Back up and restore the reviews of a server.",
    "query": "Ask the graph in SPARQL.",
    "export": "Write the catalogue as RDF or CSV.",
    "diff": "Say what changed from one edition of the catalogue to another.",
    "stats": "Count what there is.",
    "schema": "Print the JSON Schema of a file format, for editors.",
}
"""Every command and its short help, in the order of work."""


@click.group(
    cls=LazyGroup,
    package="snaglist.cli",
    table=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"]},
)
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
