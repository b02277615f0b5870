"""The types of the fields of events: text that every copy has in the same form, and its limits."""

import unicodedata
from datetime import UTC, datetime, timedelta
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BeforeValidator, Field

from snaglist.reviews.link_targets import normal_link
from snaglist.schema.characters import UNWRITABLE


def _cleaned(value: object) -> object:
    """Text as it is kept: NFC, Unix line ends, no space around it, nothing that cannot be seen."""
    if not isinstance(value, str):
        return value
    lines = value.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    text = unicodedata.normalize("NFC", lines.replace("\u2029", "\n")).strip()
    # A class of so many ranges takes its time for each character; there are few different ones.
    wrong = UNWRITABLE.search("".join(set(text))) and UNWRITABLE.search(text)
    if wrong:
        raise ValueError(f"has a character that cannot be written, U+{ord(wrong[0]):04X}")
    return text


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _in_utc(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC).replace(microsecond=0)
    except OverflowError:
        raise ValueError("is outside the years 1 to 9999 in UTC") from None


Cleaned = BeforeValidator(_cleaned)
LineText = Annotated[str, Cleaned, Field(min_length=1, max_length=200), AfterValidator(_one_line)]
OptionalLineText = Annotated[str, Cleaned, Field(max_length=200), AfterValidator(_one_line)]
ShortText = Annotated[str, Cleaned, Field(max_length=2_000)]
RequiredText = Annotated[str, Cleaned, Field(min_length=1, max_length=2_000)]
Markdown = Annotated[str, Cleaned, Field(max_length=10_000)]
LongText = Annotated[str, Cleaned, Field(max_length=20_000)]
LinkAddress = Annotated[str, Cleaned, Field(max_length=2_000), AfterValidator(normal_link)]
Moment = Annotated[AwareDatetime, AfterValidator(_in_utc)]
Identifier = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[a-z0-9-]+$")]
AnswerRef = Annotated[str, Field(max_length=200, pattern=r"^[a-z0-9-]+/[a-z0-9-]+$")]
UtcOffset = Annotated[
    str,
    Field(pattern=r"^[+-](0[0-9]|1[0-4]):[0-5][0-9]$", description="Such as +01:00, -05:30."),
]


def offset_text(moment: datetime) -> str:
    """How far the clock of a moment is ahead of UTC, as ``+01:00``, to the minute."""
    minutes = round((moment.utcoffset() or timedelta()).total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else '+'}{hours:02}:{rest:02}"


def offset_minutes(offset: str) -> int:
    """The minutes by which a clock is ahead of UTC."""
    minutes = int(offset[1:3]) * 60 + int(offset[4:6])
    return -minutes if offset[0] == "-" else minutes
