"""What holds of every page of a catalogue of several interviews: all that links lead to."""

import re
from collections import deque
from collections.abc import Iterator
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from common import FIVE_INTERVIEWS
from flask.testing import FlaskClient
from interviews.test_access import leaks, runs_outside
from web.test_web_many_interviews import plain

from snaglist.snapshot.snapshot import Snapshot

STARTS = (
    *("/", "/issues", "/strategies", "/search?q=units", "/search?q=ofen", "/search?type=quote"),
    *("/search?type=turn&role=interviewer", "/search/help", "/evidence?rows=quotes", "/gaps"),
    *("/compare?id=SNAG-001&id=SNAG-002", "/collection?id=I01-Q001&id=I03-Q001", "/changes"),
)
SECRETS = ("umbrella", "marmalade", "hums")
"""Words of I02 that stand in none of its quotes, and nowhere else."""


def every_page(many: FlaskClient) -> Iterator[tuple[str, bytes, str]]:
    """What links lead to, each path once, with the text of what is a page."""
    waiting, seen = deque(STARTS), set(STARTS)
    while waiting:
        address = waiting.popleft()
        with many.get(address, follow_redirects=True) as answer:
            assert answer.status_code in (200, 404), address
            content = answer.data
            page = content.decode() if "html" in answer.content_type else ""
        yield address, content, page
        for link in re.findall(r'href="([^"]+)"', page):
            found = urlsplit(urljoin(f"http://localhost{address}", unescape(link)))
            if found.netloc == "localhost" and not found.query and found.path not in seen:
                seen.add(found.path)
                waiting.append(found.path)


@pytest.mark.thorough
def test_every_page_tells_whose_words_it_shows_and_none_that_may_not_leave(
    many: FlaskClient, five_interviews: Snapshot
) -> None:
    text = (FIVE_INTERVIEWS / "interviews/I02/transcript.txt").read_text()
    quotes = [quote.exact for quote in five_interviews.catalogue.quotes if quote.id[:3] == "I02"]
    runs = runs_outside(text, quotes)
    assert leaks(text.encode(), SECRETS, runs) == {*SECRETS, *runs}
    pages = captions = 0
    for address, content, page in every_page(many):
        assert leaks(content, SECRETS, runs) == set(), address
        pages += bool(page)
        for caption in re.findall(r"<figcaption>(.*?)</figcaption>", page, re.S):
            words = plain(caption)
            captions += "data scientist" in words
            # Two of the people have this role, one of them in two interviews.
            assert "data scientist" not in words or re.search(
                r"\bI0[123] · data scientist \(person-0[12]\)", words
            ), (address, words)
    assert pages > 60
    assert captions > 20


def test_no_two_choices_of_a_search_are_called_the_same(many: FlaskClient) -> None:
    found = many.get("/search.json?type=turn&role=interviewer&role=data+scientist").get_json()
    shown = {name: [v["label"] for v in values] for name, values in found["facets"].items()}
    assert "data scientist, I03" in shown["speaker"]
    for name, names in shown.items():
        assert len(set(names)) == len(names), name
    # By the name alone all of them are found.
    hits = many.get("/search.json?q=speaker:scientist&type=turn").get_json()["hits"]
    assert {hit["id"][:3] for hit in hits} == {"I01", "I02", "I03"}
