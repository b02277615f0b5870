"""Where the letters of a text went when it was changed, as far as that is beyond doubt.

The two texts are aligned by the most words that both have in one order, twice: with what repeats
put as early as can be, and as late. A place is followed only where both agree, and where something
beside the words stayed as well: a lookalike is never taken.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from rapidfuzz.distance import LCSseq

from snaglist.interviews.quote_positions import Interval

TOKEN = re.compile(r"\w+|\s|[^\w\s]")
MOST_COMPARED = 4_000_000_000
"""Pairs of words, of which the fast way keeps a bit each; the slow way needs no memory."""

BESIDE = 24
"""Code points beside the words, before and behind together, that must have stayed as well."""


class Doubt(StrEnum):
    """Why a place is not followed."""

    DRIFTED = "drifted"
    AMBIGUOUS = "ambiguous"


@dataclass(frozen=True, slots=True)
class Block:
    """``length`` code points that are the same in both texts."""

    old: int
    new: int
    length: int


class TextDifference:
    """The difference of two texts."""

    def __init__(self, old: str, new: str) -> None:
        self.old, self.new = old, new
        words, other = TOKEN.findall(old), TOKEN.findall(new)
        self.early = _blocks(_equal_runs(words, other), words, other)
        backwards = _equal_runs(words[::-1], other[::-1])
        late = [
            (len(words) - first - size, len(other) - second - size, size)
            for first, second, size in reversed(backwards)
        ]
        self.late = _blocks(late, words, other)

    def place(self, interval: Interval) -> Interval | Doubt:
        """Where a stretch of the old text is in the new one, or why that is not to be said."""
        early, late = (self._in(blocks, interval) for blocks in (self.early, self.late))
        if early is None and late is None:
            return Doubt.DRIFTED
        if early is None or late is None or early[0] != late[0]:
            return Doubt.AMBIGUOUS
        shift, beside = early[0], min(early[1], late[1])
        if beside < min(BESIDE, len(self.old) - (interval.end - interval.start)):
            return Doubt.AMBIGUOUS
        return Interval(interval.start + shift, interval.end + shift)

    def _in(self, blocks: Sequence[Block], interval: Interval) -> tuple[int, int] | None:
        """The shift of the block that holds a stretch, and how much more it holds."""
        at = bisect_right(blocks, interval.start, key=lambda block: block.old) - 1
        if at < 0:
            return None
        block = blocks[at]
        if interval.end > block.old + block.length:
            return None
        return block.new - block.old, block.length - (interval.end - interval.start)

    def overlaps(self, interval: Interval) -> list[Interval]:
        """What of a stretch of the old text stayed, as stretches of the new one."""
        found = []
        for block in self.early:
            start = max(interval.start, block.old)
            end = min(interval.end, block.old + block.length)
            if start < end:
                found.append(Interval(start + block.new - block.old, end + block.new - block.old))
        return found


def _equal_runs(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int, int]]:
    """Where runs of words are the same, in both, and how many words they have."""
    head = _common(old, new)
    rest, other = old[head:], new[head:]
    tail = _common(rest[::-1], other[::-1])
    rest, other = rest[: len(rest) - tail], other[: len(other) - tail]
    runs = [(0, 0, head)]
    if len(rest) * len(other) > MOST_COMPARED:
        matcher = SequenceMatcher(None, rest, other, autojunk=False)
        runs += [(head + a, head + b, size) for a, b, size in matcher.get_matching_blocks()]
    elif rest and other:
        runs += [
            (head + code.src_start, head + code.dest_start, code.src_end - code.src_start)
            for code in LCSseq.opcodes(rest, other)
            if code.tag == "equal"
        ]
    runs.append((len(old) - tail, len(new) - tail, tail))
    return [run for run in runs if run[2]]


def _common(old: Sequence[str], new: Sequence[str]) -> int:
    """How many words at the start are the same."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((at for at, (one, two) in pairs if one != two), min(len(old), len(new)))


def _blocks(
    runs: Sequence[tuple[int, int, int]], old: Sequence[str], new: Sequence[str]
) -> list[Block]:
    """The same runs in code points; those that follow each other in both texts are one."""
    starts, others = _offsets(old), _offsets(new)
    blocks: list[Block] = []
    for first, second, size in runs:
        block = Block(starts[first], others[second], starts[first + size] - starts[first])
        before = blocks[-1] if blocks else None
        if before and (before.old + before.length, before.new + before.length) == (
            block.old,
            block.new,
        ):
            blocks[-1] = Block(before.old, before.new, before.length + block.length)
        else:
            blocks.append(block)
    return blocks


def _offsets(words: Sequence[str]) -> list[int]:
    offsets = [0]
    for word in words:
        offsets.append(offsets[-1] + len(word))
    return offsets
