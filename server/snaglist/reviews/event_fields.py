"""What events are made of: editions, sources, profiles, and the issues that a profile leads to."""

from pydantic import Field

from snaglist.reviews.field_types import AnswerRef, Line, Name, Said
from snaglist.schema.fields import Form, InterviewId, IssueId, Sha256, StrategyId


class Edition(Form):
    """Which catalogue a review was made with: its version, and the hash of all it says."""

    version: Line
    digest: Sha256


class Source(Form):
    """How to cite a study whose interviews are quoted; without any, the catalogue itself."""

    citation: Said
    terms: Said = Field(default="", description="What the study says of the use of its interviews.")
    interviews: tuple[InterviewId, ...] = ()


class Given(Form):
    """The answers to one question of the profile, in the words in which they were offered."""

    question: Name
    text: Said
    answers: dict[Name, Said]


class Profile(Form):
    """What a team said of its project: answers to the guide's questions, and words of their own."""

    given: tuple[Given, ...] = Field(default=(), max_length=200)
    words: Said = ""

    def chosen(self) -> dict[str, tuple[str, ...]]:
        """The ids of the answers by the ids of their questions."""
        return {each.question: tuple(each.answers) for each in self.given}

    def label(self, answer: str) -> str:
        """An answer such as ``data/sensors`` in words."""
        question, _, name = answer.partition("/")
        found = (each.answers.get(name) for each in self.given if each.question == question)
        return next(found, None) or answer


class Why(Form):
    """A reason why an issue is in a review, and the answers of the profile that it follows from."""

    text: Said
    answers: tuple[AnswerRef, ...] = ()
    fit: int


class Placed(Form):
    """An issue in a review: the entry as shown, and why it is there."""

    issue: IssueId
    entry: Sha256
    fit: int = 0
    why: tuple[Why, ...] = ()
    leaves_without: tuple[AnswerRef, ...] = ()
    quotes: int = 0
    severity: int = Field(default=0, description="Rank of the worst told; higher is worse.")


class Gone(Form):
    """An issue that the catalogue has retired."""

    issue: IssueId
    why: Said
    replaced_by: tuple[IssueId | StrategyId, ...] = ()
