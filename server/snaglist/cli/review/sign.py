"""Commands around the signature: ``snag review sign`` and ``reopen``."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click

from snaglist.cli.options import json_option, print_json
from snaglist.cli.review.not_asked import signed_line
from snaglist.cli.review.options import (
    author_name,
    by_option,
    edit_review,
    effective_day,
    effective_time,
    errors_by_option,
    review_file,
    today_option,
    warn_days_option,
)
from snaglist.cli.review.signatures import awaited_json, wrapped_names
from snaglist.errors import UsageError
from snaglist.reviews.commands import signatures
from snaglist.reviews.events.fields import Scope
from snaglist.reviews.record import Record
from snaglist.reviews.replay import rebuild
from snaglist.reviews.rows import rows_text
from snaglist.reviews.signing import SignOff, parse_signer, sign_off
from snaglist.reviews.state import RecordError, ReviewState
from snaglist.reviews.yaml_file import read_record


@click.command()
@review_file
@click.option("--role", default="", metavar="TEXT", help="In what capacity.")
@click.option("--statement", default="", metavar="TEXT", help="What you sign for.")
@click.option(
    "--of",
    "scope",
    type=click.Choice([scope.value for scope in Scope]),
    help="ten: the ten of the meeting alone; answered: what is answered.  [default: all]",
)
@click.option(
    "--also", multiple=True, metavar="NAME[, ROLE]", help="Who is to sign as well; repeatable."
)
@click.option("--dry-run", is_flag=True, help="Say how it stands, and do not sign.")
@warn_days_option
@json_option
@by_option
@today_option
def sign(
    path: Path,
    role: str,
    statement: str,
    scope: str | None,
    also: tuple[str, ...],
    dry_run: bool,
    ahead: int,
    as_json: bool,
    by: str | None,
    today: date | None,
) -> None:
    """Sign the review off, which freezes it under a digest of everything in it; or, where somebody
    has, sign the same answers as well.

    Says first how the review stands. What the signature covers must have been looked at, and
    differences settled; open issues may stay open. What it does not cover is named in it.

    Example: snag review sign review.yaml --role "product owner" --statement "Ready to build."
    """
    record, day = read_record(path), effective_day(today)
    state = rebuild(record)
    found = sign_off(record, state, day, Scope(scope or Scope.ALL), ahead)
    if scope and state.signed and scope != state.signed.of:
        raise UsageError(
            f"--of {scope}: {state.signed.by} signed for {state.signed.scope}; who signs as well "
            "signs for the same."
        )
    if not as_json:
        click.echo("\n".join(_stands(found)))
    if not dry_run:
        # What somebody else did to the file meanwhile is not what was said above.
        seen = record.events
        with errors_by_option():
            asked = tuple(map(parse_signer, also))
        name = author_name(by, path)

        def deed(latest: Record) -> Record:
            if latest.events != seen:
                raise RecordError(f"{path} was changed meanwhile; look at it and sign again.")
            return signatures.sign(
                latest,
                by=name,
                now=effective_time(today),
                role=role,
                statement=statement,
                scope=found.coverage.scope,
                also=asked,
            )

        state = edit_review(path, deed)
    if as_json:
        print_json(_sign_json(found, state, signed=not dry_run))
    elif not dry_run:
        click.echo("\n".join(_signed_lines(path, state, day)))


def _stands(found: SignOff) -> Iterator[str]:
    """How the review stands, and what a signature covers; before anybody signs."""
    yield f"{rows_text(found.rows)}: {found.sentence}"
    if found.coverage.left_out:
        yield f"The signature covers {rows_text(found.coverage.covers)}. Not covered:"
        yield from wrapped_names(found.coverage.left_out)
    if found.missing:
        yield "To be answered or settled before:"
        yield from wrapped_names(found.missing)


def _signed_lines(path: Path, state: ReviewState, today: date) -> Iterator[str]:
    last = state.signatures[-1]
    if last == state.signed:
        yield f"Signed off by {last.by}; the review is frozen. Digest:"
    else:
        yield f"Signed by {last.by} as well. Digest:"
    yield last.digest
    if state.awaited:
        yield f"Still awaited: {' and '.join(signer.text for signer in state.awaited)}."
    yield f"Keep it elsewhere too: snag review verify {path} --digest …"
    yield signed_line(state, today)


def _sign_json(found: SignOff, state: ReviewState, *, signed: bool) -> dict[str, Any]:
    last = state.signatures[-1] if state.signatures else None
    return {
        "issues": found.total,
        "looked_at": found.looked_at,
        "not_looked_at": found.not_looked_at,
        "open": found.open,
        "overdue": found.overdue,
        "acceptances_ending": {"within_days": found.ahead, "count": found.ending},
        "of": found.coverage.scope.value,
        "covers": list(found.coverage.covers),
        "left_out": list(found.coverage.left_out),
        "missing": list(found.missing),
        "signed": signed,
        "digest": last.digest if signed and last else None,
        "awaited": awaited_json(state),
    }


@click.command()
@review_file
@click.option("--reason", required=True, metavar="TEXT", help="Why it is reopened.")
@by_option
@today_option
def reopen(path: Path, reason: str, by: str | None, today: date | None) -> None:
    """Open a signed review again. All signatures stay, over what was signed, and hold for nothing
    that comes after; where only work was done since, a follow-up does it.

    Example: snag review reopen review.yaml --reason "A second camera was added."
    """
    name = author_name(by, path)
    state = edit_review(
        path,
        lambda record: signatures.reopen(record, reason, by=name, now=effective_time(today)),
    )
    names = [signed.by for signed in state.voided]
    who = "the signature does" if len(names) == 1 else f"the signatures of {_listed(names)} do"
    click.echo(f"The review is reopened; {who} not cover what comes now.")


def _listed(names: list[str]) -> str:
    return " and ".join((", ".join(names[:-1]), names[-1]))
