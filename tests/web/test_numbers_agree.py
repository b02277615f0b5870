"""What pages, lists, gaps and the search count is what a query over the graph counts."""

from collections.abc import Iterator
from urllib.parse import unquote

import pytest
from flask.testing import FlaskClient

from snaglist.model.catalogue import Catalogue
from snaglist.snapshot.snapshot import Snapshot

LIVE = "?x a snag:QualityIssue MINUS { ?x snag:hasStatus snag:statusRetired }"

GAPS = {
    "issues without cause": f"{LIVE} MINUS {{ ?x snag:hasClaim/a snag:Cause }} "
    "MINUS { ?other snag:leadsDirectlyTo ?x ; snag:hasStatus ?s "
    "FILTER(?s != snag:statusRetired) }",
    "issues without detection": f"{LIVE} MINUS {{ ?x snag:hasClaim/a snag:Detection }}",
    "issues without mitigation": f"{LIVE} MINUS {{ ?x a snag:TreatedIssue }}",
    "mitigations without outcome": "?x snag:hasOutcome snag:outcomeNotTold",
    "mitigations untried": "?x snag:hasOutcome snag:outcomeUntried",
    "mitigations proposed": "?x snag:hasOutcome snag:outcomeProposed",
    "mitigations failed": "?x snag:hasOutcome snag:outcomeFailed",
    "arrows inferred": "?a snag:mayLeadTo ?b BIND(CONCAT(STR(?a), STR(?b)) AS ?x)",
}
"""For each count of the page of gaps that these definitions decide, what it counts."""

SENTENCES = {
    "No cause is reported.": "issues without cause",
    "No way of noticing it is reported.": "issues without detection",
    "Nothing is reported to have been tried.": "issues without mitigation",
}
"""What the page of an issue says where a gap counts it."""


def selected(site: FlaskClient, pattern: str) -> list[str]:
    query = f"SELECT DISTINCT ?x WHERE {{ {pattern} }} ORDER BY ?x"
    answer = site.get("/sparql", query_string={"query": query, "format": "csv"})
    assert answer.status_code == 200, answer.text
    return [unquote(line).rpartition("/id/")[2] for line in answer.text.split()[1:]]


@pytest.mark.parametrize("name", GAPS)
def test_gaps_count_what_a_query_counts(site: FlaskClient, name: str) -> None:
    counts = site.get("/gaps.json").get_json()["counts"]
    assert counts[name] == len(selected(site, GAPS[name]))


@pytest.mark.parametrize("sentence", SENTENCES)
def test_an_issue_says_of_itself_what_a_query_says(
    site: FlaskClient, shipped: Snapshot, sentence: str
) -> None:
    saying = [one.id for one in shipped.catalogue.issues if sentence in page(site, one.id)]
    assert saying == selected(site, GAPS[SENTENCES[sentence]])
    assert saying


def page(site: FlaskClient, identifier: str) -> str:
    return site.get(f"/issues/{identifier}").text


@pytest.mark.parametrize(("key", "term"), [("issues", "answers"), ("notices", "notices")])
def test_strategies_answer_and_notice_what_a_query_says(
    site: FlaskClient, shipped: Snapshot, key: str, term: str
) -> None:
    rows = site.get("/strategies.json").get_json()["strategies"]
    assert any(row[key] for row in rows)
    for row in rows:
        assert sorted(row[key]) == selected(site, f"<{row['id']}> snag:{term} ?x")


def test_an_entry_stands_on_as_many_quotes_everywhere(site: FlaskClient, shipped: Snapshot) -> None:
    searched = {hit["id"]: hit["quote_count"] for hit in hits(site)}
    for entry in shipped.catalogue.entries:
        path = "(snag:hasClaim|^snag:from)/snag:hasWitnessLink/snag:witness"
        asked = selected(site, f"<{entry.id}> {path} ?x")
        kind = "issues" if entry.id.startswith("SNAG") else "strategies"
        view = site.get(f"/{kind}/{entry.id}.json").get_json()
        numbers = (searched[entry.id], len(view["quotes"]), view["evidence"]["quote_count"])
        assert numbers == (len(asked),) * 3, entry.id


def hits(site: FlaskClient) -> Iterator[dict[str, object]]:
    for kind in ("issue", "strategy"):
        yield from site.get(f"/search.json?type={kind}&size=100").get_json()["hits"]


def test_a_told_incoming_arrow_is_a_cause(shipped: Snapshot) -> None:
    catalogue: Catalogue = shipped.catalogue
    only_led_to = [
        one.id
        for one in catalogue.issues
        if not any(claim.type == "cause" for claim in one.claims) and catalogue.has_cause(one)
    ]
    assert "SNAG-029" in only_led_to
