"""What pages are called: one name each, in navigation, headings, browser titles and links."""

PAGE_NAMES = {
    "issues": "Issues",
    "strategies": "Strategies",
    "interviews": "Interviews",
    "publications": "Publications",
    "reviews": "Design reviews",
    "ontology": "Ontology",
    "data": "Downloads",
    "search": "Search",
    "search/help": "How to search",
    "sparql": "SPARQL query",
    "evidence": "Evidence table",
    "compare": "Compare entries",
    "collection": "Collection",
    "gaps": "Gaps",
    "edges": "Edges",
    "changes": "Changes",
    "about": "About",
    "categories": "Categories",
    "vocabularies": "Vocabularies",
    "map": "Map of issues",
    "matrix": "Categories by phase",
    "issues-by-interview": "Issues by interview",
    "saturation": "Saturation",
    "co-occurrence": "Issues spoken of together",
    "questions": "Questions for a design review",
    "guide": "How a review chooses its issues",
}
"""By their paths; pages of a single thing are called after it."""

FOOTER_PAGES = {
    "Browse": (
        *("categories", "map", "matrix", "evidence", "questions", "gaps", "edges"),
        *("issues-by-interview", "saturation", "co-occurrence"),
    ),
    "Data": ("data", "sparql", "ontology", "vocabularies", "changes"),
    "Help": ("about", "search/help", "guide"),
}
"""The doors at the foot of every page."""

PAGE_DESCRIPTIONS = {
    "issues": "Quality issues of machine-learning systems, each with its causes, its consequences, "
    "what was tried, and the quotes and findings that it rests on.",
    "strategies": "What was tried or proposed against quality issues of machine-learning systems, "
    "with cost, trade-offs and outcome.",
    "interviews": "The interviews with practitioners that the catalogue rests on, with their "
    "terms, and each quote in its place.",
    "publications": "The publications whose findings the catalogue cites, each finding with its "
    "figures, how it was found, and the claims that rest on it.",
    "reviews": "A design review of a machine-learning system: the questions that follow from what "
    "went wrong elsewhere, and a record of your answers.",
    "ontology": "The OWL ontology of the catalogue: classes, properties and concept schemes, each "
    "with its definition and its uses.",
    "data": "The whole catalogue as RDF, JSON and CSV, with size, checksum and licence of each "
    "file.",
    "search": "Search the issues, strategies, quotes, turns of interviews and published findings "
    "in your own words.",
    "search/help": "What can be typed into the search: phrases, fields, beginnings of words, "
    "and what is done with spellings and other names.",
    "sparql": "Query the catalogue with SPARQL 1.1, with questions to begin from.",
    "evidence": "All issues, strategies, claims, quotes, findings and questions as one table: "
    "choose columns, sort, filter, count by two facets, and download it as CSV or LaTeX.",
    "gaps": "What the catalogue does not know: issues without a reported cause, claims by one "
    "witness, topics that participants could not speak to.",
    "changes": "What changed in issues and strategies, by edition and day.",
    "categories": "The five categories of quality issues, with how many issues each has.",
    "vocabularies": "Vocabularies of others that issues, strategies and concepts map to.",
    "map": "Which quality issue leads to which: every reported, published or inferred arrow, as a "
    "picture and as a table.",
    "matrix": "How many quality issues of each category arise in each phase of a machine-learning "
    "system's life.",
    "issues-by-interview": "How many quotes of each quality issue there are in each interview.",
    "saturation": "How many new quality issues each interview adds to those before it.",
    "co-occurrence": "Which quality issues are spoken of together, in one turn or one interview.",
    "compare": "Issues and strategies side by side, what they share first.",
    "collection": "Entries, quotes, findings and publications of your choice under one address.",
    "questions": "Every question that the catalogue has for a design review of a machine-learning "
    "system, by category and issue.",
}
"""What search engines and messengers show of a page, where its template does not say."""
