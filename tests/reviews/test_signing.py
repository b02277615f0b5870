"""What a signature covers, who signs with whom, and on which day."""

from datetime import date, datetime, timedelta, timezone

import pytest
from reviews.garden import NAMES, TODAY, all_answered, at, begun, closing, library

from snaglist.errors import UsageError
from snaglist.reviews.commands import answering, issue_list, signatures
from snaglist.reviews.events.fields import AskedSigner, Scope
from snaglist.reviews.events.signatures import Signed
from snaglist.reviews.field_types import offset_minutes, offset_text
from snaglist.reviews.file_parser import parse_record
from snaglist.reviews.flags import WARN_DAYS
from snaglist.reviews.hashing import verify_signatures
from snaglist.reviews.questions import SHORT_QUESTIONS
from snaglist.reviews.record import Record
from snaglist.reviews.replay import rebuild
from snaglist.reviews.rows import share_text
from snaglist.reviews.signing import parse_signer, sign_off
from snaglist.reviews.state import FrozenError, RecordError
from snaglist.reviews.statuses import Status
from snaglist.reviews.yaml_file import write_record

BEN = AskedSigner(name="Ben", role="safety officer")
EVA = AskedSigner(name="Eva")


def answered(*names: str, status: Status = Status.OPEN) -> Record:
    record = begun()
    for name in names:
        record = answering.answer(record, name, closing(status), by="Ana", now=at(1))
    return record


def last(record: Record) -> Signed:
    event = record.events[-1]
    assert isinstance(event, Signed)
    return event


def test_of_what_is_answered_the_others_are_named_as_not_covered() -> None:
    record = answered("SNAG-102", "SNAG-104")
    signed = signatures.sign(record, by="Cleo", now=at(2), scope=Scope.ANSWERED)
    assert last(signed).covers == ("SNAG-102", "SNAG-104")
    assert last(signed).left_out == ("SNAG-101", "SNAG-103", "SNAG-105")
    assert last(signed).scope == "2 of 5 issues (those answered)"
    assert [one.holds for one in verify_signatures(signed)] == [True]
    with pytest.raises(FrozenError):
        answering.answer(signed, "SNAG-101", closing(Status.OPEN), by="Ana", now=at(3))


def test_of_the_ten_these_must_be_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("snaglist.reviews.questions.SHORT_QUESTIONS", 2)
    record = answered("SNAG-101")
    with pytest.raises(RecordError, match=r"1 issue was not looked at.*SNAG-102"):
        signatures.sign(record, by="Cleo", now=at(2), scope=Scope.TEN)
    signed = signatures.sign(
        answered("SNAG-101", "SNAG-102", "SNAG-103"), by="Cleo", now=at(2), scope=Scope.TEN
    )
    # What was answered beyond the ten is frozen with the rest, and not what was signed for.
    assert last(signed).covers == NAMES[:2]
    assert last(signed).left_out == NAMES[2:5]


def test_of_ten_where_there_are_no_more_is_of_all() -> None:
    assert SHORT_QUESTIONS == 10
    signed = signatures.sign(all_answered(begun()), by="Cleo", now=at(2), scope=Scope.TEN)
    assert (last(signed).of, last(signed).covers) == (Scope.ALL, ())


def test_a_signature_of_all_is_the_bytes_that_it_was() -> None:
    """So records of earlier releases keep their digests, and theirs are made as before."""
    signed = last(signatures.sign(all_answered(begun()), by="Cleo", now=at(2)))
    assert set(signed.model_dump(exclude_defaults=True)) == {"at", "by", "digest"}


def test_without_issues_there_is_nothing_to_sign() -> None:
    empty = issue_list.begin(library(), title="T", answers={}, by="Ana", now=at(0))
    with pytest.raises(RecordError, match="nothing to sign off"):
        signatures.sign(empty, by="Ana", now=at(1))
    with pytest.raises(RecordError, match="No issue is answered"):
        signatures.sign(begun(), by="Ana", now=at(1), scope=Scope.ANSWERED)


def test_an_empty_review_that_was_signed_before_is_still_read() -> None:
    """Releases until 0.1 let it be signed; what they wrote must be read."""
    empty = issue_list.begin(library(), title="T", answers={}, by="Ana", now=at(0))
    old = empty.with_event(Signed(at=at(1), by="Ana", digest="0" * 64))
    assert rebuild(parse_record(write_record(old), "review.yaml")).signed


@pytest.mark.parametrize(
    "wrong",
    [
        {"covers": ("SNAG-101",)},
        {"of": Scope.TEN},
        {"of": Scope.TEN, "covers": NAMES[:2], "left_out": NAMES[2:4]},
        {"of": Scope.TEN, "covers": NAMES[:3], "left_out": NAMES[2:5]},
        {"of": Scope.ANSWERED, "left_out": NAMES[:5]},
    ],
)
def test_a_signature_says_of_each_issue_whether_it_is_covered(wrong: dict[str, object]) -> None:
    event = Signed.model_validate({"at": at(2), "by": "Ana", "digest": "0" * 64, **wrong})
    with pytest.raises(RecordError, match="says of each"):
        rebuild(all_answered(begun()).with_event(event))


def test_several_sign_the_same_answers() -> None:
    record = signatures.sign(
        all_answered(begun()), by="Cleo", now=at(2), role="product owner", also=[BEN, EVA]
    )
    assert rebuild(record).awaited == (BEN, EVA)
    record = signatures.sign(record, by="  BEN ", now=at(3), statement="With a rail.")
    assert last(record).signer == "BEN, safety officer"
    assert rebuild(record).awaited == (EVA,)
    record = signatures.sign(
        record, by="Eva", now=at(4), role="auditor", also=[parse_signer("Zoe")]
    )
    state = rebuild(record)
    assert [each.by for each in state.signatures] == ["Cleo", "BEN", "Eva"]
    assert state.signed is not None
    assert state.signed.by == "Cleo"
    assert state.awaited == (AskedSigner(name="Zoe"),)
    assert [one.holds for one in verify_signatures(record)] == [True, True, True]
    # Each is over what is before it: who takes one out breaks those after it.
    events = (*record.events[:-2], record.events[-1])
    shorter = record.model_copy(update={"events": events})
    assert [one.holds for one in verify_signatures(shorter)] == [True, False]


def test_nobody_signs_twice_or_for_something_else() -> None:
    record = signatures.sign(
        answered("SNAG-101"), by="Cleo", now=at(2), scope=Scope.ANSWERED, also=[BEN]
    )
    with pytest.raises(RecordError, match="has signed already"):
        signatures.sign(record, by="cleo", now=at(3))
    for name in ("Cleo", "Ana"):
        with pytest.raises(UsageError, match="asked to sign twice, or has signed"):
            signatures.sign(record, by="Ana", now=at(3), also=[AskedSigner(name=name)])
    second = signatures.sign(record, by="Ben", now=at(3), scope=Scope.ALL)
    assert last(second).covers == ("SNAG-101",)
    other = last(second).model_copy(update={"of": Scope.ALL, "covers": (), "left_out": ()})
    with pytest.raises(RecordError, match="Cleo signed for 1 of 5 issues"):
        rebuild(record.with_event(other))


def test_reopening_takes_all_signatures_from_what_comes() -> None:
    record = signatures.sign(all_answered(begun()), by="Cleo", now=at(2), also=[BEN, EVA])
    record = signatures.sign(record, by="Ben", now=at(3))
    record = signatures.reopen(record, "The bell fell off.", by="Ana", now=at(4))
    state = rebuild(record)
    assert (state.signed, state.signatures, state.awaited) == (None, (), ())
    assert [each.by for each in state.voided] == ["Cleo", "Ben"]
    again = signatures.sign(record, by="Cleo", now=at(5))
    assert [one.holds for one in verify_signatures(again)] == [True, True, True]
    assert len(rebuild(again).signatures) == 1


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Ben", "Ben", ""),
        ("Ben, safety officer", "Ben", "safety officer"),
        (" Ben , a, b", "Ben", "a, b"),
    ],
)
def test_a_signer_is_a_name_and_a_role(text: str, name: str, role: str) -> None:
    assert parse_signer(text) == AskedSigner(name=name, role=role)


@pytest.mark.parametrize("text", ["", ", officer", "Be\u200bn"])
def test_who_has_no_name_to_be_seen_is_asked_for_nothing(text: str) -> None:
    with pytest.raises(UsageError):
        parse_signer(text)


def test_a_signer_hears_how_it_stands() -> None:
    record = answered("SNAG-101", "SNAG-102")
    late = closing(Status.OPEN, due=date(2026, 11, 24))
    ending = closing(Status.ACCEPTED, expires=date(2026, 12, 25))
    record = answering.answer(record, "SNAG-103", late, by="Ana", now=at(2))
    record = answering.answer(record, "SNAG-104", ending, by="Ana", now=at(2))
    found = sign_off(record, rebuild(record), TODAY, Scope.ALL)
    assert found.sentence == (
        "4 looked at, 1 not looked at, 3 open, 1 overdue, 1 acceptance that ends within 30 days."
    )
    assert found.missing == ("SNAG-105",)
    sooner = sign_off(record, rebuild(record), TODAY, Scope.ANSWERED, ahead=WARN_DAYS - 1)
    assert (sooner.ending, sooner.missing) == (0, ())
    over = sign_off(record, rebuild(record), date(2026, 12, 26), Scope.ALL)
    assert (over.ending, over.open) == (0, 4)


@pytest.mark.parametrize(
    ("hours", "offset", "day"),
    [
        (0, "+00:00", date(2026, 11, 25)),
        (14, "+14:00", date(2026, 11, 26)),
        (-11, "-11:00", date(2026, 11, 24)),
        (5.75, "+05:45", date(2026, 11, 25)),
        (-3.5, "-03:30", date(2026, 11, 25)),
    ],
)
def test_the_day_of_a_signature_is_the_signers(hours: float, offset: str, day: date) -> None:
    there = at(5).astimezone(timezone(timedelta(hours=hours)))
    record = signatures.sign(all_answered(begun()), by="Cleo", now=there)
    signed = last(parse_record(write_record(record), "review.yaml"))
    assert (signed.at, signed.offset, signed.day) == (at(5), offset, day)
    assert offset_minutes(offset_text(there)) == hours * 60
    assert [one.holds for one in verify_signatures(record)] == [True]


def test_an_acceptance_is_over_where_it_is_over() -> None:
    """Until a day means: on that day, by the clock of whoever accepts."""
    ahead = datetime(2027, 1, 1, 1, tzinfo=timezone(timedelta(hours=2)))
    given = closing(Status.ACCEPTED, expires=date(2026, 12, 31))
    with pytest.raises(UsageError, match="has already passed"):
        answering.answer(begun(), "SNAG-101", given, by="Ana", now=ahead)
    behind = ahead.astimezone(timezone(timedelta(hours=-1)))
    record = answering.answer(begun(), "SNAG-101", given, by="Ana", now=behind)
    item = rebuild(record).items["SNAG-101"]
    assert item.status(behind.date()) is Status.ACCEPTED
    assert item.status(ahead.date()) is Status.OPEN


def test_a_scope_counts_topics_apart_from_issues() -> None:
    """As every other count does; else a signature for 18 of 39 is of nothing that a reader sees."""
    signature = Signed(
        at=at(1),
        by="Cleo",
        of=Scope.ANSWERED,
        covers=("SNAG-101", "EDGE-PRIVACY", "OWN-1"),
        left_out=("SNAG-102", "EDGE-LOGGING"),
        digest="0" * 64,
    )
    both = "2 of 3 issues and 1 of 2 topics not asked about"
    assert signature.scope == f"{both} (those answered)"
    assert share_text(("EDGE-LOGGING",), ("EDGE-LOGGING",)) == "1 of 1 topics not asked about"
