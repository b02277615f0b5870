"""What the catalogue promises of every topic that it does not ask about."""

import re

from common import CATALOG

from snaglist.model.catalogue import Catalogue
from snaglist.model.edge import Edge
from snaglist.model.entry import EntryStatus, Issue
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
