"""One person has one name, however it is typed; a name hides nothing."""

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reviews.garden import NAMES, NOW, at, begun, library

from snaglist.errors import UsageError
from snaglist.reviews.commands import answering, issue_list
from snaglist.reviews.names import check_visible, find_name, name_key, same_name
from snaglist.reviews.replay import rebuild
from snaglist.reviews.statuses import Answer, Status

OPEN = Answer(status=Status.OPEN)

SPELLINGS = [
    "Ana María",
    " Ana María ",
    "Ana  María",
    "Ana\u00a0María",
    "Ana\tMaría",
    unicodedata.normalize("NFD", "Ana María"),
    "ANA MARÍA",
    "ana maría",
    "Ａｎａ María",
    "Ana\u200b María",
    "Ana\u2060 María\ufeff",
    "\u202aAna María\u202c",
    "Ana Mar\u00adía",
]

HIDDEN = [
    "A\u200bna",
    "\u202eanA",
    "An\u2060a",
    "\ufeffAna",
    "A\u00adna",
    "Ana\U000e0041",
    "A\u200cna",
]
WITH_JOINERS = ["می\u200cخواهم", "क्\u200dष", "👩\u200d🔬 Lab"]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_spellings_of_a_name_are_one_name(spelling: str) -> None:
    assert same_name("Ana María", spelling)
    assert find_name(spelling, ("Ben", "Ana María")) == "Ana María"


@pytest.mark.parametrize("other", ["Ana Maria", "Anna María", "AnaMaría", "Ana", ""])
def test_other_names_are_others(other: str) -> None:
    assert not same_name("Ana María", other)
    assert find_name(other, ("Ben", "Ana María")) is None


@given(st.text())
def test_what_names_have_in_common_is_stable(name: str) -> None:
    key = name_key(name)
    assert name_key(key) == key
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        assert same_name(unicodedata.normalize(form, name), name)
    assert same_name(f"  {name}\u200b ", name)


@pytest.mark.parametrize("name", HIDDEN)
def test_what_nobody_can_see_is_named(name: str) -> None:
    with pytest.raises(UsageError, match=r"The name has a character that nobody can see, U\+"):
        check_visible("The name", name)


@pytest.mark.parametrize("name", [*WITH_JOINERS, "Zoë", "Renée O’Neill-Ng", "李小龍"])
def test_what_scripts_need_is_taken(name: str) -> None:
    check_visible("The name", name)


@pytest.mark.parametrize("spelling", SPELLINGS[:9])
def test_a_blind_reviewer_is_known_by_any_spelling(spelling: str) -> None:
    record = begun(reviewers=("Ana María", "Ben"))
    record = answering.answer(record, NAMES[0], OPEN, by=spelling, now=at(1))
    record = answering.hand_in(record, by=spelling, now=at(2))
    state = rebuild(record)
    assert [opinion.by for opinion in state.items[NAMES[0]].opinions] == ["Ana María"]
    assert state.handed_in == ("Ana María",)
    assert record.events[-1].by == "Ana María"


@pytest.mark.parametrize("hidden", HIDDEN)
def test_no_name_or_title_hides_anything(hidden: str) -> None:
    tries: list[Callable[[], object]] = [
        lambda: answering.answer(begun(), NAMES[0], OPEN, by=hidden, now=at(1)),
        lambda: answering.answer(
            begun(), NAMES[0], OPEN.model_copy(update={"owner": hidden}), by="A", now=at(1)
        ),
        lambda: begun(reviewers=(hidden, "Ben")),
        lambda: issue_list.begin(library(), title=hidden, answers={}, by="Ana", now=NOW),
    ]
    for deed in tries:
        with pytest.raises(UsageError, match="nobody can see"):
            deed()


@pytest.mark.parametrize("twice", SPELLINGS[1:9])
def test_reviewers_are_different_people(twice: str) -> None:
    with pytest.raises(UsageError, match="are one name"):
        begun(reviewers=("Ana María", twice))


def test_a_record_that_has_hidden_characters_is_read() -> None:
    """Reviews of before are not made unreadable."""
    record = begun(reviewers=("Ana", "Ben"))
    created = record.events[0].model_copy(
        update={"by": "A\u200bna", "reviewers": ("A\u200bna", "Ben")}
    )
    record = record.model_copy(update={"events": (created,)})
    assert rebuild(answering.hand_in(record, by="Ben", now=at(1))).handed_in == ("Ben",)
