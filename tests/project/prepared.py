"""The review that a command shown in the docs is to be tried on."""

import shutil
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from common import CATALOG, TESTS
from runner import fine

from snaglist.reviews.commands import answering, issue_list, signatures
from snaglist.reviews.library import Library
from snaglist.reviews.record import Record
from snaglist.reviews.replay import rebuild
from snaglist.reviews.statuses import Answer, Status
from snaglist.reviews.yaml_file import save_record

GIT_USER = {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "user.name", "GIT_CONFIG_VALUE_0": "Ana"}
"""What makes git say who it is, for commands shown without --by."""

NOW = datetime.now(UTC)
OPEN = Answer(status=Status.OPEN)
ADDRESSED = Answer(status=Status.ADDRESSED, done="We tried it.")

CARD = """\
---
model_name: Parking guidance
base_model: acme/spaces
---
"""
"""A model card, from which a review can begin."""


def prepare(command: str, folder: Path, library: Library) -> None:
    """Put into a folder what ``snag review COMMAND`` as shown is to find there."""
    shutil.copy(
        TESTS.parent / "docs" / "examples" / "traffic-counting.yaml", folder / "profile.yaml"
    )
    (folder / "model-card.md").write_text(CARD, encoding="utf-8")
    (folder / "answers.csv").write_text("issue,status\nSNAG-001,open\n", encoding="utf-8")
    blind = command in ("hand-in", "join", "settle")
    record = _begun(library, ("Ana", "Ben") if blind else ())
    if command == "join":
        save_record(folder / "review-ben.yaml", record)
    if command == "settle":
        record = answering.answer(record, "SNAG-001", OPEN, by="Ben", now=NOW)
        record = answering.answer(record, "SNAG-001", ADDRESSED, by="Ana", now=NOW)
        for name in ("Ana", "Ben"):
            record = answering.hand_in(record, by=name, now=NOW)
    if command in ("sign", "check", "verify", "reopen", "follow-up"):
        said = OPEN if command == "follow-up" else ADDRESSED
        for name in rebuild(record).items:
            record = answering.answer(record, name, said, by="Ana", now=NOW)
    if command in ("verify", "reopen", "follow-up"):
        record = signatures.sign(record, by="Ana", now=NOW)
    if command != "new":
        save_record(folder / "review.yaml", record)


def _begun(library: Library, reviewers: Sequence[str]) -> Record:
    answers = {"data": ["sensors", "phones"]}
    return issue_list.begin(
        library, title="Parking", answers=answers, by="Ana", now=NOW, reviewers=reviewers
    )


IMPORT = (
    *("interview", "import", "talk.vtt", "--id", "I12", "--study", "cote-2023"),
    *("--domain", "company", "--map", "Ann Baker=interviewer", "--map", "Dev Rao=participant"),
)


def prepare_interview(command: str, folder: Path) -> None:
    """The shipped catalogue in a folder, with the example imported unless that is what is shown."""
    shutil.copy(TESTS.parent / "docs" / "examples" / "talk.vtt", folder)
    shutil.copytree(CATALOG, folder / "catalog")
    catalog = str(folder / "catalog")
    if " import " not in command:
        fine(*IMPORT, cwd=folder, SNAGLIST_CATALOG=catalog)
    if command.startswith("snag code"):
        (folder / "catalog/coders.yaml").write_text("coders:\n  - {id: ana, name: Ana}\n")
        if " add " not in command:
            how = ("-i", "--code", "SNAG-001", "--standing", "volunteered")
            fine("code", "add", "I12", "nobody saw it", *how, cwd=folder, SNAGLIST_CATALOG=catalog)
