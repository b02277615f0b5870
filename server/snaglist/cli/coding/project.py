"""``snag export --format qdpx``."""

from collections.abc import Sequence
from pathlib import Path

import click

from snaglist.cli.coding.codes import write_octets
from snaglist.coding.coder_file import open_transcript
from snaglist.coding.desk import CodingDesk
from snaglist.coding.qdpx_writer import write_project
from snaglist.model.access import Access
from snaglist.model.interview import Interview
from snaglist.settings import Settings
from snaglist.sources.loader import load_catalogue


def export_project(
    settings: Settings,
    interviews: Sequence[str],
    coder: str | None,
    restricted: bool,
    output: Path | None,
) -> None:
    """Write interviews as a project of REFI-QDA, and say on stderr what was left out.

    Raises ``NotFoundError`` for no such interview, ``UsageError`` for no such coder.
    """
    catalogue = load_catalogue(settings.catalog)
    for name in interviews:
        catalogue.find(Interview, name)
    viewer = CodingDesk(settings.catalog).coder(coder).id if coder else None
    closed = [each.id for each in catalogue.interviews if each.access is not Access.OPEN]
    texts = {
        name: open_transcript(settings.catalog.resolve(), name).text
        for name in (closed if restricted else ())
    }
    done = write_project(catalogue, viewer=viewer, texts=texts, only=interviews)
    write_octets(done.content, output)
    for name in done.withheld:
        click.echo(f"Left out: {name}, whose words may not leave; --restricted has it.", err=True)
    for name in done.hidden:
        click.echo(f"Left out: codings of {name} by who has not handed in.", err=True)
