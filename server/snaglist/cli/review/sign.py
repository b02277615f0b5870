"""Commands around the signature: ``snag review sign``, ``verify`` and ``reopen``."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from snaglist.cli.options import json_option, print_json
from snaglist.cli.review.not_asked import signed_line
from snaglist.cli.review.options import (
    author_name,
    by_option,
    edit_review,
    effective_day,
    effective_time,
    review_file,
    today_option,
)
from snaglist.errors import UsageError
from snaglist.reviews import commands
from snaglist.reviews.canonical import moment_text
from snaglist.reviews.events import Record
from snaglist.reviews.hashing import Verification, mismatched_entries, verify_signatures
from snaglist.reviews.replay import rebuild
from snaglist.reviews.state import RecordError
from snaglist.reviews.yaml_file import read_record


@click.command()
@review_file
@click.option("--role", default="", metavar="TEXT", help="In what capacity.")
@click.option("--statement", default="", metavar="TEXT", help="What you sign for.")
@by_option
@today_option
def sign(path: Path, role: str, statement: str, by: str | None, today: date | None) -> None:
    """Sign the review off, which freezes it under a digest of everything in it.

    Every issue must have been looked at, and differences settled; open ones may stay open.

    Example: snag review sign review.yaml --role "product owner" --statement "Ready to build."
    """
    name = author_name(by, path)
    state = edit_review(
        path,
        lambda record: commands.sign(
            record, by=name, now=effective_time(today), role=role, statement=statement
        ),
    )
    assert state.signed is not None
    click.echo(f"Signed off by {state.signed.by}; the review is frozen. Digest:")
    click.echo(state.signed.digest)
    click.echo(f"Keep it elsewhere too: snag review verify {path} --digest …")
    click.echo(signed_line(state, effective_day(today)))


@click.command()
@review_file
@click.option("--digest", metavar="HEX", help="The digest you were given, or its first 8 digits.")
@json_option
def verify(path: Path, digest: str | None, as_json: bool) -> None:
    """Work out each signature's digest again, and each entry's hash, and say whether they hold.

    Ends with 1 where one does not, and where there is no signature to verify. With --digest, one
    of the signatures must be the one you were given: whoever can write the file could have signed
    it anew.

    Example: snag review verify review.yaml
    """
    digest = wanted_digest(digest)
    # Whatever has the form of a record is read, so that tampering is reported as what it is.
    record = read_record(path, check=False)
    found = verify_signatures(record)
    faults = list(_faults(record, found, digest))
    if as_json:
        print_json({"holds": not faults, "signatures": _signatures_json(found), "faults": faults})
    else:
        click.echo("\n".join((*_holding(record, found), *faults)))
    if faults:
        raise SystemExit(1)


def _faults(record: Record, found: tuple[Verification, ...], digest: str | None) -> Iterator[str]:
    """What does not hold, each with what it means."""
    for each in found:
        if not each.holds:
            yield (
                f"FAILS: what stands before event {each.number} is not what {each.signed.by} "
                "signed. An event was changed, added or taken out since; the version that was "
                "signed is in git's history."
            )
    for name in mismatched_entries(record):
        entry = record.entries[name]
        yield (
            f"FAILS: the entry {entry.issue} is not as its hash {name[:12]} says, so it is not "
            "what the reviewers were shown."
        )
    try:
        rebuild(record)
    except RecordError as error:
        yield f"FAILS: event {error.number} cannot follow from those before it: {error}"
    if not found:
        yield "There is no signature in it (snag review sign), so nothing vouches for the events."
    elif digest is not None and not _given(found, digest):
        yield f"FAILS: no signature has the digest {digest}; you were given another record's."


SHA256_DIGITS = 64
FEWEST_DIGITS = 8
"""Digits of a digest that are enough to hold a record against it."""


def wanted_digest(digest: str | None) -> str | None:
    """A digest to look for, or its beginning; raises ``UsageError`` for what is none, or too short.

    Nothing is said of the record then: it is not at fault.
    """
    wanted = digest.strip().lower() if digest is not None else None
    if wanted is None:
        return None
    if re.fullmatch(r"[0-9a-f]*", wanted) is None or len(wanted) > SHA256_DIGITS:
        raise UsageError(
            f"--digest: {digest!r} is no digest; it has up to {SHA256_DIGITS} of 0-9 and a-f."
        )
    if len(wanted) < FEWEST_DIGITS:
        raise UsageError(
            f"--digest: {digest!r} is too short to tell records apart; give its first "
            f"{FEWEST_DIGITS} digits or more. Nothing was checked."
        )
    return wanted


def _given(found: tuple[Verification, ...], digest: str) -> bool:
    """True where a signature has the digest, or one that begins so."""
    return any(each.signed.digest.startswith(digest) for each in found)


def _holding(record: Record, found: tuple[Verification, ...]) -> Iterator[str]:
    """What holds."""
    for each in found:
        if each.holds:
            role = f", {each.signed.role}" if each.signed.role else ""
            at = moment_text(each.signed.at)
            yield f"Holds: signed by {each.signed.by}{role} on {at}, digest"
            yield f"  {each.signed.digest}"
            yield f"  over the {each.number - 1} events before it."
    after = len(record.events) - found[-1].number if found else 0
    if after:
        yield f"The last {after} events came after the last signature; it does not cover them."


def _signatures_json(found: tuple[Verification, ...]) -> list[dict[str, object]]:
    return [
        {
            "event": each.number,
            "by": each.signed.by,
            "role": each.signed.role,
            "at": moment_text(each.signed.at),
            "digest": each.signed.digest,
            "holds": each.holds,
        }
        for each in found
    ]


@click.command()
@review_file
@click.option("--reason", required=True, metavar="TEXT", help="Why it is reopened.")
@by_option
@today_option
def reopen(path: Path, reason: str, by: str | None, today: date | None) -> None:
    """Open a signed review again. The signature stays, over what was signed.

    Example: snag review reopen review.yaml --reason "A second camera was added."
    """
    name = author_name(by, path)
    edit_review(
        path,
        lambda record: commands.reopen(record, reason, by=name, now=effective_time(today)),
    )
    click.echo("The review is reopened; the signature does not cover what comes now.")
