"""Evidence by the command line: named with an answer, held against a folder by check."""

import csv
import hashlib
import json
from pathlib import Path

import pytest
from cli.desk import ADDRESSED, Desk
from junitparser import JUnitXml

from snaglist.reviews.evidence.words import evidence_line
from snaglist.reviews.replay import rebuild
from snaglist.reviews.yaml_file import read_record

REPORT = (
    '<testsuite timestamp="2026-11-20T09:30:00"><testcase classname="tests.test_bell" '
    'name="test_rings"/><testcase classname="tests.test_bell" name="test_red"><failure/>'
    "</testcase></testsuite>"
)
TEST = "test r/junit.xml tests/test_bell.py::test_rings max-age=30"
VALUE = "value r/m.json /auc >=0.8"
HASH = hashlib.sha256(b"hi\n").hexdigest()


@pytest.fixture
def build(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository after its build, which one stands in, with a review under way."""
    desk.begin()
    folder = desk.folder / "build"
    (folder / "r").mkdir(parents=True)
    (folder / "r" / "junit.xml").write_text(REPORT)
    (folder / "r" / "m.json").write_text('{"auc": 0.83}')
    (folder / "a.md").write_bytes(b"hi\n")
    monkeypatch.chdir(folder)
    return folder


def lines(desk: Desk, issue: str = "SNAG-001") -> list[str]:
    item = rebuild(read_record(desk.file)).items[issue]
    return [evidence_line(each) for each in item.answer.evidence]


def prove(desk: Desk, *evidence: str, issue: str = "SNAG-001") -> None:
    options = (word for line in evidence for word in ("--evidence", line))
    desk.answer(issue, *ADDRESSED, *options)


def findings(desk: Desk, folder: Path, *more: object, today: str = "2026-11-25") -> list[str]:
    words = ("check", desk.file, "--fail-on", "none", "--evidence", folder, "--json", *more)
    done = desk.snag(*words, today=today)
    found = json.loads(done.out)["findings"]
    assert done.code == bool(found)
    assert {each["rule"] for each in found} <= {"review-evidence"}
    return [each["message"] for each in found]


def test_evidence_is_kept_and_shown(desk: Desk, build: Path) -> None:
    prove(desk, TEST, VALUE, "file a.md")
    named = "test r/junit.xml tests.test_bell::test_rings max-age=30"
    assert lines(desk) == [named, VALUE, f"file a.md sha256:{HASH}"]
    desk.answer("SNAG-002", *ADDRESSED)
    told = desk.fine("status", desk.file)
    assert "\naddressed: 1 with evidence, 1 without evidence\n" in told
    assert "evidence: 3" in told
    shown = json.loads(desk.fine("status", desk.file, "--json"))["issues"]
    assert {each["issue"]: each["stands_on"] for each in shown} == {
        "SNAG-001": "evidence",
        "SNAG-002": "word",
    }
    answer = next(each["answer"] for each in shown if each["issue"] == "SNAG-001")
    assert answer["evidence"][1] == {
        "kind": "value", "file": "r/m.json", "pointer": "/auc", "at_least": "0.8",
    }  # fmt: skip


def test_check_holds_evidence_against_a_folder(desk: Desk, build: Path) -> None:
    prove(desk, TEST, VALUE, "file a.md")
    assert findings(desk, build) == []
    (build / "a.md").write_bytes(b"ha\n")
    (build / "r" / "m.json").write_text('{"auc": 0.79}')
    found = findings(desk, build, today="2026-12-21")
    assert [each.partition("): ")[2] for each in found] == [
        "the test tests.test_bell::test_rings ran on 2026-11-20, 31 days ago; 30 are allowed.",
        "/auc in r/m.json is 0.79, less than 0.8.",
        "a.md has changed since the answer.",
    ]
    desk.answer("SNAG-001", "--evidence", "file a.md", "--evidence", "value r/m.json /auc >=0.75")
    assert findings(desk, build) == []


def test_findings_name_the_lines_of_the_evidence(desk: Desk, build: Path) -> None:
    prove(desk, "test r/junit.xml tests.test_bell::test_red", VALUE, "test no.xml A::b")
    prove(desk, "test no.xml A::c", issue="SNAG-002")
    words = ("check", desk.file, "--fail-on", "none", "--evidence", build, "--json")
    found = json.loads(desk.wrong(1, *words))["findings"]
    text = desk.file.read_text().splitlines()
    below = [text[each["line"] - 1 : each["line"] + 2] for each in found]
    named = ["tests.test_bell::test_red", "A::b", "A::c"]
    assert [each[2].strip() for each in below] == [f"test: {name}" for name in named]
    assert all(each[0].strip() == "- kind: test" for each in below)


def test_an_agreed_answer_is_held_at_the_line_of_who_gave_it(desk: Desk, build: Path) -> None:
    desk.file.unlink()
    desk.begin("--reviewers", "Ana,Ben")
    for name in ("Ana", "Ben"):
        line = ("--evidence", "test no.xml A::b")
        desk.answer("SNAG-001", *ADDRESSED, *line, by=name)
        desk.answer("SNAG-002", *ADDRESSED, *(line if name == "Ana" else ()), by=name)
        desk.fine("hand-in", desk.file, "--by", name)
    told = desk.fine("status", desk.file)
    assert "DIFFERS" in told
    assert "evidence: test no.xml A::b" in " ".join(told.split())
    words = ("check", desk.file, "--fail-on", "none", "--evidence", build, "--json")
    (found,) = json.loads(desk.wrong(1, *words))["findings"]
    assert found["message"].startswith("SNAG-001")
    assert desk.file.read_text().splitlines()[found["line"] - 1].strip() == "- kind: test"
    desk.fine("settle", desk.file, "SNAG-002", "--as", "Ana", "--resolution", "So.", "--by", "Ben")
    assert lines(desk, "SNAG-002") == ["test no.xml A::b"]


@pytest.mark.parametrize("format_", ["text", "github", "sarif", "junit", "json"])
def test_every_format_carries_them(desk: Desk, build: Path, format_: str) -> None:
    prove(desk, "test r/junit.xml tests.test_bell::test_red")
    words = ("check", desk.file, "--fail-on", "none", "--evidence", build, "--format", format_)
    told = desk.wrong(1, *words)
    assert "is red in r/junit.xml" in told
    assert "review-evidence" in told
    if format_ == "junit":
        (suite,) = JUnitXml.fromstring(told.encode())
        assert suite.failures == 1
        assert [bool(case.result) for case in suite] == [True, False]
    if format_ == "sarif":
        rules = json.loads(told)["runs"][0]["tool"]["driver"]["rules"]
        assert "review-evidence" in {each["id"] for each in rules}


def test_what_was_not_looked_at_is_counted(desk: Desk, build: Path) -> None:
    prove(desk, TEST, VALUE)
    words = ("check", desk.file, "--fail-on", "none")
    left = "Evidence that was not looked at, since --evidence is left out: 2."
    assert left in desk.fine(*words)
    assert json.loads(desk.fine(*words, "--json"))["evidence"] == {"held": 0, "left": 2}
    assert "Evidence held against files: 2." in desk.fine(*words, "--evidence", ".")
    assert "there is no folder nowhere" in desk.wrong(2, *words, "--evidence", "nowhere")
    desk.answer("SNAG-001", "--no-evidence")
    assert "vidence" not in desk.fine(*words)


def test_what_is_not_addressed_any_more_is_not_held(desk: Desk, build: Path) -> None:
    prove(desk, "test no.xml A::b")
    assert findings(desk, build)
    desk.answer("SNAG-001", "--status", "open")
    assert lines(desk) == []
    assert findings(desk, build) == []


@pytest.mark.parametrize(
    ("evidence", "told"),
    [
        ("the bell rang", "--evidence: should be test FILE CLASS::NAME, file FILE"),
        ("test ../j.xml A::b", "--evidence: file should be a path below the folder"),
        ("value m.json /a >=x", "--evidence: at_least should be a number, as 0.8."),
        ("value m.json /a", "--evidence: a value needs a bound, as >=0.8."),
        ("file none.md", "--evidence: none.md is not there, so that its hash is not known."),
        ("file ../x.md", "leads out of the folder"),
        ("file a.md sha256:ff", "--evidence: sha256 should be a SHA-256"),
        ("{kind: test, file: j.xml}", "--evidence: test field required."),
        ("{kind: shell, file: j.xml}", "--evidence: has 'kind' 'shell'; there are 'test', 'file'"),
    ],
)
def test_what_is_no_evidence_is_told(desk: Desk, build: Path, evidence: str, told: str) -> None:
    before = desk.file.read_bytes()
    said = desk.wrong(
        2, "answer", desk.file, "SNAG-001", *ADDRESSED, "--by", "Ana", "--evidence", evidence
    )
    assert told in said
    assert desk.file.read_bytes() == before
    said = desk.wrong(
        2,
        "answer",
        desk.file,
        "SNAG-001",
        "--status",
        "not-applicable",
        "--reason",
        "No.",
        "--by",
        "Ana",
        "--evidence",
        TEST,
    )
    assert "Evidence proves that an issue is addressed; this is not-applicable." in said


def test_a_link_is_not_hashed(desk: Desk, build: Path) -> None:
    (build / "b.md").symlink_to("/etc/passwd")
    words = ("answer", desk.file, "SNAG-001", *ADDRESSED, "--by", "Ana", "--evidence", "file b.md")
    assert "is a link, or lies behind one" in desk.wrong(2, *words)
    prove(desk, f"file b.md sha256:{HASH}")
    (message,) = findings(desk, build)
    assert "is a link, or lies behind one" in message


def test_a_table_has_a_column_for_it(desk: Desk, build: Path) -> None:
    table = desk.folder / "answers.csv"
    with table.open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["issue", "status", "done", "evidence"])
        rows.writerow(["SNAG-001", "addressed", "Rung.", f"{TEST}\n\nfile a.md\n"])
        rows.writerow(["SNAG-002", "addressed", "Rung.", ""])
    desk.fine("answer", desk.file, "--from", table, "--by", "Ana")
    assert len(lines(desk)) == 2
    report = desk.folder / "report.csv"
    report.write_text(desk.fine("report", desk.file, "--format", "csv"), newline="")
    told = desk.fine("answer", desk.file, "--from", report, "--by", "Ana")
    assert "2 rows of" in told
    table.write_text("issue,evidence\nSNAG-001,none\n")
    desk.fine("answer", desk.file, "--from", table, "--by", "Ana")
    assert lines(desk) == []
    table.write_text("issue,evidence\nSNAG-001,test x A\nSNAG-002,value m /a >=x\n")
    told = desk.wrong(1, "answer", desk.file, "--from", table, "--by", "Ana")
    assert f"{table}:2: column evidence: SNAG-001: test should be CLASS::NAME" in told
    assert f"{table}:3: column evidence: SNAG-002: at_least should be a number" in told
    table.write_text("issue,evidence\nSNAG-001,file none.md\n")
    told = desk.wrong(2, "answer", desk.file, "--from", table, "--by", "Ana")
    assert f"{table}:2: evidence: none.md is not there" in told


def test_reports_say_what_stands_on_evidence_and_what_on_a_word(desk: Desk, build: Path) -> None:
    prove(desk, TEST, VALUE)
    desk.answer("SNAG-002", *ADDRESSED)
    counts = "Addressed: 1 with evidence, 1 without evidence. No report looks at"
    proof = "the test tests.test\\_bell::test\\_rings is green in r/junit.xml, at most 30 days old"
    for words in (("--format", "markdown"), ("--format", "markdown", "--kind", "short")):
        told = desk.fine("report", desk.file, *words)
        assert counts in told
        assert proof in told
        assert told.count("Evidence: none") == 1
    told = desk.fine("report", desk.file, "--format", "html")
    assert counts in told
    assert proof.replace("\\", "") in told
    assert told.count("None named.") == 1
    found = json.loads(desk.fine("report", desk.file, "--format", "json"))
    assert found["addressed_on"] == {"evidence": 1, "word": 1}
    assert [each["stands_on"] for each in found["issues"]] == ["evidence", "word"]
    assert found["issues"][0]["answer"]["evidence"][0]["test"] == "tests.test_bell::test_rings"
    turtle = desk.fine("report", desk.file, "--format", "turtle")
    assert turtle.count("dcterms:requires") == 1
    assert f'dcterms:identifier "{VALUE}"' in turtle


def test_a_signature_covers_it(desk: Desk, build: Path) -> None:
    prove(desk, VALUE)
    desk.answer("SNAG-002", *ADDRESSED)
    desk.fine("sign", desk.file, "--by", "Cleo")
    desk.fine("verify", desk.file)
    text = desk.file.read_text()
    assert "at_least: '0.8'" in text
    desk.file.write_text(text.replace("at_least: '0.8'", "at_least: '0.7'"))
    assert "is not as its id" in desk.wrong(1, "status", desk.file)


def test_check_runs_nothing_and_asks_nobody(
    desk: Desk, build: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not even git, whose settings may name programs: the folder is somebody else's."""
    prove(desk, TEST, VALUE, "file a.md max-age=30")
    (build / ".git").mkdir()
    (build / ".git" / "config").write_text("[core]\n\tfsmonitor = false\n")

    def refused(*_: object, **__: object) -> None:
        raise AssertionError("something was run, or somebody was asked")

    for name in ("subprocess.Popen", "os.system", "os.posix_spawn", "os.fork", "socket.socket"):
        monkeypatch.setattr(name, refused)
    told = desk.fine("check", desk.file, "--fail-on", "none", "--evidence", build)
    assert "Evidence held against files: 3." in told
