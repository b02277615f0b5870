"""What coders marked in an interview, by issue or by category, ready to be compared."""

from collections.abc import Sequence
from enum import StrEnum

from snaglist.analysis.units import Comparison, Marks, Span, Unit, compare
from snaglist.errors import UsageError
from snaglist.model.catalogue import Catalogue
from snaglist.model.coding import CodedInterview, awaited_coders
from snaglist.model.entry import Issue, Strategy
from snaglist.model.interview import Interview

STRATEGIES = "strategies"
NEW_CODES = "new codes"
"""The categories of what is no issue: strategies, and codes without an entry or an issue above."""


class Per(StrEnum):
    """What two coders are compared on: each code by itself, or the category that it belongs to."""

    ISSUE = "issue"
    CATEGORY = "category"


def coders_of(catalogue: Catalogue, interview: str) -> tuple[str, ...]:
    """Who coded an interview, by id."""
    return tuple(sorted(each.coder for each in catalogue.codings if each.interview == interview))


def comparable_coders(catalogue: Catalogue, interview: str) -> tuple[str, ...]:
    """The two or more who coded an interview, by id, once all have handed in; before, nobody."""
    there = coders_of(catalogue, interview)
    awaited = awaited_coders(interview, catalogue.coders, catalogue.codings)
    return there if len(there) > 1 and not awaited else ()


def compare_coders(
    catalogue: Catalogue, interview: Interview, coders: Sequence[str], unit: Unit, per: Per
) -> Comparison:
    """How far two coders of an interview agree; what was coded after seeing others' does not count.

    Without ``coders``, the two who coded it. Raises ``UsageError`` where there are not two, and
    where one is still to hand in: figures would tell the other what they marked.
    """
    there = coders_of(catalogue, interview.id)
    named = tuple(dict.fromkeys(coders)) or there
    unknown = [name for name in named if name not in there]
    if unknown or len(named) != 2:
        said = f"{unknown[0]} did not code {interview.id}" if unknown else _how_many(named)
        raise UsageError(
            f"Agreement is between two coders: {said}. Coded by: {', '.join(there) or 'nobody'}."
        )
    coded = [each for each in catalogue.codings if each.interview == interview.id]
    awaited = awaited_coders(interview.id, (), [each for each in coded if each.coder in named])
    if awaited:
        raise UsageError(
            f"{' and '.join(awaited)} {'has' if len(awaited) == 1 else 'have'} not handed in "
            f"{interview.id} yet: snag code hand-in {interview.id} --coder {awaited[0]}."
        )
    marks = {
        name: _marks(catalogue, next(each for each in coded if each.coder == name), per)
        for name in named
    }
    return compare(interview, marks, unit)


def _how_many(coders: Sequence[str]) -> str:
    if not coders:
        return "nobody is named"
    alone = len(coders) == 1
    return f"{coders[0]} is alone" if alone else f"{', '.join(coders)} are {len(coders)}; name two"


def _marks(catalogue: Catalogue, coded: CodedInterview, per: Per) -> Marks:
    found: dict[str, list[Span]] = {}
    for coding in coded.codings:
        if not coding.blind:
            continue
        for code in coding.codes:
            name = code if per is Per.ISSUE else category_of(catalogue, code)
            found.setdefault(name, []).append((coding.start, coding.end))
    return found


def category_of(catalogue: Catalogue, code: str) -> str:
    """The category of an issue, or of the issue that a code of the codebook is a kind of."""
    parents = {each.id: each.parent for each in catalogue.codebook}
    seen: set[str] = set()
    above: str | None = code
    while above in parents and above not in seen:
        seen.add(above)
        above = parents[above]
    thing = catalogue.things.get(above or "")
    if isinstance(thing, Issue):
        return thing.category
    return STRATEGIES if isinstance(thing, Strategy) else NEW_CODES
