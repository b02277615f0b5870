"""What an entry said in each edition: a list of its versions, each version, and what changed."""

from datetime import UTC, datetime
from typing import TypedDict

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue

from snaglist.exchange.citations import STYLES, version_citation
from snaglist.model.entry_version import EntryVersion
from snaglist.model.word_difference import WordDifference
from snaglist.web.components.versions import (
    PartChangeView,
    PartView,
    VersionRow,
    difference_views,
    find_version,
    part_views,
    version_row,
    versions_of,
)
from snaglist.web.respond import page_route
from snaglist.web.site import Site, current_site

blueprint = Blueprint("versions", __name__)

AGAINST = "against"


class VersionsView(TypedDict):
    """The versions of an entry, the latest first."""

    id: str
    title: str
    url: str | None
    versions: list[VersionRow]


class VersionCitation(TypedDict):
    """How to cite a version, in one style."""

    style: str
    title: str
    prose: bool
    text: str


class VersionView(TypedDict):
    """A version of an entry, whole, and what differs from another: the one before, unless the
    address says ``against``. ``url`` is the entry's page, None where it has none any more.
    """

    id: str
    title: str
    iri: str
    url: str | None
    version: VersionRow
    versions: list[VersionRow]
    against: VersionRow | None
    differences: list[PartChangeView]
    parts: list[PartView]
    cite: list[VersionCitation]


def _versions(identifier: str) -> VersionsView:
    here = current_site()
    found = versions_of(here, identifier)
    return {
        "id": identifier,
        "title": found[-1].title,
        "url": _page(here, identifier),
        "versions": [version_row(here, each) for each in reversed(found)],
    }


def _version(identifier: str, digest: str) -> VersionView:
    here = current_site()
    found, version = versions_of(here, identifier), find_version(here, identifier, digest)
    against = _against(here, found, version)
    iri = f"{here.names.thing(identifier)}/versions/{version.short}"
    return {
        "id": identifier,
        "title": version.title,
        "iri": iri,
        "url": _page(here, identifier),
        "version": version_row(here, version),
        "versions": [version_row(here, each) for each in reversed(found)],
        "against": version_row(here, against) if against else None,
        "differences": difference_views(here, against, version, WordDifference())
        if against
        else [],
        "parts": part_views(here, version.parts),
        "cite": _citations(here, version, iri),
    }


def _against(
    site: Site, found: tuple[EntryVersion, ...], version: EntryVersion
) -> EntryVersion | None:
    """The version to hold this one against; None for the first."""
    asked = request.args.get(AGAINST)
    if asked:
        return find_version(site, version.entry, asked)
    at = [each.digest for each in found].index(version.digest)
    return found[at - 1] if at else None


def _page(site: Site, identifier: str) -> str | None:
    return site.urls.entry(identifier) if identifier in site.catalogue.things else None


def _citations(site: Site, version: EntryVersion, iri: str) -> list[VersionCitation]:
    today = datetime.now(UTC).date()
    cited = version_citation(site.catalogue, version, iri, today)
    return [
        {"style": name, "title": style.title, "prose": style.is_prose, "text": style.write(cited)}
        for name, style in STYLES.items()
    ]


@page_route(blueprint, "/issues/<identifier>/versions", "versions.html")
def issue_versions(identifier: str) -> VersionsView:
    """The versions of an issue."""
    return _versions(identifier)


@page_route(blueprint, "/strategies/<identifier>/versions", "versions.html")
def strategy_versions(identifier: str) -> VersionsView:
    """The versions of a strategy."""
    return _versions(identifier)


@page_route(
    blueprint, "/issues/<identifier>/versions/<digest>", "version.html", parameters=(AGAINST,)
)
def issue_version(identifier: str, digest: str) -> VersionView:
    """An issue as it was in some editions."""
    return _version(identifier, digest)


@page_route(
    blueprint, "/strategies/<identifier>/versions/<digest>", "version.html", parameters=(AGAINST,)
)
def strategy_version(identifier: str, digest: str) -> VersionView:
    """A strategy as it was in some editions."""
    return _version(identifier, digest)


@blueprint.get("/id/<identifier>/versions/<digest>")
def version_iri(identifier: str, digest: str) -> ResponseReturnValue:
    """See other: the page of a version, by the name that citations have."""
    here = current_site()
    found = find_version(here, identifier, digest)
    return redirect(here.urls.version(identifier, found.short), 303)
