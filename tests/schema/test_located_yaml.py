"""Limits on YAML: the last value that is right, and the first that is not."""

import pytest

from snaglist.schema.located_yaml import LONGEST_NUMBER, YamlError, parse_yaml


def test_values_and_names_are_counted_up_to_the_limit() -> None:
    # The document itself, two names and two values.
    text = "a: 1\nb: 2\n"
    assert parse_yaml(text, most=5).data == {"a": 1, "b": 2}
    with pytest.raises(YamlError, match=r"holds more than 4 values and names") as error:
        parse_yaml(text, most=4)
    assert error.value.rule == "yaml"


def test_what_is_one_too_many_is_told_with_its_line() -> None:
    text = "- 1\n- 2\n" + "- - 3\n" * 3
    with pytest.raises(YamlError) as error:
        parse_yaml(text, first_line=10, most=4)
    # The line of the list that holds the value too many, the third.
    assert error.value.line == 12


@pytest.mark.parametrize("sign", ["", "-"])
def test_a_number_has_a_hundred_characters_and_not_one_more(sign: str) -> None:
    digits = "9" * (LONGEST_NUMBER - len(sign))
    assert LONGEST_NUMBER == 100
    assert parse_yaml(f"{sign}{digits}").data == int(sign + digits)
    assert parse_yaml(f"{sign}{digits}9").data == f"{sign}{digits}9"


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("a: 1\nb: &x 2\nc: *x\n", 11, "an alias repeats"),
        ("a: 1\nb: 2\na: 3\n", 12, "'a' stands at line 10 already"),
        ("a: 1\n[b]: 2\n", 11, "a field's name is a word"),
        ("a: 1\nb: [2\n", 12, "not YAML"),
    ],
)
def test_an_error_has_the_line_of_the_file(text: str, line: int, said: str) -> None:
    with pytest.raises(YamlError, match=said) as error:
        parse_yaml(text, first_line=10)
    assert error.value.line == line
