"""``snag schema``."""

import click

from snaglist.cli.options import print_json
from snaglist.sources.file_formats import FORMS

REVIEW = "review"
"""The one form that is no part of a catalogue."""


@click.command()
@click.argument("form", type=click.Choice([*FORMS, REVIEW]))
def command(form: str) -> None:
    """Print the JSON Schema of a file format; editors complete and check with it.

    Example: snag schema issue
    """
    if form == REVIEW:
        from snaglist.reviews.yaml_file import record_schema

        schema = record_schema()
    else:
        schema = FORMS[form].model_json_schema()
    print_json({"$schema": "https://json-schema.org/draft/2020-12/schema", **schema})
