"""Blocks of Markdown that reports are joined of."""

from collections.abc import Iterator

from snaglist.reviews.reports.content import ReportContent
from snaglist.reviews.reports.issue_history import STATUS_LABELS

INSIDE = "  "
"""The indent of what stays in an item of a list."""


def joined(blocks: list[str]) -> str:
    """The text of a document; empty blocks are left out."""
    return "\n\n".join(block for block in blocks if block) + "\n"


def bullets(entries: Iterator[str] | list[str]) -> str:
    """A list, an item an entry."""
    return "\n".join(f"- {entry}" for entry in entries)


def counts_table(content: ReportContent) -> str:
    """How many issues have each status, and how many topics, where the review has any."""
    if not content.edges:
        head = ["| Status | Issues |", "| --- | ---: |"]
        rows = [f"| {STATUS_LABELS[s]} | {count} |" for s, count in content.progress.items()]
    else:
        head = ["| Status | Issues | Not asked |", "| --- | ---: | ---: |"]
        rows = [
            f"| {content.progress_label(status)} | {count} | {content.edge_progress[status]} |"
            for status, count in content.progress.items()
        ]
    return "\n".join((*head, *rows))
