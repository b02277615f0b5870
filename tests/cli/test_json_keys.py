"""The keys that ``--json`` prints, of each command: programs read them (docs/stability.md).

After a change that is meant, ``UPDATE_GOLDEN=1 pytest tests/cli/test_json_keys.py`` writes
``json_keys.txt`` anew and fails; look at the difference, then run it without.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cli.desk import ACCEPTED, Desk
from common import FIVE_INTERVIEWS, SAMPLE
from runner import snag

from snaglist.snapshot.snapshot import Snapshot

KEYS = Path(__file__).parent / "json_keys.txt"


def keys(value: Any, at: str = "") -> Iterator[str]:
    """The path of each key, those of all members of a list alike."""
    if isinstance(value, dict):
        for key, below in value.items():
            yield f"{at}.{key}"
            yield from keys(below, f"{at}.{key}")
    elif isinstance(value, list):
        for below in value:
            yield from keys(below, f"{at}[]")


def catalogue_commands(sample: Path, five: Path) -> Iterator[tuple[str, str]]:
    """What commands on a catalogue print."""
    on_sample = ("--catalog", SAMPLE, "--json")
    built = (*on_sample, "--data", sample)
    for words, more in (
        (("check",), built),
        (("search", "bell"), built),
        (("search", "bel"), built),
        (("show", "SNAG-001"), built),
        (("show", "FIX-001"), built),
        (("show", "I01-Q001"), built),
        (("show", "P001"), built),
        (("stats",), built),
        (("quote", "I01", "burn me once"), on_sample),
        (("interview", "turns", "I01"), on_sample),
        (("interview", "leaks", "I01"), on_sample),
        (("suggest", "SNAG-001"), ("--catalog", FIVE_INTERVIEWS, "--json", "--data", five)),
        (("code", "list", "I01"), ("--catalog", FIVE_INTERVIEWS, "--json")),
        (("codebook", "list"), ("--catalog", FIVE_INTERVIEWS, "--json")),
    ):
        yield " ".join(words), snag(*words, *more).out


def review_commands(desk: Desk) -> Iterator[tuple[str, str]]:
    """What commands on a review print, of one with all that they speak of."""
    desk.begin("--reviewers", "Ana, Ben")
    opened = ("--status", "open", "--owner", "Ben", "--due", "2026-11-24", "--severity", "major")
    desk.answer("SNAG-001", *opened)
    desk.answer("SNAG-002", *ACCEPTED, "--expires", "2026-12-01")
    desk.answer("SNAG-001", "--status", "open", "--notes", "Seen.", by="Ben")
    for name in ("Ana", "Ben"):
        desk.fine("hand-in", desk.file, "--by", name)
    for words in (
        ("status",),
        ("ask",),
        ("check", "--warn-days", "30", "--fail-on", "open,overdue,one-only,unsigned"),
        ("export", "--to", "github"),
        ("sign", "--by", "Cleo", "--role", "owner", "--dry-run"),
        ("verify",),
    ):
        yield f"review {words[0]}", desk.snag(words[0], desk.file, *words[1:], "--json").out


def test_json_has_the_keys_it_had(
    desk: Desk, sample_knowledge: Snapshot, five_interviews: Snapshot
) -> None:
    folders = (each.folder.parents[1] for each in (sample_knowledge, five_interviews))
    lines = [
        f"{name} {key}"
        for name, printed in (*catalogue_commands(*folders), *review_commands(desk))
        for key in dict.fromkeys(keys(json.loads(printed)))
    ]
    if os.environ.get("UPDATE_GOLDEN"):
        KEYS.write_text("\n".join((*lines, "")), encoding="utf-8")
        raise AssertionError(f"{KEYS.name} was written anew; look at the difference.")
    assert lines == KEYS.read_text(encoding="utf-8").splitlines()
