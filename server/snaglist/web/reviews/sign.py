"""Signing a review off, which freezes it, and opening it again with a reason."""

from flask import redirect, render_template
from flask.typing import ResponseReturnValue

from snaglist.reviews import commands
from snaglist.reviews.canonical import moment_text
from snaglist.reviews.events import Record
from snaglist.reviews.hashing import verify_signatures
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
    GROUNDS,
    OPTIONAL_LINE,
    SAID,
    SHOWN_IN_FORM,
    FormReader,
    form_errors,
    form_view,
    posted_fields,
)
from snaglist.web.reviews.saved import remember_saved
from snaglist.web.reviews.views import unanswered
from snaglist.web.site import View


@blueprint.get("/reviews/<token>/sign")
def show_sign(token: str) -> ResponseReturnValue:
    """Who signed what, whether it still holds, and the form to sign or to open again."""
    access = open_review(token)
    check_unblinded(access)
    return _page(access, form_view({"by": access.default_name}))


@blueprint.post("/reviews/<token>/sign")
def submit_signature(token: str) -> ResponseReturnValue:
    """Sign the review off."""
    access, posted = open_to_write(token), posted_fields()
    check_unblinded(access)
    reader = FormReader(posted)
    by = reader.text("by")
    role, statement = reader.text("role", OPTIONAL_LINE), reader.text("statement", SAID)

    def command(record: Record, name: str) -> Record:
        return commands.sign(record, by=name, now=now(), role=role, statement=statement)

    try:
        reader.check()
        after = run_command(token, command, by)
    except SHOWN_IN_FORM as error:
        return _page(access, form_view(posted, form_errors(error)), error.http_status)
    remember_saved(after, "The review is signed off. Keep the SHA-256, then export the review.")
    return redirect(access.url("sign"), 303)


@blueprint.post("/reviews/<token>/reopen")
def submit_reopen(token: str) -> ResponseReturnValue:
    """Open a signed review again."""
    access, posted = open_to_write(token), posted_fields()
    reader = FormReader(posted)
    by, reason = reader.text("by"), reader.text("reason", GROUNDS)

    def command(record: Record, name: str) -> Record:
        return commands.reopen(record, reason, by=name, now=now())

    try:
        reader.check()
        after = run_command(token, command, by)
    except SHOWN_IN_FORM as error:
        return _page(access, form_view(posted, form_errors(error)), error.http_status)
    remember_saved(after, "The review is open again; sign it off anew when it is done.")
    return redirect(access.url(), 303)


@blueprint.get("/reviews/<token>/reopen")
def show_reopen(token: str) -> ResponseReturnValue:
    """The form is on the page of signatures; here comes who goes back to one that failed."""
    return redirect(open_review(token).url("sign"), 303)


def _page(access: Access, form: View, status: int = 200) -> tuple[str, int]:
    left = unanswered(access)
    view = {
        "title": access.state.title,
        "signed": access.state.signed is not None,
        "left": [{"id": name, "url": access.url("issues", name)} for name in left],
        "signatures": [
            {
                "number": each.number,
                "by": each.signed.by,
                "role": each.signed.role,
                "statement": each.signed.statement,
                "at": moment_text(each.signed.at),
                "digest": each.signed.digest,
                "holds": each.holds,
            }
            for each in verify_signatures(access.record)
        ],
        "form": form,
    }
    return render_template("reviews/sign.html", view=view, access=access), status
