"""Where issues occur: issues by interviews, what each interview adds, issues spoken of together."""

from collections.abc import Sequence
from typing import TypedDict

from flask import Blueprint, request

from snaglist.analysis.occurrence import (
    Expected,
    Pair,
    Within,
    co_occurrence,
    expected_saturation,
    matrix_of,
    occurrences,
    order_held,
    saturation,
)
from snaglist.errors import UsageError
from snaglist.exchange.csvw import CsvwColumn
from snaglist.exchange.table_formats import TableCell
from snaglist.web.components.csv_tables import CsvTable, csv_route
from snaglist.web.components.dot_matrix import DotMatrix, dot_matrix
from snaglist.web.components.picture_files import picture_route
from snaglist.web.components.saturation_picture import SaturationPicture, saturation_picture
from snaglist.web.respond import check_parameters, page_route
from snaglist.web.site import Reference, Site, current_site
from snaglist.web.sparql_queries import OCCURRENCES_QUERY

blueprint = Blueprint("occurrence", __name__)

SATURATION_COLUMNS = (
    *map(CsvwColumn, ("interview", "held")),
    CsvwColumn("new", number=True),
    CsvwColumn("new_issues", several=True),
    CsvwColumn("total", number=True),
    *(CsvwColumn(name, decimal=True) for name in ("mean", "low", "high")),
)

PAIR_COLUMNS = (
    *map(CsvwColumn, ("first", "second")),
    *(CsvwColumn(name, number=True) for name in ("together", "of_first", "of_second")),
    CsvwColumn("jaccard", decimal=True),
)

ORDERS = 1000
SEED = 0
WITHIN = "within"
SHOWN_PAIRS = 100
"""How many pairs a page lists; its CSV has all."""

DRAWN_ISSUES = 20
"""Issues of the picture of pairs: those of the most frequent pairs, as many as one can read."""


class IssueRow(TypedDict):
    """An issue with its quotes in each interview, in the order of the interviews."""

    issue: Reference
    counts: list[int]
    total: int


class IssuesByInterviewView(TypedDict):
    """A row for each issue that has a quote; ``totals`` are those of the interviews.

    ``picture`` is None where no issue has one.
    """

    interviews: list[Reference]
    rows: list[IssueRow]
    totals: list[int]
    picture: DotMatrix | None
    sparql: str


class StepView(TypedDict):
    """What an interview adds to those before it, by the day they were held."""

    interview: Reference
    held: str | None
    new: list[Reference]
    total: int


class ExpectedView(TypedDict):
    """Issues after so many interviews in random order."""

    interviews: int
    mean: float
    low: float
    high: float


class SaturationView(TypedDict):
    """What each interview adds; ``expected`` over ``orders`` random orders drawn with ``seed``."""

    steps: list[StepView]
    expected: list[ExpectedView]
    orders: int
    seed: int
    picture: SaturationPicture | None


class PairView(TypedDict):
    """Two issues: how many units have both, and each."""

    first: Reference
    second: Reference
    together: int
    of_first: int
    of_second: int
    jaccard: float


class CoOccurrenceView(TypedDict):
    """The most frequent pairs; ``of`` is how many there are.

    ``picture`` has ``drawn`` issues, those of the first pairs; it is None where there is no pair.
    """

    within: str
    pairs: list[PairView]
    of: int
    drawn: int
    picture: DotMatrix | None


@page_route(blueprint, "/issues-by-interview", "issues_by_interview.html", forms=("csv",))
def issues_by_interview() -> IssuesByInterviewView:
    """How many quotes of each issue there are in each interview."""
    here = current_site()
    interviews = [each.id for each in here.catalogue.interviews]
    matrix = matrix_of(occurrences(here.catalogue), interviews)
    columns = [here.reference(name) for name in interviews]
    rows: list[IssueRow] = []
    for issue in matrix.issues:
        counts = [matrix.counts.get((issue, name), 0) for name in interviews]
        rows.append({"issue": here.reference(issue), "counts": counts, "total": sum(counts)})
    return {
        "interviews": columns,
        "rows": rows,
        "totals": [sum(column) for column in zip(*(row["counts"] for row in rows), strict=True)],
        "picture": dot_matrix([r["issue"] for r in rows], columns, matrix.counts) if rows else None,
        "sparql": here.urls.sparql(OCCURRENCES_QUERY),
    }


@csv_route(blueprint, "/issues-by-interview.csv")
def issues_by_interview_csv() -> CsvTable:
    """The same as a table: a row for each issue, a column for each interview."""
    check_parameters(())
    view = issues_by_interview()
    counted = [*(each["id"] for each in view["interviews"]), "all"]
    return CsvTable(
        "Quotes of each issue in each interview",
        [*map(CsvwColumn, ("issue", "title")), *(CsvwColumn(n, number=True) for n in counted)],
        ([r["issue"]["id"], r["issue"]["title"], *r["counts"], r["total"]] for r in view["rows"]),
    )


@page_route(blueprint, "/saturation", "saturation.html", forms=("csv",))
def saturation_page() -> SaturationView:
    """How many new issues each interview adds."""
    here = current_site()
    found = occurrences(here.catalogue)
    held = {each.id: each.held for each in here.catalogue.interviews}
    steps = saturation(found, order_held(here.catalogue.interviews))
    expected = expected_saturation(found, list(held), ORDERS, SEED) if len(held) > 1 else ()
    return {
        "steps": [
            {
                "interview": here.reference(step.interview),
                "held": held[step.interview],
                "new": [here.reference(name) for name in step.new],
                "total": step.total,
            }
            for step in steps
        ],
        "expected": [_expected(each) for each in expected],
        "orders": ORDERS,
        "seed": SEED,
        "picture": saturation_picture(steps, expected) if expected else None,
    }


def _expected(each: Expected) -> ExpectedView:
    return {
        "interviews": each.interviews,
        "mean": round(each.mean, 2),
        "low": each.low,
        "high": each.high,
    }


@csv_route(blueprint, "/saturation.csv")
def saturation_csv() -> CsvTable:
    """The same as a table; the figures of random orders stand beside, where there are any."""
    check_parameters(())
    view = saturation_page()
    rows: list[list[TableCell]] = []
    for number, step in enumerate(view["steps"]):
        random: list[TableCell] = ["", "", ""]
        if view["expected"]:
            expected = view["expected"][number]
            random = [str(expected["mean"]), str(expected["low"]), str(expected["high"])]
        new = tuple(each["id"] for each in step["new"])
        begin: list[TableCell] = [step["interview"]["id"], step["held"] or "", len(new), new]
        rows.append([*begin, step["total"], *random])
    return CsvTable("New issues in each interview", SATURATION_COLUMNS, rows)


@page_route(blueprint, "/co-occurrence", "co_occurrence.html", parameters=(WITHIN,), forms=("csv",))
def co_occurrence_page() -> CoOccurrenceView:
    """Which issues are spoken of together."""
    return _co_occurrence(SHOWN_PAIRS)


def _co_occurrence(most: int | None = None) -> CoOccurrenceView:
    check_parameters((WITHIN, "format"))
    asked = request.args.get(WITHIN, Within.TURN.value)
    if asked not in list(Within):
        raise UsageError(f"{WITHIN} has no value {asked[:40]!r}. Try {', '.join(Within)}.")
    here = current_site()
    pairs = co_occurrence(occurrences(here.catalogue), Within(asked))
    drawn = _drawn(pairs)
    return {
        "within": asked,
        "pairs": [
            {
                "first": here.reference(pair.first),
                "second": here.reference(pair.second),
                "together": pair.together,
                "of_first": pair.of_first,
                "of_second": pair.of_second,
                "jaccard": round(pair.jaccard, 3),
            }
            for pair in pairs[:most]
        ],
        "of": len(pairs),
        "drawn": len(drawn),
        "picture": _picture(here, drawn, pairs) if pairs else None,
    }


def _drawn(pairs: Sequence[Pair]) -> list[str]:
    """The issues of the first pairs, by id, ``DRAWN_ISSUES`` at most."""
    found: dict[str, None] = {}
    for pair in pairs:
        both = {**found, pair.first: None, pair.second: None}
        if len(both) > DRAWN_ISSUES:
            break
        found = both
    return sorted(found)


def _picture(site: Site, drawn: Sequence[str], pairs: Sequence[Pair]) -> DotMatrix:
    """Below the diagonal a dot for each pair; the first row and the last column would be empty."""
    counts = {
        (pair.second, pair.first): pair.together
        for pair in pairs
        if pair.first in drawn and pair.second in drawn
    }
    issues = [site.reference(name) for name in drawn]
    return dot_matrix(issues[1:], issues[:-1], counts)


@csv_route(blueprint, "/co-occurrence.csv", parameters=(WITHIN,))
def co_occurrence_csv() -> CsvTable:
    """All pairs as a table."""
    return CsvTable(
        "Issues spoken of together",
        PAIR_COLUMNS,
        (
            [
                *(pair["first"]["id"], pair["second"]["id"], pair["together"]),
                *(pair["of_first"], pair["of_second"], str(pair["jaccard"])),
            ]
            for pair in _co_occurrence()["pairs"]
        ),
    )


picture_route(
    blueprint,
    "/issues-by-interview.svg",
    "issues_by_interview.svg",
    issues_by_interview,
    choices={},
)
picture_route(blueprint, "/saturation.svg", "saturation.svg", saturation_page, choices={})
picture_route(
    blueprint,
    "/co-occurrence.svg",
    "co_occurrence.svg",
    co_occurrence_page,
    choices={WITHIN: tuple(Within)},
)
