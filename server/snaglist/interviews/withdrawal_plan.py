"""What falls with an interview, gathered before anything is written."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from snaglist.interviews.changes import Changes
from snaglist.sources.entries import CLAIM_LISTS


@dataclass(slots=True)
class Entry:
    """An issue or a strategy, as its file is and as it will be."""

    path: Path
    before: dict[str, Any]
    data: dict[str, Any]
    gone: bool = False

    @property
    def id(self) -> str:
        """Its id."""
        return str(self.before.get("id"))

    def claims(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Each claim that is left, with the name of its list."""
        for name in CLAIM_LISTS:
            for claim in self.data.get(name) or []:
                yield name, claim


@dataclass(slots=True)
class Withdrawal:
    """What taking an interview out changes; nothing is written yet.

    Ids of what falls; ``standing`` are claims that lose a witness and keep another, ``changed``
    says in words what was chosen anew and wants a look, ``words`` and ``mentions`` are places
    (file:line) where words of the interview, or its id, stand in what remains.
    """

    changes: Changes
    interview: str
    sha256: str
    quotes: list[str] = field(default_factory=list)
    claims: list[str] = field(default_factory=list)
    standing: list[str] = field(default_factory=list)
    arrows: list[str] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)
    entries: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    mentions: list[str] = field(default_factory=list)
