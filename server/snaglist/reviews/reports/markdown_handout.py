"""A review as Markdown: the page for management."""

from collections.abc import Iterator

from snaglist.reviews.reports.content import NOT_ASKED, ReportContent
from snaglist.reviews.reports.handout import (
    Summary,
    SummaryLine,
    decision,
    not_asked_text,
    summarize,
)
from snaglist.reviews.reports.markdown_blocks import INSIDE, bullets, counts_table, joined
from snaglist.reviews.reports.markdown_escape import escape_text
from snaglist.reviews.reports.summary import counts_sentence

BLANK = r"\_" * 16
"""A line to write on."""


def handout_markdown(content: ReportContent) -> str:
    """The page for management."""
    found = summarize(content)
    blocks = [f"# {escape_text(content.state.title)}", f"Design review, as of {content.today}."]
    blocks += [f"**{escape_text(decision(content))}**"]
    blocks += [f"“{escape_text(found.statement)}”"] if found.statement else []
    if found.not_covered:
        rest = f" and {found.more_not_covered} more" if found.more_not_covered else ""
        blocks.append(f"Not covered by the signature: {', '.join(found.not_covered)}{rest}")
    blocks += [escape_text(counts_sentence(content)), counts_table(content)]
    sections = (
        ("Open, overdue and the worst first", found.open, found.more_open),
        ("Accepted, by whom and until when", found.accepted, found.more_accepted),
        ("What was decided", found.decided, found.more_decided),
    )
    for title, entries, more in sections:
        if entries:
            left_out = [f"and {more} more"] if more else []
            blocks += [f"## {title}", bullets([*map(_line, entries), *left_out])]
    blocks += _not_asked_in_short(content)
    blocks += ["## Signatures", bullets(_handout_signatures(found))]
    return joined(blocks)


def _handout_signatures(found: Summary) -> Iterator[str]:
    """Who signed, lines for who has not, and the digest."""
    yield from map(escape_text, found.signed)
    if found.more_signed:
        yield f"and {found.more_signed} more"
    for name in found.awaited:
        yield f"{escape_text(name)}, date: {BLANK}"
    if found.more_awaited:
        yield f"and {found.more_awaited} more to sign"
    if found.digest:
        yield f"SHA-256 of the last signature: `{found.digest}`"


def _not_asked_in_short(content: ReportContent) -> Iterator[str]:
    yield f"## {NOT_ASKED}"
    yield escape_text(not_asked_text(content))


def _line(line: SummaryLine) -> str:
    facts = ", ".join(escape_text(fact) for fact in line.facts)
    line_text = f"**{escape_text(line.title)}** ({line.row.item.issue}). {escape_text(line.text)}"
    told = f"{line_text.rstrip()} *{facts}*" if facts else line_text
    return f"{told}\\\n{INSIDE}{escape_text(line.elsewhere)}" if line.elsewhere else told
