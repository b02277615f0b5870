"""Hashes of entries and of records that anyone can work out again.

A digest is the SHA-256, in lower-case hexadecimal, of the canonical form of what it is over; see
``snaglist.reviews.canonical``.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from snaglist.reviews.canonical import canonical_json, plain_data
from snaglist.reviews.entry_snapshot import EntrySnapshot
from snaglist.reviews.events.issue_list import Added, Created, Profiled, Upgraded
from snaglist.reviews.events.signatures import Signed
from snaglist.reviews.record import AnyEvent, Record, numbered_events, signed_event


def entry_digest(shown: EntrySnapshot) -> str:
    """The hash of an entry as it is shown in a review."""
    return hashlib.sha256(canonical_json(plain_data(shown))).hexdigest()


_ENCODER = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"))

ID_DIGITS = 12
"""Hexadecimal digits of an event's id; two of 5,000 events share one in 20 million reviews."""


def event_id(event: AnyEvent) -> str:
    """By what a later event names this one: the first digits of its hash.

    What it revises, or what a signature has not seen, is left out, so that the id of an event does
    not change where that is filled in.
    """
    # As ``canonical_json(signed_event(event))``, in a quarter of its time: pages replay records.
    plain = event.model_dump(mode="json", exclude_defaults=True, exclude={"revises", "unseen"})
    text = _ENCODER.encode({"did": event.did, **plain})
    return hashlib.sha256(text.encode()).hexdigest()[:ID_DIGITS]


def signature_digest(record: Record, events: int, signature: Signed) -> str:
    """The hash of a record's id, its first ``events`` events, and who signs them with what words.

    The entries are covered by their hashes, which the events name; the signature's own digest is
    left out, and so are the events that were not in the copy that was signed.
    """
    before = [signed_event(event) for event in seen_by(signature, record.events[:events])]
    last = {name: value for name, value in signed_event(signature).items() if name != "digest"}
    whole = {"format": record.format, "id": str(record.id), "events": [*before, last]}
    return hashlib.sha256(canonical_json(whole)).hexdigest()


def seen_by(signature: Signed, before: Sequence[AnyEvent]) -> list[AnyEvent]:
    """Those of the events before a signature that stood in the copy that was signed."""
    if not signature.unseen:
        return list(before)
    unseen = set(signature.unseen)
    return [event for event in before if event_id(event) not in unseen]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """Whether the record is still what was signed: ``number`` is the signature's event.

    Where it was given on another copy, that is all but the events which it names as ``unseen``.
    """

    number: int
    signed: Signed
    holds: bool

    @property
    def covered(self) -> int:
        """How many of the events before it the signature is over."""
        return self.number - 1 - len(self.signed.unseen)


def verify_signatures(record: Record) -> tuple[Verification, ...]:
    """Each signature of a record, checked against the events before it, in the order of events."""
    return tuple(
        Verification(
            number=number,
            signed=event,
            holds=signature_digest(record, number - 1, event) == event.digest,
        )
        for number, event in numbered_events(record)
        if isinstance(event, Signed)
    )


def named_entries(event: AnyEvent) -> Iterator[tuple[str, str]]:
    """The issues of which an event brings an entry, each with the entry's hash."""
    match event:
        case Created() | Profiled() | Upgraded():
            yield from ((placed.issue, placed.entry) for placed in event.issues)
        case Added():
            yield event.issue.issue, event.issue.entry
        case _:
            pass
    if isinstance(event, Upgraded):
        yield from event.reworded.items()


def unnamed_entries(record: Record) -> tuple[str, ...]:
    """The hashes of entries that no event names: no signature covers these."""
    named = {digest for event in record.events for _, digest in named_entries(event)}
    return tuple(digest for digest in record.entries if digest not in named)


def mismatched_entries(record: Record) -> tuple[str, ...]:
    """The hashes whose entry is not the one that they were made from."""
    return tuple(
        digest for digest, shown in record.entries.items() if entry_digest(shown) != digest
    )
