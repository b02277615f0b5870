"""``snag codebook``: the codes with their definitions, out and in."""

import sys
from pathlib import Path
from typing import Any

import click

from snaglist.cli.interview.changing import dry_run_option, tell_done
from snaglist.cli.options import STDOUT, FilePath, json_option, print_json, with_settings
from snaglist.coding.code_tree import code_tree, headings_of, walk
from snaglist.coding.codebook_exchange import add_outside_codes, read_codebook, to_csv, to_qdc
from snaglist.coding.desk import CodingDesk
from snaglist.errors import SnaglistError
from snaglist.settings import Settings
from snaglist.sources.importing.archives import read_file
from snaglist.sources.loader import load_catalogue


@click.command("list")
@click.option("--new", is_flag=True, help="Only those that are no issue or strategy yet.")
@json_option
@with_settings
def list_codes(settings: Settings, new: bool, as_json: bool) -> None:
    """List all codes with their definitions, and how many codings have each.

    Example: snag codebook list --new
    """
    catalogue = load_catalogue(settings.catalog)
    used: dict[str, int] = {}
    for coded in catalogue.codings:
        for coding in coded.codings:
            for code in coding.codes:
                used[code] = used.get(code, 0) + 1
    own = {code.id for code in catalogue.codebook}
    rows: list[dict[str, Any]] = [
        {
            "id": node.id,
            "name": node.name,
            "definition": " ".join(node.definition.split()),
            "parent": parent or None,
            "codings": used.get(node.id or "", 0),
        }
        for node, parent in walk(code_tree(catalogue))
        if not new or node.id in own
    ]
    if as_json:
        print_json(rows)
        return
    for row in rows:
        name = row["name"] if row["id"] not in own else f"{row['id']}  {row['name']}"
        click.echo(f"{name}  ({row['codings']})")
        if row["definition"]:
            click.echo(f"    {row['definition']}")
    if not rows:
        click.echo("There is no such code yet; snag code add --new makes one.")


@click.command()
@click.option(
    "--format", "format_", type=click.Choice(["qdc", "csv"]), default="qdc", show_default=True,
    help="qdc is REFI-QDA.",
)  # fmt: skip
@click.option("-o", "--output", type=FilePath(allow_dash=True), help="File to write; - is stdout.")
@with_settings
def export(settings: Settings, format_: str, output: Path | None) -> None:
    """Write all codes for other programs: issues below their categories, strategies, new codes.

    Example: snag codebook export --format csv -o codes.csv
    """
    tree = code_tree(load_catalogue(settings.catalog))
    write_octets({"qdc": to_qdc, "csv": to_csv}[format_](tree), output)


def write_octets(content: bytes, output: Path | None) -> None:
    """Write to a file or to standard output; raises ``SnaglistError`` where that fails."""
    if output in (None, STDOUT):
        sys.stdout.buffer.write(content)
        return
    assert output is not None
    try:
        output.write_bytes(content)
    except OSError as error:
        raise SnaglistError(f"{output} cannot be written: {error.strerror}.") from error


@click.command("import")
@click.argument("file", type=FilePath())
@dry_run_option
@json_option
@with_settings
def import_codebook(settings: Settings, file: Path, dry_run: bool, as_json: bool) -> None:
    """Add the codes of a QDC or CSV file to codebook.yaml. Codes that are here already, issues and
    strategies stay as they are.

    Example: snag codebook import codes.qdc --dry-run
    """
    desk = CodingDesk(settings.catalog)
    headings = headings_of(load_catalogue(settings.catalog))
    codes = read_codebook(read_file(file, "so it is no codebook"))
    _, done = add_outside_codes(desk.codebook, codes, headings)
    if not dry_run:
        desk.changes.write()
    if as_json:
        added = [code.id for code in done.added]
        print_json({"added": added, "differing": done.differing, "written": not dry_run})
        return
    for code in done.added:
        click.echo(f"{code.id}  {code.name}")
    for name in done.differing:
        click.echo(f"{name} is defined otherwise there; it stays as it is here.")
    tell_done(desk.changes, dry_run)
