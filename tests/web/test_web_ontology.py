"""The ontology's page: its metadata, a picture that is true, counts that lead to their things."""

import pytest
from common import times
from flask.testing import FlaskClient

from snaglist.web.pages.ontology import (
    CLASS_BOX,
    CLASSES,
    OVERVIEW_HEIGHT,
    OVERVIEW_WIDTH,
    RELATIONS,
)


def test_every_count_leads_to_what_it_counts(site: FlaskClient) -> None:
    terms = site.get("/ontology.json").get_json()["terms"]
    assert len(terms) > 150
    for term in terms:
        rows = site.get(term["uses"]).get_json()["results"]["bindings"]
        assert len(rows) == term["used"], term["name"]


def test_every_term_has_its_anchor_and_its_words(site: FlaskClient) -> None:
    page = site.get("/ontology").text
    terms = site.get("/ontology.json").get_json()["terms"]
    assert len(terms) > 50
    for term in terms:
        assert f'id="{term["name"]}"><a class="id" href="{term["url"]}">' in page
        assert term["iri"].endswith(f"#{term['name']}")
        assert term["definition"]
    # A row each, and no more: what is said of a term is on its page.
    assert len(page) < 140_000


def test_metadata_is_shown(site: FlaskClient) -> None:
    page = site.get("/ontology").text
    about = site.get("/ontology.json").get_json()["about"]
    for name in ("title", "versionIRI", "creator", "license", "source", "bibliographicCitation"):
        assert about[name]
        assert about[name] in page


def test_defined_classes_are_marked_and_filled(site: FlaskClient) -> None:
    terms = site.get("/ontology.json").get_json()["terms"]
    defined = {term["name"]: term["used"] for term in terms if term["defined"]}
    assert {"OutsideIssue", "VolunteeredIssue", "ToldCausalLink"} <= defined.keys()
    assert all(defined.values())
    assert "filled by the reasoner" in site.get("/ontology/terms/OutsideIssue").text
    assert "filled by the reasoner" not in site.get("/ontology/terms/QualityIssue").text


@pytest.mark.repeated
def test_examples_are_things_of_the_class(site: FlaskClient) -> None:
    terms = site.get("/ontology.json").get_json()["terms"]
    assert sum(len(term["examples"]) for term in terms) > len(terms) // 3
    for term in terms[:: times(6, 1)]:
        for example in term["examples"]:
            rows = site.get(term["uses"]).get_json()["results"]["bindings"]
            assert any(row["thing"]["value"].endswith(f"/{example['id']}") for row in rows)
            assert site.get(example["url"]).status_code == 200


@pytest.mark.parametrize(("name", "start", "end"), RELATIONS)
def test_the_picture_says_what_the_ontology_says(
    site: FlaskClient, name: str, start: str, end: str
) -> None:
    terms = {term["name"]: term for term in site.get("/ontology.json").get_json()["terms"]}

    def above(one: str) -> set[str]:
        parents = [parent for parent in terms[one]["parents"] if parent in terms]
        return {one}.union(*(above(parent) for parent in parents))

    if name:
        ends = {part for union in terms[name]["domain"] for part in union.split(" or ")}
        # A picture may draw the property from a class below or above the one of its domain.
        assert {one for one in ends if one in above(start) or start in above(one)}
        assert above(end) & {p for union in terms[name]["range"] for p in union.split(" or ")}
    else:
        assert end in above(start)


def test_nothing_in_the_picture_overlaps_or_leaves_it() -> None:
    places = list(CLASSES.values())
    for n, (x, y) in enumerate(places):
        assert 0 <= x <= OVERVIEW_WIDTH - CLASS_BOX[0]
        assert 0 <= y <= OVERVIEW_HEIGHT - CLASS_BOX[1]
        for other_x, other_y in places[n + 1 :]:
            assert max(abs(x - other_x) / CLASS_BOX[0], abs(y - other_y) / CLASS_BOX[1]) >= 1
