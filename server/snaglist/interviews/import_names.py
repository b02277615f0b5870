"""Names in a transcript that is being imported: withheld by a key, or open until somebody looks."""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from snaglist.errors import UsageError
from snaglist.interviews.leaks import LeakSearch
from snaglist.interviews.name_key import NamedThing
from snaglist.interviews.name_matching import NameMatcher
from snaglist.interviews.redaction import replacements
from snaglist.interviews.reviewed_words import ReviewedWords
from snaglist.schema.report import Report
from snaglist.schema.validation import load_form
from snaglist.sources.importing.composing import NameFinder, NamePlace
from snaglist.sources.reviewed_words import (
    REVIEWED_FILE,
    ReviewedForm,
    ReviewedWordsForm,
)


def key_finder(things: Sequence[NamedThing], file: Path) -> NameFinder:
    """Finds the names of a key however they are written.

    What it returns raises ``UsageError`` where a part of several people's names stands alone.
    """
    matcher = NameMatcher(things)
    kinds = {thing.placeholder: thing.kind for thing in things}

    def find(words: str) -> Iterator[NamePlace]:
        for each in replacements(words, matcher, file):
            yield NamePlace(each.start, each.end, each.placeholder, kinds[each.placeholder])

    return find


def read_reviewed(path: Path | None, said: Iterable[str]) -> list[ReviewedForm]:
    """What was looked at: the words of a file like ``reviewed-words.yaml``, then ``WORDS=WHY``.

    Raises ``FindingsError`` for a file that cannot be used, ``UsageError`` for words without why.
    """
    found: list[ReviewedForm] = []
    if path:
        report = Report()
        file = load_form(ReviewedWordsForm, path, report)
        report.raise_if_any()
        found += file.form.reviewed if file else []
    for text in said:
        words, equals, why = text.partition("=")
        if not equals or not words.strip() or not why.strip():
            raise UsageError(
                f'--no-name {text!r} is no WORDS=WHY, as "Kafka=A program that anybody can use."'
            )
        found.append(ReviewedForm(word=words.strip(), why=why.strip()))
    return found


def reviewed_text(forms: Sequence[ReviewedForm]) -> str:
    """The file for what was looked at."""
    lines = ["# Words that look like names and may stay; each was looked at before the import."]
    lines.append("reviewed:")
    for form in forms:
        first = f"word: {_quoted(form.word)}" if form.word else f"line: {form.line}"
        lines += [f"  - {first}", *([f"    count: {form.count}"] if form.count > 1 else [])]
        lines.append(f"    why: {_quoted(form.why)}")
    return "\n".join(lines) + "\n"


def search_import(
    folder: Path, files: dict[str, str], things: Sequence[NamedThing], forms: list[ReviewedForm]
) -> LeakSearch:
    """What in the files of an interview, none of which is written yet, may tell who somebody is."""
    search = LeakSearch(things)
    reviewed = ReviewedWords(forms)
    search.search_new({folder / name: text for name, text in files.items()}, reviewed)
    if reviewed.unused:
        listed = ", ".join(map(repr, reviewed.unused))
        search.notes.append(f"{REVIEWED_FILE} lists what stands nowhere: {listed}.")
    return search


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
