"""``snag review status``: what is whose, and what falls due."""

import json
import re

import pytest
from cli.desk import ACCEPTED, ADDRESSED, Desk


@pytest.fixture
def answered(desk: Desk) -> Desk:
    """One issue of Ana's that is due in a week, one that Ben accepted for ten days."""
    desk.begin()
    open_ = ("--status", "open", "--owner", "Ana", "--due", "2026-12-02")
    desk.answer("SNAG-001", *open_)
    desk.answer("SNAG-002", *ACCEPTED, "--expires", "2026-12-05")
    return desk


@pytest.mark.parametrize(
    ("options", "today", "issues"),
    [
        (("--owner", "ana"), "2026-11-25", ["SNAG-001"]),
        (("--owner", ""), "2026-11-25", []),
        (("--due-within", "6"), "2026-11-25", []),
        (("--due-within", "7"), "2026-11-25", ["SNAG-001"]),
        (("--overdue",), "2026-12-02", []),
        (("--overdue",), "2026-12-03", ["SNAG-001"]),
        (("--ends-within", "10"), "2026-11-25", ["SNAG-002"]),
        (("--ends-within", "10", "--owner", "Ana"), "2026-11-25", []),
        (("--open", "--owner", "Ben"), "2026-12-06", ["SNAG-002"]),
    ],
)
def test_options_narrow_the_list(
    answered: Desk, options: tuple[str, ...], today: str, issues: list[str]
) -> None:
    shown = answered.fine("status", answered.file, *options, today=today)
    assert re.findall(r"^SNAG-\d+", shown, re.MULTILINE) == issues
    assert ("No issue matches." in shown) == (not issues)
    assert "2 issues: " in shown
    told = json.loads(answered.fine("status", answered.file, *options, "--json", today=today))
    assert [row["issue"] for row in told["issues"]] == issues


def test_what_is_done_is_due_no_more(answered: Desk) -> None:
    answered.answer("SNAG-001", *ADDRESSED)
    assert "No issue matches." in answered.fine("status", answered.file, "--due-within", "30")


def test_days_have_a_limit(answered: Desk) -> None:
    for days in ("-1", "99999", "soon"):
        answered.wrong(2, "status", answered.file, "--due-within", days)
