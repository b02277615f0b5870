"""``snag interview withdraw``."""

from datetime import date, datetime

import click

from snaglist.cli.interview.changing import dry_run_option, tell_done
from snaglist.cli.options import json_option, print_json, with_settings
from snaglist.interviews.remains import remains
from snaglist.interviews.withdrawal import plan_withdrawal
from snaglist.interviews.withdrawal_plan import Withdrawal
from snaglist.schema.report import FindingsError
from snaglist.settings import Settings


@click.command()
@click.argument("interview", metavar="ID")
@with_settings
@click.option(
    "--why",
    default="Consent was withdrawn.",
    show_default=True,
    help="Why, for the tombstone: no word of the interview, and no name.",
)
@click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DAY",
    help="The day it is withdrawn, instead of today.",
)
@dry_run_option
@json_option
def withdraw(
    settings: Settings,
    interview: str,
    why: str,
    today: datetime | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Take an interview out: its folder, its quotes, and all that rests on them alone, which is
    claims and arrows without another witness, questions of a review without a claim, entries
    without a claim, and the guidance for these. What others witness too stands.

    withdrawn.yaml keeps the ids, the day and why, and no words; none of the ids can be used again.
    Then it is said what is left to do, and what else still has the words: history of git, editions,
    snapshots. Look first, with --dry-run.

    Example: snag interview withdraw I07 --dry-run
    """
    day = today.date() if today else date.today()
    plan = plan_withdrawal(settings.catalog, interview, why, day)
    findings = plan.changes.findings()
    left = remains(settings.catalog, settings.data, interview, plan.sha256)
    if not dry_run:
        plan.changes.write()
    if as_json:
        told = {name: getattr(plan, name) for name in NAMES}
        print_json(
            {
                **told,
                "findings": list(map(str, findings)),
                "remains": left,
                "files": sorted(plan.changes.contents),
                "written": not dry_run,
            }
        )
    else:
        _tell(plan, left)
        tell_done(plan.changes, dry_run)
    if findings and dry_run and not as_json:
        click.echo("It would leave this to do, by hand:")
        click.echo("\n".join(map(str, findings)))
    elif findings and not dry_run:
        click.echo("Left to do, by hand:", err=True)
        raise FindingsError(findings)
    elif not as_json:
        done = "would pass" if dry_run else "passes"
        click.echo(f"snag check --quick {done} without it.")


NAMES = {
    "quotes": "Quotes that fall",
    "claims": "Claims that fall, for want of a witness",
    "standing": "Claims that lose a witness and keep others",
    "arrows": "Arrows that fall",
    "questions": "Questions of reviews that fall",
    "entries": "Entries that fall, without a claim left",
    "rules": "Rules of the guide that fall, for these issues",
    "changed": "Look at these",
    "words": "Words of the interview stand here still",
    "mentions": "Its id stands here still",
}
"""What is told of a withdrawal, in this order."""


def _tell(plan: Withdrawal, left: list[str]) -> None:
    for name, title in NAMES.items():
        found: list[str] = getattr(plan, name)
        separator = "\n  " if name == "changed" else ", "
        if found:
            click.echo(f"{title} ({len(found)}):\n  {separator.join(found)}")
    click.echo("What still has it:")
    for sentence in left:
        click.echo(f"  {sentence}")
