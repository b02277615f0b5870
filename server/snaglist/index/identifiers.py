"""Identifiers as people write and paste them: other spellings, IRIs, addresses of pages."""

import re
from collections.abc import Callable
from urllib.parse import unquote

MARK = "#"
"""What a key begins with: no folded name does."""

_DASHES = "-_‐‑‒–—−. "
_SPELT = re.compile(
    rf"(?<![\w.-])([a-z]{{1,8}})(?P<gap>[{_DASHES}]?)(\d{{1,9}})"
    rf"((?:[{_DASHES}]?[a-z]{{1,2}}[{_DASHES}]?\d{{1,9}}){{0,3}})(?![\w-])",
    re.IGNORECASE | re.ASCII,
)
_PAIR = re.compile(r"([a-z]+)[^a-z0-9]?(\d+)", re.IGNORECASE)
_ADDRESS = re.compile(r"<?(?:https?://|(?<!\S)/)[^\s<>\"]+>?", re.IGNORECASE)
_FILE_ENDING = re.compile(r"\.[a-z]{2,6}\d?$", re.IGNORECASE)


def identifier_key(identifier: str) -> str:
    """What is the same for all spellings: letters in lower case and numbers without zeros."""
    pairs = (f"{letters.lower()} {int(number)}" for letters, number in _PAIR.findall(identifier))
    return MARK + " ".join(pairs)


def is_identifier(text: str) -> bool:
    """Whether a text is made as the identifiers of entries are; those of concepts are not."""
    return _SPELT.fullmatch(text) is not None


def resolve_identifiers(text: str, find: Callable[[str], str | None]) -> tuple[str, frozenset[str]]:
    """The text with each identifier as it is written in the catalogue, and those identifiers.

    ``find`` gives the identifier of a key, if there is one. Of an address its fragment or the last
    step of its path that is one counts; a claim's identifier leads to its entry. Letters, a space
    and a number are only one where the letters are capitals or nothing else was typed.
    """
    found: set[str] = set()

    def known(written: str) -> str | None:
        key = identifier_key(written)
        while key != MARK:
            if identifier := find(key):
                found.add(identifier)
                return identifier
            key = MARK + " ".join(key[1:].split()[:-2]) if key.count(" ") > 1 else MARK
        return None

    def spelt(match: re.Match[str]) -> str:
        loose = match["gap"] == " " and not match[1].isupper() and match[0] != text.strip()
        return match[0] if loose else known(match[0]) or match[0]

    def address(match: re.Match[str]) -> str:
        steps = re.split(r"[/#?&=]", unquote(match[0].strip("<>.,;")))
        for step in reversed(steps):
            whole = _SPELT.fullmatch(_FILE_ENDING.sub("", step))
            if whole and (identifier := known(whole[0])):
                return identifier
        return match[0]

    return _SPELT.sub(spelt, _ADDRESS.sub(address, text)), frozenset(found)
