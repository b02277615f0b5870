"""Fixtures that all tests share."""

import os
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import bytecode  # noqa: F401 (first, for what it does)
import pytest
from collecting import (
    pytest_collection_modifyitems,
    pytest_report_header,
    pytest_xdist_make_scheduler,
)
from common import CATALOG, FIVE_INTERVIEWS, ONTOLOGY, SAMPLE, TESTS, THOROUGH, overlaid
from databases import Cluster, postgresql
from filelock import FileLock
from flask import Flask
from hypothesis import settings
from jinja2 import FileSystemBytecodeCache
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.processor import SPARQLProcessor
from rdflib.plugins.sparql.sparql import Query
from rdflib.term import Identifier
from werkzeug.routing import Rule

from snaglist.build.current import open_current
from snaglist.snapshot import place
from snaglist.snapshot.snapshot import Snapshot
from snaglist.web.app import create_app
from snaglist.web.static_site import write_site

# No deadline: the machine is shared, and no test is timed.
settings.register_profile("default", deadline=None, max_examples=20, stateful_step_count=25)
settings.register_profile("thorough", deadline=None, max_examples=150, stateful_step_count=50)
settings.load_profile("thorough" if THOROUGH else "default")

__all__ = [
    "pytest_collection_modifyitems",
    "pytest_report_header",
    "pytest_xdist_make_scheduler",
]


@pytest.fixture(scope="session", autouse=True)
def compiled_templates(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Compile each template once a process, not once an application: it takes longer than a page.

    ``snag serve`` compiles its own; code that is read from a file is code that can be put there.
    """
    with pytest.MonkeyPatch.context() as patch:
        cache = FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))
        patch.setattr(Flask, "jinja_options", {"bytecode_cache": cache})
        yield


@pytest.fixture(scope="session", autouse=True)
def compiled_addresses() -> Iterator[None]:
    """Compile what builds the addresses of a route once a process, not once an application.

    That is nine tenths of what an application takes to be made, and hundreds of tests make one.
    What is compiled depends on the rule alone and is given the rule when called; a rule with
    default values, which its converters write into the code, is compiled each time.
    """
    kept: dict[tuple[object, ...], Callable[..., tuple[str, str]]] = {}

    def builder(self: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        if self.defaults:
            return compile_builder(self, append_unknown)
        key = (self.rule, tuple(self._trace), append_unknown)
        if key not in kept:
            kept[key] = compile_builder(self, append_unknown)
        return kept[key]

    compile_builder = Rule._compile_builder
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Rule, "_compile_builder", builder)
        yield


@pytest.fixture(scope="session", autouse=True)
def parsed_queries() -> Iterator[None]:
    """Parse each SPARQL query of the shapes once a process, not once a check: a third of its time.

    What rdflib evaluates is what it parsed; it changes nothing in it, or could prepare no queries.
    """

    @lru_cache(maxsize=500)
    def parsed(text: str, base: str | None, names: tuple[tuple[str, str], ...]) -> Query:
        return translateQuery(parseQuery(text), base, dict(names))

    def query(
        self: SPARQLProcessor,
        asked: str | Query,
        bindings: Mapping[str, Identifier] | None = None,
        names: Mapping[str, str] | None = None,
        base: str | None = None,
        debug: bool = False,
    ) -> Mapping[str, Any]:
        if isinstance(asked, str):
            asked = parsed(asked, base, tuple((names or {}).items()))
        return evaluate(self, asked, bindings, names, base, debug)

    evaluate = SPARQLProcessor.query
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SPARQLProcessor, "query", query)
        yield


@pytest.fixture(scope="session", autouse=True)
def hashed_program() -> Iterator[None]:
    """Hash the files of the program once a process, not once a command.

    It takes a third of a command in process, and no test changes the program it runs; those of
    another program say which.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(place, "program_key", lru_cache(maxsize=1)(place.program_key))
        yield


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """A copy of the sample catalogue that a test may change."""
    return overlaid(tmp_path / "sample", TESTS / "no-overlay")


@pytest.fixture(scope="session")
def snapshots(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder for snapshots that tests only read, shared by all processes and all runs.

    A snapshot's key covers its sources, our code and the libraries, so that an old one is never
    taken for a new one; whoever comes first builds it, and others wait for the lock.
    """
    cache: pytest.Cache | None = getattr(pytestconfig, "cache", None)
    base = cache.mkdir("snapshots") if cache else tmp_path_factory.getbasetemp().parent
    # A folder that the program makes itself is private to its owner, whatever the umask is.
    return base / "private"


@pytest.fixture(scope="session")
def sample_knowledge(snapshots: Path) -> Iterator[Snapshot]:
    """The sample catalogue, built."""
    known = open_current(snapshots, SAMPLE, ONTOLOGY, lambda message: None)
    yield known
    known.close()


@pytest.fixture(scope="session")
def five_interviews(snapshots: Path) -> Iterator[Snapshot]:
    """The catalogue of five invented interviews, built."""
    known = open_current(snapshots, FIVE_INTERVIEWS, ONTOLOGY, lambda message: None)
    yield known
    known.close()


@pytest.fixture(scope="session")
def shipped(snapshots: Path) -> Iterator[Snapshot]:
    """The shipped catalogue, built."""
    known = open_current(snapshots, CATALOG, ONTOLOGY, lambda message: None)
    yield known
    known.close()


@pytest.fixture(scope="session")
def site_snapshot(request: pytest.FixtureRequest) -> Snapshot:
    """What the static site is of: the shipped catalogue when thorough, else the sample."""
    found: Snapshot = request.getfixturevalue("shipped" if THOROUGH else "sample_knowledge")
    return found


@pytest.fixture(scope="session")
def static_site(site_snapshot: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of a catalogue as files, written once for all processes of a run."""
    processes = os.environ.get("PYTEST_XDIST_WORKER")
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if processes else base
    with FileLock(shared / "static-site.lock"):
        if not (shared / "static-site").exists():
            write_site(create_app(site_snapshot), shared / "static-site", dumps=False)
    return shared / "static-site"


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL server for the session; no test stops this one."""
    with postgresql() as found:
        yield found


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a new, empty database, of each kind in turn."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/database/reviews.sqlite3"
        return
    found: Cluster = request.getfixturevalue("cluster")
    url = found.fresh()
    yield url
    found.drop(url)
