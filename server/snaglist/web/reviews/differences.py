"""``/reviews/<token>/differences``: where answers that were given apart are not the same."""

from flask import jsonify, render_template
from flask.typing import ResponseReturnValue

from snaglist.reviews.state import IssueState, ReviewState
from snaglist.reviews.statuses import NOT_LOOKED_AT
from snaglist.web.reviews.access import Access, check_unblinded, open_review
from snaglist.web.reviews.blueprint import blueprint
from snaglist.web.reviews.views import answer_view, opinion_views, row_view
from snaglist.web.site import View


@blueprint.get("/reviews/<token>/differences")
def show_differences(token: str) -> ResponseReturnValue:
    """What each said where they did not say the same, and how it was settled."""
    access = open_review(token)
    return render_template("reviews/differences.html", view=differences_view(access), access=access)


@blueprint.get("/reviews/<token>/differences.json")
def differences_json(token: str) -> ResponseReturnValue:
    """The same as JSON."""
    return jsonify(differences_view(open_review(token)))


def differences_view(access: Access) -> View:
    """The issues on which answers differ or did, and those that one reviewer alone looked at.

    Raises ``BlindError`` while reviewers answer blind.
    """
    check_unblinded(access)
    items = access.state.items.values()
    return {
        "title": access.state.title,
        "reviewers": list(access.state.reviewers),
        "counts": difference_counts(access.state),
        "issues": [_difference(access, item) for item in items if item.differs or item.resolution],
        "one_only": [row_view(access, item) for item in items if item.by_one_only],
    }


def difference_counts(state: ReviewState) -> dict[str, int]:
    """How many issues differ, were settled, and were looked at by one reviewer alone."""
    items = state.items.values()
    return {
        "differing": sum(item.differs for item in items),
        "settled": sum(bool(item.resolution) and not item.differs for item in items),
        "one_only": sum(item.by_one_only for item in items),
    }


def _difference(access: Access, item: IssueState) -> View:
    said = opinion_views(access, item)
    if not item.collided:
        by_name = {each["by"]: each for each in said}
        silent = {
            "answer": answer_view(NOT_LOOKED_AT, edge=item.is_edge),
            "number": None,
            "at": None,
            "take": None,
        }
        said = [
            by_name.get(name, {"by": name, "label": name, **silent})
            for name in access.state.reviewers
        ]
    return {
        **row_view(access, item),
        "differs": item.differs,
        "collided": item.collided,
        "resolution": item.resolution,
        "opinions": said,
    }
