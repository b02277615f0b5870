"""What is wrong with an interview's metadata is told with the line it is at."""

from pathlib import Path

import pytest

from snaglist.schema.finding import Finding
from snaglist.schema.report import FindingsError
from snaglist.sources.loader import load_catalogue


def told(folder: Path, old: str, new: str, rule: str) -> tuple[Finding, str]:
    """The finding after an edit, and the line of the file that it names."""
    (path,) = folder.glob("interviews/*/interview.yaml")
    text = path.read_text(encoding="utf-8")
    assert old in text
    # A comment on top, so that the first line is never right by luck.
    text = "# A comment.\n" + text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FindingsError) as raised:
        load_catalogue(folder)
    (found,) = [one for one in raised.value.findings if one.rule == rule]
    assert found.path.endswith("interview.yaml")
    return found, text.splitlines()[found.line - 1]


def test_a_folder_of_another_name(sample: Path) -> None:
    (sample / "interviews/I01").rename(sample / "interviews/I02")
    found, line = told(sample, "id: I01", "id: I01", "file-name")
    assert line == "id: I01"
    assert found.message == "I01 lives in the folder I02."


@pytest.mark.parametrize(
    ("old", "new", "rule", "at"),
    [
        ("line: 6", "line: 1", "section-order", "sections:"),
        ("line: 1", "line: 2", "section-order", "sections:"),
        ("[gardening]", "[gardening, fishing]", "reference-unknown", "domains: [gard"),
        ("study: sample-study", "study: none", "reference-unknown", "study: none"),
        ("speaker: interviewer-1", "speaker: x", "reference-unknown", "    speaker: x"),
        ("redactions:\n  - line: 1", "redactions:\n  - line: 2", "redaction-place", "  - line: 2"),
        ("redactions:\n  - line: 1", "redactions:\n  - line: 7", "redaction-place", "  - line: 7"),
    ],
)
def test_what_does_not_fit(sample: Path, old: str, new: str, rule: str, at: str) -> None:
    assert told(sample, old, new, rule)[1].startswith(at)


@pytest.mark.parametrize(
    ("editions", "message"),
    [
        (["0.9 2026-01-01"], "the last of `editions` is the one that `version` names"),
        (["0.9 2026-01-02", "1.0 2026-01-02"], "each edition is released on a later day"),
    ],
)
def test_editions_in_their_order(sample: Path, editions: list[str], message: str) -> None:
    path = sample / "catalogue.yaml"
    lines = [
        f"  - {{ version: '{v}', released: {day}, summary: S. }}"
        for v, day in map(str.split, editions)
    ]
    text = path.read_text(encoding="utf-8") + "\neditions:\n" + "\n".join(lines) + "\n"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FindingsError) as raised:
        load_catalogue(sample)
    (found,) = raised.value.findings
    assert found.rule == "field-value"
    assert message in found.message
