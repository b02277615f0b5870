"""Transcripts of every usual format come in whole, with the right speaker or a question."""

import html
import re
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import pytest
import srt
import webvtt
from hypothesis import given
from hypothesis import strategies as st
from sources.import_samples import (
    FILES,
    SRT,
    TEAMS,
    TEXTS,
    TURNS,
    ZOOM,
    docx,
    paragraph,
    qdpx,
    zipped,
)

from snaglist.errors import SnaglistError, UsageError
from snaglist.model.interview import Section, Turn
from snaglist.schema.report import Report
from snaglist.sources.importing import archives
from snaglist.sources.importing.composing import Composed, speaker_forms
from snaglist.sources.importing.cues import read_cues
from snaglist.sources.importing.documents import canonical
from snaglist.sources.importing.importer import Opened, open_content, open_source
from snaglist.sources.rules import RULES
from snaglist.sources.transcript import TurnParser


def opened(folder: Path, name: str, content: bytes | str, **options: str) -> Opened:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return open_source(path, **options)


def composed(found: Opened, *kept: str, **roles: str) -> Composed:
    return found.compose(found.decide(roles), kept)


def turns(done: Composed) -> tuple[Turn, ...]:
    report = Report(rules=RULES)
    excused = [*done.not_labels, *(each.placeholder for each in done.withheld)]
    forms = speaker_forms(done.roles)
    parser = TurnParser(done.text, forms, Path("t.txt"), report, excused)
    found = parser.turns("I12", (), [Section(id="whole", title="Whole", line=1)])
    assert not report.findings
    return found


def roles_of(found: Opened) -> dict[str, str]:
    """Ann asks and Dev tells, whatever the file calls them."""
    return {row.name: "interviewer" if "Ann" in row.name else "participant" for row in found.rows}


@pytest.mark.parametrize("name", FILES)
def test_every_format_gives_the_same_words_to_the_same_speakers(tmp_path: Path, name: str) -> None:
    found = opened(tmp_path, name, FILES[name])
    assert len(found.rows) == 2
    assert all(row.must_ask for row in found.rows)
    done = composed(found, **roles_of(found))
    said = [(turn.speaker, " ".join(turn.text.split())) for turn in turns(done)]
    assert said == [
        ("interviewer-1" if name == "Ann Baker" else "participant-1", words)
        for name, words in TURNS
    ]
    assert done.words_in == done.words_out == sum(len(words.split()) for _, words in TURNS)
    assert not re.search(r"\d\d:\d\d|\r|\ufeff|Ann|Dev", done.text)
    assert all(one.speaker != next_.speaker for one, next_ in pairwise(turns(done)))


@pytest.mark.parametrize("name", [name for name in FILES if "time" in name or "vtt" in name])
def test_times_are_kept_at_the_words_that_they_belong_to(tmp_path: Path, name: str) -> None:
    found = opened(tmp_path, name, FILES[name])
    done = composed(found, **roles_of(found))
    assert done.times
    places = [at for at, _ in done.times]
    assert places == sorted(set(places))
    assert all(0 <= at < len(done.text) and ms >= 0 for at, ms in done.times)
    first = turns(done)[0]
    assert done.times[0][0] == first.start


def test_cues_say_when_each_word_was_said(tmp_path: Path) -> None:
    found = opened(tmp_path, "zoom.vtt", ZOOM)
    done = composed(found, **roles_of(found))
    at = {done.text[at:].split()[0]: ms for at, ms in done.times}
    assert (at["in"], at["It"], at["We"]) == (9540, 19980, 27330)
    teams = opened(tmp_path, "teams.vtt", TEAMS)
    assert [line.times[0][1] for line in teams.source.lines][:3] == [0, 0, 10020]


QUESTIONS = {
    "a label once": ("Ann Baker: So?\nDev Rao: A.\nAnn Baker: B.\nDev Rao: C.\nBob: D.", "Bob"),
    "a doubled number": (
        "Participant 2: A.\nInterviewer 1: B.\nParticipant 2: C.\nParticipant 2 2: D.",
        "Participant 2 2",
    ),
    "words with a colon": (
        "Ann Baker: So?\nDev Rao: A.\nThe thing is: it stopped.",
        "The thing is",
    ),
    "a label on its own": (
        "Ann Baker  0:03\nSo?\n\nDev Rao  0:05\nA.\n\nUnknown Speaker\nB.",
        "Unknown Speaker",
    ),
    "a paragraph without label": (
        "Ann Baker: So?\n\nDev Rao: A.\n\nAnn Baker: B.\n\nC.\n\nDev Rao: D.",
        "(no label)",
    ),
    "a title": ("A talk in spring\n\nAnn Baker: So?\n\nDev Rao: A.", "(head)"),
    "a cue without a name": (
        f"{ZOOM}\n7\n00:00:30.000 --> 00:00:31.000\nYes, it did.",
        "(no label)",
    ),
    "no name at all": ("WEBVTT\n\n00:01.000 --> 00:02.000\nIt stopped.\n", "(head)"),
    "another shape": ("Ann Baker: So?\nDev Rao: A.\n[Eva] B.", "Eva"),
    "a sign": ("Ann Baker: So?\nDev Rao: A.\n>> B.", ">>"),
    "letters": ("Q. So?\nA. It stopped.", "Q"),
    "a name in no alphabet": ("访谈者：好。\n受访者：停了。", "受访者"),
}


@pytest.mark.parametrize("case", QUESTIONS)
def test_what_the_file_cannot_say_is_asked(tmp_path: Path, case: str) -> None:
    text, name = QUESTIONS[case]
    found = opened(tmp_path, "a.txt", text)
    decisions = found.decide({})
    assert name in [row.name for row in decisions.missing]
    with pytest.raises(UsageError, match=re.escape(f'--map "{name}=')) as raised:
        found.compose(decisions)
    assert raised.value.exit_code == 2


def test_words_that_look_like_labels_stay_words(tmp_path: Path) -> None:
    text = "Ann Baker: So?\nDev Rao: A.\nThe thing is: it stopped.\nNote: Participant 1 left.\n"
    found = opened(tmp_path, "a.txt", text)
    answers = {"The thing is": "words", "Note": "words", "Ann Baker": "interviewer"}
    done = composed(found, **answers, **{"Dev Rao": "participant"})
    assert [turn.text for turn in turns(done)] == [
        "So?",
        "A.\nThe thing is: it stopped.\nNote: Participant 1 left.",
    ]
    assert done.not_labels == ["The thing is", "Note"]


def test_words_that_begin_as_our_own_labels_do_are_no_labels(tmp_path: Path) -> None:
    text = "Ann: So?\nDev: A.\nParticipant 1: said that before.\n"
    found = opened(tmp_path, "a.txt", text)
    done = composed(found, Ann="interviewer", Dev="participant", **{"Participant 1": "words"})
    assert turns(done)[-1].text == "A.\nParticipant 1: said that before."


def test_a_paragraph_without_label_goes_where_the_answer_says(tmp_path: Path) -> None:
    found = opened(tmp_path, "a.txt", QUESTIONS["a paragraph without label"][0])
    answers = {"Ann Baker": "interviewer", "Dev Rao": "participant"}
    before = composed(found, **answers, **{"(no label)": "before"})
    assert [turn.text for turn in turns(before)] == ["So?", "A.", "B.\nC.", "D."]
    unknown = composed(found, **answers, **{"(no label)": "unknown"})
    assert [turn.speaker for turn in turns(unknown)][3] == "unknown-1"


def test_what_stands_before_the_first_label_can_be_left_out(tmp_path: Path) -> None:
    found = opened(tmp_path, "a.txt", QUESTIONS["a title"][0])
    answers = {"Ann Baker": "interviewer", "Dev Rao": "participant"}
    assert "spring" not in composed(found, **answers, **{"(head)": "leave-out"}).text


def test_paragraphs_of_one_speaker_are_no_question_where_most_have_no_label(tmp_path: Path) -> None:
    text = "Ann Baker: So?\nA.\nB.\nDev Rao: C.\nD.\nE.\nF.\n"
    found = opened(tmp_path, "a.txt", text)
    done = composed(found, **{"Ann Baker": "interviewer", "Dev Rao": "participant"})
    assert [turn.text for turn in turns(done)] == ["So?\nA.\nB.", "C.\nD.\nE.\nF."]


def test_names_that_say_their_role_are_not_asked(tmp_path: Path) -> None:
    text = "Interviewer 2: A.\nInterviewee: B.\nInterviewer 2: C.\nInterviewee: D.\n"
    found = opened(tmp_path, "a.txt", text)
    done = found.compose(found.decide({}))
    assert [turn.speaker for turn in turns(done)] == ["interviewer-2", "participant-1"] * 2


def test_two_names_of_one_role_are_two_speakers_unless_numbered(tmp_path: Path) -> None:
    found = opened(tmp_path, "a.txt", "Ann: A.\nEva: B.\nANN: C.\nDev: D.\n")
    two = composed(found, Ann="interviewer", Eva="interviewer", Dev="participant")
    assert [t.speaker for t in turns(two)][:3] == [
        "interviewer-1",
        "interviewer-2",
        "interviewer-1",
    ]
    one = composed(found, Ann="interviewer-1", Eva="interviewer-1", Dev="participant: gardener")
    assert [turn.speaker for turn in turns(one)] == ["interviewer-1", "participant-1"]
    assert speaker_forms(one.roles)[1].label == "gardener"


@pytest.mark.parametrize("answer", ["boss", "interviewer-0", "", "before", "leave-out"])
def test_an_answer_that_is_none_is_refused_by_name(tmp_path: Path, answer: str) -> None:
    found = opened(tmp_path, "a.txt", TEXTS["colon.txt"])
    with pytest.raises(UsageError, match="'Ann Baker' may be interviewer"):
        found.decide({"Ann Baker": answer})
    with pytest.raises(UsageError, match="nobody is called so"):
        found.decide({"Anna": "interviewer"})


def test_somebody_has_to_be_interviewed(tmp_path: Path) -> None:
    found = opened(tmp_path, "a.txt", TEXTS["colon.txt"])
    with pytest.raises(UsageError, match="Nobody was interviewed"):
        composed(found, **{"Ann Baker": "interviewer", "Dev Rao": "interviewer"})


def test_names_of_speakers_are_withheld_wherever_they_stand(tmp_path: Path) -> None:
    text = "Ann Baker: Dev, Ann here.\nDev Rao: Ann's sensor. Will Rao announce it, Ann Baker?\n"
    found = opened(tmp_path, "a.txt", text)
    done = composed(found, "Baker", **{"Ann Baker": "interviewer", "Dev Rao": "participant"})
    assert done.text == (
        "Interviewer 1: [participant 1], [interviewer 1] here.\n\n"
        "Participant 1: [interviewer 1]'s sensor. Will [participant 1] announce it, "
        "[interviewer 1]?\n"
    )
    assert done.withheld_words == {"Dev": 1, "Ann": 2, "Rao": 1, "Ann Baker": 1}
    assert [(each.line, each.count) for each in done.withheld] == [(1, 1), (1, 1), (3, 2), (3, 1)]


def test_what_somebody_does_is_no_name(tmp_path: Path) -> None:
    text = "Speaker 1: Data is what a scientist of Data wants.\nData scientist: Speaker?\n"
    found = opened(tmp_path, "a.txt", text)
    done = composed(found, **{"Speaker 1": "interviewer", "Data scientist": "participant"})
    assert not done.withheld_words


@pytest.mark.parametrize("shape", ["bracket", r"<(?P<name>[^>]+)>\s*"])
def test_a_shape_can_be_said(tmp_path: Path, shape: str) -> None:
    text = "[Ann] <Ann> So: yes.\n[Dev] <Dev> Note: no.\n[Ann] <Ann> Ok.\n"
    lines = text if shape == "bracket" else text.replace("[Ann] ", "").replace("[Dev] ", "")
    found = opened(tmp_path, "a.txt", lines, style=shape)
    assert [row.name for row in found.rows] == ["Ann", "Dev"]
    with pytest.raises(UsageError, match="--as"):
        opened(tmp_path, "a.txt", text, style="[")
    with pytest.raises(UsageError, match="colon, bracket"):
        opened(tmp_path, "a.txt", text, style="no-such")


def test_a_noise_before_a_label_is_said_all_the_same(tmp_path: Path) -> None:
    text = "Ann: A.\n[laughs] Dev: B.\n>> (coughs) Ann: [pause] C.\n"
    found = opened(tmp_path, "a.txt", text)
    done = composed(found, Ann="interviewer", Dev="participant")
    assert [turn.text for turn in turns(done)] == ["A.", "[laughs] B.", "(coughs) [pause] C."]


@pytest.mark.parametrize("sign", [">> ", "[laughs] ", "[", "00:00:01 ", "- ", "a:b "])
def test_a_line_of_nothing_but_signs_is_read(sign: str) -> None:
    assert open_content(f"Ann: A.\n{sign * 20_000}\nAnn: B.".encode(), "a.txt").rows


LABELS = ["Ann Baker: ", "Dev Rao : ", "[Eva] ", "### Bob\n", "Ann Baker  0:03\n", "", "  ", "Q. "]
WORDS = ["It stopped.", "so", "[00:19:00]", "e\u0301", "🌡 fell", "The thing is: no", "x\u0000y", ""]


@given(
    st.lists(st.tuples(st.sampled_from(LABELS), st.sampled_from(WORDS)), min_size=1, max_size=12)
)
def test_no_word_is_lost_and_each_has_one_speaker(said: list[tuple[str, str]]) -> None:
    text, _ = canonical(
        "Ann Baker: So\n" + "".join(f"{label}{words}\n" for label, words in said) + "Dev Rao: end"
    )
    found = open_content(text.encode(), "a.txt")
    answers = {row.name: "words" for row in found.rows if row.name not in ("(head)", "(no label)")}
    people = {"Ann Baker": "interviewer", "Dev Rao": "participant", "Eva": "participant"}
    answers |= {name: role for name, role in people.items() if name in answers}
    answers |= {row.name: "unknown" for row in found.rows if row.name not in answers}
    done = found.compose(found.decide(answers), ["Ann", "Baker", "Dev", "Rao", "Eva"])
    words = [word for turn in turns(done) for word in turn.text.split()]
    labels = sorted([*people, "Ann Baker  0:03"], key=len, reverse=True)
    bare = re.sub(r"\[00:19:00\]|0:03", " ", text)
    for label in labels:
        bare = re.sub(rf"(?m)^[^\S\n]*\[?{label}\]?[^\S\n]*:?", " ", bare)
    assert words == bare.split()


ADDED = (
    *(b"\n", b"\n\n", b"[", b"]", b":", b"<v X>", b"</v>", b"--> ", b"00:00:01 ", b"[00:19:00]"),
    *(
        b"Interviewer 1: ",
        b"? Participant 1: ",
        b"Unknown Speaker\n",
        b">> ",
        b"- ",
        b"### ",
        b"Q. ",
    ),
    *("\u00a0：\u2028".encode(), b"\x0c", b"\t", b"\xff", b"{\\u-10?}", b"<w:p>", b"\x00"),
)


@given(
    st.sampled_from(sorted(FILES)),
    st.lists(st.tuples(st.integers(0, 2000), st.sampled_from(ADDED)), max_size=5),
    st.sampled_from(["words", "interviewer", "unknown"]),
)
def test_a_file_with_anything_in_it_is_read_whole_or_refused(
    name: str, added: list[tuple[int, bytes]], answer: str
) -> None:
    content = FILES[name]
    for at, more in added:
        content = content[:at] + more + content[at:]
    with suppress(SnaglistError):
        found = open_content(content, name)
        names = [row.name for row in found.rows]
        answers = dict.fromkeys(names, "unknown" if "(no label)" in names else answer)
        answers |= {"(head)": "unknown"} if "(head)" in names else {}
        # Composing reads back what it made: where it ends well, no word changed its speaker.
        found.compose(found.decide({**answers, names[0]: "participant"}))


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["1", "a-b/3-1", "2019", ""]),
            st.sampled_from(["<v Ann>It & was</v>", "Ann: so", "x\ny", "<i>z</i> <b>q", "a < b"]),
            st.booleans(),
        ),
        max_size=8,
    )
)
def test_no_cue_and_no_word_of_a_cue_is_lost(cues: list[tuple[str, str, bool]]) -> None:
    blocks = [
        f"{name + chr(10) if name else ''}0:0:{n}.0 --> 0:0:{n}.5\n{words}\n" + "\n" * blank
        for n, (name, words, blank) in enumerate(cues)
    ]
    found, _ = read_cues("WEBVTT\n\n" + "".join(blocks), entities=True)
    plain = [re.sub(r"</?[vib][^>]*>", "", words).split() for _, words, _ in cues]
    said = [word for cue in found for word in cue.text.split()]
    # An id that no blank line sets apart may be a word of the cue before.
    ids = {name for name, _, _ in cues}
    assert [w for w in said if w not in ids] == [w for words in plain for w in words]


# It loses the words of a second voice in a cue, and cues whose time is negative.
@pytest.mark.parametrize(
    "text",
    [
        ZOOM,
        TEXTS["teams-new.vtt"].replace("</v><v", "</v>\n\n9\n00:00:12.000 --> 00:00:13.000\n<v"),
    ],
)
def test_webvtt_py_reads_the_same_words(text: str) -> None:
    cues, _ = read_cues(text, entities=True)
    theirs = html.unescape(" ".join(caption.text for caption in webvtt.from_string(text)))
    assert " ".join(cue.text for cue in cues).split() == theirs.split()


def test_srt_reads_the_same_words() -> None:
    cues, _ = read_cues(SRT, entities=False)
    theirs = " ".join(each.content for each in srt.parse(SRT.replace("week.\n3", "week.\n\n3")))
    assert " ".join(cue.text for cue in cues) == re.sub(r"</?i>", "", theirs)


def test_notes_styles_and_what_is_no_word_are_left_out_and_said(tmp_path: Path) -> None:
    text = "WEBVTT - a talk\nKind: captions\n\nNOTE by hand\n\nSTYLE\n::cue {}\n\n" + ZOOM[8:]
    found = opened(tmp_path, "a.vtt", text + "\x07")
    assert len(found.source.lines) == 6
    assert found.source.left_out == ("1 characters that no file format can hold", "2 notes")
    assert opened(tmp_path, "a.docx", FILES["paragraphs.docx"]).source.left_out == (
        "the footnotes",
    )
    assert opened(tmp_path, "a.odt", FILES["text.odt"]).source.left_out == ("the comments",)


def test_one_text_of_a_project_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--source NAME, of these: 'A', 'B'"):
        opened(tmp_path, "a.qdpx", qdpx("A", "B"))
    assert len(opened(tmp_path, "a.qdpx", qdpx("A", "B"), source="B").rows) == 2


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
HOSTILE = {
    "entities": (zipped({"word/document.xml": BOMB}), "entities"),
    "a file of the machine": (zipped({"word/document.xml": OUTSIDE}), "entities"),
    "no whole archive": (FILES["paragraphs.docx"][:300], "damaged"),
    "no XML": (zipped({"word/document.xml": "<w:document"}), "no XML"),
    "another archive": (zipped({"a.txt": "Ann: yes"}), "no Word"),
    "a way out": (qdpx("A").replace(b"sources/0.txt", b"../sourc/0txt"), "no part"),
    "too deep": (zipped({"content.xml": "<a>" * 5000 + "</a>" * 5000}), "nests deeper"),
    "binary": (b"Ann: \x00\x01", "binary"),
    "another encoding": ("Ann: café".encode("cp1252"), "--encoding"),
    "a PDF": (b"%PDF-1.7", "PDF"),
    "an old document": (b"\xd0\xcf\x11\xe0 x", "docx"),
    "no words": (b"\xef\xbb\xbf  \n", "no words"),
    "nothing": (b" \n", "empty"),
    "a document without words": (docx("<w:p/>"), "no words"),
    "no cue": (b"WEBVTT\n\nNOTE x\n", "no cue"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_what_cannot_be_read_whole_is_refused(tmp_path: Path, case: str) -> None:
    content, why = HOSTILE[case]
    with pytest.raises(UsageError, match=why):
        opened(tmp_path, "a.docx", content)


def test_an_archive_cannot_unpack_to_more_than_fits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "MOST_BYTES", 2**16)
    bomb = docx(paragraph("a" * 2**20))
    assert len(bomb) < 2**14
    with pytest.raises(UsageError, match="unpacks to more"):
        opened(tmp_path, "a.docx", bomb)
    with pytest.raises(UsageError, match="larger than"):
        opened(tmp_path, "a.txt", "a" * 2**17)


def test_an_encoding_can_be_said(tmp_path: Path) -> None:
    content = "Ann Baker: Le café?\nDev Rao: Oui.\n".encode("cp1252")
    found = opened(tmp_path, "a.txt", content, encoding="cp1252")
    assert found.source.lines[0].words == "Le café?"
    with pytest.raises(UsageError, match="no encoding called"):
        opened(tmp_path, "a.txt", content, encoding="cp9")


def test_text_is_made_canonical() -> None:
    assert canonical("\ufeffe\u0301\r\na\rb\u2028c\x07") == ("é\na\nb\nc", 1)
