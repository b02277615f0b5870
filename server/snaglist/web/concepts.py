"""What entries are sorted by: phases, sources, systems, qualities and others, each with a page."""

from flask import Blueprint

from snaglist.errors import NotFoundError
from snaglist.web.categories import found
from snaglist.web.respond import in_form, page
from snaglist.web.site import View, site
from snaglist.web.urls import TOPICS
from snaglist.web.views.answers import query_url
from snaglist.web.views.asking import issues_query
from snaglist.web.views.concepts import concept_view, topic_view

blueprint = Blueprint("concepts", __name__)

SCHEMES = {listing: scheme for scheme, listing in TOPICS.items()}
TOPIC = f"<any({', '.join(SCHEMES)}):topic>"


@page(blueprint, f"/{TOPIC}", "topic.html")
def topic(topic: str) -> View:
    """All concepts of one scheme, with how much there is of each."""
    here, name = site(), SCHEMES[topic]
    scheme = next((each for each in here.catalogue.schemes if each.id == name), None)
    if scheme is None:
        raise NotFoundError(topic, ())
    return topic_view(here, scheme)


@page(blueprint, f"/{TOPIC}/<identifier>", "concept.html")
def concept(topic: str, identifier: str) -> View:
    """One concept, with the entries, claims and quotes that belong to it."""
    here, scheme = site(), SCHEMES[topic]
    schemes = [each for each in here.catalogue.schemes if each.id == scheme]
    known = {each.id: each for one in schemes for each in one.concepts}
    thing = found(identifier, known)
    in_form(thing)
    query = issues_query({scheme: (thing.id,)})
    return {**concept_view(here, thing), "sparql": query_url(here, query)}
