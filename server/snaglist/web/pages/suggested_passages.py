"""Passages that speak as an entry does and that nobody has coded: offered to coders."""

from typing import TypedDict

from flask import Blueprint, request

from snaglist.errors import NotFoundError
from snaglist.index.similar_passages import SimilarPassage, coded_by_anybody, query_of
from snaglist.model.access import Access
from snaglist.model.entry import Issue, Strategy
from snaglist.web.respond import check_choices, page_route
from snaglist.web.site import EntryLink, Reference, Site, current_site

blueprint = Blueprint("suggested_passages", __name__)

MOST = 10
"""Passages on a page; those after them have hardly a word in common with the entry."""

INTERVIEW = "interview"


class PassageView(TypedDict):
    """A passage: ``transcript[start:end]`` of the interview in code points, from ``line``.

    ``words`` are those that it has in common with the entry, those that count most first.
    """

    interview: str
    turn: str
    line: int
    start: int
    end: int
    text: str
    language: str
    words: list[str]
    score: float
    url: str


class SuggestedPassagesView(TypedDict):
    """Passages for an entry, best first; ``interviews`` are those that are looked at."""

    entry: EntryLink
    interviews: list[Reference]
    chosen: str | None
    passages: list[PassageView]


@page_route(blueprint, "/suggest/<identifier>", "suggested_passages.html", parameters=(INTERVIEW,))
def suggested_passages(identifier: str) -> SuggestedPassagesView:
    """Passages that share words with an entry, and that no quote or coding covers."""
    here = current_site()
    catalogue = here.catalogue
    entry = catalogue.thing(identifier.upper())
    if not isinstance(entry, Issue | Strategy):
        raise NotFoundError(identifier)
    shown = [each for each in catalogue.interviews if each.access is Access.OPEN]
    check_choices({INTERVIEW: [each.id for each in shown]})
    chosen = request.args.get(INTERVIEW)
    within = (chosen,) if chosen else None
    coded = coded_by_anybody(catalogue)
    found = here.knowledge.passages.similar(query_of(catalogue, entry), coded, MOST, within)
    languages = {each.id: each.language for each in shown}
    return {
        "entry": here.entry(entry.id),
        "interviews": [here.reference(each.id) for each in shown],
        "chosen": chosen,
        "passages": [_passage(here, each, languages) for each in found],
    }


def _passage(site: Site, found: SimilarPassage, languages: dict[str, str]) -> PassageView:
    passage = found.passage
    return {
        "interview": passage.interview,
        "turn": passage.turn,
        "line": passage.line,
        "start": passage.start,
        "end": passage.end,
        "text": passage.text,
        "language": languages[passage.interview],
        "words": list(found.words),
        "score": round(found.score, 3),
        "url": site.urls.path("interviews", passage.interview, anchor=f"L{passage.line}"),
    }
