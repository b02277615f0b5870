"""Which issues are among the ten, in what order, and why; see ``snaglist.reviews.questions``."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import product

import pytest
from common import times
from reviews.garden import TODAY, at, begun, closing

from snaglist.reviews.commands import answering
from snaglist.reviews.entry_snapshot import EntrySnapshot
from snaglist.reviews.events.fields import GivenAnswers, PlacementReason, ProjectProfile
from snaglist.reviews.questions import (
    MOST_OF_A_CAUSE,
    SHORT_QUESTIONS,
    Agenda,
    Ground,
    MeetingIssue,
    after_the_ten,
    agenda,
    in_order,
    unsettled_items,
)
from snaglist.reviews.record import Record
from snaglist.reviews.replay import rebuild
from snaglist.reviews.scales import (
    HURTS,
    LIKELIHOOD_STEPS,
    MOST_RISK,
    SEVERITY_STEPS,
    Likelihood,
    Severity,
    rating_text,
    risk_of,
)
from snaglist.reviews.state import IssueState
from snaglist.reviews.statuses import Answer, Status

PROFILE = ProjectProfile(
    given=(
        GivenAnswers(
            question="data",
            text="Where do the data come from?",
            answers={"sensors": "From sensors", "typed": "Typed by hand"},
        ),
    )
)
SHOWN = EntrySnapshot(
    issue="SNAG-001",
    title="A bell",
    category="data",
    definition="It.",
    questions=("Does it ring?",),
)


class Entries:
    """Entries by hash: ``asks`` asks something, ``silent`` nothing."""

    entries: Mapping[str, EntrySnapshot] = {
        "asks": SHOWN,
        "silent": SHOWN.model_copy(update={"questions": ()}),
    }


def ticked(answer: str, fit: int) -> PlacementReason:
    return PlacementReason(text="It rang.", answers=(answer,), fit=fit)


def by_words(fit: int) -> PlacementReason:
    return PlacementReason(text="Your words found it: bell, dark.", fit=fit)


def rated(severity: str | None = None, likelihood: str | None = None) -> Answer:
    return Answer.model_validate(
        {"status": "not-looked-at", "severity": severity, "likelihood": likelihood}
    )


def row(number: int, *why: PlacementReason, issue: str = "", **more: object) -> IssueState:
    """An issue that is not looked at, brought in by some reasons."""
    fields = {"entry": "asks", "since": 1, "why": why, "fit": sum(each.fit for each in why), **more}
    return IssueState(issue=issue or f"SNAG-{number:03}", **fields)  # type: ignore[arg-type]


def ordered(*items: IssueState) -> Agenda:
    return agenda(Entries(), PROFILE, items)


def ten(*items: IssueState) -> list[str]:
    return [each.item.issue for each in ordered(*items).ten]


def only(*items: IssueState) -> MeetingIssue:
    (found,) = ordered(*items).issues
    return found


def test_each_step_of_a_scale_is_defined_and_counts_more_than_the_one_below() -> None:
    for steps in (SEVERITY_STEPS, LIKELIHOOD_STEPS):
        weights = [step.weight for step in steps.values()]
        assert weights == sorted(set(weights), reverse=True)
        assert all(step.definition.endswith(".") for step in steps.values())
    assert list(SEVERITY_STEPS) == list(Severity)
    assert list(LIKELIHOOD_STEPS) == list(Likelihood)


def test_risk_is_severity_times_likelihood_and_the_usual_for_what_is_left_out() -> None:
    assert risk_of(None, None) is None
    assert risk_of(Severity.CRITICAL, Likelihood.ALMOST_CERTAIN) == MOST_RISK
    assert risk_of(Severity.NEGLIGIBLE, Likelihood.RARE) == 1
    assert risk_of(Severity.MAJOR, None) == risk_of(Severity.MAJOR, Likelihood.POSSIBLE)
    assert risk_of(None, Likelihood.LIKELY) == risk_of(Severity.MINOR, Likelihood.LIKELY)


@pytest.mark.parametrize(
    ("severity", "likelihood", "hurts"),
    [
        ("critical", "rare", True),
        ("major", "unlikely", True),
        ("major", "rare", False),
        ("minor", "possible", True),
        ("minor", "unlikely", False),
        ("negligible", "almost-certain", False),
    ],
)
def test_what_hurts(severity: str, likelihood: str, hurts: bool) -> None:
    risk = risk_of(Severity(severity), Likelihood(likelihood))
    assert risk is not None
    assert (risk >= HURTS) is hurts


def test_a_rating_in_words() -> None:
    assert rating_text(None, None) == ""
    assert rating_text(Severity.MAJOR, None) == "severity major"
    both = rating_text(Severity.MAJOR, Likelihood.ALMOST_CERTAIN)
    assert both == "severity major, likelihood almost certain"


def test_what_the_team_says_hurts_goes_before_every_tick() -> None:
    ticks = [row(n, ticked(f"data/a{n}", 9)) for n in range(1, 12)]
    words = row(20, by_words(2), ticked("data/typed", 1))
    own = row(0, issue="OWN-1")
    hand = row(30, by_hand=True)
    bad = row(40, ticked("data/typed", 1), answer=rated("critical", "likely"))
    worse = row(41, ticked("data/typed", 1), answer=rated("critical", "almost-certain"))
    found = ordered(*ticks, words, own, hand, bad, worse)
    assert [each.item.issue for each in found.ten] == [
        *("SNAG-041", "SNAG-040", "OWN-1", "SNAG-030", "SNAG-020"),
        *("SNAG-001", "SNAG-002", "SNAG-003", "SNAG-004", "SNAG-005"),
    ]
    assert [each.place for each in found.issues] == list(range(1, len(found.issues) + 1))
    assert [each.ground for each in found.ten[:6]] == [
        *(Ground.RATED, Ground.RATED, Ground.OWN, Ground.BY_HAND, Ground.WORDS, Ground.PROFILE)
    ]


def test_a_weak_hit_of_the_words_moves_nothing_to_the_front() -> None:
    strong, weak = row(1, ticked("data/typed", 4)), row(2, ticked("data/typed", 2), by_words(1))
    assert ten(strong, weak) == ["SNAG-001", "SNAG-002"]
    assert only(weak).ground is Ground.PROFILE


def test_of_equal_risk_the_more_severe_goes_first() -> None:
    minor = row(1, answer=rated("minor", "likely"))
    critical = row(2, answer=rated("critical", "rare"))
    assert only(minor).risk == only(critical).risk
    assert ten(minor, critical) == ["SNAG-002", "SNAG-001"]


def test_what_the_team_rated_low_comes_last() -> None:
    low = row(1, ticked("data/sensors", 9), answer=rated("negligible", "rare"))
    weak = row(2, ticked("data/typed", 1))
    assert ten(low, weak) == ["SNAG-002", "SNAG-001"]
    assert only(low).reason == (
        "You rated it: severity negligible, likelihood rare (1 of 40), which comes after what "
        "nobody rated."
    )


def test_three_of_one_cause_while_there_are_others() -> None:
    sensors = [row(n, ticked("data/sensors", 9)) for n in range(1, 7)]
    others = [row(n, ticked(f"data/a{n}", 1)) for n in range(11, 18)]
    found = ordered(*sensors, *others)
    assert [each.item.issue for each in found.ten] == [
        *("SNAG-001", "SNAG-002", "SNAG-003"),
        *(f"SNAG-{n:03}" for n in range(11, 18)),
    ]
    assert [each.item.issue for each in found.later] == ["SNAG-004", "SNAG-005", "SNAG-006"]
    assert all(each.waits for each in found.later)
    assert len(ten(*sensors, *others[:2])) == 8  # and all of them where there is room


def test_the_cause_is_the_answer_that_gave_most_points() -> None:
    first = row(1, ticked("data/typed", 1), ticked("data/sensors", 2), ticked("data/typed", 2))
    assert only(first).cause == "data/typed"
    assert only(first).reason == "5 points, most of them for “Typed by hand”."
    second = row(1, ticked("data/sensors", 2), ticked("data/typed", 2))
    assert only(second).cause == "data/sensors"
    one = row(1, ticked("data/sensors", 1))
    assert only(one).reason == "1 point, for “From sensors”."


def test_what_words_alone_brought_in_has_the_words_as_its_cause() -> None:
    weak = row(1, by_words(1))
    assert (only(weak).ground, only(weak).cause) == (Ground.PROFILE, "words")
    assert only(weak).reason == "Your words found it: bell, dark."
    instead = row(1, PlacementReason(text="It replaces SNAG-009, which is retired.", fit=0))
    assert (only(instead).cause, only(instead).reason) == ("SNAG-001", instead.why[0].text)
    assert only(row(1)).reason == "0 points."


def test_what_the_team_said_of_each_issue_is_no_common_cause() -> None:
    said = [row(n, ticked("data/sensors", 1), answer=rated("critical")) for n in range(1, 6)]
    other = row(9, ticked("data/typed", 9))
    assert ten(*said, other) == [*(f"SNAG-{n:03}" for n in range(1, 6)), "SNAG-009"]


def test_edges_are_never_among_the_ten_nor_after_them() -> None:
    edge = row(0, issue="EDGE-SUPPLY-CHAIN", answer=rated("critical", "likely"))
    found = ordered(edge, row(1))
    assert [each.item.issue for each in found.issues] == ["SNAG-001"]
    assert in_order(found, (edge, row(1))) == [row(1), edge]


def test_an_issue_without_a_question_is_asked_where_the_team_says_that_it_hurts() -> None:
    silent = row(1, ticked("data/typed", 4), entry="silent")
    found = ordered(silent)
    assert found.ten == ()
    assert [each.item.issue for each in found.later] == ["SNAG-001"]
    loud = replace(silent, answer=rated("critical"))
    assert only(loud).question == "A bell: how is it with you?"
    assert ten(row(0, issue="OWN-1", entry="silent")) == ["OWN-1"]


def test_what_is_left_after_the_ten_is_said() -> None:
    rows = [row(n, ticked(f"data/a{n}", 1)) for n in range(1, 14)]
    assert after_the_ten(ordered(*rows)).startswith("3 more are left after these.")
    assert after_the_ten(ordered(*rows[:11])).startswith("1 more is left after these.")
    assert after_the_ten(ordered(*rows[:10])) == ""


def test_words_that_a_search_finds_first_come_first() -> None:
    record = begun(words="a bell in the dark")
    state = rebuild(record)
    found = agenda(record, state.profile, unsettled_items(state, TODAY))
    assert [each.item.issue for each in found.ten[:2]] == ["SNAG-101", "SNAG-106"]
    assert found.ten[1].reason == "Your words found it: bell, dark."


def test_a_rating_of_an_issue_that_is_not_looked_at_leaves_it_so_and_outlasts_an_answer() -> None:
    def first(record: Record) -> str:
        state = rebuild(record)
        found = agenda(record, state.profile, unsettled_items(state, TODAY))
        return found.ten[0].item.issue

    record = answering.answer(begun(), "SNAG-105", rated("critical"), by="Ana", now=at(1))
    assert rebuild(record).items["SNAG-105"].status(TODAY) is Status.NOT_LOOKED_AT
    assert first(record) == "SNAG-105"
    done = closing(Status.ADDRESSED, severity="critical")
    assert first(answering.answer(record, "SNAG-105", done, by="Ana", now=at(2))) == "SNAG-101"


STEPS: list[tuple[Severity | None, Likelihood | None]] = [
    *product((None, *Severity), (None, *Likelihood))
]


def any_review(chance: random.Random) -> list[IssueState]:
    """Issues with any reasons and ratings, in the order of their points, as a review has them."""
    items = []
    for number in range(1, chance.randrange(2, 40)):
        many = chance.randrange(3)
        answers = [f"data/a{chance.randrange(5)}" for _ in range(many)]
        why = [ticked(each, chance.randrange(1, 5)) for each in answers]
        why += [by_words(chance.choice((1, 2)))] if chance.random() < 0.2 else []
        severity, likelihood = chance.choice(STEPS) if chance.random() < 0.4 else (None, None)
        prefix = chance.choices(("SNAG-", "OWN-", "EDGE-"), (8, 1, 1))[0]
        items.append(
            row(
                number,
                *why,
                issue=f"{prefix}{number}",
                entry=chance.choices(("asks", "silent"), (9, 1))[0],
                by_hand=chance.random() < 0.1,
                fits=chance.random() < 0.9,
                quotes=chance.randrange(3),
                answer=rated(severity, likelihood),
            )
        )
    return sorted(items, key=lambda item: -item.fit)


def place_of(items: Sequence[IssueState], issue: str) -> int:
    return next(each.place for each in ordered(*items).issues if each.item.issue == issue)


@pytest.mark.repeated
def test_raising_severity_or_likelihood_never_lowers_the_place_of_any_issue() -> None:
    chance = random.Random(20)
    for _ in range(times(100, 1_000)):
        items = any_review(chance)
        at_ = chance.randrange(len(items))
        item = items[at_]
        if item.issue.startswith("EDGE-") or item.answer.risk is None:
            continue
        before = place_of(items, item.issue)
        for field, scale in (("severity", list(Severity)), ("likelihood", list(Likelihood))):
            step = getattr(item.answer, field)
            for higher in scale[: scale.index(step)] if step else ():
                raised = item.answer.model_copy(update={field: higher})
                others = [*items[:at_], replace(item, answer=raised), *items[at_ + 1 :]]
                assert place_of(others, item.issue) <= before, (item, higher)


@pytest.mark.repeated
def test_any_review_has_an_agenda_that_keeps_its_rules() -> None:
    chance = random.Random(5)
    for _ in range(times(100, 1_000)):
        items = any_review(chance)
        found = ordered(*items)
        assert found == ordered(*items)
        names = [each.item.issue for each in found.issues]
        assert sorted(names) == sorted(i.issue for i in items if not i.issue.startswith("EDGE-"))
        assert len(found.ten) <= SHORT_QUESTIONS
        assert all(each.question and each.reason for each in found.ten)
        asking = [each for each in found.issues if each.question]
        assert len(found.ten) == min(SHORT_QUESTIONS, len(asking))
        causes = [each.cause for each in found.ten]
        for cause in set(causes):
            if causes.count(cause) > MOST_OF_A_CAUSE:  # then there was nothing else to ask
                late = [each for each in found.later if each.question]
                assert all(causes.count(each.cause) >= MOST_OF_A_CAUSE for each in late)
        said = [each for each in asking if each.risk >= HURTS and each.cause != "words"]
        assert [each.item.issue for each in said[:SHORT_QUESTIONS]] == [
            each.item.issue for each in found.ten if each in said
        ]
