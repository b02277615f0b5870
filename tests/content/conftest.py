"""Each entry, quote, publication and edge of the shipped catalogue is a test case, by its id."""

import pytest
from common import CATALOG
from loaded import loaded

from snaglist.model.catalogue import Catalogue

CATALOGUE = loaded(CATALOG)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    cases = {
        "entry": CATALOGUE.entries,
        "issue": CATALOGUE.issues,
        "strategy": CATALOGUE.strategies,
        "quote": tuple(CATALOGUE.quotes),
        "edge": CATALOGUE.edges,
        "publication": CATALOGUE.publications,
    }
    for name in cases.keys() & set(metafunc.fixturenames):
        metafunc.parametrize(name, cases[name], ids=lambda thing: thing.id)


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return CATALOGUE
