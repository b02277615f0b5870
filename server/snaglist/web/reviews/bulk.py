"""``/reviews/<token>/answers``: many issues in one table, and one answer for those that are ticked.

What somebody else changed meanwhile is left as it is, row by row; the others are saved.
"""

import re
from collections.abc import Mapping

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from snaglist.errors import UsageError
from snaglist.plurals import count_of
from snaglist.reviews.bulk_answers import BulkOutcome, answer_many
from snaglist.reviews.questions import agenda
from snaglist.reviews.record import Record
from snaglist.reviews.replay import rebuild
from snaglist.reviews.statuses import NOT_LOOKED_AT, STATUS_MEANINGS, Answer, Status
from snaglist.web.reviews.access import Access, now, open_review, open_to_write, run_command
from snaglist.web.reviews.blind_view import visible_state
from snaglist.web.reviews.blueprint import blueprint
from snaglist.web.reviews.filters import RowFilters, check_filters
from snaglist.web.reviews.forms import (
    SHOWN_IN_FORM,
    FormReader,
    form_errors,
    form_view,
    posted_fields,
)
from snaglist.web.reviews.guard import REDISPLAY
from snaglist.web.reviews.issue import check_turn
from snaglist.web.reviews.saved import remember_saved, what_is_left
from snaglist.web.reviews.views import nearest_value, row_view, unanswered
from snaglist.web.site import View

PATH = "/reviews/<token>/answers"

TICK = "tick."
"""With which the name of a row's field begins; its value is the version that was looked at."""

VERSION_PATTERN = re.compile("[0-9]{1,9}")

TICKS = {"rest": "all after the ten", "all": "all", "none": "none"}
"""Which rows are ticked when the page is opened, by the address, with what the link says."""

CHOICES = {
    Status.NOT_APPLICABLE: ("not applicable", "It cannot happen here. Needs a reason."),
    Status.OPEN: ("open, later", "It concerns us; we come back to it. Needs a day."),
}


@blueprint.get(PATH)
def show_bulk(token: str) -> ResponseReturnValue:
    """The table: what nobody looked at, or what the filters in the address leave."""
    access = open_review(token)
    tick = request.args.get("tick", "none")
    if tick not in TICKS:
        raise UsageError(f"There is no tick {tick!r}. Try {nearest_value(tick, TICKS)}.")
    ten = first_ten(access)
    rows = _rows(access, _filters(access))
    wanted = [row for row in rows if tick == "all" or (tick == "rest" and row["id"] not in ten)]
    ticked = {row["id"] for row in wanted}
    return _page(access, rows, ticked, form_view({"by": access.default_name, "status": ""}))


@blueprint.post(PATH)
def submit_bulk(token: str) -> ResponseReturnValue:
    """Give all ticked issues one answer."""
    access, posted = open_to_write(token), posted_fields()
    chosen = _filters(access)
    try:
        check_turn(access)
        reader = FormReader(posted)
        by = access.link.name if access.is_blind_reviewer else reader.text("by")
        given, seen = _read_answer(reader), _read_ticks(reader)
        reader.check()
        assert given is not None  # else there was an error
        after, outcome = _answer(access, seen, given, by)
    except SHOWN_IN_FORM as error:
        form = form_view(posted, form_errors(error))
        return _page(access, _rows(access, chosen), _ticks(posted), form, error.http_status)
    if outcome.changed:
        rows = _rows(after, chosen, outcome.changed)
        conflict = _conflict_text(outcome)
        form = form_view(posted)
        return _page(after, rows, set(outcome.changed), form, 409, conflict, outcome.changed)
    label = STATUS_MEANINGS[given.status].label
    remember_saved(after, f"{_count(outcome.answered)} {label} now. {what_is_left(after)}")
    done = not chosen and not unanswered(after)
    return redirect(after.url() if done else after.url("answers", **chosen), 303)


def redisplay_bulk(message: str, token: str) -> ResponseReturnValue:
    """The form with what was typed and ticked, and why it was not taken."""
    access, posted = open_to_write(token), posted_fields()
    rows = _rows(access, _filters(access))
    return _page(access, rows, _ticks(posted), form_view(posted, {"": message}), 400)


REDISPLAY["reviews.submit_bulk"] = redisplay_bulk


def first_ten(access: Access) -> tuple[str, ...]:
    """The issues whose questions are asked in the meeting, whether they are answered or not."""
    left = agenda(access, access.state.profile, access.state.live.values())
    return tuple(each.item.issue for each in left.ten)


def _filters(access: Access) -> dict[str, str]:
    return check_filters(access, {k: v for k, v in request.args.items() if k != "tick"})


def _read_answer(reader: FormReader) -> Answer | None:
    """The answer that the rows are to get; notes what is wrong with it."""
    status = reader.posted.get("status", "")
    if status and status not in CHOICES:
        reader.errors["status"] = "Choose one of those there are."
        return None
    if status == Status.OPEN and not reader.posted.get("due", "").strip():
        reader.errors["due"] = "Say until which day."
    return reader.answer(NOT_LOOKED_AT)


def _read_ticks(reader: FormReader) -> dict[str, int]:
    """The ticked issues with the versions that were looked at; notes where there is none."""
    found = {
        name.removeprefix(TICK): value
        for name, value in reader.posted.items()
        if name.startswith(TICK)
    }
    if not found:
        reader.errors["rows"] = "Tick the issues that this is the answer to."
    if not all(VERSION_PATTERN.fullmatch(value) for value in found.values()):
        reader.errors[""] = "The form does not say which state of an issue it is about; reload."
        return {}
    return {issue: int(value) for issue, value in found.items()}


def _ticks(posted: Mapping[str, str]) -> set[str]:
    return {name.removeprefix(TICK) for name in posted if name.startswith(TICK)}


def _answer(
    access: Access, seen: dict[str, int], given: Answer, by: str
) -> tuple[Access, BulkOutcome]:
    """The review with the answers, as the link may see it, and what became of each row."""
    fields = {
        "status": given.status,
        **{name: getattr(given, name) for name in ("reason", "owner", "due")},
    }
    fields = {name: value for name, value in fields.items() if value}
    found: list[BulkOutcome] = []

    def command(record: Record, name: str) -> Record:
        state = rebuild(record)
        shown = visible_state(record, state, access.link)
        outcome = answer_many(record, state, shown, seen, fields, by=name, now=now())
        found.append(outcome)
        return outcome.record

    after = run_command(access.token, command, by)
    return after, found[-1]


def _count(issues: tuple[str, ...]) -> str:
    return f"{count_of(len(issues))} {'is' if len(issues) == 1 else 'are'}"


def _conflict_text(outcome: BulkOutcome) -> str:
    """Which rows were not saved, and what became of the others."""
    names = ", ".join(outcome.changed)
    others = f"{_count(outcome.answered)} saved. " if outcome.answered else ""
    was = "was" if len(outcome.changed) == 1 else "were"
    return (
        f"{others}{names} {was} not: somebody changed {'it' if was == 'was' else 'them'} while you "
        "were at it. Look at what stands there now; what you typed is still here."
    )


def _rows(
    access: Access, chosen: dict[str, str], first: tuple[str, ...] = ()
) -> list[View]:  # fmt: skip
    """The rows of the table: what the filters leave, without them what nobody looked at.

    ``first`` are at the head of it, whatever they are.
    """
    left, ten, filters = set(unanswered(access)), first_ten(access), RowFilters(access)
    rows = [
        {**row_view(access, item), "of_ten": item.issue in ten, "differs": item.differs}
        for item in access.state.items.values()
        if not item.retired
    ]
    shown = [
        row
        for row in rows
        if row["id"] not in first and (filters.fit(row, chosen) if chosen else row["id"] in left)
    ]
    return [row for name in first for row in rows if row["id"] == name] + shown


def _page(
    access: Access,
    rows: list[View],
    ticked: set[str],
    form: View,
    status: int = 200,
    conflict: str = "",
    changed: tuple[str, ...] = (),
) -> tuple[str, int]:
    chosen = _filters(access)
    view = {
        "title": access.state.title,
        "url": access.url("answers", **chosen),
        "filtered": bool(chosen),
        "rows": [
            {
                **row,
                "ticked": row["id"] in ticked and not row["differs"],
                "changed": row["id"] in changed,
            }
            for row in rows
        ],
        "choices": [
            {"value": value.value, "label": label, "help": told}
            for value, (label, told) in CHOICES.items()
        ],
        "ticks": [
            {"name": name, "label": label, "url": access.url("answers", **chosen, tick=name)}
            for name, label in TICKS.items()
            if name != "rest" or any(row["of_ten"] for row in rows)
        ],
        "form": form,
    }
    page = render_template("reviews/bulk.html", view=view, access=access, conflict=conflict)
    return page, status
