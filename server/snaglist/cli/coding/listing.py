"""``snag code list``."""

from dataclasses import asdict
from typing import Any

import click

from snaglist.cli.coding.shared import coder_option, shortened
from snaglist.cli.options import json_option, print_json, with_settings
from snaglist.coding.desk import CodingDesk, FoundCoding, with_code
from snaglist.settings import Settings


@click.command("list")
@click.argument("interview", metavar="ID", required=False)
@coder_option
@click.option("--of", help="Only the codings of this coder.")
@click.option("--code", help="Only those with this code.")
@json_option
@with_settings
def list_codings(
    settings: Settings,
    interview: str | None,
    coder: str | None,
    of: str | None,
    code: str | None,
    as_json: bool,
) -> None:
    """List what was coded, in the order of the transcripts: your own codings, and those of others
    where everybody who codes an interview has handed in. --coder says who you are.

    Example: snag code list I12 --coder ana --code SNAG-002
    """
    desk = CodingDesk(settings.catalog)
    viewer = desk.coder(coder).id if coder else None
    owner = desk.coder(of).id if of else None
    shown, hidden = desk.shown_to(viewer)
    shown = [
        each
        for each in (with_code(shown, desk.code(code)) if code else shown)
        if interview in (None, each.interview) and owner in (None, each.coder)
    ]
    shown.sort(key=lambda each: (each.interview, each.coding.start, each.coding.end, each.coder))
    hidden = {name: who for name, who in hidden.items() if interview in (None, name)}
    if as_json:
        print_json({"codings": [_row(each) for each in shown], "hidden": hidden})
        return
    for each in shown:
        one = each.coding
        memo = f"  ({one.memo})" if one.memo else ""
        click.echo(
            f"{one.id}  {each.interview} line {one.line}  {each.coder}  {', '.join(one.codes)}: "
            f"{shortened(one.exact)}{memo}"
        )
    for name, who in hidden.items():
        click.echo(f"{name}: codings of others are hidden until {' and '.join(who)} handed in.")
    if not shown and not hidden:
        click.echo("Nothing is coded.")


def _row(each: FoundCoding) -> dict[str, Any]:
    return {"interview": each.interview, "coder": each.coder, **asdict(each.coding)}
