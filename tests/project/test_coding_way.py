"""The tutorial of docs/coding.md, from two transcripts to a claim, as it is written there."""

import re
import shlex
import shutil
from pathlib import Path

from common import SAMPLE, TESTS
from runner import fine

from snaglist.sources.loader import load_catalogue

DOCS = TESTS.parent / "docs"
PAGE = (DOCS / "coding.md").read_text(encoding="utf-8")


def lines(title: str) -> list[str]:
    """What a section says to type; in the sample, study and domain need no saying."""
    section = re.search(rf"^## {title}\n(.*?)^## ", PAGE, re.M | re.S)
    assert section
    shown = [line.strip() for line in section[1].splitlines() if line.startswith("    ")]
    return [re.sub(r" --(study|domain) \S+", "", line) for line in shown]


def typed(folder: Path, shown: list[str]) -> dict[str, str]:
    """What each line prints."""
    printed = {}
    for line in shown:
        if line.startswith("# Write catalog/coders.yaml: "):
            (folder / "catalog/coders.yaml").write_text(line.partition(".yaml: ")[2])
        program, *words = shlex.split(line)
        if program == "snag" and words[0] not in ("check", "serve"):
            printed[line] = fine(*words, cwd=folder, SNAGLIST_CATALOG=str(folder / "catalog"))
    return printed


def test_the_tutorial_leads_to_quotes_of_two_coders(tmp_path: Path) -> None:
    shutil.copytree(SAMPLE, tmp_path / "catalog")
    for name in ("talk.vtt", "second-talk.vtt"):
        shutil.copy(DOCS / "examples" / name, tmp_path)
    printed = typed(tmp_path, lines("From two transcripts to a page"))
    assert printed["snag code list --coder ben"].count("  ben  ") == 2
    assert "  ana  " not in printed["snag code list --coder ben"]
    assert len(printed['snag code list --code "found by its effect"'].splitlines()) == 2
    assert "heartbeat  Heartbeat  (1)" in printed["snag codebook list --new"]
    catalogue = load_catalogue(tmp_path / "catalog")
    first, second = [each for each in catalogue.quotes if not each.id.startswith("I01")]
    assert (first.id, first.coder) == ("I12-Q001", "Ana and Ben")
    assert (second.id, second.coder, second.standing.value) == ("I13-Q001", "Ana", "prompted")
    assert {"I12-Q001", "I13-Q001"} <= {*catalogue.issues[0].claims[0].quotes}
    again = typed(tmp_path, lines("With QualCoder, ATLAS.ti, NVivo, MAXQDA"))
    assert "0 new for ben" in again["snag code import project.qdpx --coder ben"]
    assert again["snag codebook import codes.qdc"] == "Nothing to change.\n"
