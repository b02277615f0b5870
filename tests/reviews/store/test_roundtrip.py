"""An event is kept exactly: whatever may be said in an answer comes back letter by letter."""

from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from reviews.garden import NOW

from snaglist.reviews.events.answering import Answered
from snaglist.reviews.statuses import Answer, Status
from snaglist.reviews.store.repository import EVENT_ADAPTER, event_json

WORDS = st.text(max_size=40)


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    fields = {
        "status": draw(st.sampled_from(Status)),
        "done": draw(WORDS),
        "reason": draw(WORDS),
        "owner": draw(WORDS),
        "due": draw(st.none() | st.dates()),
        "expires": draw(st.none() | st.dates()),
        "links": draw(st.lists(WORDS.map(lambda text: f"https://example.org/{text}"), max_size=2)),
        "notes": draw(WORDS),
    }
    try:
        return Answer.model_validate(fields)
    except ValidationError:
        return Answer(status=Status.OPEN, due=fields["due"])


@given(answers(), st.datetimes(timezones=st.timezones()))
def test_an_answer_is_kept_exactly(answer: Answer, when) -> None:  # type: ignore[no-untyped-def]
    try:
        event = Answered(
            at=when, by="Ana", issue="SNAG-101", before=Status.NOT_LOOKED_AT, answer=answer
        )
    except (ValidationError, OverflowError):
        event = Answered(
            at=NOW, by="Ana", issue="SNAG-101", before=Status.NOT_LOOKED_AT, answer=answer
        )
    again = EVENT_ADAPTER.validate_json(event_json(event))
    assert again == event
    assert again.model_dump_json() == event.model_dump_json()
