"""``/reviews/<token>/export``: what is open, as a file for the tools that a team has.

Nothing is sent anywhere; the answers are downloads.
"""

from dataclasses import dataclass

from flask import render_template, request
from flask.typing import ResponseReturnValue

from snaglist.errors import UsageError
from snaglist.reviews.exports.export import EXPORT_TARGETS, ExportOptions, ExportTarget
from snaglist.reviews.link_targets import LinkBases
from snaglist.reviews.state import IssueState
from snaglist.reviews.statuses import UNSETTLED, Status
from snaglist.web.clients import client_gone, current_client
from snaglist.web.reviews.access import Access, check_unblinded, open_review
from snaglist.web.reviews.blueprint import blueprint
from snaglist.web.reviews.export import file_response
from snaglist.web.reviews.forms import SHOWN_IN_FORM, FormError, form_errors, form_view
from snaglist.web.reviews.storage import get_reviews
from snaglist.web.reviews.views import nearest_value
from snaglist.web.site import View


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolFile:
    """A file for a tool: its name and media type, and what the overview calls it."""

    target: ExportTarget
    name: str
    media_type: str
    label: str
    as_json: bool = False


TOOL_FILES = {
    "tasklist": ToolFile(
        target=ExportTarget.TASKLIST,
        name="open-issues.md",
        media_type="text/markdown",
        label="task list for a pull request",
    ),
    "github": ToolFile(
        target=ExportTarget.GITHUB,
        name="open-issues.sh",
        media_type="application/x-sh",
        label="commands for GitHub",
    ),
    "github-json": ToolFile(
        target=ExportTarget.GITHUB,
        name="open-issues.json",
        media_type="application/json",
        label="issues for GitHub as JSON",
        as_json=True,
    ),
    "jira": ToolFile(
        target=ExportTarget.JIRA,
        name="open-issues.csv",
        media_type="text/csv",
        label="CSV for Jira",
    ),
    "ics": ToolFile(
        target=ExportTarget.ICS,
        name="review.ics",
        media_type="text/calendar",
        label="calendar",
    ),
    "slack": ToolFile(
        target=ExportTarget.SLACK,
        name="message.txt",
        media_type="text/plain",
        label="message for Slack",
    ),
    "slack-json": ToolFile(
        target=ExportTarget.SLACK,
        name="message.json",
        media_type="application/json",
        label="message for a webhook of Slack",
        as_json=True,
    ),
}
"""By what ``?to=`` asks for."""

FIELDS = ("to", "not-looked-at", "repository", "tickets", "warn-days")
MOST_DAYS = 3650


@blueprint.get("/reviews/<token>/export")
def show_export(token: str) -> ResponseReturnValue:
    """The file that ``?to=`` names; without it, the form to choose one."""
    access = open_review(token)
    check_unblinded(access)
    asked = request.args.to_dict()
    for name in asked:
        if name not in FIELDS:
            raise UsageError(
                f"An export takes no {name!r}. Try {nearest_value(name, list(FIELDS))}."
            )
    if "to" not in asked:
        return _form_page(access, form_view(asked))
    file = TOOL_FILES.get(asked["to"])
    if file is None:
        raise UsageError(
            f"There is no export to {asked['to']!r}. Try {nearest_value(asked['to'], TOOL_FILES)}."
        )
    try:
        content = get_reviews().work.export(
            access.record,
            file.target,
            access.today,
            _options(file, asked),
            client_gone(),
            current_client(),
        )
    except SHOWN_IN_FORM as error:
        return _form_page(access, form_view(asked, form_errors(error)), error.http_status)
    return file_response(content, file.media_type, file.name)


def tool_views(access: Access) -> list[View]:
    """The files for tools that there are now, with where they are: no calendar without a day."""
    items = [item for item in access.state.items.values() if not item.retired]
    days = any(_has_day(access, item) for item in items)
    return [
        {
            "to": name,
            "label": file.label,
            "meaning": EXPORT_TARGETS[file.target].meaning.partition(";")[0].replace("`", ""),
            "url": access.url("export", to=name),
        }
        for name, file in TOOL_FILES.items()
        if days or file.target is not ExportTarget.ICS
    ]


def _has_day(access: Access, item: IssueState) -> bool:
    """True where a calendar would have the issue: it is due, or its acceptance ends."""
    status = item.status(access.today)
    ends = item.answer.expires and (status is Status.ACCEPTED or item.expired(access.today))
    return bool(ends or (item.due and status in UNSETTLED))


def _options(file: ToolFile, asked: dict[str, str]) -> ExportOptions:
    """What else was asked for; raises ``FormError``."""
    errors: dict[str, str] = {}
    for name in ("repository", "tickets"):
        address = asked[name] = asked.get(name, "").strip()
        if address and not (
            address.startswith(("https://", "http://")) and len(address.split()) == 1
        ):
            errors[name] = "This is no web address; it begins with https://."
    days = asked.get("warn-days", "").strip()
    if days and not (days.isascii() and days.isdigit() and int(days[:5]) <= MOST_DAYS):
        errors["warn-days"] = f"Write a number of days, at most {MOST_DAYS:,}."
    if errors:
        raise FormError(errors)
    return ExportOptions(
        links=LinkBases(repository=asked["repository"], tickets=asked["tickets"]),
        unseen=asked.get("not-looked-at") == "yes",
        ahead=int(days) if days and file.target is ExportTarget.ICS else None,
        as_json=file.as_json,
    )


def _form_page(access: Access, form: View, status: int = 200) -> tuple[str, int]:
    view = {"title": access.state.title, "form": form, "files": tool_views(access)}
    return render_template("reviews/export.html", view=view, access=access), status
