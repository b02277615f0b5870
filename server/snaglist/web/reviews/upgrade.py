"""A review carried to the catalogue as it is now, after a look at what that means."""

from flask import jsonify, redirect, render_template
from flask.typing import ResponseReturnValue

from snaglist.reviews import upgrade
from snaglist.reviews.fallen_away import is_work, unsettled_text
from snaglist.reviews.record import Record
from snaglist.reviews.scales import rating_text
from snaglist.reviews.upgrade import UpgradeChanges, WordComparison
from snaglist.web.reviews.access import (
    Access,
    check_unblinded,
    now,
    open_review,
    open_to_write,
    request_library,
    run_command,
)
from snaglist.web.reviews.blueprint import blueprint
from snaglist.web.reviews.forms import (
    SHOWN_IN_FORM,
    FormReader,
    form_errors,
    form_view,
    posted_fields,
)
from snaglist.web.reviews.saved import remember_saved, what_is_left
from snaglist.web.reviews.views import entry_url, rewording_views
from snaglist.web.site import View


@blueprint.get("/reviews/<token>/upgrade")
def show_upgrade(token: str) -> ResponseReturnValue:
    """What is carried, reworded, new and retired; nothing is changed by looking."""
    access = open_review(token)
    check_unblinded(access)
    return _page(access, form_view({"by": access.default_name}))


@blueprint.get("/reviews/<token>/upgrade.json")
def upgrade_json(token: str) -> ResponseReturnValue:
    """The same as JSON."""
    access = open_review(token)
    check_unblinded(access)
    return jsonify(changes_view(access, upgrade.upgrade_changes(access.record, request_library())))


@blueprint.post("/reviews/<token>/upgrade")
def submit_upgrade(token: str) -> ResponseReturnValue:
    """Carry the review over."""
    access = open_to_write(token)
    check_unblinded(access)
    posted = posted_fields()
    reader = FormReader(posted)
    by = reader.text("by")

    def command(record: Record, name: str) -> Record:
        return upgrade.upgrade(record, request_library(), by=name, now=now())

    try:
        reader.check()
        after = run_command(token, command, by)
    except SHOWN_IN_FORM as error:
        return _page(access, form_view(posted, form_errors(error)), error.http_status)
    remember_saved(after, f"The review was carried over. {what_is_left(after)}")
    return redirect(access.url(), 303)


def _page(access: Access, form: View, status: int = 200) -> tuple[str, int]:
    changes = upgrade.upgrade_changes(access.record, request_library())
    view = {**changes_view(access, changes), "form": form}
    return render_template("reviews/upgrade.html", view=view, access=access), status


def changes_view(access: Access, changes: UpgradeChanges) -> View:
    """What became of the issues between two editions."""
    compared = WordComparison()
    return {
        "title": access.state.title,
        "moved_on": access.moved_on,
        "old": changes.old.version,
        "new": changes.new.version,
        "same": changes.old == changes.new,
        "carried": [
            {"id": name, "title": _title(access, name), "url": access.url("issues", name)}
            for name in changes.carried
        ],
        "reworded": [
            {
                "id": each.issue,
                "title": each.after.title,
                "category": each.after.category,
                "url": access.url("issues", each.issue),
                "rewordings": rewording_views(each.rewordings, compared),
            }
            for each in changes.reworded
        ],
        "added": _added(access, changes),
        "retired": _retired(access, changes),
        "work": _work(access, changes),
        "fallen": list(changes.fallen),
    }


def _title(access: Access, issue: str) -> str:
    """The title that the review shows now."""
    return access.shown(access.state.items[issue]).title


def _added(access: Access, changes: UpgradeChanges) -> list[View]:
    shown = dict(changes.entries)
    return [
        {
            "id": each.issue,
            "title": shown[each.entry].title,
            "category": shown[each.entry].category,
            "url": entry_url(access.site, each.issue),
            "why": [why.text for why in each.why],
        }
        for each in changes.added
    ]


def _retired(access: Access, changes: UpgradeChanges) -> list[View]:
    items = access.state.items
    return [
        {
            "id": each.issue,
            "title": _title(access, each.issue),
            "why": each.why,
            "replaced_by": [
                {"id": name, "url": entry_url(access.site, name)} for name in each.replaced_by
            ],
            "unsettled": unsettled_text(items[each.issue].answer, items[each.issue].due)
            if is_work(items[each.issue])
            else "",
            "handed_to": [work.issue for work in changes.work if work.of == each.issue],
            "fell_away": each.issue in changes.fallen,
        }
        for each in changes.retired
    ]


def _work(access: Access, changes: UpgradeChanges) -> list[View]:
    """Owners and days that go on to another issue, which may come with this edition."""
    shown = dict(changes.entries)
    titles = {each.issue: shown[each.entry].title for each in changes.added}
    titles |= {name: _title(access, name) for name in access.state.items}
    return [
        {
            "id": each.issue,
            "title": titles[each.issue],
            "of": each.of,
            "owner": each.owner,
            "due": each.due.isoformat() if each.due else None,
            "rating": rating_text(each.severity, each.likelihood),
        }
        for each in changes.work
    ]
