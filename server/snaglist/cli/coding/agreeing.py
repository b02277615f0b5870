"""``snag agree``: how far two coders of an interview agree."""

from collections.abc import Iterator
from dataclasses import asdict

import click

from snaglist.analysis.agreement import MEASURES, Measured
from snaglist.analysis.marks import Per, compare_coders
from snaglist.analysis.units import Agreement, Comparison, Unit
from snaglist.cli.options import print_json, with_settings
from snaglist.exchange.table_formats import TableCell, TableFormat, write_table
from snaglist.model.interview import Interview
from snaglist.settings import Settings
from snaglist.sources.loader import load_catalogue

SHOWN_WORDS = 60
NOT_DEFINED = "–"
TITLES = {"percent": "percent", "kappa": "Cohen's κ", "alpha": "Kripp. α", "ac1": "Gwet's AC1"}


@click.command()
@click.argument("interview")
@click.option("--coders", default="", help="Two, as ana,ben; may be left out where two coded it.")
@click.option(
    "--unit", type=click.Choice([each.value for each in Unit]), default=Unit.TURN.value,
    show_default=True, help="What is counted; a unit has a code where any of it was marked so.",
)  # fmt: skip
@click.option(
    "--per", type=click.Choice([each.value for each in Per]), default=Per.ISSUE.value,
    show_default=True, help="A row for each code, or for each category.",
)  # fmt: skip
@click.option(
    "--format", "format_", type=click.Choice(["text", "csv", "json"]), default="text",
    show_default=True, help="How to print it; json has the disagreements, too.",
)  # fmt: skip
@with_settings
def command(
    settings: Settings, interview: str, coders: str, unit: str, per: str, format_: str
) -> None:
    """Measure how far two coders agree who coded an interview apart.

    Percentage, Cohen's kappa, Krippendorff's alpha and Gwet's AC1, each with an interval of 95 %
    from 1,000 samples of whole turns; then where they differ. Codings made after seeing those of
    others do not count.

    Example: snag agree I12 --coders ana,ben --unit character
    """
    catalogue = load_catalogue(settings.catalog)
    found = catalogue.find(Interview, interview.upper())
    named = [name.strip() for name in coders.split(",") if name.strip()]
    made = compare_coders(catalogue, found, named, Unit(unit), Per(per))
    if format_ == "json":
        print_json(asdict(made))
    elif format_ == "csv":
        click.echo(write_table(TableFormat.CSV, *table_of(made)).decode(), nl=False)
    else:
        for line in _lines(found, made):
            click.echo(line)


def table_of(made: Comparison) -> tuple[list[str], list[list[TableCell]]]:
    """Names of columns and a row for each code; what is not defined is empty."""
    names = ["code", "units", "both", *(f"only_{name}" for name in made.coders), "prevalence"]
    names += [f"{name}{end}" for name in MEASURES for end in ("", "_low", "_high")]
    rows: list[list[TableCell]] = []
    for row in made.rows:
        cells: list[TableCell] = [row.code, row.units, row.both, row.first, row.second]
        figures = [value for name in MEASURES for value in _figures(row.measures[name])]
        rows.append([*cells, f"{row.prevalence:.4f}", *figures])
    return names, rows


def _figures(found: Measured) -> tuple[str, str, str]:
    low, high = _figure(found.low), _figure(found.high)
    return _figure(found.value), low, high


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:.4f}"


def _lines(interview: Interview, made: Comparison) -> Iterator[str]:
    ana, ben = made.coders
    yield f"{made.interview}: {ana} and {ben}, {made.rows[0].units:,} {made.unit}s"
    for row in made.rows:
        yield ""
        yield (
            f"{row.code}: both {row.both}, only {ana} {row.first}, only {ben} {row.second}; "
            f"prevalence {row.prevalence:.1%}"
        )
        yield "  " + "   ".join(_measure(row, name) for name in MEASURES)
    yield ""
    yield (
        f"{len(made.disagreements)} places where they differ"
        if made.disagreements
        else ("They differ nowhere.")
    )
    for each in made.disagreements:
        words = " ".join(interview.transcript[each.start : each.end].split())
        short = words if len(words) <= SHOWN_WORDS else words[: SHOWN_WORDS - 1] + "…"
        yield f"  line {each.line}: only {each.by} has {each.code}: “{short}”"


def _measure(row: Agreement, name: str) -> str:
    found = row.measures[name]
    if found.value is None:
        return f"{TITLES[name]} {NOT_DEFINED}"
    within = f" [{found.low:.2f}, {found.high:.2f}]" if found.low is not None else ""
    return f"{TITLES[name]} {found.value:.2f}{within}"
