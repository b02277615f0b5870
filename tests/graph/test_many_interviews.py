"""Who was interviewed, in which language, and what may leave, in the graph."""

from common import FIVE_INTERVIEWS
from loaded import loaded
from rdflib import DC, DCTERMS, Graph, Literal, URIRef

from snaglist.dataset.distributions import QUADSTORE_DUMP, DatasetPart
from snaglist.graph.named_graphs import catalogue_graphs
from snaglist.graph.namespaces import OA, SNAG, CatalogueNames
from snaglist.graph.rdf_formats import RdfFormat
from snaglist.snapshot.snapshot import Snapshot

CATALOGUE = loaded(FIVE_INTERVIEWS)
GRAPHS = catalogue_graphs(CATALOGUE)
NAMES = CatalogueNames.of(CATALOGUE.about)


def graph(interview: str) -> Graph:
    return GRAPHS[NAMES.graph(interview)]


def test_people_are_counted_by_their_pseudonyms() -> None:
    def people(*interviews: str) -> set[str]:
        return {
            str(name) for each in interviews for name in graph(each).objects(None, SNAG.pseudonym)
        }

    assert people("I01", "I02") == {"person-01"}
    assert len(people("I04")) == 3
    speaker = NAMES.things["I04-speaker-2"]
    assert graph("I04").value(speaker, SNAG.occupation) == Literal("baker", lang="en")


def test_words_have_the_language_that_is_not_english() -> None:
    words = graph("I03").value(NAMES.things["I03-Q001-words"], OA.exact)
    assert words == Literal("Ein Ofen meldete Fahrenheit statt Celsius", lang="de")
    for interview, tag in (("I03", "de"), ("I01", None)):
        said = list(graph(interview).objects(None, SNAG.words))
        assert {each.language for each in said if isinstance(each, Literal)} == {tag}
    for interview, language in (("I01", "en"), ("I03", "de")):
        assert graph(interview).value(NAMES.things[interview], DCTERMS.language) == Literal(
            language
        )


def test_what_may_leave_is_said() -> None:
    said = {each: graph(each).value(NAMES.things[each], SNAG.hasAccess) for each in ("I01", "I02")}
    assert said == {"I01": SNAG.accessOpen, "I02": SNAG.accessQuotesOnly}


def test_one_part_has_a_licence_for_all_of_it_and_no_word_of_an_interview(
    five_interviews: Snapshot,
) -> None:
    described = Graph().parse(data=five_interviews.write_description("http://x", RdfFormat.TURTLE))
    licensed = set(described.subjects(DCTERMS.license, None))
    texts = [turn.text for each in five_interviews.catalogue.interviews for turn in each.turns]
    with_words = set()
    for dump in five_interviews.dumps:
        if dump.part is DatasetPart.DESCRIPTION:
            continue
        content = dump.path.read_bytes().decode("utf-8", "replace")
        # Some formats escape what is not ASCII.
        if any(len(words) > 30 and words.isascii() and words in content for words in texts):
            with_words.add(dump.name)
        name = URIRef(f"https://w3id.org/snaglist/data/{dump.name}")
        assert (name in licensed) is not dump.has_words, dump.name
        rights = [str(each) for each in described.objects(name, DC.rights)]
        terms = "The words of interview I02: Quotes alone, CC0 1.0; invented."
        assert (terms in rights) is dump.has_words, dump.name
    assert {"snaglist-asserted.ttl", "snaglist-everything.nq"} <= with_words
    assert with_words <= {dump.name for dump in five_interviews.dumps if dump.has_words} | {
        QUADSTORE_DUMP
    }
    catalogue = {dump.name for dump in five_interviews.dumps if dump.part is DatasetPart.CATALOGUE}
    # One in each format, and the compressed one.
    assert len(catalogue) == len(RdfFormat) + 1
    assert not catalogue & with_words
    assert URIRef("https://w3id.org/snaglist/data#catalogue") in licensed
    assert URIRef("https://w3id.org/snaglist/data#asserted") not in licensed
