"""Writers take turns in the order in which they came."""

import threading
import time

import pytest

from snaglist.reviews.store.errors import DatabaseError
from snaglist.reviews.store.fifo_lock import FifoLock


def test_turns_are_given_in_order() -> None:
    turns, order, threads = FifoLock(), [], []

    def wait(number: int) -> None:
        with turns.turn(10):
            order.append(number)

    with turns.turn(10):
        for number in range(10):
            threads.append(threading.Thread(target=wait, args=(number,)))
            threads[-1].start()
            while len(turns._waiting) <= number:
                time.sleep(0.001)
    for thread in threads:
        thread.join(10)
    assert order == list(range(10))


def test_who_gives_up_is_not_waited_for() -> None:
    turns = FifoLock()
    with turns.turn(1), pytest.raises(DatabaseError, match="busy"), turns.turn(0.01):
        pass
    with turns.turn(0.01):
        pass


def test_an_error_ends_the_turn() -> None:
    turns = FifoLock()
    with pytest.raises(ZeroDivisionError), turns.turn(1):
        raise ZeroDivisionError
    with turns.turn(0.01):
        pass
