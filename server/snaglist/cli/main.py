"""The command ``snag``: finds the command asked for and turns errors into exit codes.

Commands are imported when they are called, so that ``snag --help`` costs next to nothing.
"""

import os
import sys

import click

from snaglist.cli.lazy import LazyCommand, LazyGroup
from snaglist.cli.streams import tolerate_encodings
from snaglist.errors import SnaglistError

COMMANDS = {
    "check": LazyCommand(
        "snaglist.cli.check:command",
        "Check catalogue and ontology; show every finding.",
    ),
    "build": LazyCommand(
        "snaglist.cli.build:command",
        "Build the snapshot that search and server read.",
    ),
    "serve": LazyCommand("snaglist.cli.serve:serve", "Serve the catalogue in a web browser."),
    "search": LazyCommand(
        "snaglist.cli.search:search",
        "Search entries, what was said and published, and known gaps.",
    ),
    "show": LazyCommand("snaglist.cli.search:show", "Show one thing by its id."),
    "init": LazyCommand("snaglist.cli.init:init", "Start a catalogue of your own."),
    "interview": LazyCommand(
        "snaglist.cli.interview:interview",
        "Bring interviews in, keep right who spoke, and keep names out.",
    ),
    "quote": LazyCommand(
        "snaglist.cli.catalogue:quote",
        "Find words in an interview; print or write the quote record.",
    ),
    "suggest": LazyCommand(
        "snaglist.cli.suggest:command",
        "List passages that may belong to an entry and that nobody has coded.",
    ),
    "code": LazyCommand(
        "snaglist.cli.coding:code",
        "Code passages of interviews, and make quotes of them.",
    ),
    "codebook": LazyCommand(
        "snaglist.cli.coding:codebook",
        "List the codes; write and read codebooks of other programs.",
    ),
    "new": LazyCommand(
        "snaglist.cli.catalogue:new",
        "Start a new issue or strategy with the next free id.",
    ),
    "review": LazyCommand(
        "snaglist.cli.review:review",
        "Hold a design review in a file: the catalogue asks, the team answers.",
    ),
    "reviews": LazyCommand(
        "snaglist.cli.reviews:reviews",
        "Back up and restore the reviews of a server.",
    ),
    "query": LazyCommand("snaglist.cli.query:query", "Ask the graph in SPARQL."),
    "export": LazyCommand("snaglist.cli.data:export", "Write the catalogue as RDF or CSV."),
    "diff": LazyCommand(
        "snaglist.cli.data:diff",
        "Say what changed from one edition of the catalogue to another.",
    ),
    "edition": LazyCommand(
        "snaglist.cli.edition:edition",
        "Write down what every entry says in this edition.",
    ),
    "stats": LazyCommand("snaglist.cli.search:stats", "Count what there is."),
    "agree": LazyCommand(
        "snaglist.cli.coding.agreeing:command",
        "Measure how far two coders of an interview agree.",
    ),
    "saturation": LazyCommand(
        "snaglist.cli.occurrence:saturation_command",
        "Count how many new issues each interview adds.",
    ),
    "co-occurrence": LazyCommand(
        "snaglist.cli.occurrence:co_occurrence_command",
        "List which issues are spoken of together.",
    ),
    "schema": LazyCommand(
        "snaglist.cli.catalogue:schema",
        "Print the JSON Schema of a file format, for editors.",
    ),
}
"""Every command: where it is defined, and its short help; in the order of work."""


@click.group(
    cls=LazyGroup,
    table=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(package_name="snaglist", message="snag %(version)s")
def cli() -> None:
    """Snaglist: what went wrong in machine-learning systems, in practitioners' own words.

    Example: snag search "sensor stopped"
    """


def main() -> None:
    """Run the command line; 0 for fine, 1 for findings, 2 for wrong usage."""
    if os.getpid() == 1:
        from snaglist.cli.first_process import become_first_process

        become_first_process()
    tolerate_encodings()
    try:
        cli()
    except SnaglistError as error:
        click.echo(str(error), err=True)
        sys.exit(error.exit_code)
