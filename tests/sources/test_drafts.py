"""Drafts: what they need, and that nothing is made of them."""

import shutil
from pathlib import Path

import pytest
from common import ONTOLOGY, SAMPLE

from snaglist.build.quick_check import load_sources
from snaglist.schema.report import FindingsError
from snaglist.sources.loader import load_catalogue, load_folder

DRAFT = """\
---
id: {id}
title: The clock is slow
status: draft
causes:
  - id: C1
    text: Nobody set it.
    witnesses: [{{quote: {quote}}}]
---
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(SAMPLE, tmp_path / "kb")


def write(folder: Path, identifier: str = "SNAG-003", quote: str = "I01-Q001") -> Path:
    path = folder / "issues" / "SNAG-003-the-clock-is-slow.md"
    path.write_text(DRAFT.format(id=identifier, quote=quote))
    return path


def told(folder: Path) -> list[tuple[str, str]]:
    with pytest.raises(FindingsError) as raised:
        load_catalogue(folder)
    return [(each.rule, each.message) for each in raised.value.findings]


def test_an_id_a_title_and_a_claim_are_enough_and_change_nothing(folder: Path) -> None:
    before = load_catalogue(folder)
    write(folder)
    loaded = load_folder(folder)
    assert [draft.id for draft in loaded.drafts] == ["SNAG-003"]
    assert loaded.catalogue == before


def test_a_warning_says_what_is_still_to_do(folder: Path) -> None:
    write(folder)
    (warning,) = (
        each
        for each in load_sources(folder, ONTOLOGY, lambda told: None).warnings
        if "draft" in each
    )
    assert warning.startswith("kb/issues/SNAG-003-the-clock-is-slow.md: SNAG-003 is a draft")
    assert "the field 'category' is missing" in warning
    assert "the field 'questions' is missing" in warning
    assert "causes" not in warning


def test_what_is_there_of_a_draft_is_checked(folder: Path) -> None:
    write(folder, quote="I01-Q099")
    assert told(folder) == [
        ("reference-unknown", "the draft SNAG-003 cites I01-Q099, which does not exist.")
    ]
    write(folder, "ACME-003")
    assert {rule for rule, _ in told(folder)} == {"id-prefix", "file-name"}
    path = write(folder)
    path.write_text(path.read_text().replace("title: The", "titel: The"))
    assert {rule for rule, _ in told(folder)} == {"field-unknown", "field-missing"}
    path.write_text(DRAFT.format(id="SNAG-003", quote="I01-Q001").replace("text:", "txt:"))
    assert {rule for rule, _ in told(folder)} == {"field-unknown", "field-missing"}


def test_nothing_else_leads_to_a_draft(folder: Path) -> None:
    write(folder)
    first = folder / "issues" / "SNAG-001-the-thermometer-dies.md"
    first.write_text(first.read_text().replace("see: SNAG-002", "see: SNAG-003"))
    ((rule, message),) = told(folder)
    assert (rule, "SNAG-003" in message) == ("reference-unknown", True)
