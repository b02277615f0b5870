"""Versions of an entry: what their hash is over, and what differs between two."""

from dataclasses import replace
from datetime import date

import pytest
from common import times
from hypothesis import given, settings
from hypothesis import strategies as st
from web.web_sample import CATALOGUE

from snaglist.model.entry import Change, Entry
from snaglist.model.entry_version import VersionPart, digest_of, parts_of
from snaglist.model.version_difference import part_changes
from snaglist.model.word_difference import WordChange, WordDifference

ISSUE = CATALOGUE.issues[0]
WORDS = st.lists(st.sampled_from("abcde"), max_size=8).map(" ".join)
TEXTS = st.dictionaries(
    st.sampled_from([("definition", ""), ("cause", "C1"), ("question", "1"), ("question", "2")]),
    WORDS.filter(bool),
)


def digest(entry: Entry) -> str:
    return digest_of(parts_of(entry))


@pytest.mark.parametrize(
    "other",
    [
        replace(ISSUE, history=(Change(on=date(2027, 1, 1), what="Looked at."),)),
        replace(ISSUE, path="elsewhere.md"),
        replace(ISSUE, hidden_labels=("typed so",)),
    ],
    ids=["history", "path", "hidden labels"],
)
def test_the_hash_is_over_what_is_said_alone(other: Entry) -> None:
    assert digest(other) == digest(ISSUE)


@pytest.mark.parametrize(
    "other",
    [
        replace(ISSUE, title="Another"),
        replace(ISSUE, claims=ISSUE.claims[1:]),
        replace(ISSUE, claims=(replace(ISSUE.claims[0], witnesses=()), *ISSUE.claims[1:])),
        replace(ISSUE, leads_to=()),
        replace(ISSUE, questions=()),
        replace(ISSUE, phases=ISSUE.phases[:1]),
        replace(ISSUE, body="Another story."),
    ],
)
def test_and_over_all_of_it(other: Entry) -> None:
    assert digest(other) != digest(ISSUE)


@given(TEXTS, TEXTS)
@settings(max_examples=times(30, 1000), deadline=None)
def test_a_difference_gives_both_sides_back(
    old: dict[tuple[str, str], str], new: dict[tuple[str, str], str]
) -> None:
    before, after = (
        tuple(VersionPart(*key, text) for key, text in each.items()) for each in (old, new)
    )
    changes = part_changes(before, after, WordDifference())
    for parts, other, op in (
        (before, after, WordChange.LOST),
        (after, before, WordChange.GAINED),
    ):
        sides = [
            " ".join(span.text for span in change.spans if span.op in (op, WordChange.KEPT))
            for change in changes
        ]
        kept = {(part.field, part.text) for part in other}
        for part in parts:
            assert part.text in sides or (part.field, part.text) in kept
    assert part_changes(before, before, WordDifference()) == ()


def test_a_question_put_before_others_is_one_change() -> None:
    old = (VersionPart("question", "1", "Is it on?"), VersionPart("question", "2", "Who looks?"))
    new = (
        VersionPart("question", "1", "Is there a bell?"),
        VersionPart("question", "2", "Is it on?"),
        VersionPart("question", "3", "Who looks?"),
    )
    (change,) = part_changes(old, new, WordDifference())
    assert [(span.op, span.text) for span in change.spans] == [("gained", "Is there a bell?")]
