"""``snag review answer --prompt``: one issue after the other, each answer kept at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click
from pydantic import ValidationError

from snaglist.cli.review.options import edit_review, effective_day, effective_time, how_far
from snaglist.cli.review.prompt_fields import (
    ASKED_FOR,
    LABELS,
    ask_fields,
    given_fields,
    typed_lines,
)
from snaglist.cli.review.prompt_issue import RATE, STATUS_KEYS, issue_lines, more_lines
from snaglist.cli.review.prompt_terminal import prompt, say
from snaglist.errors import UsageError
from snaglist.reviews.answer_changes import (
    STEP_FIELDS,
    changed_answer,
    current_answer,
)
from snaglist.reviews.commands import answering
from snaglist.reviews.questions import agenda, in_order, unsettled_items
from snaglist.reviews.replay import rebuild
from snaglist.reviews.rows import rows_text
from snaglist.reviews.state import IssueState, ReviewState
from snaglist.reviews.statuses import UNSETTLED, Status, status_label
from snaglist.reviews.yaml_file import read_record
from snaglist.schema.validation import error_sentence

INTERRUPTED = 130
"""What a shell ends with after Ctrl+C."""


class _Leave(Exception):  # noqa: N818 (no error: somebody has had enough)
    """Somebody wants to stop."""


@dataclass(slots=True)
class _Round:
    """A way through the issues: whose, and how far it is."""

    path: Path
    by: str
    today: date | None
    saved: int = 0


def prompt_answers(path: Path, issues: tuple[str, ...], by: str, today: date | None) -> None:
    """Ask about each issue, or about all that are left, until somebody stops.

    Raises ``RecordError`` for an issue that is not in the review, and what the commands raise for a
    review that takes no answers. Ends with 130 after Ctrl+C.
    """
    asked = _Round(path=path, by=by, today=today)
    names = list(issues) or _left(asked)
    state = rebuild(read_record(path))
    for name in names:
        state.item(name)
    if not names:
        empty = "Nothing is in this review to ask about; that says nothing of the project."
        say("Nothing left to ask: every issue is answered." if state.items else empty)
        return
    say("Each answer is kept at once. Enter goes on, b goes back, q stops; - empties a field.")
    code = 0
    try:
        _go_through(asked, names)
    except _Leave:
        pass
    except (click.Abort, KeyboardInterrupt) as stop:
        say("")
        # The end of what is typed is no interruption; click makes one of both.
        code = 0 if isinstance(stop.__context__, EOFError) else INTERRUPTED
    kept = "1 answer is" if asked.saved == 1 else f"{asked.saved} answers are"
    state = rebuild(read_record(path))
    left = f"{rows_text(_left(asked))} still to do for {by}."
    say(f"{kept} in {path}. {left if state.blind else how_far(state, effective_day(today))}")
    if code:
        raise SystemExit(code)


def _left(asked: _Round) -> list[str]:
    """The issues that are left for this person, in the order in which a meeting asks."""
    record = read_record(asked.path)
    state = rebuild(record)
    if not state.blind:
        items = unsettled_items(state, effective_day(asked.today))
        left = agenda(record, state.profile, items)
        return [item.issue for item in in_order(left, items)]
    return [
        item.issue
        for item in state.items.values()
        if not item.retired and current_answer(item, asked.by, True).status in UNSETTLED
    ]


def _go_through(asked: _Round, names: list[str]) -> None:
    at = 0
    while at < len(names):
        at += _ask_one(asked, names[at], at + 1, len(names))
        at = max(at, 0)


def _ask_one(asked: _Round, name: str, number: int, whole: int) -> int:
    """Ask about one issue; gives where to go from here, 1 or -1. What was typed is kept for as long
    as it takes to be right.
    """
    typed: dict[str, str] = {}
    shown = False
    while True:
        record = read_record(asked.path)
        state = rebuild(record)
        item = state.item(name)
        if not shown:
            before = current_answer(item, asked.by, state.blind)
            entry = record.entries[item.entry]
            say("\n".join(issue_lines(item, entry, before, number, whole)))
            shown = True
        choice = _choose(item.is_edge)
        if choice in ("", "b"):
            return -1 if choice == "b" else 1
        if choice == "?":
            say("\n".join(more_lines(record.entries[item.entry], item.is_edge)))
            continue
        try:
            if choice == RATE:
                _rate(asked, name, typed, item, state)
            elif _answer(asked, name, STATUS_KEYS[choice], typed, item, state):
                return 1
        except (click.Abort, KeyboardInterrupt):
            say("\n".join(("", f"Not kept for {name}:", *typed_lines(typed))) if typed else "")
            raise
        except answering.ConflictError as error:
            say(str(error))
            shown = False


def _choose(edge: bool) -> str:
    """The letter of what is to be done."""
    words = [f"{key} {status_label(status, edge=edge)}" for key, status in STATUS_KEYS.items()]
    asked = f"{', '.join(words)}, {RATE} rate, ? more, Enter next"
    while True:
        typed = prompt(asked).casefold()
        if typed == "q":
            raise _Leave
        if typed in (*STATUS_KEYS, RATE, "", "b", "?"):
            return typed
        say(f"There is no {typed!r}.")


def _answer(
    asked: _Round,
    name: str,
    status: Status,
    typed: dict[str, str],
    item: IssueState,
    state: ReviewState,
) -> bool:
    """Ask for what an answer needs, and keep it; False where it does not do, and was said so."""
    if not _kept(asked, name, status, typed, item, state):
        return False
    say(f"Kept: {name} is {status_label(status, edge=item.is_edge)}.")
    return True


def _rate(
    asked: _Round, name: str, typed: dict[str, str], item: IssueState, state: ReviewState
) -> None:
    """Ask for severity and likelihood, and keep them; the status stays."""
    status = current_answer(item, asked.by, state.blind).status
    if _kept(asked, name, status, typed, item, state, STEP_FIELDS):
        now = rebuild(read_record(asked.path))
        answer = current_answer(now.items[name], asked.by, now.blind)
        say(f"Kept: {name} has {answer.rating or 'no severity and no likelihood'}.")


def _kept(
    asked: _Round,
    name: str,
    status: Status,
    typed: dict[str, str],
    item: IssueState,
    state: ReviewState,
    fields: tuple[str, ...] = (),
) -> bool:
    """Ask for some fields, by themselves those of a status, and keep the answer if it does."""
    before = current_answer(item, asked.by, state.blind)
    fields = fields or ASKED_FOR[status]
    ask_fields(fields, before, typed, asked.by if status is Status.ACCEPTED else "")
    try:
        answer = changed_answer(before, {"status": status, **given_fields(fields, typed)})
        if fields is STEP_FIELDS and answer == before:
            return True
        edit_review(
            asked.path,
            lambda record: answering.answer(
                record,
                name,
                answer,
                by=asked.by,
                now=effective_time(asked.today),
                seen=None if state.blind else item.version,
            ),
        )
    except ValidationError as error:
        say("\n".join(_faults(error)))
        return False
    except UsageError as error:
        say(str(error))
        return False
    asked.saved += 1
    return True


def _faults(error: ValidationError) -> Iterator[str]:
    """What is wrong with an answer, a sentence a fault."""
    for fault in error.errors(include_url=False):
        label = LABELS.get(str(fault["loc"][0]) if fault["loc"] else "", "")
        reason = error_sentence(fault)
        yield f"{label}: {reason}." if label else f"{reason[0].upper()}{reason[1:]}."
