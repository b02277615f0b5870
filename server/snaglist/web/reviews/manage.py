"""What an edit link manages: the links to a review, and its deletion."""

from flask import jsonify, redirect, render_template
from flask.typing import ResponseReturnValue

from snaglist.errors import NotFoundError, UsageError
from snaglist.reviews.canonical import moment_text
from snaglist.reviews.events.answering import Answered, Opined, Settled
from snaglist.reviews.events.signatures import Signed
from snaglist.reviews.names import same_name
from snaglist.reviews.store.links import Link, LinkKind
from snaglist.web.reviews.access import Access, NotAllowedError, now, open_to_manage
from snaglist.web.reviews.begin import link_views
from snaglist.web.reviews.blueprint import blueprint
from snaglist.web.reviews.forms import (
    LINE,
    OPTIONAL_LINE,
    SHOWN_IN_FORM,
    FormReader,
    form_errors,
    form_view,
    posted_fields,
)
from snaglist.web.reviews.saved import remember_saved
from snaglist.web.reviews.storage import get_reviews
from snaglist.web.site import View

LINK_KINDS = {
    LinkKind.EDIT: ("to edit", "Whoever has it can change everything, including links."),
    LinkKind.VIEW: ("to read", "Whoever has it can read and export."),
    LinkKind.REVIEWER: ("of a reviewer", "Whoever has it answers under that name only."),
}


@blueprint.get("/reviews/<token>/links")
def show_links(token: str) -> ResponseReturnValue:
    """All links, without their tokens: these are not kept."""
    access = open_to_manage(token)
    return _links_page(access, form_view({"kind": LinkKind.VIEW.value}))


@blueprint.get("/reviews/<token>/links.json")
def links_json(token: str) -> ResponseReturnValue:
    """The same as JSON."""
    return jsonify(_links_view(open_to_manage(token)))


@blueprint.post("/reviews/<token>/links")
def submit_link(token: str) -> ResponseReturnValue:
    """One more link, shown this once."""
    access, posted = open_to_manage(token), posted_fields()
    reader = FormReader(posted)
    kind = next((kind for kind in LinkKind if kind.value == posted.get("kind")), None)
    if kind is None:
        reader.errors["kind"] = "Choose one."
    name = reader.text("name", LINE if kind is LinkKind.REVIEWER else OPTIONAL_LINE)
    try:
        reader.check()
        assert kind is not None  # else there was an error
        if kind is LinkKind.REVIEWER:
            _check_alone(access, name)
        made = get_reviews().store.new_link(token, kind, name, now=now())
    except SHOWN_IN_FORM as error:
        return _links_page(access, form_view(posted, form_errors(error)), error.http_status)
    return _links_page(
        access, form_view({"kind": kind.value}), 201, link_views([(kind.value, name, made)])
    )


def _check_alone(access: Access, name: str) -> None:
    """Raises ``UsageError`` where a second link would show what a blind reviewer says.

    By a new link it is seen too, but not in secret: the reviewer's own leads nowhere then.
    """
    live = [link for link in get_reviews().store.links(access.token) if not link.revoked]
    taken = any(link.kind is LinkKind.REVIEWER and same_name(link.name, name) for link in live)
    if access.state.blind and taken:
        raise UsageError(
            f"{name} answers blind and has a link, and another one would show what they say. If "
            "it is lost, revoke it first."
        )


@blueprint.post("/reviews/<token>/links/<identifier>/revoke")
def submit_revoke(token: str, identifier: str) -> ResponseReturnValue:
    """Make a link lead nowhere, at once and for good."""
    access = open_to_manage(token)
    if identifier == access.link.id:
        raise NotAllowedError(
            "That is the link you are using; you would lock yourself out. Create another one to "
            "edit, open it, and revoke this one from there."
        )
    try:
        get_reviews().store.revoke(token, identifier, now=now())
    except SHOWN_IN_FORM as error:
        return _links_page(access, form_view({}, form_errors(error)), error.http_status)
    except NotFoundError:
        raise NotFoundError("this link") from None
    remember_saved(access, "The link is revoked, and opens nothing any more.")
    return redirect(access.url("links"), 303)


@blueprint.get("/reviews/<token>/links/<identifier>/revoke")
def show_revoke(token: str, identifier: str) -> ResponseReturnValue:
    """Each link has its form in the list; here comes who goes back to one that failed."""
    return redirect(open_to_manage(token).url("links"), 303)


def _links_page(
    access: Access, form: View, status: int = 200, made: list[View] | None = None
) -> tuple[str, int]:
    view = {
        **_links_view(access),
        "made": made or [],
        "kinds": [
            {"value": kind.value, "label": label, "definition": definition}
            for kind, (label, definition) in LINK_KINDS.items()
        ],
        "form": form,
    }
    return render_template("reviews/links.html", view=view, access=access), status


def _links_view(access: Access) -> View:
    links = get_reviews().store.links(access.token)
    return {
        "title": access.state.title,
        "links": [_link_view(access, link) for link in links],
    }


def _link_view(access: Access, link: Link) -> View:
    return {
        "id": link.id,
        "kind": link.kind.value,
        "kind_label": LINK_KINDS[link.kind][0],
        "name": link.name,
        "made": moment_text(link.made),
        "revoked": moment_text(link.revoked) if link.revoked else None,
        "here": link.id == access.link.id,
        "url": access.url("links", link.id, "revoke"),
    }


@blueprint.get("/reviews/<token>/delete")
def show_delete(token: str) -> ResponseReturnValue:
    """Ask once more."""
    return _delete_page(open_to_manage(token), form_view({"title": ""}))


@blueprint.post("/reviews/<token>/delete")
def submit_delete(token: str) -> ResponseReturnValue:
    """Delete the review; its links lead nowhere from now on."""
    access, posted = open_to_manage(token), posted_fields()
    if _signatures(access) and not same_name(posted.get("title", ""), access.state.title):
        fault = {"title": f"This is not the name. Type it as it stands here: {access.state.title}"}
        return _delete_page(access, form_view(posted, fault), 400)
    get_reviews().store.delete(token)
    view = {"title": access.state.title, "deleted": True}
    return render_template("reviews/delete.html", view=view, access=None)


def _signatures(access: Access) -> list[Signed]:
    """All signatures, those too after which the review was opened again."""
    return [event for _, event in access.events if isinstance(event, Signed)]


def _delete_page(access: Access, form: View, status: int = 200) -> tuple[str, int]:
    """The question, with all that would be gone."""
    answers = [
        event for _, event in access.events if isinstance(event, Answered | Opined | Settled)
    ]
    live = [link for link in get_reviews().store.links(access.token) if not link.revoked]
    view = {
        "title": access.state.title,
        "deleted": False,
        "events": len(access.events),
        "answers": len(answers),
        "links": len(live),
        "signatures": [
            {"by": each.by, "role": each.role, "at": moment_text(each.at)}
            for each in _signatures(access)
        ],
        "form": form,
    }
    return render_template("reviews/delete.html", view=view, access=access), status
