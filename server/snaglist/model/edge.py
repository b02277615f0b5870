"""The edge of a catalogue: topics that it does not ask about, and where others ask about them."""

import re
from dataclasses import dataclass
from datetime import date

from snaglist.model.guide import AnswerRule

EDGE, INSTRUMENT = "edge", "instrument"
"""What the names of edges and of instruments begin with: ``edge/supply-chain``."""

OUTSIDE_NAMES = re.compile(r"[^A-Za-z0-9.]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """A public checklist, framework or law: who keeps it, in which version it was looked at."""

    id: str
    title: str
    kept_by: str
    version: str
    url: str
    looked_up: date

    @property
    def ref(self) -> str:
        """Unique in the catalogue: ``instrument/nist-ai-rmf``."""
        return f"{INSTRUMENT}/{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointer:
    """An item of an instrument by its number, and what it is about in a few words."""

    instrument: str
    item: str
    what: str

    @property
    def ref(self) -> str:
        """The item's name, which all pointers to it share: ``instrument/nist-ai-rmf/MAP-1.1``."""
        return item_ref(self.instrument, self.item)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A topic that no issue asks about: what goes wrong there, and where to read on.

    ``near`` are ids of issues that touch it. A review has it as a row where one of the rules in
    ``touched`` holds or the project's own words name it; ``always`` says why every review has it.
    """

    id: str
    title: str
    also_called: tuple[str, ...]
    text: str
    pointers: tuple[Pointer, ...]
    near: tuple[str, ...]
    always: str | None = None
    touched: tuple[AnswerRule, ...] = ()

    @property
    def ref(self) -> str:
        """Unique in the catalogue: ``edge/supply-chain``."""
        return f"{EDGE}/{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RetiredEdge:
    """An edge that the catalogue has no more: why, and the issues that ask about it now."""

    id: str
    why: str
    replaced_by: tuple[str, ...] = ()


def item_ref(instrument: str, item: str) -> str:
    """The name of an item: its number with a hyphen for what no plain name has in it."""
    return f"{INSTRUMENT}/{instrument}/{OUTSIDE_NAMES.sub('-', item).strip('-')}"
