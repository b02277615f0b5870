"""The categories, and what a list says of one."""

from collections.abc import Iterable

from snaglist.model.catalogue import Catalogue
from snaglist.model.entry import Entry, Issue
from snaglist.model.scheme import Concept
from snaglist.web.site import ConceptView, Site

CATEGORY = "category"
"""The scheme whose top concepts are the categories, and the ones below them the kinds."""


class CategoryRow(ConceptView):
    """A category with how many issues it has, and the address of their list.

    ``published_only`` says how many of them rest on findings and on no quote.
    """

    count: int
    published_only: int
    listing: str


def categories(catalogue: Catalogue) -> list[Concept]:
    """The categories in their order; none where the catalogue lacks the scheme."""
    schemes = [scheme for scheme in catalogue.schemes if scheme.id == CATEGORY]
    return [concept for scheme in schemes for concept in scheme.top()]


def category_row(site: Site, category: Concept) -> CategoryRow:
    """What a list says of a category: its name leads to its page, its count to its issues."""
    issues = issues_in(site, category)
    return {
        **site.concept(CATEGORY, category.id),
        "count": len(issues),
        "published_only": count_published_only(site.catalogue, issues),
        "listing": site.urls.listing("issues", {CATEGORY: category.id}),
    }


def issues_in(site: Site, category: Concept) -> list[Issue]:
    """The issues of a category."""
    return [issue for issue in site.catalogue.live_issues if issue.category == category.id]


def count_published_only(catalogue: Catalogue, entries: Iterable[Entry]) -> int:
    """How many of these entries rest on findings and on no quote."""
    return sum(entry.id in catalogue.published_only for entry in entries)
