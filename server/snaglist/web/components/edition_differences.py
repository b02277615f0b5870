"""What became of entries since an edition: which are new, gone or changed, and in which words."""

from collections.abc import Collection
from datetime import date

from snaglist.model.word_difference import WordDifference
from snaglist.web.components.versions import (
    PartChangeView,
    difference_views,
    version_in,
    versions_of,
)
from snaglist.web.site import Reference, Site

ADDED, CHANGED, REMOVED = "added", "changed", "removed"


class EntryDifference(Reference):
    """An entry that is not what it was; ``url`` is that of the difference, or of its text."""

    kind: str
    parts: list[PartChangeView]


def edition_before(site: Site, since: str | None, after: date | None) -> str | None:
    """The edition that a difference since an edition or a day is from.

    None where that was not written down.
    """
    records = site.knowledge.editions.records
    known = [record.version for record in records]
    if since in known:
        return since
    if since in [each.version for each in site.catalogue.about.editions]:
        return None
    earlier = [record.version for record in records if after and record.released <= after]
    return earlier[-1] if earlier else None


def differences_since(
    site: Site, edition: str, entries: Collection[str] | None
) -> list[EntryDifference]:
    """What became of these entries, or of all, since an edition that was written down."""
    record = site.knowledge.editions.record(edition)
    then = record.entries if record else {}
    now = [entry.id for entry in site.catalogue.entries]
    names = [n for n in dict.fromkeys((*now, *then)) if entries is None or n in entries]
    compared = WordDifference()
    found = (_difference(site, edition, name, compared) for name in names)
    return [each for each in found if each]


def _difference(
    site: Site, edition: str, name: str, compared: WordDifference
) -> EntryDifference | None:
    versions = versions_of(site, name)
    old, new = version_in(versions, edition), versions[-1]
    kind, url = ADDED, site.urls.version(name, new.short)
    parts: list[PartChangeView] = []
    if old:
        if new.current and old.digest == new.digest:
            return None
        kind = CHANGED if new.current else REMOVED
    if old and kind == CHANGED:
        url = f"{url}?against={old.short}#differences"
        parts = difference_views(site, old, new, compared)
    return {"id": name, "title": new.title, "url": url, "kind": kind, "parts": parts}
