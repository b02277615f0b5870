"""What the columns of a CSV file hold, as metadata of CSV on the Web (W3C, tabular metadata)."""

import json
from collections.abc import Sequence

CONTEXT = "http://www.w3.org/ns/csvw"

NUMBERS = frozenset({"line", "start", "end", "year"})
"""Columns with whole numbers; all others are text."""

METADATA_SUFFIX = "-metadata.json"
"""What the name of a file with metadata goes on with after that of its table (5.2)."""


def csvw_metadata(name: str, title: str, columns: Sequence[str]) -> bytes:
    """The metadata of the table in the file ``name``, which is beside it."""
    document = {
        "@context": [CONTEXT, {"@language": "en"}],
        "url": name,
        "dc:title": title,
        "dialect": {"encoding": "utf-8", "header": True, "lineTerminators": ["\r\n", "\n"]},
        "tableSchema": {
            "columns": [
                {
                    "name": column,
                    "titles": column,
                    "datatype": "integer" if column in NUMBERS else "string",
                    "null": "",
                }
                for column in columns
            ]
        },
    }
    return json.dumps(document, indent=1).encode() + b"\n"
