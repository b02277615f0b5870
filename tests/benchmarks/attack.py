"""What others wait for while somebody orders what is dear; see README.md. Loopback only."""

import argparse
import re
import socket
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from http.client import HTTPConnection, HTTPException
from itertools import count
from pathlib import Path
from urllib.parse import quote, urlencode

sys.path.insert(0, str(Path(__file__).parents[1]))

from servers import octets_resident, snag_process

AT_ONCE = 8
MOST_SECONDS = 60
"""Seconds that an attack may take; then it counts as one that never ends."""

SOCKETS, HELD_SECONDS = 300, 15
PAGES = ("/issues/SNAG-001", "/healthz")
FORM = "application/x-www-form-urlencoded"
PREFIXES = "aa* ae* de* se* in* mo* la* co* re* pr*"
NOTES, NOTE = 40, "*a* [x](http://x) `b`\na\n=\n"

Order = Callable[[int], int | None]
"""Sends an order to a port and gives the status of the answer; None where there is none."""


def send(
    port: int, method: str, path: str, body: str | bytes = b"", **headers: str
) -> tuple[int | None, str]:
    """Status and text of one request on a connection of its own; no status where it is cut."""
    connection = HTTPConnection("127.0.0.1", port, timeout=MOST_SECONDS)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        connection.request(method, path, body or None, named)
        answer = connection.getresponse()
        cookie = answer.headers.get("Set-Cookie", "").partition(";")[0]
        return answer.status, f"{cookie}\n{answer.read().decode(errors='replace')}"
    except (OSError, HTTPException):
        return None, ""
    finally:
        connection.close()


class Reviewer:
    """Who has the cookie and the token that forms need."""

    def __init__(self, port: int) -> None:
        text = send(port, "GET", "/reviews/new")[1]
        self.port, self.cookie = port, text.partition("\n")[0]
        found = re.search(r'name="csrf_token" value="([^"]+)"', text)
        assert found is not None
        self.token = found[1]

    def post(self, path: str, **fields: object) -> tuple[int | None, str]:
        """Send a form."""
        body = urlencode({"csrf_token": self.token, **fields}, doseq=True)
        return send(self.port, "POST", path, body, Content_Type=FORM, Cookie=self.cookie)

    def bring(self, content: bytes) -> int | None:
        """Bring a review as a file; gives the status."""
        head = 'Content-Disposition: form-data; name="'
        parts = f'--b\r\n{head}csrf_token"\r\n\r\n{self.token}\r\n--b\r\n'
        parts += f'{head}file"; filename="x"\r\n\r\n'
        body = parts.encode() + content + b"\r\n--b--\r\n"
        kind = "multipart/form-data; boundary=b"
        return send(
            self.port, "POST", "/reviews/import", body, Content_Type=kind, Cookie=self.cookie
        )[0]

    def large_review(self) -> str:
        """The path of a review with many long notes on one issue."""
        status, made = self.post("/reviews/new", title="Large", by="Ana")
        found = re.search(r"/reviews/[\w-]{20,}", made)
        assert found is not None, status
        page = f"{found[0]}/issues/SNAG-001"
        if send(self.port, "GET", page)[0] != 200:
            self.post(f"{found[0]}/add", issue="SNAG-001", by="Ana")
        for at in range(NOTES):
            text = send(self.port, "GET", f"{page}.json")[1]
            seen = re.search(r'"version": ?(\d+)', text)
            assert seen is not None, text[:300]
            notes = f"{at} " + NOTE * (9_900 // len(NOTE))
            sent = self.post(page, status="open", by="Ana", seen=seen[1], notes=notes)[0]
            assert sent == 303, sent
        return found[0]


def orders(port: int) -> dict[str, Order]:
    """What is dear, by what it is called."""
    reviewer = Reviewer(port)
    large = reviewer.large_review()
    search = f"/search?size=100&q={quote(PREFIXES)}"
    return {
        "100 kB of é to /sparql": lambda to: send(
            to, "POST", "/sparql", ("é" * 49_999).encode(), Content_Type="application/sparql-query"
        )[0],
        "GET /sparql of 50 kB of a.": lambda to: send(
            to, "GET", f"/sparql?query={'a.' * 24_999}", Accept="application/json"
        )[0],
        "search of ten beginnings of words": lambda to: send(to, "GET", search)[0],
        "import of [1,1,…], 780 kB": lambda to: reviewer.bring(b"[" + b"1," * 390_000 + b"1]"),
        "Accept of 240 kB": lambda to: send(to, "GET", "/issues", Accept="a/b," * 60_000)[0],
        "Accept of 2 kB": lambda to: send(to, "GET", "/issues", Accept="a/b," * 499)[0],
        "q of 250 kB": lambda to: send(to, "GET", f"/search?q={'sensor+' * 36_000}")[0],
        "q of 1,000 characters": lambda to: send(to, "GET", f"/search?q={'sensor+' * 142}")[0],
        "report of a large review": lambda to: send(to, "GET", f"{large}/report.html")[0],
        "issue of a large review": lambda to: send(to, "GET", f"{large}/issues/SNAG-001")[0],
    }


def slowest(port: int, running: Callable[[], bool]) -> dict[str, float]:
    """The longest that each of ``PAGES`` took, in seconds, asked in turns while something runs.

    Without an answer it is infinite.
    """
    found = dict.fromkeys(PAGES, 0.0)
    while True:
        for path in PAGES:
            start = time.perf_counter()
            status = send(port, "GET", path)[0]
            taken = time.perf_counter() - start if status == 200 else float("inf")
            found[path] = max(found[path], taken)
        if not running():
            return found
        time.sleep(0.02)


def report(name: str, found: dict[str, float], note: str) -> None:
    """Print a row of the table."""
    cells = " | ".join(f"{found[path] * 1000:,.0f} ms" for path in PAGES)
    print(f"| {name} | {cells} | {note} |", flush=True)


def attack(name: str, port: int, order: Order) -> None:
    """Order the same ``AT_ONCE`` times at once, and look at what others wait for."""
    statuses: Counter[int | None] = Counter()

    def go() -> None:
        statuses[order(port)] += 1

    threads = [threading.Thread(target=go, daemon=True) for _ in range(AT_ONCE)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    end = start + MOST_SECONDS
    found = slowest(
        port, lambda: time.perf_counter() < end and any(each.is_alive() for each in threads)
    )
    told = ", ".join(f"{number} × {status or 'cut'}" for status, number in statuses.items())
    report(name, found, f"{told}; all in {time.perf_counter() - start:.1f} s")


def hold(port: int) -> None:
    """Hold sockets that send an octet a second."""
    sockets = [socket.create_connection(("127.0.0.1", port), timeout=5) for _ in range(SOCKETS)]
    stop = threading.Event()

    def drip() -> None:
        while not stop.wait(1):
            for each in sockets:
                try:
                    each.sendall(b"G")
                except OSError:
                    continue

    thread = threading.Thread(target=drip)
    thread.start()
    end = time.perf_counter() + HELD_SECONDS
    found = slowest(port, lambda: time.perf_counter() < end)
    stop.set()
    thread.join()
    for each in sockets:
        each.close()
    report(f"{SOCKETS} sockets, an octet a second", found, f"for {HELD_SECONDS} s")


def distinct(port: int, pid: int, number: int, seconds: float) -> None:
    """Ask for so many addresses, each another one, or as many as there is time for."""
    before, numbers, asked = octets_resident(pid), count(), count()
    end = time.perf_counter() + seconds
    shapes = ("/suggest.json?q={}", "/cite/{}.txt", "/issues?phase={}", "/nowhere/{}")

    def go() -> None:
        connection = HTTPConnection("127.0.0.1", port, timeout=MOST_SECONDS)
        while time.perf_counter() < end and (at := next(numbers)) < number:
            connection.request("GET", shapes[at % len(shapes)].format(f"{at}{'y' * 300}"))
            connection.getresponse().read()
            next(asked)
        connection.close()

    threads = [threading.Thread(target=go) for _ in range(4)]
    for thread in threads:
        thread.start()
    found = slowest(port, lambda: any(thread.is_alive() for thread in threads))
    grown = (octets_resident(pid) - before) / 1e6
    report("addresses, each another one", found, f"{next(asked):,} asked; {grown:+.1f} MB resident")


def main() -> None:
    """Attack a server of one's own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--urls", type=int, default=100_000, help="distinct addresses at most")
    parser.add_argument("--seconds", type=float, default=120, help="seconds for them at most")
    given = parser.parse_args()
    print("| eight at once of | slowest page | slowest /healthz | answers |\n|---|---|---|---|")
    with snag_process(SNAGLIST_REVIEW_WRITES="100000") as (port, pid, _):
        slowest(port, lambda: False)  # templates are compiled
        end = time.perf_counter() + 3
        report("nothing", slowest(port, lambda: time.perf_counter() < end), "for 3 s")
        for name, order in orders(port).items():
            attack(name, port, order)
        hold(port)
        distinct(port, pid, given.urls, given.seconds)


if __name__ == "__main__":
    main()
