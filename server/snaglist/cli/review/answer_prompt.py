"""``snag review answer --prompt``: one issue after the other, each answer kept at once.

Everything is written to standard error, as the questions of the profile are, so that what is typed
and what is asked stand together whatever is done with the output.
"""

import shutil
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import click
from pydantic import ValidationError

from snaglist.cli.review.evidence import with_hashes
from snaglist.cli.review.not_asked import HEADING, pointer_lines
from snaglist.cli.review.options import (
    edit_review,
    effective_day,
    effective_time,
    how_far,
)
from snaglist.errors import UsageError
from snaglist.reviews.answer_changes import (
    EMPTIED_WITH_NONE,
    STEP_FIELDS,
    changed_answer,
    current_answer,
)
from snaglist.reviews.commands import answering
from snaglist.reviews.entry_snapshot import EntrySnapshot
from snaglist.reviews.questions import agenda, in_order, unsettled_items
from snaglist.reviews.replay import rebuild
from snaglist.reviews.rows import rows_text
from snaglist.reviews.scales import LIKELIHOOD_STEPS, SEVERITY_STEPS, Likelihood, Severity
from snaglist.reviews.state import IssueState, ReviewState
from snaglist.reviews.statuses import UNSETTLED, Status, status_label, status_meaning
from snaglist.reviews.yaml_file import read_record
from snaglist.schema.validation import error_sentence

STATUS_KEYS = {
    "o": Status.OPEN,
    "d": Status.ADDRESSED,
    "a": Status.ACCEPTED,
    "n": Status.NOT_APPLICABLE,
}
"""The letters that answer; d as in done."""

ASKED_FOR: dict[Status, tuple[str, ...]] = {
    Status.OPEN: ("owner", "due", "notes"),
    Status.ADDRESSED: ("done", "links", "evidence"),
    Status.ACCEPTED: ("reason", "owner", "expires"),
    Status.NOT_APPLICABLE: ("reason",),
}
"""What each answer is asked for; what it does not need may be left out."""

RATE = "r"
"""The letter that says how bad and how likely it is, and answers nothing."""

LABELS = {
    "severity": f"How bad for you ({', '.join(reversed(Severity))})",
    "likelihood": f"How likely for you ({', '.join(reversed(Likelihood))})",
    "owner": "Who is responsible",
    "due": "Due, as 2026-12-31",
    "notes": "What is the case with you",
    "done": "What was done",
    "links": "Links, separated by spaces",
    "evidence": "Evidence, as: test junit.xml tests/test_a.py::test_b (Enter: none, or no more)",
    "reason": "Why",
    "expires": "Accepted until, as 2026-12-31",
}

EMPTY = "-"
"""What takes out what stands in a field."""

WIDTH = 88
NARROWEST = 40
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
        _say("Nothing left to ask: every issue is answered." if state.items else empty)
        return
    _say("Each answer is kept at once. Enter goes on, b goes back, q stops; - empties a field.")
    code = 0
    try:
        _go_through(asked, names)
    except _Leave:
        pass
    except (click.Abort, KeyboardInterrupt) as stop:
        _say("")
        # The end of what is typed is no interruption; click makes one of both.
        code = 0 if isinstance(stop.__context__, EOFError) else INTERRUPTED
    kept = "1 answer is" if asked.saved == 1 else f"{asked.saved} answers are"
    state = rebuild(read_record(path))
    left = f"{rows_text(_left(asked))} still to do for {by}."
    _say(f"{kept} in {path}. {left if state.blind else how_far(state, effective_day(today))}")
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
            _say("\n".join(_head(item, record.entries[item.entry], state, asked, number, whole)))
            shown = True
        choice = _choose(item.is_edge)
        if choice in ("", "b"):
            return -1 if choice == "b" else 1
        if choice == "?":
            _say("\n".join(_more(record.entries[item.entry], item.is_edge)))
            continue
        try:
            if choice == RATE:
                _rate(asked, name, typed, item, state)
            elif _answer(asked, name, STATUS_KEYS[choice], typed, item, state):
                return 1
        except (click.Abort, KeyboardInterrupt):
            _say("\n".join(("", f"Not kept for {name}:", *_typed_lines(typed))) if typed else "")
            raise
        except answering.ConflictError as error:
            _say(str(error))
            shown = False


def _choose(edge: bool) -> str:
    """The letter of what is to be done."""
    words = [f"{key} {status_label(status, edge=edge)}" for key, status in STATUS_KEYS.items()]
    asked = f"{', '.join(words)}, {RATE} rate, ? more, Enter next"
    while True:
        typed = _prompt(asked).casefold()
        if typed == "q":
            raise _Leave
        if typed in (*STATUS_KEYS, RATE, "", "b", "?"):
            return typed
        _say(f"There is no {typed!r}.")


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
    _say(f"Kept: {name} is {status_label(status, edge=item.is_edge)}.")
    return True


def _rate(
    asked: _Round, name: str, typed: dict[str, str], item: IssueState, state: ReviewState
) -> None:
    """Ask for severity and likelihood, and keep them; the status stays."""
    status = current_answer(item, asked.by, state.blind).status
    if _kept(asked, name, status, typed, item, state, STEP_FIELDS):
        now = rebuild(read_record(asked.path))
        answer = current_answer(now.items[name], asked.by, now.blind)
        _say(f"Kept: {name} has {answer.rating or 'no severity and no likelihood'}.")


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
    for field in fields:
        if field == "evidence":
            typed[field] = _prompt_lines(field, typed.get(field, ""))
            continue
        present = "" if field == "links" else str(getattr(before, field) or "")
        if "\n" in present:
            present = ""  # notes of more than one line stay as they are
        suggested = asked.by if field == "owner" and status is Status.ACCEPTED else ""
        typed[field] = _prompt(LABELS[field], typed.get(field) or present or suggested)
    given: dict[str, Any] = {"status": status}
    lines: tuple[str, ...] = ()
    for field in fields:
        value = typed[field].strip()
        if value == EMPTY:
            given[field] = None if field in EMPTIED_WITH_NONE else ""
            if field in ("links", "evidence"):
                given |= {field: (), f"no_{field}": True}
        elif field == "links":
            given[field] = tuple(value.split())
        elif field == "evidence":
            lines = tuple(value.splitlines())
        elif field in STEP_FIELDS and value:
            given[field] = _step(field, value)
        elif value or field not in ("notes", *EMPTIED_WITH_NONE):
            given[field] = value
    try:
        if lines:
            given["evidence"] = with_hashes(lines)
        answer = changed_answer(before, given)
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
        for fault in error.errors(include_url=False):
            label = LABELS.get(str(fault["loc"][0]) if fault["loc"] else "", "")
            reason = error_sentence(fault)
            _say(f"{label}: {reason}." if label else f"{reason[0].upper()}{reason[1:]}.")
        return False
    except UsageError as error:
        _say(str(error))
        return False
    asked.saved += 1
    return True


def _prompt_lines(field: str, typed: str) -> str:
    """What is typed until somebody only presses Enter, a line each; first what was typed before."""
    found = []
    for line in typed.splitlines():
        found += [_prompt(LABELS[field], line)]
    while EMPTY not in found and (line := _prompt(LABELS[field])):
        found.append(line)
    return EMPTY if EMPTY in found else "\n".join(found)


def _step(field: str, typed: str) -> str:
    """The step of a scale that begins with what was typed; what is none stays, to be reported."""
    value = "-".join(typed.casefold().split())
    steps: list[str] = [*Severity] if field == "severity" else [*Likelihood]
    found = [step for step in steps if step.startswith(value)]
    return found[0] if len(found) == 1 else value


def _typed_lines(typed: dict[str, str]) -> list[str]:
    return [f"  {LABELS[field]}: {value}" for field, value in typed.items() if value]


def _head(
    item: IssueState,
    shown: EntrySnapshot,
    state: ReviewState,
    asked: _Round,
    number: int,
    whole: int,
) -> Iterator[str]:
    before = current_answer(item, asked.by, state.blind)
    label = status_label(before.status, edge=item.is_edge)
    yield ""
    yield from _wrapped(f"{number} of {whole} · {item.issue} · {shown.title} [{label}]")
    if item.is_edge:
        yield f"{HEADING}:"
    yield from _wrapped(shown.definition)
    for question in shown.questions[:2]:
        yield from _wrapped(question, "  - ")
    for text in filter(None, (before.rating, before.done, before.reason, before.notes)):
        yield from _wrapped(f"So far: {' '.join(text.split())}")


def _more(shown: EntrySnapshot, edge: bool) -> Iterator[str]:
    """All questions, the worst that was reported, and what each answer means."""
    for question in shown.questions:
        yield from _wrapped(question, "  - ")
    yield from pointer_lines(shown.pointers)
    if shown.consequence:
        yield from _wrapped(f"Worst reported consequence: {shown.consequence}")
    for key, status in STATUS_KEYS.items():
        meaning = status_meaning(status, edge=edge)
        needs = f" It needs {meaning.needs}." if meaning.needs else ""
        yield from _wrapped(f"{key} {meaning.label}: {meaning.definition}{needs}", "  ")
    yield f"{RATE} rate: how severe it would be for you, and how likely it is"
    for each in (*SEVERITY_STEPS.values(), *LIKELIHOOD_STEPS.values()):
        yield from _wrapped(f"{each.label}: {each.definition}", "    ")


def _wrapped(text: str, first: str = "") -> list[str]:
    """A text in lines that fit the terminal."""
    columns = shutil.get_terminal_size((WIDTH, 24)).columns
    width = max(NARROWEST, min(WIDTH, columns - 1))
    indent = " " * len(first)
    return textwrap.wrap(
        " ".join(text.split()), width, initial_indent=first, subsequent_indent=indent
    )


def _prompt(asked: str, default: str = "") -> str:
    found: str = click.prompt(
        asked, default=default, show_default=bool(default), prompt_suffix=": ", err=True
    )
    return found.strip()


def _say(text: str) -> None:
    click.echo(text, err=True)
