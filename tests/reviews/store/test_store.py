"""What links admit to, on each kind of database."""

import sqlite3
from datetime import timedelta
from uuid import uuid4

import pytest
from reviews.garden import NOW, all_answered, at, begun
from reviews.store.histories import eventful, notes_in, noting
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from snaglist.errors import NotFoundError, UsageError
from snaglist.reviews.commands import signatures
from snaglist.reviews.record import Record
from snaglist.reviews.store import admission, repository
from snaglist.reviews.store.errors import DatabaseError, LinkError
from snaglist.reviews.store.links import Link, LinkKind
from snaglist.reviews.store.review_store import ReviewStore

KINDS = {
    "created", "profiled", "added", "answered", "opined", "handed-in", "took-back", "settled",
    "signed", "reopened", "upgraded", "followed-up",
}  # fmt: skip


def link_id(store: ReviewStore, token: str, kind: LinkKind) -> str:
    return next(link.id for link in store.links(token) if link.kind is kind)


def untouched(record: Record, link: Link) -> Record:
    return record


@pytest.mark.each_database
def test_a_record_comes_back_as_it_was(store: ReviewStore) -> None:
    record = eventful()
    assert {event.did for event in record.events} == KINDS
    edit, view = store.create(record, now=NOW)
    for token, kind in ((edit, LinkKind.EDIT), (view, LinkKind.VIEW)):
        visit = store.visit(token)
        assert visit.record == record
        assert visit.record.plain() == record.plain()
        assert visit.link.kind is kind
    # The order in which answers were offered is theirs to keep, too.
    events = store.visit(edit).record.events
    assert [e.model_dump_json() for e in events] == [e.model_dump_json() for e in record.events]


def test_a_review_comes_with_a_link_for_each_reviewer(store: ReviewStore) -> None:
    edit, view, *blind = store.create(begun(), reviewers=["Ben", "Ana"], now=NOW)
    links = [store.visit(token).link for token in (edit, view, *blind)]
    assert [(link.kind, link.name) for link in links] == [
        (LinkKind.EDIT, ""),
        (LinkKind.VIEW, ""),
        (LinkKind.REVIEWER, "Ben"),
        (LinkKind.REVIEWER, "Ana"),
    ]
    with pytest.raises(UsageError, match="needs the reviewer's name"):
        store.create(begun(), reviewers=["Ana", " "], now=NOW)
    assert len(store.rows()) == 1


def test_a_review_is_made_with_all_its_links_or_not_at_all(
    store: ReviewStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[str] = []

    def insert_two(connection: Connection, review: str, link: Link, digest: str) -> None:
        if len(given) == 2:
            raise OperationalError("INSERT", {}, sqlite3.OperationalError("database is locked"))
        given.append(link.name)
        repository.insert_link(connection, review, link, digest)

    monkeypatch.setattr(admission, "insert_link", insert_two)
    with pytest.raises(DatabaseError):
        store.create(begun(), reviewers=["Ana", "Ben"], now=NOW)
    assert given == ["", ""]
    assert store.rows() == ()


def test_a_record_may_be_kept_twice(store: ReviewStore) -> None:
    record = begun()
    tokens = [store.create(record, now=NOW)[0] for _ in range(2)]
    store.change(tokens[0], noting("only here"))
    assert [notes_in(store.visit(token).record) for token in tokens] == [["only here"], []]


@pytest.mark.each_database
def test_a_change_is_kept(store: ReviewStore) -> None:
    edit, view = store.create(begun(), now=NOW)
    after = store.change(edit, noting("a bell"))
    assert after.record == store.visit(view).record
    assert after.link.kind is LinkKind.EDIT
    (row,) = store.rows()
    assert (row.made, row.changed, row.events, row.links) == (NOW, at(2), 2, 2)


def test_a_change_brings_its_entries(store: ReviewStore) -> None:
    edit, _ = store.create(begun(), now=NOW)
    whole = eventful()

    def grow(record: Record, link: Link) -> Record:
        return record.with_event(whole.events[-1], whole.entries.items())

    assert store.change(edit, grow).record.entries == whole.entries
    assert store.visit(edit).record.entries == whole.entries


def test_a_review_that_is_full_is_only_signed(
    store: ReviewStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit, _ = store.create(all_answered(begun()), now=NOW)
    monkeypatch.setattr(repository, "MOST_CHARACTERS", 1_000)
    with pytest.raises(UsageError, match="this one is full"):
        store.change(edit, noting("one too many"))
    store.change(edit, lambda record, _: signatures.sign(record, by="Eva", now=at(2)))
    store.change(edit, lambda record, _: signatures.reopen(record, "Once more.", by="A", now=at(3)))
    monkeypatch.setattr(repository, "MOST_CHARACTERS", 1_000_000)
    store.change(edit, noting("there is room"))
    assert notes_in(store.visit(edit).record)[-1] == "there is room"


def test_nothing_done_changes_nothing(store: ReviewStore) -> None:
    edit, _ = store.create(begun(), now=NOW)
    before = store.rows()
    assert store.change(edit, untouched).record == begun_in(store, edit)
    assert store.rows() == before


def begun_in(store: ReviewStore, token: str) -> Record:
    return store.visit(token).record


def test_what_a_deed_raises_is_raised_and_nothing_is_kept(store: ReviewStore) -> None:
    edit, _ = store.create(begun(), now=NOW)
    before = begun_in(store, edit)
    with pytest.raises(UsageError, match="not today"):
        store.change(edit, raising(UsageError("not today")))
    with pytest.raises(ZeroDivisionError):
        store.change(edit, raising(ZeroDivisionError()))
    assert begun_in(store, edit) == before
    assert notes_in(store.change(edit, noting("goes on")).record) == ["goes on"]


def raising(error: Exception):  # type: ignore[no-untyped-def]
    def deed(record: Record, link: Link) -> Record:
        noting("lost")(record, link)
        raise error

    return deed


@pytest.mark.parametrize(
    "shrunk",
    [
        lambda record: record.model_copy(update={"events": record.events[1:]}),
        lambda record: record.model_copy(update={"events": record.events[::-1]}),
        lambda record: record.model_copy(update={"entries": {}}),
        lambda record: record.model_copy(update={"id": uuid4()}),
        lambda record: eventful(),
    ],
    ids=["shorter", "reordered", "entries", "id", "another"],
)
def test_a_record_only_grows(store: ReviewStore, shrunk) -> None:  # type: ignore[no-untyped-def]
    edit, _ = store.create(begun(), now=NOW)
    before = store.change(edit, noting("kept")).record
    with pytest.raises(DatabaseError, match="only grows"):
        store.change(edit, lambda record, link: shrunk(record))
    assert begun_in(store, edit) == before


def test_unknown_and_revoked_links_give_one_answer(store: ReviewStore) -> None:
    edit, view = store.create(begun(), now=NOW)
    store.revoke(edit, link_id(store, edit, LinkKind.VIEW), now=at(1))
    told = set()
    for token in (view, "guess", "", "x" * 9_000, "\ud800", "\0", "%"):
        for deed in (store.visit, store.links, store.delete):
            with pytest.raises(NotFoundError) as raised:
                deed(token)
            told.add(str(raised.value))
            assert raised.value.http_status == 404
        with pytest.raises(NotFoundError):
            store.change(token, untouched)
    (text,) = told
    assert view not in text


def test_who_may_look_may_not_touch(store: ReviewStore) -> None:
    edit, view = store.create(begun(), now=NOW)
    ana = store.new_link(edit, LinkKind.REVIEWER, "Ana", now=at(1))
    with pytest.raises(LinkError):
        store.change(view, untouched)
    assert store.change(ana, untouched).link.name == "Ana"
    for token in (view, ana):
        for refused in (
            lambda token=token: store.links(token),
            lambda token=token: store.new_link(token, LinkKind.VIEW, "", now=at(1)),
            lambda token=token: store.revoke(token, "any", now=at(1)),
            lambda token=token: store.delete(token),
        ):
            with pytest.raises(LinkError) as raised:
                refused()
            assert raised.value.http_status == 403
    assert len(store.links(edit)) == 3


def test_links_are_listed_with_what_became_of_them(store: ReviewStore) -> None:
    edit, _ = store.create(begun(), now=NOW)
    store.new_link(edit, LinkKind.EDIT, "  for Ben ", now=at(1))
    store.revoke(edit, link_id(store, edit, LinkKind.VIEW), now=at(2))
    # A second time changes nothing: the first is when it stopped to work.
    store.revoke(edit, link_id(store, edit, LinkKind.VIEW), now=at(3))
    links = store.links(edit)
    assert [link.made for link in links] == [NOW, NOW, at(1)]
    assert links[2].name == "for Ben"
    assert {link.kind: link.revoked for link in links[:2]} == {
        LinkKind.EDIT: None,
        LinkKind.VIEW: at(2),
    }
    assert store.rows()[0].links == 2


def test_the_last_link_to_edit_with_stays(store: ReviewStore) -> None:
    edit, _ = store.create(begun(), now=NOW)
    first = link_id(store, edit, LinkKind.EDIT)
    with pytest.raises(UsageError, match="last link"):
        store.revoke(edit, first, now=at(1))
    second = store.new_link(edit, LinkKind.EDIT, "", now=at(1))
    store.revoke(second, first, now=at(2))
    with pytest.raises(NotFoundError):
        store.visit(edit)
    with pytest.raises(UsageError, match="last link"):
        store.revoke(second, store.visit(second).link.id, now=at(3))


def test_links_of_others_are_not_there(store: ReviewStore) -> None:
    ours, theirs = (store.create(begun(), now=NOW)[0] for _ in range(2))
    with pytest.raises(NotFoundError):
        store.revoke(ours, link_id(store, theirs, LinkKind.VIEW), now=at(1))


def test_links_have_a_limit(store: ReviewStore) -> None:
    edit, _ = store.create(begun(), now=NOW)
    for _ in range(48):
        store.new_link(edit, LinkKind.VIEW, "", now=at(1))
    with pytest.raises(UsageError, match="50 links"):
        store.new_link(edit, LinkKind.VIEW, "", now=at(1))
    store.revoke(edit, link_id(store, edit, LinkKind.VIEW), now=at(2))
    assert store.new_link(edit, LinkKind.VIEW, "", now=at(2))


@pytest.mark.parametrize(
    ("kind", "name"), [(LinkKind.VIEW, "x" * 201), (LinkKind.VIEW, "\0"), (LinkKind.REVIEWER, " ")]
)
def test_names_of_links_have_a_form(store: ReviewStore, kind: LinkKind, name: str) -> None:
    edit, _ = store.create(begun(), now=NOW)
    with pytest.raises(UsageError):
        store.new_link(edit, kind, name, now=at(1))


def test_deleting_leaves_the_others(store: ReviewStore) -> None:
    edit, view = store.create(eventful(), now=NOW)
    other, _ = store.create(begun(), now=NOW + timedelta(days=1))
    assert len(store.rows()) == 2
    store.delete(edit)
    with pytest.raises(NotFoundError):
        store.visit(view)
    assert begun_in(store, other).events == begun().events
    (row,) = store.rows()
    store.delete_by_id(row.id)
    assert store.rows() == ()
    for gone in (row.id, "", "\0", "x" * 36):
        with pytest.raises(NotFoundError):
            store.delete_by_id(gone)


def test_reviews_are_listed_without_what_they_are_about(store: ReviewStore) -> None:
    for day in range(3):
        store.create(begun(), now=NOW + timedelta(days=day))
    repository = store.rows()
    assert [row.made for row in repository] == [NOW + timedelta(days=day) for day in (2, 1, 0)]
    assert "The new bed" not in repr(repository)


def test_servers_share_a_secret(store: ReviewStore, database_url: str) -> None:
    other = ReviewStore.open(database_url)
    secrets = {store.secret(), other.secret(), store.secret()}
    other.close()
    (secret,) = secrets
    assert len(secret) >= 32
