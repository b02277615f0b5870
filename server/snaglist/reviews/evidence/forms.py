"""What may prove that an issue is addressed: a test, a file by its hash, a value within bounds.

An answer names it and the record keeps it; nothing is looked at by that. ``check`` holds it against
the files of a folder.
"""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo, model_validator

from snaglist.reviews.evidence.compact import parsed_evidence
from snaglist.reviews.evidence.pointer import POINTER
from snaglist.reviews.field_types import Cleaned
from snaglist.schema.characters import UNWRITABLE
from snaglist.schema.fields import Form, Pattern, Sha256

MOST_EVIDENCE = 20
"""For an answer."""

LONGEST_AGE = 3650
"""Days; ten years."""

AS_TYPED = {"typed": True}
"""For ``Answer.model_validate(…, context=AS_TYPED)``: evidence may be text as people type it."""

_NO_PATH = re.compile(r"[\x00-\x1f\\:*?\"<>|]|^~")
"""Signs that lead elsewhere on some system, or that no checkout there could have."""


def _path(text: str) -> str:
    """A path from the root of a folder, in one form; raises ``ValueError`` for what leads out."""
    path = text.removeprefix("./")
    if _NO_PATH.search(path) or {"", ".", ".."}.intersection(path.split("/")):
        raise ValueError("should be a path below the folder of the evidence, as reports/junit.xml")
    return path


def _test(text: str) -> str:
    one = " ".join(text.split())
    if "::" not in one:
        raise ValueError("should be CLASS::NAME, as the testcase has classname and name")
    return one


def _writable(text: str) -> str:
    """A name is kept to the letter, so what no file can hold is refused and nothing changed."""
    if wrong := UNWRITABLE.search(text):
        raise ValueError(f"has a character that cannot be written, U+{ord(wrong[0]):04X}")
    return text


def _number(text: str) -> str:
    """A number in one form, without an exponent: 0.80 and 8e-1 are 0.8."""
    value = Decimal(text)
    return f"{value.normalize():f}" if value else "0"


EvidencePath = Annotated[str, Cleaned, Field(min_length=1, max_length=500), AfterValidator(_path)]
TestId = Annotated[str, Cleaned, Field(min_length=1, max_length=1_000), AfterValidator(_test)]
Pointer = Annotated[
    str,
    Pattern(POINTER, "a JSON Pointer, as /test/auc"),
    Field(max_length=500),
    AfterValidator(_writable),
]
Number = Annotated[
    str,
    Pattern(r"^-?[0-9]{1,30}(\.[0-9]{1,30})?([eE][+-]?[0-9]{1,2})?$", "a number, as 0.8"),
    AfterValidator(_number),
]
Age = Annotated[int, Field(ge=0, le=LONGEST_AGE, strict=True)]


class JunitTest(Form):
    """A test that is green in a report in JUnit XML, by classname and name of its testcase.

    ``max_age`` counts from the timestamp in the report.
    """

    kind: Literal["test"]
    file: EvidencePath
    test: TestId
    max_age: Age | None = Field(default=None, description="In days.")

    @property
    def subject(self) -> tuple[str, ...]:
        """What it is about; evidence about the same replaces it."""
        return self.kind, self.file, self.test


class HashedFile(Form):
    """A file that has not changed, by the SHA-256 of its octets.

    ``max_age`` counts from the answer: what was right then is to be looked at again.
    """

    kind: Literal["file"]
    file: EvidencePath
    sha256: Sha256
    max_age: Age | None = Field(default=None, description="In days.")

    @property
    def subject(self) -> tuple[str, ...]:
        """What it is about; evidence about the same replaces it."""
        return self.kind, self.file


class BoundedValue(Form):
    """A number or a day in a JSON file, at a JSON Pointer (RFC 6901), within bounds.

    ``max_age`` counts from the day at the pointer ``dated`` of the same file.
    """

    kind: Literal["value"]
    file: EvidencePath
    pointer: Pointer
    at_least: Number | None = None
    at_most: Number | None = None
    not_before: date | None = None
    not_after: date | None = None
    dated: Pointer | None = None
    max_age: Age | None = Field(default=None, description="In days.")

    @property
    def subject(self) -> tuple[str, ...]:
        """What it is about; evidence about the same replaces it."""
        return self.kind, self.file, self.pointer

    @model_validator(mode="after")
    def _bounds(self) -> "BoundedValue":
        """Bounds are of one kind, and something is within them; an age has a day to count from."""
        numbers, days = (self.at_least, self.at_most), (self.not_before, self.not_after)
        if any(numbers) and any(days):
            raise ValueError("a value is a number or a day, and cannot have bounds of both")
        if (self.max_age is None) != (self.dated is None):
            raise ValueError("max_age and dated (where the file says of when it is) go together")
        if not any((*numbers, *days)) and self.dated != self.pointer:
            raise ValueError("a value needs a bound, as >=0.8")
        low, high = numbers
        if low and high and Decimal(low) > Decimal(high):
            raise ValueError(f"nothing is at least {low} and at most {high}")
        if self.not_before and self.not_after and self.not_before > self.not_after:
            raise ValueError(f"no day is from {self.not_before} to {self.not_after}")
        return self


def _as_typed(value: object, info: ValidationInfo) -> object:
    """Text as the fields that it names, where what people typed is read; a file has none."""
    if isinstance(value, str) and info.context == AS_TYPED:
        return parsed_evidence(value)
    return value


AnyEvidence = JunitTest | HashedFile | BoundedValue
Evidence = Annotated[
    Annotated[AnyEvidence, Field(discriminator="kind")], BeforeValidator(_as_typed)
]


def with_evidence(
    before: tuple[AnyEvidence, ...], given: tuple[AnyEvidence, ...]
) -> tuple[AnyEvidence, ...]:
    """Evidence with some more; what is about the same replaces what was there, in its place."""
    return tuple({each.subject: each for each in (*before, *given)}.values())
