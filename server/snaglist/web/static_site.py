"""The whole site as files: every page with relative links, to open from disk or put anywhere.

Pages are asked of the application itself, from the start page on along the links. What only a
server can answer (SPARQL, choices of several facets) loses its link and keeps its words; the
search is done by a script in the page over a list of all texts.
"""

import html
import posixpath
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from flask import Flask, render_template

from snaglist.errors import SnaglistError
from snaglist.model.entry import Issue, Strategy
from snaglist.model.interview import Interview, Study
from snaglist.model.publication import Publication
from snaglist.web.components.first_screen import ENTRY_VIEWS
from snaglist.web.file_names import FileNames
from snaglist.web.pages.sitemap import SITEMAP
from snaglist.web.site import current_site
from snaglist.web.site_folder import SiteFolder
from snaglist.web.static_iris import iri_paths
from snaglist.web.static_search import search_script

POLICY = (
    "default-src 'none'; script-src 'self' file:; style-src 'self' file:; img-src 'self' file:; "
    "font-src 'self' file:; form-action 'self' file:; base-uri 'none'"
)
"""What a page may load where no server says so; ``file:`` for browsers to which a folder is no
origin. No script of a page's own text runs, whoever wrote the text."""

CHARSET = '<meta charset="utf-8">'

LIST_PAGES = ("/issues", "/strategies", "/publications", "/changes", "/guide")
"""Pages that are also written for the choices that other pages link to."""

TOLD_ALONE = "evidence=told"
"""The choice of what interviews bear out. Lists are written with it, and lead to pages that show
all evidence, each witness as what it is."""

VIEWS = tuple(f"view={name}" for name in ENTRY_VIEWS)
"""The choices of how much of an entry is shown; each is written."""

OWN_ADDRESS = re.compile(r'http://localhost(?![\w.:])(/[^"<\s]*)?')
"""An address of this site, where it has to be whole: the application is asked as this host."""

WHOLE_ADDRESS = re.compile(r'<(?:link rel="canonical"|meta property="og:url")[^>]*>\n')
"""What says nothing unless the site's own address is known."""

SHORT_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="0; url={url}">
<title>{title}</title>
</head>
<body><p><a href="{url}">{title}</a></p></body>
</html>
"""
"""The page at a short address, which leads on."""

LINK = re.compile(r' (href|src|action)="(/[^"]*)"')
SERVED_FORMS = re.compile(
    r'<input class="tick"[^>]*>|<form [^>]*class="(?:ticked|naming)".*?</form>', re.DOTALL
)
"""What sends ids to a page that only a server makes."""

SUGGEST = re.compile(r' data-suggest="[^"]*"')
UNSAFE = re.compile(r"[^A-Za-z0-9.]+")
SERVED_ONLY = (
    "/compare",
    "/collection",
    "/sparql",
    "/suggest.json",
    "/opensearch.xml",
    "/openapi.json",
    "/healthz",
    "/readyz",
    "/context.jsonld",
    "/annotations",
)
HASHED = re.compile(r"/data/[0-9a-f]{64}/")


@dataclass(frozen=True, slots=True)
class SiteTotals:
    """What was written: pages of HTML, other files, and octets in all."""

    pages: int
    files: int
    octets: int


def write_site(app: Flask, folder: Path, dumps: bool, base: str = "") -> SiteTotals:
    """Write the site into ``folder``, with the dumps or without.

    ``base`` is the address that it will have, for canonical links, ``sitemap.xml`` and
    ``robots.txt``, which are left out where it is not known.
    It is written apart first and takes over when it is whole; what others put into the folder
    stays. Raises ``UsageError`` for a folder that holds something else, ``SnaglistError`` where
    nothing can be written.
    """
    try:
        with SiteFolder(folder).replaced() as fresh:
            written = _Exporter(app, fresh, dumps, base.rstrip("/")).run()
    except OSError as error:
        raise SnaglistError(f"{folder} cannot be written: {error.strerror or error}.") from error
    return written


@dataclass(frozen=True, slots=True)
class _Answer:
    """What an address answered, and the file it goes to."""

    name: str
    page: bool
    content: bytes


class _Exporter:
    """Goes through the site page by page and keeps which address is which file."""

    def __init__(self, app: Flask, folder: Path, dumps: bool, base: str) -> None:
        self._app = app
        self._base = base
        self._client = app.test_client(use_cookies=False)
        self._folder = folder
        self._dumps = dumps
        self._files: dict[str, str | None] = {"/static/texts.js": "static/texts.js"}
        self._names = FileNames()
        self._waiting: dict[str, _Answer] = {}
        self._written = SiteTotals(0, 0, 0)

    def run(self) -> SiteTotals:
        """Write everything that can be come to."""
        self._write_search()
        self._file("/", "")
        while self._waiting:
            address, answer = self._waiting.popitem()
            if answer.page:
                self._write_page(address, answer.name, answer.content.decode())
            else:
                self._write(answer.name, answer.content)
        self._write_short_addresses()
        self._write_iris()
        if self._base:
            self._write_sitemap()
        return self._written

    def _write_short_addresses(self) -> None:
        """``/SNAG-001`` leads to ``/issues/SNAG-001``, ``/studies/…`` to the study."""
        with self._app.test_request_context("/"):
            here = current_site()
            things = dict.fromkeys(here.catalogue.things.values())
            short = [
                (f"studies/{thing.id}" if isinstance(thing, Study) else thing.id, thing)
                for thing in things
                if isinstance(thing, Issue | Strategy | Interview | Publication | Study)
            ]
            pages = [(name, here.urls.of(thing), thing.title) for name, thing in short]
        for name, address, title in pages:
            self._write_way(name, address, title)

    def _write_iris(self) -> None:
        """``/id/SNAG-001-C1`` leads to the claim: whoever resolves an IRI here finds what it names.

        What is a file of its own leads to the downloads, where the site has no dumps.
        """
        with self._app.test_request_context("/"):
            paths = iri_paths(current_site().knowledge)
        for path in paths:
            with self._client.get(path, headers={"Accept": "text/html"}) as answer:
                if answer.status_code == 303:
                    address = str(answer.location)
                    there = self._files.get(address.partition("#")[0])
                    self._write_way(unquote(path).strip("/"), address if there else "/data", path)

    def _write_way(self, name: str, address: str, title: str) -> None:
        """A page called ``name`` that leads to an address, if that is a file here."""
        path, _, anchor = address.partition("#")
        file = self._files.get(path)
        if file:
            url = _from(f"{name}.html", file) + (f"#{anchor}" if anchor else "")
            page = SHORT_PAGE.format(url=html.escape(url), title=html.escape(title), policy=POLICY)
            self._write(f"{name}.html", page.encode(), page=True)

    def _write_sitemap(self) -> None:
        """Every page that the application lists, at its address here, and where that list is."""
        with self._client.get(f"/{SITEMAP}") as response:
            listed = OWN_ADDRESS.sub(lambda found: self._whole(found, ""), response.data.decode())
        self._write(SITEMAP, listed.encode())
        self._write("robots.txt", f"User-agent: *\nSitemap: {self._base}/{SITEMAP}\n".encode())

    def _whole(self, found: re.Match[str], name: str) -> str:
        """An address of this site where it will be; if that is unknown, from the file ``name``."""
        url = html.unescape(found[1] or "/")
        path, _, anchor = url.partition("#")
        file = self._file(path, "")
        if not self._base:
            target = _from(name, file) if file else path.lstrip("/")
        else:
            target = f"{self._base}/{'' if file == 'index.html' else file or path.lstrip('/')}"
        return html.escape(f"{target}#{anchor}" if anchor else target)

    def _write_search(self) -> None:
        """The search page, its script, and the texts it goes through."""
        with self._app.test_request_context("/search"):
            page = render_template("search_static.html")
            script = search_script(current_site(), lambda address: self._file(address, ""))
        self._write_page("/search", "search.html", page)
        self._write("static/texts.js", script.encode())

    def _write_page(self, address: str, name: str, page: str) -> None:
        bounded = page.replace(
            CHARSET, f'{CHARSET}\n<meta http-equiv="Content-Security-Policy" content="{POLICY}">', 1
        )
        linked = self._relinked(bounded, address, name)
        known = linked if self._base else WHOLE_ADDRESS.sub("", linked)
        whole = OWN_ADDRESS.sub(lambda found: self._whole(found, name), known)
        self._write(name, whole.encode(), page=True)

    def _write(self, name: str, content: bytes, page: bool = False) -> None:
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        had = self._written
        self._written = SiteTotals(
            had.pages + page, had.files + (not page), had.octets + len(content)
        )

    def _relinked(self, page: str, address: str, name: str) -> str:
        """The page with its links turned to files, seen from its own."""

        def replaced(found: re.Match[str]) -> str:
            target = self._link(html.unescape(found[2]), address, name)
            return f' {found[1]}="{html.escape(target)}"' if target else ""

        return LINK.sub(replaced, SUGGEST.sub("", SERVED_FORMS.sub("", page)))

    def _link(self, url: str, address: str, name: str) -> str | None:
        """Where a link leads from the file ``name``; None for what only a server answers."""
        parts = urlsplit(url)
        anchor = f"#{parts.fragment}" if parts.fragment else ""
        if parts.path == "/search":
            words = dict(parse_qsl(parts.query)).get("q", "")
            return _from(name, "search.html") + (f"?{parts.query}" if words else "")
        file = self._file(f"{parts.path}?{parts.query}" if parts.query else parts.path, address)
        return _from(name, file) + anchor if file else None

    def _file(self, address: str, linked_from: str) -> str | None:
        """The file of an address, which is then waited for; None for what is not written."""
        path, _, query = address.partition("?")
        if query == TOLD_ALONE and path not in LIST_PAGES:
            return self._file(path, "") if "?" in linked_from else None
        if address not in self._files:
            if query and "?" in linked_from and query not in VIEWS:
                return None
            self._files[address] = None
            self._files[address] = self._asked(address)
        return self._files[address]

    def _asked(self, address: str) -> str | None:
        """How the file of an address is called; of one that leads elsewhere, that other's."""
        path, _, query = address.partition("?")
        if path.startswith((*SERVED_ONLY, "/search")) and path != "/search/help":
            return None
        if HASHED.match(path) or (path.startswith("/data/") and not self._dumps):
            return None
        if query and path not in LIST_PAGES and query not in VIEWS:
            return None
        with self._client.get(address) as response:
            if response.status_code in (301, 303, 308):
                return self._file(urlsplit(str(response.location)).path, "")
            if response.status_code != 200:
                return None
            page, content = response.mimetype == "text/html", response.data
        chosen = "".join(f"_{UNSAFE.sub('-', f'{k}-{v}')}" for k, v in parse_qsl(query))
        wanted = f"{unquote(path).strip('/') or 'index'}{chosen}{'.html' if page else ''}"
        name = self._names.name(wanted, address)
        self._waiting[address] = _Answer(name, page, content)
        return name


def _from(name: str, file: str) -> str:
    """The way from one file to another."""
    return _from_folder(posixpath.dirname(name) or ".", file)


@lru_cache(maxsize=50_000)
def _from_folder(folder: str, file: str) -> str:
    """The way from a folder to a file; pages of one folder share most of their links."""
    return posixpath.relpath(file, folder)
