"""JSON Pointers: the examples of RFC 6901, and any place in any document."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from snaglist.reviews.evidence.pointer import pointed

RFC = {
    "foo": ["bar", "baz"],
    "": 0,
    "a/b": 1,
    "c%d": 2,
    "e^f": 3,
    "g|h": 4,
    "i\\j": 5,
    'k"l': 6,
    " ": 7,
    "m~n": 8,
}


@pytest.mark.parametrize(
    ("pointer", "value"),
    [
        ("", RFC),
        ("/foo", ["bar", "baz"]),
        ("/foo/0", "bar"),
        ("/", 0),
        ("/a~1b", 1),
        ("/c%d", 2),
        ("/e^f", 3),
        ("/g|h", 4),
        ("/i\\j", 5),
        ('/k"l', 6),
        ("/ ", 7),
        ("/m~0n", 8),
    ],
)
def test_the_examples_of_the_standard(pointer: str, value: Any) -> None:
    assert pointed(RFC, pointer) == value


@pytest.mark.parametrize(
    ("pointer", "way"),
    [
        ("/foo/2", "/foo/2"),
        ("/foo/-", "/foo/-"),
        ("/foo/00", "/foo/00"),
        ("/foo/-1", "/foo/-1"),
        ("/foo/0/x", "/foo/0/x"),
        ("/foo/١", "/foo/١"),
        ("/nothing/at/all", "/nothing"),
        ("/~01", "/~01"),
    ],
)
def test_what_leads_nowhere_is_told_as_far_as_it_leads(pointer: str, way: str) -> None:
    with pytest.raises(LookupError) as error:
        pointed(RFC, pointer)
    assert error.value.args == (way,)


DOCUMENTS = st.recursive(
    st.integers() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("~/01 a", max_size=3), inner)
    ),
    max_leaves=12,
)


def places(document: Any, way: str = "") -> list[tuple[str, Any]]:
    """Every place in a document."""
    found = [(way, document)]
    if not isinstance(document, dict | list):
        return found
    for name, value in document.items() if isinstance(document, dict) else enumerate(document):
        escaped = str(name).replace("~", "~0").replace("/", "~1")
        found += places(value, f"{way}/{escaped}")
    return found


@given(DOCUMENTS)
def test_every_place_of_a_document_is_found(document: Any) -> None:
    for pointer, value in places(document):
        assert pointed(document, pointer) is value
