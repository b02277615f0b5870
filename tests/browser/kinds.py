"""One address of every kind of page, and of some kinds another."""

KINDS = [
    "/",
    "/issues",
    "/issues/SNAG-042",
    "/strategies",
    "/strategies/FIX-014",
    "/categories/trust",
    "/about",
    "/qualities/accuracy",
    "/interviews/I07",
    "/search?q=imputaton+of+sensors",
    "/questions",
    "/guide",
    "/reviews/new",
    "/vocabularies/ldqd",
    "/map",
    "/matrix",
    "/gaps",
    "/edges",
    "/changes",
    "/ontology",
    "/data",
    "/sparql?query=SELECT+*+%7B%3Fissue+a+snag%3AQualityIssue%7D",
    "/nowhere",
]

FURTHER = [
    "/issues?category=data&phase=operation",
    "/issues/SNAG-001",
    "/phases/maintenance",
    "/systems/traffic-counting",
    "/search?q=qqqqqqq",
    "/reviews/not-a-token",
    "/vocabularies",
    "/phases",
    "/interviews",
    "/categories",
    "/search",
    "/search/help",
    "/reviews",
]
"""Pages made by the templates of others above, or of the same parts and little else."""
