"""Agents have an IRI each, and everything has a label."""

import re

import pytest
from common import CATALOG
from loaded import loaded, loaded_graphs, loaded_triples
from our_names import ID
from rdflib import DCTERMS, FOAF, PROV, RDF, RDFS, Literal

from snaglist.graph.agents import agent_name, agents_of
from snaglist.graph.labels import add_labels
from snaglist.graph.namespaces import LOCAL, SNAG, new_graph


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Snaglist editors", "agent/snaglist-editors"),
        ("  A. Gardener (Kew)", "agent/a-gardener-kew"),
        ("José Núñez", "agent/jose-nunez"),
    ],
)
def test_the_name_of_an_agent_gives_its_iri(name: str, expected: str) -> None:
    assert agent_name(name) == expected


def test_names_in_other_letters_are_told_apart() -> None:
    names = [agent_name(name) for name in ("東京", "京都", "Garden 東京")]
    assert len(set(names)) == 3
    assert all(re.fullmatch(r"agent/(garden-)?[0-9a-f]{8}", name) for name in names)


def test_whoever_is_responsible_is_an_agent_with_a_name() -> None:
    said = (DCTERMS.creator, DCTERMS.contributor)
    triples = loaded_triples(CATALOG)
    found = {agent for by in said for agent in triples.objects(None, by)}
    assert found == {ID[name] for name in agents_of(loaded(CATALOG))}
    for agent in found:
        assert (agent, RDF.type, PROV.Agent) in triples
        assert len(list(triples.objects(agent, FOAF.name))) == 1


def test_everything_has_one_label_in_its_own_graph() -> None:
    for graph in loaded_graphs(CATALOG).values():
        for thing in set(graph.subjects(RDF.type, None)):
            labels = list(graph.objects(thing, RDFS.label))
            assert len(labels) == 1, thing
            assert isinstance(labels[0], Literal)
            assert labels[0].language == "en"
            assert str(labels[0]).strip()


def test_no_label_repeats_the_words_of_a_quote() -> None:
    graph = new_graph()
    quote = LOCAL["I01-Q001"]
    graph.add((quote, RDF.type, SNAG.Quote))
    graph.add((LOCAL["I01-T001"], RDF.type, SNAG.Turn))
    graph.add((LOCAL["I01-T001"], SNAG.words, Literal("Es war still.")))
    add_labels(graph)
    assert [str(each) for each in graph.objects(None, RDFS.label)] == [
        *("Quote I01-Q001", "Turn I01-T001"),
    ]
