"""A process with writers that tell each answer that was kept, until it is killed."""

import os
import sys
import threading
import time

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
            time.sleep(0.05)
        else:
            os.write(1, f"{notes}\n".encode())
        number += 1


def main() -> None:
    url, token, process = sys.argv[1:]
    store = ReviewStore.open(url)
    for number in range(THREADS):
        name = f"{process}-{number}"
        threading.Thread(target=write, args=(store, token, name)).start()


if __name__ == "__main__":
    main()
