"""Coding costs what its own interview costs, however many others there are, and however coded."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from benchmarks.coding import three_words, write_coded
from common import TESTS, overlaid
from costs import cpu_seconds
from flask import Flask
from web.coding_desk import Coding, coding_app, hidden

from snaglist.snapshot.snapshot import Snapshot
from snaglist.web.editing.editor import EXTENSION_KEY
from snaglist.web.serving import warm_up

opened: list[str] | None = None
"""Paths of files that were opened; None while nobody asks."""


def note(event: str, arguments: tuple[object, ...]) -> None:
    """Note what is opened, whichever way; a hook of the interpreter cannot be taken off again."""
    if opened is not None and event == "open" and isinstance(arguments[0], str | os.PathLike):
        opened.append(os.fspath(arguments[0]))


sys.addaudithook(note)


def read_in(catalog: Path, work: Callable[[], object]) -> set[str]:
    """The interviews of which a file is opened, or a folder listed."""
    global opened
    opened = []
    try:
        work()
        paths = [Path(each) for each in opened]
    finally:
        opened = None
    folder = catalog / "interviews"
    return {p.relative_to(folder).parts[0] for p in paths if p.is_relative_to(folder)}


def started(known: Snapshot, catalog: Path) -> Flask:
    """The application as ``snag serve --edit`` has it when its first visitor comes."""
    app = coding_app(known, catalog)
    app.extensions[EXTENSION_KEY].editor.counts()
    warm_up(app)
    return app


def test_only_the_interview_at_hand_is_read(sample_knowledge: Snapshot, sample: Path) -> None:
    first, second = write_coded(sample, interviews=2, codings=8, turns=6)
    ana = Coding(started(sample_knowledge, sample))
    page = f"/code/{first}"
    shown = hidden(ana.page(page))
    fields = {"words": three_words(sample, first), "code": "SNAG-001"}
    assert read_in(sample, lambda: ana.page("/code")) == set()
    assert read_in(sample, lambda: ana.page(page)) == {first}  # The hash of the coder's file.
    assert read_in(sample, lambda: ana.post(page, shown, **fields)) == {first}
    assert read_in(sample, lambda: ana.page(page)) == {first}
    assert read_in(sample, lambda: ana.page(f"/code/{second}")) == {second}
    there = f"/code/{second}"
    fields["words"] = three_words(sample, second)
    ana.post(there, hidden(ana.page(there)), **fields)
    assert read_in(sample, lambda: ana.page("/code")) == {second}


def test_nothing_is_compiled_for_the_first_visitor(
    sample_knowledge: Snapshot, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = started(sample_knowledge, sample)
    ana = Coding(app)
    monkeypatch.setattr(app.jinja_env, "compile", None)
    assert "thermometer" in ana.page()
    assert "I01" in ana.page("/code")


@pytest.mark.thorough
def test_5000_codings_in_35_interviews_cost_what_those_of_one_cost(
    sample_knowledge: Snapshot, tmp_path: Path, sample: Path
) -> None:
    alone = overlaid(tmp_path / "alone", TESTS / "no-overlay")
    (name,) = write_coded(alone, interviews=1, codings=5000 // 35)
    assert name in write_coded(sample, interviews=35, codings=5000)
    took = {}
    for catalog in (alone, sample):
        ana = Coding(started(sample_knowledge, catalog))
        file = catalog / f"interviews/{name}/codings/ana.yaml"

        def changed(times: int, ana: Coding = ana, file: Path = file) -> None:
            for number in range(times):
                file.write_text(f"{file.read_text()}# {number}\n")
                ana.page(f"/code/{name}")
                ana.page("/code")

        changed(1)
        took[catalog] = cpu_seconds(changed, 3)
    # The list of 35 interviews is longer; codings that were read again would make it ten times.
    assert took[sample] < 2 * took[alone]
