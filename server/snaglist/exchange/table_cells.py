"""Tables for spreadsheets: every CSV and TSV that this program writes, but SPARQL's results.

Text that a spreadsheet would run as a formula gets an apostrophe before it, and is text then
(OWASP, "CSV Injection"). SPARQL's results have a standard of their own, which knows no such sign.
"""

import csv
import io
from collections.abc import Iterable, Sequence

END = "\r\n"

FORMULA = tuple("=+-@\t\r\n＝＋－＠")
"""What a spreadsheet takes for the beginning of a formula, or passes over on the way to one.

Some take the wide forms as well.
"""


def table_text(
    columns: Sequence[str], rows: Iterable[Iterable[object]], *, tabs: bool = False
) -> str:
    """A header and a row each for ``rows``: CSV (RFC 4180), or with ``tabs`` TSV."""
    written = [_row(columns, tabs), *(_row(map(cell, row), tabs) for row in rows)]
    return "".join(written)


def _row(values: Iterable[object], tabs: bool) -> str:
    out = io.StringIO(newline="")
    # With the end of its rows, a writer knows which letters to quote; of "\n" it leaves out "\r".
    csv.writer(out, delimiter="\t" if tabs else ",", lineterminator=END).writerow(values)
    row = out.getvalue()
    return f"{row.removesuffix(END)}\n" if tabs else row


def cell(value: object) -> object:
    """A value as a table has it: text is no formula, truth is ``yes`` or ``no``."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    # A name of an enumeration is text of ours; whatever else is text may be anybody's.
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return value
