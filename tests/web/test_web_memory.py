"""Memory stays level, however many addresses, words and visitors there are."""

import gc
import itertools
import random
import resource
from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from web.review_desk import Desk

pytestmark = pytest.mark.thorough

LEVEL = 2_000_000
"""Octets that a quarter of the work may leave in use; heaps are never quite still."""


def resident() -> int:
    """Octets of memory that this process has."""
    gc.collect()
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()


def growth(work: Callable[[int], object], count: int) -> int:
    """The least that the second, third and fourth quarter of some work leave in use.

    The first quarter fills what is bounded. A leak shows in each of the others; what a heap, or
    another thread of the process, takes at once shows in one.
    """
    quarter = count // 4
    sizes = []
    for part in range(4):
        for number in range(part * quarter, (part + 1) * quarter):
            work(number)
        sizes.append(resident())
    return min(after - before for before, after in itertools.pairwise(sizes))


def test_twelve_thousand_addresses_leave_nothing(client: FlaskClient) -> None:
    paths = ["/suggest.json?q={}", "/issues?format={}", "/data/{}", "/search.json?page=9&q={}"]

    def visit(number: int) -> None:
        address = paths[number % len(paths)].format(f"{number}{'y' * 980}")
        client.get(address, headers={"Accept": f"text/x{number}", "Host": f"h{number % 40}.test"})

    # An address has some 1,000 octets, a search no more: a quarter of them, kept, would be 3 MB.
    assert growth(visit, 12_000) < LEVEL


def test_distinct_words_fill_what_is_bounded(client: FlaskClient) -> None:
    rng = random.Random(7)
    letters = "abcdefghijklmnopqrstuvwxyz"

    def search(number: int) -> None:
        words = ["".join(rng.choices(letters, k=40)) for _ in range(20)]
        client.get("/search.json", query_string={"q": " ".join(words)})

    assert growth(search, 1_500) < LEVEL


def test_distinct_visitors_leave_nothing(desk: Desk) -> None:
    def guess(number: int) -> None:
        address = f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}"
        desk.app.test_client(use_cookies=False).post(
            "/reviews/new", environ_overrides={"REMOTE_ADDR": address}
        )

    # What is counted of an address, some hundred octets, is forgotten a minute later only, when it
    # or nobody comes again: what stays of 2,000 is bounded, and what would stay of a page is more.
    assert growth(guess, 8_000) < 4 * LEVEL
