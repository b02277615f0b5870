"""The web over a small catalogue, with an index of a dozen lines instead of the real one."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from flask import Flask
from flask.testing import FlaskClient
from web.web_sample import CATALOGUE, SCRIPT

from snaglist.errors import NotFoundError, UsageError
from snaglist.graph.formats import RdfFormat
from snaglist.graph.ontology import Term
from snaglist.graph.statistics import count
from snaglist.index.query import (
    FACETS,
    DocumentType,
    FacetCount,
    Fragment,
    Hit,
    Query,
    Results,
)
from snaglist.knowledge.knowledge import Dump, Knowledge
from snaglist.knowledge.manifest import FileRecord, Manifest
from snaglist.knowledge.publication import DATASETS, Facts, Publication
from snaglist.knowledge.queries import open_engine
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


def documents() -> Iterator[tuple[DocumentType, str, str, str]]:
    """Type, id, title and text of everything that can be found."""
    for issue in CATALOGUE.issues:
        yield DocumentType.ISSUE, issue.id, issue.title, issue.definition
    for strategy in CATALOGUE.strategies:
        yield DocumentType.STRATEGY, strategy.id, strategy.title, strategy.definition
    for interview in CATALOGUE.interviews:
        for quote in interview.quotes:
            yield DocumentType.QUOTE, quote.id, quote.exact, quote.exact
        for turn in interview.turns:
            yield DocumentType.TURN, turn.id, turn.text[:40], turn.text


class SampleKnowledge:
    """What the web asks of a knowledge, in memory."""

    catalogue = CATALOGUE
    terms = TERMS

    def __init__(self, folder: Path) -> None:
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
                record=record,
            ),
            Dump(name=gone.name, title="G", media_type="text/plain", path=gone, record=record),
        )
        self.manifest = Manifest(
            format=1, key="k" * 64, snaglist="0.1.0", sources={}, files={}, counts={"issues": 3}
        )

    def ontology(self, rdf_format: RdfFormat) -> bytes:
        """A word of the ontology."""
        return f"# the ontology as {rdf_format}\n".encode()

    @property
    def facts(self) -> Facts:
        """The counts of one graph with one triple."""
        nothing = {part.value: count(()) for part in DATASETS}
        return Facts(parts=nothing, graphs={"x:g": 1}, created=None, modified=None, thing=None)

    def publication(self, base: str) -> Publication:
        """What is said of next to nothing."""
        return Publication(about=CATALOGUE.about, facts=self.facts, dumps=self.dumps, base=base)

    def describe(self, identifier: str, rdf_format: RdfFormat) -> bytes:
        """A line that says what was asked."""
        if identifier not in CATALOGUE.things:
            raise NotFoundError(identifier)
        return f"# {identifier} as {rdf_format}\n".encode()

    def search(self, query: Query) -> Results:
        """Everything that holds the words, one after another."""
        unknown = set(query.filters) - set(FACETS)
        if unknown:
            raise UsageError(f"no facet {unknown}")
        types = query.filters.get("type", ())
        hits = [
            Hit(type=kind, id=name, title=title, score=1.0, field="title", highlight=marked)
            for kind, name, title, text in documents()
            if query.words.casefold() in f"{title} {text}".casefold()
            and (not types or kind.value in types)
            for marked in [(Fragment(query.words, matched=True), Fragment(f" {text}", False))]
        ]
        counts = Counter(hit.type.value for hit in hits)
        facets = {"type": tuple(FacetCount(value=v, count=n) for v, n in sorted(counts.items()))}
        start = (query.page - 1) * query.size
        return Results(
            total=len(hits),
            hits=tuple(hits[start : start + query.size]),
            facets=facets,
            instead=() if hits else ("sensor",),
            dropped=("the",) if "the" in query.words.split() else (),
        )


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application over the sample."""
    knowledge = cast(Knowledge, SampleKnowledge(tmp_path_factory.mktemp("snapshot")))
    engine = open_engine(knowledge)
    yield create_app(knowledge, engine)
    engine.close()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without memory."""
    return app.test_client(use_cookies=False)
