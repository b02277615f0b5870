"""``/reviews``, and the two ways to a new review: ``/reviews/new`` and ``/reviews/import``.

The links to a review are shown once, in the answer that creates it.
"""

from collections.abc import Iterable
from functools import partial
from uuid import uuid4

from flask import render_template, request
from flask.typing import ResponseReturnValue
from pydantic import ValidationError

from snaglist.errors import UsageError
from snaglist.reviews.commands.issue_list import begin
from snaglist.reviews.copying import copy_of
from snaglist.reviews.names import name_key
from snaglist.reviews.record import Record
from snaglist.reviews.replay import rebuild
from snaglist.reviews.store.errors import LinkError
from snaglist.reviews.store.file_import import KnownReviewError, reviews_of
from snaglist.reviews.store.file_import import import_file as keep_file
from snaglist.web.respond import check_parameters
from snaglist.web.reviews.access import NoSuchReviewError, now, request_library
from snaglist.web.reviews.blueprint import blueprint
from snaglist.web.reviews.forms import (
    LINE,
    SAID,
    SHOWN_IN_FORM,
    FormReader,
    fault_text,
    form_errors,
    form_view,
    nonempty_lines,
    posted_fields,
)
from snaglist.web.reviews.guard import REDISPLAY, equal_secrets, remember_name, remembered_name
from snaglist.web.reviews.join import compared_page, opened_by
from snaglist.web.reviews.profile import chosen_answers, profile_questions
from snaglist.web.reviews.quota import check_may_begin, space_meter
from snaglist.web.reviews.storage import find_reviews, get_reviews
from snaglist.web.reviews.uploads import carried_file, parse_file, sent_file
from snaglist.web.site import View, current_site

MAX_REVIEWERS = 10

WRONG_WORD = "That is not the access word of this server. Ask whoever runs it."


def knows_word() -> bool:
    """True where the form has the word that whoever begins a review must know, if there is one."""
    word = get_reviews().word
    return not word or equal_secrets(request.form.get("word", "").strip(), word)


@blueprint.get("/reviews")
def show_index() -> ResponseReturnValue:
    """What a review is; begin one, bring one as a file, or list all as the administrator."""
    check_parameters(())
    return index_page()


def index_page(findings: str = "", status: int = 200) -> tuple[str, int]:
    """The page, with what is wrong in a file that somebody brought, and the HTTP status."""
    found = find_reviews()
    # What exactly is wrong is for whoever runs the server, and was printed at its start.
    fault = found is not None and found.store.fault() is not None
    view = {
        "kept": found is not None,
        "fault": fault,
        "admin": bool(found and found.admin_token),
        "asks_word": bool(found and found.word),
        "findings": findings,
    }
    return render_template("reviews/index.html", view=view), 503 if fault else status


@blueprint.get("/reviews/new")
def show_new() -> ResponseReturnValue:
    """The profile: questions about a project, to begin a review with."""
    check_parameters(())
    return _form(form_view({"by": remembered_name()}), {}, 200)


@blueprint.post("/reviews/new")
def submit_new() -> ResponseReturnValue:
    """Begin a review, and show its links."""
    posted, chosen = posted_fields(), chosen_answers()
    reader = FormReader(posted)
    title, by, words = reader.text("title"), reader.text("by"), reader.text("words", SAID)
    names = _reviewers(reader)
    if not knows_word():
        reader.errors["word"] = WRONG_WORD
    try:
        reader.check()
        record = begin(
            request_library(),
            title=title,
            answers=chosen,
            words=words,
            by=by,
            now=now(),
            reviewers=names,
        )
    except SHOWN_IN_FORM as error:
        return _form(form_view(posted, form_errors(error)), chosen, error.http_status)
    remember_name(by)
    return _created(record)


def redisplay_new(message: str) -> ResponseReturnValue:
    """The form with what was typed, and why it was not taken."""
    return _form(form_view(posted_fields(), {"": message}), chosen_answers(), 400)


REDISPLAY["reviews.submit_new"] = redisplay_new


def _reviewers(reader: FormReader) -> list[str]:
    """The names of blind reviewers, one a line: none, or two to ten that differ."""
    try:
        names = [
            LINE.validate_python(name)
            for name in nonempty_lines(reader.posted.get("reviewers", ""))
        ]
    except ValidationError as error:
        reader.errors["reviewers"] = f"A name: {fault_text(error.errors(include_url=False)[0])}"
        return []
    if len(names) == 1:
        reader.errors["reviewers"] = "A single reviewer cannot differ: name two or more, or none."
    elif len({name_key(name) for name in names}) != len(names):
        reader.errors["reviewers"] = "Each reviewer needs a different name."
    elif len(names) > MAX_REVIEWERS:
        reader.errors["reviewers"] = f"At most {MAX_REVIEWERS} can answer blind."
    return names


def _form(form: View, chosen: dict[str, list[str]], status: int) -> tuple[str, int]:
    form["values"].pop("word", None)
    view = {
        "profile": profile_questions(chosen),
        "form": form,
        "asks_word": bool(get_reviews().word),
    }
    return render_template("reviews/new.html", view=view), status


@blueprint.post("/reviews/import")
def import_file() -> ResponseReturnValue:
    """Keep a review that was a file, as it is; its links are new.

    Of a review that is here already no second one is made: with its link the file is held against
    it, and without one it can be kept as a copy, if that is asked for.
    """
    link = request.form.get("link")
    if link is not None:
        return _compared(link)
    if not knows_word():
        return index_page(WRONG_WORD, 403)
    try:
        content = sent_file()
        record = parse_file(content)
        if request.form.get("copy") == "yes":
            record = copy_of(record, uuid4())
        if not reviews_of(get_reviews().store, record):
            return _created(record, brought=True)
    except UsageError as error:
        return index_page(str(error), 400)
    except KnownReviewError:
        pass  # somebody else brought it at the same time
    return _known_page(content, known=True, status=KnownReviewError.http_status)


def _compared(link: str) -> tuple[str, int]:
    """The file held against the review that a link edits."""
    try:
        content = sent_file()
    except UsageError as error:
        return index_page(str(error), 400)
    try:
        # Before the file is read, for which whoever has no link needs the word.
        access = opened_by(link)
    except (NoSuchReviewError, LinkError) as error:
        return _known_page(content, fault=str(error), status=error.http_status)
    return compared_page(access, content)


def _known_page(
    content: bytes, *, status: int, known: bool = False, fault: str = ""
) -> tuple[str, int]:
    """What to do with a file of a review that is here; nothing is said of the review itself."""
    view = {
        "known": known,
        "carried": carried_file(content),
        "asks_word": bool(get_reviews().word),
        "fault": fault,
    }
    return render_template("reviews/known.html", view=view), status


def _created(record: Record, *, brought: bool = False) -> tuple[str, int]:
    """Keep the review; its links are in this one answer only, as the store keeps their hashes.

    Raises ``KnownReviewError`` where it was ``brought`` and is here already.
    """
    store, state = get_reviews().store, rebuild(record)
    check_may_begin()
    left = [name for name in state.reviewers if name not in state.handed_in]
    keep = partial(keep_file, store) if brought else store.create
    edit, view, *blind = keep(record, reviewers=left, now=now(), meter=space_meter())
    found = {
        "title": state.title,
        "issues": len(state.issues),
        "edges": len(state.edges),
        "url": current_site().urls.review(edit),
        "links": link_views([("edit", "", edit), ("view", "", view)])
        + link_views(("reviewer", name, token) for name, token in zip(left, blind, strict=True)),
    }
    return render_template("reviews/created.html", view=found), 201


def link_views(tokens: Iterable[tuple[str, str, str]]) -> list[View]:
    """Links to give away: kind, whose, and the whole address."""
    base = request.host_url.rstrip("/")
    urls = current_site().urls
    return [
        {"kind": kind, "name": name, "address": f"{base}{urls.review(token)}"}
        for kind, name, token in tokens
    ]
