"""What templates have at hand besides the view of their page."""

from typing import Any, TypedDict
from urllib.parse import quote

from flask import Flask, request

from snaglist.exchange.citations import STYLES
from snaglist.model.catalogue import Catalogue
from snaglist.model.evidence_table import ROW_KINDS
from snaglist.model.facets import PUBLICATION_FACETS
from snaglist.plurals import count_of
from snaglist.schema.fields import is_web_address
from snaglist.web.components.breadcrumbs import breadcrumbs
from snaglist.web.components.page_names import FOOTER_PAGES, PAGE_DESCRIPTIONS, PAGE_NAMES
from snaglist.web.components.structured_data import (
    breadcrumbs_view,
    dataset_view,
    term_view,
    work_view,
)
from snaglist.web.editing.editor import EXTENSION_KEY as EDITING
from snaglist.web.negotiation import BY_SUFFIX, data_query
from snaglist.web.privacy import is_editing, is_private
from snaglist.web.reviews.storage import find_reviews
from snaglist.web.served import current_served
from snaglist.web.site import current_site

FACET_TITLES = {
    **{facet.name: facet.title for facet in PUBLICATION_FACETS},
    **{facet.name: facet.title for kind in ROW_KINDS.values() for facet in kind.facets},
    "type": "Type",
    "section": "Part of the interview",
    "standing": "Volunteered or prompted",
    "interview": "Interview",
    "speaker": "Speaker",
    "status": "Status",
    "flag": "Flag",
    "owner": "Owner",
    "day": "Day",
    "severity": "Worst reported",
    "own-severity": "Severity for this project",
}

CITE_STYLES = {name: style.title for name, style in STYLES.items()}


def install(app: Flask) -> None:
    """Offer the site, and small ways of saying numbers."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.add_template_filter(count_of)
    app.add_template_filter(size_text, "size")
    app.add_template_filter(media_type_at, "media_type")
    app.add_template_test(is_web_address, "web_address")

    @app.context_processor
    def common() -> dict[str, Any]:
        here = current_site()
        about, base = here.catalogue.about, request.url_root.rstrip("/")
        crumbs = breadcrumbs(here, request.path)
        return {
            "canonical": canonical_address(base, request.path),
            "crumbs": crumbs,
            "structured_breadcrumbs": breadcrumbs_view(here, base, crumbs),
            "page_descriptions": PAGE_DESCRIPTIONS,
            "footer_pages": _footer_pages(),
            "site": here,
            "urls": here.urls,
            "about": about,
            "example": example_ids(here.catalogue),
            "facet_titles": FACET_TITLES,
            "page_names": PAGE_NAMES,
            "cite_styles": CITE_STYLES,
            "data_query": data_query,
            "can_code": EDITING in app.extensions,
            "review_door": "reviews/new" if find_reviews() else "reviews",
            "structured_dataset": lambda files: dataset_view(here, base, files),
            "structured_work": lambda work: work_view(here, base, work),
            "structured_term": lambda entry: term_view(here, base, entry),
        }


class ExampleIds(TypedDict):
    """An issue and a quote that a page can name where it says how things are named."""

    issue: str
    quote: str


def example_ids(catalogue: Catalogue) -> ExampleIds:
    """The first ids of the catalogue; of what it lacks, the ones that it would have first."""
    quotes = (quote.id for interview in catalogue.interviews for quote in interview.quotes)
    return {
        "issue": next((each.id for each in catalogue.issues), f"{catalogue.about.prefix}-001"),
        "quote": next(quotes, "I01-Q001"),
    }


def _footer_pages() -> dict[str, list[str]]:
    """The doors at the foot of a page that lead somewhere: without an engine, none to queries."""
    queries = current_served().engine is not None
    return {
        title: [name for name in names if queries or name != "sparql"]
        for title, names in FOOTER_PAGES.items()
    }


def canonical_address(base: str, path: str) -> str:
    """The one address of a page, whatever is chosen on it; empty for what is private."""
    if is_editing(path):
        return ""
    if is_private(path) and path.rstrip("/") != "/reviews":
        return ""
    return base + quote(path.rstrip("/") or "/")


def media_type_at(url: str) -> str:
    """The media type of a form at an address, which ends in the form's suffix."""
    return BY_SUFFIX[url.partition("?")[0].rpartition(".")[2]].media_types[0]


def size_text(octets: int) -> str:
    """``812 bytes``, ``4.2 kB``, ``1.3 MB``."""
    if octets < 1000:
        return f"{octets} bytes"
    if octets < 1_000_000:
        return f"{octets / 1000:.1f} kB"
    return f"{octets / 1_000_000:.1f} MB"
