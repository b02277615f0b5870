"""The kinds of row that a review has, told apart by their ids.

``SNAG-001`` is an issue of the catalogue, ``OWN-1`` one of the team's own, ``EDGE-SUPPLY-CHAIN`` a
topic that the catalogue does not ask about.
"""

from collections.abc import Collection, Iterable
from enum import StrEnum

from snaglist.model.edge import EDGE

OWN_PREFIX, EDGE_PREFIX = "OWN-", "EDGE-"

OWN_FIT = 10
"""What an issue of the team's own fits by: more than a rule, for it is what they came to say."""


class RowKind(StrEnum):
    """The kinds, by the names that JSON and CSV use."""

    ISSUE = "issue"
    OWN = "own"
    EDGE = "edge"


def row_kind(row: str) -> RowKind:
    """The kind of a row with this id."""
    if row.startswith(OWN_PREFIX):
        return RowKind.OWN
    return RowKind.EDGE if row.startswith(EDGE_PREFIX) else RowKind.ISSUE


def is_edge(row: str) -> bool:
    """True for a topic that the catalogue does not ask about."""
    return row_kind(row) is RowKind.EDGE


def edge_row(edge: str) -> str:
    """The row of an edge: ``supply-chain`` is ``EDGE-SUPPLY-CHAIN``."""
    return f"{EDGE_PREFIX}{edge.upper()}"


def thing_of(row: str) -> str:
    """What the catalogue calls a row: ``edge/supply-chain``, or the id of an issue as it is."""
    return f"{EDGE}/{row.removeprefix(EDGE_PREFIX).lower()}" if is_edge(row) else row


def next_own(rows: Iterable[str]) -> str:
    """The id for one more issue of the team's own."""
    numbers = [int(row.removeprefix(OWN_PREFIX)) for row in rows if row_kind(row) is RowKind.OWN]
    return f"{OWN_PREFIX}{max(numbers, default=0) + 1}"


def rows_text(rows: Collection[str]) -> str:
    """How many issues and topics these are: ``2 issues and 1 topic not asked about``."""
    topics = sum(map(is_edge, rows))
    issues = len(rows) - topics
    parts = [f"{issues} {'issue' if issues == 1 else 'issues'}"] if issues or not topics else []
    parts += [f"{topics} {'topic' if topics == 1 else 'topics'} not asked about"] if topics else []
    return " and ".join(parts)


def share_text(some: Collection[str], rows: Collection[str]) -> str:
    """How many of some rows these are: ``2 of 5 issues and 1 of 3 topics not asked about``."""
    kinds = {"issues": False, "topics not asked about": True}
    whole = {kind: {row for row in rows if is_edge(row) is edge} for kind, edge in kinds.items()}
    return " and ".join(
        f"{len(names.intersection(some))} of {len(names)} {kind}"
        for kind, names in whole.items()
        if names
    )
