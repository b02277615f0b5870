"""Limits on YAML: the last value that is right, and the first that is not."""

from collections.abc import Hashable
from datetime import date

import pytest
from common import times
from hypothesis import given, settings
from hypothesis import strategies as st

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


TAGS = (
    "str", "null", "bool", "int", "float", "timestamp", "binary", "merge", "value", "seq", "map",
    "set", "omap", "pairs", "python/name:os.system", "nonsense",
)  # fmt: skip
VALUES = (
    "x", '""', "-", "_", "0b", "0x", "1", "1.5", ".", "1:", ":", "2001-01-01", "2001-13-41",
    "9999-12-31T23:59:59+00:01", "true", "~", "{=: 2001-01-01}", "{=: x}", "{a: 1}", "[]", "[a]",
    "[[a, b]]", "{? [a] : b}", "{<<: {a: 1}}", "gA==", "é", "1_", "0o8", "1e", "-.inf", ".nan",
)  # fmt: skip


@pytest.mark.parametrize("tag", TAGS)
def test_a_tag_that_is_not_true_is_an_error_with_its_line(tag: str) -> None:
    for value in VALUES:
        for text in (f"!!{tag} {value}", f"a:\n  - !!{tag} {value}", f"? !!{tag} {value}\n: 1"):
            # Data as JSON has it, and days: nothing whose order or text is by chance.
            assert read_or_refused(text, 5) in (5, 6), text


def read_or_refused(text: str, first: int) -> int:
    """The line of the error, or the first line where there is none and the data are plain."""
    try:
        data = parse_yaml(text, first_line=first).data
    except YamlError as error:
        return error.line if error.reason.endswith(".") else 0
    return first if plain(data) else 0


def plain(data: object) -> bool:
    if isinstance(data, dict):
        return all(isinstance(key, Hashable) and plain(each) for key, each in data.items())
    if isinstance(data, list):
        return all(map(plain, data))
    return data is None or isinstance(data, str | int | float | date)


@settings(max_examples=times(60, 3_000))
@given(st.sampled_from(TAGS), st.text(max_size=6) | st.sampled_from(VALUES))
def test_any_tag_on_any_value_is_read_or_refused(tag: str, value: str) -> None:
    assert read_or_refused(f"a: !!{tag} {value}\n", 1)


@pytest.mark.parametrize("word", ["=", "<<", "on", "off", "yes", "y", "No"])
def test_words_that_yaml_1_1_reads_as_something_else_are_words(word: str) -> None:
    assert parse_yaml(f"{word}: {word}\n").data == {word: word}


@pytest.mark.parametrize("escape", [r"\0", r"\a", r"\e[31m", r"\x7F", r"\x9B", r"\uFFFE", r"\r"])
@pytest.mark.parametrize("text", ['a: "{}"', '"{}": a', 'a:\n  - "b {} c"'])
def test_no_value_holds_what_cannot_be_written(escape: str, text: str) -> None:
    with pytest.raises(YamlError, match=r"cannot be written, U\+") as error:
        parse_yaml(text.format(escape), first_line=3)
    assert error.value.rule == "text-character"
    assert error.value.line == (4 if "\n" in text else 3)
