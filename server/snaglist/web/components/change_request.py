"""Which changes an address asks for: of which entries, and since when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask import request

from snaglist.errors import UsageError
from snaglist.index.query import DocumentType, Query
from snaglist.model.entry import Issue, Strategy
from snaglist.web.components.atom import ChangedEntry, change_lines
from snaglist.web.components.collections import MOST_COLLECTED, entries_of
from snaglist.web.components.named_things import ID, read_ids
from snaglist.web.respond import check_parameters
from snaglist.web.site import Site, current_site

SINCE, CATEGORY, WORDS = "since", "category", "q"

FOUND = 100
"""Entries of a search whose changes are followed: the best."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRequest:
    """What is asked for. ``subject`` names the entries in words, and is empty for all.

    ``since`` is an edition or a day as typed, ``after`` the day after which a change counts.
    ``kept`` is that as parameters, ``page`` and ``feed`` are the addresses of the same.
    """

    site: Site
    entries: Sequence[Issue | Strategy]
    subject: str
    since: str | None
    after: date | None
    kept: Mapping[str, Sequence[str]]
    page: str
    feed: str

    @property
    def narrowed(self) -> bool:
        """Whether some changes are left out."""
        return bool(self.subject or self.since)

    @property
    def names(self) -> frozenset[str] | None:
        """The ids of the entries; None for all, those that are gone among them."""
        return frozenset(entry.id for entry in self.entries) if self.subject else None

    def lines(self) -> list[ChangedEntry]:
        """The changes, the latest first."""
        found = change_lines(self.site, self.entries)
        after = self.after
        return [line for line in found if after is None or line["on"] > after.isoformat()]


def read_change_request(*more: str) -> ChangeRequest:
    """What the address asks for; ``more`` are parameters that the caller reads.

    Raises ``UsageError`` for what it cannot ask, ``NotFoundError`` for an id that names nothing.
    """
    check_parameters((SINCE, CATEGORY, WORDS, ID, *more))
    here = current_site()
    kept = {name: request.args.getlist(name) for name in (SINCE, CATEGORY, WORDS, ID)}
    entries: tuple[Issue | Strategy, ...] = here.catalogue.entries
    subject = []
    ids = read_ids(MOST_COLLECTED, "followed")
    if ids:
        named = entries_of(here.catalogue, (here.catalogue.things[name] for name in ids))
        entries = tuple(entry for entry in entries if entry.id in named)
        subject.append(", ".join(ids))
    category = request.args.get(CATEGORY, "")
    if category:
        label = _category_label(here, category)
        entries = tuple(each for each in entries if _is_of(here, each, category))
        subject.append(f"the category {label}")
    words = request.args.get(WORDS, "").strip()
    if words:
        found = _found(here, words)
        entries = tuple(entry for entry in entries if entry.id in found)
        subject.append(f"the search for “{words}”")
    since = request.args.get(SINCE, "").strip() or None
    return ChangeRequest(
        site=here,
        entries=entries,
        subject=" and ".join(subject),
        since=since,
        after=_after(here, since) if since else None,
        kept=kept,
        page=here.urls.listing("changes", kept),
        feed=here.urls.listing("changes.atom", kept),
    )


def _category_label(site: Site, category: str) -> str:
    known = {c.id: c.label for c in site.catalogue.scheme("category").concepts if not c.broader}
    if category not in known:
        raise UsageError(f"There is no category {category[:40]!r}. There are {', '.join(known)}.")
    return known[category]


def _is_of(site: Site, entry: Issue | Strategy, category: str) -> bool:
    """Whether an issue is of the category, or a strategy is named by an issue of it."""
    if isinstance(entry, Issue):
        return entry.category == category
    return any(issue.category == category for issue, _ in site.catalogue.named_by.get(entry.id, ()))


def _found(site: Site, words: str) -> frozenset[str]:
    types = (DocumentType.ISSUE.value, DocumentType.STRATEGY.value)
    query = Query(words=words, filters={"type": types}, size=FOUND)
    return frozenset(hit.id for hit in site.knowledge.search(query).hits if not hit.weak)


def _after(site: Site, since: str) -> date:
    """The day after which a change is later than an edition, or is since a day."""
    editions = {each.version: each.released for each in site.catalogue.about.editions}
    if since in editions:
        return editions[since]
    try:
        return date.fromordinal(date.fromisoformat(since).toordinal() - 1)
    except (ValueError, OverflowError):
        known = ", ".join(editions) or "none"
        raise UsageError(
            f"{since[:40]!r} is neither an edition ({known}) nor a day as 2026-11-28."
        ) from None
