"""A review as a file: the same record when read again, and broken files told as what they are."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta, timezone

import pytest
import yaml
from common import times
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from reviews.garden import ANSWERS, NAMES, NOW, TODAY, all_answered, at, begun, library

from snaglist.errors import SnaglistError
from snaglist.reviews import commands
from snaglist.reviews.canonical import canonical_json, plain_data
from snaglist.reviews.entry_snapshot import EntrySnapshot
from snaglist.reviews.events import Record
from snaglist.reviews.hashing import entry_digest, verify_signatures
from snaglist.reviews.statuses import Answer, Status
from snaglist.reviews.upgrade import upgrade
from snaglist.reviews.yaml_file import (
    parse_record,
    write_record,
)
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
    return lambda record, n: commands.answer(
        record, issue, Answer.model_validate(given), by=by, now=at(n)
    )


def settled(issue: str, given: dict[str, object], words: str, by: str) -> Deed:
    return lambda record, n: commands.settle(
        record, issue, Answer.model_validate(given), words, by=by, now=at(n)
    )


def profiled(words: str, by: str) -> Deed:
    return lambda record, n: commands.profile_again(
        record, library(), answers=ANSWERS, words=words, by=by, now=at(n)
    )


def signed(role: str, statement: str) -> Deed:
    return lambda record, n: commands.sign(
        record, by="Ana", role=role, statement=statement, now=at(n)
    )


def added(issue: str) -> Deed:
    return lambda record, n: commands.add(record, library(), issue, by="Ana", now=at(n))


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
    WHO.map(lambda by: lambda record, n: commands.hand_in(record, by=by, now=at(n))),
    TEXT.map(lambda why: lambda record, n: commands.reopen(record, why, by="Ana", now=at(n))),
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
    text = write_record(record, TODAY)
    again = parse_record(text, "review.yaml")
    assert again == record
    assert write_record(again, TODAY) == text
    assert all(one.holds for one in verify_signatures(again))
    # And for whoever reads it without us, with the plain loader.
    assert canonical_json(yaml.safe_load(text)) == canonical_json(record.plain())


@settings(max_examples=times(12, 120))
@given(st.lists(DEED, max_size=12), st.booleans())
def test_a_record_read_again_is_the_same_record(deeds: list[Deed], blind: bool) -> None:
    same_again(done(begun(reviewers=("Ana", "Ben") if blind else ()), deeds))


@settings(max_examples=times(15, 150))
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
    same_again(commands.answer(begun(), "SNAG-101", answer, by="Ana", now=at(1)))


@settings(max_examples=times(10, 60))
@given(st.datetimes(min_value=NOW.replace(year=1, tzinfo=None), timezones=ZONES))
def test_any_moment_is_written_and_read_or_refused(when: object) -> None:
    try:
        record = commands.hand_in(begun(reviewers=("Ana", "Ben")), by="Ana", now=when)  # type: ignore[arg-type]
    except ValidationError:
        return
    same_again(record)


def text_of_answered() -> str:
    answer = Answer(status=Status.ADDRESSED, done="A bell was hung.")
    record = commands.answer(begun(), "SNAG-101", answer, by="Ana", now=at(1))
    return write_record(record, TODAY)


BROKEN: dict[str, tuple[str | None, str, str | None, str]] = {
    "nothing": ("", "", None, "this is no review. Begin one with snag review new."),
    "no events": ("", "format: 1", "format: 1", "the field 'events' is missing. Add it."),
    "events that are none": (
        "",
        "format: 1\nevents: []",
        "events",
        "should begin with the event created",
    ),
    "a list": (None, "- a\n", "- a", "this is no review. Begin one with snag review new."),
    "no YAML": ("done: A bell", "done: [A bell", None, "this is not YAML"),
    "a tab": ("  by: Ana", "\tby: Ana", None, "this is not YAML"),
    "two documents": ("format: 1", "format: 1\n---", None, "this is not YAML"),
    "an alias": (
        "done: A bell",
        "done: &a A bell was hung.\n    notes: *a\n#",
        "    done: &a",
        "an alias",
    ),
    "twice": ("format: 1", "format: 1\nformat: 1", None, "stands at line"),
    "conflict marks": (
        "- did: answered",
        "<<<<<<< ours\n- did: answered",
        None,
        "snag review join",
    ),
    "another format": ("format: 1", "format: 2", "format: 2", "should be 1"),
    "no id": ("id: ", "id: x", "id: x", "should be a valid UUID"),
    "a field too many": ("    done:", "    doen:", "    doen", "Did you mean done?"),
    "a field too few": ("  before: not-looked-at\n", "", "- did: answered", "'before' is missing"),
    "no such deed": ("did: answered", "did: solved", "- did: solved", "there are 'created'"),
    "no deed": ("- did: answered\n  at:", "- at:", "- at:", "lacks the field 'did'"),
    "no such status": ("status: addressed", "status: adressed", "    status: a", "'addressed'"),
    "no grounds": ("    done: A bell was hung.\n", "", "  answer:", "addressed needs done"),
    "no such day": (
        "    done:",
        "    due: 2026-02-30\n    done:",
        "    due:",
        "day value is outside",
    ),
    "no time zone": (
        "2026-11-25T10:01:00Z",
        "2026-11-25T10:01:00",
        "  at: 2026-11-25T10:01",
        "timezone",
    ),
    "a number for text": ("done: A bell was hung.", "done: 5", "    done: 5", "put it in quotes"),
    "an empty line": ("by: Ana\n  issue", "by: ''\n  issue", "  by: ''", "should not be empty"),
    "no such issue": ("  issue: SNAG-101", "  issue: SNAG-1", "  issue: SNAG-1", "as SNAG-001"),
    "one not in it": (
        "  issue: SNAG-101\n  before",
        "  issue: SNAG-106\n  before",
        "- did: answered",
        "event 2: SNAG-106 is not in the review",
    ),
    "another before": (
        "before: not-looked-at",
        "before: open",
        "- did: answered",
        "answered in between",
    ),
    "another entry": (
        "definition: A meas",
        "definition: The meas",
        None,
        "is not as its hash says",
    ),
    "begun twice": ("did: answered", "did: signed", None, "not part of the format"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_told_with_line_and_mend(name: str) -> None:
    old, new, line, told = BROKEN[name]
    sound = text_of_answered()
    text = sound.replace(old, new, 1) if old else new
    if old and name in ("no such issue", "one not in it"):
        head, did, tail = sound.partition("- did: answered")
        text = head + did + tail.replace(old, new, 1)
    assert text != sound
    with pytest.raises(FindingsError) as error:
        parse_record(text, "review.yaml")
    found = [finding for finding in error.value.findings if told in str(finding)]
    assert found, error.value
    assert all(finding.path == "review.yaml" and finding.mend for finding in found)
    if line:
        assert text.splitlines()[found[0].line - 1].startswith(line)


def test_an_event_that_names_what_is_not_there_is_told() -> None:
    lines = write_record(begun(), TODAY).splitlines()
    at = lines.index("entries:")
    with pytest.raises(FindingsError, match="is shown as an entry that"):
        parse_record("\n".join((*lines[:at], "entries: {}")), "review.yaml")


def swapped(text: str) -> str:
    """The record with the entries of two issues put one for the other."""
    found = yaml.safe_load(text)
    one, other = found["events"][0]["issues"][:2]
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
        parse_record(edit(write_record(begun(), TODAY)), "review.yaml")


def test_what_is_told_of_an_entry_has_its_line() -> None:
    sound = write_record(begun(), TODAY)
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


def test_the_head_says_what_the_events_add_up_to() -> None:
    answer = Answer(status=Status.ADDRESSED, done="A bell was hung.")
    record = commands.answer(begun(), "SNAG-102", answer, by="Ana", now=at(1))
    record = upgrade(record, library(without=("SNAG-103",), version="2.0.0"), by="Ana", now=at(2))
    head = write_record(record, TODAY).partition("\n\n")[0].splitlines()
    assert head[2:4] == ["#", "# The new bed"]
    title = "The thermometer dies and nobody sees it"
    assert head[4:] == [
        f"#   SNAG-101  not-looked-at   {title} (1)",
        f"#   SNAG-102  addressed       {title} (2)",
        f"#   SNAG-103  retired         {title} (3)",
        f"#   SNAG-104  not-looked-at   {title} (4)",
        f"#   SNAG-105  not-looked-at   {title} (5)",
        f"#   SNAG-106  not-looked-at   {title} (6)",
    ]


def test_a_line_of_the_head_is_cut_where_it_is_too_long() -> None:
    def lines(letters: int) -> list[str]:
        again = library()
        issues = [replace(issue, title="x" * letters) for issue in again.catalogue.issues]
        again = replace(again, catalogue=replace(again.catalogue, issues=tuple(issues)))
        record = commands.begin(
            again, title="Long", answers=ANSWERS, words="", by="Ana", now=NOW, reviewers=()
        )
        return write_record(record, TODAY).partition("\n\n")[0].splitlines()[4:]

    start = "#   SNAG-101  not-looked-at   "
    room = 96 - len(start)
    assert lines(room)[0] == start + "x" * room
    assert lines(room + 1)[0] == start + "x" * room + "…"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(
            "a: [" + "1," * 450_000 + "]", "more than 400,000 values", marks=pytest.mark.thorough
        ),
        pytest.param("- \n" * 450_000, "more than 400,000 values", marks=pytest.mark.thorough),
        ("format: 1:" + "59:" * 1_000_000 + "59", "'events' is missing"),
        ("format: 0x" + "f" * 1_000_000, "'events' is missing"),
    ],
)
def test_a_file_that_would_keep_a_server_busy_is_refused(text: str, told: str) -> None:
    with pytest.raises(FindingsError, match=told):
        parse_record(text, "review.yaml")


@pytest.mark.parametrize("text", ["a: [" + "1," * 90 + "]", "- \n" * 90, "a: 1\n" * 90])
def test_a_file_of_too_many_values_is_refused(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr("snaglist.reviews.yaml_file.MOST_VALUES", 80)
    with pytest.raises(FindingsError, match="more than 80 values"):
        parse_record(text, "review.yaml")


def test_not_more_is_said_of_a_file_than_can_be_read() -> None:
    text = "".join(f"a{number}: 1\n" for number in range(1_000))
    with pytest.raises(FindingsError) as error:
        parse_record(text, "review.yaml")
    assert len(error.value.findings) == 100
