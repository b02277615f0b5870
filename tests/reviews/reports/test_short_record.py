"""The record in short fits a comment on GitHub, whatever the review holds."""

from datetime import date

import pytest
from hypothesis import given, settings
from markdown_it import MarkdownIt
from reviews.garden import NAMES, TODAY, all_answered, at, begun, closing
from reviews.reports.hostile import TODAY as HOSTILE_TODAY
from reviews.reports.hostile import records
from reviews.sample_review import TODAY as SAMPLE_TODAY
from reviews.sample_review import rich

from snaglist.reviews.commands import answering, signatures
from snaglist.reviews.events.issue_list import Created
from snaglist.reviews.events.signatures import Signed
from snaglist.reviews.hashing import entry_digest
from snaglist.reviews.record import Record
from snaglist.reviews.replay import rebuild
from snaglist.reviews.reports.render import ReportFormat, ReportKind, render_report
from snaglist.reviews.statuses import Status

LIMIT = 65_536


def short(record: Record, today: date = TODAY) -> str:
    kind = ReportKind.SHORT
    return render_report(record, ReportFormat.MARKDOWN, today=today, kind=kind).decode()


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def test_it_has_what_the_team_said_and_no_more() -> None:
    text = short(rich(), SAMPLE_TODAY)
    state = rebuild(rich())
    assert all(f"[{issue}](" in text for issue in state.items)
    for said in ("the bell is hung, and rings on mondays.", "we rang it together; it rang."):
        assert said in text.casefold()
    assert all(e.digest in text for e in rich().events if isinstance(e, Signed))
    assert "you thought you installed something" not in text  # the evidence
    assert "When did the alert last fire" not in text
    assert "Texts are cut" not in text
    assert units(text) < 8_000


def long_review(notes: int, character: str, links: int = 0) -> Record:
    record = begun()
    given_ = closing(
        Status.ACCEPTED,
        reason=character * 2_000,
        notes=character * notes,
        owner=character * 200,
        links=[f"https://example.org/{'x' * 1_900}{at}" for at in range(links)],
    )
    for name in NAMES[:5]:
        record = answering.answer(record, name, given_, by=character * 200, now=at(1))
    return record


@pytest.mark.parametrize("character", ["x", "*", "𝒳", "é"])
def test_long_texts_are_cut_alike(character: str) -> None:
    record = long_review(10_000, character, links=20)
    text = short(record)
    assert units(text) <= LIMIT
    assert all(f"[{issue}](" in text for issue in NAMES[:5])


def many(number: int) -> Record:
    """A review of so many issues: the first of the garden, again and again under new names."""
    record = begun()
    created = record.events[0]
    assert isinstance(created, Created)
    first = created.issues[0]
    names = [f"SNAG-{at}" for at in range(200, 200 + number)]
    shown = [record.entries[first.entry].model_copy(update={"issue": name}) for name in names]
    digests = list(map(entry_digest, shown))
    copies = tuple(
        first.model_copy(update={"issue": name, "entry": digest})
        for name, digest in zip(names, digests, strict=True)
    )
    return record.model_copy(
        update={
            "events": (created.model_copy(update={"issues": copies}),),
            "entries": dict(zip(digests, shown, strict=True)),
        }
    )


def test_texts_are_cut_and_it_says_so() -> None:
    record = many(40)
    for issue in list(rebuild(record).items):
        reason = f"{issue} " + "word " * 390
        given_ = closing(Status.ACCEPTED, reason=reason, notes="more " * 1_000)
        record = answering.answer(record, issue, given_, by="Ana", now=at(1))
    text = short(record)
    assert units(text) <= LIMIT
    assert "Texts are cut at 500 characters." in text
    assert all(f"{issue} word" in text for issue in rebuild(record).items)
    assert "more issues are in the full record" not in text


def test_what_has_no_room_at_all_is_counted() -> None:
    record = many(799)
    text = short(record)
    assert units(text) <= LIMIT
    shown = text.count("](<https://w3id.org/snaglist/id/SNAG-")
    assert 300 < shown < 799
    assert text.endswith(f"**{799 - shown} more issues are in the full record.**\n")


def test_signatures_are_there_even_if_there_were_many() -> None:
    record = all_answered(begun(), Status.ADDRESSED)
    for number in range(9):
        record = signatures.sign(
            record, by=f"Cleo {number}", now=at(2), statement="So be it. " * 50
        )
        record = signatures.reopen(record, "Again.", by="Ana", now=at(3))
    text = short(record)
    assert "- and 4 before" in text
    assert "Cleo 8" in text
    assert "Cleo 3" not in text


@given(records())
@settings(max_examples=6)
def test_whatever_was_typed_it_fits_and_holds_no_html(record: Record) -> None:
    text = short(record, HOSTILE_TODAY)
    assert units(text) <= LIMIT
    tokens = MarkdownIt("commonmark").parse(text)
    inner = [one for token in tokens for one in (token, *(token.children or []))]
    assert not [one for one in inner if one.type in ("html_block", "html_inline")]
