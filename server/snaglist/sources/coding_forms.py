"""The files of coding as people and ``snag code`` write them."""

from datetime import date
from typing import Annotated

from pydantic import BeforeValidator, Field

from snaglist.model.interview import Standing
from snaglist.schema.fields import Form, InterviewId, Pattern, Sha256, Slug, Text, Verbatim

CodeRef = Annotated[
    str,
    Pattern(
        r"^([A-Z]{2,8}-[0-9]{3,}|[a-z0-9]+(-[a-z0-9]+)*)$",
        "an issue, a strategy or a code of codebook.yaml, as SNAG-001 or clock-drift",
    ),
]
CodingId = Annotated[str, Pattern(r"^c[0-9a-f]{10}$", "a coding's id, as c3f9a2c1b07")]

_none_is_empty = BeforeValidator(lambda given: [] if given is None else given)


class CoderForm(Form):
    """Somebody who codes."""

    id: Slug = Field(description="The name of their file in each codings folder, without .yaml.")
    name: Text = Field(description="As quotes give it under coder; a pseudonym or a group will do.")
    interviews: list[InterviewId] = Field(
        default=[], description="Those that they are to code; others wait until they hand in."
    )


class CodersForm(Form):
    """The file coders.yaml beside catalogue.yaml."""

    coders: list[CoderForm]


class CodeForm(Form):
    """A code that has no entry in the catalogue yet."""

    id: Slug
    name: Text
    definition: str = Field(default="", description="What it is for, and what it is not for.")
    parent: CodeRef | None = Field(default=None, description="The code that it is a kind of.")


class CodebookForm(Form):
    """The file codebook.yaml beside catalogue.yaml: the codes that are no issues or strategies."""

    codes: Annotated[list[CodeForm], _none_is_empty]


class CodingForm(Form):
    """A passage that a coder marked."""

    id: CodingId
    at: tuple[Annotated[int, Field(ge=0)], Annotated[int, Field(ge=1)]] = Field(
        description="Start and end in code points of transcript.txt; the end is exclusive."
    )
    exact: Verbatim = Field(description="The words there, to the letter.")
    codes: list[CodeRef] = Field(min_length=1)
    standing: Standing | None = Field(
        default=None, description="Whether it was raised unasked; a quote needs it."
    )
    memo: Text | None = None
    on: date = Field(description="The day it was coded.")
    blind: bool = Field(
        default=True, description="false: coded after others' codings could be seen."
    )


class CodingsForm(Form):
    """A coder's file in the folder codings of an interview."""

    interview: InterviewId
    coder: Slug
    transcript_sha256: Sha256
    handed_in: date | None = Field(
        default=None, description="The day the coder was done; others' codings open when all are."
    )
    codings: Annotated[list[CodingForm], _none_is_empty]
