"""Forms: what was typed, checked by the rules of the record, and shown again with each fault."""

from collections.abc import Iterator, Mapping
from typing import Any

from flask import request
from pydantic import TypeAdapter, ValidationError

from snaglist.errors import SnaglistError, UsageError
from snaglist.reviews.answer_changes import ANSWER_FIELDS, STEP_FIELDS
from snaglist.reviews.evidence.forms import AS_TYPED, with_evidence
from snaglist.reviews.evidence.words import evidence_line, inner_field
from snaglist.reviews.field_types import LineText, OptionalLineText, RequiredText, ShortText
from snaglist.reviews.state import RecordError
from snaglist.reviews.statuses import Answer, Status
from snaglist.web.site import View

LINE = TypeAdapter[str](LineText)
OPTIONAL_LINE = TypeAdapter[str](OptionalLineText)
GROUNDS = TypeAdapter[str](RequiredText)
SAID = TypeAdapter[str](ShortText)

GROUND_FIELDS = ("done", "reason", "owner", "due", "expires", "links", "notes", "evidence")

Errors = dict[str, str]


class FormError(SnaglistError):
    """Something in a form does not do; ``errors`` says what, by the names of the fields."""

    http_status = 400

    def __init__(self, errors: Errors) -> None:
        self.errors = errors
        super().__init__("; ".join(errors.values()))


SHOWN_IN_FORM = (FormError, UsageError, RecordError)
"""What is said in the form itself, beside what was typed; all else is a page of its own."""


def form_errors(error: SnaglistError) -> Errors:
    """What was wrong by field; under no name what concerns the form as a whole."""
    return error.errors if isinstance(error, FormError) else {"": str(error)}


def form_view(values: Mapping[str, Any] | None = None, errors: Errors | None = None) -> View:
    """A form as a template shows it."""
    return {"values": dict(values or {}), "errors": errors or {}}


def posted_fields() -> dict[str, str]:
    """What was posted, as it was typed; the first where a name comes twice."""
    return request.form.to_dict()


def nonempty_lines(text: str) -> list[str]:
    """The lines of a text area, without the empty ones."""
    return [line.strip() for line in text.splitlines() if line.strip()]


class FormReader:
    """Reads the fields of a form one by one, and raises once for all that is wrong."""

    def __init__(self, posted: Mapping[str, str]) -> None:
        self.posted = posted
        self.errors: Errors = {}

    def text(self, name: str, kind: TypeAdapter[str] = LINE) -> str:
        """A field as the record takes it."""
        try:
            return kind.validate_python(self.posted.get(name, ""))
        except ValidationError as error:
            self.errors[name] = fault_text(error.errors(include_url=False)[0])
            return ""

    def answer(self, before: Answer, *others: Answer) -> Answer | None:
        """The answer to an issue; None where it does not do. One of those given was in the form."""
        given: dict[str, Any] = {name: self.posted.get(name, "") for name in ANSWER_FIELDS}
        for name in STEP_FIELDS:
            given[name] = given[name] or None
        given["links"] = nonempty_lines(given["links"])
        given["evidence"] = nonempty_lines(given["evidence"])
        for name in ("due", "expires"):
            given[name] = given[name].strip() or None
        # A day left over in the form from an acceptance is not something that somebody says now.
        began = [before, *others]
        if given["status"] != Status.ADDRESSED and given["evidence"] in map(evidence_lines, began):
            given["evidence"] = []
        unsaid = given["expires"] in {str(each.expires) for each in began}
        if unsaid and given["status"] != Status.ACCEPTED:
            given["expires"] = None
        rated = any(given[name] for name in STEP_FIELDS)
        if rated and not any(given[name] for name in ("status", *GROUND_FIELDS)):
            given["status"] = before.status  # how bad it would be may be said before all else
        if not given["status"]:
            self.errors["status"] = "Choose one."
            return None
        self.errors |= dict(_lacking(given))
        try:
            answer = Answer.model_validate(given, context=AS_TYPED)
            return answer.model_copy(update={"evidence": with_evidence((), answer.evidence)})
        except ValidationError as error:
            for fault in error.errors(include_url=False):
                name = str(fault["loc"][0]) if fault["loc"] else ""
                # Under no name it is grounds that are lacking, which their fields say better.
                if name or not self.errors:
                    self.errors.setdefault(name, _numbered(fault))
            return None

    def check(self) -> None:
        """Raises ``FormError`` if anything was wrong."""
        if self.errors:
            raise FormError(self.errors)


def _lacking(given: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The grounds that an answer lacks, at the fields where they are to be filled in."""
    status = given["status"]
    if status == Status.ADDRESSED and not given["done"].strip() and not given["links"]:
        yield "done", "Say what was done, or give a link."
    if status in (Status.ACCEPTED, Status.NOT_APPLICABLE) and not given["reason"].strip():
        yield "reason", "Say why."
    if status == Status.ACCEPTED:
        if not given["owner"].strip():
            yield "owner", "Say who answers for it."
        if not given["expires"]:
            yield "expires", "Say until which day it is accepted."
    if given["evidence"] and status != Status.ADDRESSED:
        yield "evidence", "Evidence proves that it is addressed; empty this, or address it."
    if status != Status.ACCEPTED and given["expires"]:
        yield "expires", "Only what is accepted expires; empty this, or accept it."


def _numbered(fault: Any) -> str:
    """What is wrong, and in which of several lines."""
    line, inside = fault["loc"][1:2], inner_field(fault["loc"])
    told = fault_text(fault)
    told = f"{inside}{told[:1].lower()}{told[1:]}" if inside else told
    return f"Line {line[0] + 1}: {told}" if line else told


def fault_text(fault: Any) -> str:
    """A fault found by pydantic, as people say it."""
    kind, limits = fault["type"], fault.get("ctx", {})
    if kind == "too_short":
        return "Fill this in."
    if kind == "too_long":
        of = " characters" if isinstance(fault["input"], str) else ""
        return f"At most {limits['max_length']:,}{of}; these are {limits['actual_length']:,}."
    if kind.startswith("date"):
        return "Write a day as 2026-12-31."
    if kind == "enum":
        return "Choose one of those there are."
    message = fault["msg"].removeprefix("Value error, ")
    return f"{message[0].upper()}{message[1:]}."


def answer_values(answer: Answer) -> dict[str, str]:
    """The values of the form for an answer as it is now."""
    return {
        "status": answer.status.value,
        "done": answer.done,
        "reason": answer.reason,
        "owner": answer.owner,
        "due": str(answer.due or ""),
        "expires": str(answer.expires or ""),
        "severity": answer.severity.value if answer.severity else "",
        "likelihood": answer.likelihood.value if answer.likelihood else "",
        "links": "\n".join(answer.links),
        "notes": answer.notes,
        "evidence": "\n".join(evidence_lines(answer)),
    }


def evidence_lines(answer: Answer) -> list[str]:
    """The evidence of an answer as it is typed, a line each."""
    return [evidence_line(each) for each in answer.evidence]
