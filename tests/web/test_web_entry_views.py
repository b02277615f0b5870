"""An entry on one screen: what it shows first, what it folds, and what it says once."""

import re
from typing import Any

import pytest
from flask.testing import FlaskClient

PAGES = ["/issues/SNAG-001", "/issues/SNAG-002", "/strategies/FIX-001"]


def data(client: FlaskClient, path: str) -> dict[str, Any]:
    """The same as JSON."""
    view: dict[str, Any] = client.get(f"{path}.json").get_json()
    return view


@pytest.mark.parametrize("path", PAGES)
def test_sections_are_folded_and_each_address_of_the_contents_is_in_one(
    client: FlaskClient, path: str
) -> None:
    page = client.get(path).text
    assert '<details class="fold" open>' not in page
    contents = page.split('<nav class="contents"')[1].split("</nav>")[0]
    named = re.findall(r'href="#([^"]+)"', contents)
    assert len(named) > 4
    for anchor in named:
        assert f'class="folded" id="{anchor}"' in page or f'class="fold" id="{anchor}"' in page


@pytest.mark.parametrize("name", ["SNAG-029", "SNAG-042"])
def test_contents_and_sections_count_alike(site: FlaskClient, name: str) -> None:
    """A section that holds two sorts of things says how many there are of each."""
    page = site.get(f"/issues/{name}").text
    contents = page.split('<nav class="contents"')[1].split("</nav>")[0]
    numbers = dict(re.findall(r'href="#(\w+)">[^<]+</a> <span class="number">(\d+)<', contents))
    inside = r'<span class="inside">([^<]+)</span></summary>\s*<div class="folded" id="(\w+)"'
    folded = {anchor: says for says, anchor in re.findall(inside, page)}
    for anchor in ("why", "leads", "did", "noticed", "ask"):
        counted = re.findall(r"(\d+) (?!quote|finding)", folded.get(anchor, ""))
        assert sum(map(int, counted)) == int(numbers[anchor]), (anchor, folded)
    view = data(site, f"/issues/{name}")
    causes = [claim for claim in view["claims"] if claim["type"] == "cause"]
    assert int(numbers["why"]) == len(causes) + len(view["comes_from"]) > 0


@pytest.mark.parametrize("path", PAGES)
def test_everything_unfolds_all_and_brief_leaves_the_evidence_out(
    client: FlaskClient, path: str
) -> None:
    page, brief = (client.get(f"{path}?view={name}").text for name in ("everything", "brief"))
    assert page.count('<details class="fold" open>') == page.count('<details class="fold"') > 2
    assert 'class="fold"' not in brief
    assert 'class="claim' not in brief
    assert client.get(f"{path}?view=evidence").text.count('<details class="fold">')


def test_no_place_of_a_brief_page_is_missing(client: FlaskClient) -> None:
    for path in PAGES:
        page = client.get(f"{path}?view=brief").text
        for anchor in re.findall(r'href="#([^"]+)"', page):
            assert f'id="{anchor}"' in page, (path, anchor)


@pytest.mark.parametrize("path", PAGES)
def test_a_quote_is_shown_once_and_referred_to_after(client: FlaskClient, path: str) -> None:
    page = client.get(f"{path}?view=everything").text
    cited = re.findall(r'<blockquote cite="([^"]+)"', page)
    assert len(cited) == len(set(cited))
    assert set(cited) == {each["url"] for each in data(client, path)["witnesses"].values()}
    for anchor in re.findall(r'<p class="again">.*?href="#([^"]+)"', page):
        assert f'id="{anchor}"' in page


def test_ids_of_a_page_differ(client: FlaskClient) -> None:
    for path in PAGES:
        ids = re.findall(r'\sid="([^"]+)"', client.get(path).text)
        assert len(ids) == len(set(ids)), path


def test_a_view_that_there_is_not_is_an_error_that_names_those_there_are(
    client: FlaskClient,
) -> None:
    answer = client.get("/issues/SNAG-001?view=short")
    assert answer.status_code == 400
    assert "Try brief, evidence, everything" in answer.text
    assert client.get("/issues/SNAG-001.json?view=brief").status_code == 200
    assert client.get("/issues/SNAG-001?veiw=brief").status_code == 400


def test_the_key_witness_is_in_the_data(client: FlaskClient) -> None:
    view = data(client, "/issues/SNAG-001")
    key = view["first_screen"]["quote"]
    assert key in view["witnesses"]
    page = client.get("/issues/SNAG-001?view=brief").text
    assert page.count("<blockquote") == 1
    assert view["witnesses"][key]["url"] in page


@pytest.mark.parametrize(
    ("path", "section", "types", "noun"),
    [
        ("/issues/SNAG-001", "did", "consequence", "consequence"),
        ("/issues/SNAG-001", "noticed", "detection", "way"),
        ("/issues/SNAG-002", "tried", "mitigation", ""),
        ("/strategies/FIX-001", "how", "practice", "practice"),
    ],
)
def test_a_folded_section_counts_what_is_inside(
    client: FlaskClient, path: str, section: str, types: str, noun: str
) -> None:
    claims = [each for each in data(client, path)["claims"] if each["type"] == types]
    page = client.get(path).text
    if not claims:
        assert f'<section class="fold" id="{section}">' in page
        return
    summary = page.partition(f'class="folded" id="{section}"')[0].rpartition("<summary>")[2]
    inside = summary.partition('class="inside">')[2].partition("</span>")[0]
    quotes = len({quote for claim in claims for quote in claim["quotes"]})
    findings = len({finding for claim in claims for finding in claim["findings"]})
    numbers = {word: int(number) for number, word in re.findall(r"(\d+) (\w+)", inside)}
    if noun:
        assert numbers.get(noun, numbers.get(f"{noun}s")) == len(claims)
    assert numbers.get("quote", numbers.get("quotes", 0)) == quotes
    assert numbers.get("finding", numbers.get("findings", 0)) == findings
