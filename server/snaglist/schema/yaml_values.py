"""Values as they are written into YAML: on one line, in lines of their own, or as before."""

import json
import re
import textwrap
from typing import Any

import yaml

WIDTH = 100
"""Characters of a line that is written."""


def flow_text(value: Any) -> str:
    """A value on one line, as it may stand in brackets."""
    dumped = yaml.safe_dump(
        [value], default_flow_style=True, width=float("inf"), allow_unicode=True, sort_keys=False
    )
    words = str(dumped).rstrip("\n")[1:-1]
    # PyYAML takes the word for a truth value, which it is not here.
    return "on" if words == "'on'" else words


def block_text(value: Any) -> str:
    """A value in lines of its own."""
    dumped = yaml.safe_dump(
        value, default_flow_style=False, width=WIDTH, allow_unicode=True, sort_keys=False
    )
    # PyYAML takes the word for a truth value, which it is not here.
    return re.sub(r"^([ -]*)'on':", r"\1on:", str(dumped), flags=re.MULTILINE)


def scalar_text(value: Any, style: str | None, indent: int) -> str:
    """A scalar in the style that it had before."""
    if not isinstance(value, str):
        return flow_text(value)
    if style == '"':
        return json.dumps(value, ensure_ascii=False)
    if style in (">", "|") and value and "\n" not in value and value == value.strip():
        # Words that are more than one space apart would be folded.
        if "  " not in value:
            lines = textwrap.wrap(
                value, WIDTH - indent, break_long_words=False, break_on_hyphens=False
            )
            return ">-\n" + "\n".join(" " * indent + line for line in lines)
        return json.dumps(value, ensure_ascii=False)
    return json.dumps(value, ensure_ascii=False) if "\n" in value else flow_text(value)
