"""With several interviews, every page says whose words it shows and how many people said so."""

import re
from html import unescape
from typing import Any

import pytest
from flask.testing import FlaskClient

from snaglist.web.sparql_queries import issues_query, strategies_query
from snaglist.web.table_queries import rows_query


def told(many: FlaskClient, address: str) -> Any:
    answer = many.get(address)
    assert answer.status_code == 200, address
    return answer.get_json()


def plain(page: str) -> str:
    """The words of a page."""
    return " ".join(re.sub(r"<[^>]+>", "", page).split())


def test_a_claim_has_a_single_source_where_one_person_alone_says_so(many: FlaskClient) -> None:
    found = {
        claim["id"]: claim["single_source"]
        for number in (1, 2)
        for claim in told(many, f"/issues/SNAG-00{number}.json")["claims"]
    }
    # Two interviews of one person are one witness; a focus group is several, in one interview.
    assert found["SNAG-001-C1"]
    assert not found["SNAG-001-C2"]
    assert not found["SNAG-002-C1"]
    assert "single source" in many.get("/issues/SNAG-001").text


def test_an_issue_says_how_many_people_said_so_in_how_many_interviews(many: FlaskClient) -> None:
    for number, words in enumerate(
        ("2 people in 3 of 4 interviews", "4 people in 2 of 4 interviews",
         "1 person in 2 of 4 interviews", "1 person in 1 of 4 interviews"), start=1,
    ):  # fmt: skip
        page = plain(many.get(f"/issues/SNAG-00{number}").text)
        assert f"reported by {words}" in page
    page = plain(many.get("/issues/SNAG-001").text)
    assert "3 of 4 interviews, 2 people: I01, I02, I03, 5 quotes" in page
    rows = {row["id"]: row for row in told(many, "/issues.json")["issues"]}
    assert (rows["SNAG-002"]["people"], rows["SNAG-002"]["interviews"]) == (4, 2)
    assert "3 of 4 interviews, 2 people" in plain(many.get("/issues").text)


@pytest.mark.parametrize("address", ["/issues/SNAG-001", "/search?q=units+reported", "/gaps"])
def test_two_data_scientists_can_be_told_apart(many: FlaskClient, address: str) -> None:
    page = many.get(address).text
    for caption in re.findall(r"<figcaption>(.*?)</figcaption>", page, re.S):
        assert re.match(r"(I0\d-Q\d+ · )?I0\d · .*? \(person-0\d\) · ", plain(caption)), caption
    if address.startswith("/issues"):
        assert "I01 · data scientist (person-01) · The rain gauges · line 3" in plain(page)
        assert "I03 · data scientist (person-02) · Die Messwerte der Öfen" in plain(page)


def test_lists_are_narrowed_by_whose_words_they_rest_on(many: FlaskClient) -> None:
    found = told(many, "/issues.json")
    shown = {name: {v["value"]: v["count"] for v in each} for name, each in found["facets"].items()}
    assert shown["interview"] == {"I01": 2, "I02": 2, "I03": 3, "I04": 1}
    assert shown["person"]["person-01"] == 2
    assert shown["role"] == {"data scientist": 4, "operator": 1, "baker": 1}
    assert shown["language"] == {"de": 3, "en": 3}
    assert shown["domain"] == {"weather": 2, "baking": 3}
    for choice, ids in (
        ("person=person-01", ["SNAG-001", "SNAG-003"]),
        ("role=operator", ["SNAG-002"]),
        ("language=de", ["SNAG-001", "SNAG-002", "SNAG-004"]),
        ("domain=weather&language=de", ["SNAG-001"]),
    ):
        assert [e["id"] for e in told(many, f"/issues.json?{choice}")["issues"]] == ids
    assert told(many, "/strategies.json?person=person-05")["total"] == 1
    assert told(many, "/evidence.json?rows=quotes&role=baker")["total"] == 2


CHOICES = (
    {"person": ["person-01"]}, {"role": ["operator", "baker"]}, {"language": ["de"]},
    {"domain": ["weather"], "language": ["de"]}, {"interview": ["I04"], "person": ["person-05"]},
)  # fmt: skip


@pytest.mark.parametrize("chosen", CHOICES, ids=str)
def test_the_queries_of_lists_find_what_the_lists_do(
    many: FlaskClient, chosen: dict[str, list[str]]
) -> None:
    for rows, query in (
        ("issues", issues_query(chosen)), ("strategies", strategies_query(chosen)),
        ("claims", rows_query("claims", chosen)), ("quotes", rows_query("quotes", chosen)),
    ):  # fmt: skip
        answer = many.get("/sparql", query_string={"query": query}, headers={"Accept": "text/csv"})
        assert answer.status_code == 200, query
        listed = many.get("/evidence.json", query_string={"rows": rows, **chosen}).get_json()
        asked = {line.split(",")[0].rpartition("/")[2] for line in answer.text.splitlines()[1:]}
        assert asked == {row["id"] for row in listed["rows"]}, rows


def test_questions_of_interviewers_are_hits_only_where_asked_for(many: FlaskClient) -> None:
    def hits(query: str) -> list[str]:
        return [hit["id"] for hit in told(many, f"/search.json?{query}")["hits"]]

    asked = "q=umbrella+team+units+worry+station+check&type=turn"
    assert hits(asked)[0] == "I01-T004"
    assert not {"I01-T001", "I01-T003", "I02-T001", "I02-T003"}.intersection(hits(asked))
    assert "I01-T003" in hits(f"{asked}&role=interviewer")
    assert "I01-T003" in hits(f"{asked}&speaker=I01-interviewer-1")
    assert "I01-T003" in hits("q=speaker:interviewer+station")
    assert hits("q=I01-T003")[0] == "I01-T003"


def test_each_interview_has_its_own_titles_of_sections(many: FlaskClient) -> None:
    found = told(many, "/search.json?type=quote")
    assert {v["value"]: (v["label"], v["count"]) for v in found["facets"]["section"]} == {
        "opening": ("The rain gauges", 2),
        "closing": ("What was tried", 2),
        "I02-opening": ("Half a year later", 3),
        "I03-opening": ("Die Messwerte der Öfen", 3),
        "I04-opening": ("The warnings", 3),
    }
    only = told(many, "/search.json?type=quote&section=I03-opening")["hits"]
    assert [hit["id"] for hit in only] == ["I03-Q001", "I03-Q002", "I03-Q003"]


def test_a_search_is_sorted_by_people_and_by_interviews(many: FlaskClient) -> None:
    def first(order: str) -> list[tuple[str, int]]:
        found = told(many, f"/search.json?type=issue&sort={order}")["hits"]
        return [(hit["id"], hit[order]) for hit in found]

    assert first("people")[:2] == [("SNAG-002", 4), ("SNAG-001", 2)]
    assert first("interviews")[0] == ("SNAG-001", 3)
    assert "number of people" in many.get("/search?q=units").text
    assert "3 of 4 interviews, 2 people" in plain(many.get("/search?q=units").text)


def test_interviews_are_a_table_that_can_be_sorted(many: FlaskClient) -> None:
    page = many.get("/interviews").text
    assert "4 interviews, 5 people." in page
    assert page.count('<th scope="col"') == 10
    assert '<td lang="de"><a href="/interviews/I03">Eine Datenwissenschaftlerin' in page
    rows = {row["id"]: row for row in told(many, "/interviews.json")["interviews"]}
    assert rows["I04"]["people"] == ["person-03", "person-04", "person-05"]
    assert (rows["I02"]["access"], rows["I02"]["held"]) == ("quotes-only", "2026-09-14")
    # Of an interview that is not open, what may leave is counted.
    quotes = (quote["exact"] for quote in told(many, "/interviews/I02/quotes.json")["quotes"])
    assert rows["I02"]["words"] == len(" ".join(quotes).split())
    for sorting, ids in (
        ("day", ["I01", "I03", "I04", "I02"]),
        ("-people", ["I04", "I03", "I01", "I02"]),
        ("access", ["I01", "I03", "I04", "I02"]),
    ):
        found = told(many, f"/interviews.json?sort={sorting}")["interviews"]
        assert [row["id"] for row in found] == ids, sorting
    assert 'aria-sort="descending"' in many.get("/interviews?sort=-people").text
    assert many.get("/interviews?sort=colour").status_code == 400
    assert many.get("/interviews/I05").status_code == 410


def test_words_of_another_language_say_so(many: FlaskClient) -> None:
    page = many.get("/interviews/I03").text
    assert '<p class="words" lang="de">' in page
    assert '<h1 lang="de">Eine' in page
    assert ' lang="de"><p>Ein Ofen meldete' in many.get("/issues/SNAG-004").text
    assert 'lang="de"' not in many.get("/interviews/I01").text
    # Found without accents.
    assert "I03-Q002" in [
        hit["id"] for hit in told(many, "/search.json?q=brotchen&type=quote")["hits"]
    ]


@pytest.mark.parametrize(
    ("address", "ids"),
    [
        ("/issues?sort=-people", ["SNAG-002", "SNAG-001", "SNAG-003", "SNAG-004"]),
        ("/issues?sort=-interviews", ["SNAG-001", "SNAG-002", "SNAG-003", "SNAG-004"]),
        ("/issues?sort=people", ["SNAG-003", "SNAG-004", "SNAG-001", "SNAG-002"]),
        ("/issues?sort=-people&layout=compact&language=de", ["SNAG-002", "SNAG-001", "SNAG-004"]),
        ("/strategies?sort=-people", ["FIX-001"]),
    ],
)
def test_lists_are_sorted_by_people_and_by_interviews(
    many: FlaskClient, address: str, ids: list[str]
) -> None:
    path, _, query = address.partition("?")
    found = told(many, f"{path}.json?{query}")
    assert [row["id"] for row in found[path.strip("/")]] == ids
    page = many.get(address).text
    rows = re.findall(r'<span class="id">((?:SNAG|FIX)-\d+)</span>', page)
    assert [name for name in dict.fromkeys(rows) if name[:4] == ids[0][:4]] == ids
    # Each order is a link, those of choices keep it, and what is chosen stays.
    orders = {each["sort"]: each["url"] for each in found["orders"]}
    assert list(orders) == ["", "-interviews", "-people"]
    if "layout" in query:
        assert "language=de" in orders["-interviews"]
        assert "layout=compact" in orders["-interviews"]
    values = [value for each in found["facets"].values() for value in each]
    assert all(f"sort={found['sort']}" in value["url"] for value in values)


def test_an_order_that_there_is_not_is_refused(many: FlaskClient) -> None:
    answer = many.get("/issues?sort=colour")
    assert answer.status_code == 400
    assert "Try -interviews, -people." in plain(unescape(answer.text))
    assert "Sorted by:" in plain(many.get("/strategies").text)
