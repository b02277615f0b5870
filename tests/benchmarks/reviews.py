"""What a review costs beside the least that could be done for it; see README.md."""

import argparse
import json
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from platformdirs import user_cache_path
from servers import BIN

from snaglist.build.current import open_current
from snaglist.reviews.commands import answering, issue_list
from snaglist.reviews.record import Record, plain_event
from snaglist.reviews.replay import rebuild
from snaglist.reviews.statuses import Answer, Status
from snaglist.reviews.store.review_store import ReviewStore
from snaglist.reviews.yaml_file import save_record
from snaglist.settings import shipped_folder
from snaglist.snapshot.review_library import review_library

ROUNDS = 7
NOW = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)
READ = "import sys, yaml; yaml.load(open(sys.argv[1]), yaml.CSafeLoader)"


def large(answers: int) -> Record:
    """A review with every issue of the shipped catalogue, answered over and over."""
    data = user_cache_path("snaglist", appauthor=False)
    knowledge = open_current(data, shipped_folder("catalog"), shipped_folder("ontology"), print)
    consulted = review_library(knowledge)
    record = issue_list.begin(
        consulted, title="All of it", answers={"data": ["sensors"]}, by="Ana", now=NOW
    )
    for issue in consulted.catalogue.live_issues:
        if issue.id not in rebuild(record).items:
            record = issue_list.add(record, consulted, issue.id, by="Ana", now=NOW)
    names = list(rebuild(record).items)
    for at in range(answers):
        given = Answer(status=Status.ADDRESSED, done=f"Done for the {at}th time.")
        when = NOW + timedelta(minutes=at)
        record = answering.answer(record, names[at % len(names)], given, by="Ana", now=when)
    return record


def seconds(deed: Callable[[], object]) -> float:
    """How long something takes."""
    start = time.perf_counter()
    deed()
    return time.perf_counter() - start


def paired(ours: Callable[[], object], peer: Callable[[], object]) -> tuple[float, float, float]:
    """The medians of both, taken in turns, and the median of their ratio."""
    pairs = [(seconds(ours), seconds(peer)) for _ in range(ROUNDS)]
    ratio = statistics.median(one / other for one, other in pairs)
    return statistics.median(p[0] for p in pairs), statistics.median(p[1] for p in pairs), ratio


def told(what: str, peer: str, found: tuple[float, float, float]) -> None:
    """Print a row."""
    ours, other, ratio = found
    print(f"{what}: {ours * 1000:.1f} ms; {peer}: {other * 1000:.1f} ms; ratio {ratio:.2f}")


def check_in_ci(file: Path) -> None:
    """``snag review check`` as a whole process beside a process that only reads the YAML."""

    def run(command: Sequence[str]) -> None:
        subprocess.run(command, stdout=subprocess.DEVNULL, check=False)

    ours = [str(BIN / "snag"), "review", "check", str(file)]
    peer = [sys.executable, "-c", READ, str(file)]
    told("snag review check", "PyYAML", paired(lambda: run(ours), lambda: run(peer)))


def answer_in_store(record: Record, folder: Path, url: str) -> None:
    """An acknowledged answer beside the bare insert of its event with the same durability."""
    store = ReviewStore.open(url)
    token, _ = store.create(record, now=NOW)
    name = next(iter(rebuild(record).items))
    given = Answer(status=Status.OPEN, notes="Once more.")
    base = sqlite3.connect(folder / "bare.sqlite3", isolation_level=None)
    base.execute("PRAGMA journal_mode=WAL")
    base.execute("PRAGMA synchronous=FULL")
    base.execute("CREATE TABLE IF NOT EXISTS event (content TEXT)")
    event = json.dumps(plain_event(record.events[-1]), default=str)

    def ours() -> None:
        def deed(now: Record, _: object) -> Record:
            return answering.answer(now, name, given, by="Ana", now=NOW)

        store.change(token, deed)

    def bare() -> None:
        base.execute("BEGIN IMMEDIATE")
        base.execute("INSERT INTO event VALUES (?)", (event,))
        base.execute("COMMIT")

    what = f"answer, {url.partition(':')[0]}, after {len(record.events)} events"
    told(what, "bare SQLite", paired(ours, bare))
    told("  of which the record is read", "bare SQLite", paired(lambda: store.visit(token), bare))
    store.close()
    base.close()


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", type=int, default=200)
    parser.add_argument("--database-url", help="A PostgreSQL to measure beside SQLite.")
    given = parser.parse_args()
    record = large(given.answers)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = folder / "review.yaml"
        save_record(file, record)
        print(f"{len(record.events)} events, {file.stat().st_size / 1000:.0f} kB as a file")
        check_in_ci(file)
        for url in filter(None, (f"sqlite:///{folder / 'reviews.sqlite3'}", given.database_url)):
            answer_in_store(record, folder, url)


if __name__ == "__main__":
    main()
