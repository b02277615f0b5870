"""Releases: one version, the same bytes twice, an sdist that is whole, a bill of materials."""

import hashlib
import json
import re
import subprocess
import tarfile
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from common import TESTS
from runner import fine

from snaglist.snapshot.snapshot import Snapshot

ROOT = TESTS.parent
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
VERSION: str = PROJECT["project"]["version"]
DEPLOY = ROOT / "server" / "deploy"
WORKFLOW = (ROOT / ".github" / "workflows" / "release.yml").read_text(encoding="utf-8")


def test_the_version_is_the_same_wherever_it_stands() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["version"] == VERSION
    assert fine("--version").split()[-1] == VERSION
    released = re.findall(
        r"^## (\d\S*) \(([\d-]+)\)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.M
    )
    assert released[0] == (VERSION, str(citation["date-released"]))


def test_the_server_says_its_version_where_programs_look(sample_knowledge: Snapshot) -> None:
    assert sample_knowledge.manifest.snaglist == VERSION


def pinned(path: Path) -> dict[str, list[str]]:
    """The entries of a lock file by name: version, marker and hashes.

    A library has several where the newest version is not for every Python.
    """
    text = re.sub(r"^\s*#.*\n", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    entries = re.split(r"\n(?=\S)", text.strip())
    found: dict[str, list[str]] = {}
    for entry in entries:
        found.setdefault(re.split(r"[=\[]", entry, maxsplit=1)[0], []).append(entry)
    return found


def names(requirements: list[str]) -> Iterator[str]:
    """The names of requirements, as lock files write them."""
    for text in requirements:
        yield re.split(r"[^\w.-]", text, maxsplit=1)[0].lower().replace("_", "-").replace(".", "-")


def test_what_is_deployed_is_what_is_tested() -> None:
    tested, deployed = pinned(ROOT / "requirements.lock"), pinned(DEPLOY / "runtime.lock")
    wanted = PROJECT["project"]["dependencies"]
    wanted += PROJECT["project"]["optional-dependencies"]["postgresql"]
    assert not set(names(wanted)) - set(deployed), "make runtime.lock anew: CONTRIBUTING.md"
    differ = {name for name, entry in deployed.items() if tested.get(name) != entry}
    assert not differ, "make runtime.lock anew: CONTRIBUTING.md"


def test_what_makes_a_release_is_locked() -> None:
    tools = pinned(DEPLOY / "release.lock")
    assert not set(names(PROJECT["dependency-groups"]["release"])) - set(tools)
    assert all("--hash=sha256:" in entry for entries in tools.values() for entry in entries)


def test_the_workflow_runs_what_is_tested_here_and_holds_no_secret() -> None:
    workflow = yaml.safe_load(WORKFLOW)
    jobs = workflow["jobs"]
    assert "bash .ci/release release" in [step.get("run") for step in jobs["build"]["steps"]]
    assert workflow["permissions"] == {"contents": "read"}
    assert jobs["publish"]["permissions"] == {"id-token": "write"}
    assert jobs["publish"]["needs"] == "build"
    assert "secrets." not in WORKFLOW
    assert "password" not in WORKFLOW


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What ``.ci/release`` makes of this commit; it fails where two builds differ."""
    folder = tmp_path_factory.mktemp("release") / "made"
    command: list[str | Path] = ["bash", ROOT / ".ci" / "release", folder]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.mark.thorough
def test_two_builds_are_the_same_bytes_and_are_listed(release: Path) -> None:
    lines = (release / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    listed = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    files = {path.name for path in release.iterdir()} - {"SHA256SUMS"}
    assert set(listed) == files
    assert len(files) == 3
    for name in files:
        assert hashlib.sha256((release / name).read_bytes()).hexdigest() == listed[name]


@pytest.mark.thorough
def test_times_in_archives_are_the_commits(release: Path) -> None:
    command = ["git", "log", "-1", "--format=%ct"]
    at = int(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout)
    with tarfile.open(next(release.glob("*.tar.gz"))) as archive:
        assert {member.mtime for member in archive} == {at}
        assert {(member.uid, member.uname) for member in archive} == {(0, "")}
        assert {member.mode for member in archive} <= {0o644, 0o755}


@pytest.mark.thorough
def test_the_sdist_has_what_whoever_builds_it_must_read(release: Path) -> None:
    with tarfile.open(next(release.glob("*.tar.gz"))) as archive:
        inside = {name.partition("/")[2] for name in archive.getnames()}
    pages = {"CHANGELOG", "CODE_OF_CONDUCT", "CONTRIBUTING", "README", "SECURITY"}
    whole = {f"{page}.md" for page in pages} | {"CITATION.cff", "LICENSE", "LICENSE-CONTENT"}
    assert inside >= whole
    assert inside >= {"server/deploy/Containerfile", "tests/conftest.py", "docs/README.md"}
    assert not [name for name in inside if "__pycache__" in name or ".venv" in name]


@pytest.mark.thorough
def test_the_wheel_has_licences_catalogue_and_ontology(release: Path) -> None:
    with zipfile.ZipFile(next(release.glob("*.whl"))) as archive:
        inside = set(archive.namelist())
    licences = f"snaglist-{VERSION}.dist-info/licenses"
    assert {f"{licences}/LICENSE", f"{licences}/LICENSE-CONTENT"} <= inside
    assert "snaglist/data/catalog/catalogue.yaml" in inside
    assert "snaglist/data/ontology/shapes.ttl" in inside
    assert not [name for name in inside if name.startswith(("tests", "docs", "server"))]


@pytest.mark.thorough
def test_the_bill_of_materials_names_every_library_with_its_version(release: Path) -> None:
    bill = json.loads((release / f"snaglist-{VERSION}.cdx.json").read_text(encoding="utf-8"))
    assert bill["bomFormat"] == "CycloneDX"
    root = bill["metadata"]["component"]
    assert (root["name"], root["version"]) == ("snaglist", VERSION)
    listed = {next(names([each["name"]])): each["version"] for each in bill["components"]}
    locked = pinned(DEPLOY / "runtime.lock")
    assert set(listed) <= set(locked)
    # What a lock holds for other systems or other Pythons only is not installed here.
    everywhere = {n for n, (entry, *_) in locked.items() if ";" not in entry.splitlines()[0]}
    assert not everywhere - set(listed)
    for name, version in listed.items():
        assert version in [entry.split()[0].partition("==")[2] for entry in locked[name]]
    described = {each["ref"] for each in bill["dependencies"]}
    assert described >= {each["bom-ref"] for each in bill["components"]}
