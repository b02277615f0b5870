"""What stands on the first screen of an entry's page: its story in short, and its key witness."""

from collections.abc import Container, Iterable
from typing import TypedDict

from snaglist.model.entry import Claim, Issue, Strategy
from snaglist.model.story import parts_of
from snaglist.model.witness import Stance, Witness
from snaglist.web.site import Site

ENTRY_VIEWS = ("brief", "evidence", "everything")
"""How much of an entry its page shows: its first screen and what to ask; that and what it rests
on, folded by section, which is what the address alone gives; all of it unfolded."""


class FirstScreen(TypedDict):
    """The parts of the story, as Markdown, and the id of the quote or finding that tells most.

    ``opening`` is the story's first sentences, ``rest`` the others. At most one of ``quote`` and
    ``finding`` is there.
    """

    opening: str
    rest: str
    reading: str
    monday: str
    quote: str | None
    finding: str | None


def first_screen(
    site: Site, entry: Issue | Strategy, claims: Iterable[Claim], shown: Container[str]
) -> FirstScreen:
    """Of an entry, with the claims that its page shows, and the ids of their witnesses."""
    story = parts_of(entry.body)
    key = _key_witness(site, entry, list(claims), shown)
    return {
        "opening": story.opening,
        "rest": story.rest,
        "reading": story.reading,
        "monday": story.monday,
        "quote": key.quote if key else None,
        "finding": key.finding if key else None,
    }


def _key_witness(
    site: Site, entry: Issue | Strategy, claims: list[Claim], shown: Container[str]
) -> Witness | None:
    """What the guide of reviews chose, else the first that says so: quotes before findings."""
    guide = site.catalogue.guide
    chosen = guide.of_issue.get(entry.id) if guide else None
    if chosen:
        witness = Witness(quote=chosen.quote, finding=chosen.finding)
        if witness.ref in shown:
            return witness
    all_of_them = [each for claim in claims for each in claim.witnesses if each.ref in shown]
    order = sorted(
        all_of_them, key=lambda each: (each.stance is not Stance.SUPPORTS, not each.quote)
    )
    return next(iter(order), None)
