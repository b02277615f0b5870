"""What changed in the entries, latest first: a page, JSON, and Atom feeds.

Of all entries, or of those of a category, of a search, or named one by one; since an edition or a
day. Which they are is in the address, and the same for all three. The page has some at a time, and
counts the parts that differ; the JSON has all, word by word.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import TypedDict

from flask import Blueprint, Response, request

from snaglist.model.catalogue import About
from snaglist.web.components.atom import ChangedEntry, feed_response
from snaglist.web.components.change_request import (
    CATEGORY,
    SINCE,
    WORDS,
    ChangeRequest,
    read_change_request,
)
from snaglist.web.components.edition_differences import (
    EntryDifference,
    differences_since,
    edition_before,
)
from snaglist.web.components.named_things import ID
from snaglist.web.components.paging import PAGE, PageLink, Paging, page_value, read_paging
from snaglist.web.respond import declared, link_list_forms, page_route
from snaglist.web.site import current_site

blueprint = Blueprint("changes", __name__)

PAGE_LINES = 100
"""Changes on a page: some 60 kB."""


class Day(TypedDict):
    """The changes of a day; ``edition`` is the version of the first that has them."""

    on: str
    edition: str | None
    changes: list[ChangedEntry]


class EditionView(TypedDict):
    """An edition with how many changes came with it.

    ``version`` and ``released`` are None for what comes with the next one; ``id`` is its place,
    ``url`` the address of that, on the page where its changes begin.
    """

    id: str
    version: str | None
    released: str | None
    title: str
    summary: str
    total: int
    url: str


class ChangesView(TypedDict):
    """The changes asked for, the latest edition and the latest day first.

    ``subject`` says of which entries, and is empty for all; ``feed`` is the address of the feed.
    ``differences`` are those since the edition ``since_edition``; without ``since`` there are none.
    ``first`` counts from 1: the place of the first change shown among all. ``pages`` are all pages.
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
    first: int
    pages: list[PageLink]


@page_route(
    blueprint,
    "/changes",
    "changes.html",
    forms=("atom",),
    parameters=("since", "category", "q", "id", PAGE),
)
def changes() -> ChangesView:
    """Every line of the histories asked for, by day."""
    asked = read_change_request(PAGE)
    lines = asked.lines()
    here = current_site()
    about, since = here.catalogue.about, edition_before(here, asked.since, asked.after)
    paging = read_paging(PAGE_LINES, len(lines))
    whole = request.path.endswith(".json")
    days = _days(about, lines)
    return {
        "version": about.version,
        "total": len(lines),
        "editions": _editions(about, days, asked, paging),
        "days": days if whole else _days(about, lines[paging.shown]),
        "subject": asked.subject,
        "since": asked.since,
        "since_edition": since,
        "differences": differences_since(here, since, asked.names) if since else [],
        "feed": asked.feed,
        "first": 1 if whole else paging.shown.start + 1,
        "pages": paging.links(here.urls, "changes", asked.kept),
    }


def _days(about: About, lines: Sequence[ChangedEntry]) -> list[Day]:
    days: list[Day] = []
    for on, changed in groupby(lines, key=itemgetter("on")):
        found = about.edition_of(date.fromisoformat(on))
        edition = found.version if found else None
        days.append({"on": on, "edition": edition, "changes": list(changed)})
    return days


def _editions(
    about: About, days: list[Day], asked: ChangeRequest, paging: Paging
) -> list[EditionView]:
    """The editions that have changes, latest first; before them, what none of them has yet."""
    totals = Counter[str | None]()
    begins: dict[str | None, int] = {}
    for day in days:
        begins.setdefault(day["edition"], totals.total())
        totals[day["edition"]] += len(day["changes"])

    def place(version: str | None, name: str) -> str:
        page = page_value(paging.page_of(begins.get(version, 0)))
        return f"{asked.site.urls.listing('changes', {**asked.kept, PAGE: page})}#{name}"

    found: list[EditionView] = [
        {
            "id": f"e{each.version}",
            "version": each.version,
            "released": each.released.isoformat(),
            "title": f"Edition {each.version} ({each.released})",
            "summary": each.summary,
            "total": totals[each.version],
            "url": place(each.version, f"e{each.version}"),
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
            "url": place(None, "later"),
        }
        found.insert(0, later)
    return found


@blueprint.get("/changes.atom")
@declared(SINCE, CATEGORY, WORDS, ID)
def feed() -> Response:
    """The latest of the same changes, for feed readers."""
    link_list_forms()
    asked = read_change_request()
    return feed_response(current_site(), asked.lines(), asked.subject, asked.feed, asked.page)
