"""How far the coders of an interview agree."""

from typing import TypedDict, TypeVar

from flask import Blueprint, request

from snaglist.analysis.marks import Per, coders_of, compare_coders
from snaglist.analysis.units import Agreement, Comparison, Unit
from snaglist.errors import UsageError
from snaglist.model.interview import Interview, turn_at
from snaglist.web.respond import check_parameters, page_route
from snaglist.web.site import Reference, Site, current_site

blueprint = Blueprint("agreement", __name__)

Choice = TypeVar("Choice", Unit, Per)

MOST_CODERS = 20
"""Names that an address may have, to bound the work."""


class MeasureView(TypedDict):
    """A measure with its interval of 95 %; null where it is not defined."""

    value: float | None
    low: float | None
    high: float | None


class AgreementRow(TypedDict):
    """A code, or a category: units that both marked, and one alone; and the measures."""

    code: str
    entry: Reference | None
    units: int
    both: int
    first: int
    second: int
    prevalence: float
    measures: dict[str, MeasureView]


class DisagreementView(TypedDict):
    """A stretch that one of the two marked; ``words`` are empty where they may not leave."""

    code: str
    by: str
    line: int
    words: str
    url: str


class AgreementView(TypedDict):
    """Two coders of an interview, compared."""

    interview: Reference
    coders: list[str]
    compared: list[str]
    unit: str
    per: str
    rows: list[AgreementRow]
    disagreements: list[DisagreementView]


@page_route(
    blueprint, "/agreement/<identifier>", "agreement.html", parameters=("coders", "unit", "per")
)
def agreement(identifier: str) -> AgreementView:
    """Percentage, kappa, alpha and AC1 for each code, and where two coders differ."""
    check_parameters(("coders", "unit", "per", "format"))
    here = current_site()
    interview = here.catalogue.find(Interview, identifier.upper())
    coders = [name.strip() for name in request.args.get("coders", "").split(",") if name.strip()]
    unit, per = _one_of(Unit, "unit"), _one_of(Per, "per")
    made = compare_coders(here.catalogue, interview, coders[:MOST_CODERS], unit, per)
    return {
        "interview": here.reference(interview.id),
        "coders": list(coders_of(here.catalogue, interview.id)),
        "compared": list(made.coders),
        "unit": unit.value,
        "per": per.value,
        "rows": [_row(here, each) for each in made.rows],
        "disagreements": _disagreements(here, interview, made),
    }


def _one_of(choices: type[Choice], name: str) -> Choice:
    asked = request.args.get(name)
    if asked is None:
        return next(iter(choices))
    if asked not in list(choices):
        raise UsageError(f"{name} has no value {asked[:40]!r}. Try {', '.join(choices)}.")
    return choices(asked)


def _row(site: Site, row: Agreement) -> AgreementRow:
    return {
        "code": row.code,
        "entry": site.reference(row.code) if row.code in site.catalogue.things else None,
        "units": row.units,
        "both": row.both,
        "first": row.first,
        "second": row.second,
        "prevalence": round(row.prevalence, 4),
        "measures": {
            name: {"value": found.value, "low": found.low, "high": found.high}
            for name, found in row.measures.items()
        },
    }


def _disagreements(site: Site, interview: Interview, made: Comparison) -> list[DisagreementView]:
    found: list[DisagreementView] = []
    for each in made.disagreements:
        turn = turn_at(interview.turns, each.start)
        words = " ".join(interview.transcript[each.start : each.end].replace("…", " ").split())
        url = site.urls.of(turn) if turn else site.urls.of(interview)
        found.append(
            {"code": each.code, "by": each.by, "line": each.line, "words": words, "url": url}
        )
    return found
