"""What came of W3C's tests, as EARL and as a page: made by a command, held to by a test."""

import tempfile
from collections.abc import Mapping
from importlib import metadata
from itertools import groupby
from pathlib import Path

from common import SAMPLE, TESTS
from servers import snag_serve
from w3c.sparql_query import OTHER_FORM, Suite, graph_options, outcomes

FOLDER = TESTS.parent / "docs" / "conformance"
EARL_FILE, PAGE_FILE = FOLDER / "sparql-query.earl.ttl", FOLDER / "sparql-query.md"
EARL = "http://www.w3.org/ns/earl#"

HEAD = """\
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix doap: <http://usefulinc.com/ns/doap#> .
@prefix earl: <http://www.w3.org/ns/earl#> .

<https://w3id.org/snaglist> a earl:TestSubject , doap:Project ;
    doap:name "Snaglist" ;
    dcterms:description "The SPARQL endpoint of the server, over pyoxigraph {engine}."@en .
"""

PAGE_HEAD = """\
# SPARQL queries: W3C's tests

{passed} of {total} tests of [W3C's suite](https://github.com/w3c/rdf-tests) for queries pass
through the endpoint, by turns with GET and POST: SPARQL 1.0 and 1.1, syntax and evaluation, without
update, federation and entailment; pyoxigraph {engine}. [The same as EARL](sparql-query.earl.ttl).
What fails is below, by what came instead; a value in another lexical form (`1` for `01`) is a
failure. `python tests/w3c/sparql_query.py` writes both files, and a thorough test holds them to
what the server answers.

- A graph in `FROM` that is not here is an error (400) that names those that are: an empty answer
  would mislead.
- A function that the engine does not know is an error (400), also where W3C tests its syntax alone.
- The engine keeps numbers and dates by their values, so that terms which only look different are
  one.
"""


def run() -> Mapping[str, str]:
    """What comes of every test, put to a server of its own that has the suite's data."""
    suite = Suite()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        options = graph_options(suite, folder)
        data = f"{folder / 'data'}"
        with snag_serve("--catalog", SAMPLE, *options, SNAGLIST_DATA=data) as port:
            return outcomes(suite, port)


def earl(found: Mapping[str, str]) -> str:
    """An assertion for each test, in the order of their names."""
    lines = [HEAD.format(engine=metadata.version("pyoxigraph"))]
    for test, why in sorted(found.items()):
        outcome = "earl:failed" if why else "earl:passed"
        told = f' ; earl:info "{_text(why)}"@en' if why else ""
        lines.append(
            "[] a earl:Assertion ; earl:subject <https://w3id.org/snaglist> ;\n"
            f"    earl:test <{test}> ; earl:mode earl:automatic ;\n"
            f"    earl:result [ a earl:TestResult ; earl:outcome {outcome}{told} ] .\n"
        )
    return "\n".join(lines)


def page(found: Mapping[str, str]) -> str:
    """The tests that fail, by what came instead."""
    failed = sorted((_kind(why), test) for test, why in found.items() if why)
    engine, passed = metadata.version("pyoxigraph"), len(found) - len(failed)
    lines = [PAGE_HEAD.format(passed=passed, total=len(found), engine=engine)]
    for why, group in groupby(failed, key=lambda pair: pair[0]):
        names = [f"[{_name(test)}]({test})" for _, test in group]
        lines.append(f"## {why[:1].upper()}{why[1:]} ({len(names)})\n\n{', '.join(names)}\n")
    return "\n".join(lines)


def _kind(why: str) -> str:
    return "another number of rows" if "rows, not the" in why else _text(why)


def _name(test: str) -> str:
    folder, _, name = test.partition("/manifest#")
    return f"{folder.rpartition('/')[2]}: {name}"


def _text(why: str) -> str:
    """What is said of a failure, without what differs from one to the next."""
    if why.startswith("answered 400"):
        for sign, said in (
            ("custom function", "a function that is not known is an error"),
            ("There is no graph", "a graph that is not here is an error"),
        ):
            if sign in why:
                return said
        return "taken for no SPARQL"
    return why if why == OTHER_FORM or "though" in why else why.replace('"', "'")


def main() -> None:
    """Write both files."""
    found = run()
    FOLDER.mkdir(exist_ok=True)
    EARL_FILE.write_text(earl(found), encoding="utf-8")
    PAGE_FILE.write_text(page(found), encoding="utf-8")
    print(f"{sum(not why for why in found.values())} of {len(found)} tests pass.")
