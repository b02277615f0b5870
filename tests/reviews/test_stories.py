"""What a review would have asked about failures that are on public record, one case a story."""

from collections import Counter
from collections.abc import Callable, Sequence

import pytest
from common import CATALOG
from loaded import loaded
from reviews.stories import FOUR, PAGE, STORIES, TEN, asked_causes, page, read_story, story_agenda

from snaglist.model.catalogue import Catalogue
from snaglist.model.entry import Issue
from snaglist.reviews.questions import MOST_OF_A_CAUSE, Ground
from snaglist.reviews.selection import FoundIssue, check_profile, guide_of, project_phases
from snaglist.snapshot.review_library import review_library
from snaglist.snapshot.snapshot import Snapshot

ASKED = {
    "care-programme": (2, 2, 2),
    "chest-x-rays": (2, 2, 2),
    "credit-scoring": (4, 4, 4),
    "debt-letters": (4, 4, 4),
    "face-analysis": (2, 2, 2),
    "flu-trends": (2, 2, 2),
    "house-prices": (6, 4, 3),
    "identity-check": (2, 2, 2),
    "learning-chatbot": (2, 2, 2),
    "photo-app": (2, 2, 2),
    "pump-bearings": (6, 6, 5),
    "sepsis-alert": (6, 6, 5),
    "support-chat": (6, 6, 6),
    "test-drive": (3, 3, 3),
}
"""Of each story how many causes there are, are asked about, and are among the ten questions."""


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return loaded(CATALOG)


def counts(catalogue: Catalogue, name: str) -> tuple[int, int, int]:
    causes, _ = asked_causes(catalogue, name)
    asked = [cause for cause in causes if cause.place]
    return len(causes), len(asked), sum(cause.among_ten for cause in asked)


def test_every_story_is_counted() -> None:
    assert sorted(ASKED) == STORIES
    assert len(STORIES) >= 12


@pytest.mark.parametrize("name", STORIES)
def test_what_is_asked_of_a_story(catalogue: Catalogue, name: str) -> None:
    assert counts(catalogue, name) == ASKED[name]


def test_the_four_stories_are_asked_about_enough(catalogue: Catalogue) -> None:
    causes, asked, ten = map(sum, zip(*(counts(catalogue, name) for name in FOUR), strict=True))
    assert causes == 24
    assert asked >= 20
    assert ten >= 12


def test_no_more_of_a_story_is_asked_about_late_than_before_causes_were_counted() -> None:
    whole, asked, ten = map(sum, zip(*ASKED.values(), strict=True))
    assert whole == 49
    assert asked >= 47
    assert ten >= 43


@pytest.mark.parametrize("name", STORIES)
def test_the_ten_fit_the_phase_of_the_project_and_have_many_causes(
    catalogue: Catalogue, name: str
) -> None:
    profile, _ = read_story(name)
    phases = project_phases(catalogue.guide, profile.answers)
    found = story_agenda(catalogue, name).ten
    assert len(found) == TEN
    for each in found:
        asked = catalogue.find(Issue, each.item.issue).questions_in(phases)
        assert each.question in [question.text for question in asked]
    causes = Counter(each.cause for each in found)
    assert max(causes.values()) <= MOST_OF_A_CAUSE
    assert {each.ground for each in found} == {Ground.PROFILE}


@pytest.fixture(scope="module")
def search(shipped: Snapshot) -> Callable[[str], Sequence[FoundIssue]]:
    return review_library(shipped).search


def test_with_the_words_of_the_profiles_no_cause_comes_later(
    catalogue: Catalogue, search: Callable[[str], Sequence[FoundIssue]]
) -> None:
    ten = 0
    for name in STORIES:
        found = {each.item.issue for each in story_agenda(catalogue, name, search).ten}
        ten += sum(bool(found.intersection(cause.asked_by)) for cause in read_story(name)[1].causes)
    assert ten >= 44


def test_what_a_team_says_hurts_is_asked_first(
    catalogue: Catalogue, search: Callable[[str], Sequence[FoundIssue]]
) -> None:
    """By its answers alone, the issue is the 25th."""
    words = "Too many alerts, nurses click them away"
    first = story_agenda(catalogue, "sepsis-alert", search, words).ten[0]
    assert (first.item.issue, first.ground) == ("SNAG-036", Ground.WORDS)
    assert "alerts" in first.reason
    others = {each.item.issue: each for each in story_agenda(catalogue, "sepsis-alert").issues}
    assert others["SNAG-036"].place > TEN


@pytest.mark.parametrize("name", STORIES)
def test_a_story_can_be_read_elsewhere_and_its_profile_used(
    catalogue: Catalogue, name: str
) -> None:
    profile, story = read_story(name)
    checked = check_profile(guide_of(catalogue), profile.answers)
    assert {each: list(chosen) for each, chosen in checked.items()} == profile.answers
    assert all(source.address.startswith("https://") for source in story.sources)
    for cause in story.causes:
        assert all(catalogue.find(Issue, issue).retired is None for issue in cause.asked_by)


def test_the_page_is_what_the_stories_say(catalogue: Catalogue) -> None:
    """Written anew by ``PYTHONPATH=tests:server python tests/reviews/stories.py``."""
    assert PAGE.read_text(encoding="utf-8") == page(catalogue)
