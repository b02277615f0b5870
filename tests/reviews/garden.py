"""A small catalogue to review a garden with: the sample's first issue, six times over."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache

from common import SAMPLE
from loaded import loaded

from snaglist.model.catalogue import Catalogue
from snaglist.model.entry import EntryStatus as EntryStatus
from snaglist.model.entry import Issue, Retirement
from snaglist.model.guide import FitRule, Guidance, Guide
from snaglist.reviews.commands import answering, issue_list
from snaglist.reviews.events.fields import Edition
from snaglist.reviews.library import Library
from snaglist.reviews.record import Record
from snaglist.reviews.selection import FoundIssue
from snaglist.reviews.statuses import Answer, Status

NOW = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)
TODAY = NOW.date()
ANSWERS = {"devices": ["thermometer", "rain-gauge"], "looks": ["nobody"]}
NAMES = tuple(f"SNAG-10{at}" for at in range(1, 7))
WORDS = {"a bell in the dark": ["SNAG-106", "SNAG-101"]}


def at(minutes: int) -> datetime:
    """A time, so many minutes into the review."""
    return NOW + timedelta(minutes=minutes)


@cache
def catalogue(without: tuple[str, ...] = (), reworded: tuple[str, ...] = ()) -> Catalogue:
    """Six issues, of which the first five go with the thermometer; those ``without`` retired."""
    sample = loaded(SAMPLE)
    assert sample.guide is not None
    first = sample.issues[0]
    issues = [_issue(first, name, name in without, name in reworded) for name in NAMES]
    guidance = tuple(_guidance(sample.guide, name, 9 - i) for i, name in enumerate(NAMES[:5]))
    return replace(sample, issues=tuple(issues), guide=replace(sample.guide, guidance=guidance))


def _issue(first: Issue, name: str, retired: bool, reworded: bool) -> Issue:
    issue = replace(first, id=name, title=f"{first.title} ({name[-1]})", leads_to=())
    if reworded:
        issue = replace(issue, definition="A device that is silent is taken for a calm one.")
    if retired:
        why = Retirement(why="Nobody has thermometers any more.", replaced_by=("SNAG-106",))
        issue = replace(issue, status=EntryStatus.RETIRED, retired=why)
    return issue


def _guidance(guide: Guide, name: str, fit: int) -> Guidance:
    first = guide.guidance[0]
    rule = FitRule(when=("devices/thermometer",), fit=fit, why=f"A thermometer died, {name}.")
    return replace(first, issue=name, rules=(rule,))


def library(
    without: tuple[str, ...] = (), reworded: tuple[str, ...] = (), version: str = "1.0.0"
) -> Library:
    """What a review consults; another ``version`` is another edition."""
    edition = Edition(version=version, digest=version[0] * 64)
    return Library(catalogue=catalogue(without, reworded), edition=edition, search=search)


def search(words: str) -> Sequence[FoundIssue]:
    """A search that knows one sentence."""
    return [FoundIssue(issue=name, words=("bell", "dark")) for name in WORDS.get(words, ())]


def begun(reviewers: Sequence[str] = (), words: str = "") -> Record:
    """A review of a garden with a thermometer: SNAG-101 to SNAG-105."""
    return issue_list.begin(
        library(),
        title="The new bed",
        answers=ANSWERS,
        words=words,
        by="Ana",
        now=NOW,
        reviewers=reviewers,
    )


def closing(status: Status, **more: object) -> Answer:
    """An answer of this status that says no more than it must."""
    needed: dict[Status, dict[str, object]] = {
        Status.ADDRESSED: {"done": "A bell was hung."},
        Status.ACCEPTED: {"reason": "Winter.", "owner": "Ben", "expires": date(2026, 12, 31)},
        Status.NOT_APPLICABLE: {"reason": "No thermometer."},
    }
    return Answer.model_validate({"status": status, **needed.get(status, {}), **more})


def all_answered(record: Record, status: Status = Status.OPEN) -> Record:
    """The record with every issue answered."""
    for name in NAMES[:5]:
        record = answering.answer(record, name, closing(status), by="Ana", now=at(1))
    return record
