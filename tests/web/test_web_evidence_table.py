"""The evidence table: what it shows is what a query, its files and its counts say, too."""

import csv
import io
import re
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from common import times
from flask.testing import FlaskClient

from snaglist.exchange.table_formats import BYTE_ORDER_MARK
from snaglist.model.evidence_table import ROW_KINDS
from snaglist.model.facets import NONE
from snaglist.snapshot.snapshot import Snapshot
from snaglist.web.table_queries import ROWS

KINDS = list(ROW_KINDS)
SOME = [
    pytest.param(kind, marks=() if kind in ("claims", "strategies") else pytest.mark.thorough)
    for kind in KINDS
]
"""The kinds of rows of which the dear tests run by default: those with the most facets."""

VARIABLES = {"issues": "issue", "strategies": "strategy"} | {
    name: rows.variable for name, rows in ROWS.items()
}


def table(site: FlaskClient, rows: str, /, **chosen: Any) -> dict[str, Any]:
    answer = site.get("/evidence.json", query_string={"rows": rows, "column": "id", **chosen})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.get_json()
    return found


def ids(found: dict[str, Any]) -> list[str]:
    return [row["id"] for row in found["rows"]]


def selected(site: FlaskClient, url: str, name: str) -> list[str]:
    rows = site.get(url).get_json()["results"]["bindings"]
    return [row[name]["value"].rpartition("/id/")[2] for row in rows]


@pytest.mark.repeated
@pytest.mark.parametrize("kind", SOME)
def test_every_value_of_every_facet_is_what_its_query_selects(site: FlaskClient, kind: str) -> None:
    whole = table(site, kind)
    assert selected(site, whole["sparql"], VARIABLES[kind]) == sorted(ids(whole))
    assert len(ids(whole)) == whole["of"]
    # What tells interviews apart is of no use where there is one.
    assert set(whole["facets"]) == {
        facet.name for facet in ROW_KINDS[kind].facets if not facet.interviews
    }
    for facet, values in whole["facets"].items():
        for value in (*values[: times(5, len(values))], *values[-1:]):
            if facet == "evidence" and value["value"] == "told":
                continue  # which shows what interviews alone bear out, and has a test below
            found = table(site, kind, **{facet: value["value"]})
            assert found["total"] == value["count"], (facet, value)
            if kind in ROWS:  # those of the lists are tried with the lists
                rows = selected(site, found["sparql"], VARIABLES[kind])
                assert rows == sorted(ids(found)), (facet, value)


@pytest.mark.parametrize("kind", sorted(ROWS))
def test_several_choices_are_what_their_query_selects(site: FlaskClient, kind: str) -> None:
    chosen = {"category": ["trust", "data", NONE]}
    chosen |= {"phase": ["operation"]} if kind in ("claims", "questions") else {}
    chosen |= {"evidence": ["published", "both"]} if kind == "claims" else {}
    found = table(site, kind, **chosen)
    assert 0 < found["total"] < found["of"]
    assert selected(site, found["sparql"], VARIABLES[kind]) == sorted(ids(found))


@pytest.mark.parametrize("kind", ["issues", "strategies", "claims"])
def test_interviews_alone_have_no_finding(site: FlaskClient, kind: str) -> None:
    columns = [column.name for column in ROW_KINDS[kind].columns]
    found = table(site, kind, evidence="told")
    assert 0 < found["total"] < table(site, kind)["total"]
    rows = table(site, kind, evidence="told", column=columns)["rows"]
    assert not [row for row in rows if row["findings"]]


@pytest.mark.parametrize("kind", SOME)
def test_each_column_sorts_both_ways(site: FlaskClient, kind: str) -> None:
    everything = ids(table(site, kind))
    for column in ROW_KINDS[kind].columns:
        up = table(site, kind, column=["id", column.name], sort=column.name)
        down = table(site, kind, column=["id", column.name], sort=f"-{column.name}")
        assert sorted(ids(up)) == sorted(ids(down)) == sorted(everything)
        cells = [row[column.name] for row in up["rows"]]
        there = [cell for cell in cells if cell not in ("", [])]
        assert cells[: len(there)] == there, f"{column.name}: what has no value comes last"
        again = [row[column.name] for row in down["rows"]][: len(there)]
        assert [key(cell) for cell in again] == [key(cell) for cell in there][::-1]
        if all(isinstance(cell, int) for cell in there):
            assert there == sorted(there)


def key(cell: Any) -> Any:
    """What two cells have in common that may stand in either order."""
    return " ".join(cell).casefold() if isinstance(cell, list) else str(cell).casefold()


def test_a_publication_among_the_choices_says_whose_it_is(client: FlaskClient) -> None:
    facets = client.get("/evidence.json?rows=findings").get_json()["facets"]
    assert [value["value"] for value in facets["publication"]] == ["P001"]
    work = client.get("/publications/P001.json").get_json()
    label = facets["publication"][0]["label"]
    assert label.startswith("P001 ")
    assert label.endswith(f", {work['year']}")


def test_ids_are_sorted_by_their_numbers(site: FlaskClient) -> None:
    found = ids(table(site, "claims", sort="id"))
    assert found.index("SNAG-001-C3") < found.index("SNAG-001-C10")


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_has_the_rows_of_the_json(site: FlaskClient, kind: str) -> None:
    chosen = {"rows": kind, "sort": "-id", "column": [c.name for c in ROW_KINDS[kind].columns]}
    rows = site.get("/evidence.json", query_string=chosen).get_json()["rows"]
    text = site.get("/evidence.csv", query_string=chosen).get_data(as_text=True)
    head, *cells = csv.reader(io.StringIO(text, newline=""), strict=True)
    assert head == chosen["column"]
    assert len(cells) == len(rows)
    for row, line in zip(rows, cells, strict=True):
        for name, cell in zip(head, line, strict=True):
            value = row[name]
            written = "; ".join(value) if isinstance(value, list) else str(value)
            assert cell.removeprefix("'") == written.removeprefix("'")
    excel = site.get("/evidence.excel.csv", query_string=chosen).get_data(as_text=True)
    assert excel == BYTE_ORDER_MARK + text


@pytest.mark.parametrize(
    ("address", "same"),
    [
        ("/issues.csv?category=trust", "/evidence.csv?rows=issues&category=trust"),
        ("/strategies.csv?phase=operation", "/evidence.csv?rows=strategies&phase=operation"),
        ("/questions.csv?category=trust", "/evidence.csv?rows=questions&category=trust"),
        ("/matrix.csv", "/evidence.csv?rows=issues&down=category&across=phase"),
    ],
)
def test_lists_are_files_of_the_same_table(site: FlaskClient, address: str, same: str) -> None:
    kind = dict(parse_qsl(urlsplit(same).query))["rows"]
    columns = "".join(f"&column={column.name}" for column in ROW_KINDS[kind].columns)
    assert site.get(address).data == site.get(same + columns).data
    assert site.get(address).content_type == "text/csv; charset=utf-8"


def test_the_gaps_as_a_table_are_those_of_the_page(site: FlaskClient) -> None:
    gaps = site.get("/gaps.json").get_json()["gaps"]
    rows = list(csv.DictReader(io.StringIO(site.get("/gaps.csv").get_data(as_text=True))))
    for gap in gaps:
        mine = [row for row in rows if row["gap"] == gap["id"]]
        assert len(mine) == gap["count"]
        assert all(row["id"] and row["text"] for row in mine)
    assert site.get("/gaps.csv?evidence=told").status_code == 200
    assert site.get("/gaps.csv?category=data").status_code == 400


def test_counts_by_two_facets_lead_to_what_they_count(site: FlaskClient) -> None:
    pivot = table(site, "issues", down="category", across="outcome")["pivot"]
    assert NONE in pivot["labels"]
    cells = [cell for row in pivot["rows"] for cell in (*row["cells"], row["total"])]
    for cell in (*cells, *pivot["totals"]):
        page = site.get(cell["url"].replace("/evidence?", "/evidence.json?")).get_json()
        assert page["total"] == cell["count"]


def test_the_matrix_is_the_page_of_the_matrix(site: FlaskClient) -> None:
    page = site.get("/matrix.json").get_json()
    _, *rows = csv.reader(io.StringIO(site.get("/matrix.csv").get_data(as_text=True)))
    assert [[row["label"], *(cell["count"] for cell in row["cells"])] for row in page["rows"]] == [
        [label, *map(int, counts[:-1])] for label, *counts in rows
    ]


def test_a_sentence_says_how_the_rows_were_chosen(site: FlaskClient, shipped: Snapshot) -> None:
    found = table(site, "issues", category="data", outcome=NONE)
    about = shipped.catalogue.about
    assert found["method"].startswith(
        f"We took the {found['total']} of {found['of']} issues with category Data and outcome none "
        f"in {about.title}, {about.edition}, which holds 1 interview and "
    )
    assert f"(n = {found['total']}; http://localhost/evidence?rows=issues&" in found["method"]
    assert re.search(r"accessed \d{4}-\d{2}-\d{2}\)\.$", found["method"])


def test_markdown_and_latex_have_a_line_for_each_row(site: FlaskClient) -> None:
    chosen = "rows=claims&category=trust&column=id&column=text&column=quotes"
    total = site.get(f"/evidence.json?{chosen}").get_json()["total"]
    markdown = site.get(f"/evidence.md?{chosen}").get_data(as_text=True)
    assert len([line for line in markdown.splitlines() if line.startswith("| ")]) == total + 2
    latex = site.get(f"/evidence.tex?{chosen}").get_data(as_text=True)
    assert len([line for line in latex.splitlines() if line.endswith(r" \\")]) == total + 1


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("rows=issue", "There is no table of 'issue'. Try issues."),
        ("column=titel", "A table of issues has no column 'titel'. Try title."),
        ("sort=-quote", "A table of issues has no column 'quote'. Try quotes"),
        ("down=category", "To count by two facets, give both: down and across."),
        ("down=category&across=colour", "A table of issues has no facet 'colour'."),
        ("catgory=data", "There is no filter called 'catgory'. Try category."),
        ("page=0", "There is no page '0'; pages are numbered from 1."),
        ("page=7", "There is no page 7: these are 3 rows."),
        ("rows=issues&rows=claims", "rows takes one value; choose of issues, claims."),
        ("category=colour", "Category has no value 'colour'."),
    ],
)
def test_what_there_is_none_of_is_told(client: FlaskClient, query: str, told: str) -> None:
    answer = client.get(f"/evidence.json?{query}")
    assert answer.status_code == 400
    assert told in answer.get_json()["error"]["message"]
    assert client.get(f"/evidence?{query}").status_code == 400


def test_pages_have_a_part_and_files_all(site: FlaskClient) -> None:
    whole = ids(table(site, "claims"))
    first = site.get("/evidence?rows=claims").get_data(as_text=True)
    second = site.get("/evidence?rows=claims&page=2").get_data(as_text=True)
    assert f">{whole[99]}</a>" in first
    assert f">{whole[100]}</a>" not in first
    assert f">{whole[100]}</a>" in second
    assert 'rel="next"' in first
    assert 'rel="prev"' in second


@pytest.mark.parametrize("path", ["/issues", "/strategies", "/questions", "/matrix", "/gaps"])
def test_lists_lead_to_the_table(client: FlaskClient, path: str) -> None:
    assert "/evidence" in client.get(path).text
    assert f'href="{path}.csv' in client.get(path).text
