"""How search and pages compare with Datasette over SQLite's full-text search; see README.md."""

import argparse
import http.client
import json
import random
import sqlite3
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.many import many
from servers import BIN, free_port, running, snag_serve

from snaglist.index.build import build_index
from snaglist.index.documents import documents
from snaglist.index.query import FACETS
from snaglist.index.suggestions import NAMES_FILE
from snaglist.model.catalogue import Catalogue
from snaglist.settings import shipped_folder
from snaglist.sources.loader import load_catalogue

ROUNDS = 5
SIZE = 20
WORDS = (
    "sensor", "camera", "calibration", "missing", "alert", "fallback", "latency", "stale",
    "city", "survey", "ontology", "recommendation", "accuracy", "kpi", "shelf", "workflow",
    "sensor data", "open source", "upstream table", "user trust", "business metric",
    "model production", "fill gap", "quality", "data", "people", "system",
    '"open source"', '"business metric"', '"a lot of data"', '"machine learning model"',
    "calib*", "sens*", "m*", "recom* data",
)  # fmt: skip
"""What is searched for: words, all of which a document must have, phrases, beginnings of words."""


def write_sqlite(catalogue: Catalogue, path: Path) -> None:
    """The same texts and facets as a table with full-text search, several values as JSON."""
    columns = [facet.replace("-", "_") for facet in FACETS]
    base = sqlite3.connect(path)
    base.execute(f"CREATE TABLE documents (id TEXT PRIMARY KEY, title, text, {', '.join(columns)})")
    marks = ", ".join("?" * (3 + len(columns)))
    base.executemany(
        f"INSERT INTO documents VALUES ({marks})",
        (
            (
                each.id,
                each.title,
                "\n".join(text for _, text in each.passages),
                *(json.dumps(each.facets.get(facet, ())) for facet in FACETS),
            )
            for each in documents(catalogue)
        ),
    )
    base.execute(
        "CREATE VIRTUAL TABLE documents_fts USING fts5"
        "(text, content=\"documents\", tokenize='porter unicode61')"
    )
    base.execute("INSERT INTO documents_fts(documents_fts) VALUES ('rebuild')")
    base.commit()
    base.close()


@contextmanager
def datasette(path: Path) -> Iterator[int]:
    """Datasette with that file, allowed to count for as long as it needs."""
    port = free_port()
    command = [str(BIN / "datasette"), "serve", str(path), "--port", str(port)]
    for name in ("sql_time_limit_ms", "facet_time_limit_ms"):
        command += ["--setting", name, "60000"]
    command += ["--setting", "suggest_facets", "off", "--setting", "default_facet_size", "30"]
    with running(command, port, {}) as found:
        yield found


def ours(words: str) -> str:
    """The address of a search here, exactly for what was typed."""
    return "/search?" + urlencode({"q": all_of(words), "exact": "yes"})


def ours_wide(words: str) -> str:
    """The same with other names of the same thing, as people search."""
    return "/search?" + urlencode({"q": all_of(words)})


def all_of(words: str) -> str:
    """The words with AND between them; a phrase as it is."""
    return words if words.startswith('"') else " AND ".join(words.split())


def theirs(words: str) -> str:
    """The address of the same search there, with the same facets."""
    asked = [("_search", words), ("_searchmode", "raw"), ("_size", str(SIZE))]
    asked += [("_facet_array", facet.replace("-", "_")) for facet in FACETS]
    return "/documents/documents?" + urlencode(asked)


def fetch(port: int, path: str) -> tuple[float, bytes]:
    """Seconds and content of one request on a connection of its own."""
    start = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
    connection.request("GET", path)
    response = connection.getresponse()
    content = response.read()
    connection.close()
    assert response.status == 200, (path, response.status, content[:300])
    return time.perf_counter() - start, content


def totals(snag: int, peer: int, words: str) -> tuple[int, int]:
    """How many each finds."""
    here = json.loads(fetch(snag, ours(words).replace("?", ".json?"))[1])["total"]
    there = json.loads(fetch(peer, theirs(words).replace("?", ".json?"))[1])
    return here, there["filtered_table_rows_count"]


def searches(snag: int, peer: int, rounds: int) -> None:
    """Print median and 95th percentile of both, first time and again, in turns."""
    ways: dict[str, tuple[int, Callable[[str], str]]] = {
        "snag": (snag, ours),
        "snag, other names too": (snag, ours_wide),
        "datasette": (peer, theirs),
    }
    cold: dict[str, list[float]] = {name: [] for name in ways}
    warm: dict[str, list[float]] = {name: [] for name in ways}
    print(f"{'words':24}{'snag':>10}{'datasette':>10}  hits found")
    for words in WORDS:
        order = list(ways.items())
        random.Random(words).shuffle(order)
        for name, (port, address) in order:
            cold[name].append(fetch(port, address(words))[0])
        for _ in range(rounds):
            for name, (port, address) in order:
                warm[name].append(fetch(port, address(words))[0])
        here, there = totals(snag, peer, words)
        print(f"{words:24}{here:10,}{there:10,}")
    for title, times in (("first time", cold), ("again", warm))[: 2 if rounds else 1]:
        for name, found in times.items():
            middle, late = (statistics.quantiles(found, n=20)[at] * 1000 for at in (9, 18))
            print(f"{title:12}{name:24} median {middle:8.1f} ms, 95 % {late:8.1f} ms")
        for at, what in ((9, "median"), (18, "95 %")):
            one, other = (statistics.quantiles(times[n], n=20)[at] for n in ("snag", "datasette"))
            print(f"{title}, {what}: snag takes {one / other:.2f} times datasette")


def throughput(port: int, paths: list[str], seconds: float = 5, clients: int = 4) -> float:
    """Requests answered in a second, asked for by several clients at once."""
    counts = [0] * clients
    end = time.perf_counter() + seconds

    def ask(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        while time.perf_counter() < end:
            connection.request("GET", paths[counts[number] % len(paths)])
            connection.getresponse().read()
            counts[number] += 1
        connection.close()

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / seconds


def pages(snag: int, peer: int, catalogue: Catalogue) -> None:
    """Print requests a second for pages of issues here, and for rows of the same issues there."""
    names = [issue.id for issue in catalogue.issues][:40]
    rates: dict[str, list[float]] = {"snag": [], "datasette": []}
    for _ in range(3):
        rates["snag"].append(throughput(snag, [f"/issues/{name}" for name in names]))
        rows = [f"/documents/documents/{name}" for name in names]
        rates["datasette"].append(throughput(peer, rows))
    one, other = (statistics.median(rates[name]) for name in ("snag", "datasette"))
    print(f"pages a second: snag {one:.0f}, datasette {other:.0f}: {one / other:.2f} times")


def main() -> None:
    """Run on the shipped catalogue, or on one with as many quotes as asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quotes", type=int, help="generate a catalogue with so many quotes")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="how often each is asked again")
    parser.add_argument("--index", type=Path, help="where its index is kept for the next time")
    asked = parser.parse_args()
    catalogue = load_catalogue(shipped_folder("catalog"))
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        if asked.quotes:
            catalogue = many(catalogue, asked.quotes)
        count = sum(1 for _ in documents(catalogue))
        print(f"{count:,} documents, {sum(1 for _ in catalogue.quotes):,} of them quotes")
        write_sqlite(catalogue, folder / "documents.db")
        index = asked.index or folder / "index"
        if asked.quotes and not (index / NAMES_FILE).exists():
            build_index(catalogue, index)
        with datasette(folder / "documents.db") as peer, served(asked.quotes, index) as snag:
            searches(snag, peer, asked.rounds)
            pages(snag, peer, catalogue)


@contextmanager
def served(quotes: int | None, index: Path) -> Iterator[int]:
    """Our server on the shipped catalogue or on a generated one."""
    if not quotes:
        with snag_serve() as port:
            yield port
        return
    port = free_port()
    script = Path(__file__).with_name("serve_many.py")
    command = [sys.executable, str(script), str(index), str(quotes), str(port)]
    with running(command, port, {}) as found:
        yield found


if __name__ == "__main__":
    main()
