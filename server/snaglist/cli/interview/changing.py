"""What the commands share that change files of a catalogue."""

from collections.abc import Collection

import click

from snaglist.interviews.changes import Changes
from snaglist.schema.finding import Finding
from snaglist.schema.report import FindingsError

dry_run_option = click.option(
    "--dry-run", is_flag=True, help="Say what would change; write nothing."
)


def refuse_findings(
    changes: Changes, before: Collection[Finding], told: Collection[str] = ()
) -> None:
    """Raise ``FindingsError`` where a change would break rules that hold, with nothing written.

    What is wrong with the quotes and codings of ``told`` is told otherwise.
    """
    known = {(finding.path, finding.rule, finding.message) for finding in before}
    new = [
        finding
        for finding in changes.findings()
        if (finding.path, finding.rule, finding.message) not in known
        and not (
            finding.rule.startswith(("quote-", "coding-"))
            and finding.message.split()[0].rstrip(":") in told
        )
    ]
    if new:
        click.echo("This would be wrong with the catalogue; nothing was changed.", err=True)
        raise FindingsError(tuple(sorted(new)))


def tell_done(changes: Changes, dry_run: bool) -> None:
    """Say which files were written and which are gone."""
    did = {
        False: "Would write" if dry_run else "Wrote",
        True: "Would remove" if dry_run else "Removed",
    }
    for name, content in sorted(changes.contents.items()):
        click.echo(f"{did[content is None]} {changes.catalog.name}/{name}.")
    if not changes.contents:
        click.echo("Nothing to change.")
