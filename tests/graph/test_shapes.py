"""Every SHACL rule: broken by ``broken-shapes/<rule>.ru``, it is found and nothing else.

The first line of such a file names the culprits: ``# SNAG-001, SNAG-002: what is wrong``.
``_more.ru`` adds to the sample what some rule needs and the sample lacks.

The default run breaks many rules at once, each of another thing: a finding names its rule and
the culprit, which tells what file it comes of. The thorough run breaks each rule alone.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
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
from snaglist.build.proof import REASONER_CACHE
from snaglist.graph.namespaces import OURS
from snaglist.graph.ontology import SHAPES, read_turtle
from snaglist.graph.reasoner import Reasoning
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
def good(snapshots: Path) -> Graph:
    """Ontology, sample, what the sample lacks, and all that follows.

    What the reasoner answers is kept from one run to the next, as it is when a snapshot is built.
    """
    kept = snapshots / REASONER_CACHE
    built = check_and_reason(SAMPLE, ONTOLOGY, lambda message: None, cache=kept)
    whole = updated(merge_graphs([built.ontology, *built.asserted.values()]), [MORE])
    with Reasoning(merge_graphs([whole]), kept) as reasoning:
        return merge_graphs([whole, reasoning.result()])


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


def updated(graph: Graph, updates: Sequence[Path]) -> Graph:
    """A copy, changed; rdflib updates no store that knows no named graphs."""
    copy = Graph()
    copy += graph
    for update in updates:
        copy.update(update.read_text(encoding="utf-8"))
    return copy


def culprits_of(update: Path) -> list[str]:
    """The ids of the things that a file breaks."""
    comment = update.read_text(encoding="utf-8").partition("\n")[0]
    return comment.removeprefix("# ").partition(": ")[0].split(", ")


def things_in(update: Path) -> set[str]:
    """The ids that an update names; a quote and its two selectors are one thing."""
    return set(re.findall(r"<([^<>:]+?)(?:-words|-position)?>", update.read_text(encoding="utf-8")))


def batches(updates: Sequence[Path]) -> list[list[Path]]:
    """The updates, dealt so that no two of a batch name the same thing: none mends another's."""
    dealt: list[list[Path]] = []
    for update in updates:
        things = things_in(update)
        for batch in dealt:
            if not any(things & things_in(other) for other in batch):
                batch.append(update)
                break
        else:
            dealt.append([update])
    return dealt


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
    assert not check_shapes(good, ONTOLOGY, PLACES, OURS)


def expected(updates: Sequence[Path], shapes: Graph) -> list[Finding]:
    """What the check must find of these updates, and no more."""
    findings = []
    for update in updates:
        message = shapes.value(SNAG_SH[update.stem], SH.message)
        assert isinstance(message, Literal)
        findings += [
            Finding(place(culprit), 0, update.stem, f"{culprit}: {message}")
            for culprit in culprits_of(update)
        ]
    return sorted(findings)


@pytest.mark.parametrize("updates", batches(BREAKAGES), ids=lambda updates: updates[0].stem)
def test_rules_broken_together_are_each_found(
    updates: list[Path], good: Graph, shapes: Graph
) -> None:
    broken = updated(good, updates)
    assert sorted(check_shapes(broken, ONTOLOGY, PLACES, OURS)) == expected(updates, shapes)


@pytest.mark.thorough
@pytest.mark.parametrize("update", BREAKAGES, ids=lambda update: update.stem)
def test_a_rule_broken_alone_is_found(update: Path, good: Graph, shapes: Graph) -> None:
    broken = updated(good, [update])
    assert sorted(check_shapes(broken, ONTOLOGY, PLACES, OURS)) == expected([update], shapes)
