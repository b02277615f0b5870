"""Typed links of landing pages (Signposting), and metadata of tables made by request (CSVW)."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from csvw import CSVW
from flask.testing import FlaskClient
from werkzeug.wrappers import Response

LINK = re.compile(r'<([^>]*)>; rel="([^"]*)"(?:; type="([^"]*)")?')


def links(answer: Response) -> list[tuple[str, str, str]]:
    """The links of an answer: address, relation, media type."""
    return [found for each in answer.headers.getlist("Link") for found in LINK.findall(each)]


def targets(answer: Response, relation: str) -> list[str]:
    return [url for url, each, _ in links(answer) if each == relation]


@pytest.mark.parametrize(
    "path", ["/issues/SNAG-001", "/strategies/FIX-001", "/interviews/I07", "/publications/P001"]
)
def test_a_page_says_what_to_cite_and_where_it_is_described(client: FlaskClient, path: str) -> None:
    page = client.get(path)
    name = path.rpartition("/")[2]
    assert targets(page, "cite-as") == [f"https://w3id.org/snaglist/id/{name}"]
    described = [(url, kind) for url, each, kind in links(page) if each == "describedby"]
    assert {"text/turtle", "application/json", "application/x-bibtex"} <= {k for _, k in described}
    for url, kind in described:
        answer = client.get(url)
        assert (answer.status_code, answer.mimetype) == (200, kind)
    assert "https://schema.org/AboutPage" in targets(page, "type")
    assert len(targets(page, "type")) == 2
    # Words of an interview have terms of their own.
    assert len(targets(page, "license")) == (path != "/interviews/I07")
    assert targets(page, "collection") == ["/data"]
    below = client.get(path, environ_overrides={"SCRIPT_NAME": "/snags"})
    assert targets(below, "collection") == ["/snags/data"]
    for other in (f"{path}.json", f"{path}.ttl"):
        assert not targets(client.get(other), "cite-as")


def test_the_dataset_names_its_files_and_they_name_it(client: FlaskClient) -> None:
    page = client.get("/data")
    assert page.status_code == 200
    items = targets(page, "item")
    assert items
    for url in items:
        with client.get(url) as file:
            assert targets(file, "collection") == ["/data"]
    assert targets(page, "cite-as") == ["https://w3id.org/snaglist/data"]
    assert "https://schema.org/Dataset" in targets(page, "type")
    # Some proxies refuse answers whose headers have more than 4 kB.
    assert sum(len(f"{name}: {value}\r\n") for name, value in page.headers) < 4000
    assert not targets(client.get("/data.json"), "item")


@pytest.mark.parametrize(
    "address",
    [
        "/evidence.csv?rows=claims&column=id&column=text&column=quotes",
        "/evidence.csv?rows=quotes&column=id&column=line",
        "/evidence.csv?down=category&across=phase",
        "/issues.csv?category=data",
        "/questions.csv",
        "/matrix.csv",
        "/gaps.csv?evidence=told",
        "/issues-by-interview.csv",
        "/saturation.csv",
        "/co-occurrence.csv?within=interview",
        "/search.csv?q=sensor",
        "/collection.csv?id=SNAG-001&id=I07-Q001&id=P001",
    ],
)
def test_a_table_made_by_request_names_metadata_that_hold_for_it(
    client: FlaskClient, tmp_path: Path, address: str
) -> None:
    table = client.get(address)
    ((url, kind),) = [(url, kind) for url, each, kind in links(table) if each == "describedby"]
    assert kind == "application/csvm+json"
    path, _, query = address.partition("?")
    assert url == f"{path}-metadata.json" + (f"?{query}" if query else "")
    answer = client.get(url)
    assert (answer.status_code, answer.mimetype) == (200, kind)
    metadata = json.loads(answer.data)
    assert metadata["url"] == address.removeprefix("/")
    (tmp_path / "table.csv").write_bytes(table.data)
    (tmp_path / "table.csv-metadata.json").write_text(json.dumps({**metadata, "url": "table.csv"}))
    read = CSVW(str(tmp_path / "table.csv"))
    assert read.is_valid
    rows = list(read.tables[0])
    assert len(rows) == len(list(csv.reader(io.StringIO(table.text, newline="")))) - 1 > 0
    kinds = {column["titles"]: column for column in metadata["tableSchema"]["columns"]}
    assert list(kinds) == table.text.splitlines()[0].split(",")
    for row in rows:
        for column, value in zip(kinds.values(), row.values(), strict=True):
            several = isinstance(value, list)
            assert value is None or several == ("separator" in column)
            assert value is None or isinstance(value, int) == (column["datatype"] == "integer")


def test_metadata_are_asked_as_the_table_is(client: FlaskClient) -> None:
    assert client.get("/evidence.csv-metadata.json?rows=nothing").status_code == 400
    excel = client.get("/evidence.excel.csv")
    assert not [each for each in links(excel) if each[1] == "describedby"]
