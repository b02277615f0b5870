"""JSON Pointers (RFC 6901): where a value stands in a JSON document.

Of the ways to name a place in JSON it is the one that names one place and computes nothing.
"""

import re
from typing import Any

POINTER = r"^(/([^~/]|~[01])*)*$"
"""The syntax of section 3, as a regular expression."""

_INDEX = re.compile(r"0|[1-9][0-9]{0,8}")


def pointed(document: Any, pointer: str) -> Any:
    """The value at a pointer; raises ``LookupError`` with the part of it that leads nowhere."""
    value, way = document, ""
    for part in pointer.split("/")[1:]:
        way += f"/{part}"
        name = part.replace("~1", "/").replace("~0", "~")
        if isinstance(value, dict) and name in value:
            value = value[name]
        elif isinstance(value, list) and _INDEX.fullmatch(name) and int(name) < len(value):
            value = value[int(name)]
        else:
            raise LookupError(way)
    return value
