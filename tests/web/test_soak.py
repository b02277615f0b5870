"""Two minutes of everything at once: memory, descriptors and threads of the server stay level."""

import random
import re
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass
from http.client import HTTPConnection
from itertools import count
from pathlib import Path
from statistics import fmean
from urllib.parse import quote, urlencode

import pytest
from common import SAMPLE
from servers import octets_resident, snag_process
from web.review_desk import PROFILE

pytestmark = [
    pytest.mark.thorough,
    pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc"),
]

CLIENTS = 4
REQUESTS, SECONDS = 12_000, 120
"""Whichever comes first: a fast machine is done sooner, a slow one asks less."""

FEWEST = 400
"""Requests that even a slow machine sends; fewer would show nothing."""

REVIEW_EVERY = 500
"""Requests of a client between reviews that it begins."""

MOST_GROWTH, MOST_WORKER_GROWTH = 40_000_000, 4_000_000
"""Octets that the server, and a process of its on average, may grow by after the first quarter.

Measured: 24 MB and less than 1; it is an average because a process may begin or end meanwhile.
Sixteen threads meet their first large answers and reviews grow for a while, so the quarters bring
12, 9 and then 3 MB. A leak of 5 kB an answer is more than the bound.
"""

FEW = 3
"""Descriptors or threads more or less: a connection that is being closed, a look at readiness."""

WORDS = ("sensor", "stops", "data", "drift", "label", "model", "nobody", "noticed", "week", "gap")
FIXED = (
    *("/", "/issues", "/strategies", "/interviews", "/ontology", "/map", "/matrix", "/gaps"),
    "/guide",
    *("/questions", "/changes", "/changes.atom", "/data", "/search/help", "/sparql", "/reviews"),
    *("/issues/SNAG-001", "/issues/SNAG-002.json", "/issues/SNAG-001.ttl", "/id/SNAG-002.jsonld"),
    *("/interviews/I01", "/interviews/I01/transcript.txt", "/strategies/FIX-001", "/readyz"),
    *("/static/snaglist.css", "/data/snaglist-everything.nq", "/.well-known/void", "/reviews/new"),
)
ODD = (
    *(
        "/nowhere",
        "/issues/SNAG-404",
        "/%00",
        "/%ff%fe",
        "/issues/../../etc/passwd",
        "//",
        "/issues;a",
    ),
    *("/search?page=x", "/search?q=%22", "/search?q=" + "a*%20" * 11, "/issues?phase=none"),
    *("/sparql?query=DROP%20ALL", "/sparql?query=" + "%C3%A9" * 9_000, "/suggest.json?typ=1"),
    *("/id/SNAG-001?format=png", "/data/nothing.ttl", "/reviews/guessed-token", "/" + "x" * 2_000),
)
ACCEPTS = ("text/html", "*/*", "application/json", "text/turtle", "image/png", "a/b;q=x,;;")
ENCODINGS = ("", "gzip", "br")


@dataclass(frozen=True, slots=True)
class Held:
    """What the server holds: memory of its own, of a process on average, descriptors, threads."""

    memory: int
    worker: float
    descriptors: int
    threads: int
    processes: int


def held(pid: int) -> Held:
    """What a server and its processes hold now."""
    family = [pid]
    for each in family:
        for task in Path(f"/proc/{each}/task").iterdir():
            family += map(int, (task / "children").read_text().split())
    return Held(
        memory=octets_resident(pid),
        worker=fmean(map(octets_resident, family[1:])),
        descriptors=len(list(Path(f"/proc/{pid}/fd").iterdir())),
        threads=len(list(Path(f"/proc/{pid}/task").iterdir())),
        processes=len(family),
    )


def settled(pid: int) -> Held:
    """What is held once nobody asks any more: the same twice in a row, or the last of ten looks."""
    last = None
    for _ in range(10):
        time.sleep(1)
        try:
            now = held(pid)
        except FileNotFoundError:  # a worker ended as we looked
            continue
        if last and (last.descriptors, last.threads) == (now.descriptors, now.threads):
            return now
        last = now
    assert last is not None
    return last


class Visitor:
    """A client that keeps its connection, and a review of its own."""

    def __init__(self, port: int, seed: int) -> None:
        self.port, self.chance = port, random.Random(seed)
        self.connection = HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookie = self.token = self.link = ""
        self.statuses: Counter[int] = Counter()
        self.failed: list[tuple[int, str, bytes]] = []
        self.asked = count()

    def step(self) -> None:
        """One request, or the two of a form."""
        if next(self.asked) % REVIEW_EVERY == 0:
            self.begin()
        chance = self.chance
        kind = chance.choices(("search", "page", "query", "suggest", "review", "odd"), WEIGHTS)[0]
        words = f"{chance.choice(WORDS)} {chance.choice(WORDS)} w{chance.randrange(10**9)}"
        if kind == "search":
            path = chance.choice(("/search", "/search.json", "/search.csv", "/search.ttl"))
            self.send("GET", f"{path}?q={quote(words)}")
        elif kind == "query":
            query = f"SELECT * {{ ?s ?p ?o FILTER(STRLEN(STR(?o)) > {chance.random() * 90}) }}"
            self.send("GET", f"/sparql?query={quote(query + ' LIMIT 20')}")
        elif kind == "suggest":
            self.send("GET", f"/suggest.json?q={quote(words[: chance.randrange(1, 12)])}")
        elif kind == "review":
            self.review()
        else:
            self.send("GET", chance.choice(FIXED if kind == "page" else ODD))

    def begin(self) -> None:
        """Begin a review as a browser does: the form, then what was filled in."""
        page = self.send("GET", "/reviews/new")
        found = re.search(r'name="csrf_token" value="([^"]+)"', page)
        assert found is not None, page
        self.token = found[1]
        made = self.post("/reviews/new", title="The new bed", by="Ana", **PROFILE)
        links = re.findall(r"/reviews/[\w-]{20,}", made)
        assert links, made
        self.link = links[0]

    def review(self) -> None:
        """Look at the review, or answer an issue of it; now and then as one who saw too little."""
        page = f"{self.link}/issues/SNAG-001"
        if self.chance.random() < 0.3:
            found = re.search(r'"version": ?(\d+)', self.send("GET", f"{page}.json"))
            seen = found[1] if found and self.chance.random() < 0.9 else "0"
            self.post(page, status="open", by="Ana", seen=seen, notes=f"n{self.chance.random()}")
        else:
            ways = ("", "/issues/SNAG-001", "/links", "/report.html", "/review.yaml", ".json")
            self.send("GET", self.link + self.chance.choice(ways))

    def post(self, path: str, **fields: object) -> str:
        """Send a form."""
        body = urlencode({"csrf_token": self.token, **fields}, doseq=True)
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.send("POST", path, body, kind)

    def send(
        self, method: str, path: str, body: str | None = None, more: dict[str, str] | None = None
    ) -> str:
        """The text of an answer; its status is counted."""
        chance = self.chance
        headers = {"Cookie": self.cookie} if self.cookie else {}
        if not path.startswith("/reviews"):
            headers["Accept"] = chance.choice(ACCEPTS)
            headers["Accept-Encoding"] = chance.choice(ENCODINGS)
        self.connection.request(method, path, body, headers | (more or {}))
        answer = self.connection.getresponse()
        content = answer.read()
        self.statuses[answer.status] += 1
        if answer.status >= 500 and not answer.headers.get("Retry-After"):
            self.failed.append((answer.status, path, content))
        cookie = answer.headers.get("Set-Cookie")
        self.cookie = cookie.partition(";")[0] if cookie else self.cookie
        if chance.random() < 0.02:
            # http.client opens another one by itself.
            self.connection.close()
        return content.decode(errors="replace")


WEIGHTS = (30, 30, 12, 10, 10, 8)


def visit(visitors: list[Visitor], share: float) -> None:
    """Let all visitors ask at once: a share of all requests, or of the time; raises theirs."""
    numbers, end = count(), time.monotonic() + SECONDS * share
    errors: list[BaseException] = []

    def go(visitor: Visitor) -> None:
        try:
            while not errors and next(numbers) < REQUESTS * share and time.monotonic() < end:
                visitor.step()
        except BaseException as error:
            errors.append(error)
        finally:
            visitor.connection.close()

    threads = [threading.Thread(target=go, args=(each,)) for each in visitors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for error in errors:
        raise error


def test_two_minutes_of_everything_leave_the_server_as_it_was() -> None:
    with snag_process("--catalog", SAMPLE, SNAGLIST_REVIEW_WRITES="100000") as (port, pid, said):
        visitors = [Visitor(port, seed) for seed in range(CLIENTS)]
        visit(visitors, 0.25)
        before = settled(pid)
        visit(visitors, 0.75)
        after = settled(pid)
        told = said.read_text()
    statuses = sum((each.statuses for each in visitors), Counter[int]())
    assert statuses.total() >= FEWEST
    assert {200, 303, 400, 404, 406, 409, 414} <= statuses.keys()
    assert [failed for each in visitors for failed in each.failed] == []
    # Four who ask for reports at once are told to come again, as two are made at a time.
    assert statuses[503] < statuses.total() / 100
    assert "Traceback" not in told
    assert after.memory - before.memory < MOST_GROWTH, (before, after)
    assert after.worker - before.worker < MOST_WORKER_GROWTH, (before, after)
    assert abs(after.descriptors - before.descriptors) <= FEW, (before, after)
    assert abs(after.threads - before.threads) <= FEW, (before, after)
    assert abs(after.processes - before.processes) <= FEW, (before, after)
