"""Every IRI of ours that a dump mentions answers: with its page or data, or those of its owner."""

import re
from urllib.parse import unquote, urlsplit

import pytest
from flask.testing import FlaskClient

from snaglist.graph.namespaces import OURS
from snaglist.snapshot.snapshot import Snapshot
from snaglist.web.app import create_app

DUMPS = (
    *("snaglist-asserted.nq", "snaglist-inferred.nq", "description.ttl"),
    *("claims.csv", "findings.csv", "mappings.sssom.tsv", "nanopubs.trig"),
)
VOCABULARY = (
    *("ontology.ttl", "snaglist-modules.nq", "ontology-1.4.0.ttl"),
    *("alignments.ttl", "shapes.nt", "context.jsonld"),
)
"""Name things of the shipped catalogue too, which a catalogue of one's own need not have."""


@pytest.fixture(scope="module")
def asked(sample_knowledge: Snapshot) -> FlaskClient:
    return create_app(sample_knowledge).test_client(use_cookies=False)


@pytest.fixture(scope="module")
def paths(sample_knowledge: Snapshot) -> list[str]:
    """The paths of all IRIs of ours, without fragments."""
    found = set()
    for name in (*DUMPS, *VOCABULARY):
        with sample_knowledge.open_dump(name) as dump:
            text = dump.read().decode()
        # What a prefix is declared to stand for is the beginning of names and no name.
        text = re.sub(r"^@prefix.*$", "", text, flags=re.MULTILINE)
        named = set(re.findall(re.escape(OURS.base) + r'(/[^>\s"#,]*)', text))
        found |= {each for each in named if name in DUMPS or not each.startswith("/id/")}
    # The endpoint wants a query, and namespaces name nothing.
    return sorted(path for path in found if not path.endswith("/") and path != "/sparql")


def test_it_answers(asked: FlaskClient, paths: list[str]) -> None:
    assert len(paths) > 100
    silent = []
    for path in paths:
        with asked.get(path) as answer:
            if answer.status_code not in (200, 303):
                silent.append(path)
    assert silent == []


def test_what_is_no_file_has_rdf(asked: FlaskClient, paths: list[str]) -> None:
    files = ("/data/", "/id/", "/mappings", "/static/")
    names = [path for path in paths if not path.startswith(files)]
    assert {"/data", "/graph/inferred", "/ontology", "/shapes"} <= set(names)
    for path in names:
        # A nanopublication is four graphs, which Turtle cannot tell apart.
        wanted = "application/trig" if path.startswith("/nanopub/") else "text/turtle"
        with asked.get(path, headers={"Accept": wanted}, follow_redirects=True) as answer:
            assert (answer.status_code, answer.mimetype) == (200, wanted), path


def test_its_data_is_about_it(asked: FlaskClient, paths: list[str]) -> None:
    things = [path for path in paths if path.startswith("/id/")]
    assert len(things) > 100
    for path in things:
        headers = {"Accept": "text/turtle"}
        with asked.get(path, headers=headers, follow_redirects=True) as answer:
            assert answer.mimetype == "text/turtle", path
            local = urlsplit(path).path.rpartition("/")[2]
            assert unquote(local) in answer.get_data(as_text=True) or path == "/id/catalogue", path


@pytest.mark.parametrize(
    ("part", "owner"),
    [
        ("SNAG-001-R1", "/issues/SNAG-001"),
        ("SNAG-001-to-SNAG-002", "/issues/SNAG-001"),
        ("SNAG-001-C1-by-I01-Q001", "/issues/SNAG-001#C1"),
        ("I01-transcript", "/interviews/I01"),
        ("I01-Q001-words", "/interviews/I01#I01-Q001"),
    ],
)
def test_a_part_leads_to_what_it_is_part_of(asked: FlaskClient, part: str, owner: str) -> None:
    answer = asked.get(f"/id/{part}", headers={"Accept": "text/html"})
    assert (answer.status_code, answer.location) == (303, owner)
    data = asked.get(f"/id/{part}.ttl")
    assert data.status_code == 303
    assert f"id:{part}" in asked.get(data.location).text


@pytest.mark.parametrize(
    "path",
    [
        "/id/SNAG-001-R99",
        "/id/SNAG-001-to-SNAG-001",
        "/graph/nothing",
        "/ontology/9.9.9",
        "/shapes/9",
    ],
)
def test_what_is_in_no_dump_is_not_found(asked: FlaskClient, path: str) -> None:
    assert asked.get(path).status_code == 404
