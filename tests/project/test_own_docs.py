"""docs/own-catalogue.md, run as it is written."""

import re
import shlex
import shutil
from pathlib import Path

import pytest
from own_catalogue import FILES, snag

from snaglist.sources.loader import load_folder

PAGE = (Path(__file__).parents[2] / "docs" / "own-catalogue.md").read_text("utf-8")
COMMANDS = [shlex.split(line)[1:] for line in re.findall(r"^    (snag .*)$", PAGE, re.MULTILINE)]
CLAIM = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
QUICK = COMMANDS.index(["check", "--quick", "--catalog", "kb"])


def followed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything up to the first check, in ``folder``."""
    monkeypatch.chdir(folder)
    shutil.copy(FILES / "meeting.vtt", folder)
    for words in COMMANDS[:QUICK]:
        printed = snag(*words)
    (claim,) = CLAIM
    draft = folder / printed.strip()
    draft.write_text(draft.read_text("utf-8").replace("causes: []\n", claim), "utf-8")


def test_the_way_to_a_checked_draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    followed(tmp_path, monkeypatch)
    assert "No findings: 0 issues" in snag(*COMMANDS[QUICK], "--data", "data")
    loaded = load_folder(tmp_path / "kb")
    assert [draft.id for draft in loaded.drafts] == ["ACME-001"]
    assert [quote.id for quote in loaded.catalogue.quotes] == ["I01-Q001"]


@pytest.mark.thorough
def test_the_way_to_a_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    followed(tmp_path, monkeypatch)
    assert [words[0] for words in COMMANDS[QUICK + 1 :]] == ["check", "export"]
    for words in COMMANDS[QUICK:]:
        snag(*words, "--data", "data")
    page = (tmp_path / "site" / "interviews" / "I01.html").read_text("utf-8")
    assert "The scale drifted over the winter" in page
    assert "ACME-001" not in page
