"""``snag code import``: codings of another program."""

from dataclasses import asdict
from typing import Any

import click

from snaglist.cli.coding.shared import chosen_day, coder_option, shortened, today_option
from snaglist.cli.interview.changing import dry_run_option, tell_done
from snaglist.cli.options import FilePath, json_option, print_json, with_settings
from snaglist.coding.desk import CodingDesk
from snaglist.coding.qdpx_import import ImportedCodings, import_codings
from snaglist.coding.qdpx_reader import read_project
from snaglist.coding.taguette_project import SQLITE, read_taguette_project
from snaglist.settings import Settings
from snaglist.sources.importing.archives import read_file
from snaglist.sources.loader import load_catalogue


@click.command("import")
@click.argument("file", type=FilePath())
@coder_option
@today_option
@dry_run_option
@json_option
@with_settings
def import_project(
    settings: Settings, file: Any, coder: str | None, today: Any, dry_run: bool, as_json: bool
) -> None:
    """Bring codings in from a project of QualCoder, ATLAS.ti, NVivo, MAXQDA or another program that
    writes REFI-QDA (QDPX), or of Taguette (SQLite). What is not here yet goes into the file of one
    coder; what others coded is never changed. New codes go into codebook.yaml.

    Example: snag code import back.qdpx --coder ben --dry-run
    """
    content = read_file(file, "too large; export it without recordings and PDFs")
    read = read_taguette_project if content.startswith(SQLITE) else read_project
    project = read(content)
    desk = CodingDesk(settings.catalog)
    who = desk.coder(coder)
    catalogue = load_catalogue(desk.catalog)
    done = import_codings(desk, catalogue, project, who, chosen_day(today))
    if not dry_run:
        desk.changes.write()
    if as_json:
        print_json({"written": not dry_run, **_as_data(done)})
        return
    for interview, coding in done.codings:
        codes = ", ".join(coding.codes)
        click.echo(f"{coding.id}  {interview}  {codes}: {shortened(coding.exact)}")
    click.echo(f"{done.added} new for {who.id}, {done.same} as they were.")
    for name in (code.name for code in done.codebook.added):
        click.echo(f"New code: {name}.")
    for name, count in done.others.items():
        known = any(name == each.id for each in desk.coders)
        how = f"bring them in with --coder {name}" if known else "they are no coder here; left out"
        click.echo(f"{count} of {name} are not among theirs here: {how}.")
    for name, count in done.gone.items():
        click.echo(f"{count} of {name} are not in the project any more; they stay here.")
    for name, why in done.unmatched.items():
        click.echo(f"Left out, the text {name!r}: {why}")
    if done.misplaced:
        click.echo(f"Left out, {done.misplaced} codings outside of their text.")
    for each in done.otherwise:
        here = f"{each.here} here, and stays so" if each.here else "not said here; left out"
        click.echo(f"{each.of}: {each.variable} is {each.there} there, {here}.")
    tell_done(desk.changes, dry_run)


def _as_data(done: ImportedCodings) -> dict[str, Any]:
    data = asdict(done)
    data["codings"] = [
        {"interview": name, **coding.model_dump(mode="json", exclude_none=True)}
        for name, coding in done.codings
    ]
    return data
