"""JSON-LD: readable, and the same graph as any other format, whoever reads it."""

import json
from typing import Any

import pyoxigraph as ox
import pytest
from common import ONTOLOGY
from hypothesis import given
from hypothesis import strategies as st
from our_names import ID
from rdflib import DCTERMS, RDF, RDFS, SKOS, XSD, BNode, Graph, Literal, URIRef

from snaglist.graph.jsonld import flatten, nest
from snaglist.graph.jsonld_context import ALIASES, JsonLdContext, make_context
from snaglist.graph.namespaces import OA, SNAG, new_graph
from snaglist.graph.ontology import ontology_files, read_turtle


@pytest.fixture(scope="module")
def context() -> JsonLdContext:
    ontology, _ = read_turtle(ontology_files(ONTOLOGY))
    return make_context(ontology)


CONTEXT = make_context(read_turtle(ontology_files(ONTOLOGY))[0])


def graph_of(*triples: tuple[Any, Any, Any]) -> Graph:
    graph = new_graph()
    for triple in triples:
        graph.add(triple)
    return graph


def canonical(content: bytes, form: ox.RdfFormat) -> ox.Dataset:
    """The triples of a document, blank nodes named by RDF Dataset Canonicalization."""
    dataset = ox.Dataset(ox.parse(content, form))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


def plain(graph: Graph) -> ox.Dataset:
    return canonical(graph.serialize(format="nt", encoding="utf-8"), ox.RdfFormat.N_TRIPLES)


def read_by_oxigraph(content: bytes) -> ox.Dataset:
    return canonical(content, ox.RdfFormat.JSON_LD)


def read_by_rdflib(content: bytes) -> ox.Dataset:
    return plain(Graph().parse(data=content, format="json-ld"))


QUOTE = ID["I07-Q001"]
SMALL = graph_of(
    (ID["SNAG-001"], RDF.type, SNAG.QualityIssue),
    (ID["SNAG-001"], SKOS.prefLabel, Literal("A sensor stops", lang="en")),
    (ID["SNAG-001"], SNAG.hasPhase, ID["phase/operation"]),
    (ID["SNAG-001"], SNAG.hasStatus, SNAG.statusReviewed),
    (ID["SNAG-001"], SNAG.hasClaim, ID["SNAG-001-C1"]),
    (ID["SNAG-001"], SNAG.hasClaim, ID["SNAG-001-C2"]),
    (ID["SNAG-001-C1"], SNAG.witnessedBy, QUOTE),
    (ID["SNAG-001-C2"], SNAG.witnessedBy, QUOTE),
    (ID["SNAG-001-C1"], SNAG.claimOf, ID["SNAG-001"]),
    (QUOTE, OA.hasSelector, ID["I07-Q001-position"]),
    (QUOTE, SNAG.startLine, Literal(16, datatype=XSD.integer)),
    (ID["I07-Q001-position"], OA.start, Literal(3658, datatype=XSD.integer)),
    (ID["phase/operation"], SKOS.prefLabel, Literal("operation", lang="en")),
    (ID["SNAG-001-to-SNAG-002"], SNAG.fromIssue, ID["SNAG-001"]),
    (ID["SNAG-001-to-SNAG-002"], SNAG.concludedByEditors, Literal(True)),
)


def test_an_object_a_thing_nested_with_short_keys() -> None:
    document = json.loads(nest(SMALL, ID["SNAG-001"], CONTEXT))
    context = document.pop("@context")
    quote = {
        "id": "I07-Q001",
        "hasSelector": [{"id": "I07-Q001-position", "start": 3658}],
        "startLine": 16,
    }
    assert document == {
        "id": "SNAG-001",
        "type": ["QualityIssue"],
        "prefLabel": "A sensor stops",
        "hasClaim": [
            {"id": "SNAG-001-C1", "claimOf": [{"id": "SNAG-001"}], "witnessedBy": [quote]},
            {"id": "SNAG-001-C2", "witnessedBy": [{"id": "I07-Q001"}]},
        ],
        "hasPhase": [{"id": "phase/operation", "prefLabel": "operation"}],
        "hasStatus": {"id": "snag:statusReviewed"},
        "included": [
            {
                "id": "SNAG-001-to-SNAG-002",
                "fromIssue": {"id": "SNAG-001"},
                "concludedByEditors": True,
            },
        ],
    }
    assert context["@base"] == str(ID)
    assert context["startLine"] == CONTEXT.terms["startLine"]
    assert "gloss" not in context


NAMES = (
    ("A sensor stops", "en"),
    ("Ein Sensor schweigt", "de"),
    ("Un capteur se tait", "fr"),
)


def test_several_values_are_a_list_where_one_was_expected() -> None:
    statuses = (SNAG.statusReviewed, SNAG.statusRetired)
    graph = graph_of(*((ID["SNAG-001"], SNAG.hasStatus, status) for status in statuses))
    assert json.loads(nest(graph, ID["SNAG-001"], CONTEXT))["hasStatus"] == [
        {"id": "snag:statusRetired"},
        {"id": "snag:statusReviewed"},
    ]


def test_names_in_other_languages_have_keys_of_their_own() -> None:
    name = ID["SNAG-001"]
    graph = graph_of(
        *((name, SKOS.prefLabel, Literal(text, lang=code)) for text, code in NAMES),
        (name, SKOS.altLabel, Literal("Fühler", lang="de")),
    )
    content = nest(graph, name, CONTEXT)
    document = json.loads(content)
    context = document.pop("@context")
    assert document == {
        "id": "SNAG-001",
        "prefLabel": "A sensor stops",
        "prefLabelDe": "Ein Sensor schweigt",
        "prefLabelFr": "Un capteur se tait",
        "altLabel": [{"@value": "Fühler", "@language": "de"}],
    }
    assert context["prefLabelDe"] == {"@id": "skos:prefLabel", "@language": "de"}
    assert read_by_oxigraph(content) == plain(graph)


def test_what_a_thing_is_called_comes_first_and_the_rest_by_the_alphabet() -> None:
    name = ID["SNAG-001"]
    told = (RDFS.label, SNAG.text, DCTERMS.title, SKOS.altLabel, SKOS.definition, SKOS.scopeNote)
    graph = graph_of(
        (name, RDF.type, SNAG.QualityIssue),
        (name, DCTERMS.identifier, Literal("SNAG-001")),
        *((name, SKOS.prefLabel, Literal(text, lang=code)) for text, code in NAMES),
        *((name, predicate, Literal("A word", lang="en")) for predicate in told),
    )
    for content in (nest(graph, name, CONTEXT), flatten(graph, CONTEXT)):
        document = json.loads(content)
        (made,) = document.get("graph", [document])
        assert [key for key in made if key != "@context"] == [
            *("id", "type", "identifier", "prefLabel", "prefLabelDe", "prefLabelFr"),
            *("title", "label", "text", "definition", "altLabel", "scopeNote"),
        ]


def test_a_context_is_read_as_it_was_written() -> None:
    assert JsonLdContext.read(CONTEXT.write(), CONTEXT.base).names == CONTEXT.names


def test_names_are_ours_first_and_never_those_of_json_ld() -> None:
    graph = graph_of(
        (SKOS.example, RDF.type, SNAG.nothing),
        (RDFS.label, RDF.type, URIRef("http://www.w3.org/2002/07/owl#DatatypeProperty")),
        (SNAG.label, RDF.type, URIRef("http://www.w3.org/2002/07/owl#DatatypeProperty")),
        (SNAG.type, RDF.type, URIRef("http://www.w3.org/2002/07/owl#DatatypeProperty")),
    )
    terms = make_context(graph).terms
    assert terms["label"] == "snag:label"
    assert {key: terms[key] for key in ALIASES} == ALIASES


PIECES = st.sampled_from(["a", "b:c", "d/e", "../f", ".", "@type", "é", "g%20h", ""])
IRIS = st.one_of(
    st.builds(lambda piece: URIRef(f"{ID}{piece}"), PIECES),
    st.builds(lambda piece: URIRef(f"{SNAG}{piece}"), PIECES),
    st.builds(lambda piece: URIRef(f"https://example.org/{piece}"), PIECES),
    st.sampled_from(
        [SNAG.statusDraft, SKOS.Concept, URIRef("urn:x:y"), URIRef("mailto:a@b.example")]
    ),
)
BLANKS = st.sampled_from([BNode("b0"), BNode("b1")])
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=4)
RESPELLED = [
    Literal("007", datatype=XSD.integer, normalize=False),
    Literal("1", datatype=XSD.boolean, normalize=False),
    Literal("1.50", datatype=XSD.decimal, normalize=False),
]
LITERALS = st.one_of(
    st.builds(Literal, WORDS),
    st.builds(lambda words: Literal(words, lang="en"), WORDS),
    st.builds(lambda words: Literal(words, lang="fr-ca"), WORDS),
    st.builds(lambda words: Literal(words, datatype=XSD.string), WORDS),
    st.builds(lambda number: Literal(number, datatype=XSD.integer), st.integers(0, 10**9)),
    st.sampled_from(
        [
            *RESPELLED,
            Literal(True),
            Literal("2026-11-23", datatype=XSD.date),
            Literal("x", datatype=URIRef("https://example.org/t")),
        ]
    ),
)
PREDICATES = st.sampled_from(
    [
        *(RDF.type, RDFS.label, RDFS.seeAlso, SKOS.prefLabel, SKOS.altLabel, SNAG.hasClaim),
        *(
            SNAG.text,
            SNAG.startLine,
            SNAG.concludedByEditors,
            SNAG.unheardOf,
            OA.start,
        ),
        URIRef("https://example.org/p"),
    ]
)
NODES = st.one_of(IRIS, BLANKS)
TRIPLES = st.lists(st.tuples(NODES, PREDICATES, st.one_of(NODES, LITERALS)), max_size=12)


@given(TRIPLES, IRIS)
def test_whatever_the_graph_it_is_the_same_graph_to_oxigraph(
    triples: list[tuple[Any, Any, Any]], root: URIRef
) -> None:
    graph = graph_of(*triples)
    assert read_by_oxigraph(nest(graph, root, CONTEXT)) == plain(graph)
    assert read_by_oxigraph(flatten(graph, CONTEXT)) == plain(graph)


# rdflib's own parser uses what rdflib has deprecated.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
@given(TRIPLES, IRIS)
def test_whatever_the_graph_it_is_the_same_graph_to_rdflib(
    triples: list[tuple[Any, Any, Any]], root: URIRef
) -> None:
    # rdflib spells some values anew when it reads them, whatever the format.
    kept = [triple for triple in triples if triple[2] not in RESPELLED]
    graph = graph_of(*kept)
    assert read_by_rdflib(nest(graph, root, CONTEXT)) == plain(graph)


def test_a_long_chain_is_cut_not_refused() -> None:
    chain = [(ID[f"n{n}"], SNAG.leadsToTransitive, ID[f"n{n + 1}"]) for n in range(3000)]
    content = nest(graph_of(*chain), ID.n0, CONTEXT)
    assert len(read_by_oxigraph(content)) == 3000


def test_the_order_of_the_triples_does_not_matter() -> None:
    backwards = graph_of(*reversed(list(SMALL)))
    assert nest(SMALL, ID["SNAG-001"], CONTEXT) == nest(backwards, ID["SNAG-001"], CONTEXT)
    assert flatten(SMALL, CONTEXT) == flatten(backwards, CONTEXT)
