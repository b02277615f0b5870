"""What changed in the entries, latest first: a page, JSON, and Atom feeds.

Of all entries, or of those of a category, of a search, or named one by one; since an edition or a
day. Which they are is in the address, and the same for all three.
"""

from collections import Counter
from datetime import date
from typing import TypedDict

from flask import Blueprint, Response

from snaglist.model.catalogue import About
from snaglist.web.components.atom import ChangedEntry, feed_response
from snaglist.web.components.change_request import ChangeRequest, read_change_request
from snaglist.web.components.edition_differences import (
    EntryDifference,
    differences_since,
    edition_before,
)
from snaglist.web.respond import link_list_forms, page_route
from snaglist.web.site import current_site

blueprint = Blueprint("changes", __name__)


class Day(TypedDict):
    """The changes of a day; ``edition`` is the version of the first that has them."""

    on: str
    edition: str | None
    changes: list[ChangedEntry]


class EditionView(TypedDict):
    """An edition with how many changes came with it.

    ``version`` and ``released`` are None for what comes with the next one; ``id`` is its place.
    """

    id: str
    version: str | None
    released: str | None
    title: str
    summary: str
    total: int


class ChangesView(TypedDict):
    """The changes asked for, the latest edition and the latest day first.

    ``subject`` says of which entries, and is empty for all; ``feed`` is the address of the feed.
    ``differences`` are those since the edition ``since_edition``; without ``since`` there are none.
    """

    version: str
    total: int
    editions: list[EditionView]
    days: list[Day]
    subject: str
    since: str | None
    since_edition: str | None
    differences: list[EntryDifference]
    feed: str


@page_route(
    blueprint,
    "/changes",
    "changes.html",
    forms=("atom",),
    parameters=("since", "category", "q", "id"),
)
def changes() -> ChangesView:
    """Every line of the histories asked for, by day."""
    asked = read_change_request()
    lines = asked.lines()
    here = current_site()
    about, since = here.catalogue.about, edition_before(here, asked.since, asked.after)
    days: list[Day] = []
    for on in dict.fromkeys(line["on"] for line in lines):
        found = about.edition_of(date.fromisoformat(on))
        changed = [line for line in lines if line["on"] == on]
        days.append({"on": on, "edition": found.version if found else None, "changes": changed})
    return {
        "version": about.version,
        "total": len(lines),
        "editions": _editions(about, days, asked),
        "days": days,
        "subject": asked.subject,
        "since": asked.since,
        "since_edition": since,
        "differences": differences_since(here, since, asked.names) if since else [],
        "feed": asked.feed,
    }


def _editions(about: About, days: list[Day], asked: ChangeRequest) -> list[EditionView]:
    """The editions that have changes, latest first; before them, what none of them has yet."""
    totals = Counter[str | None]()
    for day in days:
        totals[day["edition"]] += len(day["changes"])
    found: list[EditionView] = [
        {
            "id": f"e{each.version}",
            "version": each.version,
            "released": each.released.isoformat(),
            "title": f"Edition {each.version} ({each.released})",
            "summary": each.summary,
            "total": totals[each.version],
        }
        for each in reversed(about.editions)
        if totals[each.version] or not asked.narrowed
    ]
    if totals[None]:
        title = f"After edition {about.version}" if about.editions else f"Edition {about.version}"
        later: EditionView = {
            "id": "later",
            "version": None,
            "released": None,
            "title": title,
            "summary": "",
            "total": totals[None],
        }
        found.insert(0, later)
    return found


@blueprint.get("/changes.atom")
def feed() -> Response:
    """The latest of the same changes, for feed readers."""
    link_list_forms()
    asked = read_change_request()
    return feed_response(current_site(), asked.lines(), asked.subject, asked.feed, asked.page)
