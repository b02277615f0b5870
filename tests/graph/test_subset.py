"""A part of the catalogue as a graph: whole in itself, and no larger than it has to be."""

from pathlib import Path

import pytest
from common import ONTOLOGY
from our_names import ID
from rdflib import RDF, Graph, URIRef

from snaglist.graph.namespaces import OURS, SNAG
from snaglist.graph.ontology import SHAPES, read_turtle
from snaglist.graph.rdf_formats import RdfFormat
from snaglist.graph.shacl import check_shapes
from snaglist.model.entry import Issue, Strategy
from snaglist.snapshot.snapshot import Snapshot


@pytest.fixture(scope="module")
def vocabulary() -> Graph:
    folder = Path(ONTOLOGY)
    graph, findings = read_turtle(sorted(set(folder.glob("*.ttl")) - {folder / SHAPES}))
    assert findings == []
    return graph


def some(known: Snapshot) -> tuple[str, ...]:
    """An issue that leads to another, a quote that it does not rest on, and a finding if any."""
    issue = next(each for each in known.catalogue.live_issues if each.leads_to)
    quote = next(each for each in known.catalogue.quotes if each.id not in issue.quote_ids())
    return (issue.id, quote.id, *(finding.id for finding in list(known.catalogue.findings)[:1]))


def read(known: Snapshot, names: tuple[str, ...]) -> Graph:
    return Graph().parse(known.subset(names, RdfFormat.TURTLE), format="turtle")


@pytest.mark.thorough
def test_the_shapes_hold_for_a_part(sample_knowledge: Snapshot, vocabulary: Graph) -> None:
    names = some(sample_knowledge)
    claim = sample_knowledge.catalogue.live_strategies[0].claims[0].id
    graph = read(sample_knowledge, (*names, claim))
    assert check_shapes(graph + vocabulary, Path(ONTOLOGY), {}, OURS) == []


def test_nothing_is_named_that_is_not_described(sample_knowledge: Snapshot) -> None:
    graph = read(sample_knowledge, some(sample_knowledge))
    named = {each for each in graph.objects() if isinstance(each, URIRef) and each.startswith(ID)}
    assert named - set(graph.subjects()) == set()


def test_other_issues_and_quotes_stay_out(sample_knowledge: Snapshot) -> None:
    names = some(sample_knowledge)
    graph, issue = read(sample_knowledge, names), names[0]
    assert set(graph.subjects(RDF.type, SNAG.QualityIssue)) == {ID[issue]}
    catalogue = sample_knowledge.catalogue
    chosen = catalogue.find(Issue, issue)
    named = [catalogue.find(Strategy, c.strategy) for c in chosen.claims if c.strategy]
    resting = {quote for entry in (chosen, *named) for quote in entry.quote_ids()}
    assert set(graph.subjects(RDF.type, SNAG.Quote)) == {ID[q] for q in (*resting, names[1])}
