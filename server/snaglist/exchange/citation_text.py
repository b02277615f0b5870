"""What citations of entries and of publications have in common: days, escapes, records."""

from collections.abc import Iterable
from datetime import date

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


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
