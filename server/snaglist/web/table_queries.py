"""The text of the SPARQL queries that give the rows of the evidence table."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from snaglist.graph.entries import CLAIM_CLASSES
from snaglist.model.entry import ClaimType
from snaglist.model.facets import EVIDENCE, NONE
from snaglist.web.sparql_queries import (
    EVIDENCE_PROPERTIES,
    PUBLISHED,
    QUOTED,
    RETIRED,
    has_any,
    issues_query,
    strategies_query,
)

Term = Callable[[str], str]
"""From the value of a facet to the term that has it in the graph."""


def _named(before: str) -> Term:
    return lambda value: f"<{before}{value}>"


def _enumerated(prefix: str) -> Term:
    """``not told`` is ``snag:outcomeNotTold``."""
    return lambda value: f"snag:{prefix}{value.title().replace(' ', '')}"


def _text(value: str) -> str:
    quoted = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{quoted}"'


@dataclass(frozen=True, slots=True)
class _Path:
    """From a row to the values of a facet: a pattern with ``?value``, and the terms of these."""

    pattern: str
    term: Term


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rows:
    """How the rows of a table are found; ``evidence`` leads to what has witnesses."""

    variable: str
    head: str
    patterns: str
    paths: Mapping[str, _Path]
    evidence: str = ""


WITNESS = "snag:hasWitnessLink/snag:witness"


def _of_quotes(before: str) -> dict[str, _Path]:
    """The facets of whose words something rests on; ``before`` leads up to its quotes."""
    return {
        "interview": _Path(f"{before}snag:quotedFrom ?value", _named("")),
        "person": _Path(f"{before}snag:spokenBy/snag:pseudonym ?value", _text),
        "role": _Path(
            f"{before}snag:spokenBy/snag:occupation ?value", lambda value: f"{_text(value)}@en"
        ),
        "domain": _Path(f"{before}snag:quotedFrom/snag:fromDomain ?value", _named("domain/")),
        "language": _Path(f"{before}snag:quotedFrom/dcterms:language ?value", _text),
    }


OF_CATEGORY = (
    "?%s ^snag:witness/^snag:hasWitnessLink/(^snag:hasClaim|snag:fromIssue) ?user . "
    f"?user snag:hasCategory ?value MINUS {{ ?user {RETIRED} }}"
)
"""The categories of the issues in use that rest on a witness."""

CLAIMS = _Rows(
    variable="claim",
    head="?claim ?entry ?text",
    patterns="  ?entry snag:hasClaim ?claim .\n  ?claim snag:text ?text .\n"
    f"  MINUS {{ ?entry {RETIRED} }}",
    paths={
        "type": _Path("?claim a ?value", lambda value: f"<{CLAIM_CLASSES[ClaimType(value)]}>"),
        "category": _Path("?entry snag:hasCategory ?value", _named("category/")),
        "phase": _Path("?entry snag:hasPhase ?value", _named("phase/")),
        "outcome": _Path("?claim snag:hasOutcome ?value", _enumerated("outcome")),
        "stance": _Path("?claim snag:hasWitnessLink/snag:withStance ?value", _enumerated("stance")),
        "quality": _Path("?claim snag:impairs/skos:broader* ?value", _named("quality/")),
        "stakeholder": _Path("?claim snag:feltBy ?value", _named("stakeholder/")),
        **_of_quotes(f"?claim {WITNESS}/"),
        "publication": _Path(f"?claim {WITNESS}/snag:findingOf ?value", _named("")),
    },
    evidence="?claim",
)

QUOTES = _Rows(
    variable="quote",
    head="?quote ?words",
    patterns="  ?quote a snag:Quote ; oa:hasSelector/oa:exact ?words .",
    paths={
        "category": _Path(OF_CATEGORY % "quote", _named("category/")),
        **_of_quotes("?quote "),
        "standing": _Path("?quote snag:hasStanding ?value", _enumerated("standing")),
        "system": _Path("?quote snag:aboutSystem ?value", _named("system/")),
        "coder": _Path("?quote ^oa:hasTarget/dcterms:creator/foaf:name ?value", _text),
    },
)

FINDINGS = _Rows(
    variable="finding",
    head="?finding ?text",
    patterns="  ?finding a snag:Finding ; snag:text ?text .",
    paths={
        "category": _Path(OF_CATEGORY % "finding", _named("category/")),
        "evidence-kind": _Path("?finding snag:hasEvidenceKind ?value", _named("evidence/")),
        "year": _Path("?finding snag:findingOf/dcterms:date ?value", _text),
        "publication": _Path("?finding snag:findingOf ?value", _named("")),
    },
)

QUESTIONS = _Rows(
    variable="question",
    head="?question ?issue ?text",
    patterns="  ?issue snag:asks ?question .\n  ?question snag:text ?text .\n"
    f"  MINUS {{ ?issue {RETIRED} }}",
    paths={
        "category": _Path("?issue snag:hasCategory ?value", _named("category/")),
        "phase": _Path("?question snag:askedInPhase ?value", _named("phase/")),
    },
    evidence="?question snag:guardsAgainst",
)

ROWS = {"claims": CLAIMS, "quotes": QUOTES, "findings": FINDINGS, "questions": QUESTIONS}


def rows_query(kind: str, chosen: Mapping[str, Sequence[str]]) -> str:
    """Select the rows of a table that match the choices; ``kind`` names the table."""
    if kind == "issues":
        return issues_query(chosen)
    if kind == "strategies":
        return strategies_query(chosen)
    rows = ROWS[kind]
    lines = [
        _borne_out(rows, values) if facet == EVIDENCE else _has_any(rows, facet, values)
        for facet, values in chosen.items()
        if values
    ]
    pattern = "\n".join((rows.patterns, *lines))
    return f"SELECT DISTINCT {rows.head}\nWHERE {{\n{pattern}\n}}\nORDER BY ?{rows.variable}\n"


def _has_any(rows: _Rows, facet: str, values: Sequence[str]) -> str:
    """That a row has one of these values of a facet; ``none`` is that it has no value at all."""
    path = rows.paths[facet]
    variable = f"?{facet.replace('-', '_')}"
    pattern = path.pattern.replace("?value", variable).replace("?user", f"{variable}_user")
    named = " ".join(path.term(value) for value in values if value != NONE)
    return has_any(rows.patterns.strip(), pattern, variable, named, NONE in values)


def _borne_out(rows: _Rows, values: Sequence[str]) -> str:
    """That what a row rests on has one of these values of the facet evidence."""

    def there(path: str) -> str:
        step = f"/{path}" if " " in rows.evidence else f" {path}"
        return f"EXISTS {{ {rows.evidence}{step} ?witness }}"

    tests = []
    for value in values:
        if value == NONE:
            parts = [f"! {there(QUOTED)}", f"! {there(PUBLISHED)}"]
        else:
            parts = [there(path) for path in EVIDENCE_PROPERTIES[value].values()]
        tests.append(" && ".join(parts))
    return f"  FILTER ( {' || '.join(f'( {test} )' for test in tests)} )"
