"""What tells who somebody is and has a form of its own: addresses, numbers, days of birth.

The patterns ask what looks like one, and not whether it is valid: a misheard number is one still.
"""

import re
from collections.abc import Iterator
from functools import cache

from linkify_it import LinkifyIt

_MONTHS = re.findall(
    r"\w+",
    """
    january february march april may june july august september october november december januar
    jänner februar märz mai juni juli oktober dezember janvier février mars avril juin juillet
    août septembre octobre novembre décembre
    """,
)
_MONTH = rf"(?:{'|'.join(_MONTHS)}|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?"
_DAY = r"(?:[12]?\d|3[01])(?:st|nd|rd|th|er|\.)?"
_YEAR = r"(?:1[89]|20)\d\d"
_FIGURE = r"(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|double|triple|plus)"
_STREET = (
    r"street|st|avenue|ave|road|rd|lane|ln|drive|dr|boulevard|blvd|square|sq|court|ct|place|pl"
    r"|terrace|close|crescent|highway|hwy|parkway|pkwy|way"
)
_RUE = (
    r"(?:rue|avenue|boulevard|bd|place|chemin|allée|impasse|quai|cours|calle|via|piazza|rua|avenida"
    r"|plaza)"
)
_STRASSE = r"(?:straße|strasse|str\.|gasse|weg|platz|allee|ufer|damm|laan|straat|gatan|vej|vägen)"

PATTERNS: dict[str, re.Pattern[str]] = {
    "leak-mail": re.compile(
        r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
        r"|[\w.+-]+(?: dot [\w+-]+)* ?(?:\(at\)|\[at\]| at ) ?"
        r"[\w-]+(?: ?(?:\(dot\)|\[dot\]| dot |\.) ?[\w-]+)*"
        r" ?(?:\(dot\)|\[dot\]| dot ) ?[a-z]{2,}\b",
        re.IGNORECASE,
    ),
    "leak-handle": re.compile(r"(?<![\w@.])@[A-Za-z_]\w{1,}(?![\w@])"),
    "leak-iban": re.compile(r"\b[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,3})?\b"),
    "leak-birth": re.compile(
        rf"\b(?:{_DAY} (?:of |de )?{_MONTH},? {_YEAR}|{_MONTH} {_DAY},? {_YEAR})\b"
        rf"|\b(?:{_YEAR}[-/.](?:0?\d|1[0-2])[-/.](?:[0-2]?\d|3[01])"
        rf"|(?:[0-2]?\d|3[01])[-/. ]{{1,2}}(?:[0-2]?\d|3[01])[-/. ]{{1,2}}(?:{_YEAR}|\d\d))\b"
        rf"|\b(?:born|geboren|née?|naci\w+|nato|nata)\b[^.?!\n]{{0,30}}?\b{_YEAR}\b",
        re.IGNORECASE,
    ),
    "leak-street": re.compile(
        rf"\b\d{{1,5}}[a-z]?,? (?:[A-ZÀ-Þ][\w'’.-]*,? ){{1,4}}(?i:{_STREET})\b"
        rf"|\b\d{{1,5}}(?: bis| ter)?,? (?i:{_RUE}) [\w'’-]+(?: [A-ZÀ-Þ][\w'’-]*)*"
        rf"|\b(?i:{_RUE}) (?:[\w'’-]+ ){{0,4}}\d{{1,5}}\b"
        rf"|\b[A-ZÀ-Þ][\w-]*(?i:{_STRASSE}) ?\d{{1,4}}[a-z]?\b"
        rf"|\b(?:[A-ZÀ-Þ][\w-]+[ -])+(?i:{_STRASSE}) \d{{1,4}}[a-z]?\b"
        r"|\b[A-Z]\d[A-Z] ?\d[A-Z]\d\b"
        r"|\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b"
        r"|\b(?:[A-Z]{1,2}-)\d{4,5} [A-ZÀ-Þ]\w+"
    ),
    "leak-phone": re.compile(
        r"(?<![\w.,:/-])(?:\+|\(\+?)?\d(?:[ \u00a0()./\u2010-\u2015-]{0,2}\d){6,17}(?![\w:])"
        rf"|\b{_FIGURE}(?:[ ,-]+{_FIGURE}){{5,}}\b",
        re.IGNORECASE,
    ),
}
"""A pattern for each rule, in the order in which they take words; a later one takes what is left.

Words of figures ("five one four …") are read out in interviews, and so are addresses ("at … dot").
"""


def find_patterns(text: str) -> Iterator[tuple[str, int, int]]:
    """The rule and the place of each stretch of a text that looks like what it is about."""
    taken: list[tuple[int, int]] = []
    for rule, start, end in _candidates(text):
        if not any(start < other_end and end > other for other, other_end in taken):
            taken.append((start, end))
            yield rule, start, end


def _candidates(text: str) -> Iterator[tuple[str, int, int]]:
    mail = PATTERNS["leak-mail"]
    yield from (("leak-mail", *found.span()) for found in mail.finditer(text))
    for link in _linkify().match(text) or ():
        if _is_address(text, link.index, link.last_index):
            rule = "leak-mail" if link.schema == "mailto:" else "leak-web"
            yield rule, link.index, link.last_index
    for rule, pattern in PATTERNS.items():
        if rule != "leak-mail":
            yield from ((rule, *found.span()) for found in pattern.finditer(text))


def _is_address(text: str, start: int, end: int) -> bool:
    """Not a sentence that began without a space: "in the end.So we"."""
    name, _, ending = text[start:end].rpartition(".")
    return "/" in ending or not ending[:1].isupper() or not name.isalpha()


@cache
def _linkify() -> LinkifyIt:
    # Addresses without a scheme are said more often than those with one.
    return LinkifyIt(options={"fuzzy_link": True, "fuzzy_email": True, "fuzzy_ip": True})
