"""``snag interview``: a transcript comes in, doubtful turns are listed, and mended."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from common import CATALOG, SAMPLE
from runner import fine, snag
from sources.import_samples import TEXTS, ZOOM

from snaglist.cli.interview import importing
from snaglist.cli.main import cli
from snaglist.sources.loader import load_catalogue

MAPS = ("--map", "Ann Baker=interviewer", "--map", "Dev Rao=participant: gardener")


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    path = tmp_path / "talk.vtt"
    path.write_text(ZOOM, encoding="utf-8")
    return path


def imported(talk: Path, sample: Path, *more: str) -> Path:
    fine("interview", "import", talk, "--id", "I12", "--catalog", sample, *MAPS, *more)
    return sample / "interviews" / "I12"


def test_import_shows_who_speaks_and_writes_the_folder(talk: Path, sample: Path) -> None:
    shown = fine("interview", "import", talk, "--id", "I12", "--catalog", sample, *MAPS)
    assert "Ann Baker" in shown
    assert "34 words in, 34 words out." in shown
    folder = sample / "interviews/I12"
    names = ["interview.yaml", "quotes.yaml", "times.tsv", "transcript.txt"]
    assert sorted(path.name for path in folder.iterdir()) == names
    assert not any("Baker" in path.read_text(encoding="utf-8") for path in folder.iterdir())
    interview = load_catalogue(sample).interviews[1]
    assert [speaker.label for speaker in interview.speakers] == ["Interviewer 1", "gardener"]
    assert (interview.participant, interview.domains) == ("gardener", ("gardening",))
    assert interview.source
    assert interview.source.format == "vtt"
    assert interview.time_of(interview.turns[1].start) == 15630


def test_import_asks_for_what_the_file_cannot_say(talk: Path, sample: Path) -> None:
    done = snag("interview", "import", talk, "--id", "I12", "--catalog", sample)
    assert done.code == 2
    assert '--map "Ann Baker=ROLE"' in done.err
    assert "Dev Rao" in done.out
    assert not (sample / "interviews/I12").exists()


def test_import_asks_at_a_terminal(
    talk: Path, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Terminal:
        """What only a terminal answers."""

        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(importing, "sys", type("Sys", (), {"stdin": Terminal()}))
    words = ["interview", "import", str(talk), "--id", "I12", "--catalog", str(sample)]
    done = CliRunner().invoke(cli, words, input="interviewer\nparticipant\n")
    assert done.exit_code == 0, done.output
    assert (sample / "interviews/I12/transcript.txt").exists()


def test_a_dry_run_writes_nothing(talk: Path, sample: Path) -> None:
    shown = fine("interview", "import", talk, "--id", "I12", "--catalog", sample, "--dry-run")
    assert '--map "Dev Rao=ROLE"' in shown
    done = fine("interview", "import", talk, "--id", "I12", "--catalog", sample, "--dry-run", *MAPS)
    assert "words out" in done
    assert [path.name for path in (sample / "interviews").iterdir()] == ["I01"]


def test_import_tells_programs_the_same(talk: Path, sample: Path) -> None:
    common = ("interview", "import", talk, "--id", "I12", "--catalog", sample, "--json")
    told = json.loads(fine(*common, "--dry-run"))
    assert told["missing"] == ["Ann Baker", "Dev Rao"]
    assert told["speakers"][0]["count"] == 3
    told = json.loads(fine(*common, *MAPS))
    assert told["words_in"] == told["words_out"] == 34
    assert "transcript.txt" in told["written"]


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (["--id", "12"], "no interview's id"),
        (["--id", "I01"], "is there already"),
        (["--id", "I12", "--study", "none"], "Which study?"),
        (["--id", "I12", "--domain", "none"], "Which domain?"),
        (["--id", "I12", "--language", "Portuguese"], "language tag"),
        (["--id", "I12", "--held", "in spring"], "a day, a month or a year"),
        (["--id", "I12", "--map", "Ann"], "no NAME=ROLE"),
        (["--id", "I12", "--as", "["], "no regular expression"),
    ],
)
def test_import_refuses_by_name(talk: Path, sample: Path, options: list[str], why: str) -> None:
    done = snag("interview", "import", talk, "--catalog", sample, *MAPS, *options)
    assert done.code == 2
    assert why in done.err
    assert [path.name for path in (sample / "interviews").iterdir()] == ["I01"]


def test_import_keeps_raw_files_out_of_the_catalogue(sample: Path) -> None:
    raw = sample / "talk.vtt"
    raw.write_text(ZOOM, encoding="utf-8")
    done = snag("interview", "import", raw, "--id", "I12", "--catalog", sample, *MAPS)
    assert done.code == 2
    assert "keep what has names in it elsewhere" in done.err


def test_options_say_what_the_file_does_not(talk: Path, sample: Path) -> None:
    folder = imported(
        talk,
        sample,
        *("--title", 'A "talk": one', "--language", "pt-BR", "--held", "2026-03"),
        *("--licence", "CC BY 4.0", "--consent", "Quotes."),
    )
    interview = load_catalogue(sample).interviews[1]
    assert (interview.title, interview.language) == ('A "talk": one', "pt-BR")
    assert (interview.held, interview.licence, interview.consent) == (
        *("2026-03", "CC BY 4.0", "Quotes."),
    )
    assert folder.name == interview.id


def test_quotes_of_an_imported_interview_can_be_appended(talk: Path, sample: Path) -> None:
    folder = imported(talk, sample)
    record = fine("quote", "I12", "for a week. It was", "--catalog", sample)
    with (folder / "quotes.yaml").open("a", encoding="utf-8") as file:
        file.write(record)
    done = snag("check", "--catalog", sample)
    assert "I12-Q001 is cited by nothing" in done.err


DOUBTFUL = """\
Interviewer 1: So then, what went

Participant 1: wrong, in your view? Well, the sensor stopped,

Interviewer 1: and nobody saw it. Interviewee 2: I did.

It was me.

Participant 1: Mm-hmm
"""


def with_transcript(talk: Path, sample: Path, text: str) -> Path:
    folder = imported(talk, sample)
    (folder / "transcript.txt").write_text(text, encoding="utf-8")
    (folder / "times.tsv").unlink()
    return folder


def test_doubtful_turns_are_listed_with_why(talk: Path, sample: Path) -> None:
    with_transcript(talk, sample, DOUBTFUL)
    shown = fine("interview", "turns", "I12", "--doubtful", "--catalog", sample)
    assert [line.split(":")[0] for line in shown.splitlines()] == [
        "I12-T002  line 3  participant-1  goes on",
        "I12-T002  line 3  participant-1  question inside",
        "I12-T003  line 5  interviewer-1  goes on",
        "I12-T003  line 5  interviewer-1  label inside",
        "I12-T003  line 7  interviewer-1  no label",
        "I12-T004  line 9  participant-1  fragment",
    ]
    told = json.loads(fine("interview", "turns", "I12", "--catalog", sample, "--json"))
    assert [turn["id"] for turn in told["turns"]] == [f"I12-T00{n}" for n in range(1, 5)]


def test_what_check_finds_comes_with_the_turns(talk: Path, sample: Path) -> None:
    with_transcript(talk, sample, DOUBTFUL + "\nBob: yes.\n")
    shown = fine("interview", "turns", "I12", "--doubtful", "--catalog", sample)
    assert "'Bob' looks like a label (colon) and is nobody's." in shown


def test_no_doubt_is_said(sample: Path) -> None:
    assert "in doubt" in fine("interview", "turns", "I01", "--doubtful", "--catalog", sample)


def test_a_turn_of_the_shipped_interview_is_listed() -> None:
    told = json.loads(fine("interview", "turns", "I07", "--json", "--catalog", CATALOG))
    assert not told["findings"]
    assert len(told["turns"]) == 87


def fix(sample: Path, *words: str) -> str:
    return fine("interview", "fix", "I01", *words, "--why", "So it reads.", "--catalog", sample)


def said(sample: Path) -> list[tuple[str, str]]:
    interview = next(each for each in load_catalogue(sample).interviews if each.id == "I01")
    return [(turn.speaker, turn.text) for turn in interview.turns]


def test_words_go_to_who_said_them_and_the_rest_stays(sample: Path) -> None:
    metadata = sample / "interviews/I01/interview.yaml"
    metadata.write_text("# A comment.\n" + metadata.read_text(encoding="utf-8"), encoding="utf-8")
    before, transcript = metadata.read_text(encoding="utf-8"), said(sample)
    shown = fix(sample, "T001", "--speaker", "interviewee", "--words", "speaking.")
    assert "line 1: 'speaking.' is interviewee's." in shown
    after = said(sample)
    assert [speaker for speaker, _ in after][:3] == [
        "interviewer-1",
        "interviewee",
        "interviewer-1",
    ]
    assert after[1][1] == "speaking."
    assert after[4:] == transcript[2:]
    text = metadata.read_text(encoding="utf-8")
    added = [line for line in text.splitlines() if line not in before.splitlines()]
    assert "".join(added).count("speaking.") == 1
    assert all(line in text for line in before.splitlines())


def test_questions_follow_their_turns(sample: Path) -> None:
    def asked() -> list[tuple[str, str | None]]:
        interview = load_catalogue(sample).interviews[0]
        turns = {turn.id: turn.text for turn in interview.turns}
        return [(quote.id, turns.get(quote.question or "")) for quote in interview.quotes]

    before = asked()
    shown = fix(sample, "T001", "--speaker", "interviewee", "--words", "Welcome to the greenhouse")
    assert "questions in quotes.yaml have another number" in shown
    after = asked()
    assert after[2:] == before[2:]
    assert all(words and words.endswith("What went wrong?") for _, words in after[:2])


def test_a_whole_turn_goes_line_by_line(talk: Path, sample: Path) -> None:
    two = "Interviewer 1: So?\n\nParticipant 1: One.\nTwo.\n\nInterviewer 1: Three.\n"
    folder = with_transcript(talk, sample, two)
    words = ("--speaker", "interviewer-1", "--why", "x", "--catalog", sample)
    fine("interview", "fix", "I12", "I12-T002", *words)
    told = json.loads(fine("interview", "turns", "I12", "--catalog", sample, "--json"))
    assert [turn["words"] for turn in told["turns"]] == ["So?\nOne.\nTwo.\nThree."]
    assert (folder / "interview.yaml").read_text(encoding="utf-8").count("why:") == 2


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["T001", "--speaker", "nobody"], "No speaker is called"),
        (["T001", "--speaker", "interviewer-1"], "already"),
        (["T099", "--speaker", "interviewee"], "called 'T099'"),
        (["T001", "--speaker", "interviewee", "--words", "e"], "times"),
        (["T002", "--speaker", "interviewer-1"], "quotes these words"),
        (["T003", "--speaker", "interviewee", "--words", "I see."], "corrected above already"),
    ],
)
def test_fix_refuses_what_it_cannot_do(sample: Path, words: list[str], why: str) -> None:
    before = said(sample)
    done = snag("interview", "fix", "I01", *words, "--why", "x", "--catalog", sample)
    assert done.code in (1, 2)
    assert why in done.err
    assert said(sample) == before


def test_a_list_on_one_line_is_left_alone(sample: Path) -> None:
    path = sample / "interviews/I01/interview.yaml"
    text = path.read_text(encoding="utf-8")
    start, end = text.index("corrections:"), text.index("redactions:")
    flow = "corrections: [{line: 3, text: Okay. I see., speaker: interviewer-1, why: x}]\n"
    path.write_text(text[:start] + flow + text[end:], encoding="utf-8")
    done = snag(
        *("interview", "fix", "I01", "T001", "--speaker", "interviewee", "--words", "speaking."),
        *("--why", "x", "--catalog", sample),
    )
    assert done.code == 2
    assert "one below another" in done.err


def test_there_is_no_such_interview() -> None:
    done = snag("interview", "turns", "I02", "--catalog", SAMPLE)
    assert done.code == 1
    assert "I01" in done.err


def test_every_shape_of_the_report_is_read_or_asked(tmp_path: Path, sample: Path) -> None:
    for number, (name, text) in enumerate(TEXTS.items(), start=20):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        done = snag("interview", "import", path, "--id", f"I{number}", "--catalog", sample)
        assert done.code == 2, name
        assert done.err.count("--map") == 2, name
