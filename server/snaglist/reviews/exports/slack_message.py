"""Open issues as one message, in the mark-up that Slack and what works like it read."""

import json

from snaglist.reviews.exports.open_rows import OpenIssues, OpenRow
from snaglist.reviews.reports.summary import clip

MOST_CHARACTERS = 3_900
"""Slack asks for at most 4,000 in a message."""

LONGEST_NOTE = 120
LONGEST_TITLE = 200


def slack_message(found: OpenIssues) -> str:
    """A line for each issue; what has no room is counted."""
    return _message(found) + "\n"


def slack_json(found: OpenIssues) -> str:
    """The body of a request to an incoming webhook."""
    return json.dumps({"text": _message(found)}, ensure_ascii=False) + "\n"


def _message(found: OpenIssues) -> str:
    lines = [f"*{_plain(clip(found.title, LONGEST_TITLE))}*: {found.sentence}"]
    end = f"• {found.unseen} more that nobody has looked at" if found.unseen else ""
    room = MOST_CHARACTERS - len(lines[0]) - len(end) - 40
    for at, row in enumerate(found.rows):
        line = f"• {_line(found, row)}"
        room -= len(line) + 1
        if room < 0:
            lines.append(f"• and {len(found.rows) - at} more")
            break
        lines.append(line)
    return "\n".join((*lines, end)) if end else "\n".join(lines)


def _line(found: OpenIssues, row: OpenRow) -> str:
    address = row.row.address
    link = f"<{address}|{row.issue}>" if address else row.issue
    parts = [f"{link} {_plain(clip(row.title, LONGEST_TITLE))}"]
    parts += [_plain(fact) for fact in row.facts]
    parts += [_plain(clip(row.said, LONGEST_NOTE))] if row.said else []
    for link in row.links:
        target = found.links.target(link)
        parts.append(f"<{_address(target)}|{_plain(link)}>" if target else _plain(link))
    return " · ".join(parts)


def _plain(text: str) -> str:
    """Text in which nothing is a command, a mention or emphasis."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    # A word joiner keeps what stands between two signs from being set in bold, italics or code.
    for sign in "*_~`":
        escaped = escaped.replace(sign, f"{sign}\N{WORD JOINER}")
    return " ".join(escaped.split())


def _address(address: str) -> str:
    return address.replace("&", "&amp;").replace("<", "%3C").replace(">", "%3E").replace("|", "%7C")
