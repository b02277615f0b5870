"""Turns: labels in all their spellings, unlabelled lines, corrections, sections."""

from pathlib import Path

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


def test_label_variants_are_one_speaker() -> None:
    text = "Interviewer1: a\n Interviewer 1: b\nINTERVIEWER  1 : c\nInterviewer12: d"
    assert said(text) == [("asks", "a"), ("asks", "b"), ("asks", "c"), ("also", "d")]


def test_a_label_of_several_words_is_found_as_it_is_written() -> None:
    speaker = SpeakerForm(
        id="tells", role=SpeakerRole.PARTICIPANT, label="A", labels=["Data scientist"]
    )
    report = Report(Path("/x"))
    text = "Data scientist: yes. DATA  scientist : no. Datascientist: so."
    found = TurnParser(text, [speaker], Path("/x/t.txt"), report).turns("I01", (), SECTIONS)
    assert [turn.text for turn in found] == ["yes.", "no.", "so."]


def test_the_longest_label_counts_where_one_begins_another() -> None:
    speakers = [
        SpeakerForm(id="short", role=SpeakerRole.PARTICIPANT, label="A", labels=["Chair"]),
        SpeakerForm(id="long", role=SpeakerRole.PARTICIPANT, label="B", labels=["Chair: acting"]),
    ]
    for order in (speakers, speakers[::-1]):
        report = Report(Path("/x"))
        text = "Chair: acting: yes. Chair: no."
        found = TurnParser(text, order, Path("/x/t.txt"), report).turns("I01", (), SECTIONS)
        assert [(turn.speaker, turn.text) for turn in found] == [("long", "yes."), ("short", "no.")]


def test_a_label_in_mid_line_starts_a_turn() -> None:
    assert said("Interviewee: yes. Interviewer1: why?") == [("tells", "yes."), ("asks", "why?")]


def test_a_label_inside_a_word_is_none() -> None:
    assert said("Interviewee: myInterviewer1: x") == [("tells", "myInterviewer1: x")]


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


@given(st.text(alphabet="Interviw1 :ae\n", max_size=120))
def test_turns_never_overlap_and_lose_no_word(text: str) -> None:
    whole = "Interviewee: x " + text
    parser = TurnParser(whole, SPEAKERS, Path("/x/t.txt"), Report(Path("/x"), RULES))
    found = parser.turns("I01", (), SECTIONS)
    ends = [0, *(turn.end for turn in found)]
    assert all(end <= turn.start for end, turn in zip(ends, found, strict=False))
    outside = whole
    for turn in reversed(found):
        outside = outside[: turn.start] + outside[turn.end :]
    assert not parser.label.sub("", outside).strip()
