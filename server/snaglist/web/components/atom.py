"""A feed of changes (Atom, RFC 4287)."""

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from flask import Response, request

from snaglist.model.entry import Issue, Strategy
from snaglist.web.site import EntryLink, Site

ATOM = "http://www.w3.org/2005/Atom"
MEDIA_TYPE = "application/atom+xml"
FEED_LENGTH = 100
"""Changes in a feed; the page has all."""


class ChangedEntry(EntryLink):
    """A line of an entry's history; ``on`` is a day as YYYY-MM-DD, ``place`` its address."""

    on: str
    what: str
    place: str
    iri: str


def change_lines(site: Site, entries: Sequence[Issue | Strategy]) -> list[ChangedEntry]:
    """Every line of their histories, the latest day first."""
    found: list[ChangedEntry] = [
        {
            **site.entry(entry.id),
            "on": change.on.isoformat(),
            "what": change.what,
            "place": f"{site.urls.entry(entry.id)}#H{number}",
            "iri": f"{site.names.thing(entry.id)}#H{number}",
        }
        for entry in entries
        for number, change in enumerate(entry.history, start=1)
    ]
    return sorted(found, key=lambda line: line["on"], reverse=True)


def feed_response(
    site: Site, lines: Sequence[ChangedEntry], subject: str, own: str, page: str
) -> Response:
    """The latest of these changes for feed readers; an entry's id lasts as long as its IRI.

    ``subject`` says of what they are, and is empty for all; ``own`` is the address of the feed,
    ``page`` that of the page with the same.
    """
    base, about = request.host_url.rstrip("/"), site.catalogue.about
    lines = lines[:FEED_LENGTH]
    root = ET.Element("feed", {"xmlns": ATOM, "xml:lang": "en"})
    # The id of a feed of some entries is its own address, which keeps apart what it is of.
    _add(root, "id", base + own if subject else f"{site.names.thing('catalogue')}#changes")
    _add(root, "title", f"{about.title}: changes{f' of {subject}' if subject else ''}")
    _add(root, "updated", _moment(lines[0]["on"] if lines else "1970-01-01"))
    _add(_add(root, "author"), "name", about.creator)
    _add(root, "rights", about.licence_name)
    for rel, path, media_type in (("self", own, MEDIA_TYPE), ("alternate", page, "text/html")):
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
