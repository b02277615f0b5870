"""What the words of a project find for its review: issues that speak of them, and nothing else."""

import pytest

from snaglist.snapshot.review_library import SHARE_OF_BEST, find_issues, named_edges, review_library
from snaglist.snapshot.snapshot import Snapshot

THERMOMETER = "SNAG-001"


def ids(knowledge: Snapshot, words: str) -> list[str]:
    return [found.issue for found in find_issues(knowledge, words)]


def test_what_is_found_says_by_which_of_the_words_it_was(sample_knowledge: Snapshot) -> None:
    first = next(find_issues(sample_knowledge, "What if nobody sees our Thermometers die?"))
    assert first.issue == THERMOMETER
    assert first.words == ("nobody", "sees", "thermometers")


def test_one_word_is_enough_where_there_is_no_other(sample_knowledge: Snapshot) -> None:
    assert THERMOMETER in ids(sample_knowledge, "thermometer")
    assert THERMOMETER in ids(sample_knowledge, "the thermometer of our")


def test_one_word_of_several_is_not(sample_knowledge: Snapshot) -> None:
    assert ids(sample_knowledge, "thermometer submarine") == []


def test_a_word_that_is_given_twice_counts_once(sample_knowledge: Snapshot) -> None:
    assert ids(sample_knowledge, "thermometer thermometers submarine") == []


@pytest.mark.parametrize("words", ["", "  ", "the and of", "?!", '"', "-", "submarine"])
def test_words_that_say_nothing_find_nothing(sample_knowledge: Snapshot, words: str) -> None:
    assert ids(sample_knowledge, words) == []


def test_no_word_is_read_as_another(shipped: Snapshot) -> None:
    """The search reads what it does not know as the nearest that it does; a review does not."""
    assert ids(shipped, "imputaton") == []


@pytest.mark.parametrize(
    "words",
    [
        "a chatbot that answers tenants' letters",
        "routes for parcel vans across a valley",
        "harvest of apples in an orchard",
        "we detect fraud in insurance claims with a neural network",
    ],
)
def test_what_the_catalogue_does_not_speak_of_finds_nothing(shipped: Snapshot, words: str) -> None:
    assert ids(shipped, words) == []


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("a model trained every day on a table that other systems fill", "SNAG-042"),
        ("recommendations for the users of a website", "SNAG-040"),
        ("shops and restaurants out of an open street map", "SNAG-015"),
        ("a yearly survey of how people commute, with tracks recorded by phones", "SNAG-013"),
    ],
)
def test_what_the_catalogue_speaks_of_is_found(shipped: Snapshot, words: str, first: str) -> None:
    found = list(find_issues(shipped, words))
    assert found[0].issue == first
    assert len(found) <= 4
    assert all(len(each.words) >= 2 for each in found)


def test_a_long_text_needs_no_more_than_four_words_together(shipped: Snapshot) -> None:
    words = (
        "We build, for the port authority of a small country with two harbours, a screen on which "
        "operators see one picture of all ships, put together from reports of many sensors by "
        "fusion, with rules that the lawyers of three ministries have agreed upon last winter."
    )
    found = list(find_issues(shipped, words))
    assert found
    assert min(len(each.words) for each in found) >= 4


def test_the_library_searches_like_this(shipped: Snapshot) -> None:
    words = "a model trained every day on a table that other systems fill"
    assert list(review_library(shipped).search(words)) == list(find_issues(shipped, words))
    assert 0 < SHARE_OF_BEST < 1


def named(knowledge: Snapshot, words: str) -> dict[str, tuple[str, ...]]:
    return {each.edge: each.words for each in named_edges(knowledge.catalogue, words)}


def test_edges_are_named_by_their_title_or_another_name(sample_knowledge: Snapshot) -> None:
    assert named(sample_knowledge, "Bees that stay away from hives") == {
        "bees": ("Bees that stay away", "hive")
    }
    assert named(sample_knowledge, "we sow at FULL MOON") == {"moonlight": ("full moon",)}
    assert review_library(sample_knowledge).name_edges("hive")[0].edge == "bees"


@pytest.mark.parametrize("words", ["", "the", "full grown moon", "moon full", "beehives of bees"])
def test_an_edge_is_not_named_by_parts_of_a_name(sample_knowledge: Snapshot, words: str) -> None:
    assert named(sample_knowledge, words) == {}


def test_what_people_say_names_an_edge_of_the_catalogue(shipped: Snapshot) -> None:
    words = "A therapy chatbot for adults, multilingual, with voice cloning and an audit trail"
    assert set(named(shipped, words)) == {
        "emotional-dependence",
        "languages",
        "synthetic-media",
        "logging",
    }
