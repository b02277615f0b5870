"""What an answer links to: the web, a ticket by its key, or a path in the team's repository.

A link is kept as it was typed, in one form. Where a key or a path leads depends on where the team
keeps tickets and files, which whoever makes an export or a report says (``LinkBases``).
"""

import re
import urllib.parse
from dataclasses import dataclass
from enum import StrEnum

MEANT = (
    "should be a web address (https://…), a path in the repository (docs/adr-7.md) "
    "or the key of a ticket (ABC-12, #12)"
)
"""What is right where a link is not."""

_TICKET = re.compile(r"[A-Z][A-Z0-9_]{0,30}-[0-9]{1,9}|#[0-9]{1,9}")
_TICKET_ELSEWHERE = re.compile(r"([A-Za-z0-9][\w.-]{0,99}/[\w.-]{1,100})#([0-9]{1,9})")
_TRACKED = re.compile(
    r"^https?://[^?]*/(issues|browse|work_items|_workitems/edit)/[\w-]*\d(?=$|[/?#])"
)
_NO_SEGMENTS = {"", ".", ".."}
_HOST = re.compile(r"(?i)[\w-]+(\.[\w-]+)*\.(ai|app|co|com|de|dev|edu|eu|gov|info|io|net|org|uk)")
_NO_PATH = re.compile(r"[\s<>\"`{}|\\^?*:]")


class LinkKind(StrEnum):
    """What a link leads to."""

    WEB = "web"
    TICKET = "ticket"
    PATH = "path"


def normal_link(text: str) -> str:
    """A link in the one form in which it is kept, without space around it.

    Raises ``ValueError`` with what would be right for anything that is none.
    """
    scheme, sign, rest = text.partition("://")
    if sign and scheme.lower() in ("https", "http") and len(text.split()) == 1 and rest:
        return f"{scheme.lower()}://{rest}"
    if _TICKET.fullmatch(text) or _TICKET_ELSEWHERE.fullmatch(text):
        return text
    path = text.removeprefix("./")
    if _is_path(path):
        if not _HOST.fullmatch(path.partition("/")[0]):
            return path
        if text.startswith("./"):
            return text  # a file that is called like a server keeps the sign that it is none
    raise ValueError(MEANT)


def _is_path(path: str) -> bool:
    """True for a path from the root of a repository, perhaps with a place in the file after #."""
    name, _, _ = path.partition("#")
    if _NO_PATH.search(path) or path.startswith(("~", "www.", "-")):
        return False
    segments = name.removesuffix("/").split("/")
    # A word alone is no path: what names a file has an ending, or a folder before it.
    return not _NO_SEGMENTS.intersection(segments) and ("/" in name or "." in name[1:-1])


def link_kind(link: str) -> LinkKind:
    """The kind of a link in its one form."""
    if "://" in link:  # no path has two slashes together
        return LinkKind.WEB
    if _TICKET.fullmatch(link) or _TICKET_ELSEWHERE.fullmatch(link):
        return LinkKind.TICKET
    return LinkKind.PATH


def is_ticket(link: str) -> bool:
    """True for the key of a ticket, and for an address that a tracker gives to one."""
    return link_kind(link) is LinkKind.TICKET or _TRACKED.search(link) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkBases:
    """Where a team keeps what its links name; empty where nobody said.

    ``repository`` is the address of the repository on a server that lays out its addresses as
    GitHub does, ``tickets`` what comes before the key of a ticket.
    """

    repository: str = ""
    tickets: str = ""

    def target(self, link: str) -> str | None:
        """The web address that a link leads to; None where that is not known."""
        kind = link_kind(link)
        if kind is LinkKind.WEB:
            return link
        if kind is LinkKind.PATH:
            return self._file(link)
        if not link.count("#"):
            return f"{self.tickets}{link}" if self.tickets else None
        return self._numbered(link)

    def _file(self, link: str) -> str | None:
        if not self.repository:
            return None
        path, sign, place = link.removeprefix("./").partition("#")
        encoded = urllib.parse.quote(path)
        return f"{self._root}/blob/HEAD/{encoded}{sign}{urllib.parse.quote(place)}"

    def _numbered(self, link: str) -> str | None:
        """An issue by its number, in this repository or in another one of the same server."""
        if not self.repository:
            return None
        elsewhere, _, number = link.partition("#")
        root = self._root
        if elsewhere:
            parts = urllib.parse.urlsplit(root)
            root = f"{parts.scheme}://{parts.netloc}/{elsewhere}"
        return f"{root}/issues/{number}"

    @property
    def _root(self) -> str:
        return self.repository.rstrip("/").removesuffix(".git")


NOWHERE = LinkBases()
"""Where nobody said where anything is: web addresses alone lead somewhere."""
