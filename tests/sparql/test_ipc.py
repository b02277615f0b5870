"""What travels between the server and its workers arrives whole."""

from dataclasses import MISSING, fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from snaglist.errors import SnaglistError, UsageError
from snaglist.sparql import request as requests
from snaglist.sparql.ipc import (
    ERRORS,
    pack_answer,
    pack_request,
    unpack_answer,
    unpack_request,
)
from snaglist.sparql.request import Answer, AnswerFormat, AnswerKind, Request
from snaglist.workers.channel import pack_error, raise_error
from snaglist.workers.errors import TimeLimitError, TooLargeError, WorkerFailedError

WORDS = st.text(max_size=20)
IRIS = st.lists(WORDS, max_size=3).map(tuple)

RAISED = [
    error
    for error in vars(requests).values()
    if isinstance(error, type) and issubclass(error, SnaglistError) and error is not SnaglistError
]


@given(
    st.builds(
        Request,
        query=WORDS,
        rows_format=st.none() | st.sampled_from(AnswerFormat),
        graph_format=st.none() | st.sampled_from(AnswerFormat),
        default_graphs=IRIS,
        named_graphs=IRIS,
        first=st.none() | st.integers(0, 10**9),
    )
)
def test_a_request_arrives_as_it_was_sent(request_: Request) -> None:
    arrived = unpack_request(pack_request(request_))
    assert arrived == request_
    for found in (arrived.rows_format, arrived.graph_format):
        assert found is None or type(found) is AnswerFormat


@given(
    st.builds(
        Answer,
        kind=st.sampled_from(AnswerKind),
        format=st.sampled_from(AnswerFormat),
        content=st.binary(max_size=20),
        more=st.booleans(),
    )
)
def test_an_answer_arrives_as_it_was_sent(answer: Answer) -> None:
    arrived = unpack_answer(pack_answer(answer), answer.content)
    assert arrived == answer
    assert (type(arrived.kind), type(arrived.format)) == (AnswerKind, AnswerFormat)


def test_no_field_keeps_its_default_on_the_way() -> None:
    sent = Request(
        query="ASK {}",
        rows_format=AnswerFormat.CSV,
        graph_format=AnswerFormat.NTRIPLES,
        default_graphs=("https://a.example/",),
        named_graphs=("https://b.example/",),
        first=3,
    )
    arrived = unpack_request(pack_request(sent))
    for field in fields(Request):
        assert field.default is MISSING or getattr(arrived, field.name) != field.default


@pytest.mark.parametrize("error", [*RAISED, UsageError, TimeLimitError, TooLargeError])
def test_an_error_arrives_as_it_was_raised(error: type[SnaglistError]) -> None:
    with pytest.raises(error, match="too much of it") as raised:
        raise_error(pack_error(error("too much of it")), ERRORS)
    assert type(raised.value) is error


def test_want_of_memory_and_errors_of_ours_arrive_as_such() -> None:
    with pytest.raises(TooLargeError, match="less, please"):
        raise_error(pack_error(MemoryError()), ERRORS, "less, please")
    with pytest.raises(WorkerFailedError):
        raise_error(pack_error(None), ERRORS)
    raise_error(b"{}", ERRORS)


def test_whatever_a_query_may_raise_can_travel() -> None:
    assert len(RAISED) == 5
    assert set(ERRORS.values()) == {*RAISED, UsageError, TimeLimitError, TooLargeError}
