"""``snag edition`` writes down what entries say, once for each edition."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from common import SAMPLE, overlaid

from snaglist.cli.edition import edition
from snaglist.errors import UsageError
from snaglist.model.entry_version import digest_of, parts_of
from snaglist.schema.report import Report
from snaglist.sources.editions import load_editions
from snaglist.sources.loader import load_catalogue
from snaglist.sources.rules import RULES

EDITIONS = """\
editions:
  - version: "0.9"
    released: 2026-01-02
    summary: The first.
  - version: "1.0"
    released: 2026-02-03
    summary: The second.
"""


def written(catalog: Path, *options: str) -> Path:
    run = CliRunner().invoke(
        edition,
        ["--catalog", str(catalog), *options],
        catch_exceptions=False,
        standalone_mode=False,
    )
    return Path(run.output.strip())


def test_an_edition_is_written_once_and_read_again(tmp_path: Path) -> None:
    catalog = overlaid(tmp_path / "mine", SAMPLE)
    with pytest.raises(UsageError, match="names no editions"):
        written(catalog)
    about = catalog / "catalogue.yaml"
    about.write_text(about.read_text() + EDITIONS)
    path = written(catalog)
    assert path == (catalog / "editions/1.0.json").resolve()
    catalogue, report = load_catalogue(catalog), Report(catalog, RULES)
    past = load_editions(catalog, catalogue.about.editions, report)
    assert report.findings == []
    for entry in catalogue.entries:
        parts = tuple(parts_of(entry))
        assert past.records[0].entries[entry.id] == digest_of(parts)
        assert past.texts[digest_of(parts)] == parts
    first = path.read_text()
    assert written(catalog).read_text() == first
    path.write_text(first.replace(catalogue.issues[0].title, "Another title"))
    report = Report(catalog, RULES)
    load_editions(catalog, catalogue.about.editions, report)
    assert "is not what it was" in report.findings[0].message
    path.write_text(first)
    file = catalog / catalogue.issues[0].path
    file.write_text(file.read_text().replace(catalogue.issues[0].title, "Another title"))
    with pytest.raises(UsageError, match="says something else already"):
        written(catalog)
    assert "Another title" in written(catalog, "--replace").read_text()
