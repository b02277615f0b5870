"""``/reviews/<token>/issues/<identifier>``: one issue in full, and the form that answers it."""

import re
from itertools import chain

from flask import jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue

from snaglist.errors import UsageError
from snaglist.reviews.commands import answering
from snaglist.reviews.commands.answering import ConflictError
from snaglist.reviews.record import Record
from snaglist.reviews.replay import rebuild
from snaglist.reviews.scales import LIKELIHOOD_STEPS, SEVERITY_STEPS, ScaleStep
from snaglist.reviews.state import GivenAnswer, IssueState
from snaglist.reviews.statuses import Answer, Status, status_label, status_meaning
from snaglist.reviews.upgrade import WordComparison, rewordings
from snaglist.web.reviews.access import (
    Access,
    NotAllowedError,
    now,
    open_review,
    open_to_write,
    run_command,
)
from snaglist.web.reviews.blind_view import visible_state
from snaglist.web.reviews.blueprint import blueprint
from snaglist.web.reviews.forms import (
    GROUNDS,
    SHOWN_IN_FORM,
    FormReader,
    answer_values,
    form_errors,
    form_view,
    posted_fields,
)
from snaglist.web.reviews.guard import REDISPLAY
from snaglist.web.reviews.saved import remember_saved, what_is_left
from snaglist.web.reviews.views import (
    STATUS_ORDER,
    access_agenda,
    entry_url,
    history_view,
    meeting_place,
    opinion_views,
    rewording_views,
    row_view,
    unanswered,
)
from snaglist.web.site import View

PATH = "/reviews/<token>/issues/<identifier>"

SEEN_PATTERN = re.compile("[0-9]{1,9}")
"""What a form says of the state of the issue it is about: the number of an event."""


@blueprint.get(PATH)
def show_issue(token: str, identifier: str) -> ResponseReturnValue:
    """An issue of the review."""
    access = open_review(token)
    item = access.item(identifier)
    taken = _taken(access, item)
    begin = taken.answer if taken else item.answer
    values = {**answer_values(begin), "by": access.default_name, "seen": str(item.version)}
    if begin.status is Status.NOT_LOOKED_AT:
        values["status"] = ""  # so that nobody saves by accident what says nothing
    return _page(access, item, form_view(values), taken=taken.by if taken else "")


def _taken(access: Access, item: IssueState) -> GivenAnswer | None:
    """The answer that the form begins with, of those that differ; ``?as=`` has its event's number.

    None where nothing differs, as when somebody settled it meanwhile. Raises ``UsageError`` where
    no such answer was given.
    """
    wanted = request.args.get("as")
    if wanted is None or not (item.differs and access.can_answer):
        return None
    found = next((each for each in item.opinions if str(each.number) == wanted), None)
    if found is None:
        known = ", ".join(f"{each.number} ({each.by})" for each in item.opinions)
        raise UsageError(f"No answer that differs has the number {wanted!r}. There are {known}.")
    return found


@blueprint.get(f"{PATH}.json")
def issue_json(token: str, identifier: str) -> ResponseReturnValue:
    """The same as JSON."""
    access = open_review(token)
    return jsonify(issue_view(access, access.item(identifier)))


@blueprint.post(PATH)
def submit_answer(token: str, identifier: str) -> ResponseReturnValue:
    """Answer the issue, or settle it where reviewers differ; then on to the next."""
    access, posted = open_to_write(token), posted_fields()
    item = access.item(identifier)
    try:
        after = _answered(access, item, posted)
    except ConflictError as error:
        access = open_review(token)
        latest = access.item(identifier)
        posted["seen"] = str(latest.version)
        return _page(access, latest, form_view(posted), 409, str(error))
    except SHOWN_IN_FORM as error:
        return _page(access, item, form_view(posted, form_errors(error)), error.http_status)
    left = next_unanswered(after, identifier)
    label = status_label(after.item(identifier).status(after.today), edge=item.is_edge)
    on = f" Next: {left}." if left else ""
    done = f"is settled: {label}." if item.differs else f"is {label} now."
    remember_saved(after, f"{identifier} {done} {what_is_left(after)}{on}")
    return redirect(after.url("issues", left) if left else after.url(), 303)


def redisplay_answer(message: str, token: str, identifier: str) -> ResponseReturnValue:
    """The form with what was typed, and why it was not taken."""
    access = open_to_write(token)
    return _page(access, access.item(identifier), form_view(posted_fields(), {"": message}), 400)


REDISPLAY["reviews.submit_answer"] = redisplay_answer


def _answered(access: Access, item: IssueState, posted: dict[str, str]) -> Access:
    check_turn(access)
    reader = FormReader(posted)
    by = access.link.name if access.is_blind_reviewer else reader.text("by")
    # The form may have begun with any of these.
    given = reader.answer(item.answer, *(each.answer for each in item.opinions))
    resolution = reader.text("resolution", GROUNDS) if item.differs else ""
    seen = posted.get("seen", "")
    if not SEEN_PATTERN.fullmatch(seen):
        reader.errors[""] = "The form does not say which state of the issue it is about; reload."
    reader.check()
    assert given is not None  # else there was an error

    def command(record: Record, name: str) -> Record:
        if access.is_blind_reviewer:
            _check_own(record, access, item, int(seen))
        return _command(record, item, given, resolution, name, int(seen))

    return run_command(access.token, command, by)


def _command(
    record: Record, item: IssueState, given: Answer, resolution: str, name: str, seen: int
) -> Record:
    if item.differs:
        return answering.settle(
            record, item.issue, given, resolution, by=name, now=now(), seen=seen
        )
    return answering.answer(record, item.issue, given, by=name, now=now(), seen=seen)


def _check_own(record: Record, access: Access, item: IssueState, seen: int) -> None:
    """Raises ``ConflictError`` where a blind reviewer's other window was first."""
    latest = visible_state(record, rebuild(record), access.link).items[item.issue]
    if latest.version != seen:
        raise ConflictError(latest)


def check_turn(access: Access) -> None:
    """Raises ``NotAllowedError`` for who may answer later, but not while others answer blind."""
    if access.state.blind and not access.is_blind_reviewer:
        raise NotAllowedError(
            "Reviewers answer blind here, each by a link of their own. You can answer once all of "
            "them have handed in."
        )


def _page(
    access: Access,
    item: IssueState,
    form: View,
    status: int = 200,
    conflict: str = "",
    taken: str = "",
) -> tuple[str, int]:
    view = issue_view(access, item)
    statuses = [
        {
            "value": status.value,
            "label": meaning.label,
            "definition": meaning.definition,
            "needs": meaning.needs,
        }
        for status in STATUS_ORDER
        for meaning in (status_meaning(status, edge=item.is_edge),)
    ]
    scales = {
        "severity": [{"value": k.value, **_step_view(s)} for k, s in SEVERITY_STEPS.items()],
        "likelihood": [{"value": k.value, **_step_view(s)} for k, s in LIKELIHOOD_STEPS.items()],
    }
    page = render_template(
        "reviews/issue.html",
        view=view,
        access=access,
        form=form,
        statuses=statuses,
        scales=scales,
        conflict=conflict,
        taken=taken,
    )
    return page, status


def _step_view(step: ScaleStep) -> View:
    return {"label": step.label, "definition": step.definition}


def issue_view(access: Access, item: IssueState) -> View:
    """All there is of an issue in the review."""
    rows = access.state.edges if item.is_edge else access.state.issues
    names = [each.issue for each in rows]
    at = names.index(item.issue)
    left = next_unanswered(access, item.issue)
    return {
        **row_view(access, item),
        "review": {"title": access.state.title, "url": access.url(), "blind": access.state.blind},
        "place": {"number": at + 1, "of": len(names)},
        "entry_url": entry_url(access.site, item.issue),
        "reworded": reworded_since(access, item),
        "opinions": opinion_views(access, item),
        "differs": item.differs,
        "collided": item.collided,
        "resolution": item.resolution,
        "history": history_view(access, item.issue),
        "meeting": _meeting(access, item.issue),
        "previous": _reference(access, names[at - 1]) if at else None,
        "following": _reference(access, names[at + 1]) if names[at + 1 :] else None,
        "next_unanswered": _reference(access, left) if left else None,
    }


def _meeting(access: Access, name: str) -> View | None:
    """Where the issue stands among those that are left to ask; None where it is not left."""
    left = access_agenda(access)
    found = next((each for each in left.issues if each.item.issue == name), None)
    return meeting_place(found, left) if found else None


def _reference(access: Access, name: str) -> View:
    title = access.shown(access.state.items[name]).title
    return {"id": name, "title": title, "url": access.url("issues", name)}


def reworded_since(access: Access, item: IssueState) -> list[View]:
    """What of an entry changed since the issue was answered."""
    if not item.reworded:
        return []
    before = access.entries.get(item.answered_entry)
    if before is None:
        return []
    return rewording_views(rewordings(before, access.shown(item)), WordComparison())


def next_unanswered(access: Access, name: str) -> str | None:
    """The next unanswered issue after one, going round; None where there is no other.

    In the order of the meeting, in which the one stands as if it were still to be asked.
    """
    asked = [each.item.issue for each in access_agenda(access, besides=name).issues]
    names = [*asked, *(each for each in access.state.items if each not in asked)]
    left = set(unanswered(access)) - {name}
    at = names.index(name)
    return next((each for each in chain(names[at + 1 :], names[:at]) if each in left), None)
