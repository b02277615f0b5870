"""Datasheets for datasets (Gebru et al., Communications of the ACM 64(12), 2021), as Markdown.

Their questions stand as headings, or in bold or italics before the answer. Only a question whose
answer begins with yes fills an answer in.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from snaglist.reviews.profile_sources.markdown_sections import sections
from snaglist.reviews.profile_sources.source_profile import Said, SourceProfile, plain, said

FORMAT = "a datasheet"

YES = {
    "is it possible to identify individuals": "holds/personal",
    "have any third parties imposed ip-based or other restrictions": "holds/licensed",
    "did the individuals in question consent": "holds/licensed",
}
"""The beginnings of questions whose yes says the same as an answer of a profile."""

WORDS = (
    "for what purpose was the dataset created",
    "are there any errors, sources of noise",
    "is any information missing from individual instances",
    "is there anything about the composition of the dataset",
)
"""The beginnings of questions whose answers say what the data is, and where it fails."""

KNOWN = (
    *YES,
    *WORDS,
    "what do the instances that comprise the dataset represent",
    "how many instances are there in total",
    "has the dataset been used for any tasks already",
    "how was the data associated with each instance acquired",
    "will the dataset be updated",
    "who created the dataset",
    "who created this dataset",
)
"""Beginnings of questions by which a datasheet is known; two of them are enough."""

_MARK = r"^[ \t]*(?:[-*+][ \t]+|\d+[.)][ \t]+)?(\*\*|__|\*|_)"
_EMPHASIS = re.compile(_MARK + r"(?P<asked>.+?\?)(.*?)\1[ \t:]*(?P<rest>.*)$")
_BEGINS = re.compile(_MARK + r"[^\s*_]")
LONGEST_QUESTION = 1_000
"""Characters; the longest in the article has 300."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answered:
    """A question of a datasheet, in small letters, with its answer and its line."""

    asked: str
    text: str
    line: int

    def begins(self, question: str) -> bool:
        """True where it asks this, perhaps in more words."""
        return self.asked.startswith(question)


def is_datasheet(text: str) -> bool:
    """True for Markdown with at least two of the questions."""
    asked = [each.asked for each in _answered(text)]
    return sum(any(one.startswith(known) for one in asked) for known in KNOWN) >= 2


def read_datasheet(text: str) -> SourceProfile:
    """What a datasheet says."""
    found = list(_answered(text))
    return SourceProfile(
        format=FORMAT,
        title=_title(text),
        words=tuple(_passages(found)),
        answers=dict(_answers(found)),
    )


def _title(text: str) -> Said | None:
    first = next((each for each in sections(text) if each.level == 1), None)
    if first is None:
        return None
    name = re.sub(r"(?i)^datasheet( for)?[: ]*(the )?", "", first.heading).strip(' "“”')
    generic = name.casefold() in ("", "dataset", "datasets")
    return None if generic else said(name, f"line {first.line}")


def _answered(text: str) -> Iterator[_Answered]:
    """The questions that are answered, whether they are headings or emphasised."""
    for each in sections(f"# .\n{text}"):
        if "?" in each.heading:
            yield _Answered(asked=each.heading.casefold(), text=each.text, line=each.line - 1)
        # The heading that was put before is a line, too.
        yield from _emphasised(each.text.splitlines(), each.text_line - 1)


def _emphasised(rows: list[str], first: int) -> Iterator[_Answered]:
    """The questions in bold or italics, with the text up to the next one."""
    asked, line, body, begun = "", 0, list[str](), list[str]()
    for at, row in enumerate(rows, start=first):
        # A question may go on in the next lines, up to the mark that ends it.
        whole = " ".join((*begun, row))
        found = _EMPHASIS.match(whole[:LONGEST_QUESTION])
        if found:
            if asked:
                yield _Answered(asked=asked, text="\n".join(body).strip(), line=line)
            asked, line, body = (
                found["asked"].casefold(),
                at - len(begun),
                [found["rest"] + whole[LONGEST_QUESTION:]],
            )
            begun = []
        elif row.strip() and (begun or _BEGINS.match(row)) and len(whole) < LONGEST_QUESTION:
            begun.append(row.strip())
        else:
            body += (*begun, row)
            begun = []
    if asked:
        yield _Answered(asked=asked, text="\n".join((*body, *begun)).strip(), line=line)


def _passages(found: list[_Answered]) -> Iterator[Said]:
    for question in WORDS:
        for each in found:
            if each.begins(question) and each.text and not _says(each.text, "no", "none", "n/a"):
                yield Said(text=plain(each.text), place=f"{question}…, line {each.line}")


def _answers(found: list[_Answered]) -> Iterator[tuple[str, Said]]:
    for question, answer in YES.items():
        for each in found:
            if each.begins(question) and _says(each.text, "yes"):
                yield answer, Said(text=f"{question}…? Yes", place=f"line {each.line}")


def _says(text: str, *words: str) -> bool:
    """True where a text begins with one of the words, in whatever emphasis."""
    first = re.match(r"[\s*_>\-]*([\w/]+)", text)
    return first is not None and first[1].casefold() in words
