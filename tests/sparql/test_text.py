"""What is read of a query before it runs."""

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from costs import cost_grows_linearly
from hypothesis import given
from hypothesis import strategies as st

from snaglist.sparql import guard
from snaglist.sparql.guard import QueryForm, QueryOutline, check_dataset, outline_query
from snaglist.sparql.request import QueryError, RefusedError, Request

FORMS = [
    ("SELECT * {}", QueryForm.SELECT),
    ("ask{}", QueryForm.ASK),
    ("# SELECT\nCONSTRUCT WHERE {}", QueryForm.CONSTRUCT),
    ("BASE <http://x/> PREFIX a: <b> DESCRIBE a:c", QueryForm.DESCRIBE),
    ("PREFIX select: <http://x/> ASK { select:a a select:ASK }", QueryForm.ASK),
    ("hello", None),
    ("", None),
]


@pytest.mark.parametrize(("query", "form"), FORMS, ids=[query for query, _ in FORMS])
def test_the_form_is_the_first_keyword_after_the_prologue(
    query: str, form: QueryForm | None
) -> None:
    assert outline_query(query).form is form


DATASETS = [
    ("SELECT * FROM <http://x/a> FROM NAMED <http://x/b> {}", ("http://x/a", "http://x/b")),
    ("PREFIX x: <http://x/> ASK FROM x:a from named x:b { ?s x:from x:c }", None),
    ("BASE <http://x/y> ASK FROM <a> FROM NAMED <b> WHERE {}", None),
    ("PREFIX : <http://x/> CONSTRUCT { ?s ?p {} } FROM :a FROM NAMED :b WHERE { }", None),
    ("CONSTRUCT FROM <http://x/a> FROM NAMED <http://x/b> WHERE { ?s ?p ?o }", None),
    ("DESCRIBE <http://x/c> FROM <http://x/a> FROM NAMED <http://x/b>", None),
    ("SELECT * { ?s ?p 'FROM <http://x/a>' }", ()),
]


@pytest.mark.parametrize(("query", "graphs"), DATASETS, ids=[query for query, _ in DATASETS])
def test_the_dataset_is_what_stands_after_from(query: str, graphs: tuple[str, ...] | None) -> None:
    expected = ("http://x/a", "http://x/b") if graphs is None else graphs
    assert outline_query(query).graphs == expected


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://x/> {} }",
        "SELECT * { service silent ?x { ?s ?p ?o } }",
        "SELECT * {{{ ?s ?p 'a' SERVICE<http://x/>{} }}}",
        "SELECT * { ?s ?p '''it's''' . SERVICE <http://x/> {} }",
        'SELECT * { ?s ?p """say "x\\"""" . SERVICE <http://x/> {} }',
    ],
)
def test_asking_another_server_is_refused(query: str) -> None:
    with pytest.raises(RefusedError, match="SERVICE"):
        outline_query(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s ?p 'SERVICE <http://x/> {}' }",
        "SELECT ?service { ?service service:is <http://x/SERVICE> } # SERVICE <http://x/>",
        "PREFIX service: <http://x/> ASK { ?s service:service ?o }",
    ],
)
def test_the_word_service_may_be_said(query: str) -> None:
    assert outline_query(query).form


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { <a> <b> <c> }",
        "PREFIX x: <http://x/> DELETE WHERE { ?s ?p ?o }",
        "# ASK\nCLEAR ALL",
        "drop silent all",
        "LOAD <http://x/>",
        "WITH <http://x/> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "CREATE GRAPH <http://x/>",
        "COPY DEFAULT TO <http://x/>",
        "MOVE DEFAULT TO <http://x/>",
        "ADD DEFAULT TO <http://x/>",
    ],
)
def test_updates_are_refused(update: str) -> None:
    with pytest.raises(RefusedError, match="update"):
        outline_query(update)


def test_nesting_is_bounded() -> None:
    assert outline_query("ASK { FILTER" + "(" * 190 + "1" + ")" * 190 + "}").form is QueryForm.ASK
    with pytest.raises(RefusedError, match="brackets"):
        outline_query("ASK { FILTER" + "(" * 2000 + "1")


def test_prefixes_used_and_declared_are_told() -> None:
    found = outline_query("PREFIX a: <http://x/> ASK { a:b c:d <e:f> ; :g 'h:i' }")
    assert found.declared == frozenset({"a"})
    assert found.used == frozenset({"a", "c", ""})


def test_the_dataset_of_the_protocol_replaces_the_query_s() -> None:
    named = QueryOutline(QueryForm.ASK, ("http://x/unknown",), frozenset(), frozenset())
    graphs = ("http://x/a",)
    with pytest.raises(QueryError, match=r"no graph <http://x/unknown>.*<http://x/a>"):
        check_dataset(Request(query=""), named, graphs)
    check_dataset(Request(query="", default_graphs=graphs), named, graphs)
    with pytest.raises(QueryError, match="no graph <http://x/b>"):
        check_dataset(Request(query="", named_graphs=("http://x/b",)), named, graphs)


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(RefusedError):
        assert outline_query(text)


PIECES = st.sampled_from(
    ["SELECT", "FROM", "NAMED", "<a>", "a:b", "{", "}", "'", '"""', "\\", "#", "\n", "PREFIX", " "]
)


@given(st.lists(PIECES, max_size=40))
def test_any_pieces_of_a_query_are_read_or_refused(pieces: list[str]) -> None:
    with suppress(RefusedError):
        assert outline_query("".join(pieces))


PARTS = st.sampled_from(
    [
        "é",
        "a.",
        "a·",
        "a",
        "-",
        ".",
        ":",
        "%",
        "<",
        ">",
        '"',
        "'",
        "\\",
        "\n",
        "#",
        "_:",
        "@a-",
        "?",
        "{",
    ]
)
HOSTILE = [
    *("é", "a.", "a·", "a-", "é:", "a.:", ":%", "<a", "<", "_:", "@a-", "?", "%", "\\", "#", " "),
    *('\\"', '"\\"', '"""\\"', '\\"""', "\\'", "'''\\'", '"', '""', '"""', "'", "#\n", '"\n'),
    *("BASE <a/>", "PREFIX a:<b>", "FROM <a>", "SELECT ", "{}", "(", '"a"@'),
]
BEFORE = ["", '"', '"""', "'''", "ASK {", "CONSTRUCT {"]


@pytest.mark.parametrize("before", BEFORE)
def test_the_work_grows_as_the_query_does(before: str) -> None:
    def read(size: int) -> None:
        for part in HOSTILE:
            with suppress(RefusedError):
                outline_query(before + part * (size // len(part)))

    assert cost_grows_linearly(read, 500)


def repeats(parsed: Any) -> Iterator[str]:
    """How each repetition in a regular expression goes about it."""
    for operation, argument in parsed:
        if str(operation).endswith("_REPEAT"):
            yield str(operation)
        for inside in argument if isinstance(argument, tuple | list) else ():
            if type(inside).__name__ == "SubPattern":
                yield from repeats(inside)
            elif isinstance(inside, list):
                for each in inside:
                    if type(each).__name__ == "SubPattern":
                        yield from repeats(each)


def test_no_repetition_gives_back_what_it_has_read() -> None:
    pattern = guard._TOKEN
    parser: Any = re._parser  # type: ignore[attr-defined]
    found = list(repeats(parser.parse(pattern.pattern, pattern.flags)))
    assert len(found) > 20
    assert set(found) == {"POSSESSIVE_REPEAT"}


@given(st.lists(PARTS, max_size=60))
def test_every_character_is_read_once(parts: list[str]) -> None:
    text = "".join(parts)
    assert "".join(match.group() for match in guard._TOKEN.finditer(text)) == text


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("a.b c", ["a", "b", "c"]),
        ("true.SERVICE <x>", ["true", "SERVICE"]),
        ("éSERVICE", ["SERVICE"]),
        ("a-b5", ["a", "b5"]),
        ("x.:y", ["x"]),
        ("x.y:z a", ["a"]),
    ],
)
def test_words_are_told_apart_from_names(query: str, words: list[str]) -> None:
    assert [text for kind, text in guard._tokens(query) if kind == "word"] == words


@pytest.mark.parametrize(
    ("query", "used"),
    [("a:b", "a"), ("a.b:c", "a.b"), ("a.:c", ""), ("é:c", "é"), (":c", ""), ("a·:c", "a·")],
)
def test_the_prefix_of_a_name_is_what_is_before_its_colon(query: str, used: str) -> None:
    assert outline_query(query).used == frozenset({used})


def test_bases_upon_bases_end() -> None:
    with pytest.raises(RefusedError, match="2,000 characters"):
        outline_query("BASE <http://x/>" + "BASE <aaaa/>" * 1000 + "ASK {}")
