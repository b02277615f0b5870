"""A review as one link gives it: who asks, what they may do, and what of it they may see.

Every page of a review begins with ``open_review`` or one of its stricter sisters, and changes it by
``run_command`` alone. While reviewers answer blind, an ``Access`` has neither the record nor
anything that others said, so that no page can show what it was never given.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast
from uuid import UUID

from flask import g

from snaglist.errors import NotFoundError, SnaglistError
from snaglist.reviews.entry_snapshot import EntrySnapshot
from snaglist.reviews.library import Library
from snaglist.reviews.record import Record
from snaglist.reviews.replay import rebuild
from snaglist.reviews.state import IssueState, ReviewState
from snaglist.reviews.store.errors import NoReviewError
from snaglist.reviews.store.links import Link, LinkKind
from snaglist.reviews.store.review_store import Visit
from snaglist.reviews.upgrade import moved_on
from snaglist.snapshot.review_library import review_library
from snaglist.web.reviews.blind_view import (
    NumberedEvent,
    own_reviewer,
    visible_events,
    visible_state,
)
from snaglist.web.reviews.clock import reader_now
from snaglist.web.reviews.guard import remember_name, remembered_name
from snaglist.web.reviews.quota import space_meter
from snaglist.web.reviews.storage import get_reviews
from snaglist.web.site import Site, current_site


class NoSuchReviewError(SnaglistError):
    """A link leads to no review, for whatever reason: guessed, revoked, deleted."""

    http_status = 404


class NotAllowedError(SnaglistError):
    """The link does not permit this."""

    http_status = 403


class BlindError(SnaglistError):
    """Something waits until the blind reviewers have handed in."""

    http_status = 409

    def __init__(self, state: ReviewState) -> None:
        left = [name for name in state.reviewers if name not in state.handed_in]
        super().__init__(
            "The reviewers still answer blind, and this would show what they said. It waits until "
            f"{' and '.join(left)} handed in."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """A review as far as the link may see it.

    ``state`` and ``events`` are without what others say blind, ``entries`` are the entries that
    reviewers are shown, by their hash. ``whole`` is the record, and None while anybody is blind.
    """

    token: str
    link: Link
    review_id: UUID
    state: ReviewState
    events: tuple[NumberedEvent, ...]
    entries: Mapping[str, EntrySnapshot]
    whole: Record | None
    site: Site
    today: date

    @property
    def record(self) -> Record:
        """The record with all that anybody said; raises ``BlindError`` while one is blind."""
        if self.whole is None:
            raise BlindError(self.state)
        return self.whole

    @property
    def can_write(self) -> bool:
        """True where the link lets things be changed."""
        return self.link.kind is not LinkKind.VIEW

    @property
    def can_manage(self) -> bool:
        """True where the link lets links be made and revoked, and the review be deleted."""
        return self.link.kind is LinkKind.EDIT

    @property
    def is_blind_reviewer(self) -> bool:
        """True for who answers blind now."""
        name = own_reviewer(self.state, self.link)
        return self.state.blind and name is not None and name not in self.state.handed_in

    @property
    def can_take_back(self) -> bool:
        """True for a blind reviewer who has handed in, while others have not."""
        name = own_reviewer(self.state, self.link)
        return self.state.blind and name in self.state.handed_in

    @property
    def can_answer(self) -> bool:
        """True where issues may be answered now, by this link."""
        may = not self.state.blind or self.is_blind_reviewer
        return self.can_write and not self.state.signed and may

    @property
    def can_change(self) -> bool:
        """True where the review's issues may be changed now, by this link."""
        return self.can_write and not self.state.signed and not self.state.blind

    @property
    def default_name(self) -> str:
        """The name that a form has when it is opened: the reviewer's, else the one last given."""
        if self.link.kind is LinkKind.REVIEWER:
            return self.link.name
        return remembered_name() or (self.link.name if self.can_write else "")

    @property
    def outdated(self) -> bool:
        """True where the catalogue is another edition than the review's."""
        return self.state.catalogue != request_library().edition

    @property
    def moved_on(self) -> str:
        """That the catalogue is another edition now and what that means; empty where it is not."""
        return moved_on(self.state, request_library().edition)

    def shown(self, item: IssueState) -> EntrySnapshot:
        """An issue's entry as it is shown in this review."""
        return self.entries[item.entry]

    def url(self, *parts: str, **chosen: str) -> str:
        """An address in this review, for this link."""
        return self.site.urls.review(self.token, *parts, chosen=chosen)

    def item(self, identifier: str) -> IssueState:
        """An issue of the review; raises ``NotFoundError``."""
        found = self.state.items.get(identifier)
        if found is None:
            raise NotFoundError(identifier, tuple(self.state.items)[:3])
        return found


def now() -> datetime:
    """The time of a change, by the clock of whoever makes it."""
    return reader_now()


def request_library() -> Library:
    """The catalogue and search that reviews consult, made once for each request."""
    if "review_library" not in g:
        g.review_library = review_library(current_site().knowledge)
    return cast(Library, g.review_library)


def open_review(token: str) -> Access:
    """Open a review by a link; raises ``NoSuchReviewError``, which does not say why."""
    try:
        return _access(token, get_reviews().store.visit(token))
    except NoReviewError as error:
        raise NoSuchReviewError(str(error)) from None


def open_to_write(token: str) -> Access:
    """Open a review to change something; raises ``NotAllowedError`` by a link for reading."""
    access = open_review(token)
    if not access.can_write:
        raise NotAllowedError(
            "This link is read-only; nothing was changed. To answer, ask whoever sent it to you "
            "for a link to edit."
        )
    return access


def open_to_manage(token: str) -> Access:
    """Open a review to manage links or delete; raises ``NotAllowedError`` without an edit link."""
    access = open_review(token)
    if not access.can_manage:
        raise NotAllowedError("This takes an edit link; ask whoever sent you this one.")
    return access


def run_command(
    token: str, command: Callable[[Record, str], Record], typed_name: str = ""
) -> Access:
    """Change a review, under the name that was typed, or the one that the link is for.

    ``command`` gets the record and the name, and gives the record with its event. What it raises is
    raised here, and nothing is changed then. Raises ``NoSuchReviewError``, ``DailyQuotaError`` and
    ``TotalQuotaError``.
    """

    def change(record: Record, link: Link) -> Record:
        return command(record, link.name if link.kind is LinkKind.REVIEWER else typed_name)

    try:
        visit = get_reviews().store.change(token, change, space_meter())
    except NoReviewError as error:
        raise NoSuchReviewError(str(error)) from None
    if typed_name and visit.link.kind is not LinkKind.REVIEWER:
        remember_name(typed_name)
    return _access(token, visit)


def check_unblinded(access: Access) -> None:
    """Raises ``BlindError`` while what others said must not be seen."""
    if access.state.blind:
        raise BlindError(access.state)


def _access(token: str, visit: Visit) -> Access:
    """What a link gives. Nothing else in the web reads a record from the store."""
    record, link = visit.record, visit.link
    state = rebuild(record)
    return Access(
        token=token,
        link=link,
        review_id=record.id,
        state=visible_state(record, state, link),
        events=visible_events(record, state, link),
        entries=record.entries,
        whole=None if state.blind else record,
        site=current_site(),
        today=now().date(),
    )
