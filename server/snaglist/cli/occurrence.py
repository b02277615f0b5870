"""Where issues occur: ``snag saturation`` and ``snag co-occurrence``."""

import re
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any

import click

from snaglist.analysis.occurrence import (
    Within,
    co_occurrence,
    expected_saturation,
    occurrences,
    order_held,
    saturation,
)
from snaglist.cli.options import open_snapshot, print_json, with_settings
from snaglist.errors import UsageError
from snaglist.exchange.table_formats import TableCell, TableFormat, write_table
from snaglist.model.catalogue import Catalogue
from snaglist.settings import Settings

RANDOM = re.compile(r"random:([1-9]\d{0,4})")
MOST_ORDERS = 10_000

format_option = click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "csv", "json"]),
    default="text",
    show_default=True,
    help="How to print it.",
)


@click.command("saturation")
@click.option(
    "--order",
    default="held",
    show_default=True,
    help="held: by the day each interview was held; random:N: the mean over N random orders; or "
    "the interviews themselves, as in I02,I01,I03.",
)
@click.option("--seed", default=0, show_default=True, help="Of the random orders.")
@format_option
@with_settings
def saturation_command(settings: Settings, order: str, seed: int, format_: str) -> None:
    """Count how many new issues each interview adds.

    Example: snag saturation --order random:1000
    """
    known = open_snapshot(settings)
    known.close()
    found = occurrences(known.catalogue)
    names = [each.id for each in known.catalogue.interviews]
    random = RANDOM.fullmatch(order)
    if random or order.startswith("random"):
        orders = int(random[1]) if random else 0
        if not 0 < orders <= MOST_ORDERS:
            raise UsageError(f"{order!r} is no number of orders: random:1 to random:{MOST_ORDERS}.")
        expected = expected_saturation(found, names, orders, seed)
        _show(expected, format_, lambda each: f"{each.interviews:>4} {each.mean:>8.1f} issues, "
              f"{each.low:.0f} to {each.high:.0f} in 95 % of orders")  # fmt: skip
        return
    _show(saturation(found, _order(known.catalogue, order)), format_, lambda each: (
        f"{each.interview:<6} {len(each.new):>4} new {each.total:>5} in all"
    ))  # fmt: skip


def _order(catalogue: Catalogue, order: str) -> Sequence[str]:
    """The interviews by name; raises ``UsageError`` for one that is not there."""
    if order == "held":
        return order_held(catalogue.interviews)
    names = [name.strip().upper() for name in order.split(",")]
    known = [each.id for each in catalogue.interviews]
    missing = [name for name in names if name not in known]
    if missing:
        raise UsageError(
            f"There is no interview {missing[0]!r}. Give held, random:1000, or some of "
            f"{', '.join(known)}."
        )
    return names


@click.command("co-occurrence")
@click.option(
    "--within",
    type=click.Choice([each.value for each in Within]),
    default=Within.TURN.value,
    show_default=True,
    help="What two issues must share to count as together.",
)
@format_option
@with_settings
def co_occurrence_command(settings: Settings, within: str, format_: str) -> None:
    """List which issues are spoken of together, the most frequent pairs first.

    Example: snag co-occurrence --within interview
    """
    known = open_snapshot(settings)
    known.close()
    title = {issue.id: issue.title for issue in known.catalogue.live_issues}
    pairs = co_occurrence(occurrences(known.catalogue), Within(within))
    _show(pairs, format_, lambda each: (
        f"{each.together:>4} {each.first} {title[each.first]}\n"
        f"     {each.second} {title[each.second]}"
    ))  # fmt: skip


def _show(rows: Sequence[Any], format_: str, line: Callable[[Any], str]) -> None:
    table = [asdict(row) for row in rows]
    if format_ == "json":
        print_json(table)
    elif format_ == "csv":
        cells: list[list[TableCell]] = [[_cell(value) for value in row.values()] for row in table]
        names = list(table[0]) if table else []
        click.echo(write_table(TableFormat.CSV, names, cells).decode(), nl=False)
    else:
        for row in rows:
            click.echo(line(row))


def _cell(value: str | int | float | tuple[str, ...]) -> TableCell:
    return f"{value:.4g}" if isinstance(value, float) else value
