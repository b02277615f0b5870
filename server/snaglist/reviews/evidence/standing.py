"""Which answers that say "addressed" name evidence, and which stand on the word of who gave them.

Naming it is not having it: ``snag review check --evidence`` looks, and a report does not.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from snaglist.reviews.state import IssueState
from snaglist.reviews.statuses import Status

LOOKED_AT = "No report looks at evidence; snag review check --evidence does."
"""What goes with the count of it, so that nobody takes a name for a proof."""


class Standing(StrEnum):
    """What an answer stands on."""

    EVIDENCE = "evidence"
    WORD = "word"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standings:
    """How many addressed issues stand on which."""

    evidence: int
    word: int

    @property
    def text(self) -> str:
        """In a sentence; empty where nothing is addressed."""
        parts = [f"{self.evidence} with evidence"] if self.evidence else []
        parts += [f"{self.word} without evidence"] if self.word else []
        return f"Addressed: {', '.join(parts)}." if parts else ""

    @property
    def caution(self) -> str:
        """What goes with it, so that nobody takes what is named for what is proved."""
        return LOOKED_AT if self.evidence else ""


def standing(item: IssueState, today: date) -> Standing | None:
    """What an issue's answer stands on; None where the issue is not addressed, or is retired."""
    if item.retired or item.status(today) is not Status.ADDRESSED:
        return None
    return Standing.EVIDENCE if item.answer.evidence else Standing.WORD


def standings(items: Iterable[IssueState], today: date) -> Standings:
    """How many of some issues stand on which, on a day."""
    found = [standing(item, today) for item in items]
    return Standings(evidence=found.count(Standing.EVIDENCE), word=found.count(Standing.WORD))
