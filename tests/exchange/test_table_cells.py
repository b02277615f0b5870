"""No table that we write has a cell that a spreadsheet runs, and all are written in one place."""

import ast
import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from common import TESTS
from hypothesis import example, given
from hypothesis import strategies as st

from snaglist.exchange.table_cells import FORMULA, table_text
from snaglist.exchange.table_formats import TableFormat, write_table
from snaglist.exchange.tables import claims_csv, mappings_tsv
from snaglist.index.query import Query
from snaglist.model.catalogue import Catalogue
from snaglist.snapshot.snapshot import Snapshot
from snaglist.web.pages.search_downloads import COLUMNS, hits_rows

HOSTILE = '=HYPERLINK("http://x.example/","see")'
SERVER = TESTS.parent / "server" / "snaglist"
WRITERS = {"csv.writer", "csv.DictWriter"}


def cells(content: str, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(content, newline=""), delimiter=delimiter, strict=True))


@example(["\r", "a\rb"], True)
@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0"))), st.booleans())
def test_texts_come_back_and_none_is_a_formula(texts: list[str], tabs: bool) -> None:
    names = [str(at) for at, _ in enumerate(texts)] or ["none"]
    head, *rows = cells(table_text(names, [texts], tabs=tabs), "\t" if tabs else ",")
    assert head == names
    for found, text in zip(rows[0] if texts else [], texts, strict=True):
        assert not found.startswith(FORMULA)
        assert found in (text, f"'{text}")


@pytest.mark.parametrize("start", FORMULA)
def test_each_beginning_of_a_formula_is_guarded(start: str) -> None:
    (_, row) = cells(table_text(["a"], [[f"{start}1+1"]]))
    assert row == [f"'{start}1+1"]


def test_numbers_stay_numbers() -> None:
    assert cells(table_text(["a", "b", "c"], [[-1, -0.5, True]]))[1] == ["-1", "-0.5", "yes"]


@pytest.fixture
def hostile(sample_knowledge: Snapshot) -> Catalogue:
    """The sample with a formula wherever a team or an author writes a line."""
    catalogue = sample_knowledge.catalogue
    issues = []
    for issue in catalogue.issues:
        claims = tuple(replace(claim, text="+1+1 is two.") for claim in issue.claims)
        mappings = tuple(replace(each, by="@SUM(A1)", why="-2+3") for each in issue.mappings)
        issues.append(replace(issue, title=HOSTILE, claims=claims, mappings=mappings))
    about = replace(catalogue.about, title='a: "b"\n# c: [', licence="x: y", version='1"\n')
    return replace(catalogue, about=about, issues=tuple(issues))


def test_the_tables_of_the_catalogue_run_nothing(hostile: Catalogue) -> None:
    rows = cells(claims_csv(hostile).decode())
    assert f"'{HOSTILE}" in {cell for row in rows for cell in row}
    assert "'+1+1 is two." in {cell for row in rows for cell in row}
    assert not [cell for row in rows for cell in row if cell.startswith(FORMULA)]


def test_the_mappings_run_nothing_and_their_header_is_yaml(hostile: Catalogue) -> None:
    content = mappings_tsv(hostile).decode()
    lines = content.splitlines()
    head = [line.removeprefix("# ") for line in lines if line.startswith("#")]
    found = yaml.safe_load("\n".join(head))
    assert found["mapping_set_title"] == (
        f"{hostile.about.title}, mappings of its entries and concepts"
    )
    assert (found["license"], found["mapping_set_version"]) == ("x: y", '1"\n')
    rows = cells("\n".join(line for line in lines if not line.startswith("#")), "\t")
    assert {"'@SUM(A1)", "'-2+3", f"'{HOSTILE}"} <= {cell for row in rows for cell in row}
    assert not [cell for row in rows for cell in row if cell.startswith(FORMULA)]


def test_what_was_found_runs_nothing(sample_knowledge: Snapshot) -> None:
    hits = sample_knowledge.search(Query(words="thermometer")).hits
    assert hits
    hits = tuple(replace(hit, title=HOSTILE) for hit in hits)
    found = hits_rows(hits, 1, {hit.id: "https://example.org/" for hit in hits})
    names = [column.title for column in COLUMNS]
    rows = cells(write_table(TableFormat.CSV, names, found).decode())
    assert f"'{HOSTILE}" in rows[1]
    assert not [cell for row in rows for cell in row if cell.startswith(FORMULA)]


def test_no_other_module_writes_tables() -> None:
    found = set()
    for path in SERVER.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        if "csv" not in text:
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.ImportFrom) and node.module == "csv":
                found.add(path.relative_to(SERVER))
            if isinstance(node, ast.Attribute) and ast.unparse(node) in WRITERS:
                found.add(path.relative_to(SERVER))
    assert found == {Path("exchange/table_cells.py")}
