"""What differs between two versions of an entry, part by part and word by word."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from snaglist.model.entry_version import Parts, VersionPart
from snaglist.model.word_difference import WordChange, WordDifference, WordSpan

NUMBERED = frozenset(("not_when", "question", "asked_in"))
"""Fields whose items are known by their place alone, which moves when one is put before them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartChange:
    """A part that was added, lost or reworded: all its words, each kept, lost or gained."""

    field: str
    key: str
    spans: tuple[WordSpan, ...]


def part_changes(old: Parts, new: Parts, compared: WordDifference) -> tuple[PartChange, ...]:
    """What became of the parts of a version, in the order of the newer; lost ones stand last.

    ``compared`` is for one page in all, and bounds what comparing takes.
    """
    found = []
    for part, before, after in _pairs(old, new):
        if before == after:
            continue
        if before is None or after is None:
            op = WordChange.GAINED if before is None else WordChange.LOST
            # An item without words of its own, such as a witness, is said by its key.
            spans: tuple[WordSpan, ...] = (WordSpan(op=op, text=before or after or part.key),)
        else:
            spans = compared.spans(before, after)
        found.append(PartChange(field=part.field, key=part.key, spans=spans))
    return tuple(found)


def _pairs(old: Parts, new: Parts) -> Iterator[tuple[VersionPart, str | None, str | None]]:
    """Each part with its words before and after; None where it was not there."""
    before = {part[:2]: part.text for part in old if part.field not in NUMBERED}
    for part in new:
        if part.field not in NUMBERED:
            yield part, before.pop((part.field, part.key), None), part.text
    for (name, key), text in before.items():
        yield VersionPart(name, key, text), text, None
    for name in sorted(NUMBERED):
        yield from _numbered(
            [part for part in old if part.field == name],
            [part for part in new if part.field == name],
        )


def _numbered(
    old: list[VersionPart], new: list[VersionPart]
) -> Iterator[tuple[VersionPart, str | None, str | None]]:
    """Items by their words: those that both have are left out, the others are held together."""
    kept = {part.text for part in old} & {part.text for part in new}
    lost = [part for part in old if part.text not in kept]
    gained = [part for part in new if part.text not in kept]
    for before, after in zip_longest(lost, gained):
        part = after or before
        yield part, before and before.text, after and after.text
