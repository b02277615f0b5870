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


@pytest.mark.parametrize("language", ["de", "fr"])
def test_a_title_in_another_language_may_not_be_longer(sample: Path, language: str) -> None:
    path = sample / "issues" / "SNAG-001-the-thermometer-dies.md"
    lines = path.read_text(encoding="utf-8").split("\n")
    assert lines[3].startswith("titles: ")
    for length in (70, 71):
        lines[3] = f"titles: {{ {language}: {'é' * length} }}"
        path.write_text("\n".join(lines), encoding="utf-8")
        if length == 70:
            assert len(load_catalogue(sample).issues[0].titles.names[0]) == 70
            continue
        with pytest.raises(FindingsError) as raised:
            load_catalogue(sample)
        (found,) = raised.value.findings
        assert (found.rule, found.line) == ("title-length", 4)


@pytest.mark.parametrize("label", ["{ it: una }", "[eine]", "eine", "{ de: '' }", "{ de: 3 }"])
def test_labels_in_other_languages_are_german_and_french(sample: Path, label: str) -> None:
    path = sample / "schemes" / "phase.yaml"
    text = path.read_text(encoding="utf-8")
    assert "{ de: Betrieb, fr: Exploitation }" in text
    path.write_text(text.replace("{ de: Betrieb, fr: Exploitation }", label), encoding="utf-8")
    with pytest.raises(FindingsError) as raised:
        load_catalogue(sample)
    assert {found.line for found in raised.value.findings} == {11}


def test_a_title_may_not_have_seventy_one(sample: Path) -> None:
    retitled(sample, 71)
    with pytest.raises(FindingsError) as raised:
        load_catalogue(sample)
    (found,) = raised.value.findings
    assert (found.rule, found.line) == ("title-length", 3)
    assert "71 characters" in found.message
