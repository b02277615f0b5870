"""A copy of a review is a review of its own."""

from uuid import uuid4

from reviews.garden import NAMES, all_answered, at, begun

from snaglist.reviews.commands import answering, signatures
from snaglist.reviews.copying import copy_of
from snaglist.reviews.file_parser import parse_record
from snaglist.reviews.hashing import verify_signatures
from snaglist.reviews.replay import rebuild
from snaglist.reviews.yaml_file import write_record


def test_a_copy_has_all_answers_but_no_signature_and_nothing_after_one() -> None:
    record = all_answered(begun())
    signed = signatures.sign(record, by="Eva", now=at(50))
    signed = answering.follow_up(signed, NAMES[0], by="Eva", now=at(50), done="Nets are up.")
    signed = signatures.reopen(signed, "One more.", by="Eva", now=at(51))
    signed = signatures.sign(signed, by="Eva", now=at(52))
    identifier = uuid4()
    copied = copy_of(parse_record(write_record(signed), "review.yaml"), identifier)
    assert copied.id == identifier
    assert copied.events == record.events
    assert copied.entries == record.entries
    state = rebuild(copied)
    assert state.signed is None
    assert state.items == rebuild(record).items
    # It can be signed for itself.
    again = signatures.sign(copied, by="Eva", now=at(60))
    assert [each.holds for each in verify_signatures(again)] == [True]
    assert parse_record(write_record(again), "review.yaml").plain() == again.plain()
