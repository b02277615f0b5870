"""Typing mistakes: words that no dictionary knows and that occur nowhere, and the nearest that do.

What was typed is replaced only where nothing else of it finds anything; otherwise the other
spelling is offered. A word that a dictionary of English knows is never taken for a mistake.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import process
from rapidfuzz.distance import OSA

from snaglist.index.analysis import plain_word, stem, words
from snaglist.index.dictionary import is_english
from snaglist.index.query import Respelt
from snaglist.index.user_query import Kind, Token, UserQuery

SHORTEST = 4
"""Letters of a word that may be misspelt; of a shorter one too little is left to go by."""

TWO_MISTAKES = 7
"""Letters of a word that may hold two mistakes."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the index knows of words.

    ``words`` gives all that occur, texts and names of concepts alike; ``spread`` says how many
    documents hold a stem, ``finds`` whether a token finds anything at all.
    """

    words: Callable[[], Sequence[str]]
    spread: Callable[[str], int]
    finds: Callable[[Token], bool]


@dataclass(frozen=True, slots=True)
class Correction:
    """The search as it was probably meant; ``certain`` where nothing else of it finds anything."""

    query: UserQuery
    respelt: tuple[Respelt, ...] = ()
    certain: bool = False


def correct(query: UserQuery, known: Vocabulary) -> Correction:
    """The same search with words that occur, and which were put for which.

    Words in phrases, in fields, beginnings of words and words with digits stay as they are.
    """
    found: dict[str, Respelt] = {}
    tokens, others = [], []
    for token in query.tokens:
        single = token.kind is Kind.WORDS and not token.field and len(token.words) == 1
        used = nearest(token.text, known) if single else None
        if used:
            found[token.text] = Respelt(typed=token.text, used=used)
            kind = Kind.PHRASE if used.startswith('"') else Kind.WORDS
            token = Token(used, kind, tuple(words(used)))
        elif token.kind is not Kind.SIGN:
            others.append(token)
        tokens.append(token)
    if not found:
        return Correction(query)
    meant, respelt = replace(query, tokens=tuple(tokens)), tuple(found.values())
    return Correction(meant, respelt, certain=not any(map(known.finds, others)))


def respell(text: str, respelt: Sequence[Respelt]) -> str:
    """The text as it was typed, but for the words that were misspelt."""
    for each in respelt:
        text = re.sub(rf"(?<!\w){re.escape(each.typed)}(?!\w)", each.used, text)
    return text


def nearest(word: str, known: Vocabulary) -> str | None:
    """The word that was most likely meant; None where it occurs, is English, or nothing is near.

    Distances are optimal string alignment: a letter lost, added, changed, or two swapped. Of
    those equally near the one with the same first letter is taken, then the most frequent.
    """
    found = [plain_word(each) for each in words(word)]
    letters = found[0] if len(found) == 1 and found[0].isalpha() else ""
    if len(letters) < SHORTEST or known.spread(stem(word) or "") or is_english(letters):
        return None
    mistakes = 2 if len(letters) >= TWO_MISTAKES else 1
    near = process.extract(
        letters, known.words(), scorer=OSA.distance, score_cutoff=mistakes, limit=None
    )
    if not near:
        return _split(letters, known.spread)

    def rank(each: tuple[str, float, int]) -> tuple[float, bool, int, str]:
        meant, distance, _ = each
        return distance, meant[0] != letters[0], -known.spread(stem(meant) or ""), meant

    return min(near, key=rank)[0]


def _split(letters: str, spread: Callable[[str], int]) -> str | None:
    """Two words that were written as one, as a phrase: the longest first that leaves another."""
    for at in range(len(letters) - SHORTEST, SHORTEST - 1, -1):
        pair = letters[:at], letters[at:]
        if all(spread(stem(word) or "") for word in pair):
            return f'"{" ".join(pair)}"'
    return None
