"""Failures on public record, and where a review of the same project asks about each cause.

As a program it writes the page anew: ``PYTHONPATH=tests:server python tests/reviews/stories.py``.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from snaglist.cli.review.profile_input import ProfileFile, Story, StoryCause
from snaglist.model.catalogue import Catalogue
from snaglist.model.entry import Issue
from snaglist.reviews.commands import issue_list
from snaglist.reviews.events.fields import Edition
from snaglist.reviews.library import Library
from snaglist.reviews.questions import Agenda, agenda
from snaglist.reviews.replay import rebuild
from snaglist.reviews.selection import FoundIssue
from snaglist.schema.located_yaml import parse_yaml
from snaglist.sources.loader import load_catalogue

ROOT = Path(__file__).resolve().parents[2]
FOLDER, PAGE = ROOT / "docs" / "examples" / "stories", ROOT / "docs" / "stories.md"
STORIES = sorted(path.stem for path in FOLDER.glob("*.yaml"))
TEN, NOW = 10, datetime(2026, 11, 28, tzinfo=UTC)
FOUR = ("house-prices", "pump-bearings", "sepsis-alert", "support-chat")
"""The stories whose 24 causes the catalogue was first measured by."""

HEAD = """\
# Would a review have asked?

{many} stories: failures on public record, and for pump bearings what such projects meet. For each,
the profile of a similar project is in [examples/stories](examples/stories/README.md), and this page
says which of its causes a review with that profile asks about: among the ten questions of a
meeting, later, or nowhere. Whether a team that is asked would have found the answer
is another matter, and not shown here.

The four stories by which the catalogue was first measured ({four}) have {causes} causes. Of these
{asked} are asked about, {ten} of them among the ten. A review of that kind begins with

    snag review new review.yaml --profile docs/examples/stories/{one}.yaml

It also takes the words of the profile into account, which this page leaves out. The page is written
by `tests/reviews/stories.py`.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedCause:
    """A cause, and the first issue of the review that asks about it, at its place there."""

    text: str
    issue: str | None = None
    place: int | None = None

    @property
    def among_ten(self) -> bool:
        """True where it is one of the ten questions of a half-hour meeting."""
        return self.place is not None and self.place <= TEN


def read_story(name: str) -> tuple[ProfileFile, Story]:
    """A story with its profile."""
    path = FOLDER / f"{name}.yaml"
    profile = ProfileFile.model_validate(parse_yaml(path.read_text(encoding="utf-8")).data)
    assert profile.story is not None, name
    return profile, profile.story


def asked_causes(catalogue: Catalogue, name: str) -> tuple[list[AskedCause], int]:
    """Where the review asks about each cause, and how many issues it has: by the answers alone.

    The place is that in the meeting; see ``snaglist.reviews.questions``.
    """
    found = story_agenda(catalogue, name)
    places = {each.item.issue: each.place for each in found.issues if each.question}
    _, story = read_story(name)
    return [_asked(cause, places) for cause in story.causes], len(found.issues)


def story_agenda(
    catalogue: Catalogue,
    name: str,
    search: Callable[[str], Sequence[FoundIssue]] | None = None,
    words: str = "",
) -> Agenda:
    """The meeting of a review that begins with a story's profile.

    Its words, or others, count only with a search.
    """
    profile, _ = read_story(name)
    library = Library(
        catalogue=catalogue,
        edition=Edition(version=catalogue.about.version, digest="0" * 64),
        search=search or (lambda words: ()),
    )
    record = issue_list.begin(
        library,
        title=name,
        answers=profile.answers,
        words=words or profile.words,
        by="Ana",
        now=NOW,
    )
    state = rebuild(record)
    return agenda(record, state.profile, state.items.values())


def _asked(cause: StoryCause, places: Mapping[str, int]) -> AskedCause:
    found = [(places[issue], issue) for issue in cause.asked_by if issue in places]
    if not found:
        return AskedCause(text=cause.text)
    place, issue = min(found)
    return AskedCause(text=cause.text, issue=issue, place=place)


def page(catalogue: Catalogue) -> str:
    """The page docs/stories.md."""
    return "\n".join(
        (*_head(catalogue), *(line for each in STORIES for line in _story(catalogue, each)))
    )


def _head(catalogue: Catalogue) -> Iterator[str]:
    four = [cause for name in FOUR for cause in asked_causes(catalogue, name)[0]]
    asked, ten = sum(bool(each.place) for each in four), sum(each.among_ten for each in four)
    yield HEAD.format(
        many=len(STORIES), four=", ".join(FOUR), causes=len(four), asked=asked, ten=ten, one=FOUR[0]
    )


def _story(catalogue: Catalogue, name: str) -> Iterator[str]:
    profile, story = read_story(name)
    causes, many = asked_causes(catalogue, name)
    yield f"## {profile.title}"
    yield ""
    yield f"{story.what} Profile: [{name}.yaml](examples/stories/{name}.yaml); {many} issues."
    yield ""
    yield from (f"- [{source.text}]({source.address})" for source in story.sources)
    yield ""
    yield "| what failed | asked by | place |"
    yield "|---|---|---|"
    for cause in causes:
        if cause.issue:
            title = catalogue.find(Issue, cause.issue).title
            where = f"{cause.place}, among the ten" if cause.among_ten else f"{cause.place}"
            yield f"| {cause.text} | {cause.issue} {title} | {where} |"
        else:
            yield f"| {cause.text} | not covered here | |"
    yield ""


if __name__ == "__main__":
    PAGE.write_text(page(load_catalogue(ROOT / "catalog")), encoding="utf-8")
