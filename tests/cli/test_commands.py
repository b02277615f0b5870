"""The commands as a user runs them: answers, errors, exit codes."""

import csv
import io
import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from common import SAMPLE, TESTS, overlaid

import snaglist
from snaglist.cli.main import COMMANDS

SNAG = Path(sys.executable).with_name("snag")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cli")


def snag(
    *arguments: object, cwd: Path | None = None, **extra: str
) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("SNAGLIST_")}
    return subprocess.run(
        [SNAG, *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=cwd,
        env={**environment, **extra},
    )


def answer(*arguments: object) -> str:
    done = snag(*arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_help_says_what_it_does_and_shows_an_example(command: str) -> None:
    text = answer(command, "--help")
    assert f"Example: snag {command}" in " ".join(text.split())


def test_help_is_quick() -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert all(name in answer("--help") for name in COMMANDS)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    runs = len(COMMANDS)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    assert used / runs < 0.4


def test_check_of_a_sound_catalogue_ends_with_0() -> None:
    assert "No findings: 2 issues" in answer("check", "--catalog", SAMPLE)
    assert json.loads(answer("check", "--catalog", SAMPLE, "--json")) == {"findings": []}


def test_check_of_a_broken_one_shows_place_mend_and_rule_and_ends_with_1(tmp_path: Path) -> None:
    broken = overlaid(tmp_path / "broken", TESTS / "broken" / "reference-unknown")
    done = snag("check", "--catalog", broken)
    assert done.returncode == 1
    assert "SNAG-001-the-thermometer-dies.md:27: claim 'consequence 1' cites" in done.stderr
    done = snag("check", "--catalog", broken, "--json")
    assert done.returncode == 1
    (finding,) = json.loads(done.stdout)["findings"]
    assert finding["rule"] == "reference-unknown"
    assert finding["line"] == 27


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["check", "--nonsense"],
        ["check", "--catalog", "no/such/folder"],
        ["check", "--ontology", "no/such/folder"],
        ["serve", "--port", "many"],
        ["serve", "--port", "0"],
        ["search"],
        ["export", "--format", "xls"],
        ["quote", "I01"],
        ["new", "nonsense", "Title"],
    ],
    ids=" ".join,
)
def test_wrong_usage_ends_with_2_and_says_why(arguments: list[str]) -> None:
    done = snag(*arguments)
    assert done.returncode == 2
    assert done.stderr
    assert "Traceback" not in done.stderr


def test_search_finds_and_filters(data: Path) -> None:
    common = ("--catalog", SAMPLE, "--data", data)
    assert "SNAG-001" in answer("search", "thermometer", *common)
    found = json.loads(answer("search", "bell", "--type", "strategy", "--json", *common))
    assert [hit["id"] for hit in found["hits"]] == ["FIX-001"]
    found = json.loads(answer("search", "dial", "--category", "trust", "--json", *common))
    assert {hit["id"] for hit in found["hits"]} >= {"SNAG-002"}
    assert "Nothing found" in answer("search", "xylophone", *common)


@pytest.mark.parametrize(
    "name", ["SNAG-001", "snag-001", "FIX-001", "I01-Q001", "I01", "I01-T002", "phase/operation"]
)
def test_show_knows_everything_with_an_id(data: Path, name: str) -> None:
    assert answer("show", name, "--catalog", SAMPLE, "--data", data)
    shown = json.loads(answer("show", name, "--json", "--catalog", SAMPLE, "--data", data))
    assert shown["id"].casefold() in name.casefold()


def test_show_of_nothing_ends_with_1_and_the_nearest(data: Path) -> None:
    done = snag("show", "SNAG-0002", "--catalog", SAMPLE, "--data", data)
    assert done.returncode == 1
    assert "Did you mean SNAG-002" in done.stderr


def test_quote_prints_a_record() -> None:
    text = answer("quote", "I01", "burn me once", "--catalog", SAMPLE)
    assert text.startswith("  - id: I01-Q006\n")
    record = json.loads(answer("quote", "I01", "burn me once", "--json", "--catalog", SAMPLE))
    assert record["exact"] == "burn me once"


def test_quote_of_words_in_two_places_asks_which() -> None:
    done = snag("quote", "I01", "Interviewer", "--catalog", SAMPLE)
    assert done.returncode == 2
    assert "--line" in done.stderr


def test_new_entry_then_check_names_what_is_missing(sample: Path) -> None:
    path = Path(answer("new", "issue", "Two clocks disagree", "--catalog", sample).strip())
    assert path.name == "SNAG-003-two-clocks-disagree.md"
    assert "questions" in snag("check", "--catalog", sample).stderr


@pytest.mark.parametrize(
    ("name", "beginning"),
    [
        ("turtle", "@prefix"),
        ("jsonld", "{"),
        ("rdfxml", "<?xml"),
        ("ntriples", "<http"),
        ("trig", "@prefix"),
        ("nquads", "<http"),
        ("csv", "entry,title"),
    ],
)
def test_export_to_a_file_and_to_standard_output(
    data: Path, tmp_path: Path, name: str, beginning: str
) -> None:
    common = ("--format", name, "--catalog", SAMPLE, "--data", data)
    text = answer("export", *common)
    assert text.startswith(beginning)
    answer("export", "-o", tmp_path / "out", *common)
    assert (tmp_path / "out").read_text(encoding="utf-8") == text


def test_csv_has_a_row_for_each_quote_of_each_claim(data: Path) -> None:
    text = answer("export", "--format", "csv", "--catalog", SAMPLE, "--data", data)
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == 6
    assert rows[0]["exact"] == "The thermometer died 🌡 and nobody saw it for a week"


def test_stats_count(data: Path) -> None:
    tables = json.loads(answer("stats", "--json", "--catalog", SAMPLE, "--data", data))
    assert tables["things"]["issues"] == 2
    assert tables["issues by category"] == {"data": 1, "trust": 1}
    assert "issues by category" in answer("stats", "--catalog", SAMPLE, "--data", data)


@pytest.mark.parametrize("form", ["issue", "strategy", "quotes", "review"])
def test_schema_is_for_editors(form: str) -> None:
    schema = json.loads(answer("schema", form))
    assert schema["additionalProperties"] is False
    assert schema["$schema"].startswith("https://json-schema.org/")


def test_settings_come_from_the_environment_too(data: Path, tmp_path: Path) -> None:
    done = snag(
        "stats", "--json", cwd=tmp_path, SNAGLIST_CATALOG=str(SAMPLE), SNAGLIST_DATA=str(data)
    )
    assert json.loads(done.stdout)["things"]["issues"] == 2


def test_new_does_not_write_into_the_installed_program(tmp_path: Path) -> None:
    """From a wheel, the shipped catalogue lies inside the package."""
    package = Path(snaglist.__path__[0])
    done = snag("new", "issue", "Two clocks disagree", SNAGLIST_CATALOG=str(package / "data"))
    assert done.returncode == 2
    assert "--catalog DIR" in done.stderr
