"""What the pages ask of whoever writes the files, which the web itself does not."""

from dataclasses import dataclass
from typing import Protocol

from flask import current_app

from snaglist.model.coding_sheet import CodedCount, CodingSheet, Marking
from snaglist.model.interview import Standing

EXTENSION_KEY = "snaglist-editing"
"""Under which the application's extensions hold the ``Editing``."""


class Editor(Protocol):
    """One coder's way to the files. ``version`` is the sheet's that a change was made on.

    Every change raises ``StaleSheetError`` where the file has another version by now, and other
    ``SnaglistError`` where it cannot be made; nothing is written then.
    """

    @property
    def name(self) -> str:
        """What the coder is called."""

    def counts(self) -> tuple[CodedCount, ...]:
        """How far the coder is with each interview."""

    def sheet(self, interview: str) -> CodingSheet:
        """An interview to code; raises ``NotFoundError``."""

    def words_at(self, interview: str, line: int) -> str:
        """What is said on a line; empty where nothing is."""

    def add(self, interview: str, version: str, marking: Marking, issue: str | None = None) -> str:
        """Code words; the id of the coding. ``issue`` is the title of a new one to draft.

        Raises ``AmbiguousPassageError``, too.
        """

    def change(
        self,
        interview: str,
        version: str,
        coding: str,
        *,
        standing: Standing | None,
        memo: str | None,
    ) -> None:
        """Give a coding another standing and memo; None for none."""

    def remove(self, interview: str, version: str, coding: str) -> None:
        """Take a coding out."""

    def put_back(self, interview: str, version: str, coding: str) -> None:
        """Put a coding back that was taken out."""

    def hand_in(self, interview: str, version: str) -> None:
        """Say that the coder is done with an interview."""


@dataclass(frozen=True, slots=True)
class Editing:
    """Who writes the files, and ``secret``, which whoever may has in their address."""

    editor: Editor
    secret: str


def current_editing() -> Editing:
    """What the application was made with; its pages are there only then."""
    found = current_app.extensions[EXTENSION_KEY]
    assert isinstance(found, Editing)
    return found
