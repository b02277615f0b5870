"""A review as a file: the same record when read again, and broken files told as what they are."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
import yaml
from common import TESTS, times
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import ValidationError
from reviews.garden import ANSWERS, NAMES, NOW, all_answered, at, begun, library

from snaglist.errors import SnaglistError
from snaglist.reviews.canonical import canonical_json, plain_data
from snaglist.reviews.commands import answering, issue_list, signatures
from snaglist.reviews.entry_snapshot import EntrySnapshot
from snaglist.reviews.file_layout import issue_key
from snaglist.reviews.file_parser import parse_record
from snaglist.reviews.file_schema import file_schema
from snaglist.reviews.hashing import entry_digest, event_id, verify_signatures
from snaglist.reviews.record import Record
from snaglist.reviews.replay import rebuild
from snaglist.reviews.statuses import Answer, Status
from snaglist.reviews.upgrade import upgrade
from snaglist.reviews.yaml_file import read_with_lines, write_record
from snaglist.schema.report import FindingsError

HOSTILE = (
    '"', "'", ": ", " #", "---", "...", "- ", "? ", "\n", "\n\n", "\t", " ", "  ", "\u00a0",
    "\u2028", "\ufeff", "\x85", "\r\n", "&a", "*a", "!!str", "%", "@", "`", "|", ">", "{", "}",
    "[", "]", ",", "~", "null", "yes", "0x1f", "1_000", "12:30:45", "2026-11-25", "=", "<<", "🌡",
    "e\u0301", "\u202e", "\\", "\\n", "<<<<<<< ours", "\n<<<<<<< ours", "\n---\n", "\n# x",
    "\U0010fffd", "\ud800", "\ufffe", "\x07",
)  # fmt: skip
TEXT = st.lists(st.sampled_from(HOSTILE) | st.text(max_size=8), max_size=8).map("".join)
DAY = st.dates(date(2026, 11, 25), date(2027, 12, 31))
ANSWER = st.fixed_dictionaries(
    {"status": st.sampled_from(list(Status))},
    optional={
        "done": TEXT,
        "reason": TEXT,
        "owner": TEXT,
        "due": DAY,
        "expires": DAY,
        "notes": TEXT,
        "links": st.lists(TEXT.map("https://example.org/{}".format), max_size=2),
    },
)
ISSUE = st.sampled_from(NAMES)

Deed = Callable[[Record, int], Record]


def answered(issue: str, given: dict[str, object], by: str) -> Deed:
    return lambda record, n: answering.answer(
        record, issue, Answer.model_validate(given), by=by, now=at(n)
    )


def settled(issue: str, given: dict[str, object], words: str, by: str) -> Deed:
    return lambda record, n: answering.settle(
        record, issue, Answer.model_validate(given), words, by=by, now=at(n)
    )


def profiled(words: str, by: str) -> Deed:
    return lambda record, n: issue_list.profile_again(
        record, library(), answers=ANSWERS, words=words, by=by, now=at(n)
    )


def signed(role: str, statement: str) -> Deed:
    return lambda record, n: signatures.sign(
        record, by="Ana", role=role, statement=statement, now=at(n)
    )


def added(issue: str) -> Deed:
    return lambda record, n: issue_list.add(record, library(), issue, by="Ana", now=at(n))


def upgraded(by: str) -> Deed:
    newer = library(without=("SNAG-102",), reworded=("SNAG-103",), version="2.0.0")
    return lambda record, n: upgrade(record, newer, by=by, now=at(n))


WHO = st.sampled_from(("Ana", "Ben")) | TEXT
DEED = st.one_of(
    st.builds(answered, ISSUE, ANSWER, WHO),
    st.builds(answered, ISSUE, ANSWER, WHO),
    st.builds(settled, ISSUE, ANSWER, TEXT, WHO),
    st.builds(profiled, TEXT, WHO),
    st.builds(signed, TEXT, TEXT),
    st.builds(upgraded, WHO),
    WHO.map(lambda by: lambda record, n: answering.hand_in(record, by=by, now=at(n))),
    TEXT.map(lambda why: lambda record, n: signatures.reopen(record, why, by="Ana", now=at(n))),
    ISSUE.map(added),
    st.just(lambda record, n: all_answered(record)),
)  # fmt: skip


ZONES = st.integers(-23, 23).map(lambda hours: timezone(timedelta(hours=hours)))


def done(record: Record, deeds: list[Deed]) -> Record:
    """The record after those of the deeds that it admits."""
    for minute, deed in enumerate(deeds, start=1):
        try:
            record = deed(record, minute)
        except (SnaglistError, ValidationError):
            continue
    return record


def same_again(record: Record) -> None:
    text = write_record(record)
    again = parse_record(text, "review.yaml")
    assert again == record
    assert write_record(again) == text
    assert all(one.holds for one in verify_signatures(again))
    # And for whoever reads it without us, with the plain loader.
    assert canonical_json(read_plainly(text)) == canonical_json(record.plain())


def read_plainly(text: str) -> dict[str, object]:
    """A record as docs/reviews.md says that anybody can read it."""
    found = yaml.safe_load(text)
    of_issues = [event for events in found["issues"].values() for event in events or []]
    written = sorted([*found["review"], *of_issues], key=lambda each: each["event"]["number"])
    events = [
        {name: value for name, value in (each["event"] | each).items() if name not in LAYOUT}
        for each in written
    ]
    assert found["format"] == 2
    return {"format": 1, "id": found["id"], "events": events, "entries": found["entries"]}


LAYOUT = ("event", "number", "id")
"""The names that a file has beside those of the record."""


@settings(max_examples=times(12, 60))
@given(st.lists(DEED, max_size=12), st.booleans())
def test_a_record_read_again_is_the_same_record(deeds: list[Deed], blind: bool) -> None:
    same_again(done(begun(reviewers=("Ana", "Ben") if blind else ()), deeds))


@settings(max_examples=times(15, 75))
@given(TEXT)
@example("a\n\n  b\n")
@example("  a\nb")
@example("\tb\n\ta")
@example("a \n b")
@example("# a\nb")
@example("a" * 200 + " " * 200 + "b")
def test_text_read_again_is_the_same_text(words: str) -> None:
    try:
        answer = Answer(status=Status.OPEN, notes=words)
    except ValidationError:
        return
    same_again(answering.answer(begun(), "SNAG-101", answer, by="Ana", now=at(1)))


@settings(max_examples=times(10, 40))
@given(st.datetimes(min_value=NOW.replace(year=1, tzinfo=None), timezones=ZONES))
def test_any_moment_is_written_and_read_or_refused(when: object) -> None:
    try:
        record = answering.hand_in(begun(reviewers=("Ana", "Ben")), by="Ana", now=when)  # type: ignore[arg-type]
    except ValidationError:
        return
    same_again(record)


def text_of_answered() -> str:
    answer = Answer(status=Status.ADDRESSED, done="A bell was hung.")
    record = answering.answer(begun(), "SNAG-101", answer, by="Ana", now=at(1))
    return write_record(record)


BROKEN: dict[str, tuple[str | None, str, str | None, str]] = {
    "nothing": ("", "", None, "this is no review. Begin one with snag review new."),
    "no format": ("", "id: 1", "id: 1", "the field 'format' is missing"),
    "no events": ("", "format: 2", "format: 2", "the field 'review' is missing."),
    "events that are none": (
        "",
        "format: 2\nid: 4\nreview: []\nissues: {}\nentries: {}",
        "format",
        "should begin with the event created",
    ),
    "no events of format 1": ("", "format: 1", "format: 1", "the field 'events' is missing. Add"),
    "numbers in format 1": ("", "format: 1\nnumbers: [1]", None, "'numbers' is not part"),
    "events of another format": ("format: 2", "format: 1", None, "'events' is missing"),
    "a field of nothing": ("review:", "title: A\nreview:", "title: A", "'title' is not part"),
    "no list of events": ("    - event: {", "      event: {", None, "this is a list of events"),
    "no event": ("    - event: {", "    - events: {", "    - events", "is a mapping with the"),
    "no number": ("{number: 2, ", "{", "    - event", "has a number, from 1 on"),
    "number nought": ("number: 2", "number: 0", "    - event", "has a number, from 1 on"),
    "a number that is none": ("number: 2", "number: true", "    - event", "from 1 on"),
    "no id": ("      id: ", "      ie: ", "    - event", "with the fields 'event' and 'id'"),
    "a field in both places": (
        "      answer:",
        "      by: B\n      answer:",
        "    - ev",
        "a mapping",
    ),
    "no issues": ("\nissues:", "\nissues: 1\nother:", "issues: 1", "are by their ids"),
    "under another issue": ("  SNAG-101:", "  SNAG-100:", "    - event", "Put it under SNAG-101"),
    "not as its id says": ("      id: ", "      id: 000", "    - event", "is not as its id 000"),
    "a list": (None, "- a\n", "- a", "this is no review. Begin one with snag review new."),
    "no YAML": ("done: A bell", "done: [A bell", None, "this is not YAML"),
    "a tab": ("      answer:", "\tanswer:", None, "this is not YAML"),
    "two documents": ("format: 2", "format: 2\n---", None, "this is not YAML"),
    "an alias": (
        "done: A bell",
        "done: &a A bell was hung.\n        notes: *a\n#",
        "        done: &a",
        "an alias",
    ),
    "twice": ("format: 2", "format: 2\nformat: 2", None, "stands at line"),
    "conflict marks": (
        "    - event",
        "<<<<<<< ours\n    - event",
        None,
        "snag review join",
    ),
    "another format": ("format: 2", "format: 3", "format: 3", "should be 1 or 2"),
    "no UUID": ("id: ", "id: x", "id: x", "should be a valid UUID"),
    "a field too many": ("        done:", "        doen:", "        doen", "Did you mean done?"),
    "a field too few": (", before: not-looked-at", "", "    - event", "'before' is missing"),
    "no such deed": ("did: answered", "did: solved", "    - event", "there are 'created'"),
    "no deed": ("did: answered, ", "", "    - event", "lacks the field 'did'"),
    "no such status": ("status: addressed", "status: adressed", "        st", "'addressed'"),
    "no grounds": ("        done: A bell was hung.\n", "", "      answer:", "addressed needs done"),
    "no such day": (
        "        done:",
        "        due: 2026-02-30\n        done:",
        "        due:",
        "day value is outside",
    ),
    "no time zone": (
        "2026-11-25T10:01:00Z",
        "2026-11-25T10:01:00",
        "    - event",
        "timezone",
    ),
    "a number for text": ("done: A bell was hung.", "done: 5", "        done", "put it in quotes"),
    "an empty line": ("by: Ana, before", "by: '', before", "    - event", "should not be empty"),
    "no such issue": ("issue: SNAG-101, at", "issue: SNAG-1, at", "    - event", "as SNAG-001"),
    "one not in it": (
        "issue: SNAG-101, at",
        "issue: SNAG-106, at",
        "    - event",
        "event 2: SNAG-106 is not in the review",
    ),
    "another before": (
        "before: not-looked-at",
        "before: open",
        "    - event",
        "answered in between",
    ),
    "another first answer": (
        "revises: []",
        "revises: [0123456789ab]",
        "    - event",
        "revises an answer to SNAG-101 that is not here",
    ),
    "another entry": (
        "definition: A meas",
        "definition: The meas",
        None,
        "is not as its hash says",
    ),
    "another deed": ("did: answered", "did: signed", None, "not part of the format"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_told_with_line_and_mend(name: str) -> None:
    old, new, line, told = BROKEN[name]
    sound = text_of_answered()
    text = sound.replace(old, new, 1) if old else new
    assert text != sound
    with pytest.raises(FindingsError) as error:
        parse_record(text, "review.yaml")
    found = [finding for finding in error.value.findings if told in str(finding)]
    assert found, error.value
    assert all(finding.path == "review.yaml" and finding.mend for finding in found)
    if line:
        assert text.splitlines()[found[0].line - 1].startswith(line)


@pytest.mark.parametrize("number", [3, 2])
def test_each_part_of_an_event_has_its_line(tmp_path: Path, number: int) -> None:
    """Events stand under their issues; two have one number where git merged two copies."""
    noted = Answer(status=Status.OPEN, notes="Ask the mole.")
    record = answering.answer(begun(), "SNAG-102", noted, by="Ana", now=at(1))
    record = answering.answer(record, "SNAG-101", Answer(status=Status.OPEN), by="Ben", now=at(2))
    path = tmp_path / "review.yaml"
    text = write_record(record).replace("{number: 3,", f"{{number: {number},")
    path.write_text(text, encoding="utf-8")
    lines, line = text.splitlines(), read_with_lines(path)[1]
    assert "number: 2, did: answered, issue: SNAG-102" in lines[line(2) - 1]
    assert lines[line(2, "answer", "notes") - 1] == "        notes: Ask the mole."
    assert f"number: {number}, did: answered, issue: SNAG-101" in lines[line(3) - 1]
    # It has no notes; the closest thing around them is its answer.
    assert line(3, "answer", "notes") == line(3, "answer")
    assert line(3) < line(3, "answer") < line(2)


def test_an_event_that_names_what_is_not_there_is_told() -> None:
    lines = write_record(begun()).splitlines()
    at = lines.index("entries:")
    with pytest.raises(FindingsError, match="is shown as an entry that"):
        parse_record("\n".join((*lines[:at], "entries: {}")), "review.yaml")


def swapped(text: str) -> str:
    """The record with the entries of two issues put one for the other."""
    found = yaml.safe_load(text)
    one, other = found["review"][0]["issues"][:2]
    one["entry"], other["entry"] = other["entry"], one["entry"]
    return yaml.safe_dump(found, sort_keys=False)


def with_more(text: str) -> str:
    """The record with an entry that no event names, under its own hash."""
    shown = EntrySnapshot(
        issue="SNAG-999", title="A false one", category="data", definition="None."
    )
    found = yaml.safe_load(text)
    found["entries"][entry_digest(shown)] = plain_data(shown)
    return yaml.safe_dump(found, sort_keys=False)


@pytest.mark.parametrize(
    ("edit", "told"),
    [(swapped, "is shown as an entry of SNAG-10"), (with_more, "no event shows this entry")],
)
def test_each_entry_is_one_that_reviewers_were_shown(edit: Callable[[str], str], told: str) -> None:
    with pytest.raises(FindingsError, match=told):
        parse_record(edit(write_record(begun())), "review.yaml")


def test_what_is_told_of_an_entry_has_its_line() -> None:
    sound = write_record(begun())
    more = with_more(sound)
    false_one = more.splitlines().index("    issue: SNAG-999")
    with pytest.raises(FindingsError) as error:
        parse_record(more, "review.yaml")
    assert [(found.line, found.rule) for found in error.value.findings] == [
        (false_one, "review-entry")
    ]
    lines = sound.splitlines()
    third = lines.index("    issue: SNAG-103", lines.index("entries:"))
    lines[third + 1] += "!"
    with pytest.raises(FindingsError) as error:
        parse_record("\n".join(lines), "review.yaml")
    # The line before the entry's first field: the one with its hash.
    assert [(found.line, found.rule) for found in error.value.findings] == [(third, "review-entry")]
    assert error.value.findings[0].message == "SNAG-103 is not as its hash says."


def test_nothing_sums_up_at_the_head_and_each_event_stands_under_its_issue() -> None:
    answer = Answer(status=Status.ADDRESSED, done="A bell was hung.")
    record = answering.answer(begun(), "SNAG-102", answer, by="Ana", now=at(1))
    before, lines = write_record(begun()).splitlines(), write_record(record).splitlines()
    first = lines.index("  SNAG-102:")
    assert lines[first - 3 : first] == [
        "",
        "  # The thermometer dies and nobody sees it (2)",
        "  # When did the bell last ring in a test?",
    ]
    assert lines[first + 1].startswith("    - event: {number: 2, did: answered, issue: SNAG-102,")
    last = lines.index("  SNAG-103:") - 3
    assert lines[last - 1] == f"      id: {event_id(record.events[1])}"
    # But for the id of the review, an answer only adds lines, in one place.
    assert [*lines[:2], before[2], *lines[3 : first + 1], *lines[last:]] == before
    assert "addressed" not in "".join(lines[:first])


def test_a_signature_leaves_a_line_under_each_issue() -> None:
    """Else git would merge an answer of another branch into what was signed."""
    record = signatures.sign(all_answered(begun()), by="Eva", now=at(9))
    record = signatures.reopen(record, "Once more.", by="Ana", now=at(10))
    record = answering.answer(record, NAMES[0], Answer(status=Status.OPEN), by="Ana", now=at(11))
    lines = write_record(record).splitlines()
    seal = "    # Signed off by Eva on 2026-11-25."
    assert lines.count(seal) == 5
    first = lines.index(seal)
    assert lines[first + 1].startswith("    - event: {number: 9, did: answered, issue: SNAG-101,")
    assert lines[lines.index(seal, first + 1) + 4] == "  SNAG-103:"


def test_the_heading_of_an_issue_is_cut_where_it_is_too_long_and_never_changes() -> None:
    def lines(letters: int) -> list[str]:
        again = library()
        issues = [replace(issue, title="x" * letters) for issue in again.catalogue.issues]
        again = replace(again, catalogue=replace(again.catalogue, issues=tuple(issues)))
        record = issue_list.begin(
            again, title="Long", answers=ANSWERS, words="", by="Ana", now=NOW, reviewers=()
        )
        return [line for line in write_record(record).splitlines() if line.startswith("  # xx")]

    start = "  # "
    room = 96 - len(start)
    assert lines(room)[0] == start + "x" * room
    assert lines(room + 1)[0] == start + "x" * room + "…"
    reworded = upgrade(begun(), library(reworded=NAMES, version="2.0.0"), by="Ana", now=at(1))
    headings = [line for line in write_record(begun()).splitlines() if line.startswith("  # ")]
    assert len(headings) == 10
    assert set(headings) <= set(write_record(reworded).splitlines())


def test_issues_are_in_the_order_of_their_numbers() -> None:
    names = ["SNAG-1000", "SNAG-999", "OWN-2", "OWN-10", "SNAG-1001"]
    assert sorted(names, key=issue_key) == ["OWN-2", "OWN-10", "SNAG-999", "SNAG-1000", "SNAG-1001"]


OLD = sorted((TESTS / "reviews" / "files").iterdir())


@pytest.mark.parametrize("path", OLD, ids=lambda path: path.stem)
def test_files_of_every_release_are_read_and_rewritten_with_their_signatures(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "format: 1\n" in text
    record = parse_record(text, path.name)
    signed = verify_signatures(record)
    assert signed
    assert all(each.holds for each in signed)
    # The digest is the one that stood there, over the events in the order in which they stood.
    assert canonical_json(yaml.safe_load(text)) == canonical_json(record.plain())
    same_again(record)
    again = parse_record(write_record(record), path.name)
    assert verify_signatures(again) == signed
    went_on = (
        signatures.reopen(again, "New.", by="Ana", now=at(99)) if rebuild(again).signed else again
    )
    name = next(iter(rebuild(went_on).items))
    went_on = answering.answer(went_on, name, Answer(status=Status.OPEN), by="Ana", now=at(99))
    same_again(went_on)
    assert rebuild(went_on).items[name].answered_by == "Ana"


def as_editors_see_it(record: Record) -> Any:
    """The file of a record as JSON has it, moments and days as text."""
    return json.loads(json.dumps(yaml.safe_load(write_record(record)), default=date.isoformat))


@pytest.fixture(scope="module")
def editors() -> Draft202012Validator:
    """What editors check a file with."""
    return Draft202012Validator(file_schema())


@pytest.mark.parametrize("path", OLD, ids=lambda path: path.stem)
def test_the_schema_for_editors_takes_what_is_written(
    path: Path, editors: Draft202012Validator
) -> None:
    record = parse_record(path.read_text(encoding="utf-8"), path.name)
    assert [error.message for error in editors.iter_errors(as_editors_see_it(record))] == []


UNLIKE_AN_EVENT: dict[str, Callable[[Any], object]] = {
    "no id": lambda event: event.pop("id"),
    "an id that is no hash": lambda event: event.update(id="no hash"),
    "a field of another event": lambda event: event.update(title="A bed"),
    "a field too few": lambda event: event.pop("answer"),
    "no such status": lambda event: event["answer"].update(status="adressed"),
    "no number": lambda event: event["event"].pop("number"),
    "a number before the first": lambda event: event["event"].update(number=0),
    "an event of no issue": lambda event: event["event"].update(did="created"),
    "no deed": lambda event: event["event"].pop("did"),
    "a field in the wrong place": lambda event: event["event"].update(answer=event.pop("answer")),
    "no head": lambda event: event.pop("event"),
}


@pytest.mark.parametrize("name", UNLIKE_AN_EVENT)
def test_the_schema_for_editors_takes_nothing_else(
    name: str, editors: Draft202012Validator
) -> None:
    file = as_editors_see_it(parse_record(text_of_answered(), "review.yaml"))
    assert editors.is_valid(file)
    UNLIKE_AN_EVENT[name](file["issues"]["SNAG-101"][0])
    assert not editors.is_valid(file)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(
            "a: [" + "1," * 450_000 + "]", "more than 400,000 values", marks=pytest.mark.thorough
        ),
        pytest.param("- \n" * 450_000, "more than 400,000 values", marks=pytest.mark.thorough),
        ("format: 1:" + "59:" * 1_000_000 + "59", "should be 1 or 2"),
        ("format: 0x" + "f" * 1_000_000, "should be 1 or 2"),
    ],
)
def test_a_file_that_would_keep_a_server_busy_is_refused(text: str, told: str) -> None:
    with pytest.raises(FindingsError, match=told):
        parse_record(text, "review.yaml")


@pytest.mark.parametrize("text", ["a: [" + "1," * 90 + "]", "- \n" * 90, "a: 1\n" * 90])
def test_a_file_of_too_many_values_is_refused(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr("snaglist.reviews.file_parser.MOST_VALUES", 80)
    with pytest.raises(FindingsError, match="more than 80 values"):
        parse_record(text, "review.yaml")


def test_not_more_is_said_of_a_file_than_can_be_read() -> None:
    text = "".join(f"a{number}: 1\n" for number in range(1_000))
    with pytest.raises(FindingsError) as error:
        parse_record(text, "review.yaml")
    assert len(error.value.findings) == 100
