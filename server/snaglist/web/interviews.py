"""Interviews: the list, the reader, the quotes and the text as shipped."""

from flask import Blueprint, Response, jsonify, render_template
from flask.typing import ResponseReturnValue

from snaglist.model.entry import Issue
from snaglist.model.interview import Interview
from snaglist.web.respond import load, page
from snaglist.web.site import Site, View, site
from snaglist.web.views.answers import query_url
from snaglist.web.views.asking import interviews_query
from snaglist.web.views.interviews import interview_row, interview_view, quotes_view, study_view
from snaglist.web.views.reader import read
from snaglist.web.views.shape import NONE, minimap, shape

blueprint = Blueprint("interviews", __name__)


@page(blueprint, "/interviews", "interviews.html")
def interviews() -> View:
    """Every interview, and the studies they belong to."""
    here = site()
    return {
        "total": len(here.catalogue.interviews),
        "interviews": [interview_row(here, one) for one in here.catalogue.interviews],
        "sparql": query_url(here, interviews_query()),
        "studies": [study_view(study) for study in here.catalogue.studies],
    }


@blueprint.get("/interviews/<identifier>")
def interview(identifier: str) -> str:
    """The transcript to read, its quotes marked in place."""
    here, found = site(), load(Interview, identifier)
    quotes = quotes_view(here, found)
    notes = {note["id"]: _coloured(here, note) for note in quotes["quotes"]}
    return render_template(
        "interview.html",
        view=interview_view(here, found),
        turns=list(read(found)),
        relied=sum(1 for note in quotes["quotes"] if note["issues"] or note["strategies"]),
        notes=notes,
        minimap=minimap(found, notes),
        shape=shape(here, found, notes),
    )


def _coloured(here: Site, note: View) -> View:
    """A quote with the categories of its issues; the first of them colours it."""
    found = dict.fromkeys(here.catalogue.find(Issue, name).category for name in note["issues"])
    return note | {"categories": list(found), "category": next(iter(found), NONE)}


@blueprint.get("/interviews/<identifier>.json")
def interview_json(identifier: str) -> ResponseReturnValue:
    """Everything said about an interview, and its turns."""
    return jsonify(interview_view(site(), load(Interview, identifier)))


@blueprint.get("/interviews/<identifier>/quotes.json")
def quotes_json(identifier: str) -> ResponseReturnValue:
    """The quotes of an interview."""
    return jsonify(quotes_view(site(), load(Interview, identifier)))


@blueprint.get("/interviews/<identifier>/transcript.txt")
def transcript(identifier: str) -> Response:
    """The text that start and end of the quotes refer to, exactly."""
    return Response(load(Interview, identifier).transcript, mimetype="text/plain")
