"""What citations of entries and of publications have in common: days, escapes, records."""

import re
from collections.abc import Iterable
from datetime import date

from snaglist.model.interview import Author
from snaglist.model.publication import Creator

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


SHORT_MONTHS = {
    month: month if len(month) < 5 else "Sept." if month == "September" else f"{month[:3]}."
    for month in MONTHS
}
"""As MLA has them: four letters or fewer are not cut."""


def british_day(day: date) -> str:
    """``28 November 2026``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short_day(day: date) -> str:
    """``28 Nov. 2026``."""
    return f"{day.day} {SHORT_MONTHS[MONTHS[day.month - 1]]} {day.year}"


def ended(part: str) -> str:
    """A sentence with its full stop, unless it is empty or ends with a mark of its own."""
    return part if not part or part.endswith((".", "?", "!")) else f"{part}."


def inverted(name: Author | Creator) -> str:
    """``Khomh, Foutse``; a body, which has no given name, as it is."""
    return f"{name.family}, {name.given}" if name.given else name.family


def with_initials(name: Author | Creator) -> str:
    """``Côté, P.-O.``: the given names by their first letters, without spaces between."""
    if not name.given:
        return name.family
    words = re.findall(r"(-?)(\w)[\w'’]*\.?", name.given)
    return f"{name.family}, {''.join(f'{hyphen}{letter}.' for hyphen, letter in words)}"


def long_day(day: date) -> str:
    """``November 28, 2026``, in English whatever the machine speaks."""
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


_TEX = {
    "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_{}"},
}  # fmt: skip


def tex(text: str) -> str:
    """Text with what TeX would read as commands escaped, on one line."""
    return "".join(_TEX.get(sign, sign) for sign in " ".join(text.split()))


def ris_record(fields: Iterable[tuple[str, str | None]]) -> str:
    """A record of RIS; fields without a value are left out."""
    kept = [*((tag, value) for tag, value in fields if value), ("ER", "")]
    return "".join(f"{tag}  - {' '.join(value.split())}\r\n" for tag, value in kept)


def date_parts(when: date | int | None) -> dict[str, list[list[int]]]:
    """A day or a year, as CSL has dates."""
    if isinstance(when, date):
        return {"date-parts": [[when.year, when.month, when.day]]}
    return {"date-parts": [[when]] if when else []}
