"""Turns: labels in all their spellings, what looks like one, corrections, sections.

The shapes are those of real transcripts, with words that were made up here.
"""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from snaglist.model.interview import Section, SpeakerRole, Turn
from snaglist.schema.report import Report
from snaglist.sources.interview_forms import CorrectionForm, SpeakerForm
from snaglist.sources.rules import RULES
from snaglist.sources.transcript import TurnParser

SPEAKERS = [
    SpeakerForm(id="asks", role=SpeakerRole.INTERVIEWER, label="A", labels=["Interviewer1"]),
    SpeakerForm(id="also", role=SpeakerRole.INTERVIEWER, label="B", labels=["Interviewer12"]),
    SpeakerForm(id="tells", role=SpeakerRole.PARTICIPANT, label="C", labels=["Interviewee"]),
]
SECTIONS = [Section(id="one", title="One", line=1), Section(id="two", title="Two", line=3)]


def turns(text: str, *corrections: CorrectionForm) -> tuple[Turn, ...]:
    report = Report(Path("/x"), RULES)
    found = TurnParser(text, SPEAKERS, Path("/x/t.txt"), report).turns("I01", corrections, SECTIONS)
    assert not report.findings
    return found


def said(text: str, *corrections: CorrectionForm) -> list[tuple[str, str]]:
    return [(turn.speaker, turn.text) for turn in turns(text, *corrections)]


def test_label_variants_are_one_speaker_and_neighbours_one_turn() -> None:
    text = "Interviewer1: a\n Interviewer 1: b\nINTERVIEWER  1 : c\nInterviewer12: d"
    first, second = turns(text)
    assert [(turn.speaker, turn.text) for turn in (first, second)] == [
        ("asks", "a\nb\nc"),
        ("also", "d"),
    ]
    assert (first.id, first.joined, second.id) == ("I01-T001", ("I01-T002", "I01-T003"), "I01-T004")
    assert [text[p.start : p.start + len(p.text)] for p in first.stretches] == ["a", "b", "c"]
    assert [part.line for part in first.stretches] == [1, 2, 3]


@pytest.mark.parametrize(
    ("label", "line"),
    [
        ("Data scientist", "DATA  scientist : yes."),
        ("Participant A", "Participant A: yes."),
        ("Andrew Knight", "Andrew\u00a0Knight: yes."),
        ("Participant 2", "Participant 2\u00a0: yes."),
        ("Weiß", "WEIß: yes."),
        ("受访者", "受访者：yes."),
        ("I", "I: yes."),
        ("Name2 2", "Name2 2: yes."),
        ("Chair: acting", "Chair: acting: yes."),
        ("[id1]", "[id1]: yes."),
    ],
)
def test_a_declared_label_is_read_however_it_is_spaced(label: str, line: str) -> None:
    found, report = read(f"Interviewer1: Well?\n{line}", label)
    assert [turn.text for turn in found] == ["Well?", "yes."]
    assert not report.findings


def read(text: str, label: str, *not_labels: str) -> tuple[tuple[Turn, ...], Report]:
    """The turns of an interviewer and of a participant with this label, and what is wrong."""
    report = Report(Path("/x"), RULES)
    told = SpeakerForm(id="tells", role=SpeakerRole.PARTICIPANT, label="A", labels=[label])
    parser = TurnParser(text, [SPEAKERS[0], told], Path("/x/t.txt"), report, not_labels)
    return parser.turns("I01", (), SECTIONS), report


@pytest.mark.parametrize(
    "line",
    [
        "Bob: yes.",
        "Unknown Speaker",
        "Unknown Speaker: yes.",
        "Interviewee 2 2: yes.",
        "Participant A\u00a0: yes.",
        "受访者：yes.",
        "[00:19:00] Interviewee: yes.",
        "Interviewee [00:19:00]: yes.",
        "Interviewee  0:03",
        "Ann Baker  12:03",
        "### Ann Baker",
        "[id1] yes.",
        "**Ann:** yes.",
        "Baker, Ann (Student): yes.",
        "Interviewee\tyes.",
        "Ann Baker\tyes.",
        "Interviewee - yes.",
        "Interviewee yes.",
        "Q. And then?",
        ">> yes.",
        "so yeah: yes.",
        "Bob",
        "00:00:03 Ann Baker",
        "Ann Baker [00:00:03] yes.",
        "- Bob: yes.",
        "12. Bob: yes.",
        "[laughs] Bob: yes.",
        "00:00:01.000 --> 00:00:02.000",
        "[00:19:00]",
    ],
)
def test_what_looks_like_a_label_is_a_finding_or_is_named_as_words(line: str) -> None:
    text = f"Interviewer1: Well?\n\n{line}\nIt stopped."
    _, report = read(text, "Interviewee")
    assert {finding.line for finding in report.findings} == {3}
    assert {f.rule for f in report.findings} <= {"transcript-label", "transcript-time"}
    found, report = read(text, "Interviewee", line)
    assert not report.findings
    assert [turn.speaker for turn in found] == ["asks"]


@pytest.mark.parametrize(
    "line",
    [
        "I told the interviewee to wait, and I: mean it, I told the interviewee: wait.",
        "[laughs] It stopped.",
        "A ratio of 3:1, at 10:30 in the morning",
        "Okay",
        "See https://example.org/a",
        "It was, in the words of the vendor who sold us the thing, simple: it stopped.",
        "Well, the thing is: it stopped.",
    ],
)
def test_talk_is_no_label(line: str) -> None:
    for label in ("I", "Interviewee"):
        found, report = read(f"{label}: Well.\n\n{line}\nAgain.", label)
        assert [turn.text for turn in found] == [f"Well.\n\n{line}\nAgain."]
        assert not report.findings


@pytest.mark.parametrize("end", [".", "?", "!", "…"])
def test_a_label_within_a_line_begins_no_turn_and_is_a_finding(end: str) -> None:
    found, report = read(f"Interviewer1: So{end} Interviewee: yes.", "Interviewee")
    assert [turn.speaker for turn in found] == ["asks"]
    assert "stands within a line" in report.findings[0].message


def test_a_placeholder_at_the_start_of_a_line_is_no_label() -> None:
    text = "Interviewee: We met.\n[interviewer 1] was there."
    assert read(text, "Interviewee")[1].findings
    assert not read(text, "Interviewee", "[interviewer 1]")[1].findings


def test_the_longest_label_counts_where_one_begins_another() -> None:
    speakers = [
        SpeakerForm(id="short", role=SpeakerRole.PARTICIPANT, label="A", labels=["Chair"]),
        SpeakerForm(id="long", role=SpeakerRole.PARTICIPANT, label="B", labels=["Chair: acting"]),
    ]
    for order in (speakers, speakers[::-1]):
        report = Report(Path("/x"))
        text = "Chair: acting: yes.\nChair: no."
        found = TurnParser(text, order, Path("/x/t.txt"), report).turns("I01", (), SECTIONS)
        assert [(turn.speaker, turn.text) for turn in found] == [("long", "yes."), ("short", "no.")]


def test_unlabelled_lines_stay_in_the_running_turn() -> None:
    assert said("Interviewee: a\nb\n\nc\nInterviewer1: d")[0] == ("tells", "a\nb\n\nc")


def test_empty_turns_are_left_out() -> None:
    assert said("Interviewee: \nInterviewer1: d") == [("asks", "d")]


def correction(line: int, text: str, speaker: str) -> CorrectionForm:
    return CorrectionForm(line=line, text=text, speaker=speaker, why="so it reads")


def test_a_correction_splits_the_turn_around_it() -> None:
    found = said("Interviewee: a. I see. b", correction(1, "I see.", "asks"))
    assert found == [("tells", "a."), ("asks", "I see."), ("tells", "b")]


def test_corrections_in_a_row_are_one_turn() -> None:
    found = said(
        "Interviewee: a\nI see.\nThanks.",
        correction(2, "I see.", "asks"),
        correction(3, "Thanks.", "asks"),
    )
    assert found == [("tells", "a"), ("asks", "I see.\nThanks.")]


def test_corrections_that_overlap_are_a_finding() -> None:
    report = Report(Path("/x"), RULES)
    parser = TurnParser("Interviewee: a. I see. b", SPEAKERS, Path("/x/t.txt"), report)
    twice = [correction(1, "a. I see.", "asks"), correction(1, "I see.", "also")]
    parser.turns("I01", twice, SECTIONS)
    assert [finding.rule for finding in report.findings] == ["correction-place"]


def test_turns_know_line_section_and_place() -> None:
    text = "Interviewer1: a\nInterviewee: b\n Interviewer1: é"
    last = turns(text)[-1]
    assert (last.id, last.line, last.section) == ("I01-T003", 3, "two")
    assert text[last.start : last.end] == last.text == "é"


def test_words_of_nobody_are_findings() -> None:
    report = Report(Path("/x"), RULES)
    text = "Hm.\nInterviewer1: a\nSpeaker 4: b"
    TurnParser(text, SPEAKERS, Path("/x/t.txt"), report).turns("I01", (), SECTIONS)
    assert [(f.rule, f.line) for f in report.findings] == [
        ("transcript-label", 1),
        ("transcript-label", 3),
    ]


LINES = st.lists(
    st.sampled_from(
        [
            "Interviewer1: a",
            "Interviewer 1 : é b",
            "Interviewer12:",
            "  Interviewee: 🌡 c",
            "d e. Interviewee: f",
            "",
            "[00:01:02]",
            "Bob: g",
            "Unknown Speaker",
            "h",
        ]
    )
    | st.text(alphabet="Interviw12 :ae[]", max_size=20),
    max_size=12,
)


@given(LINES)
def test_each_character_outside_labels_is_in_exactly_one_turn(lines: list[str]) -> None:
    whole = "\n".join(["Interviewee: x", *lines])
    parser = TurnParser(whole, SPEAKERS, Path("/x/t.txt"), Report(Path("/x"), RULES))
    found = parser.turns("I01", (), SECTIONS)
    owners = [0] * len(whole)
    for turn in found:
        for part in turn.stretches:
            assert whole[part.start : part.start + len(part.text)] == part.text
            for at in range(part.start, part.start + len(part.text)):
                owners[at] += 1
    for label in parser.label.finditer(whole):
        for at in range(*label.span()):
            owners[at] += 1
    blank = [at for at, letter in enumerate(whole) if letter.isspace()]
    assert {owners[at] for at in range(len(whole)) if at not in blank} == {1}
    assert all(one.speaker != next_.speaker for one, next_ in pairwise(found))
    assert all(one.end <= next_.start for one, next_ in pairwise(found))
