"""The key to the names of an interview: which names stand behind which placeholders.

It is a YAML file, a line for each name::

    Anna Müller: "[participant]"
    Acme Shipping: {placeholder: "[company]", kind: name of a company}

A key never lies where files are shared: inside the work tree of a version control system, or inside
a catalogue, it is refused.
"""

import os
import re
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path
from pydantic import Field, TypeAdapter, ValidationError

from snaglist.errors import UsageError
from snaglist.schema.fields import Form, Pattern, Text
from snaglist.schema.report import Report
from snaglist.schema.validation import load_yaml

WORK_TREE_SIGNS = (".git", ".hg", ".svn", ".jj", ".bzr", "_darcs", ".fslckout", ".pijul")
"""What version control systems leave in the folder whose files they keep."""

CATALOGUE_SIGN = "catalogue.yaml"

PLACEHOLDER = re.compile(r"\[[^\[\]\n]+\]")
"""Words in brackets that stand for something withheld."""

Placeholder = Pattern(r"^\[[^\[\]\n]+\]$", "words in brackets, as [participant]")


@dataclass(frozen=True, slots=True)
class NamedThing:
    """A name, what stands in its place, and what kind of name it is."""

    name: str
    placeholder: str
    kind: str


class _KeyedForm(Form):
    placeholder: str = Field(json_schema_extra=None)
    kind: Text = "name"


_KEY = TypeAdapter(dict[str, str | _KeyedForm])


def default_key(interview: str) -> Path:
    """Where the key of an interview lies unless it is named; nothing need be there."""
    return user_data_path("snaglist", appauthor=False) / "keys" / f"{interview}.yaml"


def read_key(path: Path) -> tuple[NamedThing, ...]:
    """The names of a key, in the order of the file.

    Raises ``UsageError`` for a key in a work tree, and for one that cannot be used.
    """
    refuse_shared_place(path)
    report = Report()
    located = load_yaml(path, report)
    report.raise_if_any()
    assert located is not None  # that is a finding
    try:
        found = _KEY.validate_python(located.data)
    except ValidationError:
        raise UsageError(
            f'{path} is no key. Write a line for each name: Anna Müller: "[participant]".'
        ) from None
    things = tuple(
        NamedThing(name.strip(), value, "name")
        if isinstance(value, str)
        else NamedThing(name.strip(), value.placeholder, value.kind)
        for name, value in found.items()
    )
    for thing in things:
        if not re.search(r"\w", thing.name):
            raise UsageError(f"{path} has a name without letters, for {thing.placeholder}.")
        if not PLACEHOLDER.fullmatch(thing.placeholder):
            raise UsageError(
                f"{path}: {thing.placeholder!r} is no placeholder. Put words in brackets that name "
                "nobody, as [participant]."
            )
    return things


def refuse_shared_place(path: Path) -> None:
    """Raise ``UsageError`` where a file of names lies among files that are shared."""
    for place in {path.absolute(), path.resolve()}:
        for folder in place.parents:
            sign = next((each for each in WORK_TREE_SIGNS if (folder / each).exists()), None)
            if sign or _is_work_tree(folder):
                raise UsageError(
                    f"{path} lies in {folder}, which a version control system keeps. Names never "
                    f"go there: move the key out, for instance to {default_key('I12').parent}."
                )
            if (folder / CATALOGUE_SIGN).is_file():
                raise UsageError(
                    f"{path} lies in the catalogue {folder}. Names never go there: move the key "
                    f"out, for instance to {default_key('I12').parent}."
                )


def _is_work_tree(folder: Path) -> bool:
    """Whether git was told in the environment that this folder is its work tree."""
    told = os.environ.get("GIT_WORK_TREE")
    return bool(told) and Path(told or "").absolute() == folder
