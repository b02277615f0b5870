"""What must be known of a query before it runs: its form, its dataset, whether it reaches out.

The tokens are those of SPARQL 1.1 Query Language, section 19.8. Whether ``<`` opens an IRI or
compares two values depends on the grammar around it, which a tokenizer does not have; so what is
said here makes answers clear, and what keeps a query from the network is the operating system
(``snaglist.sparql.local_store.offline``).
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urljoin, urlsplit

from snaglist.sparql.request import QueryError, RefusedError, Request

_TOKEN = re.compile(
    r"""
      (?P<space>[ \t\r\n]++|\#[^\r\n]*+)
    | (?P<iri><[^<>"{}|^`\x00-\x20]*+>)
    | (?P<string>\"\"\"(?:[^"\\]++|\\.|\"(?!\"\"))*+(?:\"\"\"|\\?+\Z)
        |\'\'\'(?:[^'\\]++|\\.|'(?!\'\'))*+(?:\'\'\'|\\?+\Z)
        |"(?:[^"\\\r\n]++|\\.)*+(?:"|\\?+\Z|(?=[\r\n]))
        |'(?:[^'\\\r\n]++|\\.)*+(?:'|\\?+\Z|(?=[\r\n])))
    | (?P<variable>[?$]\w++)
    | (?P<run>[^\W\d_][\w.·-]*+)?+(?P<local>:(?:(?:[\w:]|%[0-9A-Fa-f]{2}+|\\.)
        (?:[\w:.·-]|%[0-9A-Fa-f]{2}+|\\.)*+)?+)
    | (?P<words>[^\W\d_][\w.·-]*+)
    | (?P<blank>_:[\w.·-]*+)
    | (?P<language>@[A-Za-z]++(?:-[A-Za-z0-9]++)*+)
    | (?P<word>[A-Za-z_][A-Za-z0-9_]*+)
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
"""No alternative gives back what it has read, and each reads at most twice what some token takes.

So the work is linear in the length of the query. For that, a string without an end goes on to the
end of its line, or of the query, and a run of words is taken whole before it is told apart.
"""

_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*+")
_UPDATES = frozenset(
    "INSERT DELETE LOAD CLEAR DROP CREATE COPY MOVE ADD WITH".split()  # noqa: SIM905
)
_MOST_NESTED = 200
_LONGEST_IRI = 2_000
_MOST_NAMED = 100
"""Graphs that a message names."""


BASE_PREFIX = "id"
"""The prefix whose namespace relative IRIs are below, so that ``<SNAG-001>`` is an issue.

A service may choose it (SPARQL 1.1 Query, 4.1.1.2).
"""


class QueryForm(StrEnum):
    """The query forms of SPARQL 1.1, by their keyword."""

    SELECT = "SELECT"
    ASK = "ASK"
    CONSTRUCT = "CONSTRUCT"
    DESCRIBE = "DESCRIBE"


@dataclass(frozen=True, slots=True)
class QueryOutline:
    """A query from outside: its form, the graphs it names as its dataset, its prefixes.

    ``form`` is None where the text is no query; only the evaluation can say why.
    ``used`` holds the prefixes of all prefixed names, ``declared`` those of the prologue.
    """

    form: QueryForm | None
    graphs: tuple[str, ...]
    used: frozenset[str]
    declared: frozenset[str]


def outline_query(query: str, base: str = "") -> QueryOutline:
    """Read a query as far as the rules need; relative IRIs in it are below ``base``.

    Raises ``RefusedError`` for an update, for ``SERVICE``, and for nesting that no reader bears.
    """
    tokens = list(_tokens(query))
    form, graphs, declared = _prologue(tokens, base)
    depth = 0
    for kind, text in tokens:
        if kind == "word" and text.upper() == "SERVICE":
            raise RefusedError(
                "This query asks another server (SERVICE). Queries here see only the graphs "
                "that are here; take a dump from /data and join it where you are."
            )
        depth += (kind == "other") * ((text in "({[") - (text in ")}]"))
        if depth > _MOST_NESTED:
            raise RefusedError(
                f"The query nests more than {_MOST_NESTED} brackets; write it flatter."
            )
    used = frozenset(text.partition(":")[0] for kind, text in tokens if kind == "name")
    return QueryOutline(form=form, graphs=graphs, used=used, declared=declared)


def check_dataset(request: Request, named: QueryOutline, graphs: Collection[str]) -> None:
    """Raises ``QueryError`` for a dataset with a graph that is not among ``graphs``.

    The protocol's dataset replaces the one that the query names (SPARQL 1.1 Protocol, 2.1.4).
    """
    for iri in request.default_graphs + request.named_graphs or named.graphs:
        if iri not in graphs:
            known = ", ".join(f"<{name}>" for name in sorted(graphs)[:_MOST_NAMED])
            more = " and more" if len(graphs) > _MOST_NAMED else ""
            raise QueryError(
                f"There is no graph <{iri[:_LONGEST_IRI]}> here, and none is fetched. The graphs "
                f"are: {known}{more}."
            )


def _tokens(query: str) -> Iterator[tuple[str, str]]:
    for match in _TOKEN.finditer(query):
        kind, text = str(match.lastgroup), match.group()
        if kind == "local":
            # A prefix does not end with a dot; before one, a triple may have ended.
            run = match["run"] or ""
            if run.endswith("."):
                yield from _words(run)
                text = match["local"]
            yield "name", text
        elif kind == "words":
            yield from _words(text)
        elif kind != "space":
            yield kind, text


def _words(run: str) -> Iterator[tuple[str, str]]:
    return (("word", match.group()) for match in _WORD.finditer(run))


def _prologue(
    tokens: list[tuple[str, str]],
    base: str,
) -> tuple[QueryForm | None, tuple[str, ...], frozenset[str]]:
    """The form, the graphs after FROM, and the prefixes declared."""
    prefixes, form = {}, None
    graphs: list[str] = []
    words = iter(tokens)
    for kind, text in words:
        keyword = text.upper() if kind == "word" else ""
        if keyword in _UPDATES and form is None:
            raise RefusedError(
                f"This is an update ({keyword}). The catalogue can be read here, not changed; "
                "its sources are edited in its repository."
            )
        if keyword == "BASE" and form is None:
            base = _absolute(base, next(words, ("", ""))[1][1:-1])
        elif keyword == "PREFIX" and form is None:
            name, iri = next(words, ("", ""))[1], next(words, ("", ""))[1]
            prefixes[name.removesuffix(":")] = _absolute(base, iri[1:-1])
        elif keyword in QueryForm.__members__ and form is None:
            form = QueryForm(keyword)
        elif keyword == "FROM" and form is not None:
            kind, text = next(words, ("", ""))
            if text.upper() == "NAMED":
                kind, text = next(words, ("", ""))
            graphs.append(_resolved(kind, text, base, prefixes))
        elif text == "{" or keyword == "WHERE":
            if form is not QueryForm.CONSTRUCT or keyword == "WHERE":
                break
            _skip_template(words)
    return form, tuple(graphs), frozenset(prefixes)


def _skip_template(words: Iterator[tuple[str, str]]) -> None:
    """The template of a CONSTRUCT comes before its dataset."""
    depth = 1
    while depth:
        _, text = next(words, ("", "}"))
        depth += (text == "{") - (text == "}")


def _resolved(kind: str, text: str, base: str, prefixes: dict[str, str]) -> str:
    if kind == "name":
        prefix, _, local = text.partition(":")
        return prefixes.get(prefix, f"{prefix}:") + local
    return _absolute(base, text[1:-1])


def _absolute(base: str, iri: str) -> str:
    """The IRI against its base; one with a scheme stays as it is, to the character.

    Raises ``RefusedError`` for one that bases upon bases have made too long, as each of them is
    read again for the next.
    """
    found = iri if urlsplit(iri).scheme else urljoin(base, iri)
    if len(found) > _LONGEST_IRI + len(iri):
        raise RefusedError(f"The query makes an IRI of more than {_LONGEST_IRI:,} characters.")
    return found
