"""Types of field: what they take, and what is said of what they do not take."""

from pathlib import Path
from typing import Annotated, get_args, get_origin

import pytest
from pydantic import TypeAdapter, ValidationError

from snaglist.schema import fields
from snaglist.schema.fields import Form, Pattern, QuoteId
from snaglist.schema.report import Report
from snaglist.schema.validation import parse_located, validate
from snaglist.sources.file_formats import FORMS

PATTERNED = {
    name: pattern
    for name, annotation in vars(fields).items()
    if get_origin(annotation) is Annotated
    for pattern in get_args(annotation)[1:]
    if isinstance(pattern, Pattern)
}
"""Every type of field that is a pattern."""


def test_there_are_patterns() -> None:
    assert {"IssueId", "EntryId", "Slug", "Sha256"} <= PATTERNED.keys()


@pytest.mark.parametrize("name", PATTERNED)
def test_what_breaks_a_pattern_is_told_in_words(name: str) -> None:
    adapter = TypeAdapter(getattr(fields, name))
    with pytest.raises(ValidationError) as raised:
        adapter.validate_python("no such thing!")
    (error,) = raised.value.errors()
    assert (error["loc"], error["msg"]) == ((), f"should be {PATTERNED[name].words}")


@pytest.mark.parametrize("name", PATTERNED)
def test_the_words_give_an_example_that_fits(name: str) -> None:
    words = PATTERNED[name].words
    examples = words.partition(", as ")[2].split(" or ") if ", as " in words else ["0" * 64]
    for example in examples:
        assert TypeAdapter(getattr(fields, name)).validate_python(example) == example


@pytest.mark.parametrize("name", PATTERNED)
def test_a_json_schema_has_the_expression(name: str) -> None:
    schema = TypeAdapter(getattr(fields, name)).json_schema()
    assert schema == {"type": "string", "pattern": PATTERNED[name].regex}


@pytest.mark.parametrize("value", ["I07-Q001\n", " I07-Q001", "I07-Q001 and more", "i07-q001"])
def test_a_pattern_is_of_the_whole_text(value: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(QuoteId).validate_python(value)


def findings(form: type[Form], text: str) -> list[str]:
    path = Path("/catalog/issues/SNAG-001.md")
    report = Report(Path("/catalog"))
    located = parse_located(text, 1, path, report)
    assert located
    validate(form, located, path, report)
    return [f"{found.line}: {found.message}" for found in report.findings]


def said_of(group: str, item: str) -> list[str]:
    """What is said of one item of a list of an issue or a strategy, with the rest left out."""
    form = FORMS["strategy" if group in ("practices", "costs", "tradeoffs") else "issue"]
    found = findings(form, f"{group}:\n  - {item}\n")
    return [each for each in found if group.removesuffix("s") in each]


@pytest.mark.parametrize(
    "group",
    ["causes", "consequences", "detections", "mitigations", "practices", "costs", "tradeoffs"],
)
def test_a_claim_is_called_one_whatever_its_group(group: str) -> None:
    place = f"claim '{group.removesuffix('s')} 1'"
    (said,) = [each for each in said_of(group, "id: C") if "'id'" in each]
    assert said == f"2: {place}: 'id' is 'C'; should be a claim's id, as C1."


def test_what_is_no_claim_is_not_called_one() -> None:
    said = said_of("questions", "text: 7")
    assert "2: question 1: 'text' is 7; should be text; put it in quotes." in said


def test_the_entry_to_see_instead_is_one_of_two_sorts_and_told_so_once() -> None:
    said = findings(FORMS["issue"], "not_when:\n  - see: SNAG-1\n")
    assert [each for each in said if "SNAG-1" in each] == [
        "2: not_when 1: 'see' is 'SNAG-1'; "
        "should be the id of an issue or a strategy, as SNAG-001 or FIX-001."
    ]
