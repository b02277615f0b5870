"""W3C's tests of SPARQL queries pass through the endpoint as the published report says."""

from collections import Counter

import pytest
from rdflib import Graph, Namespace
from w3c.conformance_report import EARL, EARL_FILE, PAGE_FILE, earl, page, run
from w3c.sparql_query import Suite


@pytest.mark.thorough
def test_the_report_is_what_the_server_answers() -> None:
    found = run()
    remake = "run `python tests/w3c/sparql_query.py`"
    assert earl(found) == EARL_FILE.read_text(encoding="utf-8"), remake
    assert page(found) == PAGE_FILE.read_text(encoding="utf-8"), remake


def test_the_report_has_every_test_once() -> None:
    graph, vocabulary = Graph().parse(EARL_FILE), Namespace(EARL)
    tests = [str(test) for test in graph.objects(None, vocabulary.test)]
    assert sorted(tests) == sorted(test.iri for test in Suite().tests)
    outcomes = Counter(graph.objects(None, vocabulary.outcome))
    assert outcomes.keys() == {vocabulary.passed, vocabulary.failed}
    text = PAGE_FILE.read_text(encoding="utf-8")
    assert f"{outcomes[vocabulary.passed]} of {len(tests)} tests" in text
    assert text.count("manifest#") == outcomes[vocabulary.failed]
