"""Other people's words in Markdown, such that they stay words and break nothing around them.

The dialects that matter are CommonMark and GitHub's. Text is one paragraph at most; notes, which
are Markdown themselves, are put in a quotation of their own, out of which nothing leads.
"""

import re

_SPECIAL = re.compile(r"([\\`*_{}\[\]|~$])")
"""What means something anywhere: ``a_b_c`` becomes ``a\\_b\\_c``."""

_EDGES = re.compile(
    r"""
      ^(\d{1,9}(?=[.)](?:[ ]|$)))  # 1. One     a list       becomes 1\. One
    | ^(?=[#+=>-])                 # - One      a list       becomes \- One; so # + > and =
    | (?<!\#)(?=\#+$)              # One ##     the end of a heading, not shown: One \##
    """,
    re.X,
)
"""What means something at the beginning or the end of a line."""

_BLOCK = r"(?:[ \t>]|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))*"
"""Quotations and items of lists that a line is in: ``> 1. - `` before ``# One``."""

_HEADING = re.compile(rf"^({_BLOCK})(#+)", re.M)
"""A heading, in whatever it is: ``- ## One`` becomes ``- \\## One``."""

_UNDERLINE = re.compile(r"^([\s>]*)(=+|-+)[ \t]*$", re.M)
"""What makes a heading of the line above: ``===`` becomes ``\\===``."""

_ENTITY = re.compile(r"&(?=#?\w+;)")
"""The name of a character: ``&lt;`` becomes ``&amp;lt;``, and ``R&D`` stays."""

_TAG = re.compile(r"<(?=[A-Za-z/!?]|$)")
"""The beginning of HTML: ``<b>`` becomes ``&lt;b>``, and ``a < b`` stays."""

_FENCE = re.compile(r"(`{3,})[^`]*|(~{3,}).*")
"""A line that opens or closes a block of code: ```` ```python ```` or ``~~~``."""


def escape_text(said: str) -> str:
    """A text on one line, escaped: whatever Markdown or HTML would make of it, it is shown."""
    line = _TAG.sub("&lt;", _ENTITY.sub("&amp;", " ".join(said.split())))
    return _EDGES.sub(r"\1\\", _SPECIAL.sub(r"\\\1", line))


def escape_lines(said: str, indent: str = "") -> str:
    """A text that keeps its lines, in a paragraph whose further lines begin with ``indent``."""
    return f"\\\n{indent}".join(escape_text(line) for line in said.split("\n") if line.strip())


def markdown_link(said: str, address: str | None) -> str:
    """A link to an address, with what was said as its text; only that without an address."""
    return f"[{escape_text(said)}](<{link_target(address)}>)" if address else escape_text(said)


def link_target(address: str) -> str:
    """An address as it goes between angle brackets: what would end it is percent-encoded."""
    encoded = re.sub(r"[<>\\\s]", lambda found: f"%{ord(found[0]):02X}", address)
    return _ENTITY.sub("&amp;", encoded)


def quote_notes(markdown: str) -> str:
    """Notes as a quotation: their lists, emphasis, code and tables work.

    Headings, underlines that would make one, and tags are shown as they were typed, so that the
    outline stays the report's. Nothing is touched in a fenced block that is surely one.
    """
    return "\n".join(f"> {line}".rstrip() for line in _calmed(markdown).split("\n"))


def _calmed(markdown: str) -> str:
    parts = _fenced(markdown.split("\n"))
    return "\n".join(line if code else _calm(line) for code, line in parts)


def _calm(part: str) -> str:
    part = _TAG.sub("&lt;", part)
    part = _HEADING.sub(r"\1\\\2", part)
    return _UNDERLINE.sub(r"\1\\\2", part)


def _fenced(found: list[str]) -> list[tuple[bool, str]]:
    """The lines, each with whether it is code between fences.

    Only fences at the left edge are sure, and only if all are there: one in a list ends with the
    list, and who reads on as if it did not takes text for code. Then no line is taken for code.
    """
    if any(re.search("`{3}|~{3}", line) and not _FENCE.fullmatch(line) for line in found):
        return [(False, line) for line in found]
    parts: list[tuple[bool, str]] = []
    fence = ""
    for line in found:
        marks = _FENCE.fullmatch(line)
        mark = (marks[1] or marks[2]) if marks else ""
        parts.append((bool(fence or mark), line))
        if not fence:
            fence = mark
        elif mark.startswith(fence) and not line.strip(fence[0] + " \t"):
            fence = ""
    return parts
