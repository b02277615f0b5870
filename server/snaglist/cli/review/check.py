"""``snag review check``: what a build may fail on.

Imports neither the catalogue nor anything of RDF, for it runs at every commit.
"""

import dataclasses
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import click

from snaglist.cli.options import FilePath, json_option, print_json
from snaglist.cli.review.flags import CONDITIONS, UNSIGNED, failing
from snaglist.cli.review.options import count_of, effective_day, today_option
from snaglist.errors import SnaglistError
from snaglist.reviews.agreement import DIFFERENCE_LABELS
from snaglist.reviews.events import Record
from snaglist.reviews.fallen_away import fallen_away
from snaglist.reviews.replay import rebuild
from snaglist.reviews.state import IssueState, ReviewState
from snaglist.reviews.yaml_file import read_with_lines
from snaglist.schema.finding import Finding
from snaglist.schema.report import FindingsError

CONDITION_MENDS = {
    "expired": "Look at it again, then answer it.",
    "differs": "Settle it (snag review settle).",
    "one-only": "Have another reviewer look at it and answer.",
    "open": "Address it, accept it for a time, or say why it does not apply.",
    "not-looked-at": "Look at it, then answer it.",
    "overdue": "Do it, or agree on another day.",
    "reworded": "Read what changed, then answer it again.",
}


def conditions(value: str) -> frozenset[str]:
    """The names of conditions, separated by commas; raises ``click.BadParameter``."""
    chosen = frozenset(name.strip() for name in value.split(",") if name.strip())
    known = [*CONDITIONS, UNSIGNED]
    if wrong := sorted(chosen.difference(known)):
        raise click.BadParameter(f"there is no {wrong[0]!r}; choose from {', '.join(known)}.")
    if not chosen:
        raise click.BadParameter(f"choose from {', '.join(known)}.")
    return chosen


@click.command()
@click.argument("paths", metavar="FILE…", nargs=-1, required=True, type=FilePath())
@click.option(
    "--fail-on",
    type=conditions,
    metavar="CONDITION,…",
    default="open,expired,not-looked-at",
    show_default=True,
    help="Also: overdue, reworded, differs, one-only, unsigned.",
)
@json_option
@today_option
def check(
    paths: tuple[Path, ...], fail_on: frozenset[str], as_json: bool, today: date | None
) -> None:
    """Look for issues that are open, expired or otherwise not settled: a line for each, with place
    and what would be right. Ends with 1 where there is any, and where a file is broken.

    Reads nothing but the files, so that it takes no time in a build.

    Example: snag review check review.yaml --fail-on open,expired
    """
    findings = [found for path in paths for found in _findings(path, fail_on, effective_day(today))]
    if as_json:
        print_json({"findings": [dataclasses.asdict(found) for found in findings]})
    else:
        for found in findings:
            click.echo(str(found))
        click.echo(f"{count_of(len(findings), 'finding')}.")
    if findings:
        raise SystemExit(1)


def _findings(path: Path, chosen: frozenset[str], today: date) -> Iterator[Finding]:
    """What is found in a file; a broken one does not keep the others from being read."""
    try:
        record, line = read_with_lines(path)
    except FindingsError as error:
        yield from error.findings
        return
    except SnaglistError as error:
        yield Finding(str(path), 0, "review", str(error))
        return
    yield from _left(path, record, line, chosen, today)


def _left(
    path: Path,
    record: Record,
    line: Callable[[int], int],
    chosen: frozenset[str],
    today: date,
) -> Iterator[Finding]:
    state = rebuild(record)
    for item in state.items.values():
        for name in failing(item, chosen, today):
            place = line(item.answered or item.version or item.since)
            message = f"{item.issue} {_said(name, item)}: {record.entries[item.entry].title}."
            yield Finding(str(path), place, f"review-{name}", message, CONDITION_MENDS[name])
    if "open" in chosen:
        yield from _fallen(path, state, line, today)
    if UNSIGNED in chosen and state.signed is None:
        message, mend = "the review is not signed off.", "Sign it (snag review sign)."
        yield Finding(str(path), 0, f"review-{UNSIGNED}", message, mend)


def _fallen(
    path: Path, state: ReviewState, line: Callable[[int], int], today: date
) -> Iterator[Finding]:
    """What was open when the catalogue retired it, and nobody took up since."""
    for each in fallen_away(state, today):
        if not each.taken_up:
            place = line(each.item.answered or each.item.since)
            answered = " or ".join((*each.instead, each.item.issue))
            mend = f"Answer {answered}: what was done, or why it no longer applies."
            yield Finding(str(path), place, "review-open", f"{each.item.issue} {each.text}.", mend)


def _said(name: str, item: IssueState) -> str:
    """A condition in words, with the day or the person that it goes by."""
    answer = item.answer
    words = {
        "expired": f"was accepted by {answer.owner} until {answer.expires}, which has passed",
        "differs": f"is seen differently by the reviewers: {_difference(item)}",
        "one-only": f"was looked at by {item.answered_by} only",
        "open": f"is open{f', owner {answer.owner}' if answer.owner else ''}",
        "not-looked-at": "was not looked at",
        "overdue": f"was due on {answer.due}{f', owner {answer.owner}' if answer.owner else ''}",
        "reworded": "was reworded since it was answered",
    }
    return words[name]


def _difference(item: IssueState) -> str:
    return DIFFERENCE_LABELS[item.difference] if item.difference else ""
