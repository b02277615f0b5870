"""The names of things, kept beside the index, and those to suggest while somebody is typing."""

import json
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from rapidfuzz import fuzz, process

from snaglist.index.analysis import fold
from snaglist.index.query import DocumentType, Suggestion
from snaglist.model.catalogue import Catalogue

NAMES_FILE = "names.json"

NEAR = 75
"""How like a name what was typed must be to suggest it (0 to 100)."""

SORTING = ("category", "phase", "source", "quality", "strategy-kind", "system", "stakeholder")
"""The schemes whose concepts are suggested and whose names are synonyms."""


@dataclass(frozen=True, slots=True)
class NamedThing:
    """A thing with all its names, the title first; ``labels`` are those in other languages."""

    id: str
    type: str
    names: tuple[str, ...]
    labels: tuple[str, ...] = ()


def write_names(catalogue: Catalogue, folder: Path) -> None:
    """Write the names of entries and concepts beside the index in ``folder``."""
    rows = [[each.id, each.type, each.names, each.labels] for each in _named_things(catalogue)]
    (folder / NAMES_FILE).write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")


def _named_things(catalogue: Catalogue) -> Iterator[NamedThing]:
    for issue in catalogue.live_issues:
        names = (issue.title, *issue.also_called)
        yield NamedThing(issue.id, DocumentType.ISSUE, names, issue.titles.names)
    for strategy in catalogue.live_strategies:
        names = (strategy.title, *strategy.also_called)
        yield NamedThing(strategy.id, DocumentType.STRATEGY, names, strategy.titles.names)
    for scheme in catalogue.schemes:
        if scheme.id in SORTING:
            for concept in scheme.concepts:
                names = (concept.label, *concept.also_called)
                yield NamedThing(concept.ref, scheme.id, names, concept.labels.names)


def read_names(folder: Path) -> tuple[NamedThing, ...]:
    """The names beside the index in ``folder``; raises ``OSError`` or ``ValueError``."""
    rows = json.loads((folder / NAMES_FILE).read_text(encoding="utf-8"))
    return tuple(
        NamedThing(identifier, kind, tuple(names), tuple(labels))
        for identifier, kind, names, labels in rows
    )


class Suggester:
    """Names that go on from what was typed."""

    def __init__(self, things: Sequence[NamedThing]) -> None:
        self._rows = [(thing, name) for thing in things for name in (*thing.names, *thing.labels)]
        self._folded = [" ".join(fold(name)) for _, name in self._rows]
        self._words = sorted(
            {(word, row) for row, name in enumerate(self._folded) for word in name.split()}
        )

    def suggest(self, typed: str, limit: int) -> tuple[Suggestion, ...]:
        """Names whose words begin as the typed ones do; where there are none, similar names.

        Titles come before other names, names that begin so before those that hold it.
        """
        words = fold(typed)
        if not words:
            return ()
        rows = set.intersection(*(self._beginning(word) for word in words))
        typed = " ".join(words)
        ordered = sorted(rows, key=lambda row: self._rank(row, typed))
        if not ordered and len(typed) > 2:
            near = process.extract(
                typed, self._folded, scorer=fuzz.WRatio, limit=limit, score_cutoff=NEAR
            )
            ordered = [row for _, _, row in near]
        best = dict.fromkeys(self._rows[row][0].id for row in ordered)
        first = {self._rows[row][0].id: row for row in reversed(ordered)}
        return tuple(self._suggestion(first[name]) for name in list(best)[:limit])

    def named(self, identifier: str) -> tuple[Suggestion, ...]:
        """The title of the thing with an identifier, if it has one."""
        rows = (row for row, (thing, _) in enumerate(self._rows) if thing.id == identifier)
        return tuple(self._suggestion(row) for row in islice(rows, 1))

    def _beginning(self, word: str) -> set[int]:
        at = bisect_left(self._words, (word, -1))
        found = set()
        while at < len(self._words) and self._words[at][0].startswith(word):
            found.add(self._words[at][1])
            at += 1
        return found

    def _rank(self, row: int, typed: str) -> tuple[bool, bool, int, int]:
        thing, name = self._rows[row]
        return not self._folded[row].startswith(typed), name != thing.names[0], len(name), row

    def _suggestion(self, row: int) -> Suggestion:
        thing, name = self._rows[row]
        return Suggestion(name=name, id=thing.id, type=thing.type, title=thing.names[0])
