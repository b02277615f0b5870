"""Whoever keeps a catalogue of their own learns that its things have others' names."""

import shutil
from pathlib import Path

from common import SAMPLE

from snaglist.schema.report import Report
from snaglist.schema.rules import FILE_RULES
from snaglist.sources.schemes import load_about, tell_iri


def warnings(folder: Path) -> tuple[str, ...]:
    about = load_about(folder, Report(folder, FILE_RULES))
    assert about is not None
    return tuple(map(str, tell_iri(about, folder)))


def test_a_catalogue_without_iri_is_warned_of(tmp_path: Path) -> None:
    file = Path(shutil.copy(SAMPLE / "catalogue.yaml", tmp_path))
    said = file.read_text()
    assert not warnings(tmp_path)
    line = next(each for each in said.splitlines() if each.startswith("iri:"))
    file.write_text(said.replace(line, ""))
    (warned,) = warnings(tmp_path)
    assert "has no `iri`" in warned
    assert "domain of yours" in warned
    file.write_text(said.replace(line, "iri: https://example.org/kb/"))
    assert not warnings(tmp_path)
