"""``snag interview redact``."""

from pathlib import Path

import click

from snaglist.cli.interview.changing import dry_run_option, refuse_findings, tell_done
from snaglist.cli.options import FilePath, json_option, print_json, with_settings
from snaglist.interviews.changes import catalogue_findings
from snaglist.interviews.name_key import default_key, read_key
from snaglist.interviews.redaction import plan_redaction
from snaglist.settings import Settings


@click.command()
@click.argument("interview", metavar="ID")
@with_settings
@click.option(
    "--map",
    "key",
    type=FilePath(),
    help="The key: a line 'name: \"[placeholder]\"' for each name, outside of every work tree.",
)
@dry_run_option
@json_option
def redact(
    settings: Settings, interview: str, key: Path | None, dry_run: bool, as_json: bool
) -> None:
    """Put placeholders in the place of names: in the transcript, the metadata and the quotes of an
    interview. Names are found in any case, accent or genitive. Quotes keep their words and go
    where these went; each new placeholder is listed under redactions.

    All files are written, or none. Names that stand elsewhere in the catalogue are told, with the
    command ending with 1, and are yours to mend. History of git keeps what was there before.

    Example: snag interview redact I07 --map ~/keys/I07.yaml
    """
    before = catalogue_findings(settings.catalog.resolve())
    plan = plan_redaction(settings.catalog, interview, read_key(key or default_key(interview)))
    refuse_findings(plan.changes, before)
    if not dry_run:
        plan.changes.write()
    elsewhere = [f"{name}:{line}" for name, line in plan.elsewhere]
    if as_json:
        print_json(
            {
                "replaced": plan.by_placeholder,
                "quotes": list(plan.quotes),
                "grown": list(plan.grown),
                "elsewhere": elsewhere,
                "files": sorted(plan.changes.contents),
                "written": not dry_run,
            }
        )
    else:
        for placeholder, count in plan.by_placeholder.items():
            click.echo(f"{placeholder}: {count} times")
        for name in plan.grown:
            click.echo(f"{name} began or ended within a name, and has its placeholder whole.")
        click.echo(f"{len(plan.quotes)} quotes follow.")
        tell_done(plan.changes, dry_run)
    if elsewhere:
        click.echo(f"A name stands here still: {', '.join(elsewhere)}. Mend it by hand.", err=True)
        raise SystemExit(1)
