"""Passages of interviews that speak as an entry does: offered to coders, never filed.

The words of an entry (its names, definition, claims and quotes) are one query; passages are ranked
by BM25 (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009), in stems of the
index. Words that are rare in the interviews count most; of a long entry the ``MOST_TERMS`` that
count most are asked for, as in Rocchio's relevance feedback.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import TypeAlias

from snaglist.index.analysis import plain_word, stem_of_word, stems, words
from snaglist.model.access import Access
from snaglist.model.catalogue import Catalogue
from snaglist.model.coding import awaited_coders, shows_codings
from snaglist.model.entry import Issue, Strategy
from snaglist.model.interview import Interview, Quote, SpeakerRole, Turn

Entry: TypeAlias = Issue | Strategy
Span = tuple[int, int]
"""From a code point of a transcript to one, exclusive."""

SATURATION = 1.2
LENGTH_MATTERS = 0.75
"""BM25's k1 and b, as is usual for texts of a paragraph."""

NAME, DEFINITION, CLAIM, QUOTE = 3.0, 1.0, 1.0, 1.0
"""How much a word of an entry counts, by where it stands."""

_SOUNDS = "ah äh ähm eh er erm euh hm hmm mhm mm mmm oh ok okay uh uhm um yeah yep"
HESITATIONS = frozenset(map(stem_of_word, _SOUNDS.split()))
"""Sounds of somebody who thinks or agrees: to share them is no likeness, however rare they are."""

MOST_TERMS = 60
LEAST_TERMS = 2
"""A passage has at least so many of the words that are asked for."""

MOST_WORDS = 60
"""A passage is made of whole sentences up to this length; one longer sentence is one passage."""

_SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+")
Coded = Mapping[str, Sequence[Span]]
"""What is coded: for each interview, the spans of its transcript."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Sentences of a participant: ``transcript[start:end]`` of the interview, from ``line``."""

    interview: str
    turn: str
    line: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SimilarPassage:
    """A passage with the words that it has in common with an entry, those that count most first."""

    passage: Passage
    score: float
    words: tuple[str, ...]


class PassageIndex:
    """Everything that participants say in interviews that are open, in passages.

    It changes nothing once it is made, so that threads may share it.
    """

    def __init__(self, interviews: Iterable[Interview]) -> None:
        shown = [each for each in interviews if each.access is Access.OPEN]
        self.passages = tuple(each for one in shown for each in passages_of(one))
        self._lengths = []
        # For each stem the passages that have it, by their numbers, with how often.
        self._postings: dict[str, list[tuple[int, int]]] = {}
        for number, passage in enumerate(self.passages):
            terms = Counter(stems(passage.text))
            self._lengths.append(terms.total())
            for stem, times in terms.items():
                self._postings.setdefault(stem, []).append((number, times))
        self._mean = sum(self._lengths) / max(1, len(self._lengths))

    def similar(
        self,
        query: Mapping[str, float],
        coded: Coded,
        limit: int,
        within: Collection[str] | None = None,
    ) -> tuple[SimilarPassage, ...]:
        """The passages that fit best and have nothing that is coded, best first.

        ``query`` has a weight for each stem, as of ``query_of``; ``within`` names interviews, where
        only passages of some are wanted.
        """
        asked = dict(sorted(self._weighed(query).items(), key=lambda item: -item[1])[:MOST_TERMS])
        found = []
        for number, parts in self._parts(asked).items():
            passage = self.passages[number]
            if len(parts) < LEAST_TERMS or (within is not None and passage.interview not in within):
                continue
            if not overlaps(passage, coded.get(passage.interview, ())):
                found.append((sum(parts.values()), passage, parts))
        found.sort(key=lambda each: (-each[0], each[1].interview, each[1].start))
        return tuple(
            SimilarPassage(passage=passage, score=score, words=_in_common(passage, parts))
            for score, passage, parts in found[:limit]
        )

    def _weighed(self, query: Mapping[str, float]) -> dict[str, float]:
        """Each stem of a query that occurs, weighed by how rare it is."""
        size = len(self.passages)
        rarity = {
            stem: log(1 + (size - spread + 0.5) / (spread + 0.5))
            for stem in query
            if (spread := len(self._postings.get(stem, ())))
        }
        return {stem: query[stem] * rarity[stem] for stem in rarity}

    def _parts(self, asked: Mapping[str, float]) -> dict[int, dict[str, float]]:
        """For each passage with a word that is asked for, what each of them adds to its score."""
        found: dict[int, dict[str, float]] = {}
        for stem, weight in asked.items():
            for number, times in self._postings[stem]:
                longer = 1 - LENGTH_MATTERS + LENGTH_MATTERS * self._lengths[number] / self._mean
                score = weight * times * (SATURATION + 1) / (times + SATURATION * longer)
                found.setdefault(number, {})[stem] = score
        return found


def _in_common(passage: Passage, parts: Mapping[str, float]) -> tuple[str, ...]:
    """The words of a passage that add to its score, as they stand there."""
    standing = {stem_of_word(word): plain_word(word) for word in words(passage.text)}
    return tuple(standing[stem] for stem in sorted(parts, key=lambda stem: (-parts[stem], stem)))


def query_of(catalogue: Catalogue, entry: Entry, without: Collection[str] = ()) -> dict[str, float]:
    """The stems of an entry's words with what each counts, ``without`` some of its quotes.

    Claims that rest on these alone are left out, too. More of the same word counts less and less,
    so that one long quote does not decide alone.
    """
    names = (entry.title, *entry.also_called, *entry.hidden_labels)
    quotes = [name for name in entry.quote_ids() if name not in without]
    claims = [each for each in entry.claims if not each.quotes or {*each.quotes} - {*without}]
    texts = (
        *((NAME, text) for text in names),
        (DEFINITION, entry.definition),
        *((CLAIM, claim.text) for claim in claims),
        *((QUOTE, catalogue.find(Quote, name).exact) for name in quotes),
    )
    counts: Counter[str] = Counter()
    for weight, text in texts:
        for stem in stems(text):
            counts[stem] += weight  # type: ignore[assignment]  # a Counter of weights
    return {
        stem: 1 + log(max(1.0, count)) for stem, count in counts.items() if stem not in HESITATIONS
    }


def coded_by_quotes(catalogue: Catalogue, without: Collection[str] = ()) -> dict[str, list[Span]]:
    """Where there are quotes already, by interview; ``without`` some of them."""
    found: dict[str, list[Span]] = {}
    for quote in catalogue.quotes:
        if quote.id not in without:
            place = quote.selector.start, quote.selector.end
            found.setdefault(quote.interview, []).append(place)
    return found


def coded_by_anybody(catalogue: Catalogue, viewer: str | None = None) -> dict[str, list[Span]]:
    """Where there are quotes, or codings that ``viewer`` may see: None for who does not code.

    A passage that is missing from a list says that somebody coded it; so others' codings count
    once they have handed in, and no sooner.
    """
    found = coded_by_quotes(catalogue)
    for coded in catalogue.codings:
        awaited = awaited_coders(coded.interview, catalogue.coders, catalogue.codings, viewer)
        if shows_codings(coded.coder, viewer, awaited):
            places = found.setdefault(coded.interview, [])
            places += [(each.start, each.end) for each in coded.codings]
    return found


def overlaps(passage: Passage, spans: Iterable[Span]) -> bool:
    """Whether any of a passage is in one of the spans."""
    return any(start < passage.end and passage.start < end for start, end in spans)


def passages_of(interview: Interview) -> Iterator[Passage]:
    """What participants say, in whole sentences of ``MOST_WORDS`` words together at most."""
    said = {each.id for each in interview.speakers if each.role is SpeakerRole.PARTICIPANT}
    for turn in interview.turns:
        if turn.speaker in said:
            yield from _passages_of_turn(interview, turn)


def _passages_of_turn(interview: Interview, turn: Turn) -> Iterator[Passage]:
    for part in turn.stretches:
        for start, end in _packed(part.text):
            first = part.start + start
            yield Passage(
                interview=interview.id,
                turn=turn.id,
                line=interview.transcript.count("\n", 0, first) + 1,
                start=first,
                end=part.start + end,
                text=part.text[start:end],
            )


def _packed(text: str) -> Iterator[Span]:
    """Sentences that follow each other, as long as they are not too many words together."""
    begin, words, last = 0, 0, 0
    ends = [match.span() for match in _SENTENCE.finditer(text)]
    for end, after in (*ends, (len(text), len(text))):
        more = len(text[last:end].split())
        if words and words + more > MOST_WORDS:
            yield begin, _stripped(text, begin, last)
            begin, words = last, 0
        words += more
        last = after
    if text[begin:].strip():
        yield begin, _stripped(text, begin, len(text))


def _stripped(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip())
