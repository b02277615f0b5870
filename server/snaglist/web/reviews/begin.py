"""A review begun from a profile, or brought as a file; its links are shown once, here."""

from collections.abc import Iterable

from flask import render_template, request
from flask.typing import ResponseReturnValue
from pydantic import ValidationError

from snaglist.errors import UsageError
from snaglist.reviews.commands import begin
from snaglist.reviews.events import Record
from snaglist.reviews.replay import rebuild
from snaglist.reviews.selection import guide_of
from snaglist.reviews.yaml_file import parse_record
from snaglist.schema.report import SourcesError
from snaglist.snapshot.review_library import library
from snaglist.web.reviews.blueprint import blueprint
from snaglist.web.reviews.forms import (
    LINE,
    REFUSED,
    SAID,
    Reading,
    errors_of,
    form_view,
    lines,
    told,
    typed,
)
from snaglist.web.reviews.front import front_page
from snaglist.web.reviews.guard import AGAIN
from snaglist.web.reviews.kept import reviews
from snaglist.web.reviews.room import now
from snaglist.web.reviews.session import remember, remembered
from snaglist.web.site import View, site

MOST_REVIEWERS = 10


@blueprint.get("/reviews/new")
def new() -> ResponseReturnValue:
    """The profile: questions about a project, to begin a review with."""
    return _form(form_view({"by": remembered()}), {}, 200)


@blueprint.post("/reviews/new")
def make() -> ResponseReturnValue:
    """Begin a review, and show its links."""
    posted, chosen = typed(), chosen_answers()
    reading = Reading(posted)
    title, by, words = reading.text("title"), reading.text("by"), reading.text("words", SAID)
    names = _reviewers(reading)
    try:
        reading.check()
        record = begin(
            library(site().knowledge),
            title=title,
            answers=chosen,
            words=words,
            by=by,
            now=now(),
            reviewers=names,
        )
    except REFUSED as error:
        return _form(form_view(posted, errors_of(error)), chosen, error.http_status)
    remember(by)
    return _created(record)


def make_again(message: str) -> ResponseReturnValue:
    """The form with what was typed, and why it was not taken."""
    return _form(form_view(typed(), {"": message}), chosen_answers(), 400)


AGAIN["reviews.make"] = make_again


def chosen_answers() -> dict[str, list[str]]:
    """The answers to the profile: every field ``q.NAME``, without "nothing said"."""
    return {
        name.removeprefix("q."): [value for value in values if value]
        for name, values in request.form.lists()
        if name.startswith("q.")
    }


def profile_questions(chosen: dict[str, list[str]]) -> View:
    """The guide's questions, with what is ticked."""
    guide = guide_of(site().catalogue)
    return {
        "title": guide.title,
        "introduction": guide.introduction,
        "questions": [
            {
                "id": question.id,
                "text": question.text,
                "help": question.help,
                "choose": question.choose.value,
                "answers": [
                    {
                        "id": answer.id,
                        "label": answer.label,
                        "ticked": answer.id in chosen.get(question.id, ()),
                    }
                    for answer in question.answers
                ],
            }
            for question in guide.questions
        ],
    }


def _reviewers(reading: Reading) -> list[str]:
    """The names of blind reviewers, one a line: none, or two to ten that differ."""
    try:
        names = [LINE.validate_python(name) for name in lines(reading.posted.get("reviewers", ""))]
    except ValidationError as error:
        reading.errors["reviewers"] = f"A name: {told(error.errors(include_url=False)[0])}"
        return []
    if len(names) == 1:
        reading.errors["reviewers"] = "One alone cannot differ: name two or more, or nobody."
    elif len(set(names)) != len(names):
        reading.errors["reviewers"] = "Each needs a name of their own."
    elif len(names) > MOST_REVIEWERS:
        reading.errors["reviewers"] = f"At most {MOST_REVIEWERS} can answer blind."
    return names


def _form(form: View, chosen: dict[str, list[str]], status: int) -> tuple[str, int]:
    view = {"profile": profile_questions(chosen), "form": form}
    return render_template("reviews/new.html", view=view), status


@blueprint.post("/reviews/import")
def import_file() -> ResponseReturnValue:
    """Keep a review that was a file, as it is; its links are new."""
    upload = request.files.get("file")
    if upload is None or not upload.filename:
        return front_page("Choose a file first: the review.yaml of a review.", 400)
    try:
        text = upload.read().decode("utf-8")
        record = parse_record(text, "review.yaml")
    except UnicodeDecodeError as error:
        return front_page(f"The file is not UTF-8 (byte {error.start}).", 400)
    except RecursionError:
        return front_page("The file is nested too deeply; no review is.", 400)
    except (SourcesError, UsageError) as error:
        return front_page(str(error), 400)
    return _created(record)


def _created(record: Record) -> tuple[str, int]:
    """Keep the review; its links stand in this one answer, as only their hashes are kept."""
    store, state = reviews().store, rebuild(record)
    left = [name for name in state.reviewers if name not in state.handed_in]
    edit, view, *blind = store.create(record, reviewers=left, now=now())
    found = {
        "title": state.title,
        "issues": len(state.items),
        "url": site().urls.review(edit),
        "links": link_views([("edit", "", edit), ("view", "", view)])
        + link_views(("reviewer", name, token) for name, token in zip(left, blind, strict=True)),
    }
    return render_template("reviews/created.html", view=found), 201


def link_views(tokens: Iterable[tuple[str, str, str]]) -> list[View]:
    """Links to give away: kind, whose, and the whole address."""
    base = request.host_url.rstrip("/")
    urls = site().urls
    return [
        {"kind": kind, "name": name, "address": f"{base}{urls.review(token)}"}
        for kind, name, token in tokens
    ]
