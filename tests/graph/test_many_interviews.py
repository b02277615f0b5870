"""Who was interviewed, in which language, and what may leave, in the graph."""

from common import FIVE_INTERVIEWS
from rdflib import DCTERMS, Graph, Literal

from snaglist.graph.named_graphs import catalogue_graphs
from snaglist.graph.namespaces import OA, SNAG, interview_graph
from snaglist.graph.triples import thing_iri
from snaglist.sources.loader import load_catalogue

GRAPHS = catalogue_graphs(load_catalogue(FIVE_INTERVIEWS))


def graph(interview: str) -> Graph:
    return GRAPHS[interview_graph(interview)]


def test_people_are_counted_by_their_pseudonyms() -> None:
    def people(*interviews: str) -> set[str]:
        return {
            str(name) for each in interviews for name in graph(each).objects(None, SNAG.pseudonym)
        }

    assert people("I01", "I02") == {"person-01"}
    assert len(people("I04")) == 3
    speaker = thing_iri("I04-speaker-2")
    assert graph("I04").value(speaker, SNAG.occupation) == Literal("baker", lang="en")


def test_words_have_the_language_that_is_not_english() -> None:
    words = graph("I03").value(thing_iri("I03-Q001-words"), OA.exact)
    assert words == Literal("Ein Ofen meldete Fahrenheit statt Celsius", lang="de")
    assert {each.language for each in graph("I03").objects(None, SNAG.words)} == {"de"}
    assert {each.language for each in graph("I01").objects(None, SNAG.words)} == {None}
    for interview, language in (("I01", "en"), ("I03", "de")):
        assert graph(interview).value(thing_iri(interview), DCTERMS.language) == Literal(language)


def test_what_may_leave_is_said() -> None:
    said = {each: graph(each).value(thing_iri(each), SNAG.hasAccess) for each in ("I01", "I02")}
    assert said == {"I01": SNAG.accessOpen, "I02": SNAG.accessQuotesOnly}
