"""Open issues as commands of GitHub's command line, ``gh``, or as JSON for other ways to it.

The commands are lines for a POSIX shell, to be read before they are run; each writes the address of
the new issue back into the review.
"""

import json
import shlex
import urllib.parse
from collections.abc import Iterator
from typing import Any

from snaglist.reviews.exports.open_rows import OpenIssues, OpenRow
from snaglist.reviews.exports.task_list import linked
from snaglist.reviews.reports.markdown_escape import escape_text, quote_notes
from snaglist.reviews.reports.summary import clip
from snaglist.reviews.statuses import Status

LONGEST_TITLE = 200


def github_commands(found: OpenIssues, file: str) -> str:
    """A command for each issue without a ticket; ``file`` is the review that they write to."""
    return "\n".join(_lines(found, file)) + "\n"


def _lines(found: OpenIssues, file: str) -> Iterator[str]:
    yield f"# {clip(found.title, LONGEST_TITLE)}: {found.sentence}"
    if not found.rows:
        yield "# Nothing is open, so there is nothing to file."
    for row in found.rows:
        if row.ticket:
            yield f"# {row.issue} has {row.ticket} already."
        else:
            yield _command(found, row, file)


def _command(found: OpenIssues, row: OpenRow, file: str) -> str:
    words = ["gh", "issue", "create", *_repository(found.links.repository)]
    words += ["--title", issue_title(row), "--body", issue_body(found, row)]
    made = shlex.join(words)
    # What is signed is frozen; what became of it is said as a follow-up.
    verb = "follow-up" if found.content.state.signed else "answer"
    if found.content.state.signed and row.row.status is Status.NOT_LOOKED_AT:
        return made  # nobody has answered it, so there is nothing to follow up
    answer = shlex.join(["snag", "review", verb, file, row.issue, "--link"])
    # gh prints the address; where it fails, nothing is written.
    return f'url="$({made})" && {answer} "$url"'


def _repository(address: str) -> list[str]:
    """The repository as gh names it; nothing where the address does not say it."""
    parts = urllib.parse.urlsplit(address)
    names = parts.path.strip("/").removesuffix(".git").split("/")
    return ["--repo", "/".join((parts.netloc, *names))] if len(names) == 2 else []


def issue_title(row: OpenRow) -> str:
    """The title of an issue on a tracker."""
    return clip(f"{row.title} ({row.issue})", LONGEST_TITLE)


def issue_body(found: OpenIssues, row: OpenRow) -> str:
    """What it is about, in Markdown: the trouble, what the team said, who and when, what to ask."""
    shown = row.row.shown
    blocks = [escape_text(shown.definition)]
    blocks += [quote_notes(row.said)] if row.said else []
    facts = [f"Owner: {escape_text(row.owner)}"] if row.owner else []
    facts += [f"Due: {row.due}{' (overdue)' if row.overdue else ''}"] if row.due else []
    facts += [f"For this project: {row.rating}"] if row.rating else []
    facts += [] if row.stamp == "open" else [escape_text(row.stamp.capitalize())]
    facts += [f"Link: {link}" for link in linked(row, found.links)]
    blocks += ["\n".join(f"- {fact}" for fact in facts)] if facts else []
    if shown.questions:
        asked = "\n".join(f"- {escape_text(question)}" for question in shown.questions)
        blocks.append(f"To ask:\n\n{asked}")
    review = escape_text(found.title)
    blocks.append(f"From the design review “{review}”, {row.issue}: <{row.row.iri}>")
    return "\n\n".join(blocks)


def github_json(found: OpenIssues) -> str:
    """The same as JSON: ``title`` and ``body`` are what GitHub's API takes."""
    issues = [_issue(found, row) for row in found.rows]
    whole = {"title": found.title, "not_looked_at": found.unseen, "issues": issues}
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def _issue(found: OpenIssues, row: OpenRow) -> dict[str, Any]:
    return {
        "issue": row.issue,
        "title": issue_title(row),
        "body": issue_body(found, row),
        "owner": row.owner,
        "due": row.due.isoformat() if row.due else None,
        "overdue": row.overdue,
        "severity": row.row.item.answer.severity,
        "likelihood": row.row.item.answer.likelihood,
        "ticket": row.ticket,
        "links": [{"link": link, "address": found.links.target(link)} for link in row.links],
    }
