"""What strangers can order grows no faster than what they send, and never dwarfs a page."""

import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from urllib.parse import quote

import pytest
from costs import TIMES, cost_grows_linearly, cpu_seconds
from flask.testing import FlaskClient
from web.review_desk import Desk

from snaglist.errors import SnaglistError
from snaglist.reviews.work import ReviewWork
from snaglist.web.clients import client_gone

WORDS = [
    *(
        "é",
        "a.",
        "a ",
        "aa* ",
        '"a b" ',
        '"',
        "title:s ",
        "(",
        ") ",
        "NOT ",
        "s AND ",
        "SNAG-",
        "()",
    ),
    *("sensor ", "sensro ", "phase:o* ", "x-", "\\", "%", "<", "0", "\u0301", "，"),
]
"""What an input is made of, many times over."""

OFTEN = ["/search.json?q={}", "/{}"]
SEARCHES = [
    *("/search?q={}", "/search.csv?q={}", "/search.ttl?q={}&size=100"),
    "/search?exact=yes&sort=id&q={}",
]
SELDOM = [
    *("/suggest.json?q={}", "/issues?phase={}", "/search?{}=1", "/search?type={}", "/issues/{}"),
    *("/issues/{}.json", "/id/{}", "/ontology.{}", "/data/{}", "/sparql?format={}", "/reviews/{}"),
    *("/issues?format={}", "/sparql?default-graph-uri={}"),
]


def marked(often: Iterable[str], seldom: Iterable[str]) -> list[object]:
    """The cases of every run, and those of thorough ones."""
    return [*often, *(pytest.param(each, marks=pytest.mark.thorough) for each in seldom)]


LARGEST = 900
"""Characters of an input: as many as are read of any."""


def orders(path: str) -> Callable[[FlaskClient], Callable[[int], None]]:
    """All the hostile inputs of a size at one address."""

    def with_client(client: FlaskClient) -> Callable[[int], None]:
        def order(size: int) -> None:
            for unit in WORDS:
                given = quote(unit * (size // len(unit)), safe="")
                assert client.get(path.format(given)).status_code < 500

        return order

    return with_client


@pytest.mark.thorough
@pytest.mark.parametrize("path", marked(OFTEN, (*SEARCHES, *SELDOM)))
def test_no_address_costs_more_than_its_length(client: FlaskClient, path: str) -> None:
    order = orders(path)(client)
    order(10)
    # A page has a cost of its own, so that the largest is measured against a quarter of it.
    assert cost_grows_linearly(order, LARGEST // TIMES, grow=False)


@pytest.mark.parametrize("path", marked(OFTEN[:1], SEARCHES))
def test_no_search_costs_more_than_many_plain_ones(client: FlaskClient, path: str) -> None:
    plain = cpu_seconds(lambda _: client.get(path.format("sensor")), 0)
    order = orders(path)(client)
    assert cpu_seconds(order, LARGEST, 2) < 20 * len(WORDS) * plain


HEADERS = {
    "Accept": ["a/b,", "*/*,", "text/turtle;q=0.1,", ";", ",", "a/b;c=d;", '"', "text/html,"],
    "If-None-Match": ['"a",', 'W/"a",', "*", "a", '"'],
    "Accept-Encoding": ["gzip,", "*;q=0,", ";"],
    "Range": ["bytes=0-1,", "0-0,", "-"],
    "Cookie": ["a=b;", ";", "=", '"', "snaglist-reviews=a."],
    "Referer": ["a", "/", "?"],
    "Content-Type": ["a/b;", "multipart/form-data;boundary=", ";a=", '"'],
    "X-Forwarded-For": ["1.2.3.4,", ","],
}


@pytest.mark.parametrize("name", marked([], HEADERS))
def test_no_header_costs_more_than_its_length(client: FlaskClient, name: str) -> None:
    def order(size: int) -> None:
        for unit in HEADERS[name]:
            for path in ("/issues/SNAG-001", "/sparql?query=ASK{}", "/reviews", "/nothing"):
                answer = client.get(path, headers={name: unit * (size // len(unit))})
                assert answer.status_code < 500

    order(10)
    assert cost_grows_linearly(order, 1_900 // TIMES, grow=False)


YAML = [
    *("1,", "[", "{", "- a\n", "a: 1\n", "? a\n", "'", '"', "|\n", "# x\n", "---\n", "&a ", "*a "),
    *("!!x ", "a\n=\n", "\t", "é", "%", "- - ", "{a: ", "0", "x:", "\\", "<<<<<<< x\n"),
]


@pytest.mark.parametrize(
    "before", marked(["["], ["", "events: [", "format: 1\nevents:\n", "a: '", "a: |\n  "])
)
def test_no_file_costs_more_than_its_length(before: str) -> None:
    work = ReviewWork(processes=False)

    def bring(size: int) -> None:
        for unit in YAML:
            with suppress(SnaglistError):
                work.parse((before + unit * (size // len(unit))).encode())

    assert cost_grows_linearly(bring, 1_000)


@pytest.mark.thorough
@pytest.mark.parametrize(
    "unit", marked(["a\n=\n"], ["[", "<b>", "SNAG-001 ", "- a\n", "> ", "a", "a\n\n"])
)
def test_no_note_costs_more_than_its_length(desk: Desk, unit: str) -> None:
    link = desk.begin()[0]

    def show(size: int) -> None:
        notes = unit * (size // len(unit)) + "."
        assert desk.answer(link, "SNAG-001", notes=notes).status_code == 303
        assert desk.get(f"{link}/issues/SNAG-001").status_code == 200

    assert cost_grows_linearly(show, 9_000 // TIMES, grow=False)


def test_a_page_reads_so_many_notes_as_markdown(desk: Desk) -> None:
    link = desk.begin()[0]
    for _ in range(6):
        desk.answer(link, "SNAG-001", notes="*word* " + "x" * 9_000)
    page = desk.get(f"{link}/issues/SNAG-001").text
    assert "<em>word</em>" in page
    assert "*word*" in page
    assert page.count("x" * 9_000) >= 6


def test_who_left_is_noticed(client: FlaskClient) -> None:
    left = threading.Event()
    environ = {"waitress.client_disconnected": left.is_set}
    with client.application.test_request_context("/", environ_overrides=environ):
        assert not client_gone()()
        left.set()
        assert client_gone()()
    with client.application.test_request_context("/"):
        assert not client_gone()()
