"""A review as one link shows it: who has come in, what they may do, what they may see."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from snaglist.errors import NotFoundError, SnaglistError
from snaglist.reviews.entry_snapshot import Shown
from snaglist.reviews.events import Record
from snaglist.reviews.library import Library
from snaglist.reviews.replay import rebuild
from snaglist.reviews.state import Item, State
from snaglist.reviews.store.errors import NoReviewError
from snaglist.reviews.store.links import Kind, Link
from snaglist.reviews.store.review_store import Visit
from snaglist.snapshot.review_library import library
from snaglist.web.reviews.kept import reviews
from snaglist.web.reviews.session import remember, remembered
from snaglist.web.reviews.visible import seen_by
from snaglist.web.site import Site, site


class NoSuchReviewError(SnaglistError):
    """A link leads to no review, for whatever reason: guessed, revoked, deleted."""

    http_status = 404


class NotAllowedError(SnaglistError):
    """The link does not admit to this."""

    http_status = 403


class BlindError(SnaglistError):
    """Something waits until the blind reviewers have handed in."""

    http_status = 409


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A review, the link by which somebody came, and the state as far as they may see it."""

    token: str
    record: Record
    link: Link
    state: State
    here: Site
    today: date

    @property
    def writes(self) -> bool:
        """True where the link lets things be changed."""
        return self.link.kind is not Kind.VIEW

    @property
    def manages(self) -> bool:
        """True where the link lets links be made and revoked, and the review be deleted."""
        return self.link.kind is Kind.EDIT

    @property
    def blind_reviewer(self) -> bool:
        """True for who answers blind now."""
        state, name = self.state, self.link.name
        mine = self.link.kind is Kind.REVIEWER and name in state.reviewers
        return state.blind and mine and name not in state.handed_in

    @property
    def answers(self) -> bool:
        """True where issues may be answered now, by this link."""
        return (
            self.writes and not self.state.signed and (not self.state.blind or self.blind_reviewer)
        )

    @property
    def changes(self) -> bool:
        """True where the review's issues may be changed now, by this link."""
        return self.writes and not self.state.signed and not self.state.blind

    @property
    def name(self) -> str:
        """What stands in a form as the name of who fills it in."""
        if self.link.kind is Kind.REVIEWER:
            return self.link.name
        return remembered() or (self.link.name if self.writes else "")

    @property
    def outdated(self) -> bool:
        """True where the catalogue is another edition than the review's."""
        return self.state.catalogue != self.library.edition

    @property
    def library(self) -> Library:
        """What the review consults now."""
        return library(self.here.knowledge)

    def shown(self, item: Item) -> Shown:
        """An issue's entry as it is shown in this review."""
        return self.record.entries[item.entry]

    def url(self, *parts: str, **chosen: str) -> str:
        """An address in this review, for this link."""
        return self.here.urls.review(self.token, *parts, chosen=chosen)

    def item(self, identifier: str) -> Item:
        """An issue of the review; raises ``NotFoundError``."""
        found = self.state.items.get(identifier)
        if found is None:
            raise NotFoundError(identifier, tuple(self.state.items)[:3])
        return found


def now() -> datetime:
    """The time of a deed."""
    return datetime.now(UTC)


def room_of(token: str, visit: Visit) -> Room:
    """The room that a visit leads to."""
    return Room(
        token=token,
        record=visit.record,
        link=visit.link,
        state=seen_by(rebuild(visit.record), visit.link),
        here=site(),
        today=now().date(),
    )


def enter(token: str) -> Room:
    """Come in by a link; raises ``NoSuchReviewError``, which does not say why."""
    try:
        return room_of(token, reviews().store.visit(token))
    except NoReviewError as error:
        raise NoSuchReviewError(str(error)) from None


def writable(token: str) -> Room:
    """Come in to change something; raises ``NotAllowedError`` by a link for reading."""
    room = enter(token)
    if not room.writes:
        raise NotAllowedError(
            "This link is for reading; nothing was changed. To answer, ask whoever sent it to you "
            "for a link to edit."
        )
    return room


def managed(token: str) -> Room:
    """Come in to manage links or to delete; raises ``NotAllowedError`` without an edit link."""
    room = enter(token)
    if not room.manages:
        raise NotAllowedError("This takes an edit link; ask whoever sent you this one.")
    return room


def act(token: str, deed: Callable[[Record, str], Record], typed: str = "") -> Room:
    """Do something in a review, under the name that was typed, or the one that the link is for."""

    def done(record: Record, link: Link) -> Record:
        return deed(record, link.name if link.kind is Kind.REVIEWER else typed)

    try:
        visit = reviews().store.change(token, done)
    except NoReviewError as error:
        raise NoSuchReviewError(str(error)) from None
    if typed and visit.link.kind is not Kind.REVIEWER:
        remember(typed)
    return room_of(token, visit)


def see_all(room: Room) -> None:
    """Raises ``BlindError`` while what others said must not be seen."""
    if room.state.blind:
        left = [name for name in room.state.reviewers if name not in room.state.handed_in]
        raise BlindError(
            "The reviewers still answer blind, and this would show what they said. It waits until "
            f"{' and '.join(left)} handed in."
        )
