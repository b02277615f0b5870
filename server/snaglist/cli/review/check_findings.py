"""What ``snag review check`` finds in a file, with line and mend.

Imports neither the catalogue nor anything of RDF, for it runs at every commit.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from snaglist.cli.review.flags import (
    UNSIGNED,
    failing,
    passed_over,
)
from snaglist.errors import SnaglistError
from snaglist.exchange.check_formats import (
    CheckedCase,
    CheckedFile,
)
from snaglist.plurals import count_of
from snaglist.reviews.agreement import DIFFERENCE_LABELS
from snaglist.reviews.evidence.check import EvidenceChecker
from snaglist.reviews.fallen_away import FallenAway, fallen_away
from snaglist.reviews.record import Record
from snaglist.reviews.replay import rebuild
from snaglist.reviews.signing import why_lapsed
from snaglist.reviews.state import IssueState, ReviewState
from snaglist.reviews.statuses import UNSETTLED, Status
from snaglist.reviews.yaml_file import read_with_lines
from snaglist.schema.finding import Finding
from snaglist.schema.report import FindingsError

CONDITION_MENDS = {
    "expired": "Look at it again, then answer it.",
    "differs": "Settle it (snag review settle).",
    "one-only": "Have another reviewer look at it and answer.",
    "open": "Address it, accept it for a time, or say why it does not apply.",
    "not-looked-at": "Look at it, then answer it.",
    "overdue": "Do it, or agree on another day.",
    "reworded": "Read what changed, then answer it again.",
}

EDGE_MENDS = {
    **CONDITION_MENDS,
    "open": "Say where it is looked at, accept it for a time, or say why it does not apply.",
    "not-looked-at": "Say where it is looked at, or why it does not concern you.",
}
"""The same of a topic that the review does not ask about."""

SOON = {
    "review-expires-soon": "An acceptance ends within the days of --warn-days.",
    "review-due-soon": "An issue is due within the days of --warn-days, and is not done.",
}
"""The rules of warnings, with what each means."""

EVIDENCE = "review-evidence"
"""The rule of evidence that does not hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked of each file: the conditions, the day, how many days to look ahead, and what
    holds evidence against a folder, if one was named. ``evidence`` counts what was ``held``
    against it, and what was ``left`` where none was named.
    """

    chosen: frozenset[str]
    today: date
    ahead: int | None
    checker: EvidenceChecker | None
    evidence: Counter[str] = field(default_factory=Counter)


def checked_file(path: Path, asked: Asked, passed: Counter[str]) -> CheckedFile:
    """What is found in a file; a broken one does not keep the others from being read."""
    try:
        record, line = read_with_lines(path)
    except FindingsError as error:
        return CheckedFile(path=str(path), broken=tuple(error.findings))
    except SnaglistError as error:
        return CheckedFile(path=str(path), broken=(Finding(str(path), 0, "review", str(error)),))
    return CheckedFile(path=str(path), cases=tuple(_cases(path, record, line, asked, passed)))


def _cases(
    path: Path,
    record: Record,
    line: Callable[..., int],
    asked: Asked,
    passed: Counter[str],
) -> Iterator[CheckedCase]:
    state = rebuild(record)
    for item in state.items.values():
        if item.retired:
            continue
        title = f"{item.issue} {record.entries[item.entry].title}"
        place = line(item.answered or item.version or item.since)
        errors = tuple(
            Finding(
                str(path),
                place,
                f"review-{name}",
                f"{item.issue} {_said(name, item)}: {record.entries[item.entry].title}.",
                (EDGE_MENDS if item.is_edge else CONDITION_MENDS)[name],
            )
            for name in failing(item, asked.chosen, asked.today)
        ) + tuple(_unproved(path, record, item, line, asked))
        passed.update(passed_over(item, asked.chosen, asked.today))
        warnings = () if errors else tuple(_soon(path, place, title, item, asked))
        yield CheckedCase(name=title, errors=errors, warnings=warnings)
    for each in fallen_away(state, asked.today):
        title = f"{each.item.issue} {record.entries[each.item.entry].title}"
        found = not each.taken_up and "open" in asked.chosen
        errors = (_fallen(path, each, line(each.item.answered or each.item.since)),)
        yield CheckedCase(name=title, errors=errors if found else ())
        if not each.taken_up and not found:
            passed["open"] += 1
    if UNSIGNED in asked.chosen:
        errors = tuple(_unsigned(path, state))
        yield CheckedCase(name="The review is signed off", errors=errors)
    else:
        passed[UNSIGNED] += len(list(_unsigned(path, state)))


def _unproved(
    path: Path, record: Record, item: IssueState, line: Callable[..., int], asked: Asked
) -> Iterator[Finding]:
    """The evidence of an answer that does not hold, at its own lines."""
    asked.evidence["held" if asked.checker else "left"] += len(item.answer.evidence)
    if asked.checker is None or not item.answer.evidence:
        return
    title = record.entries[item.entry].title
    answered = max(head.event.at for head in item.heads).date()
    given = item.heads[0]
    for evidence in item.answer.evidence:
        fault = asked.checker.fault(evidence, answered)
        if fault is not None:
            at = given.answer.evidence.index(evidence)
            place = line(given.number, "answer", "evidence", at)
            message = f"{item.issue} ({title}): {fault.message}."
            yield Finding(str(path), place, EVIDENCE, message, fault.mend)


def _soon(path: Path, line: int, title: str, item: IssueState, asked: Asked) -> Iterator[Finding]:
    """What will be found of an issue within so many days, where somebody wants to know."""
    if asked.ahead is None:
        return
    answer, status = item.answer, item.status(asked.today)
    owner = f", owner {answer.owner}" if answer.owner else ""
    found = (
        ("review-expires-soon", "is accepted until", answer.expires, status is Status.ACCEPTED),
        ("review-due-soon", "is due on", item.due, status in UNSETTLED),
    )
    for rule, told, day, holds in found:
        if holds and day and asked.today <= day <= asked.today + timedelta(asked.ahead):
            left = (day - asked.today).days
            when = f"in {count_of(left, 'day')}" if left else "today"
            _, _, name = title.partition(" ")
            message = f"{item.issue} {told} {day}, {when}{owner}: {name}."
            yield Finding(str(path), line, rule, message, "")


def _unsigned(path: Path, state: ReviewState) -> Iterator[Finding]:
    """The finding that nobody vouches for the review as it is, or who does not yet."""
    rule, mend = f"review-{UNSIGNED}", "Sign it (snag review sign)."
    for signer in state.awaited:
        yield Finding(str(path), 0, rule, f"{signer.text}, is asked to sign and has not.", mend)
    if state.signed:
        return
    message = "the review is not signed off."
    if state.voided:
        names = " and ".join(each.by for each in state.voided)
        message = f"{names} signed the review off on {state.voided[-1].day}; it was reopened since."
    for signed in state.apart:
        message = f"{message} The signature of {signed.by} was {why_lapsed(state, signed)}."
    yield Finding(str(path), 0, rule, message, mend)


def _fallen(path: Path, fallen: FallenAway, line: int) -> Finding:
    """The finding that an issue was open when the catalogue retired it, and nobody took it up."""
    issue = fallen.item.issue
    answered = " or ".join((*fallen.instead, issue))
    mend = f"Answer {answered}: what was done, or why it no longer applies."
    return Finding(str(path), line, "review-open", f"{issue} {fallen.text}.", mend)


def _said(name: str, item: IssueState) -> str:
    """A condition in words, with the day or the person that it goes by."""
    answer = item.answer
    words = {
        "expired": f"was accepted by {answer.owner} until {answer.expires}, which has passed",
        "differs": f"is seen differently by the reviewers: {_difference(item)}",
        "one-only": f"was looked at by {item.answered_by} only",
        "open": f"is open{f', owner {answer.owner}' if answer.owner else ''}",
        "not-looked-at": "was not looked at",
        "overdue": f"was due on {item.due}{f', owner {answer.owner}' if answer.owner else ''}",
        "reworded": "was reworded since it was answered",
    }
    return words[name]


def _difference(item: IssueState) -> str:
    return DIFFERENCE_LABELS[item.difference] if item.difference else ""
