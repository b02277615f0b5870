"""The competency questions of an ontology folder, as examples for those who query."""

import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

from snaglist.graph.ontology import authored_files, read_query
from snaglist.schema.finding import Finding

QUESTIONS_FOLDER = "questions"

_NAMED = re.compile(r"<([^<>\s:?=]+)>")
"""A relative IRI, which is below the catalogue's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleQuery:
    """A question in words, and as a query of the form SELECT, ASK or CONSTRUCT."""

    name: str
    question: str
    query: str
    form: str


def read_examples(ontology: Path) -> tuple[tuple[ExampleQuery, ...], list[Finding]]:
    """The files ``questions/*.rq``, by name, and what is wrong with them.

    A file begins with comments. The question is what follows ``# question:``, else the first of
    the comments; the query is all that follows them.
    """
    examples: list[ExampleQuery] = []
    findings: list[Finding] = []
    for path in authored_files(ontology / QUESTIONS_FOLDER, ".rq"):
        text, unread = read_query(path)
        if unread:
            findings += unread
            continue
        words, query = _parts(text)
        form = query_form(query)
        if words and form:
            examples.append(ExampleQuery(name=path.stem, question=words, query=query, form=form))
            continue
        missing = "a query that selects, asks or constructs" if words else "a question in words"
        place = f"{ontology.name}/{QUESTIONS_FOLDER}/{path.name}"
        mend = "Begin it with '# question: …', then the query."
        findings.append(Finding(place, 0, "question", f"there is not {missing} in it.", mend))
    return tuple(examples), findings


def answerable(
    examples: Iterable[ExampleQuery], identifiers: Container[str]
) -> tuple[ExampleQuery, ...]:
    """The examples that ask about nothing in particular, or about things that there are.

    An ontology is shared by catalogues: a question about one issue is an example in one of them.
    """
    return tuple(
        each for each in examples if all(name in identifiers for name in _NAMED.findall(each.query))
    )


def _parts(text: str) -> tuple[str, str]:
    """The question and the query of a file."""
    lines = text.splitlines()
    head = next((n for n, line in enumerate(lines) if not line.startswith("#")), len(lines))
    comments = [line.lstrip("# ").strip() for line in lines[:head]]
    named = [line[9:].strip() for line in comments if line.lower().startswith("question:")]
    words = named or [line for line in comments if line]
    return (words[0] if words else ""), "\n".join(lines[head:]).strip() + "\n"


_TOKEN = re.compile(
    r"""(?P<iri><[^<>"{}|^`\x00-\x20]*>)|(?P<comment>\#[^\n]*)
    |"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'
    |(?P<declared>(?i:PREFIX)\s+[\w.-]*:\s*<[^>]*>)|(?<![\w?$])(?P<prefix>[A-Za-z][\w.-]*)?:(?=[\w])""",
    re.VERBOSE,
)
"""What a prefix may be mistaken for, and prefixes before names."""


def portable_query(query: str, prefixes: Mapping[str, str], base: str) -> str:
    """The query as every endpoint reads it: its prefixes declared, its IRIs absolute."""
    tokens = list(_TOKEN.finditer(query))
    prologue = [each["declared"] for each in tokens if each["declared"]]
    declared = {each.split()[1].partition(":")[0] for each in prologue}
    used = {each["prefix"] for each in tokens if each["prefix"]} - declared
    head = [f"PREFIX {name}: <{prefixes[name]}>\n" for name in sorted(used & prefixes.keys())]

    def absolute(token: re.Match[str]) -> str:
        iri = token["iri"]
        return f"<{urljoin(base, iri[1:-1])}>" if iri else token[0]

    return "".join(head) + _TOKEN.sub(absolute, query)


def query_form(query: str) -> str | None:
    """The first word of a query that says its form and is no part of an IRI or a comment."""
    bare = re.sub(r"<[^<>\s]*>|#[^\n]*", " ", query)
    found = re.search(r"\b(SELECT|ASK|CONSTRUCT)\b", bare, re.IGNORECASE)
    return found[1].upper() if found else None
