"""``snag code promote``: codings become quotes."""

from dataclasses import asdict

import click

from snaglist.cli.coding.shared import coder_option, shortened, standing_option
from snaglist.cli.interview.changing import dry_run_option, refuse_findings, tell_done
from snaglist.cli.options import json_option, print_json, with_settings
from snaglist.coding.desk import CodingDesk, FoundCoding, with_code
from snaglist.coding.promotion import promote as promote_codings
from snaglist.errors import UsageError
from snaglist.interviews.changes import catalogue_findings
from snaglist.model.interview import Standing
from snaglist.settings import Settings


@click.command()
@click.argument("codings", metavar="CODING...", nargs=-1)
@click.option("--interview", help="All of an interview that are to be seen.")
@click.option("--code", help="Only those with this code.")
@click.option("--claim", help="The claim that is to rest on them, as SNAG-002-C1.")
@standing_option
@coder_option
@dry_run_option
@json_option
@with_settings
def promote(
    settings: Settings,
    codings: tuple[str, ...],
    interview: str | None,
    code: str | None,
    claim: str | None,
    standing: str | None,
    coder: str | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Make quotes of codings, one for each place, with ids. With --claim a claim rests on them from
    now on; without it, cite them in an entry, for a quote that serves nothing is a finding.

    Example: snag code promote --interview I12 --code SNAG-002 --claim SNAG-002-C1
    """
    if not codings and not interview:
        raise UsageError("Which codings? Give their ids, or --interview ID and perhaps --code.")
    desk = CodingDesk(settings.catalog)
    viewer = desk.coder(coder).id if coder else None
    chosen = _chosen(desk, viewer, codings, interview)
    if code:
        chosen = with_code(chosen, desk.code(code))
    if not chosen:
        raise UsageError("There is no such coding.")
    before = catalogue_findings(desk.catalog)
    made = promote_codings(
        desk, chosen, standing=Standing(standing) if standing else None, claim=claim
    )
    refuse_findings(desk.changes, before, {each.quote for each in made})
    if not dry_run:
        desk.changes.write()
    if as_json:
        print_json([asdict(each) for each in made])
        return
    for each in made:
        was = "" if each.is_new else " (was there)"
        click.echo(
            f"{each.quote}{was}  line {each.line}  {', '.join(each.codes)}: {shortened(each.exact)}"
        )
    tell_done(desk.changes, dry_run)
    if not claim:
        click.echo("Cite them in entries: - quote: ID below the witnesses of a claim.")


def _chosen(
    desk: CodingDesk, viewer: str | None, codings: tuple[str, ...], interview: str | None
) -> list[FoundCoding]:
    """Codings by their ids, or all of an interview; raises ``UsageError`` for hidden ones."""
    shown, hidden = desk.shown_to(viewer)
    chosen = desk.find(codings) if codings else [e for e in shown if e.interview == interview]
    closed = [each for each in chosen if each not in shown]
    if closed or (not chosen and interview in hidden):
        name = closed[0].interview if closed else str(interview)
        who = " and ".join(hidden[name])
        raise UsageError(f"Codings of {name} are hidden until {who} handed in.")
    return chosen
