"""The page that says which answer leads to which issue, and why."""

from flask.testing import FlaskClient

from snaglist.snapshot.snapshot import Snapshot


def test_every_rule_stands_under_each_of_its_answers(site: FlaskClient, shipped: Snapshot) -> None:
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
        for name in rule.asked
    }
    severe = {issue["id"] for each in view["severities"] for issue in each["issues"]}
    assert severe == {each.issue for each in guide.guidance if each.worst}


def test_what_an_answer_fulfils_alone_comes_first(site: FlaskClient) -> None:
    questions = site.get("/guide.json").get_json()["questions"]
    orders = {
        answer["id"]: [
            (len(rule["with"] + rule["with_any"]), -rule["fit"]) for rule in answer["rules"]
        ]
        for question in questions
        for answer in question["answers"]
    }
    assert [order for order in orders.values() if len(set(order)) > 1]
    for name, order in orders.items():
        assert order == sorted(order), name


def test_an_answer_that_settles_a_matter_says_which(site: FlaskClient, shipped: Snapshot) -> None:
    guide = shipped.catalogue.guide
    assert guide is not None
    view = site.get("/guide.json").get_json()
    settled = {
        (f"{question['id']}/{answer['id']}", issue["id"])
        for question in view["questions"]
        for answer in question["answers"]
        for issue in answer["settles"]
    }
    assert settled
    assert settled == {
        (name, guidance.issue)
        for guidance in guide.guidance
        for rule in guidance.rules
        for name in rule.unless
    }
    excepted = {
        (rule["issue"], other["answer"])
        for question in view["questions"]
        for answer in question["answers"]
        for rule in answer["rules"]
        for other in rule["unless"]
    }
    assert excepted == {(issue, name) for name, issue in settled}
    pages = "".join(site.get(question["url"]).text for question in view["questions"])
    assert "It sets aside rules of" in pages
    assert " Not with “" in pages


def test_each_question_has_its_rules_on_a_page_of_its_own(site: FlaskClient) -> None:
    contents = site.get("/guide").text
    for question in site.get("/guide.json").get_json()["questions"]:
        page = site.get(question["url"]).text
        for answer in question["answers"]:
            place = f"{question['id']}-{answer['id']}"
            assert f'href="{question["url"]}#{place}"' in contents
            shown = page.partition(f'<details id="{place}" open>')[2].partition("</details>")[0]
            assert shown.count("<li>") == len(answer["rules"])
    assert site.get("/guide?question=none").status_code == 400


def test_a_catalogue_without_a_guide_says_so(client: FlaskClient) -> None:
    assert "has no guide" in client.get("/guide").text
    assert client.get("/guide.json").get_json()["questions"] == []
