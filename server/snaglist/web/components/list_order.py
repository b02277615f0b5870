"""Lists of entries in another order: by how many people said so, or in how many interviews."""

from collections.abc import Sequence
from typing import TypedDict, TypeVar

from flask import request

from snaglist.errors import UsageError
from snaglist.model.evidence_table import Sorting
from snaglist.web.components.entries import EntryRow
from snaglist.web.components.facets import ChosenValues
from snaglist.web.components.table_request import SORT
from snaglist.web.site import Site

ORDERS = {"-interviews": "interviews", "-people": "people"}
"""What is offered, as the evidence table calls it, and the words of the link."""

Row = TypeVar("Row", bound=EntryRow)


class OrderLink(TypedDict):
    """An order of a list; without ``sort`` it is that of the catalogue."""

    sort: str
    label: str
    url: str


def read_order() -> Sorting | None:
    """The order that the address asks for; raises ``UsageError`` for one that there is not."""
    asked = tuple(dict.fromkeys(request.args.getlist(SORT)))
    if not asked:
        return None
    found = Sorting.parse(asked[-1])
    if len(asked) > 1 or found.column not in ORDERS.values():
        raise UsageError(f"{SORT} has no value {asked[-1][:40]!r}. Try {', '.join(ORDERS)}.")
    return found


def in_order(rows: Sequence[Row], order: Sorting | None) -> list[Row]:
    """The rows by their counts; within the same, and without an order, as they stand."""
    if order is None:
        return list(rows)
    sign = -1 if order.descending else 1
    return sorted(rows, key=lambda row: sign * _count(row, order.column))


def _count(row: EntryRow, column: str) -> int:
    return row["people"] if column == "people" else row["interviews"]


def order_links(site: Site, listing: str, own: str, chosen: ChosenValues) -> list[OrderLink]:
    """The orders to choose from; none where there is one interview, in which all counts are 1.

    ``own`` is what the list is sorted by without being asked.
    """
    if len(site.knowledge.catalogue.interviews) < 2:
        return []
    return [
        {"sort": sort, "label": label, "url": site.urls.listing(listing, {**chosen, SORT: sort})}
        for sort, label in {"": own, **ORDERS}.items()
    ]
