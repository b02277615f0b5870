"""Finding names in a text however they are written: case, accents, genitives, parts of a name.

A name is a run of words. Two words are the same without case and accents; ``ü`` is also ``ue``, and
an ``s`` may follow (``Müllers``, ``Anna's``). The words of a name may have a hyphen, a full stop or
a line end between them, or nothing. A part of a longer name is found too: in any case where it is
no word of English, else only with a capital.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from snaglist.index.dictionary import is_english, is_name
from snaglist.index.words import PLAIN_LETTERS, is_unspaced, plain_form
from snaglist.interviews.name_key import PLACEHOLDER, NamedThing

WORD = re.compile(r"(?:[^\W\d_][\u0300-\u036f]*)+|\d+")
BETWEEN = re.compile(r"[\s.,_'’‘\-\u2010-\u2015]{0,4}")
"""What may stand between two words of one name."""

PARTICLES = frozenset(
    re.findall(
        r"\w+",
        """
        al and bin da das de dei del della den der des di do dos du el for in la las le les los of
        saint san santa st te ten ter the und van von y zu zum zur
        """,
    )
)
"""Words of names that are no names."""

EXPANSIONS = {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "ß": "ss"}
CONTRACTED = re.compile("(?<=[b-df-hj-np-tv-z])(ae|oe|ue)(?=[b-df-hj-np-tv-z])")
SHORTEST_PART, SHORTEST_GENITIVE = 2, 3
"""Letters of a part of a name that is looked for alone, and of a word that an s may follow."""


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A name at ``text[start:end]``, without what its genitive adds.

    ``placeholders`` are all that it may stand for; more than one where only a part of several names
    is there.
    """

    start: int
    end: int
    placeholders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Pattern:
    """Folded words to find one after the other; ``added`` letters at their end are no name's."""

    words: tuple[str, ...]
    placeholder: str
    added: int = 0
    explicit: bool = True
    capital: bool = False


class NameMatcher:
    """Finds the names of a key in texts."""

    def __init__(self, things: Iterable[NamedThing]) -> None:
        self._by_word: dict[str, list[_Pattern]] = defaultdict(list)
        self._unspaced: list[tuple[str, str]] = []
        for thing in things:
            if is_unspaced(thing.name[0]):
                self._unspaced.append((thing.name.casefold(), thing.placeholder))
                continue
            for pattern in _patterns(thing):
                if pattern not in self._by_word[pattern.words[0]]:
                    self._by_word[pattern.words[0]].append(pattern)

    def find(self, text: str) -> list[NameMatch]:
        """The names in a text, in order; the longest where several begin at one word."""
        masked = PLACEHOLDER.sub(lambda found: " " * len(found[0]), text)
        words = list(WORD.finditer(masked))
        folded = [folded_word(word[0]) for word in words]
        found, at = [], 0
        while at < len(words):
            fits = [
                p for p in self._by_word.get(folded[at], ()) if self._fits(p, words, folded, at)
            ]
            if not fits:
                at += 1
                continue
            most = max(len(pattern.words) for pattern in fits)
            best = [pattern for pattern in fits if len(pattern.words) == most]
            best = [pattern for pattern in best if pattern.explicit] or best
            last = words[at + most - 1]
            added = min(pattern.added for pattern in best)
            placeholders = tuple(dict.fromkeys(pattern.placeholder for pattern in best))
            found.append(NameMatch(words[at].start(), last.end() - added, placeholders))
            at += most
        return sorted([*found, *self._find_unspaced(masked)], key=lambda each: each.start)

    def _fits(
        self, pattern: _Pattern, words: Sequence[re.Match[str]], folded: Sequence[str], at: int
    ) -> bool:
        size = len(pattern.words)
        if tuple(folded[at : at + size]) != pattern.words:
            return False
        first = words[at][0]
        if pattern.capital and first.isascii() and not first[0].isupper():
            return False
        text = words[at].string
        return all(
            BETWEEN.fullmatch(text, one.end(), two.start())
            for one, two in pairwise(words[at : at + size])
        )

    def _find_unspaced(self, text: str) -> Iterator[NameMatch]:
        for name, placeholder in self._unspaced:
            for found in re.finditer(re.escape(name), text, re.IGNORECASE):
                yield NameMatch(*found.span(), (placeholder,))


def folded_word(word: str) -> str:
    """A word without case and accents."""
    bare = unicodedata.normalize("NFD", word.casefold())
    bare = re.sub(r"[\u0300-\u036f]", "", bare)
    return plain_form("".join(PLAIN_LETTERS.get(letter, letter) for letter in bare))


def _spellings(word: str) -> set[str]:
    """The folded forms of one word of a name."""
    small = unicodedata.normalize("NFC", word.casefold())
    long = "".join(EXPANSIONS.get(letter, letter) for letter in small)
    folded = folded_word(word)
    return {folded, folded_word(long), CONTRACTED.sub(lambda found: found[0][0], folded)}


def _patterns(thing: NamedThing) -> Iterator[_Pattern]:
    words = WORD.findall(thing.name)
    yield from _whole(words, thing.placeholder)
    if len(words) < 2:
        return
    yield from _whole(["".join(words)], thing.placeholder)
    for word in words:
        folded = folded_word(word)
        if len(folded) < SHORTEST_PART or folded in PARTICLES or not word[0].isalpha():
            continue
        for each in _whole([word], thing.placeholder):
            # What is a word of English too, or two letters, is the name's only with a capital.
            capital = _is_word(each.words[0]) or len(folded) <= SHORTEST_PART
            yield _Pattern(each.words, each.placeholder, each.added, False, capital)


def _is_word(folded: str) -> bool:
    """Whether English has a word that it writes in small letters."""
    return is_english(folded) and not is_name(folded)


def _whole(words: Sequence[str], placeholder: str) -> Iterator[_Pattern]:
    """A name in all its spellings, one way for all its words, with a genitive and without."""
    ways = [sorted(_spellings(word)) for word in words]
    for way in range(max(map(len, ways))):
        spelled = tuple(each[min(way, len(each) - 1)] for each in ways)
        yield _Pattern(spelled, placeholder)
        if len(spelled[-1]) >= SHORTEST_GENITIVE:
            yield _Pattern((*spelled[:-1], f"{spelled[-1]}s"), placeholder, added=1)
