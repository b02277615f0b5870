"""Numbers with what they count, for whatever is printed or shown."""

_IRREGULAR = {"strategy": "strategies", "entry": "entries", "person": "people"}
"""Nouns that take no s."""


def plural(noun: str) -> str:
    """``quotes``, ``strategies``, ``turns of the participants``: the first word of a phrase."""
    head, space, rest = noun.partition(" ")
    return _IRREGULAR.get(head, head + "s") + space + rest


def singular(nouns: str) -> str:
    """The other way round: ``strategy`` of ``strategies``, ``inferred triple`` of its plural."""
    return next((one for one, more in _IRREGULAR.items() if more == nouns), nouns.removesuffix("s"))


def count_of(number: int, noun: str = "issue") -> str:
    """``1 quote``, ``4 quotes``, ``1,200 quotes``, ``3 turns of the participants``."""
    return f"{number:,} {noun if number == 1 else plural(noun)}"
