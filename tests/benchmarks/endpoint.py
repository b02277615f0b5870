"""How the SPARQL endpoint and a thing's Turtle compare with their peers; see README.md."""

import argparse
import http.client
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import ExitStack
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote, urlencode

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.large import write_large
from our_names import PREFIXES
from servers import BIN, free_port, running, snag_serve

from snaglist.build.current import open_current
from snaglist.dataset.distributions import DatasetPart, dump_name
from snaglist.graph.rdf_formats import RdfFormat
from snaglist.settings import shipped_folder
from snaglist.snapshot.snapshot import Snapshot
from snaglist.sparql.request import Limits, Request
from snaglist.sparql.worker_pool import WorkerPool

ROUNDS = 9
BASE = PREFIXES["id"]


def prologue() -> str:
    """What peers must be told: base and prefixes."""
    names = "".join(f"PREFIX {name}: <{iri}> " for name, iri in PREFIXES.items())
    return f"BASE <{BASE}> {names}"


def fetch(port: int, path: str, accept: str) -> tuple[float, bytes]:
    """Seconds and content of one request on a connection of its own."""
    start = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
    connection.request("GET", path, headers={"Accept": accept})
    response = connection.getresponse()
    content = response.read()
    connection.close()
    assert response.status == 200, (response.status, content[:300])
    return time.perf_counter() - start, content


def medians(ports: dict[str, tuple[int, str]], query: str) -> dict[str, float]:
    """The median of each server for a query, asked in turns."""
    times: dict[str, list[float]] = {name: [] for name in ports}
    for _ in range(ROUNDS):
        for name, (port, path) in ports.items():
            address = f"{path}?{urlencode({'query': query})}"
            times[name].append(fetch(port, address, "application/sparql-results+json")[0])
    return {name: statistics.median(found) for name, found in times.items()}


def questions(known: Snapshot, ports: dict[str, tuple[int, str]]) -> None:
    """Print what each question takes, and the ratios over all of them."""
    totals = dict.fromkeys(ports, 0.0)
    print(f"{'question':32}", *(f"{name:>16}" for name in ports))
    for example in known.facts.examples:
        found = medians(ports, prologue() + example.query.replace("\n", " "))
        for name, seconds in found.items():
            totals[name] += seconds
        print(f"{example.name:32}", *(f"{found[name] * 1000:13.1f} ms" for name in ports))
    print(f"{'all':32}", *(f"{totals[name] * 1000:13.1f} ms" for name in ports))
    for name in ports:
        print(f"snag takes {totals['snag'] / totals[name]:.2f} times {name}")


def thing(port: int) -> None:
    """A thing as Turtle, warm, against a static file of the same size."""
    path = "/issues/SNAG-042.ttl"
    _, content = fetch(port, path, "*/*")
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "thing.ttl").write_bytes(content)
        handler = partial(Quiet, directory=folder)
        with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            pairs = [
                (fetch(port, path, "*/*")[0], fetch(server.server_port, "/thing.ttl", "*/*")[0])
                for _ in range(60)
            ]
            server.shutdown()
    ours, static = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(f"{path}: {ours * 1000:.1f} ms, a static file of {len(content):,} bytes "
          f"{static * 1000:.1f} ms: {ours / static:.2f} times")  # fmt: skip


class Quiet(SimpleHTTPRequestHandler):
    """A server of files, in the same language, that logs nothing."""

    def log_message(self, *args: object) -> None:
        """Say nothing."""


def small(known: Snapshot, dump: Path) -> None:
    """The shipped catalogue, against both peers."""
    with ExitStack() as stack:
        port = stack.enter_context(snag_serve("--data", known.folder.parents[1]))
        oxigraph = stack.enter_context(oxigraph_of(dump))
        other = free_port()
        command = [str(BIN / "rdflib-endpoint"), "serve", "--host", "127.0.0.1"]
        triples = dump.with_name(dump_name(DatasetPart.EVERYTHING, RdfFormat.NTRIPLES))
        command += ["--port", str(other), str(triples)]
        stack.enter_context(running(command, other, {}))
        ports = {
            "snag": (port, "/sparql"),
            "oxigraph": (oxigraph, "/query"),
            "rdflib-endpoint": (other, "/"),
        }
        questions(known, ports)
        thing(port)


def oxigraph_of(dump: Path):  # type: ignore[no-untyped-def]
    """Oxigraph's server with a dump loaded, its default graph the union of all."""
    folder = tempfile.mkdtemp()
    subprocess.run(
        [BIN / "oxigraph", "load", "--location", folder, "--file", dump],
        check=True,
        stderr=subprocess.DEVNULL,
    )
    port = free_port()
    command = [str(BIN / "oxigraph"), "serve-read-only", "--location", folder]
    return running([*command, "--bind", f"127.0.0.1:{port}", "--union-default-graph"], port, {})


def large(known: Snapshot, dump: Path, copies: int) -> None:
    """The catalogue many times over: loading, and the questions in process and by Oxigraph."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.nq"
        print(f"{write_large(dump, path, copies):,} quads, {path.stat().st_size / 1e6:.0f} MB")
        pool = WorkerPool(path, {}, PREFIXES, Limits(seconds=120, rows=10**7, size=10**9))
        start = time.perf_counter()
        pool.answer(Request(query="ASK {}"))
        print(f"loaded and first answer after {time.perf_counter() - start:.1f} s")
        with oxigraph_of(path) as port:
            ours = theirs = 0.0
            for example in known.facts.examples:
                query = prologue() + example.query.replace("\n", " ")
                both = [_pair(pool, port, query) for _ in range(3)]
                own, other = (statistics.median(column) for column in zip(*both, strict=True))
                ours, theirs = ours + own, theirs + other
                print(f"{example.name:32} {own * 1000:10.1f} ms {other * 1000:10.1f} ms")
        print(f"snag takes {ours / theirs:.2f} times oxigraph")
        pool.close()


def _pair(pool: WorkerPool, port: int, query: str) -> tuple[float, float]:
    start = time.perf_counter()
    pool.answer(Request(query=query))
    own = time.perf_counter() - start
    path = f"/query?query={quote(query)}"
    return own, fetch(port, path, "application/sparql-results+json")[0]


def main() -> None:
    """Run what the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--copies", type=int, help="multiply the catalogue, without the web")
    copies = parser.parse_args().copies
    with tempfile.TemporaryDirectory() as data:
        known = open_current(
            Path(data), shipped_folder("catalog"), shipped_folder("ontology"), print
        )
        name = dump_name(DatasetPart.EVERYTHING, RdfFormat.NQUADS)
        dump = next(dump.path for dump in known.dumps if dump.name == name)
        if copies:
            large(known, dump, copies)
        else:
            small(known, dump)
        known.close()


if __name__ == "__main__":
    main()
