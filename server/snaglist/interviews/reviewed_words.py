"""Words of an interview that somebody looked at and found to name nobody."""

from collections import Counter
from pathlib import Path

from snaglist.schema.report import Report
from snaglist.sources.reviewed_words import ReviewedForm, load_reviewed_words


class ReviewedWords:
    """What was looked at, of one interview; nothing where it has no such file."""

    def __init__(self, forms: list[ReviewedForm]) -> None:
        self._words = {form.word: False for form in forms if form.word}
        self._lines = {form.line: form.count for form in forms if form.line}

    @classmethod
    def of(cls, folder: Path, report: Report) -> "ReviewedWords":
        """Those of the interview in ``folder``; a file that cannot be read is findings."""
        file = load_reviewed_words(folder, report)
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
