"""What events are made of: editions, sources, profiles, and the issues that a profile leads to."""

from datetime import date
from enum import StrEnum

from pydantic import Field

from snaglist.model.catalogue import OUR_IRI
from snaglist.reviews.field_types import (
    AnswerRef,
    Identifier,
    LineText,
    OptionalLineText,
    ShortText,
)
from snaglist.reviews.scales import Likelihood, Severity
from snaglist.schema.fields import Form, InterviewId, RowId, Sha256, StrategyId, WebAddress


class Edition(Form):
    """Which catalogue a review was made with: its version, and the hash of all it says."""

    version: LineText
    digest: Sha256
    iri: WebAddress = Field(
        default=OUR_IRI, description="What the names of its entries begin with."
    )


class Source(Form):
    """How to cite a study whose interviews are quoted; without any, the catalogue itself."""

    citation: ShortText
    terms: ShortText = Field(
        default="", description="What the study says of the use of its interviews."
    )
    interviews: tuple[InterviewId, ...] = ()


class GivenAnswers(Form):
    """The answers to one question of the profile, in the words in which they were offered."""

    question: Identifier
    text: ShortText
    answers: dict[Identifier, ShortText]


class ProjectProfile(Form):
    """What a team said of its project: answers to the guide's questions, and words of their own."""

    given: tuple[GivenAnswers, ...] = Field(default=(), max_length=200)
    words: ShortText = ""

    def chosen(self) -> dict[str, tuple[str, ...]]:
        """The ids of the answers by the ids of their questions."""
        return {each.question: tuple(each.answers) for each in self.given}

    def label(self, answer: str) -> str:
        """An answer such as ``data/sensors`` in words."""
        question, _, name = answer.partition("/")
        found = (each.answers.get(name) for each in self.given if each.question == question)
        return next(found, None) or answer


class PlacementReason(Form):
    """A reason why an issue is in a review, and the answers of the profile that it follows from."""

    text: ShortText
    answers: tuple[AnswerRef, ...] = ()
    fit: int


class PlacedIssue(Form):
    """A row of a review: the entry as shown, and why it is there.

    ``quotes`` and ``findings`` are its witnesses, ``people`` said so in ``interviews``, and
    ``publications`` found it; the last three are 0 in reviews that were made before they counted.
    """

    issue: RowId
    entry: Sha256
    fit: int = 0
    why: tuple[PlacementReason, ...] = ()
    leaves_without: tuple[AnswerRef, ...] = ()
    quotes: int = 0
    findings: int = 0
    people: int = 0
    interviews: int = 0
    publications: int = 0
    severity: int = Field(
        default=0, description="Rank of the worst reported consequence; higher is worse."
    )


class RetiredIssue(Form):
    """An issue that the catalogue has retired, or a topic that it lists no more."""

    issue: RowId
    why: ShortText
    replaced_by: tuple[RowId | StrategyId, ...] = ()


class Scope(StrEnum):
    """Of which issues somebody signs."""

    ALL = "all"
    TEN = "ten"
    ANSWERED = "answered"


class AskedSigner(Form):
    """Somebody whom a signature asks to sign as well."""

    name: LineText
    role: OptionalLineText = ""

    @property
    def text(self) -> str:
        """Name and role, as ``Ben, safety officer``."""
        return f"{self.name}, {self.role}" if self.role else self.name


class HandedWork(Form):
    """Owner, day and rating of an issue that was open when it was retired, for one in its place."""

    issue: RowId = Field(description="Who has them now.")
    of: RowId = Field(description="The retired one.")
    owner: OptionalLineText = ""
    due: date | None = None
    severity: Severity | None = None
    likelihood: Likelihood | None = None
