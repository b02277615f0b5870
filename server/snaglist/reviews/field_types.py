"""The types of the fields of events: text that every copy has in the same form, and its limits."""

import re
import unicodedata
from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BeforeValidator, Field

# A review is read whole at each visit, so this is one pattern and no loop.
_CONTROLS = r"\x00-\x08\x0b-\x1f\x7f-\x9f"
_HALVES = r"\ud800-\udfff"
_NO_CHARACTERS = r"\ufdd0-\ufdef" + "".join(
    rf"\U{plane:04x}fffe\U{plane:04x}ffff" for plane in range(17)
)
UNWRITABLE = re.compile(f"[{_CONTROLS}{_HALVES}{_NO_CHARACTERS}]")
"""Controls but tab and line feed, halves of pairs, and code points that are no characters."""


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


def _link(address: str) -> str:
    if not address.startswith(("https://", "http://")) or len(address.split()) != 1:
        raise ValueError("should be a web address that begins with https://")
    return address


Cleaned = BeforeValidator(_cleaned)
LineText = Annotated[str, Cleaned, Field(min_length=1, max_length=200), AfterValidator(_one_line)]
OptionalLineText = Annotated[str, Cleaned, Field(max_length=200), AfterValidator(_one_line)]
ShortText = Annotated[str, Cleaned, Field(max_length=2_000)]
RequiredText = Annotated[str, Cleaned, Field(min_length=1, max_length=2_000)]
Markdown = Annotated[str, Cleaned, Field(max_length=10_000)]
LongText = Annotated[str, Cleaned, Field(max_length=20_000)]
LinkAddress = Annotated[str, Cleaned, Field(max_length=2_000), AfterValidator(_link)]
Moment = Annotated[AwareDatetime, AfterValidator(_in_utc)]
Identifier = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[a-z0-9-]+$")]
AnswerRef = Annotated[str, Field(max_length=200, pattern=r"^[a-z0-9-]+/[a-z0-9-]+$")]
