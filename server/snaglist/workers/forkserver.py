"""The process that loads what the workers of a pool share, and forks them.

A worker shares what is loaded with its siblings, so that one that is killed at the time limit is
replaced in milliseconds, whatever was loaded. Forking is safe here, unlike in the server, because
nothing else runs in this process. ``snaglist.workers.pool`` runs it as
``python -m snaglist.workers.forkserver FD`` and owns the other end of the socket FD, over which the
task comes as a line of JSON: a command line can be read by everybody on the machine.
"""

import gc
import json
import os
import resource
import signal
import socket
import sys
import traceback
from contextlib import suppress
from pathlib import Path

from snaglist.errors import SnaglistError
from snaglist.workers.channel import (
    NUMBER_SIZE,
    ORDER_SIZE,
    pack_error,
    pack_message,
    read_line,
    receive_message,
)
from snaglist.workers.service import Service, WorkerLimits, answer_order, open_service

GRACE_SECONDS = 0.1
"""Seconds beyond the limit after which a worker ends itself, if nobody has ended it."""

NICENESS = 2
"""How far a worker steps back where the server itself wants the processor."""


def main(descriptor: int) -> None:
    """Load what the task names, then fork and end workers as ordered, until the server hangs up."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with socket.socket(fileno=descriptor) as control:
        try:
            task = json.loads(read_line(control))
            service = open_service(task["service"], task["argument"])
        except SnaglistError as error:
            control.sendall(pack_error(error) + b"\n")
            return
        except EOFError:
            return
        # Collecting garbage would touch, and so copy, pages that all workers share.
        gc.freeze()
        control.sendall(json.dumps({"greeting": service.greeting}).encode() + b"\n")
        ForkServer(control, service, WorkerLimits(**task["limits"])).run()


class ForkServer:
    """Forks a worker for each socket that is handed over, and kills those that are named."""

    def __init__(self, control: socket.socket, service: Service, limits: WorkerLimits) -> None:
        self._control, self._service, self._limits = control, service, limits
        self._children: set[int] = set()

    def run(self) -> None:
        """Follow orders of ``ORDER_SIZE`` bytes until the server hangs up.

        ``F`` comes with a socket and is answered by the number of the new worker in ``NUMBER_SIZE``
        bytes; ``K`` comes with the number of the worker to kill.
        """
        try:
            while True:
                order, descriptors, _, _ = socket.recv_fds(
                    self._control, ORDER_SIZE, 1, socket.MSG_WAITALL
                )
                if not order:
                    return
                self._reap()
                if descriptors:
                    self._fork(descriptors[0])
                else:
                    self._end(int(order[1:]))
        finally:
            for child in self._children:
                os.kill(child, signal.SIGKILL)

    def _fork(self, descriptor: int) -> None:
        child = os.fork()
        if child == 0:
            run_worker(descriptor, self._service, self._limits)
        os.close(descriptor)
        self._children.add(child)
        self._control.sendall(b"%*d" % (NUMBER_SIZE, child))

    def _end(self, child: int) -> None:
        # A number that was reaped may be another process's by now.
        if child in self._children:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            self._children.discard(child)

    def _reap(self) -> None:
        for child in list(self._children):
            with suppress(ChildProcessError):
                if os.waitpid(child, os.WNOHANG) == (0, 0):
                    continue
            self._children.discard(child)


def run_worker(descriptor: int, service: Service, limits: WorkerLimits) -> None:
    """Answer orders from a socket until it closes; never returns."""
    try:
        _limit_memory(limits.memory)
        os.nice(NICENESS)
        # Nothing of the fork server's stays open, and the three lowest numbers are taken, so that
        # the limit of three descriptors leaves room for no file and no connection.
        os.dup2(descriptor, 0)
        os.closerange(3, os.sysconf("SC_OPEN_MAX"))
        if not service.outside:
            resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        with socket.socket(fileno=0) as peer:
            while True:
                _, order = receive_message(peer, lambda: None)
                signal.setitimer(signal.ITIMER_REAL, limits.seconds + GRACE_SECONDS)
                answer = pack_message(*answer_order(service.handle, order))
                signal.setitimer(signal.ITIMER_REAL, 0)
                peer.settimeout(None)
                peer.sendall(answer)
    except (EOFError, OSError):
        pass
    except BaseException:  # a worker has no caller to raise to
        traceback.print_exc()
    finally:
        os._exit(0)


def _limit_memory(more: int) -> None:
    """Allow ``more`` bytes of addresses beyond those in use; macOS does not say, nor limit."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except FileNotFoundError:
        return
    most = pages * resource.getpagesize() + more
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


if __name__ == "__main__":
    main(int(sys.argv[1]))
