"""The one form in which what a review holds is written down, so that hashes can be taken of it.

It is UTF-8 JSON with sorted keys, no space between its tokens, no escapes that JSON does not ask
for, fields at their default left out, dates as ``2026-11-25`` and moments as
``2026-11-25T10:00:00Z``.
"""

import json
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from snaglist.schema.fields import Form


def plain_data(form: Form) -> dict[str, Any]:
    """A form as dictionaries, lists and text, without the fields that are at their default.

    Days and moments stay ``date`` and ``datetime``, for YAML has both.
    """
    found = form.model_dump(exclude_defaults=True)
    return {name: _plain_value(value) for name, value in found.items()}


def _plain_value(value: object) -> object:
    if isinstance(value, dict):
        return {str(key): _plain_value(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_plain_value(item) for item in value]
    return str(value) if isinstance(value, StrEnum) else value


def moment_text(when: datetime) -> str:
    """A moment in UTC as records write it: ``2026-11-25T10:00:00Z``."""
    return f"{when.replace(microsecond=0, tzinfo=None).isoformat()}Z"


def canonical_json(value: object) -> bytes:
    """Plain data as canonical JSON, in UTF-8."""
    text = json.dumps(
        value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_scalar
    )
    return text.encode()


def _scalar(value: object) -> str:
    """What JSON has no type for: a moment, a day, a UUID."""
    if isinstance(value, datetime):
        return moment_text(value)
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
