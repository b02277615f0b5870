"""Signing a review off, which freezes it, and opening it again with a reason."""

from flask import jsonify, redirect, render_template
from flask.typing import ResponseReturnValue
from pydantic import ValidationError

from snaglist.errors import UsageError
from snaglist.reviews.canonical import moment_text
from snaglist.reviews.commands import signatures
from snaglist.reviews.events.fields import AskedSigner, Scope
from snaglist.reviews.hashing import verify_signatures
from snaglist.reviews.record import Record
from snaglist.reviews.rows import rows_text
from snaglist.reviews.signing import parse_signer, role_of, sign_off, why_lapsed
from snaglist.reviews.state import RecordError
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
    fault_text,
    form_errors,
    form_view,
    nonempty_lines,
    posted_fields,
)
from snaglist.web.reviews.saved import remember_saved
from snaglist.web.reviews.views import difference_label, row_view
from snaglist.web.site import View


@blueprint.get("/reviews/<token>/sign")
def show_sign(token: str) -> ResponseReturnValue:
    """Who signed what, whether it still holds, and the form to sign or to open again."""
    access = open_review(token)
    check_unblinded(access)
    return _page(access, _blank(access))


@blueprint.get("/reviews/<token>/sign.json")
def sign_json(token: str) -> ResponseReturnValue:
    """The same as JSON."""
    return jsonify(signatures_view(open_review(token)))


@blueprint.post("/reviews/<token>/sign")
def submit_signature(token: str) -> ResponseReturnValue:
    """Sign the review off, or sign what somebody has signed as well."""
    access, posted = open_to_write(token), posted_fields()
    check_unblinded(access)
    reader = FormReader(posted)
    by = reader.text("by")
    role, statement = reader.text("role", OPTIONAL_LINE), reader.text("statement", SAID)
    scope, also = _scope(reader), _asked(reader)
    seen = posted.get("seen", "")

    def command(record: Record, name: str) -> Record:
        if seen and seen != str(len(record.events)):
            raise RecordError("The review has changed since this page was made. Look at it again.")
        return signatures.sign(
            record,
            by=name,
            now=now(),
            role=role,
            statement=statement,
            scope=scope,
            also=also,
        )

    try:
        reader.check()
        after = run_command(token, command, by)
    except SHOWN_IN_FORM as error:
        latest = open_review(token)
        return _page(latest, form_view(posted, form_errors(error)), error.http_status)
    also_asked = after.state.awaited
    now_what = (
        f"Still to sign: {'; '.join(each.text for each in also_asked)}."
        if also_asked
        else "Keep the SHA-256, then export the review."
    )
    remember_saved(after, f"The review is signed off. {now_what}")
    return redirect(access.url("sign"), 303)


def _scope(reader: FormReader) -> Scope:
    found = next((each for each in Scope if each.value == reader.posted.get("of", "all")), None)
    if found is None:
        reader.errors["of"] = "Choose one of those there are."
    return found or Scope.ALL


def _asked(reader: FormReader) -> tuple[AskedSigner, ...]:
    """Who is to sign as well, a line each: a name, and after a comma a role."""
    try:
        return tuple(map(parse_signer, nonempty_lines(reader.posted.get("also", ""))))
    except UsageError as error:
        reader.errors["also"] = str(error)
    except ValidationError as error:
        reader.errors["also"] = fault_text(error.errors(include_url=False)[0])
    return ()


@blueprint.post("/reviews/<token>/reopen")
def submit_reopen(token: str) -> ResponseReturnValue:
    """Open a signed review again."""
    access, posted = open_to_write(token), posted_fields()
    reader = FormReader(posted)
    by, reason = reader.text("by"), reader.text("reason", GROUNDS)

    def command(record: Record, name: str) -> Record:
        return signatures.reopen(record, reason, by=name, now=now())

    try:
        reader.check()
        after = run_command(token, command, by)
    except SHOWN_IN_FORM as error:
        # The field of the name has an id of its own, beside that of the other form.
        failed = {**form_view(posted, form_errors(error)), "ids": {"by": "reopener"}}
        return _page(access, _blank(access), error.http_status, reopening=failed)
    remember_saved(after, "The review is open again; sign it off anew when it is done.")
    return redirect(access.url(), 303)


@blueprint.get("/reviews/<token>/reopen")
def show_reopen(token: str) -> ResponseReturnValue:
    """The form is on the page of signatures; here comes who goes back to one that failed."""
    return redirect(open_review(token).url("sign"), 303)


def _blank(access: Access) -> View:
    role = role_of(access.state, access.default_name, "")
    return form_view({"by": access.default_name, "role": role, "of": _first(access)})


def _page(
    access: Access, form: View, status: int = 200, reopening: View | None = None
) -> tuple[str, int]:
    view = {
        **signatures_view(access),
        "form": form,
        "reopening": reopening or form_view({"by": access.default_name}),
    }
    return render_template("reviews/sign.html", view=view, access=access), status


def signatures_view(access: Access) -> View:
    """Who signed and whether it holds, what a signature would cover, and what is left before one.

    ``left`` is what is left before a signature of the widest scope. Raises ``BlindError`` while
    reviewers answer blind.
    """
    check_unblinded(access)
    state = access.state
    scopes = [_scope_view(access, scope) for scope in Scope]
    return {
        "title": state.title,
        "signed": state.signed is not None,
        "moved_on": access.moved_on,
        "number": state.number,
        "awaited": [each.text for each in state.awaited],
        "edges": [row_view(access, item) for item in state.edges if not item.retired],
        "scopes": scopes,
        "left": scopes[0]["left"],
        "signatures": [
            {
                "number": each.number,
                "by": each.signed.by,
                "role": each.signed.role,
                "statement": each.signed.statement,
                "at": moment_text(each.signed.at),
                "day": str(each.signed.day),
                "offset": each.signed.offset,
                "scope": each.signed.scope,
                "left_out": list(each.signed.left_out),
                "covered": each.covered,
                "lapsed": why_lapsed(state, each.signed),
                "reopened": each.signed not in state.signatures,
                "digest": each.signed.digest,
                "holds": each.holds,
            }
            for each in verify_signatures(access.record)
        ],
    }


SCOPE_LABELS = {
    Scope.ALL: "all issues",
    Scope.TEN: "the ten of the meeting",
    Scope.ANSWERED: "what is answered",
}
"""What somebody may sign for, as the form offers it."""


def _scope_view(access: Access, scope: Scope) -> View:
    """What a signature of this scope would cover, and how the review stands on the reader's day."""
    found = sign_off(access, access.state, access.today, scope)
    covers = found.coverage.covers or (() if found.coverage.left_out else tuple(access.state.live))
    return {
        "scope": scope.value,
        "label": SCOPE_LABELS[scope],
        "covers": len(covers),
        "left_out": list(found.coverage.left_out),
        "total": found.total,
        "rows_text": rows_text(found.rows),
        "sentence": found.sentence,
        "left_text": rows_text(found.missing),
        "left": [
            {
                "id": name,
                "url": access.url("issues", name),
                "difference_label": difference_label(access.state.items[name]),
            }
            for name in found.missing
        ],
        "may": bool(covers) and not found.missing,
    }


def _first(access: Access) -> str:
    """The widest scope that can be signed for now; all where none can."""
    found = (each for each in Scope if _scope_view(access, each)["may"])
    return next(found, Scope.ALL).value
