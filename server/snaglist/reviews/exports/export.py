"""Where the open issues of a review can be taken, and how each is written."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from snaglist.errors import UsageError
from snaglist.reviews.exports.calendar_file import calendar_file
from snaglist.reviews.exports.github_issues import github_commands, github_json
from snaglist.reviews.exports.jira_csv import jira_csv
from snaglist.reviews.exports.open_rows import OpenIssues, open_issues
from snaglist.reviews.exports.slack_message import slack_json, slack_message
from snaglist.reviews.exports.task_list import task_list
from snaglist.reviews.link_targets import NOWHERE, LinkBases
from snaglist.reviews.record import Record
from snaglist.reviews.reports.content import report_content


class ExportTarget(StrEnum):
    """The tools, by the names the command line uses."""

    TASKLIST = "tasklist"
    GITHUB = "github"
    JIRA = "jira"
    ICS = "ics"
    SLACK = "slack"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportInfo:
    """What is made for a tool; ``as_json`` says whether there is JSON for programs, too."""

    meaning: str
    as_json: bool = False


EXPORT_TARGETS = {
    ExportTarget.TASKLIST: ExportInfo(
        meaning="a task list in Markdown, for the description of a pull request"
    ),
    ExportTarget.GITHUB: ExportInfo(
        meaning="`gh issue create` commands, to be read and run; with `--json`, title and body",
        as_json=True,
    ),
    ExportTarget.JIRA: ExportInfo(
        meaning="CSV for Jira’s import; tell it that days are written `yyyy-MM-dd`"
    ),
    ExportTarget.ICS: ExportInfo(
        meaning="a calendar of due days and of the last days of acceptances (RFC 5545)"
    ),
    ExportTarget.SLACK: ExportInfo(
        meaning="one message in Slack’s mark-up; with `--json`, the body for a webhook",
        as_json=True,
    ),
}
"""What is made for each tool; ``docs/reviews.md`` says the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportOptions:
    """How an export is made. ``file`` is what its commands call the review; ``unseen`` takes in
    what nobody looked at; ``ahead`` are the days before a day that a calendar reminds of it.
    """

    file: str = "review.yaml"
    links: LinkBases = NOWHERE
    unseen: bool = False
    ahead: int | None = None
    as_json: bool = False
    base: str = ""


def export_review(
    record: Record, target: ExportTarget, *, today: date, options: ExportOptions
) -> bytes:
    """What is open of a review on a day, for a tool, in UTF-8.

    The same record, day and options give the same bytes. Raises ``UsageError`` for JSON where there
    is none and for a calendar without a day, and ``RecordError`` while reviewers answer blind.
    """
    if options.as_json and not EXPORT_TARGETS[target].as_json:
        known = " and ".join(name for name, info in EXPORT_TARGETS.items() if info.as_json)
        raise UsageError(f"There is no JSON for {target}; --json goes with {known}.")
    content = report_content(record, today, options.base, options.links)
    found = open_issues(content, unseen=options.unseen, ahead=options.ahead)
    if target is ExportTarget.ICS:
        return calendar_file(found)
    writers: dict[ExportTarget, Callable[[OpenIssues], str]] = {
        ExportTarget.TASKLIST: task_list,
        ExportTarget.GITHUB: github_json
        if options.as_json
        else lambda found: github_commands(found, options.file),
        ExportTarget.JIRA: jira_csv,
        ExportTarget.SLACK: slack_json if options.as_json else slack_message,
    }
    return writers[target](found).encode()
