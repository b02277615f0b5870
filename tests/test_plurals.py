"""Numbers agree with what they count."""

import pytest

from snaglist.plurals import count_of, plural, singular


@pytest.mark.parametrize(
    ("number", "noun", "text"),
    [
        (0, "quote", "0 quotes"),
        (1, "quote", "1 quote"),
        (2, "strategy", "2 strategies"),
        (1, "person", "1 person"),
        (2, "person", "2 people"),
        (1200, "turn of the participants", "1,200 turns of the participants"),
        (1, "turn of the participants", "1 turn of the participants"),
    ],
)
def test_a_noun_agrees_with_its_number(number: int, noun: str, text: str) -> None:
    assert count_of(number, noun) == text


@pytest.mark.parametrize("noun", ["quote", "strategy", "entry", "person", "inferred triple"])
def test_the_plural_leads_back(noun: str) -> None:
    assert singular("inferred triples" if " " in noun else plural(noun)) == noun
