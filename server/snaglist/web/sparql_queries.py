"""The text of the SPARQL queries that give the same things as the lists on the site."""

from collections.abc import Mapping, Sequence

from snaglist.index.query import DocumentType, Hit

WITNESS = "(snag:hasClaim|^snag:from)/snag:hasWitnessLink/snag:witness"

OUTCOME = "snag:outcome"

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
    "system": (f"{WITNESS}/snag:about", "system/"),
    "mapping": ("snag:hasMapping/snag:mapsTo", ""),
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

STRATEGY_PATHS = {
    "strategy-kind": ("snag:hasKind", "strategy-kind/"),
    "phase": ("snag:hasPhase", "phase/"),
    "outcome": (
        f"{{ ?done snag:usesStrategy ?strategy {IN_USE % 'done'} }} ?done snag:hasOutcome",
        OUTCOME,
    ),
    "interview": (
        f"{{ ?strategy snag:hasClaim ?said }} UNION {{ ?said snag:usesStrategy ?strategy "
        f"{IN_USE % 'said'} }} ?said snag:hasWitnessLink/snag:witness/snag:quotedFrom",
        "",
    ),
}
"""The same for the strategies; what begins with a brace is a pattern that ends in a path."""


def issues_query(chosen: Mapping[str, Sequence[str]]) -> str:
    """Select the issues that match the choices of a list."""
    return _entries("issue", "snag:QualityIssue", ISSUE_PATHS, chosen)


def strategies_query(chosen: Mapping[str, Sequence[str]]) -> str:
    """Select the strategies that match the choices of a list."""
    return _entries("strategy", "snag:Strategy", STRATEGY_PATHS, chosen)


def _entries(
    name: str,
    kind: str,
    paths: Mapping[str, tuple[str, str]],
    chosen: Mapping[str, Sequence[str]],
) -> str:
    """Of the values of a facet any will do; every facet with a choice must hold."""
    lines = [f"  ?{name} a {kind} ; skos:prefLabel ?title .", ENGLISH, without_retired(name)]
    for facet, values in chosen.items():
        if not values:
            continue
        path, before = paths[facet]
        variable = f"?{facet.replace('-', '_')}"
        named = " ".join(
            f"{OUTCOME}{value.title().replace(' ', '')}"
            if before is OUTCOME
            else f"<{before}{value}>"
            for value in values
        )
        start = "" if path.startswith("{") else f"?{name} "
        lines.append(f"  VALUES {variable} {{ {named} }}\n  {start}{path} {variable} .")
    pattern = "\n".join(lines)
    return f"SELECT DISTINCT ?{name} ?title\nWHERE {{\n{pattern}\n}}\nORDER BY ?{name}\n"


def without_retired(name: str) -> str:
    """Leave out retired entries, as lists do."""
    return f"  MINUS {{ ?{name} snag:hasStatus snag:statusRetired }}"


def interviews_query() -> str:
    """Select the interviews with how many quotes there are of each."""
    return (
        "SELECT ?interview ?title (COUNT(?quote) AS ?quotes)\nWHERE {\n"
        "  ?interview a snag:Interview ; dcterms:title ?title .\n"
        "  OPTIONAL { ?interview snag:hasQuote ?quote }\n}\n"
        "GROUP BY ?interview ?title\nORDER BY ?interview\n"
    )


def entry_query(identifier: str) -> str:
    """Select the claims of an entry with the words they rest on."""
    return (
        "SELECT ?claim ?says ?quote ?words\nWHERE {\n"
        f"  {{ <{identifier}> snag:hasClaim ?claim }} UNION"
        f" {{ ?claim snag:usesStrategy <{identifier}> {IN_USE % 'claim'} }}\n"
        "  ?claim snag:text ?says ; snag:hasWitnessLink/snag:witness ?quote .\n"
        "  ?quote oa:hasSelector/oa:exact ?words .\n}\nORDER BY ?claim ?quote\n"
    )


def questions_query() -> str:
    """Select the questions of a review with the issue that asks them."""
    return (
        "SELECT ?issue ?title ?question\nWHERE {\n"
        "  ?issue snag:asks ?asked ; skos:prefLabel ?title .\n"
        f"{ENGLISH}\n"
        "  ?asked snag:text ?question .\n"
        f"{without_retired('issue')}\n}}\nORDER BY ?issue ?question\n"
    )


def arrows_query() -> str:
    """Select the arrows between issues, with how many quotes report each."""
    return (
        "SELECT ?from ?to (COUNT(?quote) AS ?quotes)\nWHERE {\n"
        "  ?arrow a snag:Arrow ; snag:from ?from ; snag:to ?to .\n"
        "  OPTIONAL { ?arrow snag:hasWitnessLink/snag:witness ?quote }\n"
        f"{without_retired('from')}\n{without_retired('to')}\n}}\n"
        "GROUP BY ?from ?to\nORDER BY ?from ?to\n"
    )


def matrix_query() -> str:
    """Count the issues of each category in each phase."""
    return (
        "SELECT ?category ?phase (COUNT(DISTINCT ?issue) AS ?issues)\nWHERE {\n"
        "  ?issue a snag:QualityIssue ; snag:hasCategory ?category ; snag:hasPhase ?phase .\n"
        f"{without_retired('issue')}\n}}\n"
        "GROUP BY ?category ?phase\nORDER BY ?category ?phase\n"
    )


REFERENCES = {
    DocumentType.PUBLICATION,
    DocumentType.GAP,
    DocumentType.EDGE,
    DocumentType.STUDY_ISSUE,
    DocumentType.CONCEPT,
    DocumentType.STUDY,
    DocumentType.TERM,
}
"""What is around entries and what was said: each has a name, under one property or another."""


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
                "  OPTIONAL { ?thing skos:prefLabel|rdfs:label|dcterms:title ?label "
                'FILTER ( lang(?label) IN ( "en", "" ) ) }',
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
