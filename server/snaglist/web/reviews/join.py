"""``/reviews/<token>/join``: a file of the review, held against it, and put into it.

A file is no key: whoever brings one needs the link to edit the review with, and is shown what the
two have more than each other before anything is changed.
"""

import hashlib
import re
from collections.abc import Sequence

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from snaglist.errors import SnaglistError
from snaglist.reviews.agreement import DIFFERENCE_LABELS
from snaglist.reviews.canonical import moment_text
from snaglist.reviews.event_text import event_text
from snaglist.reviews.events.answering import Answered, Opined, Settled
from snaglist.reviews.events.signatures import Signed
from snaglist.reviews.hashing import event_id
from snaglist.reviews.merge import CopyComparison
from snaglist.reviews.record import AnyEvent, Record
from snaglist.reviews.replay import rebuild
from snaglist.reviews.signing import why_lapsed
from snaglist.reviews.store.errors import LinkError, NoReviewError
from snaglist.reviews.store.file_import import compare_file, join_file
from snaglist.web.clients import client_gone, current_client
from snaglist.web.reviews.access import (
    Access,
    NoSuchReviewError,
    NotAllowedError,
    open_review,
)
from snaglist.web.reviews.blueprint import blueprint
from snaglist.web.reviews.forms import SHOWN_IN_FORM
from snaglist.web.reviews.quota import space_meter
from snaglist.web.reviews.saved import remember_saved
from snaglist.web.reviews.storage import get_reviews
from snaglist.web.reviews.uploads import carried_file, parse_file, sent_file
from snaglist.web.reviews.views import answer_view
from snaglist.web.site import View

MOST_SHOWN = 200
"""Events of each side that the page lists; the rest is counted."""

WHY_EDIT = (
    "A file can speak for anybody, also for reviewers who answer blind, so it takes the link to "
    "edit the review. Send your file to whoever sent you this link; or answer here, each issue by "
    "itself or many at once."
)
"""What somebody is told whose link is to read or a reviewer's."""

LINK = re.compile(r"(?:.*/reviews/)?([\w-]{1,200})(?:[/.?#].*)?", re.DOTALL)
"""A link to a review as somebody pastes it: the whole address, or its token alone."""


class StaleComparisonError(SnaglistError):
    """A file brings something else than the page said that was confirmed. HTTP status 409."""

    http_status = 409

    def __init__(self, found: CopyComparison) -> None:
        self.found = found
        super().__init__(
            "The review changed while you looked, so that joining means something else now. "
            "Nothing was added; look again."
        )


@blueprint.get("/reviews/<token>/join")
def show_join(token: str) -> ResponseReturnValue:
    """Ask for the file."""
    return _choose_page(_open_to_join(token))


@blueprint.post("/reviews/<token>/join")
def submit_join(token: str) -> ResponseReturnValue:
    """Show what joining the file would mean; or, as that was confirmed, join it."""
    access = _open_to_join(token)
    try:
        content = sent_file()
        if "seen" in request.form:
            return _join(access, content, request.form["seen"])
    except SHOWN_IN_FORM as error:
        return _choose_page(access, str(error), error.http_status)
    return compared_page(access, content)


def _open_to_join(token: str) -> Access:
    """The review of a link to edit; raises ``NotAllowedError`` for others, which says why."""
    access = open_review(token)
    if not access.can_manage:
        raise NotAllowedError(WHY_EDIT)
    return access


def compared_page(access: Access, content: bytes) -> tuple[str, int]:
    """What a file has more, what the server has more, and on what the two collide."""
    try:
        found = compare_file(get_reviews().store, access.token, parse_file(content), _compare)
    except SHOWN_IN_FORM as error:
        return _choose_page(access, str(error), error.http_status)
    return _comparison_page(access, content, found)


def opened_by(link: str) -> Access:
    """The review that a pasted link edits.

    Raises ``NoSuchReviewError``, and ``LinkError`` for a link of another kind.
    """
    matched = LINK.fullmatch(link.strip())
    access = open_review(matched[1] if matched else "")
    if not access.can_manage:
        raise LinkError("That is not the link to edit the review with. Nothing was changed.")
    return access


def _join(access: Access, content: bytes, seen: str) -> ResponseReturnValue:
    """Join the file, if that is still what was seen; raises what ``join_file`` does."""

    def check(found: CopyComparison) -> None:
        # Where somebody else joined the file meanwhile, or it was sent twice, all is well.
        if found.theirs_only and comparison_digest(found) != seen:
            raise StaleComparisonError(found)

    store, file = get_reviews().store, parse_file(content)
    try:
        joined = join_file(store, access.token, file, space_meter(), compare=_compare, check=check)
    except NoReviewError as error:
        raise NoSuchReviewError(str(error)) from None
    except StaleComparisonError as error:
        return _comparison_page(access, content, error.found, str(error), error.http_status)
    after = rebuild(joined.visit.record)
    remember_saved(access, _joined_text(joined.comparison))
    differs = not after.blind and any(item.differs for item in after.items.values())
    return redirect(access.url("differences") if differs else access.url(), 303)


def _joined_text(found: CopyComparison) -> str:
    """What was added, in a sentence or two."""
    number, differing = len(found.theirs_only), len(found.differing)
    if not number:
        return "The review had all that the file has."
    told = f"{number} {'event' if number == 1 else 'events'} of the file came to the review."
    if not differing:
        return told
    return f"{told} {differing} {'answer differs' if differing == 1 else 'answers differ'} now."


def _compare(ours: Record, theirs: Record) -> CopyComparison:
    return get_reviews().work.compare(ours, theirs, client_gone(), current_client())


def comparison_digest(found: CopyComparison) -> str:
    """What stands for a comparison in a form: what the file brings, and on what the two collide.

    What others answer on the server meanwhile is no reason to look again, unless it collides.
    """
    names = [*map(event_id, found.theirs_only), *found.differing]
    return hashlib.sha256(" ".join(names).encode()).hexdigest()


def _choose_page(access: Access, fault: str = "", status: int = 200) -> tuple[str, int]:
    view = {"title": access.state.title, "fault": fault, "found": None}
    return render_template("reviews/join.html", view=view, access=access), status


def _comparison_page(
    access: Access, content: bytes, found: CopyComparison, fault: str = "", status: int = 200
) -> tuple[str, int]:
    view = {
        "title": access.state.title,
        "fault": fault,
        "carried": carried_file(content),
        "seen": comparison_digest(found),
        "found": comparison_view(found, blind=access.state.blind),
    }
    return render_template("reviews/join.html", view=view, access=access), status


def comparison_view(found: CopyComparison, *, blind: bool) -> View:
    """What each side has more, and the issues on which they collide with what each says."""
    after = rebuild(found.whole)
    brought = {each.digest for each in found.theirs_only if isinstance(each, Signed)}
    return {
        "lapsed": [
            {"by": each.signer, "why": why_lapsed(after, each)}
            for each in after.apart
            if each.digest in brought
        ],
        "blind": blind,
        "file": _events_view(found.theirs_only),
        "server": _events_view(found.ours_only),
        "differing": [
            {
                "id": name,
                "title": found.whole.entries[after.items[name].entry].title,
                "category": found.whole.entries[after.items[name].entry].category,
                "label": DIFFERENCE_LABELS[kind],
                "opinions": [
                    {"by": each.by, "answer": answer_view(each.answer)}
                    for each in after.items[name].opinions
                ],
            }
            for name in found.differing
            if (kind := after.items[name].difference) is not None
        ],
    }


def _events_view(events: Sequence[AnyEvent]) -> View:
    return {
        "count": len(events),
        "more": max(0, len(events) - MOST_SHOWN),
        "shown": [
            {
                "at": moment_text(event.at),
                "by": event.by,
                "what": event_text(event),
                "answer": answer_view(event.answer)
                if isinstance(event, Answered | Opined | Settled)
                else None,
            }
            for event in events[:MOST_SHOWN]
        ],
    }
