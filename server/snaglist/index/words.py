"""What a word is: the one definition for index, query, highlights, suggestions and names.

Texts are compared in Unicode's normal form KC with case folded and ignorable code points taken out
(toNFKC_Casefold, Unicode 3.13 and UAX #15), and cut into words as UAX #29 says (rules WB4 to WB13),
with these tailorings: typographic apostrophes are apostrophes; full stops join only digits and
single letters; underscores part words; ``r&d``, ``c++``, ``c#`` and ``a/b`` are words; commas and
thin spaces in thousands are no part of a number; a number and its unit are two words. In scripts
without spaces each letter or syllable is a word (WB14 and LB=SA need dictionaries), and what is
typed without spaces has to stand side by side. The static site's ``words.js`` does the same.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from snaglist.index.code_points import (
    IDEOGRAPHIC,
    IGNORABLE,
    JAMO,
    MARKS,
    OPTIONAL_MARKS,
    SYLLABIC,
)

APOSTROPHES = "'’‘‛ʼʹ′`´＇"
"""What is typed and set for an apostrophe."""

THIN_SPACES = "\u00a0\u2009\u202f"
"""Spaces that stand in numbers but never between words alone."""

PLAIN_LETTERS = dict(
    zip("øđðħıłŧɨɵƀƶǥɍɏĸŋſ", "oddhiltiobzgryqns", strict=True),
    æ="ae", œ="oe", þ="th", ى="ي", ة="ه", ٱ="ا", ک="ك", ی="ي",
)  # fmt: skip
"""Letters that many keyboards lack and that do not decompose, with what is typed for them."""

UNITS = r"[mnμ]s|min|[kcm]m|[km]g|[kmgt]i?b|[kmg]?hz|[km]wh?|m[va]|db|dpi|fps|px|rpm|[kmg]?bps"
"""Units (a pattern) that are also written without a space after the number."""

CONTRACTIONS = frozenset(
    re.findall(
        r"\w+",
        """
        aint arent cant couldnt darent didnt doesnt dont hadnt hasnt havent isnt mightnt mustnt
        neednt oughtnt shant shouldnt wasnt werent wont wouldnt im ive youre youve youll theyre
        theyve theyll weve thats whats heres theres whos hes shes
        """,
    )
)
"""Contractions that are known without their apostrophe too: no other word is written so."""

ENDINGS = frozenset(("s", "d", "ll", "re", "ve", "m"))
ELISIONS = frozenset(("l", "d", "m", "t", "s", "c", "j", "n", "qu", "jusqu", "lorsqu", "puisqu"))

UNSPACED = IDEOGRAPHIC + SYLLABIC
"""Letters of scripts without spaces, as they stand in brackets of a regular expression."""

LETTER = rf"[^\W_{UNSPACED}\u1100-\u11ff]"
"""A letter or digit of a script that puts spaces between words."""

_RUN = rf"{LETTER}+(?:[{MARKS}]+{LETTER}*)*"
_END = r"(?![^\W_])"
_JOIN = r"(?:'|(?<=[0-9])(?:\.(?=[0-9])|,(?=[0-9]{3}(?![0-9]))))"
_HEBREW = r"(?<=[\u05d0-\u05ea])[\"\u05f3\u05f4](?=[\u05d0-\u05ea])"
_NUMBER = rf"[0-9]+(?:[.,][0-9]+){{0,4}}(?=(?:{UNITS}){_END})"
_LONE = rf"(?:[{UNSPACED}]|{JAMO})[{MARKS}\u11a8-\u11ff]*"
_SIGNED = (
    # A letter may end with a mark, as it does where it is decomposed.
    rf"(?<![^\W_])(?<![{MARKS}])(?:(?:[a-z]\.){{2,}}(?:[a-z]{_END})?|[a-z]{{1,3}}(?:&[a-z]{{1,3}})+{_END}"
    rf"|[a-z](?:/[a-z]){{1,4}}(?![^\W_]|/)|[a-z]{{1,2}}\+\+|[a-z]\#{_END})"
)
WORD = re.compile(rf"{_SIGNED}|{_NUMBER}|{_RUN}(?:(?:{_JOIN}|{_HEBREW}){_RUN})*|{_LONE}")
"""A word of a folded text."""

# Most texts have neither signs nor numbers nor other scripts; there these find the same words in a
# third of the time.
_SIMPLE_WORD = re.compile(r"[a-z0-9]+")
_ASCII_WORD = re.compile(r"[a-z0-9]+(?:'[a-z0-9]+)*")
_ASCII_SIGNED_WORD = re.compile(rf"{_SIGNED}|{_NUMBER}|[a-z0-9]+(?:{_JOIN}[a-z0-9]+)*")
_LATIN_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_HAS_SIGNS = re.compile(r"[&/+0-9.][^\s\"]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_OPTIONAL = re.compile(rf"[{OPTIONAL_MARKS}]")
_GROUPING = re.compile("['\"\u05f3\u05f4]|\\.(?![0-9])")
_UNSPACED_LETTER = re.compile(rf"[{IDEOGRAPHIC}{SYLLABIC}]")
_IDEOGRAPH = re.compile(rf"[{IDEOGRAPHIC}]")


class _Folding(dict[int, str]):
    """For each code point what it is compared by; filled as it is asked, for ``str.translate``."""

    _ignorable = re.compile(rf"[{IGNORABLE}]")
    _joining = re.compile(rf"[{MARKS}\u05f3\u05f4]")

    def __missing__(self, code: int) -> str:
        self[code] = folded = self._fold(chr(code))
        return folded

    def _fold(self, letter: str) -> str:
        if letter in THIN_SPACES:
            return "\u00a0"
        if self._ignorable.match(letter):
            return ""
        if letter.isdecimal():
            return str(unicodedata.decimal(letter))
        if letter in APOSTROPHES or unicodedata.normalize("NFD", letter) in APOSTROPHES:
            return "'"
        # Case folding and compatibility forms each bring forth what the other has to fold again.
        folded = unicodedata.normalize("NFKD", letter).casefold()
        folded = unicodedata.normalize("NFKD", folded).casefold()
        folded = self._ignorable.sub("", folded)
        folded = "".join(each if self._in_words(each) else " " for each in folded)
        if len(folded) > 1 and " " in folded:
            return f" {folded} "
        return unicodedata.normalize("NFC", folded)

    def _in_words(self, letter: str) -> bool:
        """Whether a folded code point can be part of a word, or join two parts of one."""
        return letter.isascii() or letter.isalnum() or bool(self._joining.match(letter))


_FOLDING = _Folding()
_THOUSANDS = re.compile(r"(?<=[0-9])\u00a0(?=[0-9]{3}(?![0-9]))")


def _fold(text: str) -> str:
    """The text as its words are compared; not as long as it was."""
    if text.isascii():
        return text.lower().replace("`", "'")
    folded = _NOT_ASCII.sub(_fold_run, text.lower().replace("`", "'"))
    return _THOUSANDS.sub(",", folded) if "\u00a0" in folded else folded


def _fold_run(match: re.Match[str]) -> str:
    return match[0].translate(_FOLDING)


def _pattern(folded: str) -> re.Pattern[str]:
    """What finds the words of a folded text, and no more than it needs."""
    signs = _HAS_SIGNS.search(folded) or "#" in folded
    if folded.isascii():
        if signs:
            return _ASCII_SIGNED_WORD
        return _ASCII_WORD if "'" in folded else _SIMPLE_WORD
    if signs:
        return WORD
    try:
        folded.encode("latin-1")
    except UnicodeEncodeError:
        return WORD
    return _LATIN_WORD


def find_words(text: str) -> list[str]:
    """The words of a text as written, folded, in order; ``base_form`` and the rest read them."""
    folded = _fold(text)
    return _pattern(folded).findall(folded)


def word_spans(text: str) -> Iterator[tuple[str, int, int]]:
    """The same words, each with the first and last (exclusive) code point of its place."""
    folded = _fold(text)
    places = None
    if not text.isascii():
        places = [at for at, letter in enumerate(text) for _ in _FOLDING[ord(letter)]]
    for match in _pattern(folded).finditer(folded):
        start, end = match.span()
        if places is None:
            yield match[0], start, end
        else:
            yield match[0], places[start], _end(text, places[end - 1] + 1)


def _end(text: str, end: int) -> int:
    """The end of a word with the marks after it that folding took out."""
    while end < len(text) and not _FOLDING[ord(text[end])]:
        end += 1
    return end


@lru_cache(maxsize=50_000)
def base_form(word: str) -> str | None:
    """A folded word without possessive, elision and signs of grouping, accents kept.

    None for a contraction: the words in it are such as say nothing.
    """
    if "'" in word:
        if word.endswith("n't") or word.replace("'", "") in CONTRACTIONS:
            return None
        base, _, ending = word.rpartition("'")
        if ending in ENDINGS and not base.isdecimal():
            return base_form(base)
        first, _, rest = word.partition("'")
        if first in ELISIONS and not word[-1].isdecimal():
            return base_form(rest)
    elif word in CONTRACTIONS:
        return None
    if not word.isalnum():
        word = _without_signs(word)
    return word if word.isascii() else unicodedata.normalize("NFC", word)


def _without_signs(word: str) -> str:
    """A word without the signs that only group it; those that make another word of it stay."""
    if word[0].isdecimal():
        return word.replace(",", "").replace("'", "")
    return _GROUPING.sub("", word)


@lru_cache(maxsize=50_000)
def plain_form(word: str) -> str:
    """A word without accents and optional vowels, with the letters that keyboards have."""
    if word.isascii():
        return word
    bare = _OPTIONAL.sub("", unicodedata.normalize("NFD", word))
    bare = "".join(PLAIN_LETTERS.get(letter, letter) for letter in bare)
    return unicodedata.normalize("NFC", bare) or word


def is_unspaced(word: str) -> bool:
    """Whether a word is a letter or syllable of a script without spaces."""
    return not word.isascii() and bool(_UNSPACED_LETTER.match(word))


def is_ideograph(word: str) -> bool:
    """Whether a word is an ideograph or a syllable of Hangul, of which a word has about two."""
    return not word.isascii() and bool(_IDEOGRAPH.match(word))
