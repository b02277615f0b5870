"""What is typed into the forms of coding."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from flask import request

from snaglist.errors import NotFoundError, SnaglistError, UsageError
from snaglist.model.coding_sheet import (
    AmbiguousPassageError,
    CodingDifference,
    Marking,
    Place,
    StaleSheetError,
)
from snaglist.model.interview import Standing

FIELDS = ("words", "where", "at", "case", "code", "new", "issue", "standing", "memo")
_LINE = re.compile(r"(?:L|line\s*)?([1-9]\d{0,8})", re.IGNORECASE)
_TURN = re.compile(r"(?:\S+-)?(T\d{1,9})", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedForm:
    """What was typed, by field, and why it was not taken.

    ``places`` are those that have the words, where one is to be chosen. ``stale`` says that the
    file changed underneath; ``differences`` how, where that is known.
    """

    values: Mapping[str, str]
    error: str = ""
    places: tuple[Place, ...] = ()
    stale: bool = False
    differences: tuple[CodingDifference, ...] | None = field(default=())


def typed_form(error: SnaglistError | None = None) -> TypedForm:
    """The form that was sent, with what was wrong with it."""
    values = {name: request.form.get(name, "") for name in FIELDS}
    return refused(values, error) if error else TypedForm(values=values)


def refused(values: Mapping[str, str], error: SnaglistError) -> TypedForm:
    """What was typed, and the reason why nothing was written."""
    if isinstance(error, StaleSheetError):
        return TypedForm(values=values, error=str(error), stale=True, differences=error.differences)
    if isinstance(error, AmbiguousPassageError):
        message = "These words stand in several places, or not where you said. Choose one below."
        return TypedForm(values=values, error=message, places=error.places)
    if isinstance(error, NotFoundError):
        message = f"{error} For a new code, write its name under “New code”."
        return TypedForm(values=values, error=message)
    return TypedForm(values=values, error=str(error))


def read_marking(interview: str) -> tuple[Marking, str | None]:
    """What to code, and the title of a new issue, if one is asked for.

    Raises ``UsageError`` where a field cannot be understood.
    """
    given = {name: request.form.get(name, "").strip() for name in FIELDS}
    if not given["words"]:
        raise UsageError("Which words? Select them, or type them as the transcript has them.")
    if not (given["code"] or given["new"] or given["issue"]):
        raise UsageError("Which code? Choose one, name a new one, or give a new issue a title.")
    line, turn = _where(given["where"], interview)
    if given["at"] and not given["at"].isdecimal():
        raise UsageError("Where the words start is a number. Choose one of the places.")
    marking = Marking(
        words=given["words"],
        codes=(given["code"],) if given["code"] else (),
        new=(given["new"],) if given["new"] else (),
        line=line,
        turn=turn,
        at=int(given["at"][:12]) if given["at"] else None,
        ignore_case=given["case"] == "any",
        standing=read_standing(),
        memo=read_memo(),
    )
    return marking, given["issue"] or None


def read_standing() -> Standing | None:
    """The standing that was chosen; raises ``UsageError`` for one that there is not."""
    given = request.form.get("standing", "")
    if given and given not in list(Standing):
        raise UsageError(f"The standing is {' or '.join(Standing)}, not {given[:40]!r}.")
    return Standing(given) if given else None


def read_memo() -> str | None:
    """The memo, with the line ends that files have; None for an empty one."""
    return "\n".join(request.form.get("memo", "").splitlines()).strip() or None


def _where(given: str, interview: str) -> tuple[int | None, str | None]:
    """A line or a turn; raises ``UsageError`` for neither."""
    if not given:
        return None, None
    if found := _LINE.fullmatch(given):
        return int(found[1]), None
    if found := _TURN.fullmatch(given):
        return None, f"{interview}-{found[1].upper()}"
    raise UsageError(f"{given[:40]!r} is no line and no turn; write it as 12 or as T004.")
