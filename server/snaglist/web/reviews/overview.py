"""``/reviews/<token>``: the review with its issues, as a list and as ten questions."""

from flask import jsonify, render_template
from flask.typing import ResponseReturnValue

from snaglist.errors import UsageError
from snaglist.reviews.canonical import moment_text
from snaglist.reviews.questions import short_questions, unsettled_items
from snaglist.reviews.statuses import STATUS_MEANINGS, Status
from snaglist.web.reviews.access import Access, open_review
from snaglist.web.reviews.blueprint import blueprint
from snaglist.web.reviews.filters import RowFilters, address_filters, facets_view, mine_view
from snaglist.web.reviews.profile import profile_view
from snaglist.web.reviews.views import (
    STATUS_ORDER,
    finding_view,
    history_view,
    nearest_value,
    quote_view,
    row_view,
    unanswered,
)
from snaglist.web.site import View

MODES = {"full": "all issues", "short": "ten questions"}


@blueprint.get("/reviews/<token>")
def show_review(token: str) -> ResponseReturnValue:
    """The review, narrowed by status, category and flag as the address says, or in short."""
    access = open_review(token)
    chosen = _chosen(access)
    view = overview(access, chosen)
    if chosen.get("mode") == "short":
        return render_template("reviews/short.html", view=view, access=access)
    return render_template("reviews/review.html", view=view, access=access)


@blueprint.get("/reviews/<token>.json")
def review_json(token: str) -> ResponseReturnValue:
    """The same as JSON."""
    access = open_review(token)
    return jsonify(overview(access, _chosen(access)))


def overview(access: Access, chosen: dict[str, str]) -> View:
    """The review with the issues that were asked for, and what else may be asked for."""
    rows = [row_view(access, item) for item in access.state.items.values()]
    narrowed = RowFilters(access)
    found = [row for row in rows if narrowed.fit(row, chosen)]
    filters = {name: value for name, value in chosen.items() if name != "mode"}
    left = unanswered(access)
    return {
        **review_view(access),
        "may": {
            "write": access.can_write,
            "answer": access.can_answer,
            "manage": access.can_manage,
        },
        "mode": chosen.get("mode", "full"),
        "facets": facets_view(access, rows, chosen),
        "mine": mine_view(access, rows),
        "bulk_url": access.url("answers", **filters),
        "total": len(found),
        "issues": found,
        "questions": short_view(access),
        "next": access.url("issues", left[0]) if left else None,
        "history": history_view(access),
    }


def review_view(access: Access) -> View:
    """The review as a whole, without its issues."""
    state = access.state
    assert state.catalogue is not None  # the first event says it
    return {
        "id": str(access.review_id),
        "title": state.title,
        "begun": moment_text(state.begun) if state.begun else "",
        "catalogue": {"version": state.catalogue.version, "digest": state.catalogue.digest},
        "outdated": access.outdated,
        "reviewers": list(state.reviewers),
        "handed_in": [] if state.blind else list(state.handed_in),
        "blind": state.blind,
        "signed": {"by": state.signed.by, "at": moment_text(state.signed.at)}
        if state.signed
        else None,
        "progress": progress_view(access),
        "profile": profile_view(state.profile),
    }


def progress_view(access: Access) -> View:
    """How many issues have each status, with the address of just these and the width of a bar."""
    counts = access.state.progress(access.today)
    total, at, rows = sum(counts.values()), 0.0, []
    for status in STATUS_ORDER:
        width = 100 * counts[status] / total if total else 0
        rows.append(
            {
                "status": status.value,
                "label": STATUS_MEANINGS[status].label,
                "count": counts[status],
                "url": access.url(status=status.value),
                "x": round(at, 3),
                "width": round(width, 3),
            }
        )
        at += width
    return {"total": total, "looked_at": total - counts[Status.NOT_LOOKED_AT], "rows": rows}


def short_view(access: Access) -> list[View]:
    """The short mode, for a half-hour meeting."""
    return [
        {
            "id": asked.item.issue,
            "title": shown.title,
            "category": shown.category,
            "url": access.url("issues", asked.item.issue),
            "question": asked.question,
            "quote": quote_view(access.site, shown),
            "finding": finding_view(access.site, shown),
            "status_label": STATUS_MEANINGS[asked.item.status(access.today)].label,
        }
        for asked in short_questions(access, unsettled_items(access.state, access.today))
        for shown in (access.shown(asked.item),)
    ]


def _chosen(access: Access) -> dict[str, str]:
    """What the address asks for; raises ``UsageError`` for what cannot be asked."""
    chosen = address_filters(access, "mode")
    mode = chosen.get("mode", "full")
    if mode not in MODES:
        raise UsageError(f"There is no mode {mode!r}. Try {nearest_value(mode, MODES)}.")
    return chosen
