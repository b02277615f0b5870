"""``snag review verify``: whether signatures and entries are what was signed and shown."""

import re
from collections.abc import Iterator
from pathlib import Path

import click

from snaglist.cli.options import json_option, print_json
from snaglist.cli.review.options import review_file
from snaglist.cli.review.signatures import awaited_json, wrapped_names
from snaglist.errors import UsageError
from snaglist.plurals import count_of
from snaglist.reviews.canonical import moment_text
from snaglist.reviews.events.answering import FollowedUp
from snaglist.reviews.events.signatures import Signed
from snaglist.reviews.hashing import Verification, mismatched_entries, verify_signatures
from snaglist.reviews.record import Record
from snaglist.reviews.replay import rebuild
from snaglist.reviews.signing import why_lapsed
from snaglist.reviews.state import RecordError, ReviewState
from snaglist.reviews.yaml_file import read_record


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
        state = _state(record)
        print_json(
            {
                "holds": not faults,
                "signatures": _signatures_json(found),
                "awaited": awaited_json(state) if state else [],
                "faults": faults,
            }
        )
    else:
        click.echo("\n".join((*_holding(record, found), *faults)))
    if faults:
        raise SystemExit(1)


def _state(record: Record) -> ReviewState | None:
    """The state of a record, if its events follow from each other."""
    try:
        return rebuild(record)
    except RecordError:
        return None


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
            yield f"Holds: signed by {each.signed.signer} on {_when(each.signed)}, digest"
            yield f"  {each.signed.digest}"
            yield f"  over {_covered(each)}."
            if each.signed.left_out:
                yield f"  It is for {each.signed.scope}, and not for:"
                yield from (f"  {line}" for line in wrapped_names(each.signed.left_out))
    yield from _after(record, found)
    state = _state(record)
    if state is None:
        return
    for signed in state.apart:
        yield f"{signed.by} does not stand for the review as it is: {why_lapsed(state, signed)}."
    if state.awaited:
        yield f"Still awaited: {' and '.join(signer.text for signer in state.awaited)}."


def _covered(found: Verification) -> str:
    """How much of what stands before a signature it is over."""
    before, unseen = found.number - 1, len(found.signed.unseen)
    if not unseen:
        return f"the {before} events before it"
    others = "1 came" if unseen == 1 else f"{unseen} came"
    return f"{found.covered} of the {before} events before it; {others} from another copy"


def _when(signed: Signed) -> str:
    """The moment in UTC, and the day where it was signed if that is another."""
    at = moment_text(signed.at)
    return at if signed.day == signed.at.date() else f"{at} ({signed.day} there, {signed.offset})"


def _after(record: Record, found: tuple[Verification, ...]) -> Iterator[str]:
    """What came after the last signature, which does not cover it."""
    events = record.events[found[-1].number :] if found else ()
    followed = sum(isinstance(event, FollowedUp) for event in events)
    if followed and followed == len(events):
        told = count_of(followed, "follow-up")
        yield f"{told} came after it; the signed answers are as they were."
    elif events:
        told = count_of(len(events), "event")
        yield f"The last {told} came after the last signature; it does not cover them."


def _signatures_json(found: tuple[Verification, ...]) -> list[dict[str, object]]:
    return [
        {
            "event": each.number,
            "by": each.signed.by,
            "role": each.signed.role,
            "at": moment_text(each.signed.at),
            "day": each.signed.day.isoformat(),
            "offset": each.signed.offset,
            "of": each.signed.of.value,
            "covers": list(each.signed.covers),
            "left_out": list(each.signed.left_out),
            "unseen": list(each.signed.unseen),
            "digest": each.signed.digest,
            "holds": each.holds,
        }
        for each in found
    ]
