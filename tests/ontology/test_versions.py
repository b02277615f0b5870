"""Earlier versions stay, and what version 2 removes is told: in 1.4.0, and in the docs."""

import re
from pathlib import Path

import pytest
from common import ONTOLOGY as FOLDER
from common import TESTS
from rdflib import DCTERMS, OWL, RDF, Graph, Literal, URIRef

from snaglist.graph.namespaces import ONTOLOGY, SNAG
from snaglist.graph.ontology import alignment_files, module_files, version_files

FILES = {path.stem: path for path in version_files(FOLDER)}
CURRENT = Graph().parse(FOLDER / "snaglist.ttl")
MODULES = [Graph().parse(path) for path in module_files(FOLDER)]
LAST = Graph().parse(FILES["1.4.0"])
MIGRATION = (TESTS.parent / "docs" / "ontology-migration.md").read_text(encoding="utf-8")


def terms(graph: Graph) -> set[URIRef]:
    return {term for term in graph.subjects(RDF.type) if isinstance(term, URIRef) and term in SNAG}


GONE = terms(LAST).difference(terms(CURRENT), *map(terms, MODULES))


@pytest.mark.parametrize("path", FILES.values(), ids=lambda path: path.stem)
def test_a_file_is_the_version_that_it_is_named_by(path: Path) -> None:
    head = path.read_text(encoding="utf-8")[:4000]
    assert f"owl:versionIRI <{ONTOLOGY}/{path.stem}>" in head


def test_each_version_names_the_one_before_it() -> None:
    chain = [str(CURRENT.value(ONTOLOGY, OWL.priorVersion)).rpartition("/")[2]]
    while chain[-1] in FILES:
        head = FILES[chain[-1]].read_text(encoding="utf-8")[:4000]
        before = re.search(r"owl:priorVersion <.*/([\d.]+)>", head)
        if not before:
            break
        chain.append(before[1])
    assert chain == ["1.4.0", "1.3.0", "1.2.0", "1.1.0", "1.0.0"]
    assert set(chain) == set(FILES)


def test_what_was_removed_is_deprecated_before_and_says_what_replaces_it() -> None:
    assert len(GONE) == 80
    known = terms(CURRENT)
    for term in GONE:
        assert (term, OWL.deprecated, Literal(True)) in LAST, term
        instead = set(LAST.objects(term, DCTERMS.isReplacedBy))
        assert instead, term
        assert all(each in known for each in instead if str(each).startswith(str(SNAG))), term


def test_the_docs_list_what_was_removed_and_nothing_else() -> None:
    listed = re.findall(r"^\| `snag:(\w+)` \|", MIGRATION, re.MULTILINE)
    assert sorted(listed) == sorted(str(term).rpartition("#")[2] for term in GONE)


def test_nothing_here_names_a_thing_of_the_catalogue() -> None:
    # So that others can import it, and keep a catalogue of their own with it.
    for file in (*FOLDER.glob("*.ttl"), *module_files(FOLDER), *alignment_files(FOLDER)):
        assert "/snaglist/id/" not in file.read_text(encoding="utf-8"), file
    assert not list(CURRENT.objects(None, OWL.imports))
    for module in MODULES:
        (name,) = module.subjects(RDF.type, OWL.Ontology)
        assert list(module.objects(name, OWL.imports)) == [ONTOLOGY]
