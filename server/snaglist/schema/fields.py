"""The base of every file format, and the types of field that several formats share."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Verbatim = Annotated[str, StringConstraints(min_length=1)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Notation = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9]+([.-][A-Za-z0-9]+)*$")]
ConceptRef = Annotated[str, StringConstraints(pattern=r"^[a-z-]+(/[A-Za-z0-9.-]+)?$")]
IssueId = Annotated[str, StringConstraints(pattern=r"^SNAG-\d{3,}$")]
StrategyId = Annotated[str, StringConstraints(pattern=r"^FIX-\d{3,}$")]
InterviewId = Annotated[str, StringConstraints(pattern=r"^I\d{2,}$")]
QuoteId = Annotated[str, StringConstraints(pattern=r"^I\d{2,}-Q\d{3,}$")]
TurnId = Annotated[str, StringConstraints(pattern=r"^I\d{2,}-T\d{3,}$")]
ClaimId = Annotated[str, StringConstraints(pattern=r"^C\d+$")]
AnswerRef = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*/[a-z0-9]+(-[a-z0-9]+)*$")
]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Form(BaseModel):
    """What all forms share: unknown fields are errors and nothing is guessed."""

    model_config = ConfigDict(extra="forbid", frozen=True)
