"""Tables for spreadsheets: every CSV and TSV that this program writes, but SPARQL's results.

Text that a spreadsheet would run as a formula gets an apostrophe before it, and is text then
(OWASP, "CSV Injection"). SPARQL's results have a standard of their own, which knows no such sign.
"""

import csv
import io
from collections.abc import Iterable, Sequence

FORMULA = tuple("=+-@\t\r\n＝＋－＠")
"""What a spreadsheet takes for the beginning of a formula, or passes over on the way to one.

Some take the wide forms as well.
"""


def table_text(
    columns: Sequence[str], rows: Iterable[Iterable[object]], *, tabs: bool = False
) -> str:
    """A header and a row each for ``rows``: CSV (RFC 4180), or with ``tabs`` TSV."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter="\t", lineterminator="\n") if tabs else csv.writer(out)
    writer.writerow(columns)
    writer.writerows([[cell(value) for value in row] for row in rows])
    return out.getvalue()


def cell(value: object) -> object:
    """A value as a table has it: text is no formula, truth is ``yes`` or ``no``."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    # A name of an enumeration is text of ours; whatever else is text may be anybody's.
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return value
