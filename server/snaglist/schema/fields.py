"""The base of every file format, and the types of field that several formats share."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetCoreSchemaHandler,
    StringConstraints,
    ValidationError,
)
from pydantic_core import PydanticCustomError, core_schema


@dataclass(frozen=True, slots=True)
class Pattern:
    """What the text of a field must look like: as a regular expression, and in words.

    An error says the words (``should be an issue's id, as SNAG-001``), the JSON Schema has the
    expression.
    """

    regex: str
    words: str

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Called by pydantic for each field that is annotated with the pattern."""
        return core_schema.no_info_wrap_validator_function(
            self._check, core_schema.str_schema(pattern=self.regex)
        )

    def _check(self, value: Any, inner: core_schema.ValidatorFunctionWrapHandler) -> Any:
        try:
            return inner(value)
        except ValidationError as error:
            if error.errors()[0]["type"] != "string_pattern_mismatch":
                raise
            raise PydanticCustomError(
                "pattern", "should be {words}", {"words": self.words}
            ) from None


_HOST = r"([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\.?)+"
_OTHER = "\xa0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef\U00010000-\U0001fffd\U00020000-\U0002fffd"
_SIGN = rf"([A-Za-z0-9._~!$&'()*+,;=:@/{_OTHER}-]|%[0-9A-Fa-f]{{2}})"
_PLACE = rf"(/{_SIGN}*)?(\?({_SIGN}|\?)*)?(#({_SIGN}|\?)*)?"
WEB_ADDRESS = rf"^[Hh][Tt][Tt][Pp][Ss]?://{_HOST}(:[0-9]{{1,5}})?{_PLACE}$"
"""Addresses that may stand behind a link: no ``javascript:``, no accounts, no spaces.

After RFC 3986, with further letters of RFC 3987 behind the host.
"""


def is_web_address(text: str) -> bool:
    """True for an address that may stand behind a link."""
    return re.match(WEB_ADDRESS.removesuffix("$") + r"\Z", text) is not None


_SLUG = "[a-z0-9]+(-[a-z0-9]+)*"

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Verbatim = Annotated[str, StringConstraints(min_length=1)]
Slug = Annotated[str, Pattern(rf"^{_SLUG}$", "a lower-case word with hyphens, as data-collection")]
Notation = Annotated[
    str, Pattern(r"^[A-Za-z0-9]+([.-][A-Za-z0-9]+)*$", "a short id, as I1.4 or completeness")
]
ConceptRef = Annotated[
    str, Pattern(r"^[a-z-]+(/[A-Za-z0-9.-]+)?$", "scheme/concept, as study/I1.4")
]
_PREFIX = "[A-Z]{2,8}"
"""What the ids of a catalogue's issues begin with, whichever catalogue it is."""

IssuePrefix = Annotated[
    str, Pattern(rf"^{_PREFIX}$", "two to eight capital letters but not FIX, OWN or EDGE, as SNAG")
]
MappedId = Annotated[
    str,
    Pattern(
        rf"^({_PREFIX}-[0-9]{{3,}}|[a-z-]+/[A-Za-z0-9.-]+)$",
        "the id of an entry or a concept, as SNAG-001 or quality/completeness",
    ),
]
IssueId = Annotated[str, Pattern(rf"^{_PREFIX}-[0-9]{{3,}}$", "an issue's id, as SNAG-001")]
RowId = Annotated[
    str,
    Pattern(
        rf"^({_PREFIX}-[0-9]{{3,}}|OWN-[1-9][0-9]{{0,5}}|EDGE-[A-Z0-9]+(-[A-Z0-9]+)*)$",
        "the id of an issue or a topic, as SNAG-001",
    ),
]
StrategyId = Annotated[str, Pattern(r"^FIX-[0-9]{3,}$", "a strategy's id, as FIX-001")]
EntryId = Annotated[
    str,
    Pattern(
        rf"^{_PREFIX}-[0-9]{{3,}}$", "the id of an issue or a strategy, as SNAG-001 or FIX-001"
    ),
]
InterviewId = Annotated[str, Pattern(r"^I[0-9]{2,}$", "an interview's id, as I07")]
QuoteId = Annotated[str, Pattern(r"^I[0-9]{2,}-Q[0-9]{3,}$", "a quote's id, as I07-Q001")]
PublicationId = Annotated[str, Pattern(r"^P[0-9]{3,}$", "a publication's id, as P001")]
FindingId = Annotated[
    str, Pattern(r"^P[0-9]{3,}-F[0-9]+$", "the id of a publication's finding, as P001-F1")
]
LocalFindingId = Annotated[str, Pattern(r"^F[0-9]+$", "a finding's id, as F1")]
Doi = Annotated[
    str, Pattern(r"^10\.[0-9]{4,}/[^\s]+$", "a DOI without the address, as 10.1145/3411764.3445518")
]
ArxivId = Annotated[
    str, Pattern(r"^([0-9]{4}\.[0-9]{4,5}|[a-z-]+/[0-9]{7})$", "an arXiv id, as 2103.14749")
]
TurnId = Annotated[str, Pattern(r"^I[0-9]{2,}-T[0-9]{3,}$", "a turn's id, as I07-T001")]
ClaimId = Annotated[str, Pattern(r"^C[0-9]+$", "a claim's id, as C1")]
AnswerRef = Annotated[str, Pattern(rf"^{_SLUG}/{_SLUG}$", "question/answer, as data/sensors")]
WebAddress = Annotated[str, Pattern(WEB_ADDRESS, "a web address, as https://example.org/page")]
OntologyTerm = Annotated[
    str, Pattern(r"^(snag:)?[A-Za-z_][A-Za-z0-9_-]*$", "a name of the ontology, as snag:IssueKind")
]
CommitId = Annotated[
    str, Pattern(r"^[0-9a-f]{40}$", f"a commit in 40 hexadecimal digits, as {'0123456789' * 4}")
]
LanguageTag = Annotated[
    str, Pattern(r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", "a language tag, as pt-BR")
]
PartialDate = Annotated[
    str,
    Pattern(
        r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$",
        "a day, a month or a year, as 2026-03",
    ),
    # YAML reads a whole day as a date, and a year as a number.
    BeforeValidator(lambda given: str(given) if isinstance(given, date | int) else given),
]
Sha256 = Annotated[str, Pattern(r"^[0-9a-f]{64}$", "a SHA-256 in hexadecimal")]


class Form(BaseModel):
    """What all forms share: unknown fields are errors and nothing is guessed."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    called: ClassVar[str] = ""
    """What people call one of these in a list, where the list's own name does not say it."""
