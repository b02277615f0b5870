"""``snag review``: the group of commands that work on a review in a file."""

import click

from snaglist.cli.lazy import LazyCommand, LazyGroup

REVIEW_COMMANDS = {
    "new": LazyCommand(
        "snaglist.cli.review.profile:new",
        "Begin a review: answer the profile, get the issues to look at.",
    ),
    "status": LazyCommand(
        "snaglist.cli.review.status:status",
        "Say how far a review is, with the status of each issue.",
    ),
    "ask": LazyCommand("snaglist.cli.review.ask:ask", "What to ask in the meeting, and why."),
    "answer": LazyCommand("snaglist.cli.review.answer:answer", "Answer issues."),
    "add": LazyCommand(
        "snaglist.cli.review.issues:add",
        "Add issues that no answer led to, or of your own.",
    ),
    "profile": LazyCommand(
        "snaglist.cli.review.profile:profile",
        "Show the profile, or change it.",
    ),
    "hand-in": LazyCommand(
        "snaglist.cli.review.blind:hand_in",
        "End the blind part for a reviewer.",
    ),
    "join": LazyCommand(
        "snaglist.cli.review.join:join",
        "Put two copies of a review together, and show where they differ.",
    ),
    "settle": LazyCommand(
        "snaglist.cli.review.blind:settle",
        "Settle issues to which two gave different answers.",
    ),
    "sign": LazyCommand("snaglist.cli.review.sign:sign", "Sign a review off, which freezes it."),
    "follow-up": LazyCommand(
        "snaglist.cli.review.follow_up:follow_up",
        "Say what became of an issue after the signature, which stays.",
    ),
    "verify": LazyCommand(
        "snaglist.cli.review.verify:verify",
        "Check signatures and entries against what was signed and shown.",
    ),
    "reopen": LazyCommand("snaglist.cli.review.sign:reopen", "Open a signed review again."),
    "report": LazyCommand("snaglist.cli.review.report:report", "Write a review as a report."),
    "export": LazyCommand(
        "snaglist.cli.review.export:export",
        "Take what is open to a task list, GitHub, Jira, a calendar or a chat.",
    ),
    "upgrade": LazyCommand(
        "snaglist.cli.review.issues:upgrade",
        "Carry a review to the catalogue as it is now.",
    ),
    "check": LazyCommand(
        "snaglist.cli.review.check:check",
        "Fail a build on what is open, expired or otherwise not settled.",
    ),
}
"""Every command of a review: where it is defined, and its short help; in the order of work."""


@click.group(cls=LazyGroup, table=REVIEW_COMMANDS)
def review() -> None:
    """Hold a design review in a file: the catalogue asks, the team answers, the record lasts.

    The file is YAML and lives in the team's repository. Only new, profile, add and upgrade
    consult the catalogue; everything else is in the file.

    Example: snag review new review.yaml --title "Parking guidance" --answer data=sensors
    """
