"""Real databases for tests: a file of SQLite, or a PostgreSQL server made for the session."""

import os
import pwd
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
from common import need, postgresql_programs
from servers import free_port

START = 60
"""Seconds within which PostgreSQL must answer."""


class Cluster:
    """A PostgreSQL server on loopback that a test may stop, kill and start again."""

    def __init__(self, folder: Path, port: int) -> None:
        bin_folder = postgresql_programs()
        assert bin_folder is not None
        self.bin, self.data, self.port = bin_folder, folder / "data", port
        # PostgreSQL refuses to run as root, which tests in containers do.
        self.user = pwd.getpwnam("postgres").pw_uid if os.getuid() == 0 else None
        self.process: subprocess.Popen[bytes] | None = None

    def init(self) -> None:
        if self.user is not None:
            os.chown(self.data.parent, self.user, -1)
        command: list[str | Path] = [
            self.bin / "initdb",
            "-D",
            self.data,
            "-U",
            "snag",
            "-A",
            "trust",
            "-E",
            "UTF8",
        ]
        subprocess.run(
            [*command, "--locale=C", "--no-sync"],
            user=self.user,
            cwd=self.data.parent,
            check=True,
            capture_output=True,
        )

    def start(self) -> None:
        options = (
            *("listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=60"),
            # What a process wrote outlives its kill -9 in the kernel; fsync is for the power cut.
            "fsync=off",
        )
        command: list[str | Path] = [self.bin / "postgres", "-D", self.data, "-p", str(self.port)]
        with (self.data.parent / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [*command, *(part for option in options for part in ("-c", option))],
                user=self.user,
                cwd=self.data.parent,
                stdout=log,
                stderr=log,
            )
        end = time.monotonic() + START
        while not self._answers():
            assert self.process.poll() is None, (self.data.parent / "log").read_text()
            assert time.monotonic() < end, "PostgreSQL did not answer"
            time.sleep(0.05)

    def _answers(self) -> bool:
        try:
            self.run("SELECT 1")
        except psycopg.OperationalError:
            return False
        return True

    def run(self, statement: str, database: str = "postgres") -> None:
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            connection.execute(statement.encode())

    def url(self, database: str) -> str:
        return f"postgresql://snag@127.0.0.1:{self.port}/{database}"

    def fresh(self) -> str:
        """The address of a new, empty database."""
        name = f"reviews_{uuid4().hex}"
        self.run(f"CREATE DATABASE {name}")
        return self.url(name)

    def drop(self, url: str) -> None:
        self.run(f"DROP DATABASE IF EXISTS {url.rpartition('/')[2]} WITH (FORCE)")

    def stop(self) -> None:
        """Stop it at once, connections or not."""
        self._end(signal.SIGINT)

    def kill(self) -> None:
        """``kill -9`` of the server and of all that work for it."""
        assert self.process is not None
        pid = self.process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        self.signal_all(signal.SIGKILL)
        self.process.wait(30)
        # What is left of its shared memory goes when the last of its children is gone.
        end = time.monotonic() + 30
        while any(map(running, children)):
            assert time.monotonic() < end
            time.sleep(0.02)

    def signal_all(self, number: signal.Signals) -> None:
        """Send a signal to the server and to all that work for it."""
        assert self.process is not None
        pid = self.process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        for each in (pid, *map(int, children)):
            with_signal(each, number)

    def kill_backends(self, url: str) -> None:
        """``kill -9`` of the processes that work on a database; the server heals itself."""
        name = url.rpartition("/")[2]
        query = b"SELECT pid FROM pg_stat_activity WHERE datname = %s"
        with psycopg.connect(self.url("postgres")) as connection:
            found = connection.execute(query, [name]).fetchall()
        for (pid,) in found:
            with_signal(pid, signal.SIGKILL)

    def _end(self, number: signal.Signals) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(number)
            self.process.wait(30)


def running(pid: str) -> bool:
    """True while a process has any memory; one that nobody buries has no command line."""
    try:
        return bool(Path(f"/proc/{pid}/cmdline").read_bytes())
    except OSError:
        return False


def with_signal(pid: int, number: signal.Signals) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return


@contextmanager
def postgresql() -> Iterator[Cluster]:
    """A server of one's own; skips where PostgreSQL is not installed."""
    need(postgresql_programs() is not None, "no PostgreSQL; Debian's package is called postgresql")
    # Not in pytest's folder, where only root may look.
    with tempfile.TemporaryDirectory(prefix="snaglist-postgresql-") as folder:
        cluster = Cluster(Path(folder), free_port())
        cluster.init()
        cluster.start()
        try:
            yield cluster
        finally:
            cluster.stop()
