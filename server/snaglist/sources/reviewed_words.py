"""The file reviewed-words.yaml beside a transcript, as people write it."""

from pathlib import Path
from typing import Self

from pydantic import Field, model_validator

from snaglist.schema.fields import Form, Text
from snaglist.schema.report import Report
from snaglist.schema.validation import FormFile, load_form

REVIEWED_FILE = "reviewed-words.yaml"


class ReviewedForm(Form):
    """Words that may stay; or how many findings of a line, where the words are better not said."""

    word: Text | None = Field(default=None, description="As it stands in the file; case counts.")
    line: int | None = Field(default=None, ge=1, description="A line of transcript.txt.")
    count: int = Field(default=1, ge=1, description="Findings of that line.")
    why: Text = Field(description="Why it tells nobody who somebody is, or may.")

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        if (self.word is None) == (self.line is None):
            raise ValueError("needs either 'word' or 'line'")
        return self


class ReviewedWordsForm(Form):
    """The file reviewed-words.yaml beside a transcript."""

    reviewed: list[ReviewedForm] = Field(default=[])


def load_reviewed_words(folder: Path, report: Report) -> FormFile[ReviewedWordsForm] | None:
    """The file in the folder of an interview, where there is one."""
    path = folder / REVIEWED_FILE
    return load_form(ReviewedWordsForm, path, report) if path.exists() else None
