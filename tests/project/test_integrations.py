"""What other repositories take from this one: the action, the hooks and the workflow.

GitHub itself is not here: their schemas are SchemaStore's, which check-jsonschema brings along, and
the scripts of the action are run by bash, its expressions filled in as GitHub would.
"""

import json
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from common import TESTS
from reviews.garden import NAMES, all_answered, begun
from runner import SNAG, snag

from snaglist.reviews.commands import answering
from snaglist.reviews.statuses import Answer, Status
from snaglist.reviews.yaml_file import save_record
from snaglist.schema.located_yaml import parse_yaml

ROOT = TESTS.parent
ACTION = parse_yaml((ROOT / "action.yml").read_text(encoding="utf-8")).data
HOOKS = parse_yaml((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")).data
WORKFLOW = (ROOT / "docs" / "examples" / "review.yml").read_text(encoding="utf-8")
DOCS = (ROOT / "docs" / "reviews.md").read_text(encoding="utf-8")
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
INSTALL, CHECK = (step for step in ACTION["runs"]["steps"] if "run" in step)


@pytest.mark.parametrize(
    ("schema", "path"),
    [
        ("github-actions", ROOT / "action.yml"),
        ("github-workflows", ROOT / "docs" / "examples" / "review.yml"),
    ],
)
def test_github_takes_the_form(schema: str, path: Path) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}"]
    done = subprocess.run([*command, path], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def filled(step: dict[str, Any], values: dict[str, str]) -> dict[str, str]:
    """The environment of a step, its expressions replaced with their values."""
    given = {f"inputs.{name}": str(one["default"]) for name, one in ACTION["inputs"].items()}
    known = given | values
    return {
        name: re.sub(r"\$\{\{ (\S+) \}\}", lambda found: known[found[1]], text)
        for name, text in step["env"].items()
    }


def run(
    step: dict[str, Any], folder: Path, values: dict[str, str], **more: str
) -> subprocess.CompletedProcess[str]:
    """Run a step as GitHub runs bash."""
    paths = {"PATH": f"{folder}:/usr/bin:/bin", "PYTHONPATH": str(ROOT / "server")}
    environment = {**paths, **filled(step, values), **more}
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        cwd=folder, env=environment, capture_output=True, text=True,
    )  # fmt: skip


def test_the_action_installs_itself_with_locked_libraries(tmp_path: Path) -> None:
    log, output = tmp_path / "log", tmp_path / "output"
    python = tmp_path / "python"  # makes an environment whose python writes down what it is asked
    python.write_text(
        f'#!/bin/bash\nmkdir -p "$3/bin"\nprintf \'#!/bin/bash\\necho "$@" >> "{log}"\\n\' '
        '> "$3/bin/python"\nchmod +x "$3/bin/python"\n'
    )
    python.chmod(0o755)
    values = {"runner.temp": str(tmp_path / "a b"), "github.action_path": str(ROOT)}
    done = run(INSTALL, tmp_path, values, GITHUB_OUTPUT=str(output))
    assert done.returncode == 0, done.stderr
    first, second = log.read_text().splitlines()
    assert first.endswith(f"--require-hashes -r {ROOT}/server/deploy/runtime.lock")
    assert (ROOT / "server/deploy/runtime.lock").is_file()
    assert second.endswith(f"--no-deps {ROOT}")
    assert output.read_text() == f"snag={tmp_path}/a b/snaglist/bin/snag\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A repository with a review that is settled, and one that nobody has looked at."""
    (tmp_path / "b c").mkdir()
    done = all_answered(begun(), Status.ADDRESSED)
    save_record(tmp_path / "review.yaml", done)
    save_record(tmp_path / "b c" / "$(touch x)-review.yaml", begun())
    return tmp_path


def test_the_action_checks_what_it_is_told_to(folder: Path) -> None:
    values = {"steps.install.outputs.snag": str(SNAG)}
    done = run(CHECK, folder, values)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("0 findings.\n")
    files = "\nreview.yaml\nb c/$(touch x)-review.yaml\n"
    values |= {"inputs.files": files, "inputs.sarif": "out.sarif"}
    done = run(CHECK, folder, values)
    assert done.returncode == 1
    annotation = "::error file=b c/$(touch x)-review.yaml,line="
    assert done.stdout.count(annotation) == 5
    log = json.loads((folder / "out.sarif").read_text(encoding="utf-8"))
    assert len(log["runs"][0]["results"]) == 5
    assert not (folder / "x").exists()


@pytest.mark.thorough
def test_the_action_passes_on_what_it_fails_on(folder: Path) -> None:
    files = "b c/$(touch x)-review.yaml"
    values = {"steps.install.outputs.snag": str(SNAG), "inputs.files": files}
    done = run(CHECK, folder, values | {"inputs.fail-on": "expired"})
    assert done.returncode == 0
    assert "5 not-looked-at" in done.stdout
    done = run(CHECK, folder, values | {"inputs.fail-on": "expird", "inputs.sarif": "x.sarif"})
    assert done.returncode == 2
    assert "there is no 'expird'" in done.stderr


@pytest.mark.thorough
def test_the_action_and_the_hook_hold_evidence_where_they_are_asked_to(folder: Path) -> None:
    named = {"kind": "test", "file": "b c/j.xml", "test": "A::b"}
    proved = Answer.model_validate({"status": "addressed", "done": "So.", "evidence": [named]})
    record = all_answered(begun(), Status.ADDRESSED)
    record = answering.answer(record, NAMES[0], proved, by="Ana", now=record.events[-1].at)
    save_record(folder / "review.yaml", record)
    values = {"steps.install.outputs.snag": str(SNAG)}
    done = run(CHECK, folder, values)
    assert done.returncode == 0
    assert "Evidence that was not looked at, since --evidence is left out: 1." in done.stdout
    values |= {"inputs.evidence": "b c/..", "inputs.sarif": "out.sarif"}
    done = run(CHECK, folder, values)
    assert done.returncode == 1
    assert "title=review-evidence::SNAG-101" in done.stdout
    results = json.loads((folder / "out.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]
    assert [each["ruleId"] for each in results] == ["review-evidence"]
    words = ("--evidence", str(folder))
    assert hook("snag-review-check", folder / "review.yaml", words=words) == 1
    assert hook("snag-review-check", folder / "review.yaml") == 0
    report = '<testsuite><testcase classname="A" name="b"/></testsuite>'
    (folder / "b c" / "j.xml").write_text(report, encoding="utf-8")
    assert run(CHECK, folder, values).returncode == 0
    assert hook("snag-review-check", folder / "review.yaml", words=words) == 0


def test_no_expression_is_put_into_a_script() -> None:
    """What somebody writes into an input would be run as a part of it."""
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step.get("run", "")
        assert re.fullmatch(r"[\w-]+/[\w-]+@v\d+", step.get("uses", "a/b@v1"))


def hook(name: str, *files: Path, words: Sequence[str] = ()) -> int:
    """Run a hook on files, with ``args``, as pre-commit does; gives the code it ends with."""
    (found,) = (one for one in HOOKS if one["id"] == name)
    program, *entry = shlex.split(found["entry"])
    assert program == "snag"
    return snag(*entry, *words, *map(str, files)).code


def test_the_hooks_tell_what_is_broken_from_what_is_open(folder: Path) -> None:
    settled, fresh = folder / "review.yaml", folder / "b c" / "$(touch x)-review.yaml"
    broken = folder / "broken-review.yaml"
    text = settled.read_text(encoding="utf-8")
    broken.write_text(text.replace("its silence is taken", "its silence was taken"))
    marked = folder / "marked-review.yaml"
    marked.write_text(f"<<<<<<< ours\n{text}")
    assert hook("snag-review-intact", settled, fresh) == 0
    assert hook("snag-review-intact", settled, broken) == 1
    assert hook("snag-review-intact", marked) == 1
    assert hook("snag-review-check", settled) == 0
    assert hook("snag-review-check", settled, fresh) == 1


REVIEW_HOOKS = [one for one in HOOKS if one["id"].startswith("snag-review-")]


@pytest.mark.parametrize("one", REVIEW_HOOKS, ids=lambda one: str(one["id"]))
def test_the_hooks_take_reviews_and_nothing_else(one: dict[str, Any]) -> None:
    pattern = re.compile(one["files"])
    reviews = ("review.yaml", "docs/review.yml", "a/launch-review.yaml", "launch.review.yaml")
    others = ("preview.yaml", "review.yaml.bak", "review/notes.yaml", "docs/reviews.yaml")
    assert all(map(pattern.search, reviews))
    assert not any(map(pattern.search, others))
    assert one["language"] == "python"
    assert f"- id: {one['id']}" in DOCS


def test_the_hook_for_interviews_takes_their_files_and_nothing_else() -> None:
    (one,) = (one for one in HOOKS if one["id"] == "snag-interview-leaks")
    pattern = re.compile(one["files"])
    ours = ("interviews/I01/transcript.txt", "a/interviews/I12/codings/ana.yaml")
    others = ("interviews/README.md", "interviews.yaml", "issues/x.yaml", "interviews/I01/a.docx")
    assert all(map(pattern.search, ours))
    assert not any(map(pattern.search, others))
    assert one["entry"].split()[0] == "snag"
    commands = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert f"- id: {one['id']}" in commands


def test_the_workflow_installs_a_version_from_a_git_address() -> None:
    """A name in a registry that nobody has claimed is an invitation to claim it."""
    told = parse_yaml(WORKFLOW).data
    address = told["env"]["SNAGLIST"]
    assert re.fullmatch(rf"git\+https://git\.example\.org/\S+\.git@v{re.escape(VERSION)}", address)
    installs = re.findall(r"pip install (.*)", WORKFLOW)
    assert installs == ['"$SNAGLIST"']
    assert f"uses: OWNER/snaglist@v{VERSION}" in DOCS
    assert f"rev: v{VERSION}" in DOCS
