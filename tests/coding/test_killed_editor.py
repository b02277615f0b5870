"""``kill -9`` while the editor saves: what it acknowledged is there, in whole files."""

import os
import random
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode

import pytest
from common import times
from runner import fine
from servers import START, free_port
from web.coding_desk import TWO, hidden

from snaglist.coding.desk import CodingDesk
from snaglist.interviews.changes import WORK_FOLDER
from snaglist.model.coding import Coding
from snaglist.sources.loader import load_catalogue

COMMENT = "# Look again.\n"

EDITS = """
import sys
from pathlib import Path
from snaglist.coding.editor import CodingEditor
from snaglist.model.coding_sheet import Marking
editor = CodingEditor(Path(sys.argv[1]), "ana")
words = editor.sheet("I01").turns[1].text.split()
for number in range(10_000):
    first = number % (len(words) - 3)
    marking = Marking(words=" ".join(words[first:first + 3]), codes=("SNAG-001",), memo=str(number))
    print(editor.add("I01", editor.sheet("I01").version, marking), number, flush=True)
"""
"""A coder who codes three words after three words, and begins again with another memo."""


@pytest.fixture
def catalog(sample: Path) -> Path:
    (sample / "coders.yaml").write_text(TWO)
    fine("code", "add", "I01", "And then?", "--new", "Bell", "--coder", "ana", "--catalog", sample)
    path = sample / "interviews/I01/codings/ana.yaml"
    path.write_text(path.read_text().replace("codings:\n", f"codings:\n  {COMMENT}"))
    return sample


def codings(catalog: Path) -> dict[str, Coding]:
    """What Ana's file has, once the next command has looked at it; all of it is in order."""
    CodingDesk(catalog)
    assert not (catalog / WORK_FOLDER).exists()
    text = (catalog / "interviews/I01/codings/ana.yaml").read_text(encoding="utf-8")
    assert text.count(COMMENT) == 1
    (coded,) = load_catalogue(catalog).codings
    return {each.id: each for each in coded.codings}


@pytest.mark.repeated
def test_what_the_editor_acknowledged_is_kept(catalog: Path) -> None:
    chance = random.Random(7)
    for _ in range(times(1, 20)):
        before = codings(catalog)
        process = subprocess.Popen(
            [sys.executable, "-c", EDITS, catalog],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout
        told = [process.stdout.readline() for _ in range(chance.randint(1, 6))]
        time.sleep(chance.uniform(0, 0.1))
        process.kill()
        told += process.communicate(timeout=START)[0].splitlines(keepends=True)
        kept = codings(catalog)
        memos = dict(line.split() for line in told if line.endswith("\n"))
        assert len(memos) >= 1
        changed = {name for name, each in kept.items() if each != before.get(name)}
        # At most the last one was written and not acknowledged.
        assert len(changed - set(memos)) <= 1
        for name, memo in memos.items():
            assert kept[name].memo == memo
        assert set(before) <= set(kept)


@contextmanager
def serving(catalog: Path, data: Path) -> Iterator[tuple["subprocess.Popen[str]", int, str]]:
    """``snag serve --edit``, its port, and the path that it prints."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "snaglist", "serve", "--edit", "--coder", "ana", "--port", str(port),
         "--catalog", catalog, "--data", data],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    try:
        assert process.stdout
        door = next(line for line in process.stdout if "?key=" in line)
        found = re.search(r"/code\?key=\S+", door)
        assert found
        yield process, port, found[0]
    finally:
        process.kill()
        process.communicate(timeout=START)


class Writer(threading.Thread):
    """A browser that codes passage after passage, until nobody is there; ``told`` has the ids."""

    def __init__(self, port: int, door: str, words: list[str]) -> None:
        super().__init__(daemon=True)
        self.port, self.words = port, words
        self.told: list[str] = []
        self.fault = ""
        self.cookie = ""
        self.cookie = self.ask("GET", door)[1].partition(";")[0]

    def run(self) -> None:
        with suppress(OSError, HTTPException):
            for number in range(10_000):
                shown = hidden(self.ask("GET", "/code/I01")[2])
                first = number % (len(self.words) - 3)
                words = " ".join(self.words[first : first + 3])
                fields = {**shown, "words": words, "code": "SNAG-001", "memo": str(number)}
                status, _, page, place = self.ask("POST", "/code/I01", urlencode(fields))
                found = re.search(r"coding=(c\w+)", place)
                if status != 303 or not found:
                    self.fault = page
                    return
                self.told.append(found[1])

    def ask(self, method: str, path: str, body: str = "") -> tuple[int, str, str, str]:
        """Status, cookie, text and redirection of an answer."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=START)
        headers = {
            "Cookie": self.cookie,
            "Content-Type": "application/x-www-form-urlencoded",
            "Origin": f"http://127.0.0.1:{self.port}",
        }
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            told = (answer.getheader("Set-Cookie", ""), answer.read().decode())
            return answer.status, *told, answer.getheader("Location", "")
        finally:
            connection.close()


@pytest.mark.thorough
def test_what_the_server_acknowledged_is_kept(catalog: Path, tmp_path: Path) -> None:
    text = (catalog / "interviews/I01/transcript.txt").read_text(encoding="utf-8")
    words = " ".join(text.splitlines()[1:3]).split()[1:19]
    for kills in range(3):
        with serving(catalog, tmp_path / "data") as (process, port, door):
            writer = Writer(port, door, words)
            writer.start()
            end = time.monotonic() + START
            while len(writer.told) < 3 + 2 * kills:
                assert not writer.fault
                assert time.monotonic() < end, "the server acknowledges nothing"
                time.sleep(0.003)
            process.kill()
            writer.join(START)
        kept = codings(catalog)
        memos = {name: str(number) for number, name in enumerate(writer.told)}
        assert {name: kept[name].memo for name in memos} == memos
