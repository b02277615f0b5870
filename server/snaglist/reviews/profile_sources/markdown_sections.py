"""The sections of a Markdown document: heading, what stands under it, and the line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*")
_FENCE = re.compile(r" {0,3}(```|~~~)")
_BLANK = re.compile(r"\[?(more information needed|to ?do|tbd|n/?a|fill in|your answer)\]?\.?", re.I)
"""What templates leave to be filled in, where nobody did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading without its marks, the text under it up to the next heading, and their lines."""

    level: int
    heading: str
    text: str
    line: int
    text_line: int

    @property
    def place(self) -> str:
        """Where it is, for people."""
        return f"{self.heading}, line {self.line}"


def sections(text: str, first_line: int = 1) -> Iterator[Section]:
    """The sections in order, without comments and without what a template left blank.

    What stands before the first heading is left out.
    """
    heading, level, line, body = "", 0, 0, list[str]()
    fence = ""
    for at, row in enumerate(_without_comments(text).splitlines(), start=first_line):
        mark = _FENCE.match(row)
        if mark and fence in ("", mark[1]):
            fence = "" if fence else mark[1]
        found = None if fence or mark else _HEADING.fullmatch(row)
        if not found:
            body.append(row)
            continue
        if level:
            yield _section(level, heading, body, line)
        heading, level, line, body = _bare(found[2]), len(found[1]), at, []
    if level:
        yield _section(level, heading, body, line)


def _without_comments(text: str) -> str:
    """The text with its comments taken out, and its lines where they were."""
    first, *others = text.split("<!--")
    parts = [first]
    for other in others:
        comment, end, after = other.partition("-->")
        parts.append("\n" * comment.count("\n") + after if end else f"<!--{other}")
    return "".join(parts)


def _section(level: int, heading: str, body: list[str], line: int) -> Section:
    text = "\n".join(body).strip()
    before = next((at for at, row in enumerate(body) if row.strip()), 0)
    blank = _BLANK.fullmatch(" ".join(text.split()).strip("*_ "))
    return Section(
        level=level,
        heading=heading,
        text="" if blank else text,
        line=line,
        text_line=line + 1 + before,
    )


def _bare(text: str) -> str:
    """A heading or an answer without emphasis and links."""
    unlinked = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return re.sub(r"[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}", "", unlinked).strip()


def first_paragraph(text: str) -> str:
    """The first paragraph of a text."""
    return text.strip().partition("\n\n")[0].strip()
