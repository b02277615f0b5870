"""What differs between two editions is told: all of it, once, in the right kind, and no more."""

from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest
from common import CATALOG, SAMPLE
from hypothesis import given
from hypothesis import strategies as st
from loaded import loaded

from snaglist.model.catalogue import Catalogue
from snaglist.model.diff import CatalogueDiff, ChangeKind, ComparedPart, FieldChange, compare
from snaglist.model.entry import Change, EntryStatus, Issue, Retirement
from snaglist.sources.loader import load_catalogue

OLD = loaded(SAMPLE)
FIRST, SECOND = OLD.issues


def edited(**fields: object) -> Catalogue:
    """The sample with other values in its first issue."""
    return replace(OLD, issues=(replace(FIRST, **fields), SECOND))  # type: ignore[arg-type]


def only(delta: CatalogueDiff) -> tuple[str, ChangeKind, tuple[FieldChange, ...]]:
    (found,) = delta.differences
    return found.id, found.kind, found.fields


@pytest.mark.thorough
def test_an_edition_does_not_differ_from_itself() -> None:
    for folder in (SAMPLE, CATALOG):
        delta = compare(load_catalogue(folder), load_catalogue(folder))
        assert delta.differences == ()
        assert delta.old == delta.new


@pytest.mark.parametrize(
    ("fields", "name", "lost", "gained"),
    [
        ({"title": "New"}, "title", (FIRST.title,), ("New",)),
        ({"status": EntryStatus.STABLE}, "status", ("reviewed",), ("stable",)),
        ({"also_called": ("silent outage", "x")}, "also_called", ("dead thermometer",), ("x",)),
        ({"also_called": FIRST.also_called[::-1]}, "also_called", (), ()),
        ({"leads_to": ()}, "leads_to", ("SNAG-002 · Who lost seedlings looks elsewhere. · –",), ()),
        ({"body": ""}, "body", ("A **bell** would have told.",), ()),
    ],
)
def test_a_changed_field_is_told(
    fields: dict[str, object], name: str, lost: tuple[str, ...], gained: tuple[str, ...]
) -> None:
    change = FieldChange(name=name, lost=lost, gained=gained)
    assert only(compare(OLD, edited(**fields))) == ("SNAG-001", ChangeKind.CHANGED, (change,))


def test_a_claim_is_a_thing_of_its_own() -> None:
    claim = replace(FIRST.claims[0], text="Otherwise.")
    changed = only(compare(OLD, edited(claims=(claim, *FIRST.claims[1:]))))
    field = FieldChange(name="text", lost=("Nobody looked for a week.",), gained=("Otherwise.",))
    assert changed == ("SNAG-001-C1", ChangeKind.CHANGED, (field,))


def test_a_rule_of_the_guide_is_told_with_its_issue() -> None:
    guide = OLD.guide
    assert guide
    first = guide.guidance[0]
    rule = replace(first.rules[0], fit=4)
    heavier = replace(first, rules=(rule, *first.rules[1:]))
    other = replace(guide, guidance=(heavier, *guide.guidance[1:]))
    delta = compare(OLD, replace(OLD, guide=other))
    name, kind, (field,) = only(delta)
    assert (name, kind, field.name) == (f"guide/{first.issue}", ChangeKind.CHANGED, "rules")
    assert (len(field.lost), len(field.gained)) == (1, 1)
    assert delta.old.digest != delta.new.digest


def test_the_guide_is_compared_question_by_question() -> None:
    guide = OLD.guide
    assert guide
    asked = replace(guide.questions[0], text="How far is it?")
    other = replace(guide, questions=(asked, *guide.questions[1:]))
    delta = compare(OLD, replace(OLD, guide=other))
    assert delta.differences[0].type == "question"
    name, kind, _ = only(delta)
    assert (name, kind) == (f"guide/question/{asked.id}", ChangeKind.CHANGED)
    gone = compare(OLD, replace(OLD, guide=None)).of(ChangeKind.REMOVED)
    assert {each.id.partition("/")[0] for each in gone} == {"guide"}
    parts = (guide.questions, guide.severities, guide.guidance)
    assert len(gone) == sum(map(len, parts))


def test_a_quote_is_known_by_its_words_wherever_they_stand() -> None:
    (interview,) = OLD.interviews
    quote = interview.quotes[0]
    moved = replace(quote, line=quote.line + 1, selector=replace(quote.selector, start=0))
    other = replace(quote, gloss="Meaning.")
    for changed, count in ((moved, 0), (other, 1)):
        told = replace(interview, quotes=(changed, *interview.quotes[1:]))
        assert len(compare(OLD, replace(OLD, interviews=(told,))).differences) == count


def test_a_transcript_is_compared_by_its_hash() -> None:
    (interview,) = OLD.interviews
    longer = replace(interview, transcript=f"{interview.transcript}more")
    _, kind, (field,) = only(compare(OLD, replace(OLD, interviews=(longer,))))
    assert (kind, field.name) == (ChangeKind.CHANGED, "transcript")
    assert all(value.startswith("SHA-256 ") for value in field.lost + field.gained)


def test_a_retired_entry_is_told_with_why_and_what_took_its_place() -> None:
    why = Retirement(why="Said twice.", replaced_by=("SNAG-002",))
    delta = compare(OLD, edited(status=EntryStatus.RETIRED, retired=why))
    (found,) = delta.of(ChangeKind.RETIRED)
    assert (found.id, found.why, found.replaced_by) == ("SNAG-001", "Said twice.", ("SNAG-002",))
    again = edited(status=EntryStatus.RETIRED, retired=why, title="Still retired")
    assert (
        only(compare(edited(status=EntryStatus.RETIRED, retired=why), again))[1]
        is ChangeKind.CHANGED
    )


def test_what_comes_and_goes_is_told_with_what_belongs_to_it() -> None:
    without = replace(OLD, issues=(SECOND,))
    names = {"SNAG-001", *(claim.id for claim in FIRST.claims)}
    assert {one.id for one in compare(OLD, without).of(ChangeKind.REMOVED)} == names
    assert {one.id for one in compare(without, OLD).of(ChangeKind.ADDED)} == names


GUIDE = OLD.guide
assert GUIDE is not None

PARTS: dict[str, tuple[ComparedPart, set[str]]] = {
    "issue": (FIRST, {"id", "path", "claims"}),
    "strategy": (OLD.strategies[0], {"id", "path", "claims"}),
    "claim": (FIRST.claims[0], {"id"}),
    "interview": (OLD.interviews[0], {"id", "turns", "quotes"}),
    "quote": (OLD.interviews[0].quotes[0], {"id", "selector", "turn", "section", "line"}),
    "study": (OLD.studies[0], {"id"}),
    "scheme": (OLD.schemes[0], {"id", "concepts"}),
    "concept": (OLD.schemes[0].concepts[0], {"id", "scheme"}),
    "catalogue": (OLD.about, set()),
    "question": (GUIDE.questions[0], {"id"}),
    "severity": (GUIDE.severities[0], {"id"}),
    "guidance": (GUIDE.guidance[0], {"issue"}),
}
"""One part of each type, and its fields that name it, follow from others or are told apart."""


def swapped(value: Any, old: object, new: object) -> Any:
    """A value with one part of it, however deep, exchanged for another."""
    if value is old:
        return new
    if isinstance(value, tuple):
        return tuple(swapped(each, old, new) for each in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    names = [field.name for field in fields(value) if field.init]
    changed = {name: swapped(getattr(value, name), old, new) for name in names}
    same = all(
        changed[name] is getattr(value, name) or changed[name] == getattr(value, name)
        for name in names
    )
    return value if same else replace(value, **changed)


@pytest.mark.parametrize(
    ("type_", "name"),
    [
        (type_, field.name)
        for type_, (part, left_out) in PARTS.items()
        for field in fields(part)
        if field.name not in left_out
    ],
)
def test_every_field_is_compared(type_: str, name: str) -> None:
    part, _ = PARTS[type_]
    other = replace(part, **{name: "other"})  # type: ignore[arg-type]
    delta = compare(OLD, swapped(OLD, part, other))
    (found,) = delta.differences
    assert (found.type.replace("about", "catalogue"), found.kind) == (type_, ChangeKind.CHANGED)
    assert [field.name for field in found.fields] == [name]
    assert delta.old.digest != delta.new.digest


def test_a_line_of_history_is_told_by_itself() -> None:
    change = Change(on=FIRST.history[0].on, what="Reworded.")
    _, _, (field,) = only(compare(OLD, edited(history=(*FIRST.history, change))))
    assert (field.name, field.lost) == ("history", ())
    assert field.gained == ("2026-11-23 · Reworded.",)


def test_where_an_entry_s_file_lies_is_no_difference() -> None:
    assert compare(OLD, edited(path="issues/elsewhere.md")).differences == ()


def test_differences_come_by_kind_and_then_as_in_the_catalogue() -> None:
    third = replace(SECOND, id="SNAG-003", claims=())
    why = Retirement(why="Merged.", replaced_by=())
    new = replace(
        OLD,
        issues=(
            replace(FIRST, title="New"),
            replace(SECOND, status=EntryStatus.RETIRED, retired=why),
            third,
        ),
        strategies=(),
    )
    found = [(one.kind, one.id) for one in compare(OLD, new).differences]
    gone = [claim.id for claim in OLD.strategies[0].claims]
    assert found == [
        (ChangeKind.ADDED, "SNAG-003"),
        (ChangeKind.CHANGED, "SNAG-001"),
        (ChangeKind.RETIRED, "SNAG-002"),
        (ChangeKind.REMOVED, "FIX-001"),
        *((ChangeKind.REMOVED, name) for name in gone),
    ]


def test_a_difference_has_the_title_that_people_know() -> None:
    new = replace(OLD, issues=(), interviews=(), schemes=(), guide=None)
    titles = {one.id: one.title for one in compare(OLD, new).differences}
    quote = OLD.interviews[0].quotes[0]
    concept = OLD.schemes[0].concepts[0]
    assert titles["SNAG-001"] == FIRST.title
    assert titles["SNAG-001-C1"] == FIRST.claims[0].text
    assert titles[quote.id] == quote.exact
    assert titles[concept.ref] == concept.label
    assert titles["guide/SNAG-001"] == "when SNAG-001 comes into a review"


@given(
    titles=st.lists(st.text(max_size=8), min_size=2, max_size=2),
    kept=st.sets(st.integers(0, 1), min_size=1),
)
def test_there_and_back_lose_and_gain_the_same(titles: list[str], kept: set[int]) -> None:
    issues: tuple[Issue, ...] = tuple(replace(OLD.issues[n], title=titles[n]) for n in kept)
    new = replace(OLD, issues=issues)
    there, back = compare(OLD, new), compare(new, OLD)
    assert (there.old, there.new) == (back.new, back.old)
    assert {one.id for one in there.differences} == {one.id for one in back.differences}
    turned = {
        (one.id, field.name, field.gained, field.lost)
        for one in back.differences
        for field in one.fields
    }
    assert turned == {
        (one.id, field.name, field.lost, field.gained)
        for one in there.differences
        for field in one.fields
    }
    assert (there.old == there.new) is (not there.differences)
