"""Signposting: typed links in the headers of landing pages, for programs that follow citations.

After https://signposting.org/FAIR/: what to cite (RFC 8574), where it is described, what sort of
thing it is, its licence, and which files it consists of or which whole it belongs to.
"""

from collections.abc import Iterable, Sequence

from flask import Response, after_this_request

from snaglist.model.catalogue import Thing
from snaglist.model.entry import Issue, Strategy
from snaglist.model.interview import Interview
from snaglist.model.publication import Publication
from snaglist.web.components.structured_data import WORK_TYPES
from snaglist.web.negotiation import BY_SUFFIX, HTML_REPRESENTATION, Resource
from snaglist.web.site import Site

SCHEMA = "https://schema.org/"
BIBTEX = "application/x-bibtex"
ITEMS = (".nq", ".csv", ".tsv")
"""Ends of the names of files that are items; the others are the same in other forms."""


def thing_signposts(site: Site, thing: Thing, resource: Resource) -> list[str]:
    """The links of the page of an entry, an interview or a publication; of others there are none.

    An interview has terms of its own, which its page gives in words, and so no link of a licence.
    """
    match thing:
        case Issue() | Strategy():
            sort = "DefinedTerm"
        case Interview():
            sort = "Conversation"
        case Publication():
            sort = WORK_TYPES.get(thing.kind, "CreativeWork")
        case _:
            return []
    about = site.catalogue.about
    cited = site.urls.path("cite", f"{thing.id}.bib")
    return [
        _link(resource.iri, "cite-as"),
        *_describing(resource),
        _link(cited, "describedby", BIBTEX),
        *([] if isinstance(thing, Interview) else [_link(about.licence, "license")]),
        _link(f"{SCHEMA}AboutPage", "type"),
        _link(f"{SCHEMA}{sort}", "type"),
        _link(site.urls.path("data"), "collection", "text/html"),
    ]


def dataset_signposts(site: Site, resource: Resource) -> list[str]:
    """The links of the page of the downloads, whose items are one file of each part.

    The description lists all of them; headers of all would be too long for some proxies.
    """
    about = site.catalogue.about
    return [
        _link(resource.iri, "cite-as"),
        *_describing(resource),
        _link(site.urls.path("cite", "catalogue.bib"), "describedby", BIBTEX),
        _link(about.licence, "license"),
        _link(f"{SCHEMA}AboutPage", "type"),
        _link(f"{SCHEMA}Dataset", "type"),
        *(
            _link(site.urls.path("data", dump.name), "item", dump.media_type)
            for dump in site.knowledge.dumps
            if dump.name.endswith(ITEMS)
        ),
    ]


def file_signposts(site: Site) -> list[str]:
    """The link of a file of the dataset to the page of the whole."""
    return [_link(site.urls.path("data"), "collection", "text/html")]


def add_signposts(links: Sequence[str]) -> None:
    """Add the links to the answer of this request."""

    @after_this_request
    def add(response: Response) -> Response:
        for link in links:
            response.headers.add("Link", link)
        return response


def _describing(resource: Resource) -> Iterable[str]:
    return (
        _link(url, "describedby", BY_SUFFIX[suffix].media_types[0])
        for suffix, url in resource.urls.items()
        if suffix != HTML_REPRESENTATION.suffix
    )


def _link(url: str, relation: str, media_type: str = "") -> str:
    return f'<{url}>; rel="{relation}"' + (f'; type="{media_type}"' if media_type else "")
