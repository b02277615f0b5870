"""``snag schema``."""

import click

from snaglist.cli.options import print_json
from snaglist.sources.formats import FORMS


@click.command()
@click.argument("form", type=click.Choice(list(FORMS)))
def command(form: str) -> None:
    """Print the JSON Schema of a file format; editors complete and check with it.

    Example: snag schema issue
    """
    schema = FORMS[form].model_json_schema()
    print_json({"$schema": "https://json-schema.org/draft/2020-12/schema", **schema})
