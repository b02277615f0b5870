"""The words of passages, one segment for each source, reused by the next build.

Tokenising is what takes long. A segment holds the passages of one interview, or those of all
entries, and its key is the hash of their texts and of the way they are analysed. An index keeps the
words of every segment; a build takes those whose keys it needs again.
"""

import hashlib
import json
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path

import numpy as np

from snaglist.index import analysis, code_points, words
from snaglist.index.arrays import (
    Ids,
    Starts,
    StringTable,
    load_array,
    save_array,
    save_strings,
    starts_of,
)

SEGMENTS_FILE = "segments.json"


@dataclass(frozen=True, slots=True)
class Segment:
    """Analysed passages.

    ``tokens`` are numbers into ``words``, passage after passage; ``sizes`` says how many of them
    each passage has.
    """

    key: str
    words: tuple[str, ...]
    tokens: Ids
    sizes: Ids


@dataclass(frozen=True, slots=True)
class Tokens:
    """All segments put together.

    ``words`` are sorted; ``numbers`` (one a token) are numbers into them; ``starts`` says where
    each passage starts, and at its end where the last one ends.
    """

    words: tuple[str, ...]
    numbers: Ids
    starts: Starts


@cache
def _analysis_version() -> str:
    """What decides, beside the text, which words a text has."""
    files = (code_points.__file__, words.__file__, analysis.__file__)
    code = b"".join(Path(file).read_bytes() for file in files)
    libraries = metadata.version("whoosh3"), unicodedata.unidata_version, sys.version_info[:2]
    return hashlib.sha256(code + repr(libraries).encode()).hexdigest()


def segment_key(passages: Sequence[str]) -> str:
    """A name for what these passages become in the hands of this program."""
    return hashlib.sha256(json.dumps([_analysis_version(), *passages]).encode()).hexdigest()


def analyse(key: str, passages: Sequence[str]) -> Segment:
    """Tokenise passages."""
    numbers: dict[str, int] = {}
    seen: dict[str, int] = {}
    tokens: list[int] = []
    sizes = []
    for text in passages:
        before = len(tokens)
        for surface in words.find_words(text):
            number = seen.get(surface)
            if number is None:
                found = analysis.index_word(surface)
                number = -1 if found is None else numbers.setdefault(found, len(numbers))
                seen[surface] = number
            if number >= 0:
                tokens.append(number)
        sizes.append(len(tokens) - before)
    return Segment(key, tuple(numbers), np.array(tokens, np.int32), np.array(sizes, np.int32))


def merge_segments(segments: Sequence[Segment]) -> Tokens:
    """Put segments together, in this order; the same however each of them came about."""
    words = tuple(sorted(set().union(*(segment.words for segment in segments))))
    number_of = {word: number for number, word in enumerate(words)}
    numbers = [np.empty(0, np.int32)]
    sizes = [np.empty(0, np.int32)]
    for segment in segments:
        numbered = np.array([number_of[word] for word in segment.words], np.int32)
        numbers.append(numbered[segment.tokens] if len(numbered) else segment.tokens)
        sizes.append(segment.sizes)
    return Tokens(words, np.concatenate(numbers), starts_of(np.concatenate(sizes)))


def write_segments(folder: Path, segments: Sequence[Segment], tokens: Tokens) -> None:
    """Write the words of all passages, and which passages are which segment's."""
    save_strings(folder, "words", tokens.words)
    save_array(folder, "tokens", tokens.numbers)
    save_array(folder, "passages", tokens.starts)
    rows = [[segment.key, len(segment.sizes)] for segment in segments]
    (folder / SEGMENTS_FILE).write_text(json.dumps(rows), encoding="ascii")


class FormerSegments:
    """The segments of an index that was built before; none where there is no such index."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._passages: Mapping[str, tuple[int, int]] = {}
        if folder and (folder / SEGMENTS_FILE).exists():
            rows = json.loads((folder / SEGMENTS_FILE).read_text(encoding="ascii"))
            first = starts_of(count for _, count in rows)
            self._passages = {key: (int(first[at]), count) for at, (key, count) in enumerate(rows)}
            self._words = StringTable.load(folder, "words")
            self._tokens: Ids = load_array(folder, "tokens")
            self._starts: Starts = load_array(folder, "passages")

    def get(self, key: str) -> Segment | None:
        """The segment with that key, if there is one."""
        if key not in self._passages:
            return None
        first, count = self._passages[key]
        starts = self._starts[first : first + count + 1]
        tokens = self._tokens[starts[0] : starts[-1]]
        used, local = np.unique(tokens, return_inverse=True)
        words = tuple(self._words[int(number)] for number in used)
        return Segment(key, words, local.astype(np.int32), np.diff(starts).astype(np.int32))
