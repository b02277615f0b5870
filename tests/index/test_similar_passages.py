"""Passages that speak as an entry does: what is offered, in which order, and what never is."""

import json
from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from common import SAMPLE
from hypothesis import given
from hypothesis import strategies as st
from runner import fine, snag

from snaglist.index.analysis import fold, stems
from snaglist.index.similar_passages import (
    MOST_WORDS,
    PassageIndex,
    coded_by_anybody,
    coded_by_quotes,
    fillers,
    overlaps,
    passages_of,
    query_of,
    written_stems,
)
from snaglist.model.access import Access
from snaglist.model.coding import CodedInterview, Coder, Coding
from snaglist.model.interview import Interview, Quote, SpeakerRole
from snaglist.snapshot.snapshot import Snapshot


@pytest.fixture(scope="module")
def index(shipped: Snapshot) -> PassageIndex:
    return PassageIndex(shipped.catalogue.interviews, shipped.catalogue.entries)


def test_passages_are_all_that_participants_say(shipped: Snapshot, index: PassageIndex) -> None:
    (interview,) = shipped.catalogue.interviews
    asking = {s.id for s in interview.speakers if s.role is not SpeakerRole.PARTICIPANT}
    said = "".join(
        part.text
        for turn in interview.turns
        if turn.speaker not in asking
        for part in turn.stretches
    )
    assert "".join("".join(each.text.split()) for each in index.passages) == "".join(said.split())
    for each in index.passages:
        assert interview.transcript[each.start : each.end] == each.text
        assert interview.transcript.count("\n", 0, each.start) + 1 == each.line
    assert len(index.passages) > 100


@given(st.lists(st.integers(1, 150), min_size=1, max_size=8))
def test_passages_are_whole_sentences_of_some_length(lengths: list[int]) -> None:
    sentences = [" ".join(["word"] * length) + "." for length in lengths]
    interview = _interview("interviewee: " + " ".join(sentences))
    found = [each.text for each in passages_of(interview)]
    assert " ".join(found) == " ".join(sentences)
    for text in found:
        assert len(text.split()) <= MOST_WORDS or text.count(".") == 1


def _interview(transcript: str) -> Interview:
    from snaglist.model.interview import Speaker, Turn

    start = transcript.index(":") + 2
    turn = Turn(
        id="I99-T001", speaker="interviewee", section="all", start=start, end=len(transcript),
        line=1, text=transcript[start:],
    )  # fmt: skip
    speaker = Speaker(id="interviewee", role=SpeakerRole.PARTICIPANT, label="Interviewee")
    return Interview(
        id="I99", title="Invented", study="none", date="2026", participant="nobody",
        experience="none", domains=(), speakers=(speaker,), sections=(), redactions=(),
        declined=(), licence="", consent="", transcription="", transcript=transcript, sha256="",
        turns=(turn,), quotes=(), access=Access.OPEN,
    )  # fmt: skip


def test_a_quote_that_is_left_out_is_often_found_again(
    shipped: Snapshot, index: PassageIndex
) -> None:
    """Among the first five, as ``tests/benchmarks/passages.py`` measures for strategies, too."""
    catalogue = shipped.catalogue
    right = tried = 0
    for issue in catalogue.live_issues:
        quotes = issue.quote_ids()
        for name in quotes if len(quotes) > 1 else ():
            selector = catalogue.find(Quote, name).selector
            others = [each.id for each in catalogue.quotes if each.id not in quotes]
            coded = coded_by_quotes(catalogue, (name, *others))
            place = [(selector.start, selector.end)]
            there = [each for each in index.passages if overlaps(each, place)]
            if all(overlaps(each, coded[each.interview]) for each in there):
                continue  # Another quote of the issue is in the same sentences.
            hits = index.similar(query_of(catalogue, issue, (name,)), coded, 5)
            tried += 1
            right += any(overlaps(hit.passage, place) for hit in hits)
    assert tried >= 80
    # By chance it would be one in thirty.
    assert right >= 0.45 * tried


def test_words_of_speech_alone_are_not_asked_for(shipped: Snapshot) -> None:
    catalogue = shipped.catalogue
    said = Counter(
        stem for one in catalogue.interviews for p in passages_of(one) for stem in stems(p.text)
    )
    found = fillers(said, written_stems(catalogue.entries))
    assert {*stems("uh um yeah okay oh like know really stuff")} <= found
    assert not found & {*stems("sensor model data quality label train user metric survey")}
    index = PassageIndex(catalogue.interviews, catalogue.entries)
    for issue in catalogue.live_issues:
        for hit in index.similar(query_of(catalogue, issue), {}, 5):
            assert not found & {*stems(" ".join(hit.words))}


def test_what_is_said_alone_is_told_by_how_often_it_is_written() -> None:
    assert fillers({"uh": 40, "sensor": 10}, {"sensor": 10, "issue": 60}) == {"uh"}
    assert fillers({"uh": 40, "sensor": 10}, {}) == frozenset()
    assert fillers({"once": 1}, {"issue": 60}) == frozenset()
    assert fillers({}, {"issue": 60}) == frozenset()


def test_a_word_that_is_repeated_counts_once() -> None:
    texts = {"I97": "The sensor sensor sensor failed failed.", "I98": "The sensor failed."}
    said = [replace(_interview(f"interviewee: {t}"), id=name) for name, t in texts.items()]
    first, second = PassageIndex(said, ()).similar({"sensor": 1.0, "fail": 1.0}, {}, 5)
    assert first.score == second.score


def test_what_is_coded_is_not_offered(shipped: Snapshot, index: PassageIndex) -> None:
    catalogue = shipped.catalogue
    coded = coded_by_quotes(catalogue)
    some = 0
    for issue in catalogue.live_issues:
        for hit in index.similar(query_of(catalogue, issue), coded, 20):
            assert not overlaps(hit.passage, coded[hit.passage.interview])
            assert hit.words
            assert {"uh", "um", "yeah", "okay"}.isdisjoint(hit.words)
            assert all(word in fold(hit.passage.text) for word in hit.words)
            some += 1
    assert some > 20


def test_the_command_offers_them(sample_knowledge: Snapshot) -> None:
    here: dict[str, Any] = {
        "SNAGLIST_CATALOG": str(SAMPLE),
        "SNAGLIST_DATA": str(sample_knowledge.folder.parents[1]),
    }
    printed = json.loads(fine("suggest", "snag-001", "--json", **here))
    assert {each["passage"]["interview"] for each in printed} <= {"I01"}
    assert fine("suggest", "SNAG-001", "--limit", "1", **here).startswith("SNAG-001 ")
    wrong = snag("suggest", "I01", **here)
    assert wrong.code == 2
    assert "I01 is no issue or strategy" in wrong.err
    assert "Did you mean I01?" in snag("suggest", "SNAG-001", "--interview", "I11", **here).err


def test_interviews_that_are_not_open_offer_nothing(shipped: Snapshot) -> None:
    (interview,) = shipped.catalogue.interviews
    for access in (Access.QUOTES_ONLY, Access.WITHHELD):
        assert PassageIndex([replace(interview, access=access)], ()).passages == ()


def test_what_others_coded_is_left_out_once_all_have_handed_in(
    shipped: Snapshot, index: PassageIndex
) -> None:
    catalogue = shipped.catalogue
    query = query_of(catalogue, catalogue.issues[0])
    first = index.similar(query, coded_by_anybody(catalogue), 1)[0].passage
    coding = Coding(
        id="c3f9a2c1b07", start=first.start + 1, end=first.start + 5, line=first.line, exact="",
        codes=("FIX-001",), on=date(2026, 11, 29),
    )  # fmt: skip
    ana = CodedInterview(interview=first.interview, coder="ana", codings=(coding,))
    coders = (Coder(id="ana", name="Ana"), Coder(id="ben", name="Ben", interviews=("I07",)))

    def offered(viewer: str | None, *handed_in: str) -> bool:
        coded = [
            replace(each, handed_in=date(2026, 11, 29) if each.coder in handed_in else None)
            for each in (ana, CodedInterview(interview="I07", coder="ben", codings=()))
        ]
        with_codings = replace(catalogue, coders=coders, codings=tuple(coded))
        hits = index.similar(query, coded_by_anybody(with_codings, viewer), 1)
        return hits[0].passage == first

    assert offered(None)
    assert offered("ben", "ana")
    assert not offered("ana")
    assert not offered(None, "ana", "ben")
