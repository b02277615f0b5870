"""A YAML file is changed where its data changes, and nowhere else."""

import copy
from pathlib import Path
from typing import Any

import pytest
from common import CATALOG
from hypothesis import given, settings
from hypothesis import strategies as st

from snaglist.schema.located_yaml import parse_yaml
from snaglist.schema.yaml_edits import RewriteError
from snaglist.schema.yaml_rewrite import rewritten, with_items

TEXT = """\
# Above.
id: I01   # an id
title: "Two: words"
story: >-
  A long story that runs
  over two lines.

speakers:   # who
  # the first
  - id: one
    label: A   # why not
    labels: [A, 'B b', C]   # three
  # the second

  - id: two
    label: D
    labels: []
# between
numbers: [1, 2, 3]
inline: {a: 1, b: two, c: [x]}
empty: []
last: x
# At the end.
"""


def changed(**new: Any) -> str:
    data = {**parse_yaml(TEXT).data, **new}
    data = {name: value for name, value in data.items() if value != "GONE"}
    text = rewritten(TEXT, data)
    assert parse_yaml(text).data == data
    return text


def lines(text: str) -> tuple[set[str], set[str]]:
    """The lines that are there no more, and those that are new."""
    old, new = set(TEXT.split("\n")), set(text.split("\n"))
    return old - new, new - old


def test_the_same_data_are_the_same_bytes() -> None:
    assert changed() == TEXT


@pytest.mark.parametrize(
    ("new", "gone", "come"),
    [
        ({"id": "I02"}, {"id: I01   # an id"}, {"id: I02   # an id"}),
        ({"title": 'a "b"'}, {'title: "Two: words"'}, {'title: "a \\"b\\""'}),
        ({"last": "y: z"}, {"last: x"}, {"last: 'y: z'"}),
        ({"last": None}, {"last: x"}, {"last: null"}),
        ({"numbers": [1, 3]}, {"numbers: [1, 2, 3]"}, {"numbers: [1, 3]"}),
        ({"numbers": [1]}, {"numbers: [1, 2, 3]"}, {"numbers: [1]"}),
        ({"numbers": [3]}, {"numbers: [1, 2, 3]"}, {"numbers: [3]"}),
        ({"numbers": []}, {"numbers: [1, 2, 3]"}, {"numbers: []"}),
        ({"numbers": [0, 1, 2, 3, 4]}, {"numbers: [1, 2, 3]"}, {"numbers: [0, 1, 2, 3, 4]"}),
        ({"inline": {"a": 1, "c": ["x"]}}, {"inline: {a: 1, b: two, c: [x]}"},
         {"inline: {a: 1, c: [x]}"}),
        ({"inline": {"b": "two", "d": 4}}, {"inline: {a: 1, b: two, c: [x]}"},
         {"inline: {b: two, d: 4}"}),
        ({"empty": [{"a": 1, "b": [2]}]}, {"empty: []"},
         {"empty:", "  - a: 1", "    b:", "    - 2"}),
        ({"last": "GONE"}, {"last: x"}, set()),
        ({"story": "Short."}, {"  A long story that runs", "  over two lines."}, {"  Short."}),
        ({"more": {"a": 1}}, set(), {"more:", "  a: 1"}),
    ],
)  # fmt: skip
def test_only_what_changed_is_written(new: dict[str, Any], gone: set[str], come: set[str]) -> None:
    assert lines(changed(**new)) == (gone, come)


def test_items_go_and_comments_stay() -> None:
    speakers = parse_yaml(TEXT).data["speakers"]
    gone, come = lines(changed(speakers=speakers[1:]))
    assert come == set()
    assert gone == {
        "  - id: one",
        "    label: A   # why not",
        "    labels: [A, 'B b', C]   # three",
    }
    text = changed(speakers=[])
    assert "speakers: []   # who\n  # the first\n  # the second\n\n# between" in text
    more = [*speakers, {"id": "three", "label": "E", "labels": ["F"]}]
    assert "    labels: []\n  - id: three\n    label: E\n" in changed(speakers=more)
    without = [{name: each[name] for name in ("label", "labels")} for each in speakers]
    assert "  - label: A   # why not\n" in changed(speakers=without)


def test_items_without_a_name_are_known_by_their_text() -> None:
    text = "a:\n- text: one\n  c: [x, y]\n- text: two\n  c: [x]\n- text: three\n  c: [z]\nb: 1\n"
    new = {"a": [{"text": "one", "c": ["y"]}, {"text": "three", "c": ["z"]}], "b": 1}
    new["a"] = [*new["a"], {"on": 1}]  # type: ignore[misc]
    assert rewritten(text, new) == (
        "a:\n- text: one\n  c: [y]\n- text: three\n  c: [z]\n- on: 1\nb: 1\n"
    )
    new = {"a": [{"text": "four", "c": []}, {"text": "three", "c": ["z"]}], "b": 1}
    assert rewritten(text, new) == "a:\n- text: four\n  c: []\n- text: three\n  c: [z]\nb: 1\n"


def test_the_real_files_of_an_interview_lose_nothing() -> None:
    path = CATALOG / "interviews" / "I07" / "quotes.yaml"
    text = path.read_text(encoding="utf-8")
    data = parse_yaml(text).data
    new = copy.deepcopy(data)
    for quote in new["quotes"]:
        quote["start"] += 3
    changed = rewritten(text, new)
    assert parse_yaml(changed).data == new
    pairs = list(zip(text.split("\n"), changed.split("\n"), strict=True))
    assert {one for one, two in pairs if one != two} == {
        one for one, _ in pairs if one.startswith("    start:")
    }
    new["quotes"] = [quote for quote in new["quotes"] if quote["id"] > "I07-Q200"]
    assert parse_yaml(rewritten(text, new)).data == new


def every_entry() -> list[Path]:
    return sorted(CATALOG.glob("issues/SNAG-*.md"))


def test_front_matter_is_changed_like_any_other() -> None:
    for path in every_entry()[::24]:
        text = path.read_text(encoding="utf-8").split("---\n")[1]
        data = parse_yaml(text).data
        for name in ("causes", "consequences", "mitigations", "leads_to", "detections"):
            for at in range(min(2, len(data.get(name, [])))):
                new = copy.deepcopy(data)
                del new[name][at]
                assert parse_yaml(rewritten(text, new)).data == new


VALUES = st.recursive(
    st.none() | st.integers(-9, 9) | st.text(alphabet="ab: #-'\"[]{},\n|>é", max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["id", "quote", "a", "b"]), inner, max_size=4)
    ),
    max_leaves=8,
)
DOCUMENTS = st.dictionaries(st.sampled_from(["a", "b", "c"]), VALUES, min_size=1)


@given(DOCUMENTS, DOCUMENTS, st.booleans())
@settings(max_examples=40, deadline=None)
def test_any_change_is_made_or_refused(old: Any, new: Any, flow: bool) -> None:
    import yaml

    text = yaml.safe_dump(old, default_flow_style=flow or None, allow_unicode=True)
    try:
        changed = rewritten(text, new)
    except RewriteError:
        return
    assert parse_yaml(changed).data == new


def test_some_changes_are_refused() -> None:
    for new in ({}, {**parse_yaml(TEXT).data, "speakers": {"a": 1}}):
        with pytest.raises(RewriteError):
            rewritten(TEXT, new)
    with pytest.raises(RewriteError):
        rewritten("", {"a": 1})


@pytest.mark.parametrize(
    ("text", "added", "whole"),
    [
        (
            "a: 1\nb: []  # x\nc: 2\n",
            [(0, "{x: 1}"), (0, "y: 2\nz: 3")],
            "b:  # x\n  - {x: 1}\n  - y: 2\n    z: 3\nc",
        ),
        ("b:", [(0, "one")], "b:\n  - one\n"),
        (
            "b:\n# first\n- 1\n# second\n- 2",
            [(0, "0"), (1, "x"), (2, "y")],
            "# first\n- 0\n- 1\n- x\n# second\n- 2\n- y\n",
        ),
    ],
)
def test_items_are_written_where_they_belong(
    text: str, added: list[tuple[int, str]], whole: str
) -> None:
    assert whole in with_items(text, "b", added)


@pytest.mark.parametrize("text", ["a: 1\n", "- 1\n", "b: [1]\n"])
def test_items_need_a_list_in_lines(text: str) -> None:
    with pytest.raises(RewriteError):
        with_items(text, "b", [(0, "x")])
