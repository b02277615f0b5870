"""Evidence as it is typed, and what of it does not do."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from snaglist.reviews.agreement import agreed_answer, difference
from snaglist.reviews.answer_changes import changed_answer
from snaglist.reviews.canonical import canonical_json, plain_data
from snaglist.reviews.evidence.forms import (
    AS_TYPED,
    AnyEvidence,
    BoundedValue,
    Evidence,
    HashedFile,
    JunitTest,
)
from snaglist.reviews.evidence.words import evidence_line, evidence_words, inner_field
from snaglist.reviews.statuses import Answer, Status

FORM: TypeAdapter[AnyEvidence] = TypeAdapter(Evidence)
HASH = "9f" * 32
DONE = {"status": Status.ADDRESSED, "done": "A bell was hung."}


def typed(text: str) -> AnyEvidence:
    return FORM.validate_python(text, context=AS_TYPED)


def fault(text: str) -> str:
    with pytest.raises(ValidationError) as error:
        typed(text)
    (found,) = error.value.errors()
    return f"{'.'.join(map(str, found['loc']))} {found['msg']}"


LINES: dict[str, dict[str, Any]] = {
    "test j.xml A::b": {"kind": "test", "file": "j.xml", "test": "A::b"},
    "test j.xml a b c::d e max-age=30": {
        "kind": "test", "file": "j.xml", "test": "a b c::d e", "max_age": 30,
    },
    "test r/j.xml tests/test_a.py::TestB::test_c[x::y.py z]": {
        "kind": "test", "file": "r/j.xml", "test": "tests.test_a.TestB::test_c[x::y.py z]",
    },
    f"file ./docs/a.md sha256:{HASH.upper()} max-age=0": {
        "kind": "file", "file": "docs/a.md", "sha256": HASH, "max_age": 0,
    },
    "value m.json /test/auc >=0.80": {
        "kind": "value", "file": "m.json", "pointer": "/test/auc", "at_least": "0.8",
    },
    "value m.json / >= -1e-3 <= 5": {
        "kind": "value", "file": "m.json", "pointer": "", "at_least": "-0.001", "at_most": "5",
    },
    "value m.json /a >=2026-01-01 <=2026-12-31 dated=/b max-age=7": {
        "kind": "value", "file": "m.json", "pointer": "/a", "not_before": date(2026, 1, 1),
        "not_after": date(2026, 12, 31), "dated": "/b", "max_age": 7,
    },
    "value m.json /a dated=/a max-age=7": {
        "kind": "value", "file": "m.json", "pointer": "/a", "dated": "/a", "max_age": 7,
    },
    '{kind: value, file: "a b.json", pointer: /c d, at_least: 0.80}': {
        "kind": "value", "file": "a b.json", "pointer": "/c d", "at_least": "0.8",
    },
}  # fmt: skip


@pytest.mark.parametrize("line", LINES)
def test_a_line_is_read(line: str) -> None:
    assert plain_data(typed(line)) == LINES[line]


WRONG = {
    "the bell rang": "should be test FILE CLASS::NAME, file FILE sha256:HASH",
    "test": "should be test FILE",
    "test j.xml": "lacks the test, as CLASS::NAME",
    "test j.xml test_rings": "test.test Value error, should be CLASS::NAME",
    "test j.xml A::b max-age=soon": "has max-age=soon; it is a number of days",
    "test j.xml A::b max-age=3651": "test.max_age Input should be less than or equal to 3650",
    "test ../j.xml A::b": "test.file Value error, should be a path below the folder",
    "test /j.xml A::b": "should be a path below the folder",
    "test C:\\j.xml A::b": "should be a path below the folder",
    "test c:/j.xml A::b": "should be a path below the folder",
    "test a//j.xml A::b": "should be a path below the folder",
    "test ~/j.xml A::b": "should be a path below the folder",
    "file a.md": "lacks the hash of the file, as sha256:9f86d0… (sha256sum a.md)",
    "file a.md md5:9f86d0": "has 'md5:9f86d0', where its hash stands",
    "file a.md sha256:9f86d0": "file.sha256 should be a SHA-256",
    "value m.json": "lacks the place of the value",
    "value m.json auc >=1": "value.pointer should be a JSON Pointer, as /test/auc",
    "value m.json /a~2 >=1": "value.pointer should be a JSON Pointer",
    "value m.json /a": "a value needs a bound, as >=0.8",
    "value m.json /a >1": "has '>1', where a bound stands",
    "value m.json /a >=1 >=2": "has two bounds of one kind, '>=2' the second",
    "value m.json /a >=nan": "value.at_least should be a number",
    "value m.json /a >=1e999": "value.at_least should be a number",
    "value m.json /a >=2 <=1": "nothing is at least 2 and at most 1",
    "value m.json /a >=2026-12-31 <=2026-01-01": "no day is from 2026-12-31 to 2026-01-01",
    "value m.json /a >=2026-02-30": "value.not_before",
    "value m.json /a >=1 <=2026-12-31": "cannot have bounds of both",
    "value m.json /a >=1 max-age=3": "max_age and dated",
    "value m.json /a >=1 dated=/b": "max_age and dated",
    "{kind: shell, file: x, run: rm}": "'test', 'file', 'value'",
    "{kind: test, file: x, test: 'a::b', run: rm}": "test.run Extra inputs are not permitted",
    "{a: &a [*a]}": "is no mapping",
    "{": "is no mapping",
    "x" * 4_001: "at most 4000",
}


@pytest.mark.parametrize("line", WRONG)
def test_a_line_that_is_no_evidence_is_told_why(line: str) -> None:
    assert WRONG[line] in fault(line)


PATHS = st.from_regex(r"[\w .é-]{1,8}(/[\w .é-]{1,8}){0,2}", fullmatch=True)
NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=20)
AGES = st.none() | st.integers(0, 3650)
NUMBERS = st.decimals(-(10**9), 10**9, places=4).map(str)
POINTERS = st.lists(NAMES, max_size=3).map(
    lambda parts: "".join(f"/{each.replace('~', '~0').replace('/', '~1')}" for each in parts)
)
TESTS: st.SearchStrategy[dict[str, Any]] = st.builds(
    dict,
    kind=st.just("test"),
    file=PATHS,
    test=st.builds("{}::{}".format, NAMES, NAMES),
    max_age=AGES,
)
FILES: st.SearchStrategy[dict[str, Any]] = st.builds(
    dict, kind=st.just("file"), file=PATHS, sha256=st.just(HASH), max_age=AGES
)
VALUES: st.SearchStrategy[dict[str, Any]] = st.builds(
    dict, kind=st.just("value"), file=PATHS, pointer=POINTERS, at_least=NUMBERS
) | st.builds(
    dict,
    kind=st.just("value"),
    file=PATHS,
    pointer=POINTERS,
    not_after=st.dates(),
    dated=POINTERS,
    max_age=st.integers(0, 9),
)


@st.composite
def evidence(draw: st.DrawFn) -> AnyEvidence:
    """Any evidence that the forms admit."""
    while True:
        try:
            return FORM.validate_python(draw(TESTS | FILES | VALUES))
        except ValidationError:
            draw(st.nothing() | st.just(None))


@given(evidence())
def test_a_line_that_is_shown_can_be_typed_again(one: AnyEvidence) -> None:
    line = evidence_line(one)
    assert "\n" not in line
    assert typed(line) == one
    assert evidence_words(one)


@given(evidence())
def test_evidence_is_the_same_after_json_and_yaml(one: AnyEvidence) -> None:
    assert FORM.validate_python(plain_data(one)) == one
    assert FORM.validate_python(json.loads(canonical_json(plain_data(one)))) == one


def test_a_record_has_fields_and_no_lines() -> None:
    with pytest.raises(ValidationError):
        Answer.model_validate({**DONE, "evidence": ["test j.xml A::b"]})
    with pytest.raises(ValidationError, match="valid string"):
        FORM.validate_python({"kind": "value", "file": "m", "pointer": "/a", "at_least": 0.8})


def test_an_answer_without_evidence_is_what_it_was() -> None:
    answer = Answer.model_validate(DONE)
    assert plain_data(answer) == {"status": "addressed", "done": "A bell was hung."}


def answer(*lines: str, **more: Any) -> Answer:
    return Answer.model_validate({**DONE, "evidence": lines, **more}, context=AS_TYPED)


def test_only_what_is_addressed_has_evidence_and_a_word_goes_with_it() -> None:
    with pytest.raises(ValidationError, match="evidence proves that an issue is addressed"):
        answer("test j.xml A::b", status=Status.OPEN)
    with pytest.raises(ValidationError, match="addressed needs done"):
        answer("test j.xml A::b", done="")


def test_evidence_adds_up_and_replaces_what_is_about_the_same() -> None:
    before = answer("value m.json /a >=1", "test j.xml A::b")
    new = ("test j.xml A::b max-age=3", f"file a.md sha256:{HASH}", "value m.json /a <=2")
    after = changed_answer(before, {"evidence": new})
    assert [evidence_line(each) for each in after.evidence] == [
        "value m.json /a <=2", "test j.xml A::b max-age=3", f"file a.md sha256:{HASH}",
    ]  # fmt: skip
    assert changed_answer(after, {"notes": "So."}).evidence == after.evidence
    assert changed_answer(after, {"no_evidence": True}).evidence == ()
    one = changed_answer(after, {"no_evidence": True, "evidence": ["test j.xml A::c"]})
    assert [evidence_line(each) for each in one.evidence] == ["test j.xml A::c"]
    assert changed_answer(after, {"status": "open"}).evidence == ()
    assert changed_answer(after, {"status": "open", "no_evidence": True}).evidence == ()


def test_answers_agree_where_they_name_the_same_evidence() -> None:
    both = ("test j.xml A::b", "value m.json /a >=0.8")
    first, other = answer(*both), answer(*both[::-1])
    assert difference([first, other]) is None
    assert agreed_answer([first, other]).evidence == first.evidence
    assert difference([first, answer(both[0])]) == "terms"
    assert difference([first, answer(both[0], "value m.json /a >=0.9")]) == "terms"
    assert difference([first, answer(both[0], "value m.json /a >=8e-1")]) is None


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("test j.xml A::b max-age=1", "the test A::b is green in j.xml, at most 1 day old"),
        (
            f"file a.md sha256:{HASH} max-age=30",
            "a.md is unchanged (SHA-256 9f9f9f9f9f9f…), looked at again within 30 days",
        ),
        ("value m.json /a >=1 <=2", "/a in m.json is at least 1 and at most 2"),
        ("value m.json / <=2026-12-31", "the value in m.json is not after 2026-12-31"),
        ("value m.json /a dated=/a max-age=2", "/a in m.json is a day, at most 2 days old"),
    ],
)
def test_evidence_in_words(line: str, words: str) -> None:
    assert evidence_words(typed(line)) == words


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"evidence": ["value m.json /a >=x"]}, "at_least "),
        ({"evidence": ["test ../j.xml A::b"]}, "file "),
        ({"evidence": ["value m.json /a"]}, ""),  # the whole of it
        ({"evidence": ["the bell rang"]}, ""),
        ({"notes": 5}, ""),
        ({"links": ["#1", "the wiki"]}, ""),
    ],
)
def test_a_fault_inside_of_evidence_names_the_field(given: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as error:
        Answer.model_validate(DONE | given, context=AS_TYPED)
    (found,) = error.value.errors()
    assert inner_field(found["loc"]) == field


def test_the_forms_are_closed() -> None:
    for form in (JunitTest, HashedFile, BoundedValue):
        assert form.model_json_schema()["additionalProperties"] is False
