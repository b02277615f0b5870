"""Other spellings for words that were not found, out of the catalogue's own names."""

from typing import Any

from snaglist.index.schema import SPELLED, name_term

MOST_WORDS = 8
"""How many words are looked at: each costs a walk through the names."""

MOST = 3
"""How many spellings are offered."""


def respell(reader: Any, words: tuple[str, ...]) -> tuple[str, ...]:
    """Up to three ways to write the words so that each stands in a title or also-called name.

    Nothing is offered where no word is misspelt, or none has a neighbour.
    """
    words = tuple(dict.fromkeys(words))[:MOST_WORDS]
    corrector = reader.corrector(SPELLED)
    choices = [_spellings(reader, corrector, word) for word in words]
    offered = [
        " ".join(choice[min(rank, len(choice) - 1)] for choice in choices) for rank in range(MOST)
    ]
    return tuple(dict.fromkeys(text for text in offered if text != " ".join(words)))


def _spellings(reader: Any, corrector: Any, word: str) -> list[str]:
    """The nearest names' words, or the word itself where it is one or resembles none."""
    folded = name_term(word)
    if (SPELLED, folded) in reader:
        return [word]
    for distance in (1, 2) if len(folded) > 4 else (1,):
        near: list[str] = corrector.suggest(folded, limit=MOST, maxdist=distance)
        if near:
            return near
    return [word]
