"""Other names of the same thing, looked for in place of the one that was typed."""

from collections.abc import Sequence

from snaglist.index.analysis import stems
from snaglist.index.suggestions import NamedThing

LONGEST = 4
"""How many words a name may have to be looked for in place of another one."""

Run = tuple[str, ...]
"""Stems that occur side by side."""


class Synonyms:
    """For each name, by its stems, the other short names of what it names.

    Names in other languages lead to the English ones, and no English one leads to them.
    """

    def __init__(self, things: Sequence[NamedThing]) -> None:
        self._others: dict[Run, tuple[str, tuple[str, ...]]] = {}
        for thing in things:
            runs = {name: stems(name) for name in (*thing.names, *thing.labels)}
            short = [name for name in thing.names if 0 < len(runs[name]) <= LONGEST]
            for name, run in runs.items():
                others = [other for other in short if other != name]
                if run and others:
                    canonical, had = self._others.get(run, (name, ()))
                    self._others[run] = canonical, tuple(dict.fromkeys((*had, *others)))

    def others(self, run: Run) -> tuple[str, tuple[str, ...]]:
        """The name that has exactly these stems, and the other names; both empty for no name."""
        return self._others.get(run, ("", ()))
