"""Every rule of the loader has a broken catalogue that breaks it and nothing else."""

from pathlib import Path

import pytest
from common import SAMPLE, TESTS, overlaid

from snaglist.schema.finding import Finding
from snaglist.schema.report import FindingsError
from snaglist.sources.loader import load_catalogue
from snaglist.sources.rules import RULES

BROKEN = TESTS / "broken"
RULE_FOLDERS = sorted(path.name for path in BROKEN.iterdir() if path.is_dir())


def findings(folder: Path) -> tuple[Finding, ...]:
    with pytest.raises(FindingsError) as raised:
        load_catalogue(folder)
    return raised.value.findings


def test_the_sample_breaks_no_rule() -> None:
    assert len(load_catalogue(SAMPLE).issues) == 2


def test_every_rule_has_a_broken_catalogue() -> None:
    assert sorted(RULES) == RULE_FOLDERS


@pytest.mark.parametrize("rule", RULE_FOLDERS)
def test_breaks_this_rule_only(rule: str, tmp_path: Path) -> None:
    found = findings(overlaid(tmp_path / "broken", BROKEN / rule))
    assert {finding.rule for finding in found} == {rule}, "\n".join(map(str, found))


@pytest.mark.parametrize("rule", RULE_FOLDERS)
def test_says_where_and_what_would_be_right(rule: str, tmp_path: Path) -> None:
    found = findings(overlaid(tmp_path / "broken", BROKEN / rule))
    assert found
    for finding in found:
        assert finding.path.startswith("broken/")
        assert finding.message.endswith(".")
        assert finding.mend.endswith((".", "?", ")"))


def test_dangling_quote_is_named_with_its_claim_line_and_nearest(tmp_path: Path) -> None:
    (found,) = findings(overlaid(tmp_path / "broken", BROKEN / "reference-unknown"))
    assert str(found) == (
        "broken/issues/SNAG-001-the-thermometer-dies.md:29: claim 'consequence 1' cites "
        "I01-Q020, which does not exist. Did you mean I01-Q005? [reference-unknown]"
    )


def test_all_findings_of_a_run_are_shown(tmp_path: Path) -> None:
    folder = overlaid(tmp_path / "broken", BROKEN / "field-value")
    entry = next((folder / "issues").glob("SNAG-002*"))
    entry.write_text(entry.read_text().replace("title:", "titel:"))
    assert {f.rule for f in findings(folder)} == {"field-value", "field-missing", "field-unknown"}


def test_what_stands_in_an_unreadable_file_is_not_called_missing(tmp_path: Path) -> None:
    folder = overlaid(tmp_path / "broken", BROKEN / "quote-drifted")
    assert {f.rule for f in findings(folder)} == {"quote-drifted"}
