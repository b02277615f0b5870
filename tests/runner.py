"""``snag`` for tests: in this process, which costs next to nothing, or in one of its own."""

import os
import signal
import subprocess
import sys
from contextlib import chdir, nullcontext
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from click.testing import CliRunner

from snaglist.cli import main

SNAG = Path(sys.executable).with_name("snag")


@dataclass(frozen=True)
class Done:
    """What a command printed and ended with; ``octets`` is its output before it was decoded."""

    code: int
    out: str
    err: str
    octets: bytes = b""


def snag(
    *arguments: object, stdin: str | bytes = "", cwd: Path | None = None, **environment: str
) -> Done:
    """Run ``snag`` in this process, with no setting of ours but those of ``environment``.

    Raises what the command raises where a user would see a traceback.
    """
    words = ["snag", *map(str, arguments)]
    handler = signal.getsignal(signal.SIGINT)
    with (
        mock.patch.dict(os.environ, {**_plain(), **environment}, clear=True),
        mock.patch.object(sys, "argv", words),
        chdir(cwd) if cwd else nullcontext(),
        CliRunner().isolation(input=stdin) as (out, err, _),
    ):
        try:
            main.main()
            code = 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
        finally:
            # A command that runs native code gives Ctrl+C back to the system.
            signal.signal(signal.SIGINT, handler)
            sys.stdout.flush()
    return Done(code, _text(out.getvalue()), _text(err.getvalue()), out.getvalue())


def fine(*arguments: object, cwd: Path | None = None, **environment: str) -> str:
    """What a command prints that ends well."""
    done = snag(*arguments, cwd=cwd, **environment)
    assert done.code == 0, done
    return done.out


def process(
    *arguments: object, cwd: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run ``snag`` as a shell does: a second of CPU, for what only a process can show."""
    return subprocess.run(
        [SNAG, *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=cwd,
        env={**_plain(), **environment},
    )


def _plain() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("SNAGLIST_")}


def _text(printed: bytes) -> str:
    return printed.decode(errors="replace").replace("\r\n", "\n")
