"""The names of facets, which stand in addresses, and what each finds in the sample."""

from dataclasses import replace

import pytest
from common import SAMPLE
from loaded import loaded

from snaglist.model.catalogue import Catalogue
from snaglist.model.facets import ISSUE_FACETS, STRATEGY_FACETS, filter_entries


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return loaded(SAMPLE)


BOTH = ["SNAG-001", "SNAG-002"]


@pytest.mark.parametrize(
    ("name", "value", "ids"),
    [
        ("category", "data", ["SNAG-001"]),
        ("kind", "acceptance", ["SNAG-002"]),
        ("phase", "operation", BOTH),
        ("source", "sensor", ["SNAG-001"]),
        ("strategy-kind", "detection", ["SNAG-001"]),
        ("artefact", "dataset", ["SNAG-001"]),
        ("quality", "usefulness", ["SNAG-002"]),
        ("stakeholder", "user", BOTH),
        ("interview", "I01", BOTH),
        ("mapping", "study/I1.1", ["SNAG-001"]),
    ],
)
def test_issues_are_found_by(catalogue: Catalogue, name: str, value: str, ids: list[str]) -> None:
    found = filter_entries(catalogue, catalogue.issues, ISSUE_FACETS, {name: [value]})
    assert [issue.id for issue in found.entries] == ids


@pytest.mark.parametrize(
    ("name", "value"),
    [("strategy-kind", "detection"), ("phase", "operation"), ("interview", "I01")],
)
def test_strategies_are_found_by(catalogue: Catalogue, name: str, value: str) -> None:
    found = filter_entries(catalogue, catalogue.strategies, STRATEGY_FACETS, {name: [value]})
    assert [strategy.id for strategy in found.entries] == ["FIX-001"]


def test_issues_are_found_by_the_systems_that_their_quotes_are_about(catalogue: Catalogue) -> None:
    quote = catalogue.interviews[0].quotes[1]
    assert quote.id == "I01-Q002"
    quotes = (replace(quote, about=("greenhouse",)),)
    told = replace(catalogue, interviews=(replace(catalogue.interviews[0], quotes=quotes),))
    found = filter_entries(told, told.issues, ISSUE_FACETS, {"system": ["greenhouse"]})
    assert [issue.id for issue in found.entries] == ["SNAG-001"]


def test_facets_have_a_title_for_people_and_the_order_of_a_scheme(catalogue: Catalogue) -> None:
    titles = {facet.name: facet.title for facet in ISSUE_FACETS}
    assert titles == {
        "category": "Category",
        "kind": "Kind",
        "phase": "Phase",
        "source": "Source of data",
        "strategy-kind": "Kind of strategy",
        "outcome": "Outcome",
        "evidence": "Evidence",
        "artefact": "Artefact",
        "quality": "Quality characteristic",
        "stakeholder": "Stakeholder",
        "interview": "Interview",
        "person": "Person",
        "role": "Role",
        "domain": "Domain",
        "language": "Language",
        "system": "System",
        "mapping": "Mapped to",
    }
    titles = {facet.name: facet.title for facet in STRATEGY_FACETS}
    assert titles == {
        "strategy-kind": "Kind of strategy",
        "phase": "Phase",
        "outcome": "Outcome",
        "evidence": "Evidence",
        "interview": "Interview",
        "person": "Person",
        "role": "Role",
        "domain": "Domain",
        "language": "Language",
    }
    schemes = {scheme.id for scheme in catalogue.schemes}
    without = [facet.name for facet in ISSUE_FACETS if facet.scheme not in schemes]
    assert without == ["outcome", "evidence", "interview", "person", "role", "language", "mapping"]
    without = [facet.name for facet in STRATEGY_FACETS if facet.scheme not in schemes]
    assert without == ["outcome", "evidence", "interview", "person", "role", "language"]


def test_these_facets_are_offered_as_choices_and_no_others(catalogue: Catalogue) -> None:
    offered = [facet.name for facet in ISSUE_FACETS if facet.is_offered(catalogue)]
    assert offered == [
        "category",
        "kind",
        "phase",
        "source",
        "strategy-kind",
        "outcome",
        "evidence",
    ]
    offered = [facet.name for facet in STRATEGY_FACETS if facet.is_offered(catalogue)]
    assert offered == ["strategy-kind", "phase", "outcome", "evidence"]


def test_values_stand_in_the_order_of_their_scheme(catalogue: Catalogue) -> None:
    turned = tuple(
        replace(scheme, concepts=tuple(reversed(scheme.concepts))) for scheme in catalogue.schemes
    )
    orders = []
    for each in (catalogue, replace(catalogue, schemes=turned)):
        found = filter_entries(each, each.issues, ISSUE_FACETS, {})
        orders.append([count.value for count in found.counts["phase"]])
    assert orders[0] == ["data-collection", "operation"]
    assert orders[1] == ["operation", "data-collection"]
