"""Typing mistakes: words that occur nowhere, and the nearest that do."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from rapidfuzz import process
from rapidfuzz.distance import OSA

from snaglist.index.analysis import plain_word, stem, words
from snaglist.index.query import Respelt
from snaglist.index.user_query import Kind, Token, UserQuery

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
        single = token.kind is Kind.WORDS and not token.field and len(token.words) == 1
        used = nearest(token.text, vocabulary, spread) if single else None
        if used:
            found[token.text] = Respelt(typed=token.text, used=used)
            kind = Kind.PHRASE if used.startswith('"') else Kind.WORDS
            token = Token(used, kind, tuple(words(used)))
        tokens.append(token)
    return replace(query, tokens=tuple(tokens)), tuple(found.values())


def nearest(
    word: str, vocabulary: Callable[[], Sequence[str]], spread: Callable[[str], int]
) -> str | None:
    """The word that was most likely meant; None where it occurs, or nothing is near.

    Distances are optimal string alignment: a letter lost, added, changed, or two swapped. Of
    those equally near the one with the same first letter is taken, then the most frequent.
    """
    found = [plain_word(each) for each in words(word)]
    letters = found[0] if len(found) == 1 and found[0].isalpha() else ""
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
