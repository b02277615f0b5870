"""As the first process of a container: signals are heard, orphans reaped, the code passed on."""

import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

UNSHARE = ["unshare", "--pid", "--fork", "--kill-child", "--mount-proc"]
"""A namespace of processes of one's own, as a container has."""

PATIENCE = 60

BEGIN = """
import os, signal, sys, time
# Whoever runs the tests behind nohup or a shell's & has them ignored.
for number in (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM, signal.SIGUSR1):
    signal.signal(number, signal.SIG_DFL)
from snaglist.cli.first_process import become_first_process
assert os.getpid() == 1
become_first_process()
assert os.getpid() == 2
"""

WAIT = """
print("ready", flush=True)
time.sleep(600)
"""


def can_unshare() -> bool:
    """Whether this machine lets us have such a namespace."""
    if sys.platform != "linux" or shutil.which("unshare") is None:
        return False
    return subprocess.run([*UNSHARE, "true"], capture_output=True, check=False).returncode == 0


pytestmark = pytest.mark.skipif(not can_unshare(), reason="no namespaces of processes here")


@contextmanager
def contained(script: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """A script as the first process, once it is ready; with that process as seen from here."""
    process = subprocess.Popen(
        [*UNSHARE, sys.executable, "-c", BEGIN + script], stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text()
        yield process, int(children.split()[0])
    finally:
        process.kill()
        process.communicate(timeout=PATIENCE)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGUSR1])
def test_a_signal_ends_it_as_anywhere(number: signal.Signals) -> None:
    with contained(WAIT) as (process, first):
        subprocess.run(["kill", f"-{number}", str(first)], check=True)
        assert process.wait(timeout=PATIENCE) == 128 + number


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_that_is_handled_is_handled(number: signal.Signals) -> None:
    handler = f"signal.signal({int(number)}, lambda *told: sys.exit(7))\n"
    with contained(handler + WAIT) as (process, first):
        subprocess.run(["kill", f"-{int(number)}", str(first)], check=True)
        assert process.wait(timeout=PATIENCE) == 7


def test_the_code_is_passed_on() -> None:
    for code in (0, 1, 2):
        command = [*UNSHARE, sys.executable, "-c", f"{BEGIN}sys.exit({code})"]
        assert subprocess.run(command, check=False, timeout=PATIENCE).returncode == code


def test_orphans_are_reaped_and_the_childs_own_are_left_to_it() -> None:
    script = """
import subprocess
for _ in range(5):
    if os.fork() == 0:
        if os.fork() == 0:
            os._exit(0)
        os._exit(0)
for _ in range(5):
    os.wait()
assert subprocess.run([sys.executable, "-c", "raise SystemExit(3)"]).returncode == 3
def ended():
    states = [open(f"/proc/{name}/stat").read().rpartition(")")[2].split()[0]
              for name in os.listdir("/proc") if name.isdigit()]
    return "Z" not in states and len(states) == 2
for _ in range(3000):
    if ended():
        break
    time.sleep(0.01)
else:
    sys.exit("zombies are left")
"""
    with contained(script + WAIT) as (process, _):
        assert process.poll() is None


def test_the_command_itself_is_ended_while_it_works(tmp_path: Path) -> None:
    snag = Path(sys.executable).parent / "snag"
    command = [*UNSHARE, str(snag), "build", "--data", str(tmp_path)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr is not None
        assert process.stderr.readline().startswith("snag: ")
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text()
        subprocess.run(["kill", "-TERM", children.split()[0]], check=True)
        assert process.wait(timeout=PATIENCE) == 128 + signal.SIGTERM
    finally:
        process.kill()
        process.communicate(timeout=PATIENCE)
