"""What the catalogue promises of every topic that it does not ask about."""

import re
from pathlib import Path

import yaml
from common import CATALOG, TESTS

from snaglist.model.catalogue import Catalogue
from snaglist.model.edge import Edge
from snaglist.model.entry import EntryStatus, Issue
from snaglist.reviews.edges import touched_edges
from snaglist.sources.edges import EDGES_FILE
from snaglist.sources.guide import FOLDER

NUMBERED = {
    "deon": r"[A-E]\.[1-5]",
    "nist-ai-rmf": r"(GOVERN|MAP|MEASURE|MANAGE) [1-6]\.[1-9][0-9]?",
    "nist-genai": r"2\.([1-9]|1[0-2])",
    "owasp-llm": r"LLM(0[1-9]|10):2025",
    "owasp-ml": r"ML(0[1-9]|10):2023",
    "owasp-agentic": r"ASI(0[1-9]|10)",
    "mitre-atlas": r"AML\.[MT][0-9]{4}(\.[0-9]{3})?",
    "reforms": r"[1-3][a-e]",
    "eu-ai-act": r"Art\. [1-9][0-9]{0,2}(\([1-9][0-9]?\))?",
}
"""How the keepers of each instrument number its items."""


def test_the_number_of_edges_is_pinned(catalogue: Catalogue) -> None:
    assert len(catalogue.edges) == 39
    assert {each.id for each in catalogue.instruments} == set(NUMBERED)


def test_an_edge_is_one_sentence_of_ours(edge: Edge) -> None:
    assert edge.text.endswith(".")
    assert not re.search(r"[.?!;] ", edge.text)
    assert 12 <= len(edge.text.split()) <= 40
    assert not re.search('["“”„]', edge.text)


def test_an_edge_is_found_by_what_people_type(edge: Edge) -> None:
    assert 5 <= len(edge.also_called) <= 14
    assert all(len(name.split()) <= 5 for name in edge.also_called)


def test_pointers_are_numbered_as_their_keepers_number(edge: Edge) -> None:
    for pointer in edge.pointers:
        assert re.fullmatch(NUMBERED[pointer.instrument], pointer.item), pointer
        assert len(pointer.what) <= 90


def test_an_edge_is_near_issues_in_use(edge: Edge, catalogue: Catalogue) -> None:
    for name in edge.near:
        assert catalogue.find(Issue, name).status is not EntryStatus.RETIRED


def test_the_file_says_how_the_list_was_made() -> None:
    text = (CATALOG / FOLDER / EDGES_FILE).read_text(encoding="utf-8")
    head = text.partition("\ninstruments:")[0]
    assert "How the list was made" in head
    assert all(line.startswith("#") for line in head.splitlines() if line)


def test_a_review_can_have_each_edge_as_a_row(edge: Edge) -> None:
    reasons = [edge.always] if edge.always else [rule.why for rule in edge.touched]
    assert reasons
    for why in reasons:
        assert why.endswith(".")
        assert not re.search(r"[.?!;] ", why)
        assert 4 <= len(why.split()) <= 20


def examples() -> list[Path]:
    return sorted((TESTS.parent / "docs" / "examples").rglob("*.yaml"))


def touched(catalogue: Catalogue, path: Path) -> int:
    profile = yaml.safe_load(path.read_text(encoding="utf-8"))
    given = {
        question: [names] if isinstance(names, str) else names
        for question, names in profile["answers"].items()
    }
    return len(touched_edges(catalogue, given))


def test_a_profile_touches_a_few_edges_and_not_all(catalogue: Catalogue) -> None:
    """A handful can be answered; the list as a whole would be clicked away."""
    found = sorted(touched(catalogue, path) for path in examples())
    assert found[0] >= 4
    assert found[-1] <= len(catalogue.edges) // 2 + 1
    assert 5 <= found[len(found) // 2] <= 12
    typical = [number for number in found if 5 <= number <= 12]
    assert len(typical) >= len(found) * 0.6


def test_what_every_review_has_is_little(catalogue: Catalogue) -> None:
    assert [edge.id for edge in catalogue.edges if edge.always] == [
        "supply-chain",
        "serving-infrastructure",
        "accountability",
        "end-of-life",
    ]


def test_every_answer_that_names_a_danger_touches_an_edge(catalogue: Catalogue) -> None:
    named = {ref for edge in catalogue.edges for rule in edge.touched for ref in rule.asked}
    assert named >= {
        "decides/machine", "decides/no-stop", "model/generates", "model/tools", "affected/harm",
        "affected/no-appeal", "affected/law", "holds/personal", "input/request",
    }  # fmt: skip
