"""The profile answered anew, and issues added by hand."""

from typing import Any

from flask import jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue
from pydantic import ValidationError

from snaglist.reviews.commands import issue_list
from snaglist.reviews.events.fields import ProjectProfile
from snaglist.reviews.record import Record
from snaglist.reviews.rows import RowKind, edge_row, row_kind
from snaglist.reviews.selection import guide_of
from snaglist.web.components.categories import categories
from snaglist.web.reviews.access import (
    Access,
    now,
    open_review,
    open_to_write,
    request_library,
    run_command,
)
from snaglist.web.reviews.blueprint import blueprint
from snaglist.web.reviews.forms import (
    SAID,
    SHOWN_IN_FORM,
    FormReader,
    fault_text,
    form_errors,
    form_view,
    nonempty_lines,
    posted_fields,
)
from snaglist.web.reviews.saved import remember_saved
from snaglist.web.site import View, current_site


@blueprint.get("/reviews/<token>/profile")
def show_profile(token: str) -> ResponseReturnValue:
    """What was said of the project; to be said anew."""
    access = open_review(token)
    said = {name: list(given) for name, given in access.state.profile.chosen().items()}
    form = form_view({"by": access.default_name, "words": access.state.profile.words})
    return _page(access, form, said)


@blueprint.get("/reviews/<token>/profile.json")
def profile_json(token: str) -> ResponseReturnValue:
    """What was said, and all questions of the guide with what is ticked."""
    access = open_review(token)
    said = {name: list(given) for name, given in access.state.profile.chosen().items()}
    return jsonify(_profile_view(access, said))


@blueprint.post("/reviews/<token>/profile")
def submit_profile(token: str) -> ResponseReturnValue:
    """Answer the profile anew; answers to issues stay."""
    access, posted, chosen = open_to_write(token), posted_fields(), chosen_answers()
    reader = FormReader(posted)
    by, words = reader.text("by"), reader.text("words", SAID)

    def command(record: Record, name: str) -> Record:
        return issue_list.profile_again(
            record, request_library(), answers=chosen, words=words, by=name, now=now()
        )

    try:
        reader.check()
        after = run_command(token, command, by)
    except SHOWN_IN_FORM as error:
        return _page(access, form_view(posted, form_errors(error)), chosen, error.http_status)
    new = sum(item.issue not in access.state.items for item in after.state.issues)
    remember_saved(after, f"The issues were chosen again; {new} of them are new.")
    return redirect(access.url(), 303)


def _page(
    access: Access, form: View, chosen: dict[str, list[str]], status: int = 200
) -> tuple[str, int]:
    view = {**_profile_view(access, chosen), "form": form}
    return render_template("reviews/profile.html", view=view, access=access), status


def _profile_view(access: Access, chosen: dict[str, list[str]]) -> View:
    return {
        "title": access.state.title,
        "profile": profile_questions(chosen),
        "said": profile_view(access.state.profile),
    }


@blueprint.get("/reviews/<token>/add")
def show_add(token: str) -> ResponseReturnValue:
    """The issues that no answer led to, to add one by hand."""
    access = open_review(token)
    return _add_page(access, form_view({"by": access.default_name}))


@blueprint.post("/reviews/<token>/add")
def submit_add(token: str) -> ResponseReturnValue:
    """Add an issue by hand."""
    access, posted = open_to_write(token), posted_fields()
    reader = FormReader(posted)
    by, issue = reader.text("by"), posted.get("issue", "").strip().upper()
    own = _own_issue(access, reader) if posted.get("own", "").strip() else None
    if bool(issue) == bool(own) and "own" not in reader.errors:
        reader.errors["issue"] = (
            "Choose one, or say what your own is about, one after the other."
            if issue
            else "Choose one, or say below what your own is about."
        )

    def command(record: Record, name: str) -> Record:
        if own:
            return issue_list.add_own(record, **own, by=name, now=now())
        return issue_list.add(record, request_library(), issue, by=name, now=now())

    try:
        reader.check()
        after = run_command(token, command, by)
    except SHOWN_IN_FORM as error:
        return _add_page(access, form_view(posted, form_errors(error)), error.http_status)
    if own:
        issue = [name for name in after.state.items if row_kind(name) is RowKind.OWN][-1]
    remember_saved(after, f"{issue} is in the review now, and this is it.")
    return redirect(access.url("issues", issue), 303)


def _own_issue(access: Access, reader: FormReader) -> dict[str, Any]:
    """What was typed of an issue of the team's own."""
    title, why = reader.text("own"), reader.text("why", SAID)
    category = reader.posted.get("category", "")
    if category not in ("", *(each.id for each in categories(access.site.catalogue))):
        reader.errors["category"] = "Choose one."
    questions = nonempty_lines(reader.posted.get("questions", ""))
    try:
        for question in questions:
            SAID.validate_python(question)
    except ValidationError as error:
        reader.errors["questions"] = fault_text(error.errors(include_url=False)[0])
    return {"title": title, "questions": questions, "category": category, "why": why}


def _add_page(access: Access, form: View, status: int = 200) -> tuple[str, int]:
    issues = [
        access.site.entry(issue.id)
        for issue in access.site.catalogue.issues
        if issue.id not in access.state.items and issue.retired is None
    ]
    view = {
        "title": access.state.title,
        "issues": issues,
        "edges": [
            {"id": edge_row(edge.id), "title": edge.title}
            for edge in access.site.catalogue.edges
            if edge_row(edge.id) not in access.state.items
        ],
        "categories": [
            {"id": each.id, "title": each.label} for each in categories(access.site.catalogue)
        ],
        "form": form,
    }
    return render_template("reviews/add.html", view=view, access=access), status


def profile_view(profile: ProjectProfile) -> View:
    """What was said of the project, in the words in which it was asked."""
    return {
        "words": profile.words,
        "given": [
            {"question": each.question, "text": each.text, "answers": dict(each.answers)}
            for each in profile.given
        ],
    }


def chosen_answers() -> dict[str, list[str]]:
    """The answers to the profile: every field ``q.NAME``, without "nothing said"."""
    return {
        name.removeprefix("q."): [value for value in values if value]
        for name, values in request.form.lists()
        if name.startswith("q.")
    }


def profile_questions(chosen: dict[str, list[str]]) -> View:
    """The guide's questions, with what is ticked."""
    guide = guide_of(current_site().catalogue)
    return {
        "title": guide.title,
        "introduction": guide.introduction,
        "questions": [
            {
                "id": question.id,
                "text": question.text,
                "help": question.help,
                "why": question.why,
                "heading": question.heading,
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
