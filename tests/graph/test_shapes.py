"""Every SHACL rule: broken alone, by ``broken-shapes/<rule>.ru``, it is found and nothing else.

The first line of such a file names the culprits: ``# SNAG-001, SNAG-002: what is wrong``.
``_more.ru`` adds to the sample what some rule needs and the sample lacks.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest
from common import ONTOLOGY, SAMPLE, TESTS
from rdflib import RDF, SH, Graph, Literal, Namespace, URIRef
from rdflib.plugins.sparql import processor
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.sparql import Query

from snaglist.build.pipeline import check_and_reason
from snaglist.graph.ontology import SHAPES, read_turtle
from snaglist.graph.reasoner import infer
from snaglist.graph.serialize import merge_graphs
from snaglist.graph.shacl import check_shapes
from snaglist.schema.finding import Finding

SNAG_SH = Namespace("https://w3id.org/snaglist/shapes#")
BROKEN = TESTS / "broken-shapes"
MORE = BROKEN / "_more.ru"
BREAKAGES = sorted(set(BROKEN.glob("*.ru")) - {MORE})
PLACES = {name: f"here/{name}" for name in ("SNAG-001", "SNAG-002", "FIX-001", "I01", "I02")}


@pytest.fixture(scope="module")
def shapes() -> Graph:
    graph, findings = read_turtle([ONTOLOGY / SHAPES])
    assert not findings
    return graph


@pytest.fixture(scope="module")
def good() -> Graph:
    """Ontology, sample, what the sample lacks, and all that follows."""
    made = check_and_reason(SAMPLE, ONTOLOGY, lambda message: None)
    told = updated(merge_graphs([made.ontology, *made.asserted.values()]), MORE)
    return merge_graphs([told, infer(merge_graphs([told]))])


@pytest.fixture(scope="module", autouse=True)
def queries_are_read_once() -> Iterator[None]:
    """rdflib parses the rules in SPARQL anew at every check: half of the time this module takes."""
    parse, translate = parseQuery, translateQuery

    @cache
    def read(query: str, base: str | None, prefixes: tuple[tuple[str, object], ...]) -> Query:
        return translate(parse(query), base, dict(prefixes))

    def reread(query: str, base: str | None, prefixes: Mapping[str, object] | None) -> Query:
        return read(query, base, tuple((prefixes or {}).items()))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(processor, "parseQuery", lambda query: query)
        patch.setattr(processor, "translateQuery", reread)
        yield


def updated(graph: Graph, update: Path) -> Graph:
    """A copy, changed; rdflib updates no store that knows no named graphs."""
    copy = Graph()
    copy += graph
    copy.update(update.read_text(encoding="utf-8"))
    return copy


def place(culprit: str) -> str:
    """The place of the thing that the id begins with."""
    own = [path for name, path in PLACES.items() if f"{culprit}-".startswith(f"{name}-")]
    return own[0] if own else "catalogue"


def test_each_rule_has_an_iri_and_a_name_and_is_broken(shapes: Graph) -> None:
    rules = {
        *shapes.subjects(RDF.type, SH.PropertyShape),
        *shapes.objects(None, SH.property),
        *shapes.subjects(SH.sparql, None),
    }
    assert all(isinstance(rule, URIRef) and rule in SNAG_SH for rule in rules)
    assert rules == set(shapes.subjects(SH.name, None))
    assert {SNAG_SH[path.stem] for path in BREAKAGES} == rules


def test_the_good_graph_conforms(good: Graph) -> None:
    assert not check_shapes(good, ONTOLOGY, PLACES)


@pytest.mark.parametrize("path", BREAKAGES, ids=lambda path: path.stem)
def test_a_broken_rule_is_found_and_no_other(path: Path, good: Graph, shapes: Graph) -> None:
    comment = path.read_text(encoding="utf-8").partition("\n")[0]
    culprits = comment.removeprefix("# ").partition(": ")[0].split(", ")
    message = shapes.value(SNAG_SH[path.stem], SH.message)
    assert isinstance(message, Literal)
    assert sorted(check_shapes(updated(good, path), ONTOLOGY, PLACES)) == sorted(
        Finding(place(culprit), 0, path.stem, f"{culprit}: {message}") for culprit in culprits
    )
