"""What is flagged of an issue is the same for every door: command line, page, JSON, reports."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from itertools import product
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from click.testing import CliRunner
from common import TESTS
from web.review_desk import Desk, links_in, review_app

from snaglist.cli.main import cli
from snaglist.reviews.entry_snapshot import EntrySnapshot
from snaglist.reviews.events.answering import Answered, HandedIn, Opined
from snaglist.reviews.events.fields import Edition, PlacedIssue, ProjectProfile, RetiredIssue
from snaglist.reviews.events.issue_list import Added, Created, Profiled, Upgraded
from snaglist.reviews.flags import FLAGS, Flag
from snaglist.reviews.hashing import entry_digest
from snaglist.reviews.record import AnyEvent, Record
from snaglist.reviews.reports.render import ReportFormat, render_report
from snaglist.reviews.statuses import Answer, Status
from snaglist.reviews.store.review_store import ReviewStore
from snaglist.reviews.yaml_file import write_record
from snaglist.snapshot.snapshot import Snapshot
from snaglist.web.reviews import access

NOW = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)
TODAY = date(2027, 6, 1)
OVER, AHEAD = TODAY - timedelta(days=1), TODAY
"""A day that is over, and the last that is not."""

OPEN = Answer(status=Status.OPEN)
DONE = Answer(status=Status.ADDRESSED, done="A bell was hung.")
ACCEPTED = Answer(
    status=Status.ACCEPTED, reason="Winter.", owner="Ben", expires=AHEAD, due=OVER
)  # not overdue: an acceptance that holds is not left to be done

ANSWERS: dict[str, tuple[Answer | None, set[Flag]]] = {
    "nobody": (None, set()),
    "differing": (None, {Flag.DIFFERS}),
    "one-only": (OPEN, {Flag.ONE_ONLY}),
    "not-looked-at": (Answer(status=Status.NOT_LOOKED_AT, due=OVER), {Flag.OVERDUE}),
    "open": (OPEN, set()),
    "open-ahead": (OPEN.model_copy(update={"due": AHEAD}), set()),
    "open-over": (OPEN.model_copy(update={"due": OVER}), {Flag.OVERDUE}),
    "done-over": (DONE.model_copy(update={"due": OVER}), set()),
    "accepted": (ACCEPTED, {Flag.ENDS_SOON}),
    "accepted-over": (
        ACCEPTED.model_copy(update={"due": None, "expires": OVER}),
        {Flag.EXPIRED},
    ),
    "accepted-both-over": (
        ACCEPTED.model_copy(update={"expires": OVER}),
        {Flag.EXPIRED, Flag.OVERDUE},
    ),
}
"""What may have been said of an issue, and what that alone flags."""

ORIGINS = {
    "by-profile": set[Flag](),
    "by-hand": {Flag.BY_HAND},
    "unfit": {Flag.NO_LONGER_FITS},
}


@dataclass(frozen=True)
class Case:
    """One combination, as an issue of the review."""

    issue: str
    answer: str
    origin: str
    reworded: bool
    retired: bool

    @property
    def flags(self) -> list[str]:
        """What it is flagged as, in order."""
        flags = ANSWERS[self.answer][1] | ORIGINS[self.origin]
        if self.reworded and ANSWERS[self.answer][0]:
            flags = flags | {Flag.REWORDED}
        if self.retired:
            flags = flags | {Flag.RETIRED}
        return [flag.value for flag in FLAGS if flag in flags]

    def __str__(self) -> str:
        more = (name for name in ("reworded", "retired") if getattr(self, name))
        return "-".join((self.answer, self.origin, *more))


def possible(answer: str, origin: str) -> bool:
    """What nobody touched leaves with the profile; nobody is blind to what came later by hand."""
    return (answer, origin) not in {
        ("nobody", "unfit"),
        ("differing", "by-hand"),
        ("one-only", "by-hand"),
    }


CASES = [
    Case(f"SNAG-{number}", *combination)
    for number, combination in enumerate(
        (each for each in product(ANSWERS, ORIGINS, (False, True), (False, True))
         if possible(each[0], each[1])),
        start=101,
    )
]  # fmt: skip


def shown(case: Case, title: str = "A thermometer dies") -> EntrySnapshot:
    return EntrySnapshot(issue=case.issue, title=title, category="data", definition="It dies.")


def placed(*cases: Case) -> tuple[PlacedIssue, ...]:
    return tuple(PlacedIssue(issue=case.issue, entry=entry_digest(shown(case))) for case in cases)


def every_case() -> Record:
    """A review that has an issue for each case."""
    first, second, third = (Edition(version=f"{n}.0.0", digest=str(n) * 64) for n in (1, 2, 3))
    both: list[dict[str, Any]] = [{"at": NOW, "by": name} for name in ("Ana", "Ben")]
    ana, ben = both
    profile = ProjectProfile()
    chosen = [case for case in CASES if case.origin != "by-hand"]
    differing = [case for case in CASES if case.answer == "differing"]
    alone = [case for case in CASES if case.answer == "one-only"]
    reworded = {case.issue: shown(case, "A gauge dies") for case in CASES if case.reworded}
    events: list[AnyEvent] = [
        Created(
            **ana,
            title="Every case",
            catalogue=first,
            profile=profile,
            issues=placed(*chosen),
            reviewers=("Ana", "Ben"),
        ),
        *(Opined(**ana, issue=case.issue, answer=OPEN) for case in differing),
        *(Opined(**ben, issue=case.issue, answer=DONE) for case in differing),
        *(Opined(**ana, issue=case.issue, answer=OPEN) for case in alone),
        *(HandedIn(**ana), HandedIn(**ben, compared="terms")),
        *(Added(**ana, issue=placed(case)[0]) for case in CASES if case.origin == "by-hand"),
        *(
            Answered(**ana, issue=case.issue, before=Status.NOT_LOOKED_AT, answer=answer)
            for case in CASES
            if (answer := ANSWERS[case.answer][0]) and case not in alone
        ),
        Profiled(
            **ana,
            profile=profile,
            issues=placed(*(case for case in CASES if case.origin == "by-profile")),
        ),
        Upgraded(
            **ana,
            catalogue=second,
            reworded={issue: entry_digest(entry) for issue, entry in reworded.items()},
        ),
        Upgraded(
            **ana,
            catalogue=third,
            retired=tuple(
                RetiredIssue(issue=case.issue, why="So.") for case in CASES if case.retired
            ),
        ),
    ]
    entries = {entry_digest(each): each for each in (*map(shown, CASES), *reworded.values())}
    return Record(format=1, id=UUID(int=1), events=tuple(events), entries=entries)


Doors = dict[str, dict[str, list[str]]]
"""By door, and by issue: the flags."""


@pytest.fixture(scope="module")
def doors(sample_knowledge: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> Doors:
    folder, record = tmp_path_factory.mktemp("flags"), every_case()
    file = folder / "review.yaml"
    file.write_text(write_record(record), encoding="utf-8")
    words = ["review", "status", str(file), "--today", TODAY.isoformat()]
    printed = CliRunner().invoke(cli, [*words, "--json"], catch_exceptions=False)
    reported = json.loads(render_report(record, ReportFormat.JSON, today=TODAY))
    return {
        "snag review status": {
            each["issue"]: each["flags"] for each in json.loads(printed.output)["issues"]
        },
        "report.json": {each["id"]: each["flags"] for each in reported["issues"]},
        **on_the_web(sample_knowledge, folder, file),
    }


def on_the_web(knowledge: Snapshot, folder: Path, file: Path) -> Doors:
    store = ReviewStore.open(f"sqlite:///{folder / 'reviews.sqlite3'}")
    desk = Desk(review_app(knowledge, store))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(access, "now", lambda: datetime(2027, 6, 1, 12, tzinfo=UTC))
        content = BytesIO(file.read_bytes())
        made = desk.post("/reviews/import", file=(content, "review.yaml"))
        review = links_in(made)[0]
        listed = {row["id"]: row["flags"] for row in desk.json(review)["issues"]}
        alone = {case.issue: desk.json(f"{review}/issues/{case.issue}")["flags"] for case in CASES}
        narrowed: dict[str, list[str]] = {case.issue: [] for case in CASES}
        for flag in FLAGS:
            page = desk.get(f"{review}.json?flag={flag.value}").json
            assert page is not None
            for row in page["issues"]:
                narrowed[row["id"]].append(flag.value)
    store.close()
    return {"/reviews/TOKEN.json": listed, "its issues": alone, "?flag=": narrowed}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_every_door_says_the_same(doors: Doors, case: Case) -> None:
    assert {door: flags[case.issue] for door, flags in doors.items()} == dict.fromkeys(
        doors, case.flags
    )


def test_every_flag_is_in_a_case() -> None:
    assert len(CASES) == 30 * 4
    # What was followed up is in test_web_reviews_signing, for that takes a signature.
    every = {flag.value for flag in Flag} - {Flag.FOLLOWED_UP.value}
    assert {flag for case in CASES for flag in case.flags} == every


def test_the_documentation_says_what_each_flag_means() -> None:
    page = (TESTS.parent / "docs" / "reviews-format.md").read_text(encoding="utf-8")
    rows = [f"| `{flag}` | {info.label} | {info.definition} |" for flag, info in FLAGS.items()]
    assert "\n".join(rows) in page
    assert set(FLAGS) == set(Flag)
