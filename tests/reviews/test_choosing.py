"""From answers to issues, on the sample catalogue, where every sum can be done in the head."""

from dataclasses import replace
from typing import Any

import pytest
from common import FIVE_INTERVIEWS, SAMPLE
from loaded import loaded

from snaglist.errors import UsageError
from snaglist.model.catalogue import Catalogue
from snaglist.model.entry import EntryStatus, Issue
from snaglist.model.guide import FitRule, Guide
from snaglist.model.reach import SourceCounts
from snaglist.model.witness import Witness
from snaglist.reviews.selection import (
    MOST_BY_WORDS,
    WORDS_FIT,
    FoundIssue,
    SelectionReason,
    SuggestedIssue,
    check_profile,
    guide_of,
    select_issues,
)
from snaglist.snapshot.snapshot import Snapshot

THERMOMETER, GARDENERS = "SNAG-001", "SNAG-002"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return loaded(SAMPLE)


@pytest.fixture(scope="module")
def guide(catalogue: Catalogue) -> Guide:
    return guide_of(catalogue)


def found(*issues: str) -> list[FoundIssue]:
    """What a search gives that has found these, best first."""
    return [FoundIssue(issue=issue, words=("dead", "dials")) for issue in issues]


def with_rules(catalogue: Catalogue, *rules: FitRule) -> Catalogue:
    """The catalogue with these rules for its first issue."""
    guide = guide_of(catalogue)
    first, *others = guide.guidance
    return replace(catalogue, guide=replace(guide, guidance=(replace(first, rules=rules), *others)))


def order(rows: tuple[SuggestedIssue, ...]) -> list[str]:
    return [row.issue for row in rows]


def with_first(catalogue: Catalogue, **changes: Any) -> Catalogue:
    """The catalogue with its first issue changed."""
    first, *others = catalogue.issues
    return replace(catalogue, issues=(replace(first, **changes), *others))


def with_ranks(catalogue: Catalogue, **ranks: int) -> Catalogue:
    """The catalogue with other ranks of severities."""
    guide = guide_of(catalogue)
    severities = tuple(replace(each, rank=ranks[each.id]) for each in guide.severities)
    return replace(catalogue, guide=replace(guide, severities=severities))


def test_every_rule_that_holds_is_a_reason_and_adds_to_the_fit(catalogue: Catalogue) -> None:
    answers = {"devices": ["thermometer"], "looks": ["nobody"], "phase": ["growing"]}
    phase = SelectionReason(
        text="Your project is in a phase that it belongs to: operation.",
        answers=("phase/growing",),
        fit=1,
    )
    assert select_issues(catalogue, answers) == (
        SuggestedIssue(
            issue=THERMOMETER,
            fit=6,
            reasons=(
                SelectionReason(
                    text="A thermometer died.", answers=("devices/thermometer",), fit=2
                ),
                SelectionReason(
                    text="Nobody saw it for a week.",
                    answers=("devices/thermometer", "looks/nobody"),
                    fit=3,
                ),
                phase,
            ),
            leaves_without=("devices/thermometer",),
            sources=SourceCounts(people=1, interviews=1, publications=1),
            witnesses=5,
            severity=2,
        ),
        SuggestedIssue(
            issue=GARDENERS,
            fit=3,
            reasons=(
                SelectionReason(text="They never looked again.", answers=("looks/nobody",), fit=2),
                phase,
            ),
            leaves_without=("looks/nobody",),
            sources=SourceCounts(people=1, interviews=1),
            witnesses=2,
            severity=1,
        ),
    )


def test_an_answer_that_leads_nowhere_suggests_nothing(catalogue: Catalogue) -> None:
    assert select_issues(catalogue, {"devices": ["thumb"], "looks": ["bell"]}) == ()


def test_a_rule_needs_all_its_answers(catalogue: Catalogue) -> None:
    assert select_issues(catalogue, {"devices": ["rain-gauge"]}) == ()


def test_a_phase_alone_brings_nothing_in(catalogue: Catalogue) -> None:
    assert select_issues(catalogue, {"phase": ["growing"]}) == ()


def test_a_phase_that_an_issue_does_not_belong_to_adds_nothing(catalogue: Catalogue) -> None:
    answers = {"phase": ["digging"], "devices": ["rain-gauge"], "looks": ["nobody"]}
    rows = {row.issue: row for row in select_issues(catalogue, answers)}
    assert [reason.fit for reason in rows[GARDENERS].reasons] == [2]
    assert [reason.fit for reason in rows[THERMOMETER].reasons] == [1, 1]
    assert rows[THERMOMETER].reasons[-1].text.endswith(": data collection.")


def test_of_two_smallest_sets_the_one_that_the_profile_asks_first(catalogue: Catalogue) -> None:
    """The one rule must lose the thermometer, the other the rain gauge or nobody."""
    answers = {"looks": ["nobody"], "devices": ["rain-gauge", "thermometer"]}
    row = next(row for row in select_issues(catalogue, answers) if row.issue == THERMOMETER)
    assert row.leaves_without == ("devices/thermometer", "devices/rain-gauge")


def test_one_answer_that_all_rules_share_is_enough(catalogue: Catalogue, guide: Guide) -> None:
    first, *others = guide.guidance
    changed = replace(guide, guidance=(replace(first, rules=first.rules[1:]), *others))
    answers = {"devices": ["thermometer", "rain-gauge"], "looks": ["nobody"]}
    row = select_issues(replace(catalogue, guide=changed), answers)[0]
    assert (row.issue, row.leaves_without) == (THERMOMETER, ("looks/nobody",))


ALONE = FitRule(when=("devices/thermometer",), unless=("looks/bell",), fit=3, why="It died.")
EITHER = FitRule(any_of=("devices/thermometer", "devices/rain-gauge"), fit=1, why="It may die.")
BOTH = FitRule(
    when=("looks/nobody",),
    any_of=("devices/thermometer", "devices/rain-gauge"),
    fit=2,
    why="Nobody saw it.",
)
SILENT = FitRule(when=("devices/thumb",), unless=("devices/rain-gauge",), fit=1, why="It was dry.")


def test_an_answer_that_settles_the_matter_sets_a_rule_aside(catalogue: Catalogue) -> None:
    changed = with_rules(catalogue, ALONE)
    (row,) = select_issues(changed, {"devices": ["thermometer"]})
    assert (row.issue, row.fit) == (THERMOMETER, 3)
    assert select_issues(changed, {"devices": ["thermometer"], "looks": ["bell"]}) == ()


@pytest.mark.parametrize(
    "given",
    [["thermometer"], ["rain-gauge"], ["thermometer", "rain-gauge"], ["thermometer", "thumb"]],
)
def test_one_of_several_answers_is_enough_and_several_count_once(
    catalogue: Catalogue, given: list[str]
) -> None:
    (row,) = select_issues(with_rules(catalogue, EITHER), {"devices": given})
    led = tuple(f"devices/{name}" for name in given if name != "thumb")
    assert row.reasons == (SelectionReason(text="It may die.", answers=led, fit=1),)
    assert row.leaves_without == led


def test_a_rule_may_ask_for_all_of_some_and_one_of_others(catalogue: Catalogue) -> None:
    changed = with_rules(catalogue, BOTH)
    assert THERMOMETER not in order(select_issues(changed, {"looks": ["nobody"]}))
    assert select_issues(changed, {"devices": ["rain-gauge"]}) == ()
    answers = {"looks": ["nobody"], "devices": ["rain-gauge", "thermometer"]}
    row = next(row for row in select_issues(changed, answers) if row.issue == THERMOMETER)
    assert row.reasons[0].answers == (
        "looks/nobody",
        "devices/thermometer",
        "devices/rain-gauge",
    )
    assert row.leaves_without == ("looks/nobody",)


def test_what_is_taken_back_may_be_what_another_rule_excepts(catalogue: Catalogue) -> None:
    """Without the rain gauge the other rule comes to hold, so the thumb has to go as well."""
    changed = with_rules(catalogue, EITHER, SILENT)
    (row,) = select_issues(changed, {"devices": ["rain-gauge", "thumb"]})
    assert [reason.text for reason in row.reasons] == ["It may die."]
    assert row.leaves_without == ("devices/rain-gauge", "devices/thumb")
    assert select_issues(changed, {"devices": []}) == ()
    (row,) = select_issues(changed, {"devices": ["thumb"]})
    assert [reason.text for reason in row.reasons] == ["It was dry."]


def test_words_bring_an_issue_in_and_say_so(catalogue: Catalogue) -> None:
    (row,) = select_issues(catalogue, {}, found(GARDENERS))
    text = "Your words found it: dead, dials."
    assert row.reasons == (SelectionReason(text=text, answers=(), fit=2),)
    assert row.leaves_without == ()


def test_words_move_an_issue_up_and_leave_the_answers_in_charge(catalogue: Catalogue) -> None:
    answers = {"looks": ["nobody"], "devices": ["rain-gauge"]}
    assert order(select_issues(catalogue, answers)) == [GARDENERS, THERMOMETER]
    rows = select_issues(catalogue, answers, found(THERMOMETER))
    assert [(row.issue, row.fit) for row in rows] == [(THERMOMETER, 3), (GARDENERS, 2)]
    assert rows[0].leaves_without == ("devices/rain-gauge",)


def test_an_issue_that_words_found_gains_by_its_phase(catalogue: Catalogue) -> None:
    (row,) = select_issues(catalogue, {"phase": ["growing"]}, found(GARDENERS))
    assert [reason.fit for reason in row.reasons] == [2, 1]
    assert row.leaves_without == ()


def many(catalogue: Catalogue, count: int) -> Catalogue:
    """The catalogue with so many copies of its first issue, none of which has a rule."""
    first, *others = catalogue.issues
    copies = (replace(first, id=f"SNAG-9{number:02}") for number in range(count))
    return replace(catalogue, issues=(first, *others, *copies))


@pytest.mark.parametrize("place", range(12))
def test_words_bring_in_the_three_that_fit_best(catalogue: Catalogue, place: int) -> None:
    names = [*(f"SNAG-9{number:02}" for number in range(place)), GARDENERS, GARDENERS]
    rows = select_issues(many(catalogue, place), {}, found(*names))
    assert len(rows) == min(place + 1, MOST_BY_WORDS)
    assert [row.fit for row in rows if row.issue == GARDENERS] == ([2] if place < 3 else [])


def test_words_move_up_ten_that_rules_bring_in(catalogue: Catalogue) -> None:
    more = many(catalogue, 11)
    guide = guide_of(more)
    names = [each.id for each in more.issues[2:]]
    others = tuple(replace(guide.of_issue[GARDENERS], issue=name) for name in names)
    led = replace(more, guide=replace(guide, guidance=(*guide.guidance, *others)))
    rows = select_issues(led, {"looks": ["nobody"]}, found(*names))
    fits = {row.issue: row.fit - 2 for row in rows}
    assert [fits[name] for name in names] == [*WORDS_FIT, 0]


def test_beyond_three_words_bring_in_nothing_and_still_move_up(catalogue: Catalogue) -> None:
    names = [f"SNAG-9{number:02}" for number in range(4)]
    rows = select_issues(many(catalogue, 4), {"looks": ["nobody"]}, found(*names, GARDENERS))
    fits = {row.issue: row.fit for row in rows}
    assert fits == {**dict.fromkeys(names[:3], 2), GARDENERS: 2 + WORDS_FIT[3]}


def test_a_retired_issue_is_never_suggested(catalogue: Catalogue) -> None:
    retired = with_first(catalogue, status=EntryStatus.RETIRED)
    answers = {"devices": ["thermometer"], "looks": ["nobody"]}
    assert order(select_issues(retired, answers, found(THERMOMETER))) == [GARDENERS]


def test_an_issue_without_guidance_comes_in_by_words_only(
    catalogue: Catalogue, guide: Guide
) -> None:
    changed = replace(catalogue, guide=replace(guide, guidance=guide.guidance[1:]))
    answers = {"devices": ["thermometer"]}
    assert select_issues(changed, answers) == ()
    (row,) = select_issues(changed, answers, found(THERMOMETER))
    assert (row.fit, row.severity) == (2, 0)


def test_fit_comes_before_evidence(catalogue: Catalogue) -> None:
    rows = select_issues(catalogue, {"looks": ["nobody"]}, found(THERMOMETER, GARDENERS))
    assert [(row.issue, row.fit, row.sources.voices) for row in rows] == [
        (GARDENERS, 4, 1),
        (THERMOMETER, 2, 2),
    ]


def test_evidence_comes_before_severity(catalogue: Catalogue) -> None:
    rows = select_issues(with_ranks(catalogue, lost=1, odd=2), {}, found(GARDENERS, THERMOMETER))
    assert [(row.issue, row.fit, row.sources.voices, row.severity) for row in rows] == [
        (THERMOMETER, 2, 2, 1),
        (GARDENERS, 2, 1, 2),
    ]


def test_one_person_counts_once_whatever_they_say(catalogue: Catalogue) -> None:
    claim = replace(
        catalogue.issues[0].claims[0],
        witnesses=(Witness(quote="I01-Q001"), Witness(quote="I01-Q002"), Witness(quote="I01-Q003")),
    )
    (row,) = select_issues(
        with_first(catalogue, claims=(claim, claim)), {"devices": ["thermometer"]}
    )
    assert row.sources == SourceCounts(people=1, interviews=1)


def test_people_come_before_quotes() -> None:
    many = loaded(FIVE_INTERVIEWS)
    rows = select_issues(many, {"devices": ["gauges"]})
    assert [(row.issue, row.fit, row.sources.people, row.sources.interviews) for row in rows] == [
        ("SNAG-002", 2, 4, 2),
        ("SNAG-001", 2, 2, 3),
        ("SNAG-003", 2, 1, 2),
    ]
    # By the number of their quotes they would stand in another order.
    quotes = [len(many.find(Issue, row.issue).quote_ids()) for row in rows]
    assert quotes != sorted(quotes, reverse=True)


@pytest.mark.parametrize(
    ("lost", "odd", "wanted"),
    [
        (1, 2, [GARDENERS, THERMOMETER]),
        (2, 1, [THERMOMETER, GARDENERS]),
        (1, 1, [THERMOMETER, GARDENERS]),
    ],
)
def test_severity_comes_before_the_id(
    catalogue: Catalogue, lost: int, odd: int, wanted: list[str]
) -> None:
    claims = [
        replace(claim, witnesses=tuple(each for each in claim.witnesses if each.quote))
        for claim in catalogue.issues[0].claims[:2]
    ]
    even = with_first(catalogue, claims=tuple(claims))
    rows = select_issues(with_ranks(even, lost=lost, odd=odd), {}, found(GARDENERS, THERMOMETER))
    assert {(row.sources.voices, row.witnesses) for row in rows} == {(1, 2)}
    assert order(rows) == wanted


def test_a_catalogue_without_a_guide_says_so(catalogue: Catalogue) -> None:
    with pytest.raises(UsageError, match=r"no folder review/.*choose the issues by hand"):
        select_issues(replace(catalogue, guide=None), {})


def test_answers_come_in_the_order_of_the_profile_and_once(guide: Guide) -> None:
    given = {"looks": ["bell"], "phase": [], "devices": ["thumb", "thermometer", "thumb"]}
    checked = check_profile(guide, given)
    assert list(checked.items()) == [("devices", ("thermometer", "thumb")), ("looks", ("bell",))]


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ({"look": ["bell"]}, "The profile has no question 'look'. Did you mean looks?"),
        (
            {"zzz": []},
            "The profile has no question 'zzz'. There are phase, devices, looks.",
        ),
        (
            {"devices": ["thermometre"]},
            "The question 'devices' has no answer 'thermometre'. Did you mean thermometer?",
        ),
        (
            {"looks": ["zzz"]},
            "The question 'looks' has no answer 'zzz'. There are bell, nobody.",
        ),
        (
            {"looks": ["bell", "nobody"]},
            "The question 'looks' takes one of bell, nobody; choose it.",
        ),
        ({"looks": "bell"}, "The answers to 'looks' are a list; write [bell]."),
        (
            {"look": [], "looks": ["bel"]},
            "The profile has no question 'look'. Did you mean looks? "
            "The question 'looks' has no answer 'bel'. Did you mean bell?",
        ),
    ],
)
def test_wrong_answers_are_told_with_what_would_be_right(
    catalogue: Catalogue, guide: Guide, answers: dict[str, list[str]], message: str
) -> None:
    with pytest.raises(UsageError) as raised:
        check_profile(guide, answers)
    assert str(raised.value) == message
    with pytest.raises(UsageError):
        select_issues(catalogue, answers)


def test_one_answer_given_twice_is_one(guide: Guide) -> None:
    assert check_profile(guide, {"looks": ["bell", "bell"]}) == {"looks": ("bell",)}


def test_the_guide_is_the_same_out_of_a_snapshot(
    guide: Guide, catalogue: Catalogue, sample_knowledge: Snapshot
) -> None:
    assert sample_knowledge.catalogue.guide == guide
    answers = {"devices": ["thermometer"], "looks": ["nobody"]}
    assert select_issues(sample_knowledge.catalogue, answers) == select_issues(catalogue, answers)
