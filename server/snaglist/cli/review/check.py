"""``snag review check``: what a build may fail on.

Imports neither the catalogue nor anything of RDF, for it runs at every commit.
"""

import json
import sys
from collections import Counter
from datetime import date
from importlib import metadata
from pathlib import Path

import click

from snaglist.cli.options import FilePath, print_json
from snaglist.cli.review.check_findings import EVIDENCE, SOON, Asked, checked_file
from snaglist.cli.review.evidence import evidence_checker
from snaglist.cli.review.flags import (
    CONDITION_MEANINGS,
    CONDITIONS,
    DEFAULT_CONDITIONS,
    NOTHING,
    UNSIGNED,
)
from snaglist.cli.review.options import LONGEST_WARNING, effective_day, today_option
from snaglist.exchange.check_formats import (
    CheckFormat,
    CheckResult,
    write_check,
)


def conditions(value: str) -> frozenset[str]:
    """The names of conditions, separated by commas, or ``none``; raises ``click.BadParameter``."""
    chosen = frozenset(name.strip() for name in value.split(",") if name.strip())
    if chosen == {NOTHING}:
        return frozenset()
    known = [*CONDITIONS, UNSIGNED, NOTHING]
    if NOTHING in chosen:
        raise click.BadParameter(f"{NOTHING} goes alone.")
    if wrong := sorted(chosen.difference(known)):
        raise click.BadParameter(f"there is no {wrong[0]!r}; choose from {', '.join(known)}.")
    if not chosen:
        raise click.BadParameter(f"choose from {', '.join(known)}.")
    return chosen


def _meanings() -> str:
    """Each condition, what it finds and what passes without it, for the help."""
    lines = ["\b", "Conditions: an issue that …"]
    for name, meaning in CONDITION_MEANINGS.items():
        lines += [f"  {name:<13}  {meaning.finds}.", f"  {'':<13}  Without it: {meaning.otherwise}"]
    return "\n".join(lines)


@click.command(epilog=_meanings())
@click.argument("paths", metavar="FILE…", nargs=-1, required=True, type=FilePath())
@click.option(
    "--fail-on",
    type=conditions,
    metavar="CONDITION,…",
    default=",".join(DEFAULT_CONDITIONS),
    show_default=True,
    help="What the build fails on, of those below; none: only on files that are broken.",
)
@click.option(
    "--warn-days",
    "ahead",
    type=click.IntRange(0, LONGEST_WARNING),
    metavar="N",
    help="Warn of acceptances that end and issues that are due within N days; fails nothing.",
)
@click.option(
    "--evidence",
    "folder",
    type=FilePath(),
    metavar="DIR",
    help="Hold the evidence of answers against the files in DIR, and fail where it does not hold.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice([name.value for name in CheckFormat]),
    default=CheckFormat.TEXT.value,
    show_default=True,
    help="github: annotations; sarif: SARIF 2.1.0; junit: JUnit XML.",
)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@today_option
def check(
    paths: tuple[Path, ...],
    fail_on: frozenset[str],
    ahead: int | None,
    folder: Path | None,
    format_: str,
    as_json: bool,
    today: date | None,
) -> None:
    """Look for issues that are open, expired or otherwise not settled: a line for each, with place
    and what would be right. Ends with 1 where there is any, and where a file is broken; what the
    conditions let pass is counted.

    Reads nothing but the files, so that it takes no time in a build. With --evidence it also reads
    the evidence that answers name: tests in JUnit XML, files by their hash, values in JSON. Paths
    are from DIR; no link is followed, and nothing is run.

    Example: snag review check review.yaml --warn-days 14
    """
    at = effective_day(today)
    checker = evidence_checker(folder, at)
    asked = Asked(chosen=fail_on, today=at, ahead=ahead, checker=checker)
    passed: Counter[str] = Counter()
    result = CheckResult(
        files=tuple(checked_file(path, asked, passed) for path in paths),
        evidence=asked.evidence["held"],
        evidence_left=asked.evidence["left"],
        passed_over={name: passed[name] for name in CONDITION_MEANINGS if passed[name]},
        rules=_rules(fail_on),
        version=metadata.version("snaglist"),
    )
    format_as = CheckFormat.JSON if as_json else CheckFormat(format_)
    text = write_check(result, format_as)
    if format_as in (CheckFormat.SARIF, CheckFormat.JUNIT):
        sys.stdout.buffer.write(f"{text}\n".encode())  # in UTF-8, whatever a terminal shows
    elif format_as is CheckFormat.JSON:
        print_json(json.loads(text))
    else:
        click.echo(text)
    if result.errors:
        raise SystemExit(1)


def _rules(chosen: frozenset[str]) -> dict[str, str]:
    """What each rule that can be found means, in a sentence."""
    told = {
        f"review-{name}": f"An issue that {meaning.finds}."
        for name, meaning in CONDITION_MEANINGS.items()
        if name in chosen and name != UNSIGNED
    }
    if UNSIGNED in chosen:
        told[f"review-{UNSIGNED}"] = (
            "The review is not signed off by all who are asked to, or was reopened."
        )
    proof = "Evidence of an answer is missing, red, skipped, changed, out of bounds or too old."
    return told | SOON | {EVIDENCE: proof}
