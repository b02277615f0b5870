"""Rows that are no issues of the catalogue: topics it does not ask about, and the team's own."""

from dataclasses import replace
from datetime import date

import pytest
from pydantic import ValidationError
from reviews.garden import ANSWERS, NAMES, NOW, TODAY, all_answered, at, closing
from reviews.garden import begun as begun_without_edges
from reviews.rows import BEES, EDGES, FROST, MOON, WATER, begun, edged

from snaglist.errors import NotFoundError, UsageError
from snaglist.model.edge import RetiredEdge
from snaglist.reviews.canonical import plain_data
from snaglist.reviews.commands import answering, issue_list, signatures
from snaglist.reviews.entry_snapshot import EntrySnapshot
from snaglist.reviews.events.signatures import Signed
from snaglist.reviews.file_parser import parse_record
from snaglist.reviews.flags import Flag, flags_of
from snaglist.reviews.hashing import entry_digest, signature_digest, verify_signatures
from snaglist.reviews.questions import agenda, unsettled_items
from snaglist.reviews.record import Record
from snaglist.reviews.replay import rebuild
from snaglist.reviews.rows import RowKind, edge_row, next_own, row_kind, thing_of
from snaglist.reviews.state import RecordError, silent_answers
from snaglist.reviews.statuses import Status, status_label
from snaglist.reviews.upgrade import upgrade, upgrade_changes
from snaglist.reviews.yaml_file import write_record

TOPICS = ("EDGE-BEES", "EDGE-LATE-FROST", "EDGE-WATER")


def own(record: Record, title: str = "Moles", minute: int = 2, by: str = "Ana") -> Record:
    return issue_list.add_own(
        record, title, questions=("Who saw one?",), why="They dig.", by=by, now=at(minute)
    )


def test_ids_say_what_a_row_is() -> None:
    assert row_kind("SNAG-001") is RowKind.ISSUE
    assert row_kind("OWN-1") is RowKind.OWN
    assert row_kind("EDGE-LATE-FROST") is RowKind.EDGE
    assert thing_of(edge_row("late-frost")) == "edge/late-frost"
    assert thing_of("SNAG-001") == "SNAG-001"
    assert next_own(("SNAG-001", "OWN-9", "OWN-10")) == "OWN-11"


def test_the_edges_that_a_profile_touches_are_rows_after_the_issues() -> None:
    state = rebuild(begun())
    assert tuple(state.items) == (*NAMES[:5], *TOPICS)
    assert [item.issue for item in state.edges] == list(TOPICS)
    bees, frost, water = state.edges
    assert bees.why[0].text == "Bees warm the bed."
    assert (bees.why[0].answers, bees.leaves_without) == (("devices/thermometer",),) * 2
    assert frost.leaves_without == ("looks/nobody",)
    assert (water.why[0].text, water.why[0].answers) == ("Water is somebody's.", ())
    assert water.leaves_without == ()


def test_an_edge_that_is_excepted_is_no_row() -> None:
    record = issue_list.begin(
        edged(), title="T", answers={**ANSWERS, "devices": ["thumb"]}, by="Ana", now=NOW
    )
    assert [item.issue for item in rebuild(record).edges] == ["EDGE-MOONLIGHT", "EDGE-WATER"]


def test_words_that_name_an_edge_make_it_a_row() -> None:
    state = rebuild(begun("We sow at full moon."))
    (why,) = state.item("EDGE-MOONLIGHT").why
    assert why.text == "Your words name it: full moon."
    assert not state.item("EDGE-MOONLIGHT").by_rules


def test_no_reason_for_an_edge_gives_points() -> None:
    """Points put issues in order; edges stand in that of the catalogue."""
    reasons = [why for item in rebuild(begun("We sow at full moon.")).edges for why in item.why]
    assert [(why.text, why.fit) for why in reasons] == [
        ("Bees warm the bed.", 0),
        ("Nobody sees the frost.", 0),
        ("Your words name it: full moon.", 0),
        ("Water is somebody's.", 0),
    ]


def test_what_is_shown_of_an_edge_can_be_read_without_the_catalogue() -> None:
    record = begun()
    shown = record.entries[rebuild(record).item("EDGE-BEES").entry]
    assert (shown.title, shown.category, shown.questions) == ("Bees", "", ())
    assert shown.definition == "Bees are forgotten, and nothing bears fruit."
    (pointer,) = shown.pointers
    assert pointer.instrument == "The Leaf List"
    assert (pointer.item, pointer.what) == ("L2:2025", "Visitors")
    assert pointer.address == "https://example.org/leaf-list"
    assert parse_record(write_record(record), "review.yaml") == record


def test_what_was_kept_before_there_were_edges_keeps_its_digest() -> None:
    record = begun_without_edges()
    for digest, shown in record.entries.items():
        assert "pointers" not in plain_data(shown)
        assert entry_digest(shown) == digest


def test_counts_of_issues_and_edges_stand_apart() -> None:
    record = answering.answer(begun(), "EDGE-BEES", closing(Status.ADDRESSED), by="A", now=at(1))
    state = rebuild(record)
    assert state.progress(TODAY)[Status.NOT_LOOKED_AT] == 5
    assert sum(state.progress(TODAY).values()) == 5
    assert state.edge_progress(TODAY)[Status.ADDRESSED] == 1
    assert sum(state.edge_progress(TODAY).values()) == 3


def test_addressed_is_looked_at_elsewhere_of_an_edge_alone() -> None:
    assert status_label(Status.ADDRESSED, edge=True) == "looked at elsewhere"
    assert status_label(Status.ADDRESSED) == "addressed"
    for status in set(Status) - {Status.ADDRESSED}:
        assert status_label(status, edge=True) == status_label(status)


def test_edges_are_answered_as_issues_are() -> None:
    record = begun()
    for status in (Status.OPEN, Status.ADDRESSED, Status.ACCEPTED, Status.NOT_APPLICABLE):
        record = answering.answer(record, "EDGE-BEES", closing(status), by="Ana", now=at(1))
        assert rebuild(record).item("EDGE-BEES").status(TODAY) is status
    expired = rebuild(
        answering.answer(record, "EDGE-BEES", closing(Status.ACCEPTED), by="A", now=at(2))
    ).item("EDGE-BEES")
    assert Flag.EXPIRED in flags_of(expired, date(2027, 1, 1))


def test_edges_are_never_among_the_ten() -> None:
    record = begun()
    items = unsettled_items(rebuild(record), TODAY)
    assert {"EDGE-BEES", "SNAG-101"} < {item.issue for item in items}
    assert not [
        each for each in agenda(record, rebuild(record).profile, items).issues if each.item.is_edge
    ]


def test_no_signature_while_an_edge_was_not_looked_at() -> None:
    record = all_answered(begun())
    with pytest.raises(
        RecordError, match=r"3 topics not asked about were not looked at.*EDGE-BEES"
    ):
        signatures.sign(record, by="Ana", now=at(2))
    for name in TOPICS:
        record = answering.answer(record, name, closing(Status.OPEN), by="Ana", now=at(3))
    signed = signatures.sign(record, by="Ana", now=at(4))
    assert [each.holds for each in verify_signatures(signed)] == [True]


def nothing() -> Record:
    record = issue_list.begin(
        edged(edges=()), title="T", answers={"devices": ["thumb"]}, by="Ana", now=NOW
    )
    assert not rebuild(record).items
    return record


def test_nothing_is_signed_where_there_is_nothing() -> None:
    with pytest.raises(RecordError, match=r"nothing to sign off\. Answer more of the profile"):
        signatures.sign(nothing(), by="Ana", now=at(1))


def test_nothing_is_signed_where_all_was_retired() -> None:
    record = issue_list.begin(edged(edges=(MOON,)), title="T", answers={"devices": ["thumb"]},
                            by="Ana", now=NOW)  # fmt: skip
    gone = upgrade(record, edged(edges=(), version="2.0.0"), by="Ana", now=at(1))
    with pytest.raises(RecordError, match="nothing to sign off"):
        signatures.sign(gone, by="Ana", now=at(2))


def test_a_record_that_was_signed_so_before_is_read() -> None:
    record = nothing()
    blank = Signed(at=at(1), by="Ana", digest="0" * 64)
    event = blank.model_copy(update={"digest": signature_digest(record, 1, blank)})
    signed = parse_record(write_record(record.with_event(event)), "review.yaml")
    assert rebuild(signed).signed == event
    assert [each.holds for each in verify_signatures(signed)] == [True]


def test_answers_that_led_to_no_issue_are_known() -> None:
    assert silent_answers(rebuild(begun())) == ["A rain gauge", "Nobody"]
    assert silent_answers(rebuild(nothing())) == ["A wet thumb"]


def test_a_new_profile_drops_edges_that_nobody_answered() -> None:
    record = answering.answer(begun(), "EDGE-BEES", closing(Status.OPEN), by="Ana", now=at(1))
    again = issue_list.profile_again(
        record, edged(), answers={"devices": ["thumb"]}, by="Ana", now=at(2)
    )
    state = rebuild(again)
    assert list(state.items) == ["EDGE-MOONLIGHT", "EDGE-WATER", "EDGE-BEES"]
    assert flags_of(state.item("EDGE-BEES"), TODAY) == (Flag.NO_LONGER_FITS,)


def test_an_edge_is_added_by_hand() -> None:
    record = issue_list.add(begun(), edged(), "EDGE-MOONLIGHT", by="Ana", now=at(1))
    state = rebuild(record)
    assert Flag.BY_HAND in flags_of(state.item("EDGE-MOONLIGHT"), TODAY)
    with pytest.raises(RecordError, match="in the review already"):
        issue_list.add(record, edged(), "EDGE-BEES", by="Ana", now=at(2))
    with pytest.raises(NotFoundError):
        issue_list.add(record, edged(), "EDGE-MOLES", by="Ana", now=at(2))


def test_an_upgrade_says_what_became_of_each_edge() -> None:
    record = answering.answer(
        begun(), "EDGE-LATE-FROST", closing(Status.OPEN, owner="Ben"), by="Ana", now=at(1)
    )
    newer = edged(
        edges=(replace(BEES, text="Bees stay away, and nobody says so."), MOON),
        version="2.0.0",
        retired=[
            RetiredEdge(id="late-frost", why="An issue asks.", replaced_by=("SNAG-106",)),
        ],
    )
    found = upgrade_changes(record, newer)
    assert [each.issue for each in found.reworded] == ["EDGE-BEES"]
    assert [(each.issue, each.why) for each in found.retired] == [
        ("EDGE-LATE-FROST", "An issue asks."),
        ("EDGE-WATER", "This catalogue does not list it any more."),
    ]
    (work,) = found.work
    assert (work.issue, work.of, work.owner) == ("SNAG-106", "EDGE-LATE-FROST", "Ben")
    state = rebuild(upgrade(record, newer, by="Ana", now=at(2)))
    assert Flag.RETIRED in flags_of(state.item("EDGE-WATER"), TODAY)
    assert state.item("SNAG-106").answer.owner == "Ben"
    assert state.item("SNAG-106").why[0].text == (
        "It asks about EDGE-LATE-FROST, which the review did not ask about before."
    )
    assert sum(state.edge_progress(TODAY).values()) == 1


def test_an_old_review_gets_its_edges_by_an_upgrade() -> None:
    record = begun_without_edges()
    found = upgrade_changes(record, edged(version="2.0.0"))
    assert [each.issue for each in found.added] == list(TOPICS)
    after = rebuild(upgrade(record, edged(version="2.0.0"), by="Ana", now=at(1)))
    assert [item.issue for item in after.edges] == list(TOPICS)


def test_blind_reviewers_answer_edges_too() -> None:
    record = begun(reviewers=("Ana", "Ben"))
    record = answering.answer(record, "EDGE-BEES", closing(Status.OPEN), by="Ana", now=at(1))
    record = answering.answer(record, "EDGE-BEES", closing(Status.ADDRESSED), by="Ben", now=at(1))
    for name in ("Ana", "Ben"):
        record = answering.hand_in(record, by=name, now=at(2))
    assert rebuild(record).item("EDGE-BEES").differs
    record = answering.settle(
        record, "EDGE-BEES", closing(Status.OPEN), "We asked.", by="Ana", now=at(3)
    )
    assert not rebuild(record).item("EDGE-BEES").differs


def test_an_issue_of_the_team_s_own_has_the_next_id() -> None:
    record = own(own(begun()), "Slugs", 3)
    state = rebuild(record)
    assert list(state.items) == [*NAMES[:5], "OWN-1", "OWN-2", *TOPICS]
    shown = record.entries[state.item("OWN-1").entry]
    assert (shown.title, shown.definition, shown.questions) == (
        "Moles",
        "They dig.",
        ("Who saw one?",),
    )
    assert Flag.BY_HAND in flags_of(state.item("OWN-1"), TODAY)
    assert "OWN-1" in [
        each.item.issue for each in agenda(record, state.profile, unsettled_items(state, TODAY)).ten
    ]
    assert parse_record(write_record(record), "review.yaml") == record


def test_an_own_issue_needs_no_more_than_a_title() -> None:
    record = issue_list.add_own(begun(), "Moles", by="Ana", now=at(1))
    shown = record.entries[rebuild(record).item("OWN-1").entry]
    assert shown == EntrySnapshot(issue="OWN-1", title="Moles", definition="")
    assert parse_record(write_record(record), "review.yaml") == record


@pytest.mark.parametrize("title", ["", " ", "x" * 201])
def test_an_own_issue_without_a_proper_title_is_refused(title: str) -> None:
    with pytest.raises(ValidationError):
        issue_list.add_own(begun(), title, by="Ana", now=at(1))


def test_a_title_that_nobody_can_see_is_refused() -> None:
    with pytest.raises(UsageError, match="The title"):
        issue_list.add_own(begun(), "A\N{RIGHT-TO-LEFT OVERRIDE}B", by="Ana", now=at(1))


def test_own_issues_stay_over_profiles_and_upgrades() -> None:
    record = answering.answer(own(begun()), "OWN-1", closing(Status.OPEN), by="Ana", now=at(3))
    again = issue_list.profile_again(
        record, edged(), answers={"devices": ["thumb"]}, by="Ana", now=at(4)
    )
    assert Flag.NO_LONGER_FITS not in flags_of(rebuild(again).item("OWN-1"), TODAY)
    found = upgrade_changes(again, edged(edges=EDGES[:1], version="2.0.0"))
    assert "OWN-1" in found.carried
    after = rebuild(upgrade(again, edged(version="2.0.0"), by="Ana", now=at(5)))
    assert after.item("OWN-1").status(TODAY) is Status.OPEN
    assert after.item("OWN-1").retired is None


def test_a_wrong_id_says_what_may_be_meant() -> None:
    state = rebuild(own(begun()))
    with pytest.raises(RecordError, match="Did you mean EDGE-BEES"):
        state.item("EDGE-BEE")
    with pytest.raises(RecordError, match="Did you mean OWN-1"):
        state.item("OWN-2")
    assert (FROST.id, WATER.id) == ("late-frost", "water")
