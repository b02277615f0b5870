"""Records of one line, as codings and codes are written: git merges them and weaves none."""

import json
import re
from collections.abc import Mapping
from datetime import date

from snaglist.interviews.changes import Changes

ATTRIBUTES_FILE = ".gitattributes"
MERGED_BY_LINES = ("codebook.yaml", "interviews/*/codings/*.yaml")
"""Files of a catalogue in which git is to take the lines of both sides."""

_PLAIN = re.compile(r"[A-Z]{2,8}-\d+|[a-z][a-z0-9]*(-[a-z0-9]+)*")
_WORDS_OF_YAML = frozenset(("true", "false", "null"))
_BREAKS = str.maketrans({"\u2028": "\\u2028", "\u2029": "\\u2029", "\ufeff": "\\ufeff"})

Value = str | bool | date | int | tuple[str | int, ...]


def yaml_line(fields: Mapping[str, Value | None]) -> str:
    """A record in braces on one line; fields without a value are left out."""
    given = {name: value for name, value in fields.items() if value is not None}
    return "{" + ", ".join(f"{name}: {_written(value)}" for name, value in given.items()) + "}"


def _written(value: Value) -> str:
    if isinstance(value, tuple):
        return "[" + ", ".join(map(_written, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        if _PLAIN.fullmatch(value) and value not in _WORDS_OF_YAML:
            return value
        # A JSON string is a YAML string, but for three characters that YAML breaks lines at.
        return json.dumps(value, ensure_ascii=False).translate(_BREAKS)
    return str(value)


def put_attributes(changes: Changes) -> None:
    """Let git take both lines where two branches added one at the same place."""
    path = changes.catalog / ATTRIBUTES_FILE
    text = changes.text(path) or ""
    lines = [f"{name} merge=union" for name in MERGED_BY_LINES]
    missing = [line for line in lines if line not in text.splitlines()]
    if missing:
        changes.put(path, text + ("\n" if text[-1:] not in ("", "\n") else "") + "\n".join(missing))
        changes.put(path, (changes.text(path) or "") + "\n")
