"""Categories as pages say them: a row in a list, and the whole category."""

from collections import Counter

from snaglist.model.catalogue import Catalogue
from snaglist.model.entry import Issue
from snaglist.model.scheme import Concept
from snaglist.web.site import Site, View
from snaglist.web.views.entries import issue_row, strategy_row

CATEGORY = "category"
"""The scheme whose top concepts are the categories, and the ones below them the kinds."""


def categories(catalogue: Catalogue) -> list[Concept]:
    """The categories in their order; none where the catalogue lacks the scheme."""
    schemes = [scheme for scheme in catalogue.schemes if scheme.id == CATEGORY]
    return [concept for scheme in schemes for concept in scheme.top()]


def category_row(site: Site, category: Concept) -> View:
    """What a list says of a category: its name leads to its page, its count to its issues."""
    return {
        **site.concept(CATEGORY, category.id),
        "count": len(_issues(site, category)),
        "listing": site.urls.listing("issues", {CATEGORY: category.id}),
    }


def category_view(site: Site, category: Concept) -> View:
    """Everything there is to say of a category."""
    issues = _issues(site, category)
    tally = Counter(issue.kind for issue in issues)
    kinds = site.catalogue.scheme(CATEGORY).below(category.id)
    return {
        **category_row(site, category),
        "also_called": list(category.also_called),
        "introduction": category.introduction,
        "kinds": [{**site.concept(CATEGORY, kind.id), "count": tally[kind.id]} for kind in kinds],
        "issues": [issue_row(site, issue) for issue in issues],
        "strategies": answering(site, issues),
        "others": [
            category_row(site, other)
            for other in categories(site.catalogue)
            if other.id != category.id
        ],
        "formats": {"JSON": site.urls.data(category, "json"), **site.urls.formats(category)},
    }


def _issues(site: Site, category: Concept) -> list[Issue]:
    return [issue for issue in site.catalogue.issues if issue.category == category.id]


def answering(site: Site, issues: list[Issue]) -> list[View]:
    """The strategies that answer these issues, each with those of them it answers."""
    here = {issue.id for issue in issues}
    rows = [strategy_row(site, strategy) for strategy in site.catalogue.strategies]
    kept = [row | {"issues": [name for name in row["issues"] if name in here]} for row in rows]
    return [row for row in kept if row["issues"]]
