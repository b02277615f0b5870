"""Import a transcript: read, show who speaks, ask what cannot be known, prove, write."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from snaglist.errors import UsageError
from snaglist.model.interview import SpeakerRole
from snaglist.sources.importing.archives import read_file
from snaglist.sources.importing.composing import Composed, NameFinder, compose, no_names
from snaglist.sources.importing.documents import read_document
from snaglist.sources.importing.folder import Origin
from snaglist.sources.importing.lines import Source, read_lines
from snaglist.sources.importing.speakers import (
    BEFORE,
    HEAD,
    LEAVE_OUT,
    NO_LABEL,
    WORDS,
    Decisions,
    NameRow,
    decide,
    speakers_table,
)


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that was read, and the names in it."""

    name: str
    origin: Origin
    source: Source
    rows: tuple[NameRow, ...]

    def decide(self, given: Mapping[str, str]) -> Decisions:
        """Who the names are; raises ``UsageError`` for answers that fit none."""
        return decide(self.rows, given)

    def compose(
        self,
        decisions: Decisions,
        kept_words: Sequence[str] = (),
        find_names: NameFinder = no_names,
    ) -> Composed:
        """The transcript; raises ``UsageError`` while a name is missing."""
        if decisions.missing:
            raise UsageError(missing_text(decisions.missing))
        composed = compose(self.source, decisions, kept_words, find_names)
        if not any(each.role is SpeakerRole.PARTICIPANT for each in composed.roles):
            raise UsageError("Nobody was interviewed: no name is mapped to participant.")
        return composed


def open_source(path: Path, **options: str | None) -> Opened:
    """Read a file of any known format; raises ``UsageError`` where that cannot be done whole.

    The options are those of ``open_content``.
    """
    return open_content(read_file(path), path.name, **options)


def open_content(
    content: bytes,
    name: str,
    *,
    style: str | None = None,
    encoding: str | None = None,
    source: str | None = None,
) -> Opened:
    """The content of a file as names and lines; raises ``UsageError`` where it is not readable."""
    document = read_document(content, encoding, source)
    lines = read_lines(document, style)
    origin = Origin(lines.format, hashlib.sha256(content).hexdigest())
    return Opened(name, origin, lines, tuple(speakers_table(lines)))


def missing_text(rows: Sequence[NameRow]) -> str:
    """What to give for names of whom nobody said who they are: each as the option to type."""
    names = [f"  --map {_typed(f'{row.name}={_example(row)}')}" for row in rows]
    return "\n".join(
        [
            "Who they are cannot be known from the file. Say it of each:",
            *names,
            "A role is interviewer, participant or unknown, with -2 for the second of them;",
            "participant takes what they do after a colon: 'participant: data scientist'.",
            f"What is no label but words: {WORDS}. What has no label: a role, or {BEFORE}, if it",
            f"goes on with the speaker before. What stands before the first label: {LEAVE_OUT}.",
        ]
    )


def _example(row: NameRow) -> str:
    # Cues are always said, so what stands before the first name is no title.
    unsaid = {NO_LABEL: BEFORE} if row.cues else {HEAD: LEAVE_OUT, NO_LABEL: BEFORE}
    return unsaid.get(row.name, "ROLE")


def _typed(text: str) -> str:
    """An argument in quotation marks that every shell takes as it is."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("$", "\\$") + '"'
