"""The JSON Schema of a review's file, for editors: that of the record, in the layout of files."""

from typing import Any, get_args

from pydantic import TypeAdapter

from snaglist.reviews.events.answering import Answered, FollowedUp, Opined, Settled
from snaglist.reviews.events.event import Event
from snaglist.reviews.events.issue_list import Added
from snaglist.reviews.file_layout import FILE_FORMAT
from snaglist.reviews.record import AnyEvent, Record

EVENTS: tuple[type[Event], ...] = get_args(get_args(AnyEvent)[0])
ABOUT_ISSUES = (Added, Answered, Opined, Settled, FollowedUp)


def file_schema() -> dict[str, Any]:
    """The schema of files of the present format."""
    found: dict[str, Any] = _without_discriminators(TypeAdapter(Record).json_schema())
    parts = found["$defs"]
    for event in EVENTS:
        parts[event.__name__] = _as_written(parts[event.__name__], event.head)
    about_issues = _list_of([each for each in EVENTS if each in ABOUT_ISSUES])
    fields = found["properties"]
    found["properties"] = {
        "format": {"const": FILE_FORMAT, "type": "integer"},
        "id": fields["id"],
        "review": {**_list_of([e for e in EVENTS if e not in ABOUT_ISSUES]), "minItems": 1},
        "issues": {
            "type": "object",
            "additionalProperties": {"anyOf": [about_issues, {"type": "null"}]},
        },
        "entries": fields["entries"],
    }
    found["required"] = list(found["properties"])
    return found


def _without_discriminators(schema: Any) -> Any:
    """The schema without what pydantic takes from OpenAPI; JSON Schema has no such keyword."""
    if isinstance(schema, dict):
        kept = {key: value for key, value in schema.items() if key != "discriminator"}
        return {key: _without_discriminators(value) for key, value in kept.items()}
    return (
        [_without_discriminators(each) for each in schema] if isinstance(schema, list) else schema
    )


def _list_of(events: list[type[Event]]) -> dict[str, Any]:
    references = [{"$ref": f"#/$defs/{event.__name__}"} for event in events]
    return {"type": "array", "items": {"oneOf": references}}


def _as_written(event: dict[str, Any], head: tuple[str, ...]) -> dict[str, Any]:
    """The schema of an event with its head apart, and with number and id."""
    fields, needed = event["properties"], ("did", *event.get("required", ()))
    first = {"number": {"type": "integer", "minimum": 1}, **{n: fields[n] for n in head}}
    rest = {name: value for name, value in fields.items() if name not in head}
    return {
        **{name: event[name] for name in ("description", "title") if name in event},
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "event": {
                "type": "object",
                "additionalProperties": False,
                "properties": first,
                "required": ["number", *(name for name in head if name in needed)],
            },
            **rest,
            "id": {"type": "string", "pattern": "^[0-9a-f]{12}$"},
        },
        "required": ["event", *(name for name in rest if name in needed), "id"],
    }
