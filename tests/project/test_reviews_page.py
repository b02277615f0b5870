"""docs/reviews.md and its reference hold: samples, script without Snaglist, workflow, tables."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from cli.desk import TODAY
from common import TESTS
from project.consoles import printed, replayed
from reviews.garden import NAMES, all_answered, at, begun

from snaglist.cli.review import REVIEW_COMMANDS
from snaglist.cli.review.flags import CONDITIONS, UNSIGNED
from snaglist.reviews.commands import answering, signatures
from snaglist.reviews.merge import merge_records
from snaglist.reviews.statuses import Answer, Status
from snaglist.reviews.yaml_file import save_record
from snaglist.schema.located_yaml import parse_yaml

ROOT = TESTS.parent
PAGE = ROOT / "docs" / "reviews.md"
TEXT = PAGE.read_text(encoding="utf-8")
REFERENCE = (ROOT / "docs" / "reviews-format.md").read_text(encoding="utf-8")
COMMANDS_PAGE = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")


def without_digests(page: str) -> str:
    """Digests differ from review to review, and from one edition of the catalogue to the next."""
    return re.sub(r"\b[0-9a-f]{8}([0-9a-f]{56})?\b", "(digest)", page)


def test_the_samples_are_what_the_commands_print(
    snapshots: Path, shipped: object, tmp_path: Path
) -> None:
    """Where this fails and the new output is right: tests/README.md says what to run."""
    assert without_digests(replayed(TEXT, snapshots, tmp_path)) == without_digests(TEXT)


@pytest.fixture
def signed(tmp_path: Path) -> Path:
    path = tmp_path / "review.yaml"
    record = all_answered(begun(), Status.ADDRESSED)
    record = signatures.sign(record, by="Ana", now=record.events[-1].at, statement="So be it: 🌡")
    save_record(path, record)
    return path


@pytest.mark.parametrize(
    ("old", "new", "holds"),
    [
        ("# ", "# ", True),
        ("A bell was hung.", "A gong was hung.", False),
        ("2026-11-25T10:01:00Z", "2026-11-25T10:01:01Z", False),
        ("its silence is taken", "its silence was taken", False),
    ],
)
def test_anybody_can_verify_without_us(signed: Path, old: str, new: str, holds: bool) -> None:
    (script,) = re.findall(r"^```python\n(.*?)^```$", REFERENCE, re.MULTILINE | re.DOTALL)
    assert len(script.splitlines()) <= 20
    text = signed.read_text(encoding="utf-8")
    assert old in text
    signed.write_text(text.replace(old, new, 1), encoding="utf-8")
    done = subprocess.run([sys.executable, "-I", "-c", script, signed], capture_output=True)
    assert (done.returncode == 0) == holds, done.stderr
    assert (b"1 signed; wrong: none" in done.stdout) == holds


def test_a_signature_of_another_copy_is_verified_without_us(tmp_path: Path) -> None:
    common = all_answered(begun(), Status.ADDRESSED)
    copies = []
    for minutes, name in ((10, "Ana"), (11, "Ben")):
        open_ = Answer.model_validate({"status": "open"})
        copy = answering.answer(common, NAMES[0], open_, by=name, now=at(minutes))
        copy = signatures.sign(copy, by=name, now=at(minutes + 10))
        copies.append(signatures.reopen(copy, "Apart.", by=name, now=at(minutes + 20)))
    path = tmp_path / "review.yaml"
    save_record(path, merge_records(*copies))
    (script,) = re.findall(r"^```python\n(.*?)^```$", REFERENCE, re.MULTILINE | re.DOTALL)
    done = subprocess.run([sys.executable, "-I", "-c", script, path], capture_output=True)
    assert b"2 signed; wrong: none" in done.stdout, done.stderr


def test_the_workflow_runs_what_it_says(
    tmp_path: Path, signed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workflow = (ROOT / "docs" / "examples" / "review.yml").read_text(encoding="utf-8")
    told = parse_yaml(workflow).data
    assert set(told["on"]) == {"pull_request", "push", "schedule"}
    steps = [step["run"] for step in told["jobs"]["review"]["steps"] if "run" in step]
    shown = [step for step in steps if step.startswith("snag ")]
    assert shown
    monkeypatch.chdir(tmp_path)
    assert [printed(command, tmp_path) for command in shown] == ["0 findings.\n"]
    until = {"status": "accepted", "reason": "Winter.", "owner": "Ben", "expires": TODAY}
    accepted = Answer.model_validate(until)
    record = answering.answer(begun(), NAMES[0], accepted, by="Ana", now=begun().events[0].at)
    save_record(signed, record)
    monkeypatch.setattr("project.consoles.TODAY", "2026-11-26")
    assert "until 2026-11-25, which has passed" in printed(shown[0], tmp_path)


@pytest.mark.parametrize("command", REVIEW_COMMANDS)
def test_every_command_of_a_review_is_documented_as_its_help_says(command: str) -> None:
    assert f"| `{command}` | {REVIEW_COMMANDS[command].help} |" in COMMANDS_PAGE


@pytest.mark.parametrize("name", [*CONDITIONS, UNSIGNED, *Status])
def test_every_condition_and_status_is_defined(name: str) -> None:
    assert re.search(rf"^\| `{name}` \|", TEXT + REFERENCE, re.MULTILINE)


def test_the_merge_driver_is_the_one_that_is_tested() -> None:
    tested = (TESTS / "cli" / "test_review_together.py").read_text(encoding="utf-8")
    assert "git config merge.snag.driver 'snag review join %A %B'" in TEXT
    assert '"merge.snag.driver", "snag review join %A %B"' in tested
