"""The text of the SPARQL queries that give the same things as the lists on the site."""

import json
from collections.abc import Mapping, Sequence

from snaglist.index.query import DocumentType, Hit
from snaglist.model.facets import NONE

WITNESS = "(snag:hasClaim|^snag:fromIssue)/snag:hasWitnessLink/snag:witness"

OUTCOME = "snag:outcome"

PLAIN, WORDS = "plain", "words"
"""In the place of what comes before the ids: the values are plain strings, or English words."""

EVIDENCE = "evidence"
"""In the place of what comes before the ids: the path is a pattern for what bears something out,
to be filled in with ``QUOTED`` or ``PUBLISHED`` and the name of a variable."""

QUOTED, PUBLISHED = "snag:witnessedBy", "snag:supportedByFinding"
"""From a claim or an arrow to the quotes, and to the findings, that bear it out."""

RETIRED = "snag:hasStatus snag:statusRetired"

OWN_MAPPING = (
    'FILTER ( STRSTARTS( STR( ?match ), CONCAT( STR( ?issue ), "-M" ) ) ) '
    "FILTER NOT EXISTS { ?match snag:mappingRelation snag:noCounterpartIn }"
)
"""Leaves those that an entry states itself, and that find a counterpart."""

ISSUE_PATHS = {
    "category": ("snag:hasCategory", "category/"),
    "kind": ("snag:hasKind", "category/"),
    "phase": ("snag:hasPhase", "phase/"),
    "source": ("snag:drawsOn", "source/"),
    "strategy-kind": ("(snag:answeredBy|snag:noticedBy)/snag:hasKind", "strategy-kind/"),
    "outcome": ("snag:hasClaim/snag:hasOutcome", OUTCOME),
    "artefact": ("snag:affects", "artefact/"),
    "quality": ("snag:hasClaim/snag:impairs/skos:broader*", "quality/"),
    "stakeholder": ("snag:hasClaim/snag:feltBy", "stakeholder/"),
    "interview": (f"{WITNESS}/snag:quotedFrom", ""),
    "person": (f"{WITNESS}/snag:spokenBy/snag:pseudonym", PLAIN),
    "role": (f"{WITNESS}/snag:spokenBy/snag:occupation", WORDS),
    "domain": (f"{WITNESS}/snag:quotedFrom/snag:fromDomain", "domain/"),
    "language": (f"{WITNESS}/snag:quotedFrom/dcterms:language", PLAIN),
    "system": (f"{WITNESS}/snag:aboutSystem", "system/"),
    "mapping": (f"{{ ?issue snag:hasMapping ?match {OWN_MAPPING} }} ?match snag:mapsTo", ""),
    "evidence": ("?issue (snag:hasClaim|^snag:fromIssue)/%s ?{0}", EVIDENCE),
}
"""For each facet of the issues, the path to its values and what comes before their ids.

``OUTCOME`` in the place of the latter: the values are the outcomes that the ontology names.
"""

EDGES_QUERY = """SELECT ?edge ?title ?item ?what ?instrument WHERE {
  ?edge a snag:Edge ; skos:prefLabel ?title ; snag:pointsTo ?pointer .
  ?pointer dcterms:identifier ?item ; rdfs:label ?what ; snag:itemOf/dcterms:title ?instrument .
} ORDER BY ?edge ?instrument ?item"""
"""Select the edges with all that they point to."""

ENGLISH = '  FILTER ( lang(?title) = "en" )'
"""Leaves out titles in other languages."""

IN_USE = "MINUS { ?gone snag:hasClaim ?%s ; snag:hasStatus snag:statusRetired }"
"""Leaves out the claims of retired entries."""

STRATEGY_WITNESS = (
    "{ ?strategy snag:hasClaim ?said } UNION { ?said snag:usesStrategy ?strategy "
    f"{IN_USE % 'said'} }} ?said snag:hasWitnessLink/snag:witness"
)

STRATEGY_PATHS = {
    "strategy-kind": ("snag:hasKind", "strategy-kind/"),
    "phase": ("snag:hasPhase", "phase/"),
    "outcome": (
        f"{{ ?done snag:usesStrategy ?strategy {IN_USE % 'done'} }} ?done snag:hasOutcome",
        OUTCOME,
    ),
    "interview": (f"{STRATEGY_WITNESS}/snag:quotedFrom", ""),
    "person": (f"{STRATEGY_WITNESS}/snag:spokenBy/snag:pseudonym", PLAIN),
    "role": (f"{STRATEGY_WITNESS}/snag:spokenBy/snag:occupation", WORDS),
    "domain": (f"{STRATEGY_WITNESS}/snag:quotedFrom/snag:fromDomain", "domain/"),
    "language": (f"{STRATEGY_WITNESS}/snag:quotedFrom/dcterms:language", PLAIN),
    "evidence": (
        "{{ ?strategy snag:hasClaim ?claim }} UNION {{ ?claim snag:usesStrategy ?strategy "
        f"FILTER NOT EXISTS {{{{ ?gone snag:hasClaim ?claim ; {RETIRED} }}}} }}}} ?claim %s ?{{0}}",
        EVIDENCE,
    ),
}
"""The same for the strategies; what begins with a brace is a pattern that ends in a path."""


EVIDENCE_PROPERTIES = {
    "told": {"quote": QUOTED},
    "published": {"finding": PUBLISHED},
    "both": {"quote": QUOTED, "finding": PUBLISHED},
}
"""For each value of the facet evidence, what there has to be."""


TOLD_CLAIM = f"{{ ?issue snag:hasClaim ?said . ?said {QUOTED} ?words }} ?said "
TOLD_ISSUE_PATHS = {
    **ISSUE_PATHS,
    "strategy-kind": (f"{TOLD_CLAIM}snag:usesStrategy/snag:hasKind", "strategy-kind/"),
    "outcome": (f"{TOLD_CLAIM}snag:hasOutcome", OUTCOME),
    "quality": (f"{TOLD_CLAIM}snag:impairs/skos:broader*", "quality/"),
    "stakeholder": (f"{TOLD_CLAIM}snag:feltBy", "stakeholder/"),
}
"""The same where only what interviews bear out is asked for: by the claims that a quote bears out.

What begins with a brace is a pattern that ends in a path.
"""

TOLD_STRATEGY_PATHS = {
    **STRATEGY_PATHS,
    "outcome": (
        f"{{ ?done snag:usesStrategy ?strategy ; {QUOTED} ?words {IN_USE % 'done'} }} "
        "?done snag:hasOutcome",
        OUTCOME,
    ),
}


def told_alone(chosen: Mapping[str, Sequence[str]]) -> bool:
    """Whether the choices ask for only what interviews bear out."""
    return list(chosen.get(EVIDENCE, ())) == ["told"]


def issues_query(chosen: Mapping[str, Sequence[str]]) -> str:
    """Select the issues that match the choices of a list."""
    paths = TOLD_ISSUE_PATHS if told_alone(chosen) else ISSUE_PATHS
    return _entries("issue", "snag:QualityIssue", paths, chosen)


def strategies_query(chosen: Mapping[str, Sequence[str]]) -> str:
    """Select the strategies that match the choices of a list."""
    paths = TOLD_STRATEGY_PATHS if told_alone(chosen) else STRATEGY_PATHS
    return _entries("strategy", "snag:Strategy", paths, chosen)


def _entries(
    name: str,
    kind: str,
    paths: Mapping[str, tuple[str, str]],
    chosen: Mapping[str, Sequence[str]],
) -> str:
    """Of the values of a facet any will do; every facet with a choice must hold."""
    lines = [f"  ?{name} a {kind} ; skos:prefLabel ?title .", ENGLISH, without_retired(name)]
    several = sum(1 for values in chosen.values() if values) > 1
    for facet, values in chosen.items():
        if not values:
            continue
        path, before = paths[facet]
        if before is EVIDENCE:
            either = " || ".join(_borne_out(path, each) for each in values)
            lines.append(f"  FILTER ( {either} )")
            continue
        variable = f"?{facet.replace('-', '_')}"
        named = " ".join(_value(before, value) for value in values if value != NONE)
        if path.startswith("{"):
            # The claim that one choice is about need not be that of another.
            path = path.replace("?said", f"{variable}_said").replace("?words", f"{variable}_words")
        else:
            path = f"?{name} {path}"
        pattern = f"{path} {variable}"
        line = has_any(f"?{name} a {kind}", pattern, variable, named, NONE in values)
        # None at all, alone, is a MINUS: it finds nothing by itself, and nothing twice.
        lines.append(as_set(f"?{name}", line) if several and named else line)
    pattern = "\n".join(lines)
    return f"SELECT DISTINCT ?{name} ?title\nWHERE {{\n{pattern}\n}}\nORDER BY ?{name}\n"


def _value(before: str, value: str) -> str:
    """A value of a facet as a query names it."""
    if before is OUTCOME:
        return f"{OUTCOME}{value.title().replace(' ', '')}"
    if before in (PLAIN, WORDS):
        return json.dumps(value, ensure_ascii=False) + ("@en" if before is WORDS else "")
    return f"<{before}{value}>"


def as_set(variable: str, pattern: str) -> str:
    """The values of a variable in a pattern, each once.

    Where several patterns find each thing many times over, their join has the product of it.
    """
    return f"  {{ SELECT DISTINCT {variable} WHERE {{\n{pattern}\n  }} }}"


def has_any(kind: str, pattern: str, variable: str, named: str, or_none: bool) -> str:
    """That there is one of the named values, or, where that will do, none at all.

    ``kind`` is a pattern that finds what may have values.
    """
    one = f"VALUES {variable} {{ {named} }}\n  {pattern} ."
    # As a set, for Oxigraph takes a thousand times as long where NOT EXISTS has such paths.
    none = f"MINUS {{ {pattern.replace('/skos:broader*', '')} }}"
    if not or_none:
        return f"  {one}"
    return f"  {{ {one} }} UNION {{ {kind} {none} }}" if named else f"  {none}"


def _borne_out(pattern: str, evidence: str) -> str:
    """That there is all which a value of the facet evidence asks for."""
    if evidence == NONE:
        parts = [
            f"NOT EXISTS {{ {(pattern % path).format(variable)} }}"
            for variable, path in EVIDENCE_PROPERTIES["both"].items()
        ]
        return f"( {' && '.join(parts)} )"
    parts = [
        f"EXISTS {{ {(pattern % path).format(variable)} }}"
        for variable, path in EVIDENCE_PROPERTIES[evidence].items()
    ]
    return parts[0] if len(parts) == 1 else f"( {' && '.join(parts)} )"


def without_retired(name: str) -> str:
    """Leave out retired entries, as lists do."""
    return f"  MINUS {{ ?{name} snag:hasStatus snag:statusRetired }}"


def publications_query(chosen: Mapping[str, Sequence[str]]) -> str:
    """Select the publications that match the choices of their list."""
    kinds = " ".join(f"<evidence/{each}>" for each in chosen.get("evidence-kind", ()))
    years = " ".join(f'"{each}"' for each in chosen.get("year", ()))
    return (
        "SELECT DISTINCT ?publication ?title ?year\nWHERE {\n"
        + (f"  VALUES ?kind {{ {kinds} }}\n" if kinds else "")
        + (f"  VALUES ?year {{ {years} }}\n" if years else "")
        + "  ?publication a snag:Publication ; dcterms:title ?title ; dcterms:date ?year ;\n"
        "    snag:hasFinding/snag:hasEvidenceKind ?kind .\n}\nORDER BY ?publication\n"
    )


def interviews_query() -> str:
    """Select the interviews with how many quotes there are of each."""
    return (
        "SELECT ?interview ?title (COUNT(?quote) AS ?quotes)\nWHERE {\n"
        "  ?interview a snag:Interview ; dcterms:title ?title .\n"
        "  OPTIONAL { ?interview snag:hasQuote ?quote }\n}\n"
        "GROUP BY ?interview ?title\nORDER BY ?interview\n"
    )


def entry_query(identifier: str) -> str:
    """Select the claims of an entry with the words, said or published, that they rest on."""
    return (
        "SELECT ?claim ?says ?witness ?words\nWHERE {\n"
        f"  {{ <{identifier}> snag:hasClaim ?claim }} UNION"
        f" {{ ?claim snag:usesStrategy <{identifier}> {IN_USE % 'claim'} }}\n"
        "  ?claim snag:text ?says ; snag:hasWitnessLink/snag:witness ?witness .\n"
        "  ?witness (oa:hasSelector/oa:exact)|snag:text ?words .\n}\nORDER BY ?claim ?witness\n"
    )


def questions_query(told: bool = False) -> str:
    """Select the questions of a review with the issue that asks them; or what quotes bear out."""
    borne_out = f"  FILTER EXISTS {{ ?asked snag:guardsAgainst/{QUOTED} ?quote }}\n" if told else ""
    return (
        "SELECT ?issue ?title ?question\nWHERE {\n"
        "  ?issue snag:asks ?asked ; skos:prefLabel ?title .\n"
        f"{ENGLISH}\n"
        "  ?asked snag:text ?question .\n"
        f"{borne_out}{without_retired('issue')}\n}}\nORDER BY ?issue ?question\n"
    )


def arrows_query(told: bool = False) -> str:
    """Select the arrows between issues, with how many quotes and findings each has.

    Or, where that is asked for, only those that a quote bears out or that are inferred, between
    issues that a quote bears out.
    """
    issue = ISSUE_PATHS["evidence"][0] % QUOTED
    ends = [issue.format("q").replace("?issue", end) for end in ("?from", "?to")]
    borne_out = "".join(f"  FILTER EXISTS {{ {end} }}\n" for end in ends)
    link = "?arrow snag:hasWitnessLink/snag:witness"
    said = f"EXISTS {{ ?arrow {QUOTED} ?q }}"
    borne_out += f"  FILTER ( {said} || EXISTS {{ ?arrow snag:concludedByEditors true }} )\n"
    return (
        "SELECT ?from ?to (COUNT(DISTINCT ?quote) AS ?quotes) "
        "(COUNT(DISTINCT ?finding) AS ?findings)\nWHERE {\n"
        "  ?arrow a snag:CausalLink ; snag:fromIssue ?from ; snag:toIssue ?to .\n"
        f"  OPTIONAL {{ {link} ?quote . ?quote a snag:Quote }}\n"
        f"  OPTIONAL {{ {link} ?finding . ?finding a snag:Finding }}\n"
        f"{borne_out if told else ''}"
        f"{without_retired('from')}\n{without_retired('to')}\n}}\n"
        "GROUP BY ?from ?to\nORDER BY ?from ?to\n"
    )


def matrix_query(told: bool = False) -> str:
    """Count the issues of each category in each phase; or those that a quote bears out."""
    borne_out = f"  FILTER {_borne_out(ISSUE_PATHS['evidence'][0], 'told')}\n" if told else ""
    return (
        "SELECT ?category ?phase (COUNT(DISTINCT ?issue) AS ?issues)\nWHERE {\n"
        "  ?issue a snag:QualityIssue ; snag:hasCategory ?category ; snag:hasPhase ?phase .\n"
        f"{borne_out}{without_retired('issue')}\n}}\n"
        "GROUP BY ?category ?phase\nORDER BY ?category ?phase\n"
    )


OCCURRENCES_QUERY = f"""SELECT ?issue ?interview (COUNT(DISTINCT ?quote) AS ?quotes)
WHERE {{
  ?issue a snag:QualityIssue .
  ?issue (snag:hasClaim|^snag:fromIssue)/{QUOTED} ?quote .
  ?quote snag:quotedFrom ?interview .
{without_retired("issue")}
}}
GROUP BY ?issue ?interview
ORDER BY ?issue ?interview
"""
"""Count the quotes of each issue in each interview."""

REFERENCES = {
    DocumentType.PUBLICATION,
    DocumentType.GAP,
    DocumentType.EDGE,
    DocumentType.STUDY_ISSUE,
    DocumentType.CONCEPT,
    DocumentType.STUDY,
    DocumentType.TERM,
}
"""What is around entries and what was said: each is called by its label."""


def hits_query(hits: Sequence[Hit], first: int) -> str:
    """Select the things on a page of search results, ``first`` being the place of its first.

    The index of words is no part of the graph, so the things are named one by one.
    """
    rows = "\n".join(
        # The ontology's terms are named by its prefix, all else by the end of its IRI.
        f"    ( {place} {hit.id if hit.type is DocumentType.TERM else f'<{hit.id}>'} )"
        for place, hit in enumerate(hits, start=first)
    )
    words = "\n".join(
        line
        for kinds, line in (
            (
                {DocumentType.ISSUE, DocumentType.STRATEGY},
                '  OPTIONAL { ?thing skos:prefLabel ?title FILTER ( lang(?title) = "en" ) }',
            ),
            (
                REFERENCES,
                '  OPTIONAL { ?thing rdfs:label ?label FILTER ( lang(?label) = "en" ) }',
            ),
            ({DocumentType.QUOTE}, "  OPTIONAL { ?thing oa:hasSelector/oa:exact ?words }"),
            ({DocumentType.TURN}, "  OPTIONAL { ?thing snag:inSection/rdfs:label ?section }"),
        )
        if any(hit.type in kinds for hit in hits)
    )
    return (
        "# The things on this page of the search, named one by one:\n"
        "# the index of words is no part of the graph.\n"
        f"SELECT *\nWHERE {{\n  VALUES ( ?place ?thing ) {{\n{rows}\n  }}\n{words}\n}}\n"
        "ORDER BY ?place\n"
    )
