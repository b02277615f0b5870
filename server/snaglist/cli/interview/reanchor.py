"""``snag interview reanchor``."""

import click

from snaglist.cli.interview.changing import dry_run_option, refuse_findings, tell_done
from snaglist.cli.options import json_option, print_json, with_settings
from snaglist.interviews.changes import catalogue_findings
from snaglist.interviews.reanchoring import plan_reanchoring
from snaglist.settings import Settings


@click.command()
@click.argument("interview", metavar="ID")
@with_settings
@click.option(
    "--from",
    "old",
    metavar="FILE|REVISION",
    default="HEAD",
    show_default=True,
    help="The transcript that the quotes were taken from: a file, or a revision of git.",
)
@dry_run_option
@json_option
def reanchor(settings: Settings, interview: str, old: str, dry_run: bool, as_json: bool) -> None:
    """Follow a transcript that was changed: quotes whose words stayed go where these went, by the
    difference of the two texts; so do their questions, and the lines of sections, corrections and
    redactions. What was changed itself, or may have gone to several places, is listed and not
    followed: the command ends with 1, and it stays as it was.

    The old text has to be the one that the quotes were taken from; its hash says so.

    Example: snag interview reanchor I07 --from HEAD
    """
    before = catalogue_findings(settings.catalog.resolve())
    plan = plan_reanchoring(settings.catalog, interview, old)
    refuse_findings(plan.changes, before, plan.doubtful)
    if not dry_run:
        plan.changes.write()
    if as_json:
        print_json(
            {
                "moved": plan.moved,
                "doubtful": plan.doubtful,
                "lines": plan.lines,
                "times_dropped": plan.dropped,
                "files": sorted(plan.changes.contents),
                "written": not dry_run,
            }
        )
    else:
        for line in plan.lines:
            click.echo(line)
        click.echo(f"{len(plan.moved)} quotes moved, {len(plan.doubtful)} not followed.")
        if plan.dropped:
            click.echo(f"{plan.dropped} times were dropped; their words are gone.")
        tell_done(plan.changes, dry_run)
    if plan.doubtful:
        for name, why in plan.doubtful.items():
            click.echo(f"{name} {why}.", err=True)
        click.echo("Look at each; snag quote makes a new record.", err=True)
        raise SystemExit(1)
