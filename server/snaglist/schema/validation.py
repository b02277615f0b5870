"""From plain data to a form, with errors that say where, what and what instead."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Generic, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from snaglist.schema.fields import Form
from snaglist.schema.located_yaml import Located, YamlError, parse_yaml
from snaglist.schema.report import Report
from snaglist.schema.text_files import read_text

FormType = TypeVar("FormType", bound=Form)

LONGEST_VALUE = 200
"""Letters of a wrong value that are repeated."""


@dataclass(frozen=True, slots=True)
class FormFile(Generic[FormType]):
    """A valid form, the file it came from, and the line of each of its parts.

    ``body`` is what follows the form in a file that holds more.
    """

    path: Path
    form: FormType
    located: Located
    body: str = ""

    def line(self, *loc: str | int) -> int:
        """The line (1-based) of a path into the form."""
        return self.located.line(loc)


def load_form(form: type[FormType], path: Path, report: Report) -> FormFile[FormType] | None:
    """Read a YAML file into ``form``, or None with findings."""
    located = load_yaml(path, report)
    filled = validate(form, located, path, report) if located else None
    return FormFile(path, filled, located) if filled and located else None


def load_yaml(path: Path, report: Report) -> Located | None:
    """Read a YAML file, or None with a finding."""
    text = read_text(path, report)
    return parse_located(text, 1, path, report) if text is not None else None


def parse_located(
    text: str, first_line: int, path: Path, report: Report, most: int | None = None
) -> Located | None:
    """Parse YAML text that begins at ``first_line`` of ``path``, or None with a finding.

    ``most`` is the number of values and names that it may hold.
    """
    try:
        return parse_yaml(text, first_line, most)
    except YamlError as fault:
        report.add(fault.rule, path, fault.line, fault.reason)
        return None


def validate(
    form: type[FormType], located: Located, path: Path, report: Report, most: int | None = None
) -> FormType | None:
    """Fill ``form``, or None with a finding for each (or ``most``) of what does not fit."""
    try:
        return form.model_validate(located.data)
    except ValidationError as error:
        for item in error.errors(include_url=False)[:most]:
            line = located.line(item["loc"])
            rule, message, mend = _explained(form, item)
            report.add(rule, path, line, message, mend)
        return None


def _explained(form: type[Form], error: Any) -> tuple[str, str, str]:
    """Rule, message and mend for one error of pydantic."""
    *around, name = error["loc"] or ("",)
    inside = location_label(form, around)
    if error["type"] == "extra_forbidden":
        # A field that another part of the format has is no slip of the pen.
        names = [each for each in field_names(form) if each != name]
        close = get_close_matches(str(name), names, n=1)
        mend = f"Did you mean {close[0]}?" if close else ""
        return "field-unknown", f"{inside}the field {name!r} is not part of the format.", mend
    if error["type"] == "missing":
        return "field-missing", f"{inside}the field {name!r} is missing.", ""
    reason = error_sentence(error)
    simple = isinstance(error["input"], str | int | float)
    found = f" is {_shown(error['input'])};" if simple else ""
    return "field-value", f"{inside}{_named(name)}{found} {reason}.", ""


def _shown(value: str | float) -> str:
    text = repr(value)
    return text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]}…"


def error_sentence(error: Any) -> str:
    """What one error of pydantic asks for, worded to follow the name of a field."""
    if error["type"] == "string_type" and isinstance(error["input"], bool | int | float):
        return "should be text; put it in quotes"
    if error["type"].endswith(("too_short", "too_long")) and isinstance(error["input"], str):
        most = error["ctx"].get("max_length")
        return f"should have at most {most} characters" if most else "should not be empty"
    if error["type"] in ("too_short", "too_long"):
        limits = error["ctx"]
        least, most = limits.get("min_length"), limits.get("max_length")
        wanted = f"at least {least}" if least else f"at most {most}"
        return f"should have {wanted} items; it has {limits['actual_length']}"
    if error["type"] == "union_tag_invalid":
        tags = error["ctx"]
        return f"has {tags['discriminator']} {tags['tag']!r}; there are {tags['expected_tags']}"
    if error["type"] == "union_tag_not_found":
        return f"lacks the field {error['ctx']['discriminator']}"
    message: str = error["msg"].removeprefix("Value error, ")
    return message[0].lower() + message[1:]


def location_label(form: type[Form], loc: Iterable[str | int]) -> str:
    """Where in a form, as people say it: ``('causes', 1)`` is ``claim 'cause 2': ``."""
    parts = list(loc)
    if len(parts) >= 2 and isinstance(parts[1], int):
        group = str(parts[0])
        name = f"{group.removesuffix('s')} {parts[1] + 1}"
        called = _called(form, group)
        return f"{called} {name!r}: " if called else f"{name}: "
    return f"{parts[0]}: " if parts else ""


def _called(form: type[Form], group: str) -> str:
    """What an item of a list of a form is called by the form of the item."""
    field = form.model_fields.get(group)
    inner = next(_forms_in(field.annotation), None) if field else None
    return inner.called if inner and issubclass(inner, Form) else ""


def _named(name: str | int) -> str:
    return f"item {name + 1}" if isinstance(name, int) else repr(name)


def field_names(form: type[BaseModel]) -> list[str]:
    """The names of all fields of a form and of the forms inside it."""
    names = []
    for name, info in form.model_fields.items():
        names.append(name)
        for inner in _forms_in(info.annotation):
            names += field_names(inner)
    return names


def _forms_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """The forms that a field holds, alone, in a list or as one of several."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _forms_in(inner)
