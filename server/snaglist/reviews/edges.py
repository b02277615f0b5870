"""From a profile to the edges that a review has as rows: topics that it does not ask about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from snaglist.model.catalogue import Catalogue
from snaglist.model.edge import Edge
from snaglist.reviews.selection import SelectionReason, fewest_without


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedEdge:
    """An edge that a project's own words name, and in which words."""

    edge: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TouchedEdge:
    """An edge for a review, and why; ``leaves_without`` is as in ``SuggestedIssue``."""

    edge: Edge
    reasons: tuple[SelectionReason, ...]
    leaves_without: tuple[str, ...]


def touched_edges(
    catalogue: Catalogue, answers: Mapping[str, Sequence[str]], named: Sequence[NamedEdge] = ()
) -> tuple[TouchedEdge, ...]:
    """The edges that a project with these answers touches, in the catalogue's order.

    ``answers`` are ids of answers by the id of their question, as ``check_profile`` gives them;
    ``named`` are the edges that the project's own words name. What every project touches is last.
    """
    given = [f"{question}/{name}" for question, names in answers.items() for name in names]
    words = {each.edge: each.words for each in named}
    rows = (_touched(edge, given, words.get(edge.id, ())) for edge in catalogue.edges)
    found = [row for row in rows if row.reasons]
    return tuple(sorted(found, key=lambda row: bool(row.edge.always)))


def _touched(edge: Edge, given: Sequence[str], words: Sequence[str]) -> TouchedEdge:
    reasons = [
        SelectionReason(
            text=rule.why, answers=tuple(name for name in rule.asked if name in given), fit=0
        )
        for rule in edge.touched
        if rule.holds(given)
    ]
    if words:
        text = f"Your words name it: {', '.join(words)}."
        reasons.append(SelectionReason(text=text, answers=(), fit=0))
    if edge.always:
        reasons.append(SelectionReason(text=edge.always, answers=(), fit=0))
    return TouchedEdge(
        edge=edge, reasons=tuple(reasons), leaves_without=fewest_without(edge.touched, given)
    )
