"""Be the first process of a container.

The kernel leaves out signals that process 1 has no handler for, and gives it the orphans of all
others to reap. So process 1 only passes signals on and reaps; the command runs in a child, where
signals do what they do everywhere. This is what ``tini`` and ``docker run --init`` do.
"""

import os
import signal
import sys
from contextlib import suppress

FROM_KERNEL = 0x80
"""``si_code`` of a signal that a terminal sent: all of its processes have got it already."""


def become_first_process() -> None:
    """Return in a child of process 1; process 1 ends with the child, and as it did."""
    if sys.platform != "linux":
        return
    ignored = {number for number in _passed_on() if signal.getsignal(number) is signal.SIG_IGN}
    watched = _passed_on() - ignored | {signal.SIGCHLD}
    former = signal.pthread_sigmask(signal.SIG_BLOCK, watched)
    child = os.fork()
    if child == 0:
        signal.pthread_sigmask(signal.SIG_SETMASK, former)
        return
    while True:
        told = signal.sigwaitinfo(watched)
        if told.si_signo != signal.SIGCHLD:
            if told.si_code != FROM_KERNEL:
                with suppress(ProcessLookupError):
                    os.kill(child, told.si_signo)
            continue
        _reap(child)


def _passed_on() -> set[signal.Signals]:
    """Signals that somebody may send, but for those that speak of this process alone."""
    own = {
        signal.SIGCHLD,
        signal.SIGKILL,
        signal.SIGSTOP,
        signal.SIGTTIN,
        signal.SIGTTOU,
        *(signal.SIGSEGV, signal.SIGBUS, signal.SIGFPE, signal.SIGILL, signal.SIGTRAP),
        signal.SIGABRT,
    }
    return {each for each in signal.valid_signals() if isinstance(each, signal.Signals)} - own


def _reap(child: int) -> None:
    """Reap all that have ended; end, too, if the child is one of them."""
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid == 0:
            return
        if pid == child:
            code = os.waitstatus_to_exitcode(status)
            # As shells say it. Without Python's own ending: what is buffered is the child's.
            os._exit(code if code >= 0 else 128 - code)
