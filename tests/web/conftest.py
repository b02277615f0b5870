"""The web over a small catalogue."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import BinaryIO, cast

import pytest
from common import ONTOLOGY
from flask import Flask
from flask.testing import FlaskClient
from our_names import ID
from web.review_desk import Desk, review_app
from web.web_sample import CATALOGUE, SCRIPT

from snaglist.dataset.description import write_description
from snaglist.dataset.distributions import Dump
from snaglist.dataset.file_record import FileRecord
from snaglist.dataset.publication import DATASETS, BuildFacts, Publication
from snaglist.errors import NotFoundError, SnapshotError
from snaglist.graph.describe import owners_of_parts
from snaglist.graph.jsonld_context import JsonLdContext
from snaglist.graph.rdf_formats import RdfFormat
from snaglist.graph.statistics import count_statistics
from snaglist.graph.term import Term
from snaglist.index.build import build_index
from snaglist.index.documents import labels
from snaglist.index.engine import open_index
from snaglist.index.query import Query, Results, Suggestion
from snaglist.index.similar_passages import PassageIndex
from snaglist.model.catalogue import Catalogue
from snaglist.model.entry_version import (
    EditionRecord,
    PastEditions,
    VersionPart,
    digest_of,
    parts_of,
)
from snaglist.reviews.store.review_store import ReviewStore
from snaglist.snapshot.manifest import Manifest
from snaglist.snapshot.snapshot import Snapshot
from snaglist.snapshot.sparql_engine import open_engine
from snaglist.web.app import create_app


def term(name: str, kind: str, *parents: str) -> Term:
    """A term of the ontology."""
    return Term(
        iri=f"https://w3id.org/snaglist/ontology#{name}",
        name=name,
        kind=kind,
        label=name.lower(),
        definition=f"A {name} {SCRIPT}.",
        example=None,
        parents=parents,
        domain=("Issue",) if kind == "object property" else (),
        range=("owl:Thing",) if kind == "object property" else (),
        inverse=None,
        used=2,
    )


TERMS = (
    term("DataIssue", "class", "Issue"),
    term("Issue", "class"),
    term("Left", "class", "Right"),
    term("Right", "class", "Left"),
    term("leadsTo", "object property"),
)


def _old(field: str, key: str, text: str) -> tuple[VersionPart, ...]:
    """What SNAG-001 said before: one part was other, and a witness was still there."""
    parts = [each for each in parts_of(CATALOGUE.issues[0]) if each[:2] != (field, key)]
    return (*parts, VersionPart(field, key, text), VersionPart("witness", "C1 I07-Q099", GONE))


GONE = "Words about a quote that was withdrawn."
OLD = _old("definition", "", "A device stops, and the stop comes to light too late.")
EDITIONS = PastEditions(
    records=(
        EditionRecord(
            version="0.0.9",
            released=date(2026, 11, 1),
            entries={"SNAG-001": digest_of(OLD), "SNAG-900": digest_of(OLD)},
        ),
    ),
    texts={digest_of(OLD): OLD},
)


class SampleKnowledge:
    """What the web asks of a knowledge, in memory."""

    terms = TERMS
    context = JsonLdContext.read((ONTOLOGY / "context.jsonld").read_bytes(), str(ID))
    editions = EDITIONS

    def __init__(self, folder: Path, catalogue: Catalogue = CATALOGUE) -> None:
        self.catalogue = catalogue
        build_index(catalogue, folder / "index")
        self.index = open_index(folder / "index")
        self.facet_labels = labels(catalogue)
        self.passages = PassageIndex(catalogue.interviews)
        path = folder / "snaglist.ttl"
        path.write_text("# everything\n", encoding="utf-8")
        record = FileRecord.of(path)
        gone = folder / "gone.nt"
        quads = folder / "snaglist-everything.nq"
        quads.write_text("<x:s> <x:p> <x:o> <x:g> .\n", encoding="utf-8")
        self.dumps = (
            Dump(name=path.name, title="T", media_type="text/turtle", path=path, record=record),
            Dump(
                name=quads.name,
                title="Q",
                media_type="application/n-quads",
                path=quads,
                record=FileRecord.of(quads),
            ),
            Dump(name=gone.name, title="G", media_type="text/plain", path=gone, record=record),
        )
        self.manifest = Manifest(
            format=1, key="k" * 64, snaglist="0.1.0", sources={}, files={}, counts={"issues": 3}
        )

    def owner_of_part(self, identifier: str) -> str | None:
        """As a snapshot has it."""
        return owners_of_parts(self.catalogue).get(identifier)

    def ontology(self, rdf_format: RdfFormat) -> bytes:
        """A word of the ontology."""
        return f"# the ontology as {rdf_format}\n".encode()

    @property
    def facts(self) -> BuildFacts:
        """The counts of one graph with one triple."""
        nothing = {part.value: count_statistics((), "") for part in DATASETS}
        return BuildFacts(parts=nothing, graphs={"x:g": 1}, created=None, modified=None, thing=None)

    def publication(self, base: str) -> Publication:
        """What is said of next to nothing."""
        return Publication(about=CATALOGUE.about, facts=self.facts, dumps=self.dumps, base=base)

    def write_description(self, base: str, rdf_format: RdfFormat) -> bytes:
        """The same as RDF."""
        return write_description(self.publication(base), rdf_format)

    def dump(self, name: str) -> bytes:
        """What is in a dump; there is none of the shapes."""
        raise NotFoundError(name)

    def open_dump(self, name: str) -> BinaryIO:
        """A dump as a file."""
        path = next(dump.path for dump in self.dumps if dump.name == name)
        try:
            return path.open("rb")
        except OSError as error:
            raise SnapshotError(f"{path} of the snapshot cannot be read: {error}") from error

    def dump_modified(self, dump: Dump) -> float:
        """When it was written."""
        return dump.path.stat().st_mtime

    def describe(self, identifier: str, rdf_format: RdfFormat) -> bytes:
        """A line that says what was asked."""
        if identifier not in CATALOGUE.things:
            raise NotFoundError(identifier)
        return f"# {identifier} as {rdf_format}\n".encode()

    def describe_page(self, identifier: str, rdf_format: RdfFormat) -> bytes:
        """The same."""
        return self.describe(identifier, rdf_format)

    def subset(self, identifiers: tuple[str, ...], rdf_format: RdfFormat) -> bytes:
        """A line that says what was asked."""
        return f"# {', '.join(identifiers)} as {rdf_format}\n".encode()

    def search(self, query: Query) -> Results:
        """What the index finds."""
        return self.index.search(query)

    def suggest(self, typed: str, limit: int) -> tuple[Suggestion, ...]:
        """What the index suggests."""
        return self.index.suggest(typed, limit)


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application over the sample."""
    knowledge = cast(Snapshot, SampleKnowledge(tmp_path_factory.mktemp("snapshot")))
    engine = open_engine(knowledge)
    yield create_app(knowledge, engine)
    engine.close()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without memory."""
    return app.test_client(use_cookies=False)


@pytest.fixture(scope="session")
def site(shipped: Snapshot) -> Iterator[FlaskClient]:
    """A browser on the shipped catalogue, with an engine for its queries."""
    engine = open_engine(shipped)
    yield create_app(shipped, engine).test_client(use_cookies=False)
    engine.close()


@pytest.fixture(scope="session")
def many(five_interviews: Snapshot) -> Iterator[FlaskClient]:
    """The same on the catalogue of five invented interviews."""
    engine = open_engine(five_interviews)
    yield create_app(five_interviews, engine).test_client(use_cookies=False)
    engine.close()


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with tables and no review: to make them takes longer than most tests."""
    file = tmp_path_factory.mktemp("store") / "reviews.sqlite3"
    store = ReviewStore.open(f"sqlite:///{file}")
    store.secret()
    store.close()
    return file


@pytest.fixture
def store(tmp_path: Path, empty_store: Path) -> Iterator[ReviewStore]:
    """Where the reviews of a test are kept."""
    file = shutil.copy(empty_store, tmp_path / "reviews.sqlite3")
    found = ReviewStore.open(f"sqlite:///{file}")
    yield found
    found.close()


@pytest.fixture
def desk(sample_knowledge: Snapshot, store: ReviewStore) -> Desk:
    """A browser at a server that keeps reviews of the sample catalogue."""
    return Desk(review_app(sample_knowledge, store))
