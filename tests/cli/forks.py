"""A program that forks commands of ``snag``, several at once, or one that is killed.

A line of its input is JSON: ``[null, [WORDS, WORDS…]]`` for commands that run at once, and
``[SECONDS, [WORDS]]`` for one that gets ``kill -9`` after so long. A line of its output has how
each ended: its code, or below 0 the signal; and, last, the seconds that it took.

The command in its arguments is run first, in this process: the others need not import what it did.
Forked, as each would else spend more than a second of CPU on imports, where most kills find it.
"""

import contextlib
import io
import json
import os
import signal
import sys
import time

from snaglist.cli import main


def forked(words: list[str]) -> int:
    """The number of a process that runs a command, and prints nothing."""
    child = os.fork()
    if child == 0:
        code: object = 1
        try:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            code = ended(words)
        finally:
            os._exit(code if isinstance(code, int) else 1)
    return child


def ended(words: list[str]) -> object:
    """Run a command in this process; gives what it exits with."""
    sys.argv = ["snag", *words]
    try:
        main.main()
    except SystemExit as end:
        return end.code or 0
    return 0


if __name__ == "__main__":
    # Run here once, so that nothing is left to import.
    with contextlib.redirect_stdout(io.StringIO()):
        ended(sys.argv[1:])
    for line in sys.stdin:
        seconds, commands = json.loads(line)
        begun = time.monotonic()
        children = [forked(words) for words in commands]
        if seconds is not None:
            time.sleep(seconds)
            os.kill(children[0], signal.SIGKILL)
        ends = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
        print(json.dumps([*ends, time.monotonic() - begun]), flush=True)
