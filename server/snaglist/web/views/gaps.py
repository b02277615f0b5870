"""Gaps as a page says them: each with its words and with everything it counts."""

from collections.abc import Iterable
from dataclasses import fields
from itertools import groupby

from snaglist.model.catalogue import entry_id, interview_id
from snaglist.model.entry import Claim, Issue, Strategy
from snaglist.model.gaps import Gaps, InferredArrow, Untold
from snaglist.model.interview import Quote, Turn
from snaglist.model.scheme import Concept
from snaglist.web.site import Site, View
from snaglist.web.views.gap_words import WORDS
from snaglist.web.views.quotes import quote_view


def gap_views(site: Site, gaps: Gaps) -> list[View]:
    """Each gap with everything it counts."""
    views = []
    for field in fields(gaps):
        gap, words = getattr(gaps, field.name), WORDS[field.name]
        views.append(
            {
                "id": field.name.replace("_", "-"),
                "title": words.title,
                "why": words.why,
                "closed": words.closed,
                "noun": words.noun,
                "count": len(gap.found),
                "of": gap.of,
                "all": words.listing and site.urls.path(words.listing),
                "groups": _groups(site, gap.found),
            }
        )
    return views


Found = Issue | Strategy | Claim | InferredArrow | Concept | Turn | Untold | Quote


def _groups(site: Site, found: Iterable[Found]) -> list[View]:
    """The things of a gap; those that were said, by the interview they were said in."""
    return [
        {
            "interview": name and site.reference(name),
            "items": [_item(site, thing) for thing in things],
        }
        for name, things in groupby(found, _said_in)
    ]


def _said_in(thing: Found) -> str | None:
    match thing:
        case Turn() | Quote():
            return interview_id(thing.id)
        case Untold(interview):
            return interview.id
    return None


def _item(site: Site, thing: Found) -> View:
    """A thing with its type, its address, and what a reader needs to judge it."""
    match thing:
        case Issue() | Strategy():
            found: View = {"type": "entry", "id": thing.id, "title": thing.title}
        case Claim():
            url, entry = site.urls.claim(thing.id), entry_id(thing.id)
            return {"type": "claim", "id": thing.id, "url": url, "entry": entry, "text": thing.text}
        case Concept():
            url = site.urls.path("ontology", anchor=thing.ref)
            found = {"type": "concept", "id": thing.ref, "title": thing.label}
            return found | {"url": url, "notation": thing.notation, "text": thing.definition}
        case Turn():
            found = {"type": "turn", "id": thing.id, "line": thing.line, "text": thing.text}
        case Quote():
            found = {"type": "quote", "id": thing.id, "quote": quote_view(site, thing)}
        case InferredArrow(issue, arrow):
            url = f"{site.urls.of(issue)}#leads"
            found = {"type": "arrow", "entry": issue.id, "to": arrow.issue}
            return found | {"url": url, "text": arrow.text}
        case Untold(_, topic):
            quote = quote_view(site, site.catalogue.find(Quote, topic.quote))
            found = {"type": "topic", "title": topic.topic, "text": topic.note}
            return found | {"url": quote["url"], "quote": quote}
    return found | {"url": site.urls.of(thing)}
