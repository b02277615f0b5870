"""Reading JSON files for a value: a number to the last digit, or a day."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

MOST_OCTETS = 20_000_000
LONGEST_NUMBER = 100


class JsonError(ValueError):
    """Why a text is no JSON that is read; the message follows the name of the file."""


class _NoNumber:
    """What stands for NaN and infinities, which Python writes and JSON does not have."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __repr__(self) -> str:
        return self.text


def read_json(data: bytes) -> Any:
    """A document in UTF-8, its numbers as ``Decimal``; raises ``JsonError`` where it is none.

    A name that comes twice in an object is refused: which of both is meant, no standard says.
    """
    try:
        return json.loads(
            data.decode("utf-8-sig"),
            parse_float=_decimal,
            parse_int=_decimal,
            parse_constant=_NoNumber,
            object_pairs_hook=_object,
        )
    except JsonError:
        raise
    except UnicodeDecodeError:
        raise JsonError("is not UTF-8") from None
    except RecursionError:
        raise JsonError("is nested too deeply") from None
    except ValueError as error:
        line = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        raise JsonError(f"is no JSON{line}") from None


def _decimal(text: str) -> Decimal | _NoNumber:
    if len(text) > LONGEST_NUMBER:
        return _NoNumber(f"a number of {len(text):,} signs")
    try:
        return Decimal(text)
    except InvalidOperation:
        return _NoNumber(text)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        twice = next(name for name, _ in pairs if name in seen or seen.add(name))  # type: ignore[func-returns-value]
        raise JsonError(f"has the name {twice[:40]!r} twice in one object")
    return found


def as_day(value: Any) -> date | None:
    """A day, or a moment's day in UTC, written as ISO 8601; None where it is none."""
    if not isinstance(value, str):
        return None
    try:
        when = datetime.fromisoformat(value.strip())
        return (when.astimezone(UTC) if when.tzinfo else when).date()
    except (ValueError, OverflowError):
        return None


def shown(value: Any) -> str:
    """A value as a message has it: short, and without what is in it."""
    if isinstance(value, dict | list):
        return "an object" if isinstance(value, dict) else "a list"
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    text = repr(value) if isinstance(value, str) else str(value)
    return text if len(text) <= LONGEST_NUMBER else f"{text[:LONGEST_NUMBER]}…"
