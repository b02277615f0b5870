"""What changed in the entries, latest first: a page, JSON, and an Atom feed (RFC 4287)."""

from collections import Counter
from datetime import date
from typing import TypedDict
from xml.etree import ElementTree as ET

from flask import Blueprint, Response, request

from snaglist.model.catalogue import About
from snaglist.web.respond import link_list_forms, page_route
from snaglist.web.site import EntryLink, current_site

blueprint = Blueprint("changes", __name__)

ATOM = "http://www.w3.org/2005/Atom"
MEDIA_TYPE = "application/atom+xml"
FEED_LENGTH = 100
"""Changes in the feed; the page has all."""


class ChangedEntry(EntryLink):
    """A line of an entry's history; ``on`` is a day as YYYY-MM-DD, ``place`` its address."""

    on: str
    what: str
    place: str
    iri: str


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
    """Every change, the latest edition and the latest day first."""

    version: str
    total: int
    editions: list[EditionView]
    days: list[Day]


@page_route(blueprint, "/changes", "changes.html", forms=("atom",))
def changes() -> ChangesView:
    """Every line of every entry's history, by day."""
    lines = _lines()
    about = current_site().catalogue.about
    days: list[Day] = []
    for on in dict.fromkeys(line["on"] for line in lines):
        found = about.edition_of(date.fromisoformat(on))
        changed = [line for line in lines if line["on"] == on]
        days.append({"on": on, "edition": found.version if found else None, "changes": changed})
    return {
        "version": about.version,
        "total": len(lines),
        "editions": _editions(about, days),
        "days": days,
    }


def _editions(about: About, days: list[Day]) -> list[EditionView]:
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


def _lines() -> list[ChangedEntry]:
    here = current_site()
    found: list[ChangedEntry] = [
        {
            **here.entry(entry.id),
            "on": change.on.isoformat(),
            "what": change.what,
            "place": f"{here.urls.entry(entry.id)}#H{number}",
            "iri": f"{here.names.thing(entry.id)}#H{number}",
        }
        for entry in here.catalogue.entries
        for number, change in enumerate(entry.history, start=1)
    ]
    return sorted(found, key=lambda line: line["on"], reverse=True)


@blueprint.get("/changes.atom")
def feed() -> Response:
    """The latest changes, for feed readers; an entry's id lasts as long as its IRI."""
    link_list_forms()
    here, base, lines = current_site(), request.host_url.rstrip("/"), _lines()[:FEED_LENGTH]
    about = here.catalogue.about
    root = ET.Element("feed", {"xmlns": ATOM, "xml:lang": "en"})
    _add(root, "id", f"{here.names.thing('catalogue')}#changes")
    _add(root, "title", f"{about.title}: changes")
    _add(root, "updated", _moment(lines[0]["on"] if lines else "1970-01-01"))
    _add(_add(root, "author"), "name", about.creator)
    _add(root, "rights", about.licence_name)
    for rel, path, media_type in (
        ("self", here.urls.path("changes.atom"), MEDIA_TYPE),
        ("alternate", here.urls.path("changes"), "text/html"),
    ):
        _add(root, "link", rel=rel, href=base + path, type=media_type)
    for line in lines:
        entry = _add(root, "entry")
        _add(entry, "id", line["iri"])
        _add(entry, "title", f"{line['id']} {line['title']}")
        _add(entry, "updated", _moment(line["on"]))
        _add(entry, "summary", line["what"])
        _add(entry, "link", rel="alternate", href=base + line["place"], type="text/html")
    content = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return Response(content, content_type=f"{MEDIA_TYPE}; charset=utf-8")


def _add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    child = ET.SubElement(parent, name, attributes)
    child.text = text or None
    return child


def _moment(day: str) -> str:
    """Atom wants a time; histories know the day."""
    return f"{day}T00:00:00Z"
