"""The examples of events, which are where people learn the format from."""

import inspect
from typing import get_args

import pytest
from pydantic import TypeAdapter

from snaglist.reviews.events.event import Event
from snaglist.reviews.file_layout import event_data
from snaglist.reviews.hashing import event_id
from snaglist.reviews.record import AnyEvent
from snaglist.schema.located_yaml import parse_yaml

EVENTS: tuple[type[Event], ...] = get_args(get_args(AnyEvent)[0])


def test_there_are_twelve_events() -> None:
    assert len(EVENTS) == 12


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.__name__)
def test_the_example_of_an_event_is_one(event: type[Event]) -> None:
    _, marked, example = (inspect.getdoc(event) or "").partition("In a file::\n")
    assert marked
    (written,) = parse_yaml(inspect.cleandoc(example)).data
    data = event_data(written)
    assert data is not None
    read = TypeAdapter[AnyEvent](AnyEvent).validate_python(data)
    assert type(read) is event
    assert read.did == data["did"]
    assert set(data) == read.model_fields_set
    assert written["id"] == event_id(read)
    assert set(written["event"]) <= {"number", *event.head}
