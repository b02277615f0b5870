"""Limits hold at the last value that is right and at the first that is not."""

from pathlib import Path

import pytest

from snaglist.schema.report import FindingsError
from snaglist.sources.loader import load_catalogue

ENTRY = "issues/SNAG-001-the-thermometer-dies.md"


def retitled(folder: Path, length: int) -> None:
    path = folder / ENTRY
    old = "title: The thermometer dies and nobody sees it\n"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, f"title: {'é' * length}\n"), encoding="utf-8")


def test_a_title_may_have_seventy_characters(sample: Path) -> None:
    retitled(sample, 70)
    assert len(load_catalogue(sample).issues[0].title) == 70


def test_a_title_may_not_have_seventy_one(sample: Path) -> None:
    retitled(sample, 71)
    with pytest.raises(FindingsError) as raised:
        load_catalogue(sample)
    (found,) = raised.value.findings
    assert (found.rule, found.line) == ("title-length", 3)
    assert "71 characters" in found.message
