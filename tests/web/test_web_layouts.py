"""Ways through long lists: compact rows, questions by category and phase, the reader's choices."""

import re

import pytest
from flask.testing import FlaskClient


@pytest.mark.parametrize("name", ["issues", "strategies"])
def test_compact_rows_are_the_same_entries_and_go_on_with_the_choices(
    client: FlaskClient, name: str
) -> None:
    page = client.get(f"/{name}?layout=compact&phase=operation").text
    ids = [each["id"] for each in client.get(f"/{name}.json?phase=operation").get_json()[name]]
    assert re.findall(r'<th scope="row"><a href="[^"]*"><span class="id">([^<]+)', page) == ids
    facets = page.partition('<aside class="facets"')[2].partition("</aside>")[0]
    assert all("layout=compact" in url for url in re.findall(r'<a href="([^"]+)"', facets))
    assert f'href="/{name}?phase=operation">with definitions' in page
    assert f"/{name}.csv?phase=operation" in page
    plain = client.get(f"/{name}?phase=operation").text
    assert f'href="/{name}?phase=operation&amp;layout=compact">compact' in plain
    assert client.get(f"/{name}?layout=narrow").status_code == 400


def test_questions_are_those_of_the_category_and_of_the_phase(client: FlaskClient) -> None:
    every = client.get("/questions.json").get_json()
    some = client.get("/questions.json?category=data&phase=operation").get_json()
    expected = [
        question["text"]
        for category in every["categories"]
        for issue in category["issues"]
        for question in issue["questions"]
        if category["id"] == "data" and "operation" in question["phases"]
    ]
    told = [q["text"] for c in some["categories"] for i in c["issues"] for q in i["questions"]]
    assert 0 < len(expected) < every["total"] + 1
    assert (told, some["total"]) == (expected, len(expected))
    assert client.get("/questions?category=nothing").status_code == 400
    assert client.get("/questions?colour=red").status_code == 400


def test_the_reader_keeps_its_choices_in_the_address(client: FlaskClient) -> None:
    page = client.get("/interviews/I07?shown=data&turns=quoted").text
    assert re.findall(r'name="shown" value="(\w+)" checked', page) == ["data"]
    assert 'name="turns" value="quoted" checked' in page
    plain = client.get("/interviews/I07").text
    assert re.findall(r'name="shown" value="(\w+)" checked', plain) == ["all"]
    assert 'value="quoted">' in plain
    assert client.get("/interviews/I07?shown=loud").status_code == 400
    assert client.get("/interviews/I07?category=trust").status_code == 400


@pytest.mark.parametrize("path", ["/issues", "/strategies", "/questions", "/search?q=sensor"])
def test_the_results_come_one_step_after_the_search(client: FlaskClient, path: str) -> None:
    page = client.get(path).text
    assert page.index('href="#results"') < page.index('<aside class="facets"')
    assert page.count('id="results" tabindex="-1"') == 1


@pytest.mark.parametrize(
    ("address", "data"),
    [
        ("/issues/SNAG-001?view=brief", "/issues/SNAG-001.json"),
        ("/issues?layout=compact&category=data", "/issues.json?category=data"),
    ],
)
def test_data_are_the_same_however_a_page_is_laid_out(
    client: FlaskClient, address: str, data: str
) -> None:
    page = client.get(address)
    assert f'href="{data}" rel="alternate"' in page.text
    assert not [
        link for link in page.headers.getlist("Link") if ".json?" in link and data not in link
    ]
