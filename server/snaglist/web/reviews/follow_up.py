"""What became of an issue after the signature: a page to say it, and nothing is reopened."""

from datetime import date

from flask import redirect, render_template
from flask.typing import ResponseReturnValue
from pydantic import TypeAdapter, ValidationError

from snaglist.reviews.commands import answering
from snaglist.reviews.field_types import LinkAddress
from snaglist.reviews.record import Record
from snaglist.reviews.state import IssueState
from snaglist.web.reviews.access import (
    Access,
    check_unblinded,
    now,
    open_review,
    open_to_write,
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
from snaglist.web.reviews.views import row_view
from snaglist.web.site import View

PATH = "/reviews/<token>/issues/<identifier>/follow-up"

LINKS = TypeAdapter[tuple[str, ...]](tuple[LinkAddress, ...])
DAY = TypeAdapter[date](date)


@blueprint.get(PATH)
def show_follow_up(token: str, identifier: str) -> ResponseReturnValue:
    """What was said of the issue since it was signed, and the form to say more."""
    access = open_review(token)
    check_unblinded(access)
    return _page(access, access.item(identifier), form_view({"by": access.default_name}))


@blueprint.post(PATH)
def submit_follow_up(token: str, identifier: str) -> ResponseReturnValue:
    """Say what became of the issue."""
    access, posted = open_to_write(token), posted_fields()
    check_unblinded(access)
    item = access.item(identifier)
    reader = FormReader(posted)
    by, done, note = reader.text("by"), reader.text("done", SAID), reader.text("note", SAID)
    due, links = _due(reader), _links(reader)
    if not (done or note or links or due or reader.errors):
        reader.errors["done"] = "Say what was done, or give a new day, a link or a note."
    if done and due:
        reader.errors["due"] = "What was done has no new day; empty one of the two."

    def command(record: Record, name: str) -> Record:
        return answering.follow_up(
            record, identifier, by=name, now=now(), done=done, due=due, links=links, note=note
        )

    try:
        reader.check()
        after = run_command(token, command, by)
    except SHOWN_IN_FORM as error:
        return _page(access, item, form_view(posted, form_errors(error)), error.http_status)
    remember_saved(after, f"What became of {identifier} is in the record.")
    return redirect(access.url("issues", identifier), 303)


def _due(reader: FormReader) -> date | None:
    typed = reader.posted.get("due", "").strip()
    try:
        return DAY.validate_python(typed) if typed else None
    except ValidationError as error:
        reader.errors["due"] = fault_text(error.errors(include_url=False)[0])
        return None


def _links(reader: FormReader) -> tuple[str, ...]:
    try:
        return LINKS.validate_python(nonempty_lines(reader.posted.get("links", "")))
    except ValidationError as error:
        reader.errors["links"] = fault_text(error.errors(include_url=False)[0])
        return ()


def _page(access: Access, item: IssueState, form: View, status: int = 200) -> tuple[str, int]:
    view = {
        **row_view(access, item),
        "review": {"title": access.state.title, "url": access.url()},
        "signed": access.state.signed is not None,
        "form": form,
    }
    return render_template("reviews/follow_up.html", view=view, access=access), status
