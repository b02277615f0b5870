"""Where blind reviewers stand to each other, in words."""

from collections.abc import Iterator
from datetime import date

from snaglist.cli.reviewing.answers import in_words
from snaglist.cli.reviewing.common import counted
from snaglist.reviews.events import NOT_LOOKED_AT
from snaglist.reviews.state import State


def differences(state: State, today: date) -> Iterator[str]:
    """Who is waited for; or, when all have handed in, each issue on which they differ."""
    if state.blind:
        waiting = [name for name in state.reviewers if name not in state.handed_in]
        yield f"Nothing is compared until {' and '.join(waiting)} handed in too."
        return
    found = [item for item in state.items.values() if item.differs]
    if state.reviewers:
        yield f"The reviewers differ on {counted(len(found))}{':' if found else '.'}"
    for item in found:
        yield f"{item.issue}"
        said = {opinion.by: opinion.answer for opinion in item.opinions}
        for name in state.reviewers:
            yield f"  {name}: {in_words(said.get(name, NOT_LOOKED_AT), today)}"
