"""Commands for those who write a catalogue: ``snag new``, ``snag quote`` and ``snag schema``."""

from datetime import date
from pathlib import Path

import click
import yaml

from snaglist.cli.options import json_option, print_json, with_settings
from snaglist.errors import UsageError
from snaglist.model.interview import Standing
from snaglist.settings import Settings
from snaglist.sources.file_formats import FORMS
from snaglist.sources.quote_writing import add_quote
from snaglist.sources.scaffolds import SORTS, QuoteFinder, new_entry


def refuse_shipped(settings: Settings) -> None:
    """Raise ``UsageError`` for the catalogue of the program, which is nobody's to write in."""
    package = Path(__file__).parents[1]
    if settings.catalog.resolve().is_relative_to(package):
        raise UsageError(
            f"The catalogue in use came with the program ({settings.catalog}) and goes with it. "
            "Name the one you work on: --catalog DIR, or SNAGLIST_CATALOG=DIR."
        )


@click.command()
@click.argument("sort", type=click.Choice(list(SORTS)))
@click.argument("title")
@with_settings
def new(settings: Settings, sort: str, title: str) -> None:
    """Start an entry or a publication: the next free id, a file named after it, a template.

    Example: snag new issue "Two clocks disagree"
    """
    refuse_shipped(settings)
    click.echo(new_entry(settings.catalog, sort, title, date.today()))


@click.command()
@click.argument("interview", metavar="INTERVIEW")
@click.argument("words")
@with_settings
@click.option("--line", type=int, help="Which line, where the words occur in several.")
@click.option("-i", "--ignore-case", is_flag=True, help="Take capitals and small letters as one.")
@click.option("--write", is_flag=True, help="Add the record to quotes.yaml; with --coder.")
@click.option("--coder", help="Who takes the quote: your name or group.")
@click.option(
    "--standing",
    type=click.Choice([each.value for each in Standing]),
    default=Standing.VOLUNTEERED.value,
    help="Whether the speaker raised it unasked or took it up from a question.",
)
@json_option
def quote(
    settings: Settings,
    interview: str,
    words: str,
    line: int | None,
    ignore_case: bool,
    write: bool,
    coder: str | None,
    standing: str,
    as_json: bool,
) -> None:
    """Find words in an interview's transcript, and print the record for its quotes.yaml; with
    --write, add it there under the next id. White space may differ; nothing else may. A quote may
    go over several paragraphs of one speaker.

    Example: snag quote I07 "this is not really easy"
    """
    if write and not (coder and coder.strip()):
        raise UsageError("--write needs --coder NAME: who takes the quote stands in its record.")
    desk = QuoteFinder(settings.catalog, interview)
    found = desk.find(words, ignore_case=ignore_case)
    passages = [passage for passage in found if line is None or passage.line == line]
    if len(passages) != 1:
        lines = sorted({passage.line for passage in found})
        raise UsageError(
            f"{words!r} stands at the lines {', '.join(map(str, lines))}. "
            "Choose one with --line, or give more words."
        )
    judged = {"coder": coder} if coder else {}
    record = desk.record(passages[0], desk.next_number(), standing=Standing(standing), **judged)
    if write:
        add_quote(desk.folder / "quotes.yaml", desk.sha256, record)
    if as_json:
        print_json(yaml.safe_load(record)[0])
    else:
        click.echo(record, nl=False)


REVIEW = "review"
"""The one form that is no part of a catalogue."""


@click.command()
@click.argument("form", type=click.Choice([*FORMS, REVIEW]))
def schema(form: str) -> None:
    """Print the JSON Schema of a file format; editors complete and check with it.

    Example: snag schema issue
    """
    if form == REVIEW:
        # Only here: the other forms need nothing of reviews.
        from snaglist.reviews.file_schema import file_schema

        found = file_schema()
    else:
        found = FORMS[form].model_json_schema()
    name = f"https://w3id.org/snaglist/schemas/{form}.json"
    print_json({"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": name, **found})
