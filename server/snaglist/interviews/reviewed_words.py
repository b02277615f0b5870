"""Words of an interview that somebody looked at and found to name nobody."""

from collections import Counter
from pathlib import Path
from typing import Self

from pydantic import Field, model_validator

from snaglist.schema.fields import Form, Text
from snaglist.schema.report import Report
from snaglist.schema.validation import load_form

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


class ReviewedWords:
    """What was looked at, of one interview; nothing where it has no such file."""

    def __init__(self, forms: list[ReviewedForm]) -> None:
        self._words = {form.word: False for form in forms if form.word}
        self._lines = {form.line: form.count for form in forms if form.line}

    @classmethod
    def of(cls, folder: Path, report: Report) -> "ReviewedWords":
        """Those of the interview in ``folder``; a file that cannot be read is findings."""
        path = folder / REVIEWED_FILE
        file = load_form(ReviewedWordsForm, path, report) if path.is_file() else None
        return cls(file.form.reviewed if file else [])

    def allow(self, words: str) -> bool:
        """Whether these words may stay: all of them, or each of them, was looked at."""
        parts = [words] if words in self._words else words.split()
        if not all(part in self._words for part in parts):
            return False
        self._words.update(dict.fromkeys(parts, True))
        return True

    def allow_lines(self, lines: Counter[int]) -> set[int]:
        """The lines of the transcript of which just as many findings were looked at as there are.

        ``lines`` are the findings of each line that no word allows.
        """
        return {line for line, count in self._lines.items() if lines[line] == count}

    @property
    def unused(self) -> list[str]:
        """Words that were looked at and are there no more."""
        return [word for word, used in self._words.items() if not used]
