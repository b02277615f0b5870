"""The docs cannot drift: what exists is documented, what is shown runs."""

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from common import CATALOG, SAMPLE, TESTS
from project.prepared import GIT_USER, prepare, prepare_interview
from rdflib import RDF, SH, Graph
from runner import fine

from snaglist.cli.coding import CODE_COMMANDS
from snaglist.cli.interview import INTERVIEW_COMMANDS
from snaglist.cli.main import COMMANDS, cli
from snaglist.graph.rdf_formats import RdfFormat
from snaglist.reviews.statuses import STATUS_MEANINGS, Status
from snaglist.settings import SETTINGS
from snaglist.snapshot.review_library import review_library
from snaglist.snapshot.snapshot import Snapshot
from snaglist.sources.doubtful import DOUBT_MEANINGS, Doubt
from snaglist.sources.rules import RULES, WARNINGS
from snaglist.web.app import create_app

ROOT = TESTS.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS_PAGE = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
RULES_PAGE = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
WEB_PAGE = (ROOT / "docs" / "web.md").read_text(encoding="utf-8")

FOLDERS = ("ontology", "catalog", "server", "server/deploy", "tests", "docs", "docs/decisions")
CONTENT = ("issues", "strategies", "interviews", "schemes", "studies")


@pytest.mark.parametrize("command", COMMANDS)
def test_command_is_documented_as_its_help_says(command: str) -> None:
    assert f"## snag {command}" in COMMANDS_PAGE
    assert COMMANDS[command].help in COMMANDS_PAGE


def leaves(command: click.Command) -> Iterator[click.Command]:
    """A command, or the commands of a group."""
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            if below := command.get_command(context, name):
                yield from leaves(below)
    else:
        yield command


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_of_a_command_is_in_its_section(command: str) -> None:
    found = cli.get_command(click.Context(cli), command)
    assert found
    section = COMMANDS_PAGE.partition(f"\n## snag {command}\n")[2].partition("\n## ")[0]
    named = set(re.findall(r"--[a-z][\w-]*", section))
    # Those of the settings stand together in a section of their own.
    known = {"--help", *(f"--{setting.name.replace('_', '-')}" for setting in SETTINGS)}
    options = {
        option
        for leaf in leaves(found)
        for each in leaf.params
        if isinstance(each, click.Option) and not each.hidden
        for option in (*each.opts, *each.secondary_opts)
        if option.startswith("--")
    }
    assert options - known - named == set()


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_setting_is_documented(setting: object) -> None:
    row = f"| `{setting.variable}` | {setting.default} | {setting.help} |"  # type: ignore[attr-defined]
    assert row in COMMANDS_PAGE


@pytest.mark.parametrize("rule", [*RULES, *WARNINGS])
def test_rule_is_documented(rule: str) -> None:
    told = (RULES | WARNINGS)[rule]
    assert f"| `{rule}` | {told.problem} | {told.solution} |" in RULES_PAGE


def test_shapes_are_documented() -> None:
    shapes = Graph().parse(ROOT / "ontology" / "shapes.ttl")
    names = {str(shape).rpartition("#")[2] for shape in shapes.subjects(RDF.type, SH.PropertyShape)}
    assert names
    assert not {name for name in names if f"`{name}`" not in RULES_PAGE}


@pytest.mark.parametrize("status", Status)
def test_status_of_a_review_is_documented(status: Status) -> None:
    meaning, page = (
        STATUS_MEANINGS[status],
        (ROOT / "docs" / "reviews.md").read_text(encoding="utf-8"),
    )
    row = f"| `{status.value}` | {meaning.definition} | {meaning.needs or 'nothing'} |"
    assert row in page


@pytest.mark.parametrize("code", ["0", "1", "2"])
def test_exit_code_is_documented(code: str) -> None:
    assert re.search(rf"\| `{code}` \|", COMMANDS_PAGE)


@pytest.mark.parametrize("name", RdfFormat)
def test_format_is_documented(name: RdfFormat) -> None:
    assert f"`{name.value}`" in COMMANDS_PAGE


def test_every_route_is_documented(sample_knowledge: Snapshot) -> None:
    rules = {rule.rule for rule in create_app(sample_knowledge).url_map.iter_rules()}
    assert not {rule for rule in rules if f"`{rule}`" not in WEB_PAGE}


@pytest.mark.parametrize("folder", [*FOLDERS, *(f"catalog/{name}" for name in CONTENT)])
def test_folder_has_a_readme(folder: str) -> None:
    assert (ROOT / folder / "README.md").read_text(encoding="utf-8").strip()


def shown_commands() -> list[str]:
    pages = [README, COMMANDS_PAGE]
    return sorted({line for page in pages for line in re.findall(r"^    (snag .+)$", page, re.M)})


def test_commands_are_shown() -> None:
    assert len(shown_commands()) >= len(COMMANDS)


def run_by_default(line: str) -> bool:
    """README's commands, and the first of each command that the docs show."""
    command = (
        line.split()[:3] if line.startswith(("snag review", "snag interview")) else line.split()[:2]
    )
    shown = [each for each in shown_commands() if each.split()[: len(command)] == command]
    return f"    {line}\n" in README or line == shown[0]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(line, marks=() if run_by_default(line) else pytest.mark.thorough)
        for line in shown_commands()
        if not line.startswith("snag serve")
    ],
)
def test_shown_command_runs(
    line: str, snapshots: Path, tmp_path: Path, shipped: Snapshot, sample_knowledge: Snapshot
) -> None:
    """In this process, on the shipped catalogue, or on the sample where that says as much."""
    here = tmp_path / "here"
    here.mkdir()
    environment = {
        **GIT_USER,
        "SNAGLIST_DATA": str(snapshots),
        "SNAGLIST_DATABASE_URL": f"sqlite:///{here}/reviews.sqlite3",
    }
    if line.startswith("snag new"):
        environment["SNAGLIST_CATALOG"] = str(shutil.copytree(SAMPLE, tmp_path / "catalogue"))
    if line.startswith(("snag check", "snag export --site")):
        environment["SNAGLIST_CATALOG"] = str(SAMPLE)
    if line.startswith("snag review "):
        prepare(line.split()[2], here, review_library(shipped))
    if " I12" in line or line.startswith("snag interview"):
        environment["SNAGLIST_CATALOG"] = str(here / "catalog")
        prepare_interview(line, here)
    if line.startswith(("snag diff", "snag edition")):
        shutil.copytree(CATALOG, here / "catalog")
    if line.startswith("snag diff"):
        shutil.copytree(CATALOG, tmp_path / "snaglist-0.1.0" / "catalog")
    if line.startswith("snag reviews restore"):
        fine("reviews", "backup", "reviews.jsonl", cwd=here, **environment)
    words = shlex.split(line)[1:]
    to_file = bool({">", ">>"} & set(words[-2:]))
    words, file = (words[:-2], here / words[-1]) if to_file else (words, None)
    printed = fine(*words, cwd=here, **environment)
    if file:
        file.write_text(printed, encoding="utf-8")
    assert printed or "-o" in words


@pytest.mark.parametrize(
    "page", sorted([ROOT / "README.md", *ROOT.glob("docs/**/*.md")]), ids=lambda p: p.name
)
def test_links_between_pages_hold(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


@pytest.mark.parametrize("doubt", Doubt)
def test_doubt_on_a_turn_is_documented(doubt: Doubt) -> None:
    assert f"| `{doubt.value}` | {DOUBT_MEANINGS[doubt]} |" in COMMANDS_PAGE


@pytest.mark.parametrize(
    "command",
    [
        *(f"snag interview {name}" for name in INTERVIEW_COMMANDS),
        *(f"snag code {name}" for name in CODE_COMMANDS),
    ],
)
def test_command_of_a_group_is_shown(command: str) -> None:
    assert f"{command} " in COMMANDS_PAGE
