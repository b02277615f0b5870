"""``snag quote``."""

import click
import yaml

from snaglist.cli.options import as_json, print_json, with_settings
from snaglist.errors import UsageError
from snaglist.settings import Settings
from snaglist.sources.scaffolds import Desk


@click.command()
@click.argument("interview", metavar="INTERVIEW")
@click.argument("words")
@with_settings
@click.option("--line", type=int, help="Which place, where the words stand in several.")
@as_json
def command(
    settings: Settings, interview: str, words: str, line: int | None, as_json: bool
) -> None:
    """Find words in an interview's transcript, and print the record to paste into its
    quotes.yaml. White space may differ; nothing else may.

    Example: snag quote I07 "this is not really easy"
    """
    desk = Desk(settings.catalog, interview)
    passages = [p for p in desk.find(words) if line is None or p.line == line]
    if len(passages) != 1:
        lines = sorted({passage.line for passage in desk.find(words)})
        raise UsageError(
            f"{words!r} stands at the lines {', '.join(map(str, lines))}. "
            "Choose one with --line, or give more words."
        )
    record = desk.record(passages[0], desk.next_number())
    if as_json:
        print_json(yaml.safe_load(record)[0])
    else:
        click.echo(record, nl=False)
