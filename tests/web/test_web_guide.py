"""The page that says which answer leads to which issue, and why."""

import pytest
from flask.testing import FlaskClient

from snaglist.snapshot.knowledge import Knowledge


def test_every_rule_stands_under_each_of_its_answers(site: FlaskClient, shipped: Knowledge) -> None:
    guide = shipped.catalogue.guide
    assert guide is not None
    view = site.get("/guide.json").get_json()
    found = {
        (f"{question['id']}/{answer['id']}", rule["issue"], rule["why"], rule["fit"])
        for question in view["questions"]
        for answer in question["answers"]
        for rule in answer["rules"]
    }
    assert found == {
        (name, guidance.issue, rule.why, rule.fit)
        for guidance in guide.guidance
        for rule in guidance.rules
        for name in rule.when
    }
    severe = {issue["id"] for each in view["severities"] for issue in each["issues"]}
    assert severe == {each.issue for each in guide.guidance if each.worst}


def test_what_an_answer_fulfils_alone_comes_first(site: FlaskClient) -> None:
    for question in site.get("/guide.json").get_json()["questions"]:
        for answer in question["answers"]:
            order = [(len(rule["with"]), -rule["fit"]) for rule in answer["rules"]]
            assert order == sorted(order), answer["id"]


@pytest.mark.parametrize("address", ["/guide", "/guide.json"])
def test_a_catalogue_without_a_guide_says_so(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    assert "has no guide" in answer.text or answer.get_json()["questions"] == []
