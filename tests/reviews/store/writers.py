"""A program that forks processes with writers, each of which tells what was kept, until killed.

A line of its input is JSON, ``[url, token, number, file]``: it forks a process for that, and
answers with its number. Forked, as each would else spend more than a second of CPU on imports.
"""

import json
import os
import signal
import sys
import tempfile
import threading
import time

import psycopg  # noqa: F401 (before the forks, as the store imports it when it needs it)
from reviews.store.histories import noting

from snaglist.reviews.store.errors import DatabaseError
from snaglist.reviews.store.review_store import ReviewStore

THREADS = 10


def write(store: ReviewStore, token: str, name: str) -> None:
    number = 0
    while True:
        notes = f"{name}-{number}"
        try:
            store.change(token, noting(notes))
        except DatabaseError:
            # It is unknown whether this one was kept: the next has another number.
            # Twenty who try again at once leave a database that starts nothing of a core.
            time.sleep(0.25)
        else:
            os.write(1, f"{notes}\n".encode())
        number += 1


def write_all(url: str, token: str, process: int, file: str) -> None:
    os.dup2(os.open(file, os.O_WRONLY), 1)
    store = ReviewStore.open(url)
    threads = [
        threading.Thread(target=write, args=(store, token, f"{process}-{number}"))
        for number in range(THREADS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main() -> None:
    # Nobody waits for the killed ones here.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with tempfile.TemporaryDirectory() as folder:
        # So that nothing is left to import.
        ReviewStore.open(f"sqlite:///{folder}/reviews.sqlite3").close()
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            try:
                write_all(*json.loads(line))
            finally:
                os._exit(1)
        print(child, flush=True)


if __name__ == "__main__":
    main()
