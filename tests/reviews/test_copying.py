"""A copy of a review is a review of its own."""

from uuid import uuid4

from reviews.garden import NAMES, all_answered, at, begun

from snaglist.reviews import commands
from snaglist.reviews.copying import copy_of
from snaglist.reviews.hashing import verify_signatures
from snaglist.reviews.replay import rebuild
from snaglist.reviews.yaml_file import parse_record, write_record


def test_a_copy_has_all_answers_but_no_signature_and_nothing_after_one() -> None:
    record = all_answered(begun())
    signed = commands.sign(record, by="Eva", now=at(50))
    signed = commands.follow_up(signed, NAMES[0], by="Eva", now=at(50), done="Nets are up.")
    signed = commands.reopen(signed, "One more.", by="Eva", now=at(51))
    signed = commands.sign(signed, by="Eva", now=at(52))
    identifier = uuid4()
    copied = copy_of(parse_record(write_record(signed), "review.yaml"), identifier)
    assert copied.id == identifier
    assert copied.events == record.events
    assert copied.entries == record.entries
    state = rebuild(copied)
    assert state.signed is None
    assert state.items == rebuild(record).items
    # It can be signed for itself.
    again = commands.sign(copied, by="Eva", now=at(60))
    assert [each.holds for each in verify_signatures(again)] == [True]
    assert parse_record(write_record(again), "review.yaml").plain() == again.plain()
