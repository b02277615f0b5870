"""``snag review``."""

import click

from snaglist.cli.lazy import LazyGroup

COMMANDS = {
    "new": "Begin a review: answer the profile, get the issues to look at.",
    "status": "Say how far a review is, and where each issue stands.",
    "ask": "What to ask in the meeting, and why.",
    "answer": "Answer issues.",
    "add": "Add issues that no answer of the profile led to.",
    "profile": "Show the profile, or answer it anew.",
    "hand-in": "End the blind part for a reviewer.",
    "join": "Put two copies of a review together, and show where they differ.",
    "settle": "Settle issues on which blind reviewers differ.",
    "sign": "Sign a review off, which freezes it.",
    "verify": "Hold signatures and entries against what was signed and shown.",
    "reopen": "Open a signed review again.",
    "report": "Write a review as a report.",
    "upgrade": "Carry a review to the catalogue as it is now.",
    "check": "Fail a build on what is open, expired or otherwise left.",
}
"""Every command of a review and its short help, in the order of work."""


@click.group(cls=LazyGroup, package="snaglist.cli.reviewing", table=COMMANDS)
def command() -> None:
    """Hold a design review in a file: the catalogue asks, the team answers, the record lasts.

    The file is YAML and lives in the team's repository. Only new, profile, add and upgrade
    consult the catalogue; all else is in the file.

    Example: snag review new review.yaml --title "Parking guidance" --answer data=sensors
    """
