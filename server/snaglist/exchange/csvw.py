"""What the columns of a CSV file hold, as metadata of CSV on the Web (W3C, tabular metadata)."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from snaglist.exchange.table_formats import BETWEEN, TableCell

CONTEXT = "http://www.w3.org/ns/csvw"

NUMBERS = frozenset({"line", "start", "end", "year"})
"""Columns with whole numbers; all others are text."""

METADATA_SUFFIX = "-metadata.json"
"""What the name of a file with metadata goes on with after that of its table (5.2)."""


@dataclass(frozen=True, slots=True)
class CsvwColumn:
    """A column: its title in the file, whether all its cells are whole numbers or decimal ones,
    and whether a cell may hold several values.
    """

    title: str
    number: bool = False
    several: bool = False
    decimal: bool = False

    @classmethod
    def of_cells(cls, title: str, cells: Iterable[TableCell]) -> "CsvwColumn":
        """What a column holds, judged by all its cells; one without any is text."""
        found = {type(cell) for cell in cells if cell != ""}
        return cls(title, number=found == {int}, several=tuple in found)

    def described(self, position: int) -> dict[str, object]:
        """The column as the standard writes it; ``position`` counts from 1.

        A name may have letters, digits and ``_`` only (5.6), a title anything.
        """
        name = re.sub(r"[^A-Za-z0-9_]+", "_", self.title).strip("_") or f"column_{position}"
        return {
            "name": name,
            "titles": self.title,
            "datatype": "integer" if self.number else "decimal" if self.decimal else "string",
            "null": "",
            **({"separator": BETWEEN} if self.several else {}),
        }


def csvw_metadata(name: str, title: str, columns: Sequence[str]) -> bytes:
    """The metadata of the table in the file ``name``, which is beside it."""
    return table_metadata(name, title, [CsvwColumn(each, each in NUMBERS) for each in columns])


def table_metadata(url: str, title: str, columns: Sequence[CsvwColumn]) -> bytes:
    """The metadata of the table at ``url``, which is relative to the metadata's own address."""
    document = {
        "@context": [CONTEXT, {"@language": "en"}],
        "url": url,
        "dc:title": title,
        "dialect": {"encoding": "utf-8", "header": True, "lineTerminators": ["\r\n", "\n"]},
        "tableSchema": {
            "columns": [
                column.described(position) for position, column in enumerate(columns, start=1)
            ]
        },
    }
    return json.dumps(document, indent=1).encode() + b"\n"
