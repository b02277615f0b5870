"""Names of persons: one form in which all of them are compared, and what no name may hide.

A name is kept as it was typed. Whether two are the same person's is asked here and nowhere else.
"""

import re
import unicodedata
from collections.abc import Iterable

from snaglist.errors import UsageError

INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff]"
)
"""Characters without a shape: of no width, for the direction of text, fillers, selectors, tags."""

JOINERS = "\u200c\u200d"
"""Needed between letters of Persian and of Indian scripts, and inside of emoji."""

FIRST_JOINED = "\u0590"
"""The first character of those scripts; nothing before it is joined."""


def name_key(name: str) -> str:
    """What the names of one person have in common, however they are typed.

    Unicode's caseless match of compatibility forms (D146: NFKC and case folding), with no space
    around it, one between words, and without characters that nobody can see.
    """
    text = unicodedata.normalize("NFKD", INVISIBLE.sub("", unicodedata.normalize("NFKC", name)))
    text = unicodedata.normalize("NFKC", text.casefold())
    return " ".join(INVISIBLE.sub("", text).split())


def same_name(one: str, other: str) -> bool:
    """True for two names of one person."""
    return name_key(one) == name_key(other)


def find_name(name: str, known: Iterable[str]) -> str | None:
    """The one of ``known`` that is the same person's: spelt alike, else in the form compared."""
    names = tuple(known)
    if name in names:
        return name
    key = name_key(name)
    return next((each for each in names if name_key(each) == key), None)


def check_visible(what: str, text: str) -> None:
    """Raise ``UsageError`` for a line of text with a character that nobody can see.

    By one, two lines that differ look the same, or the words of one in another order. ``what``
    names the text: the name, the title.
    """
    for found in INVISIBLE.finditer(text):
        if found[0] in JOINERS and _joins(text, found.start()):
            continue
        raise UsageError(
            f"{what} has a character that nobody can see, U+{ord(found[0]):04X}, after "
            f"{text[: found.start()][-20:]!r}. Type it anew without it."
        )


def _joins(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return bool(before and after) and min(before, after) >= FIRST_JOINED
