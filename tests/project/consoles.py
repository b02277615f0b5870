"""Runs the ``console`` blocks of a page and puts in what they print.

As a program it writes a page anew:
``PYTHONPATH=tests python tests/project/consoles.py docs/reviews.md``.
"""

import re
import shlex
import shutil
import sys
import tempfile
from contextlib import chdir
from pathlib import Path

from runner import snag

TODAY = "2026-11-25"
BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)


def replayed(page: str, data: Path, folder: Path) -> str:
    """The page with what its commands print, all in one folder, one after the other."""

    def block(found: re.Match[str]) -> str:
        commands = [line[2:] for line in found.group().splitlines() if line.startswith("$ ")]
        return "".join(f"$ {command}\n{printed(command, data)}" for command in commands)

    with chdir(folder):
        return BLOCK.sub(block, page)


def printed(command: str, data: Path) -> str:
    """What a command prints on the day of the samples, but for its progress."""
    program, *words = shlex.split(command)
    if program == "cp":
        shutil.copy(*words)
        return ""
    if program == "echo":
        text, _, path = words
        Path(path).write_text(f"{text}\n")
        return ""
    assert program == "snag", command
    if words[:2] != ["review", "verify"]:
        words += ["--today", TODAY]
    done = snag(*words, SNAGLIST_DATA=str(data))
    return done.out + done.err if done.code else done.out


if __name__ == "__main__":
    page = Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as built:
        page.write_text(replayed(page.read_text(), Path(built), Path(folder)))
