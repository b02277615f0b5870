"""The commands as a user runs them: answers, errors, exit codes."""

import ast
import csv
import io
import json
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from common import FIVE_INTERVIEWS, SAMPLE, TESTS, overlaid
from runner import SNAG, fine, process, snag

import snaglist
from snaglist.cli.main import COMMANDS
from snaglist.snapshot.snapshot import Snapshot


@pytest.fixture
def data(sample_knowledge: Snapshot) -> Path:
    return sample_knowledge.folder.parents[1]


@pytest.mark.parametrize("command", COMMANDS)
def test_help_says_what_it_does_and_shows_an_example(command: str) -> None:
    text = fine(command, "--help")
    assert f"Example: snag {command}" in " ".join(text.split())


def test_help_lists_the_commands_and_imports_none() -> None:
    shown = process("--help")
    assert shown.returncode == 0
    assert all(name in shown.stdout for name in COMMANDS)
    script = "import sys, snaglist.cli.main as m; m.main()"
    after = "import atexit; atexit.register(lambda: print(sorted(sys.modules), file=sys.stderr))"
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; {after}; {script}", "--help"],
        capture_output=True,
        text=True,
    )
    loaded = set(ast.literal_eval(done.stderr))
    assert "click" in loaded
    assert not loaded & {"rdflib", "pydantic", "flask", "sqlalchemy", "whoosh", "owlready2"}


@pytest.mark.thorough
def test_help_is_quick() -> None:
    used = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        process("--help")
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        used.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    assert min(used) < 0.4


def test_check_of_a_sound_catalogue_ends_with_0() -> None:
    """A process, with HermiT: its exit code is what a build server goes by."""
    done = process("check", "--catalog", SAMPLE)
    assert done.returncode == 0
    assert "No findings: 2 issues" in done.stdout


def test_check_of_a_sound_catalogue_for_programs(data: Path) -> None:
    checked = fine("check", "--catalog", SAMPLE, "--data", data, "--json")
    assert json.loads(checked) == {"findings": [], "warnings": []}


def test_a_process_ends_as_its_command_says(data: Path, tmp_path: Path) -> None:
    broken = overlaid(tmp_path / "broken", TESTS / "broken" / "reference-unknown")
    assert process("check", "--catalog", broken).returncode == 1
    assert process("nonsense").returncode == 2
    done = process("show", "SNAG-0002", "--catalog", SAMPLE, "--data", data)
    assert done.returncode == 1
    assert done.stderr.count("Did you mean SNAG-002") == 1
    assert "Traceback" not in done.stderr


def test_an_export_into_a_pipe_that_closes_is_no_error(data: Path) -> None:
    words = f"export --format nquads --catalog {SAMPLE} --data {data}"
    done = subprocess.run(
        f"set -o pipefail; {SNAG} {words} | head -1",
        shell=True,
        executable="/bin/bash",
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("<http")
    assert done.stderr == ""


def test_check_of_a_broken_one_shows_place_mend_and_rule_and_ends_with_1(tmp_path: Path) -> None:
    broken = overlaid(tmp_path / "broken", TESTS / "broken" / "reference-unknown")
    done = snag("check", "--catalog", broken)
    assert done.code == 1
    assert "SNAG-001-the-thermometer-dies.md:29: claim 'consequence 1' cites" in done.err
    done = snag("check", "--catalog", broken, "--json")
    assert done.code == 1
    (finding,) = json.loads(done.out)["findings"]
    assert finding["rule"] == "reference-unknown"
    assert finding["line"] == 29


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["check", "--nonsense"],
        ["check", "--catalog", "no/such/folder"],
        ["check", "--ontology", "no/such/folder"],
        ["serve", "--port", "many"],
        ["serve", "--port", "-1"],
        ["serve", "--port", "65536"],
        ["search"],
        ["export", "--format", "xls"],
        ["quote", "I01"],
        ["new", "nonsense", "Title"],
    ],
    ids=" ".join,
)
def test_wrong_usage_ends_with_2_and_says_why(arguments: list[str]) -> None:
    done = snag(*arguments)
    assert done.code == 2
    assert done.err
    assert "Traceback" not in done.err


def test_search_narrows_by_whose_words_and_sorts_by_people(five_interviews: Snapshot) -> None:
    place = ("--catalog", FIVE_INTERVIEWS, "--data", five_interviews.folder.parents[1], "--json")

    def found(*options: str) -> list[str]:
        hits = json.loads(fine("search", *options, *place))["hits"]
        return [hit["id"] for hit in hits]

    words = ("units", "log", "oven", "warnings", "--type", "issue")
    assert found(*words, "--interview", "I04") == ["SNAG-002"]
    assert set(found(*words, "--person", "person-01")) == {"SNAG-001", "SNAG-003"}
    assert set(found(*words, "--role", "operator", "--role", "baker")) == {"SNAG-002"}
    assert found("NOT", "zebra", "--type", "issue", "--sort", "people")[:2] == [
        *("SNAG-002", "SNAG-001"),
    ]
    assert found("NOT", "zebra", "--type", "issue", "--sort", "interviews")[0] == "SNAG-001"
    assert snag("search", "units", "--interview", "I99", *place).code == 2


def test_search_finds_and_filters(data: Path) -> None:
    common = ("--catalog", SAMPLE, "--data", data)
    assert "SNAG-001" in fine("search", "thermometer", *common)
    found = json.loads(fine("search", "bell", "--type", "strategy", "--json", *common))
    assert [hit["id"] for hit in found["hits"]] == ["FIX-001"]
    found = json.loads(fine("search", "dial", "--category", "trust", "--json", *common))
    assert {hit["id"] for hit in found["hits"]} >= {"SNAG-002"}
    assert "Nothing found" in fine("search", "xylophone", *common)
    assert "there?meter: a wildcard inside" in fine("search", "there?meter", *common)


@pytest.mark.parametrize(
    "name", ["SNAG-001", "snag-001", "FIX-001", "I01-Q001", "I01", "I01-T002", "phase/operation"]
)
def test_show_knows_everything_with_an_id(data: Path, name: str) -> None:
    assert fine("show", name, "--catalog", SAMPLE, "--data", data)
    shown = json.loads(fine("show", name, "--json", "--catalog", SAMPLE, "--data", data))
    assert shown["id"].casefold() in name.casefold()


def test_show_of_nothing_ends_with_1_and_the_nearest(data: Path) -> None:
    done = snag("show", "SNAG-0002", "--catalog", SAMPLE, "--data", data)
    assert done.code == 1
    assert "Did you mean SNAG-002" in done.err


def test_quote_prints_a_record() -> None:
    text = fine("quote", "I01", "burn me once", "--catalog", SAMPLE)
    assert text.startswith("  - id: I01-Q006\n")
    record = json.loads(fine("quote", "I01", "burn me once", "--json", "--catalog", SAMPLE))
    assert record["exact"] == "burn me once"


def test_quote_may_run_over_paragraphs_and_answers_the_last_question() -> None:
    words = "for a week. We lost the seedlings"
    record = json.loads(fine("quote", "I01", words, "--json", "--catalog", SAMPLE))
    assert record["exact"] == "for a week.\nWe lost the seedlings"
    # The turn that ends in "And then?" began with a passage that was given to the interviewer.
    bell = json.loads(fine("quote", "I01", "I hung a bell", "--json", "--catalog", SAMPLE))
    assert bell["question"] == "I01-T003"


def test_quote_takes_words_of_one_speaker_and_no_label() -> None:
    done = snag("quote", "I01", "again. Interviewer1: Did", "--catalog", SAMPLE)
    assert done.code == 2
    done = snag("quote", "I01", "nobody saw it for a week. We lost", "-i", "--catalog", SAMPLE)
    assert done.code == 0
    done = snag("quote", "I01", "the bell worked. Interviewer1: Did", "--catalog", SAMPLE)
    assert done.code == 2
    assert "more than one speaker" in done.err
    assert "no 'Interviewee'" in snag("quote", "I01", "Interviewee", "--catalog", SAMPLE).err


def test_quote_minds_case_unless_told_otherwise() -> None:
    assert snag("quote", "I01", "BURN me", "--catalog", SAMPLE).code == 2
    record = fine("quote", "I01", "BURN me", "--ignore-case", "--catalog", SAMPLE)
    assert 'exact: "burn me"' in record


def test_quote_of_words_in_two_places_asks_which() -> None:
    done = snag("quote", "I01", "the", "--catalog", SAMPLE)
    assert done.code == 2
    assert "--line" in done.err


def test_new_entry_then_check_names_what_is_missing(sample: Path) -> None:
    path = Path(fine("new", "issue", "Two clocks disagree", "--catalog", sample).strip())
    assert path.name == "SNAG-003-two-clocks-disagree.md"
    assert "makes no claim" in snag("check", "--catalog", sample).err


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
    text = fine("export", *common)
    assert text.startswith(beginning)
    fine("export", "-o", tmp_path / "out", *common)
    assert (tmp_path / "out").read_text(encoding="utf-8") == text


def test_csv_has_a_row_for_each_witness_of_each_claim(data: Path) -> None:
    text = fine("export", "--format", "csv", "--catalog", SAMPLE, "--data", data)
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == 8
    assert rows[0]["exact"] == "The thermometer died 🌡 and nobody saw it for a week"


def test_stats_count(data: Path) -> None:
    tables = json.loads(fine("stats", "--json", "--catalog", SAMPLE, "--data", data))
    assert tables["things"]["issues"] == 2
    assert tables["issues by category"] == {"data": 1, "trust": 1}
    assert "issues by category" in fine("stats", "--catalog", SAMPLE, "--data", data)


@pytest.mark.parametrize("form", ["issue", "strategy", "quotes", "review"])
def test_schema_is_for_editors(form: str) -> None:
    schema = json.loads(fine("schema", form))
    assert schema["additionalProperties"] is False
    assert schema["$schema"].startswith("https://json-schema.org/")


def test_settings_come_from_the_environment_too(data: Path, tmp_path: Path) -> None:
    done = snag(
        "stats", "--json", cwd=tmp_path, SNAGLIST_CATALOG=str(SAMPLE), SNAGLIST_DATA=str(data)
    )
    assert json.loads(done.out)["things"]["issues"] == 2


def test_new_does_not_write_into_the_installed_program(tmp_path: Path) -> None:
    """From a wheel, the shipped catalogue lies inside the package."""
    package = Path(snaglist.__path__[0])
    done = snag("new", "issue", "Two clocks disagree", SNAGLIST_CATALOG=str(package / "data"))
    assert done.code == 2
    assert "--catalog DIR" in done.err


def test_a_vocabulary_is_shown_with_what_is_mapped_to_it(sample: Path) -> None:
    done = snag("show", "garden", "--catalog", sample)
    assert done.code == 0
    assert "garden  Troubles of gardens, version 3" in done.out
    assert "SNAG-001 close garden G1 (Dead instrument): Both are about" in done.out
    assert "SNAG-002 no counterpart in Troubles of gardens: The list has nothing" in done.out
    assert (
        "impairs weather complete (Completeness)"
        in snag("show", "SNAG-001", "--catalog", sample).out
    )
