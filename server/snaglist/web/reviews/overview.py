"""``/reviews/<token>``: the review with its issues, as a list and as ten questions."""

from flask import jsonify, render_template, request
from flask.typing import ResponseReturnValue

from snaglist.errors import UsageError
from snaglist.reviews.events import Status
from snaglist.reviews.statuses import MEANINGS
from snaglist.web.components.categories import categories
from snaglist.web.reviews.blueprint import blueprint
from snaglist.web.reviews.history import history
from snaglist.web.reviews.room import Room, enter
from snaglist.web.reviews.views import (
    FLAGS,
    OFFERED,
    nearest_value,
    review_view,
    row_view,
    ten,
    unanswered,
)
from snaglist.web.site import View

MODES = {"full": "all issues", "short": "ten questions"}


@blueprint.get("/reviews/<token>")
def review(token: str) -> ResponseReturnValue:
    """The review, narrowed by status, category and flag as the address says, or in short."""
    room = enter(token)
    chosen = _chosen(room)
    view = overview(room, chosen)
    if chosen.get("mode") == "short":
        return render_template("reviews/short.html", view=view, room=room)
    return render_template("reviews/review.html", view=view, room=room)


@blueprint.get("/reviews/<token>.json")
def review_json(token: str) -> ResponseReturnValue:
    """The same as JSON."""
    room = enter(token)
    return jsonify(overview(room, _chosen(room)))


def overview(room: Room, chosen: dict[str, str]) -> View:
    """The review with the issues that were asked for, and what else may be asked for."""
    rows = [row_view(room, item) for item in room.state.items.values()]
    found = [row for row in rows if _fits(row, chosen)]
    left = unanswered(room)
    return {
        **review_view(room),
        "may": {"write": room.writes, "answer": room.answers, "manage": room.manages},
        "mode": chosen.get("mode", "full"),
        "facets": _facets(room, rows, chosen),
        "total": len(found),
        "issues": found,
        "questions": ten(room),
        "next": room.url("issues", left[0]) if left else None,
        "history": history(room),
    }


def _fits(row: View, chosen: dict[str, str]) -> bool:
    return (
        chosen.get("status") in (None, row["status"])
        and chosen.get("category") in (None, row["category"])
        and (chosen.get("flag") is None or chosen["flag"] in row["flags"])
    )


def _chosen(room: Room) -> dict[str, str]:
    """What the address asks for; raises ``UsageError`` for what cannot be asked."""
    known: dict[str, list[str]] = {
        "status": [status.value for status in Status],
        "category": [category.id for category in categories(room.here.catalogue)],
        "flag": list(FLAGS),
        "mode": list(MODES),
    }
    known["category"] += [room.shown(item).category for item in room.state.items.values()]
    for name, value in request.args.items():
        if name not in known:
            raise UsageError(
                f"There is no filter called {name!r}. Try {nearest_value(name, known)}."
            )
        if value not in known[name]:
            raise UsageError(
                f"There is no {name} {value!r}. Try {nearest_value(value, known[name])}."
            )
    return dict(request.args.items())


def _facets(room: Room, rows: list[View], chosen: dict[str, str]) -> View:
    """Each choice with its count among what the other choices leave, as links to take and undo."""
    labels = {
        "status": {status.value: MEANINGS[status].label for status in OFFERED},
        "category": {
            name: str(room.here.concept("category", name)["label"])
            for name in dict.fromkeys(row["category"] for row in rows)
        },
        "flag": FLAGS,
    }
    facets: View = {}
    for name, values in labels.items():
        others = {key: value for key, value in chosen.items() if key not in (name, "mode")}
        left = [row for row in rows if _fits(row, others)]
        facets[name] = [
            {
                "value": value,
                "label": label,
                "count": sum(_fits(row, {name: value}) for row in left),
                "chosen": chosen.get(name) == value,
                "url": room.url(**others)
                if chosen.get(name) == value
                else room.url(**others, **{name: value}),
            }
            for value, label in values.items()
        ]
    return {
        name: values
        for name, values in facets.items()
        if any(value["count"] or value["chosen"] for value in values)
    }
