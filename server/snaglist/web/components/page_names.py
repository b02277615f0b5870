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
    "questions": "Questions for a design review",
    "guide": "How a review chooses its issues",
}
"""By their paths; pages of a single thing are called after it."""
