"""While reviewers answer blind, no link gives away what somebody else said, by whatever address.

The addresses come from the application's own map, so that a page added tomorrow is asked as well.
"""

import re
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import example, given, settings
from hypothesis import strategies as st
from reviews.garden import at, begun
from web.review_desk import Desk, review_app
from web.test_web_reviews_sharing import brought
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from snaglist.reviews.commands import answering
from snaglist.reviews.flags import FLAGS
from snaglist.reviews.record import Record
from snaglist.reviews.reports.render import REPORT_FORMATS
from snaglist.reviews.statuses import Answer, Status
from snaglist.reviews.store.links import LinkKind
from snaglist.reviews.store.review_store import ReviewStore
from snaglist.snapshot.snapshot import Snapshot
from snaglist.web.reviews import access as access_module

REVIEWERS = ("Bo", "Cleo", "Dot")
ISSUES = ("SNAG-101", "SNAG-102")
FOR_GOOD = ("/delete", "/revoke", "/hand-in", "/links")
"""Forms that are not sent here, since they end the review or what is blind in it."""

Said = tuple[str, str, Status]
"""Who says of which issue what status."""


def marker(name: str) -> str:
    """A word that only this reviewer writes."""
    return f"whisper-of-{name.lower()}"


def answer(name: str, status: Status) -> Answer:
    """An answer with the reviewer's word wherever a word can be."""
    word = marker(name)
    expires = date(2999, 1, 1) if status is Status.ACCEPTED else None
    return Answer(
        status=status,
        done=word,
        reason=word,
        owner=word,
        due=date(2020, 1, 1),
        expires=expires,
        links=(f"https://example.org/{word}",),
        notes=f"*{word}*",
    )


def opined(record: Record, said: list[Said]) -> Record:
    """The record after these answers."""
    for name, issue, status in said:
        now = at(len(record.events))
        record = answering.answer(record, issue, answer(name, status), by=name, now=now)
    return record


def rules(app: Flask, method: str) -> list[Rule]:
    """The addresses of a review: all that have its token in them."""
    return [
        rule
        for rule in app.url_map.iter_rules()
        if "token" in rule.arguments and method in (rule.methods or ())
    ]


def addresses(app: Flask, link: str, method: str = "GET") -> list[str]:
    """Every address of a review by a link, without what is filled in for it."""
    values = {
        "identifier": [*ISSUES, "SNAG-105"],
        "suffix": [info.suffix for info in REPORT_FORMATS.values()],
    }
    found: list[str] = []
    for rule in rules(app, method):
        paths = [rule.rule.replace("/reviews/<token>", link)]
        for name, choices in values.items():
            paths = [
                path.replace(f"<{name}>", choice)
                for path in paths
                for choice in (choices if f"<{name}>" in path else [""])
            ]
        assert not any("<" in path for path in paths), rule
        found += paths
    if method == "GET":
        chosen = ("mode=short", "status=open", *(f"flag={flag}" for flag in FLAGS))
        found += [f"{link}{form}?{each}" for each in chosen for form in ("", ".json")]
        found += [f"{link}/report.{info.suffix}?kind=handout" for info in REPORT_FORMATS.values()]
    return found


def everything(response: TestResponse) -> str:
    """What a browser is given: the headers and the whole body."""
    return f"{response.status}\n{response.headers}\n{response.get_data(as_text=True)}"


def links_of(desk: Desk, store: ReviewStore, record: Record) -> dict[str, str]:
    """Links by whose they are: to edit, to read, and one for each reviewer."""
    edit, view, *_ = brought(desk, record)
    token = edit.rpartition("/")[2]
    found = {"edit": edit, "view": view}
    for name in REVIEWERS:
        made = store.new_link(token, LinkKind.REVIEWER, name, now=at(100))
        found[name] = f"/reviews/{made}"
    return found


LINKS = ("/links", "/links.json")
"""Pages with the ids of links, which are made by chance."""

SAID = st.tuples(st.sampled_from(REVIEWERS), st.sampled_from(ISSUES), st.sampled_from(Status))
EACH: list[Said] = [(name, "SNAG-101", status) for name in REVIEWERS for status in Status]


@settings(max_examples=2)
@given(
    said=st.lists(SAID, max_size=8), handed_in=st.lists(st.sampled_from(REVIEWERS[:2]), unique=True)
)
@example(said=EACH, handed_in=["Bo"])
@pytest.mark.thorough
def test_no_address_gives_away_what_others_say(
    sample_knowledge: Snapshot,
    tmp_path_factory: pytest.TempPathFactory,
    said: list[Said],
    handed_in: list[str],
) -> None:
    record = opined(begun(REVIEWERS), said)
    for minutes, name in enumerate(handed_in, start=60):
        record = answering.hand_in(record, by=name, now=at(minutes))
    store = ReviewStore.open(f"sqlite:///{tmp_path_factory.mktemp('blind') / 'reviews.sqlite3'}")
    desk = Desk(review_app(sample_knowledge, store))
    spoken = {name for name, _, _ in said}
    for whose, link in links_of(desk, store, record).items():
        others = [marker(name) for name in REVIEWERS if name != whose]
        answered = [everything(desk.get(path)) for path in addresses(desk.app, link)]
        for path in addresses(desk.app, link, "POST"):
            if not path.endswith(FOR_GOOD):
                sent = desk.post(path, by="Eve", seen="999", status="open", reason="So.")
                answered.append(everything(sent))
        for text in answered:
            assert not [word for word in others if word in text.lower()]
        own = any(marker(whose) in text for text in answered)
        assert own == (whose in spoken)
    store.close()


def normal(response: TestResponse, link: str) -> str:
    """An answer without what differs from review to review: tokens, ids, times of the server."""
    text = everything(response).replace(link, "/reviews/TOKEN")
    text = re.sub(r'name="csrf_token" value="[^"]+"', "", text)
    text = re.sub(r"\d{4}-\d\d-\d\d(T| )\d\d:\d\d(:\d\d)?(\.\d+)?Z?", "TIME", text)
    return re.sub(r"^(Set-Cookie|Content-Length): .*$", "", text, flags=re.MULTILINE)


@pytest.mark.parametrize("whose", ["edit", "view", "Cleo"])
def test_a_page_is_the_same_whatever_others_say(desk: Desk, store: ReviewStore, whose: str) -> None:
    """No status, count, flag, number or order depends on it either."""
    quiet = opined(begun(REVIEWERS), [("Cleo", "SNAG-101", Status.ACCEPTED)])
    loud = opined(quiet, [(name, issue, Status.OPEN) for name in ("Bo", "Dot") for issue in ISSUES])
    pages: list[list[str]] = []
    for record in (quiet, loud):
        links = links_of(desk, store, record)
        link = links[whose]
        paths = [path for path in addresses(desk.app, link) if not path.endswith(LINKS)]
        pages.append([normal(desk.get(path), link) for path in paths])
        store.delete(links["edit"].rpartition("/")[2])  # no server has a review twice
    assert len(pages[0]) > 20
    assert pages[0] == pages[1]


def test_all_is_seen_once_all_have_handed_in(desk: Desk, store: ReviewStore) -> None:
    record = opined(begun(REVIEWERS), EACH)
    for name in REVIEWERS:
        record = answering.hand_in(record, by=name, now=at(60))
    for link in links_of(desk, store, record).values():
        page = desk.get(f"{link}/issues/SNAG-101").text
        assert all(marker(name) in page for name in REVIEWERS)


def test_what_a_page_is_given_has_neither_the_record_nor_others_words(
    desk: Desk, store: ReviewStore
) -> None:
    links = links_of(desk, store, opined(begun(REVIEWERS), EACH))
    with desk.app.test_request_context("/reviews"):
        for whose, link in links.items():
            access = access_module.open_review(link.rpartition("/")[2])
            assert access.whole is None
            with pytest.raises(access_module.BlindError, match="Bo and Cleo and Dot"):
                _ = access.record
            words = {name for name in REVIEWERS if marker(name) in repr(access)}
            assert words == {whose}.intersection(REVIEWERS)


def test_the_map_has_the_addresses_of_a_review(sample_knowledge: Snapshot, tmp_path: Path) -> None:
    store = ReviewStore.open(f"sqlite:///{tmp_path / 'reviews.sqlite3'}")
    app = review_app(sample_knowledge, store)
    known = set(addresses(app, "/L"))
    assert {"/L", "/L.json", "/L/issues/SNAG-101.json", "/L/review.yaml", "/L/report.csv"} <= known
    assert {"/L/differences", "/L/sign", "/L/upgrade", "/L/links", "/L/hand-in"} <= known
    assert {"/L/issues/SNAG-101", "/L/profile", "/L/sign"} <= set(addresses(app, "/L", "POST"))
    store.close()


def test_numbers_do_not_tell_how_much_others_have_done(desk: Desk) -> None:
    pages = []
    for others in (0, 5):
        _, _, own, other = desk.begin(reviewers="Bo\nCleo")
        for number in range(others):
            assert desk.answer(other, "SNAG-001", notes=f"{number}").status_code == 303
        for notes in ("first", "second"):
            assert desk.answer(own, "SNAG-002", notes=notes).status_code == 303
            assert desk.answer(other, "SNAG-002", notes=f"{notes} {others}").status_code == 303
        issue = desk.json(f"{own}/issues/SNAG-002")
        assert issue["version"] == 3
        assert [event["number"] for event in desk.json(own)["history"]] == [3, 2, 1]
        pages.append(normal(desk.get(f"{own}/issues/SNAG-002"), own))
        # And the form of an older window is still told from a newer one.
        assert desk.answer(own, "SNAG-002", seen=2, notes="late").status_code == 409
    assert pages[0] == pages[1]


def test_a_link_by_another_spelling_is_the_same_reviewers(desk: Desk, store: ReviewStore) -> None:
    edit, _, _, _ = desk.begin(reviewers="Ana María\nCleo")
    for name in ("ana maría", "Ana  María", "Ana Mari\u0301a", "Ana María\u200b"):
        answer = desk.post(f"{edit}/links", kind="reviewer", name=name)
        assert answer.status_code == 400
        assert "answers blind and has a link" in answer.text or "nobody can see" in answer.text
    # Where the first one is lost, the new one is the reviewer's, however it is spelt.
    (first,) = (link for link in store.links(edit[9:]) if link.name == "Ana María")
    assert desk.post(f"{edit}/links/{first.id}/revoke").status_code == 303
    made = desk.post(f"{edit}/links", kind="reviewer", name="ANA MARÍA")
    link = re.findall(r"(/reviews/[\w-]+)</code>", made.text)[-1]
    assert desk.answer(link, "SNAG-001", notes="mine").status_code == 303
    assert desk.post(f"{link}/hand-in").status_code == 303
    assert desk.get(link).status_code == 200
    for names in ("Bo\nbo", "Bo\nＢｏ", "Bo\u200b\nCleo"):
        assert desk.post("/reviews/new", title="T", by="A", reviewers=names).status_code == 400


def test_two_to_ten_answer_blind(desk: Desk) -> None:
    names = [f"Reviewer {number}" for number in range(11)]
    for count, words in ((1, "name two or more"), (11, "At most 10 can answer blind.")):
        asked = {"title": "T", "by": "A", "reviewers": "\n".join(names[:count])}
        refused = desk.post("/reviews/new", **asked)
        assert (refused.status_code, words in refused.text) == (400, True)
    # To edit, to read, and one each.
    assert [len(desk.begin(reviewers="\n".join(names[:count]))) for count in (2, 10)] == [4, 12]
