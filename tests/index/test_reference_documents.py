"""What is neither an entry nor said is found as what it is, and counted as nothing else."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from snaglist.graph.term import Term
from snaglist.index.build import build_index
from snaglist.index.documents import documents
from snaglist.index.engine import SearchEngine, open_index
from snaglist.index.query import DocumentType, Query
from snaglist.model.catalogue import Catalogue
from snaglist.model.edge import Edge, Instrument, Pointer
from snaglist.model.entry import Mapping, Relation
from snaglist.model.interview import Author, Declined
from snaglist.model.labels import Labels
from snaglist.model.publication import Creator, Figure, Finding, Publication, PublicationKind, Seen
from snaglist.model.scheme import Concept, ConceptScheme
from snaglist.model.witness import Witness

TERM = Term(
    iri="https://example.org/o#witnessedBy",
    name="witnessedBy",
    kind="object property",
    label="witnessed by",
    definition="Whatever bears a claim out.",
    example=None,
    parents=(),
    domain=(),
    range=(),
    inverse=None,
    used=0,
)

AUTHORS = (Author(family="Côté", given="P."), Author(family="Khomh", given="F."))


def _concept(scheme: str, identifier: str, label: str, definition: str, **more: object) -> Concept:
    given = {"id": identifier, "scheme": scheme, "label": label, "definition": definition}
    return Concept(**given, **more)  # type: ignore[arg-type]


def _schemes() -> tuple[ConceptScheme, ...]:
    quality = (
        _concept(
            "quality", "transparency", "Transparency", "One can see why.", also_called=("XAI",)
        ),
        _concept("quality", "fairness", "Freedom from bias", "Nobody is worse off."),
    )
    study = (
        _concept(
            "study", "I6.1", "Concept or data drift", "What was learned ages.", notation="I6.1"
        ),
        _concept("study", "I6.2", "Providers fail", "A feed ends.", notation="I6.2"),
    )
    return tuple(
        ConceptScheme(id=name, title=name, definition="Invented.", concepts=concepts)
        for name, concepts in (("quality", quality), ("study", study))
    )


def _publication() -> Publication:
    finding = Finding(
        id="P012-F1",
        text="Labels of a test set are wrong more often than models differ.",
        figures=(Figure(value="3.3 %", what="of the labels"),),
        evidence="audit",
        design="Every label read twice.",
        population="Ten zebra datasets",
        period=None,
        place="section 4",
        seen=Seen.SOURCE,
    )
    nothing = dict.fromkeys(
        ("issued", "venue", "volume", "number", "pages", "identifier", "arxiv", "url", "note")
    )
    return Publication(
        id="P012",
        title="Pervasive mislabelling",
        kind=PublicationKind.ARTICLE,
        authors=(Creator(family="Müller"), Creator(family="Ode")),
        others=False,
        year=2021,
        doi="10.1234/abc",
        findings=(finding,),
        **nothing,
    )


@pytest.fixture(scope="module")
def whole(small: Catalogue) -> Catalogue:
    """The small catalogue with all that can be around entries."""
    issue = small.issues[0]
    claim = replace(issue.claims[0], witnesses=(Witness(finding="P012-F1"),))
    mapping = Mapping(to="study/I6.2", relation=Relation.CLOSE, why="The same.", by="test")
    issue = replace(issue, claims=(claim, *issue.claims[1:]), mappings=(mapping,))
    topic = Declined(topic="Scaling up", quote="I01-Q004", note="Has never scaled anything.")
    study = replace(small.studies[0], authors=AUTHORS)
    edge = Edge(
        id="supply-chain",
        title="Supply chain of models",
        also_called=("third-party weights",),
        text="A downloaded model can hold code.",
        pointers=(Pointer(instrument="owasp", item="LLM03", what="supply chain"),),
        near=(),
    )
    instrument = Instrument(
        id="owasp",
        title="Top ten",
        kept_by="OWASP",
        version="1",
        url="https://example.org/",
        looked_up=date(2026, 1, 1),
    )
    return replace(
        small,
        schemes=_schemes(),
        studies=(study,),
        interviews=(replace(small.interviews[0], declined=(topic,)),),
        issues=(issue, *small.issues[1:]),
        publications=(_publication(),),
        edges=(edge,),
        instruments=(instrument,),
    )


@pytest.fixture(scope="module")
def around(whole: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchEngine]:
    """An index of it, with a term of the ontology."""
    made = tmp_path_factory.mktemp("around")
    build_index(whole, made, None, (TERM,))
    with open_index(made) as index:
        yield index


@pytest.mark.parametrize(
    ("words", "kind", "identifier"),
    [
        ("concept drift", "gap", "study/I6.1"),
        ("I6.1", "gap", "study/I6.1"),
        ("providers fail", "study-issue", "study/I6.2"),
        ("scaling up", "gap", "I01-D1"),
        ("I01-D1", "gap", "I01-D1"),
        ("transparency", "concept", "quality/transparency"),
        ("trasparency", "concept", "quality/transparency"),
        ("xai", "concept", "quality/transparency"),
        ("supply chain", "edge", "edge/supply-chain"),
        ("third-party weights", "edge", "edge/supply-chain"),
        ("P 12", "publication", "P012"),
        ("p12", "publication", "P012"),
        ("10.1234/abc", "publication", "P012"),
        ("muller and ode", "publication", "P012"),
        ("zebra", "issue", "SNAG-001"),
        ("P012-F1", "finding", "P012-F1"),
        ("Côté", "study", "study"),
        ("cote et al", "study", "study"),
        ("witnessedBy", "term", "snag:witnessedBy"),
        ("snag:witnessedBy", "term", "snag:witnessedBy"),
        ("SNAG 3", "issue", "SNAG-003"),
        ("snag3", "issue", "SNAG-003"),
        ("3", "issue", "SNAG-003"),
        ("0003", "issue", "SNAG-003"),
    ],
)
def test_what_it_is_and_which_comes_first(
    around: SearchEngine, words: str, kind: str, identifier: str
) -> None:
    first = around.search(Query(words=words)).hits[0]
    assert (first.type.value, first.id) == (kind, identifier)


def test_a_number_is_no_name_of_anything_else(around: SearchEngine) -> None:
    for words in ("6", "12", "99999", "3 sensors"):
        found = around.search(Query(words=words)).hits
        assert not found or found[0].score < 20, words


def test_entries_come_before_the_word_they_are_filed_under(
    whole: Catalogue, tmp_path: Path
) -> None:
    sensor = ConceptScheme(
        id="source",
        title="Sources",
        definition="Invented.",
        concepts=(_concept("source", "sensor", "Sensor", "A device that measures."),),
    )
    build_index(replace(whole, schemes=(*whole.schemes, sensor)), tmp_path)
    with open_index(tmp_path) as index:
        hits = index.search(Query(words="silent sensor")).hits
    assert hits[0].id == "SNAG-001"
    assert "source/sensor" in [hit.id for hit in hits]


def test_none_of_it_is_counted_as_an_entry(whole: Catalogue) -> None:
    found = tuple(documents(whole, (TERM,)))
    kinds = {each.type for each in found}
    assert kinds == set(DocumentType)
    shared = ("category", "kind", "phase", "source", "quality", "strategy-kind", "standing")
    for each in found:
        entry = each.type in (DocumentType.ISSUE, DocumentType.STRATEGY, DocumentType.QUOTE)
        assert each.facets["type"] == (each.type,)
        if not entry and each.type is not DocumentType.FINDING:
            assert not any(each.facets.get(name) for name in shared), each.id
    assert len({each.id for each in found}) == len(found)


def test_evidence_tells_told_from_published(around: SearchEngine) -> None:
    def having(value: str) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for hit in around.search(Query(words="", filters={"evidence": (value,)}, size=50)).hits:
            found.setdefault(hit.type.value, set()).add(hit.id)
        return found

    told, published, both = having("told"), having("published"), having("both")
    assert told["issue"] == {f"SNAG-00{n}" for n in (1, 2, 3, 4)}
    assert set(told) == {"issue", "quote"}
    assert published == {"issue": {"SNAG-001"}, "finding": {"P012-F1"}}
    assert both == {"issue": {"SNAG-001"}}


def test_an_entry_is_found_by_what_was_published(around: SearchEngine) -> None:
    found = around.search(Query(words="finding:zebra"))
    assert {(hit.id, hit.field) for hit in found.hits} == {
        ("P012-F1", "findings"),
        ("SNAG-001", "findings"),
    }
    narrowed = around.search(Query(words="zebra", filters={"category": ("data",)}))
    assert {hit.id for hit in narrowed.hits} == {"P012-F1", "SNAG-001"}


@pytest.fixture(scope="module")
def translated(
    whole: Catalogue, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SearchEngine]:
    """An index of a catalogue with names in other languages."""
    titles = Labels(de="Ein Sensor schweigt", fr="Un capteur muet")
    issue = replace(whole.issues[0], titles=titles)
    first, *rest = whole.schemes[0].concepts
    first = replace(first, labels=Labels(de="Durchsichtigkeit", fr="Limpidité"))
    scheme = replace(whole.schemes[0], concepts=(first, *rest))
    made = tmp_path_factory.mktemp("translated")
    build_index(
        replace(whole, issues=(issue, *whole.issues[1:]), schemes=(scheme, *whole.schemes[1:])),
        made,
    )
    with open_index(made) as index:
        yield index


@pytest.mark.parametrize(
    ("words", "identifier"),
    [
        ("Ein Sensor schweigt", "SNAG-001"),
        ("capteur", "SNAG-001"),
        ("muet", "SNAG-001"),
        ("Durchsichtigkeit", "quality/transparency"),
        ("Durchsichtigkiet", "quality/transparency"),
    ],
)
def test_names_in_other_languages_are_searched(
    translated: SearchEngine, words: str, identifier: str
) -> None:
    assert translated.search(Query(words=words)).hits[0].id == identifier


def test_they_lead_to_english_names_and_not_back(translated: SearchEngine) -> None:
    found = translated.search(Query(words="Durchsichtigkeit"))
    assert [each.names for each in found.related] == [("Transparency", "XAI")]
    found = translated.search(Query(words="transparency"))
    assert [each.names for each in found.related] == [("XAI",)]
    assert [each.id for each in translated.suggest("durchs", 5)] == ["quality/transparency"]
    assert translated.suggest("durchs", 5)[0].title == "Transparency"
