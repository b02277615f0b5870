"""``/reviews/<token>``: the review with its issues, as a list and as ten questions."""

from flask import jsonify, render_template
from flask.typing import ResponseReturnValue

from snaglist.errors import UsageError
from snaglist.reviews.canonical import moment_text
from snaglist.reviews.fallen_away import fallen_away
from snaglist.reviews.questions import Agenda, after_the_ten
from snaglist.reviews.state import silent_answers
from snaglist.reviews.statuses import STATUS_MEANINGS, Status, status_label
from snaglist.web.reviews.access import Access, open_review
from snaglist.web.reviews.blueprint import blueprint
from snaglist.web.reviews.differences import difference_counts
from snaglist.web.reviews.filters import RowFilters, address_filters, facets_view, mine_view
from snaglist.web.reviews.profile import profile_view
from snaglist.web.reviews.tool_export import tool_views
from snaglist.web.reviews.views import (
    STATUS_ORDER,
    access_agenda,
    finding_view,
    history_view,
    meeting_place,
    nearest_value,
    quote_view,
    row_view,
    source_counts,
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
    left_to_ask = access_agenda(access)
    places = {each.item.issue: each for each in left_to_ask.issues}
    rows = [
        {
            **row_view(access, item),
            "meeting": meeting_place(places[item.issue], left_to_ask)
            if item.issue in places
            else None,
        }
        for item in access.state.issues
    ]
    edges = [row_view(access, item) for item in access.state.edges]
    narrowed = RowFilters(access)
    found = [row for row in rows if narrowed.fit(row, chosen)]
    filters = {name: value for name, value in chosen.items() if name != "mode"}
    unseen = unanswered(access)
    left = [*(name for name in places if name in unseen), *unseen]
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
        "edges": [row for row in edges if narrowed.fit(row, chosen)],
        "silent": silent_answers(access.state),
        "differences": difference_counts(access.state),
        "questions": short_view(access, left_to_ask),
        "later": later_view(access, left_to_ask),
        "after_the_ten": after_the_ten(left_to_ask),
        "next": access.url("issues", left[0]) if left else None,
        "exports": [] if access.state.blind else tool_views(access),
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
        "moved_on": access.moved_on,
        "fell_away": [
            {
                "id": each.item.issue,
                "text": each.text,
                "url": access.url("issues", each.item.issue),
                "handed_to": list(each.handed_to),
                "replaced_by": list(each.instead),
            }
            for each in fallen_away(state, access.today)
            if not each.taken_up
        ],
        "reviewers": list(state.reviewers),
        "handed_in": [] if state.blind else list(state.handed_in),
        "blind": state.blind,
        "signed": {
            "by": state.signed.by,
            "at": moment_text(state.signed.at),
            "scope": state.signed.scope,
        }
        if state.signed
        else None,
        "signatures": [
            {"by": s.by, "role": s.role, "at": moment_text(s.at), "day": str(s.day)}
            for s in state.signatures
        ],
        "awaited": [{"name": s.name, "role": s.role, "text": s.text} for s in state.awaited],
        "not_covered": list(state.signed.left_out) if state.signed else [],
        "progress": progress_view(access),
        "edge_progress": edge_progress_view(access),
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


def edge_progress_view(access: Access) -> View:
    """How many topics that were not asked about there are, and how many have which status."""
    counts = access.state.edge_progress(access.today)
    rows = [
        {
            "status": status.value,
            "label": status_label(status, edge=True),
            "count": counts[status],
        }
        for status in STATUS_ORDER
    ]
    total = sum(counts.values())
    return {"total": total, "looked_at": total - counts[Status.NOT_LOOKED_AT], "rows": rows}


def short_view(access: Access, left: Agenda) -> list[View]:
    """The short mode, for a half-hour meeting: the ten, each with why it is among them."""
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
            "rating": asked.item.answer.rating,
            **source_counts(asked.item),
            **meeting_place(asked, left),
        }
        for asked in left.ten
        for shown in (access.shown(asked.item),)
    ]


def later_view(access: Access, left: Agenda) -> list[View]:
    """What is left after the ten, in its order."""
    return [
        {
            "id": asked.item.issue,
            "title": access.shown(asked.item).title,
            "category": access.shown(asked.item).category,
            "url": access.url("issues", asked.item.issue),
            **meeting_place(asked, left),
        }
        for asked in left.later
    ]


def _chosen(access: Access) -> dict[str, str]:
    """What the address asks for; raises ``UsageError`` for what cannot be asked."""
    chosen = address_filters(access, "mode")
    mode = chosen.get("mode", "full")
    if mode not in MODES:
        raise UsageError(f"There is no mode {mode!r}. Try {nearest_value(mode, MODES)}.")
    return chosen
