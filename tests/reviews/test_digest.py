"""A signature holds over all that was there, and over nothing else."""

import hashlib
import json

import pytest
from reviews.garden import all_answered, at, begun, closing
from reviews.sample_review import rich
from reviews.store.histories import eventful

from snaglist.reviews.canonical import canonical_json
from snaglist.reviews.commands import answering, signatures
from snaglist.reviews.hashing import event_id, mismatched_entries, verify_signatures
from snaglist.reviews.record import Record, plain_event
from snaglist.reviews.statuses import Status


def signed() -> Record:
    return signatures.sign(
        all_answered(begun()), by="Eva", now=at(5), statement="With open issues."
    )


def test_the_digest_is_what_the_docs_say() -> None:
    record = signed()
    events = [
        json.loads(json.dumps({"did": event.did, **event.model_dump(exclude_defaults=True)},
                              default=lambda v: v.strftime("%Y-%m-%dT%H:%M:%SZ")
                              if hasattr(v, "hour") else str(v)))
        for event in record.events
    ]  # fmt: skip
    del events[-1]["digest"]
    whole = {"format": 1, "id": str(record.id), "events": events}
    text = json.dumps(whole, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert hashlib.sha256(text.encode()).hexdigest() == record.events[-1].digest  # type: ignore[union-attr]


def test_a_signature_holds_after_the_record_went_on() -> None:
    record = signatures.reopen(signed(), "The bell fell off.", by="Ana", now=at(6))
    record = answering.answer(record, "SNAG-101", closing(Status.ADDRESSED), by="Ana", now=at(7))
    record = signatures.sign(record, by="Eva", now=at(8))
    assert [(one.number, one.holds) for one in verify_signatures(record)] == [(7, True), (10, True)]


@pytest.mark.parametrize("number", range(7))
def test_a_change_to_any_event_breaks_the_signature(number: int) -> None:
    """The signature itself included: who signed is signed too."""
    record = signed()
    changed = record.events[number].model_copy(update={"by": "Somebody else"})
    events = (*record.events[:number], changed, *record.events[number + 1 :])
    (found,) = verify_signatures(record.model_copy(update={"events": events}))
    assert not found.holds


def test_an_event_left_out_breaks_the_signature() -> None:
    record = signed()
    without = record.model_copy(update={"events": (*record.events[:-2], record.events[-1])})
    assert [one.holds for one in verify_signatures(without)] == [False]


def test_an_entry_that_was_edited_is_found_by_its_hash() -> None:
    record = signed()
    assert mismatched_entries(record) == ()
    digest, shown = next(iter(record.entries.items()))
    edited = {**record.entries, digest: shown.model_copy(update={"title": "All is well"})}
    assert mismatched_entries(record.model_copy(update={"entries": edited})) == (digest,)


def test_another_review_has_another_digest() -> None:
    assert signed().events[-1] != signed().events[-1]


def test_the_id_of_an_event_is_what_the_docs_say() -> None:
    for record in (rich(), eventful()):
        for event in record.events:
            plain = {k: v for k, v in plain_event(event).items() if k != "revises"}
            whole = hashlib.sha256(canonical_json(plain)).hexdigest()
            assert event_id(event) == whole[:12]
