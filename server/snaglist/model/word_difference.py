"""What became of the words of a text, word by word."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

MOST_COMPARISONS = 2_000_000
"""What the words of one page may take to be compared; a reworded field takes some thousands."""


class WordChange(StrEnum):
    """What became of a stretch of words."""

    KEPT = "kept"
    LOST = "lost"
    GAINED = "gained"


@dataclass(frozen=True, slots=True, kw_only=True)
class WordSpan:
    """Words that were kept, lost or gained."""

    op: WordChange
    text: str


class WordDifference:
    """Compares texts word by word while there is work left for it, for one page in all.

    A text that would take more is shown whole: all that was, then all that is. The work is known
    before it is done: ``difflib`` looks at each pair of equal words for each block of words that it
    finds, and there are no more of these than words.
    """

    def __init__(self, most: int = MOST_COMPARISONS) -> None:
        self.left = most

    def spans(self, old: str, new: str) -> tuple[WordSpan, ...]:
        """The words of a text in order, each kept, lost or gained."""
        before, after = old.split(), new.split()
        cost = comparisons(before, after)
        if cost > self.left:
            return (
                WordSpan(op=WordChange.LOST, text=" ".join(before)),
                WordSpan(op=WordChange.GAINED, text=" ".join(after)),
            )
        self.left -= cost
        return tuple(_stretches(before, after))


def comparisons(before: Sequence[str], after: Sequence[str]) -> int:
    """How many pairs of equal words are looked at, at most, to compare two texts."""
    counts, others = Counter(before), Counter(after)
    pairs = sum(count * others[word] for word, count in counts.items())
    return pairs * min(len(before), len(after)) + len(before) + len(after)


def _stretches(before: list[str], after: list[str]) -> Iterator[WordSpan]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if tag == "equal":
            yield WordSpan(op=WordChange.KEPT, text=" ".join(before[old_from:old_to]))
            continue
        if old_from < old_to:
            yield WordSpan(op=WordChange.LOST, text=" ".join(before[old_from:old_to]))
        if new_from < new_to:
            yield WordSpan(op=WordChange.GAINED, text=" ".join(after[new_from:new_to]))
