"""What all events have, and the limits of a record."""

from typing import Annotated, ClassVar

from pydantic import Field

from snaglist.reviews.field_types import LineText, Moment
from snaglist.schema.fields import Form, Pattern

MOST_EVENTS = 5_000
MOST_ISSUES = 2_000
MOST_SOURCES = 1_000
MOST_REVISED = 100
MOST_ASKED = 20
UTC_OFFSET = "+00:00"

EventId = Annotated[str, Pattern(r"^[0-9a-f]{12}$", "the id of an event, 12 hexadecimal digits")]
Revised = Annotated[
    tuple[EventId, ...] | None,
    Field(
        max_length=MOST_REVISED,
        description="The answers that held and that this one revises, by their ids; none for a "
        "first answer. Records until 0.1 do not say.",
    ),
]


class Event(Form):
    """Something that somebody did at some time (UTC); ``did`` says what kind.

    ``head`` are the fields that a file has on the event's first line.
    """

    head: ClassVar[tuple[str, ...]] = ("did", "at", "by")

    did: str
    at: Moment
    by: LineText
