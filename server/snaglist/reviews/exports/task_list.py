"""Open issues as a task list in Markdown, for the description of a pull request."""

import re
from collections.abc import Iterator

from snaglist.reviews.exports.open_rows import OpenIssues, OpenRow
from snaglist.reviews.link_targets import LinkBases, LinkKind, link_kind
from snaglist.reviews.reports.markdown_escape import escape_text, link_target, markdown_link
from snaglist.reviews.reports.summary import clip

_PLAIN = re.compile(r"[\w:/.#~%-]+", re.ASCII)
"""An address that needs no brackets, so that the list is read as easily as it is shown."""

LONGEST_NOTE = 200
MOST_CHARACTERS = 60_000
"""GitHub takes 65,536 in a description, of which the rest is the team's."""


def task_list(found: OpenIssues) -> str:
    """A box for each issue; what has no room is counted."""
    lines = [f"**{escape_text(found.title)}**: {found.sentence}", ""]
    room = MOST_CHARACTERS - sum(map(len, lines))
    for at, row in enumerate(found.rows):
        line = f"- [ ] {_task(found, row)}"
        room -= len(line) + 1
        if room < 0:
            lines.append(f"- [ ] and {len(found.rows) - at} more")
            break
        lines.append(line)
    if found.unseen:
        lines.append(f"- [ ] {found.unseen} more: look at what nobody has looked at")
    if len(lines) == 2:
        lines.append("Nothing is open.")
    return "\n".join(lines) + "\n"


def _task(found: OpenIssues, row: OpenRow) -> str:
    iri = link_target(row.row.address)
    address = iri if _PLAIN.fullmatch(iri) else f"<{iri}>"
    link = f"[{row.issue}]({address})" if iri else row.issue
    parts = [f"{escape_text(row.title)} ({link})"]
    parts += [escape_text(fact) for fact in row.facts]
    parts += [escape_text(clip(row.said, LONGEST_NOTE))] if row.said else []
    parts += linked(row, found.links)
    return " · ".join(parts)


def linked(row: OpenRow, links: LinkBases) -> Iterator[str]:
    """The links of an issue in Markdown. A key without an address stays bare, for the server that
    shows it to make a link of it.
    """
    for link in row.links:
        target = links.target(link)
        bare = link_kind(link) is LinkKind.TICKET and target is None
        yield link if bare else markdown_link(link, target)
