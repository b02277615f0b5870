"""Typing mistakes: words that occur nowhere, and the nearest that do."""

from collections.abc import Callable, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from snaglist.index.analysis import fold, stem
from snaglist.index.query import Respelt
from snaglist.index.user_query import OPERATORS, UserQuery

SHORTEST = 4
"""Letters of a word that may be misspelt; of a shorter one too little is left to go by."""

TWO_MISTAKES = 7
"""Letters of a word that may hold two mistakes."""


def correct(
    query: UserQuery, vocabulary: Callable[[], Sequence[str]], spread: Callable[[str], int]
) -> tuple[UserQuery, tuple[Respelt, ...]]:
    """The same search with words that occur, and which were put for which.

    ``vocabulary`` gives all words that occur, ``spread`` says how many documents hold a stem. Words
    in phrases, in fields, beginnings of words and words with digits stay as they are.
    """
    found: dict[str, Respelt] = {}
    tokens = []
    for token in query.tokens:
        used = None if token in OPERATORS else nearest(token, vocabulary, spread)
        if used:
            found[token] = Respelt(typed=token, used=used)
        tokens.append(used or token)
    return UserQuery(tuple(tokens), query.words, query.dropped), tuple(found.values())


def nearest(
    word: str, vocabulary: Callable[[], Sequence[str]], spread: Callable[[str], int]
) -> str | None:
    """The word that was most likely meant; None where it occurs, or nothing is near.

    Distances are optimal string alignment: a letter lost, added, changed, or two swapped. Of
    those equally near the one with the same first letter is taken, then the most frequent.
    """
    letters = "".join(fold(word)) if word.isalpha() else ""
    if len(letters) < SHORTEST or spread(stem(word) or ""):
        return None
    mistakes = 2 if len(letters) >= TWO_MISTAKES else 1
    near = process.extract(
        letters, vocabulary(), scorer=OSA.distance, score_cutoff=mistakes, limit=None
    )
    if not near:
        return _split(letters, spread)
    return min(
        near,
        key=lambda each: (each[1], each[0][0] != letters[0], -spread(stem(each[0]) or ""), each[0]),
    )[0]


def _split(letters: str, spread: Callable[[str], int]) -> str | None:
    """Two words that were written as one, as a phrase: the longest first that leaves another."""
    for at in range(len(letters) - SHORTEST, SHORTEST - 1, -1):
        pair = letters[:at], letters[at:]
        if all(spread(stem(word) or "") for word in pair):
            return f'"{" ".join(pair)}"'
    return None
