"""What changed in the entries, latest first: a page, JSON, and an Atom feed (RFC 4287)."""

from typing import TypedDict
from xml.etree import ElementTree as ET

from flask import Blueprint, Response, request

from snaglist.graph.namespaces import ID
from snaglist.web.respond import page_route
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
    """The changes of a day."""

    on: str
    changes: list[ChangedEntry]


class ChangesView(TypedDict):
    """Every change, the latest day first."""

    version: str
    total: int
    days: list[Day]


@page_route(blueprint, "/changes", "changes.html")
def changes() -> ChangesView:
    """Every line of every entry's history, by day."""
    lines = _lines()
    days = dict.fromkeys(line["on"] for line in lines)
    return {
        "version": current_site().catalogue.about.version,
        "total": len(lines),
        "days": [
            {"on": day, "changes": [one for one in lines if one["on"] == day]} for day in days
        ],
    }


def _lines() -> list[ChangedEntry]:
    here = current_site()
    found: list[ChangedEntry] = [
        {
            **here.entry(entry.id),
            "on": change.on.isoformat(),
            "what": change.what,
            "place": f"{here.urls.entry(entry.id)}#H{number}",
            "iri": f"{ID[entry.id]}#H{number}",
        }
        for entry in here.catalogue.entries
        for number, change in enumerate(entry.history, start=1)
    ]
    return sorted(found, key=lambda line: line["on"], reverse=True)


@blueprint.get("/changes.atom")
def feed() -> Response:
    """The latest changes, for feed readers; an entry's id lasts as long as its IRI."""
    here, base, lines = current_site(), request.host_url.rstrip("/"), _lines()[:FEED_LENGTH]
    about = here.catalogue.about
    root = ET.Element("feed", {"xmlns": ATOM, "xml:lang": "en"})
    _add(root, "id", f"{ID['catalogue']}#changes")
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
