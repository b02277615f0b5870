"""Entries side by side, and what they share."""

from collections.abc import Iterable, Sequence
from typing import TypedDict

from flask import Blueprint, request

from snaglist.model.entry import Arrow, Issue, Strategy
from snaglist.model.witness import Witnessed
from snaglist.web.components.compared_entries import ComparedEntry, compared_entry
from snaglist.web.components.findings import FindingView, findings_by_id
from snaglist.web.components.named_things import ID, at_canonical_address, read_ids
from snaglist.web.components.quotes import QuoteView, witnesses
from snaglist.web.respond import check_parameters, page_route
from snaglist.web.site import EntryLink, Site, current_site

blueprint = Blueprint("compare", __name__)

MOST_COMPARED = 4
"""Entries that stand side by side on a page as wide as a screen."""


class SharedUse(TypedDict):
    """Where one of the entries relies on a witness, as an id with its address."""

    id: str
    url: str


class SharedWitness(TypedDict):
    """A quote or finding on which at least two of the entries rest, and where each does."""

    id: str
    told: bool
    entries: list[str]
    uses: list[SharedUse]


class SharedEntry(EntryLink):
    """An entry that at least two of those compared name: a strategy, or an end of an arrow."""

    relation: str
    entries: list[str]


class CompareView(TypedDict):
    """Two to four entries side by side; fewer where the address names no more.

    ``left_out`` are ids of things that are no entries. ``quotes`` and ``findings`` hold what
    claims rest on, by id.
    """

    ids: list[str]
    most: int
    left_out: list[str]
    entries: list[ComparedEntry]
    shared_witnesses: list[SharedWitness]
    shared_entries: list[SharedEntry]
    quotes: dict[str, QuoteView]
    findings: dict[str, FindingView]


@page_route(blueprint, "/compare", "compare.html", parameters=("id",))
def compare() -> CompareView:
    """The entries that the address names, side by side in its order."""
    check_parameters((ID,))
    here, ids = current_site(), read_ids(MOST_COMPARED, "compared side by side")
    suffix = ".json" if request.path.endswith(".json") else ""
    at_canonical_address(ids, lambda: here.urls.compare(ids, suffix))
    things = (here.catalogue.things[name] for name in ids)
    entries = [thing for thing in things if isinstance(thing, Issue | Strategy)]
    kept = {entry.id for entry in entries}
    resting = {entry.id: _relied_on(here, entry) for entry in entries}
    everything = [each for pairs in resting.values() for _, _, each in pairs]
    return {
        "ids": list(ids),
        "most": MOST_COMPARED,
        "left_out": [name for name in ids if name not in kept],
        "entries": [compared_entry(here, entry) for entry in entries],
        "shared_witnesses": _shared_witnesses(resting),
        "shared_entries": _shared_entries(here, entries),
        "quotes": witnesses(here, dict.fromkeys(q for each in everything for q in each.quotes)),
        "findings": findings_by_id(here, (f for each in everything for f in each.findings)),
    }


Relied = tuple[str, str, Witnessed]
"""An id of a claim or an arrow, its address, and itself."""


def _relied_on(site: Site, entry: Issue | Strategy) -> list[Relied]:
    """What an entry's witnesses bear out: claims, arrows, and claims of issues that name it."""
    found: list[Relied] = [(c.id, site.urls.claim(c.id), c) for c in entry.claims]
    if isinstance(entry, Issue):
        for arrow in entry.leads_to:
            found.append(_arrow(site, entry.id, arrow))
        for source, arrow in site.catalogue.led_to_by.get(entry.id, ()):
            found.append(_arrow(site, source.id, arrow))
    for _, claim in site.catalogue.named_by.get(entry.id, ()):
        found.append((claim.id, site.urls.claim(claim.id), claim))
    return found


def _arrow(site: Site, source: str, arrow: Arrow) -> Relied:
    return f"{source}-to-{arrow.issue}", f"{site.urls.entry(source)}#to-{arrow.issue}", arrow


def _shared_witnesses(resting: dict[str, list[Relied]]) -> list[SharedWitness]:
    by_witness: dict[str, SharedWitness] = {}
    for entry, relied in resting.items():
        for name, url, each in relied:
            for witness in each.witnesses:
                empty: SharedWitness = {
                    "id": witness.ref,
                    "told": witness.quote is not None,
                    "entries": [],
                    "uses": [],
                }
                known = by_witness.setdefault(witness.ref, empty)
                if entry not in known["entries"]:
                    known["entries"].append(entry)
                use: SharedUse = {"id": name, "url": url}
                if use not in known["uses"]:
                    known["uses"].append(use)
    shared = [found for found in by_witness.values() if len(found["entries"]) > 1]
    return sorted(shared, key=lambda found: (not found["told"], found["id"]))


def _shared_entries(site: Site, entries: Sequence[Issue | Strategy]) -> list[SharedEntry]:
    """Strategies and issues that several of these name, each relation apart."""
    found: dict[tuple[str, str], list[str]] = {}
    for entry in entries:
        for relation, names in _relations(site, entry).items():
            for name in dict.fromkeys(names):
                found.setdefault((relation, name), []).append(entry.id)
    return [
        {**site.entry(name), "relation": relation, "entries": by}
        for (relation, name), by in found.items()
        if len(by) > 1
    ]


def _relations(site: Site, entry: Issue | Strategy) -> dict[str, Iterable[str]]:
    """What an entry stands in relation to, by what its readers call the relation."""
    if isinstance(entry, Strategy):
        answers = site.catalogue.answers.get(entry.id, ())
        return {"tried or proposed against": (issue.id for issue, _ in answers)}
    origins = site.catalogue.led_to_by.get(entry.id, ())
    return {
        "strategy": (claim.strategy for claim in entry.claims if claim.strategy),
        "comes from": (source.id for source, _ in origins),
        "leads to": (arrow.issue for arrow in entry.leads_to),
    }
