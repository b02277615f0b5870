"""A collection: things that its address names, in one order whoever named them."""

import re
from collections.abc import Iterable

from snaglist.errors import UsageError
from snaglist.model.catalogue import Catalogue, Thing
from snaglist.model.entry import Claim, Issue, Strategy
from snaglist.model.interview import Quote
from snaglist.model.publication import Finding, Publication
from snaglist.web.components.named_things import read_ids
from snaglist.web.site import current_site

MOST_COLLECTED = 50
"""Things in a collection; a longer address would be cut by mail programs and by some browsers."""

Collected = Issue | Strategy | Claim | Quote | Finding | Publication

KINDS: dict[type, str] = {
    Issue: "issue",
    Strategy: "strategy",
    Claim: "claim",
    Quote: "quote",
    Finding: "finding",
    Publication: "publication",
}
"""What a collection may hold, in its order."""


def read_collection() -> tuple[Collected, ...]:
    """What the address names, kind by kind and by number.

    Raises ``UsageError`` for too many things and for one of another kind, ``NotFoundError`` for
    what is not there.
    """
    things = current_site().catalogue.things
    found: list[Collected] = []
    for name in read_ids(MOST_COLLECTED, "collected"):
        thing = things[name]
        if not isinstance(thing, Collected):
            kinds = ", ".join(KINDS.values())
            raise UsageError(f"{name} cannot be collected. A collection holds: {kinds}.")
        found.append(thing)
    return tuple(sorted(found, key=_place))


def _place(thing: Collected) -> tuple[int, list[int | str]]:
    parts = re.split(r"([0-9]+)", thing.id)
    return list(KINDS).index(type(thing)), [int(p) if p.isdigit() else p for p in parts]


def entries_of(catalogue: Catalogue, things: Iterable[Thing]) -> frozenset[str]:
    """The ids of the entries that these things are, belong to, or bear out."""
    found: set[str] = set()
    for thing in things:
        match thing:
            case Issue() | Strategy():
                found.add(thing.id)
            case Claim():
                found.add(thing.id.rpartition("-")[0])
            case Quote() | Finding():
                found.update(use.entry.id for use in catalogue.uses.get(thing.id, ()))
            case Publication():
                found |= entries_of(catalogue, thing.findings)
    return frozenset(found)
