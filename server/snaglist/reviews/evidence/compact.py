"""Evidence on one line, as people type it and as tables and forms show it.

::

    test FILE CLASS::NAME [max-age=DAYS]
    file FILE sha256:HASH [max-age=DAYS]
    value FILE POINTER [>=NUMBER] [<=NUMBER] [>=DAY] [<=DAY] [dated=POINTER] [max-age=DAYS]

A test may be named as pytest does (``tests/test_bells.py::test_rings``). What this has no room for,
such as a path with a space, is a mapping in braces: YAML, with the fields that the record has.
"""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from snaglist.schema.located_yaml import YamlError, parse_yaml

SYNTAX = (
    "test FILE CLASS::NAME, file FILE sha256:HASH, or value FILE POINTER >=0.8; "
    "max-age=DAYS may follow"
)
"""What is right where a line is no evidence."""

LONGEST = 4_000
MOST_VALUES = 40

_AGE = re.compile(r"\s+max-age=(\S*)$")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_BOUND = re.compile(r"(>=|<=)(.*)")
_BOUND_FIELDS = {
    (">=", False): "at_least",
    ("<=", False): "at_most",
    (">=", True): "not_before",
    ("<=", True): "not_after",
}

Hashed = Callable[[str], str]


def parsed_evidence(text: str, hashed: Hashed | None = None) -> dict[str, Any]:
    """The fields that a line names; whether they do is for the forms to say.

    ``hashed`` gives the hash of a file for which none is named. Raises ``ValueError`` where the
    line is no evidence, and what ``hashed`` raises.
    """
    line = text.strip()
    if len(line) > LONGEST:
        raise ValueError(f"should have at most {LONGEST} characters")
    found = _mapping(line) if line.startswith("{") else _line(" ".join(line.split()))
    if found.get("kind") == "file" and not found.get("sha256"):
        path = found.get("file")
        if hashed is None or not isinstance(path, str):
            raise ValueError(f"lacks the hash of the file, as sha256:9f86d0… (sha256sum {path})")
        found["sha256"] = hashed(path)
    return found


def _mapping(line: str) -> dict[str, Any]:
    try:
        found = parse_yaml(line, 1, MOST_VALUES).data
    except YamlError as error:
        raise ValueError(f"is no mapping: {error.reason}") from None
    if not isinstance(found, dict):
        raise ValueError("is no mapping, as {kind: test, file: junit.xml, test: A::b}")
    for name in ("at_least", "at_most"):  # kept as text, so that no digit is lost
        if isinstance(found.get(name), int | float) and not isinstance(found[name], bool):
            found[name] = str(found[name])
    return found


def _line(line: str) -> dict[str, Any]:
    age: dict[str, Any] = {}
    if match := _AGE.search(line):
        line = line[: match.start()]
        if not re.fullmatch("[0-9]{1,9}", match[1]):
            raise ValueError(f"has max-age={match[1]}; it is a number of days, as max-age=30")
        age = {"max_age": int(match[1])}
    kind, _, rest = line.partition(" ")
    file, _, place = rest.partition(" ")
    readers = {"test": _test, "file": _file, "value": _value}
    if kind not in readers or not file:
        raise ValueError(f"should be {SYNTAX}")
    return {"kind": kind, "file": file, **readers[kind](place), **age}


def _test(place: str) -> dict[str, Any]:
    if not place:
        raise ValueError("lacks the test, as CLASS::NAME")
    return {"test": _as_reported(place)}


def _as_reported(test: str) -> str:
    """A test by classname and name, where it is named as pytest names it on the command line."""
    address, bracket, parameters = test.partition("[")
    path, *names = address.split("::")
    if not path.endswith(".py") or not names:
        return test
    classname = ".".join((path.removesuffix(".py").replace("/", "."), *names[:-1]))
    return f"{classname}::{names[-1]}{bracket}{parameters}"


def _file(place: str) -> dict[str, Any]:
    if not place:
        return {}
    name, sign, digest = place.partition(":")
    if name.lower() != "sha256" or not sign:
        raise ValueError(f"has {place!r}, where its hash stands, as sha256:9f86d0…")
    return {"sha256": digest.strip().lower()}


def _value(place: str) -> dict[str, Any]:
    if not place:
        raise ValueError("lacks the place of the value, as /test/auc")
    pointer, *parts = re.sub(r"(?<= )(>=|<=) ", r"\1", place).split(" ")
    found: dict[str, Any] = {"pointer": "" if pointer == "/" else pointer}
    if pointer == "/":  # the document itself; a field without a name is written as a mapping
        found["pointer"] = ""
    for part in parts:
        match = _BOUND.fullmatch(part)
        if part.startswith("dated="):
            name, value = "dated", part.removeprefix("dated=")
        elif match:
            name, value = _BOUND_FIELDS[match[1], bool(_DAY.fullmatch(match[2]))], match[2]
        else:
            raise ValueError(f"has {part!r}, where a bound stands, as >=0.8 or <=2026-12-31")
        if name in found:
            raise ValueError(f"has two bounds of one kind, {part!r} the second")
        found[name] = value
    return found


def written_evidence(fields: Mapping[str, Any]) -> str:
    """Evidence on one line, from its fields that are not at their default; read again, the same."""
    line = _written(fields)
    try:
        same = parsed_evidence(line) == dict(fields)
    except ValueError:
        same = False
    return line if same else json.dumps(dict(fields), ensure_ascii=False, default=str)


def _written(fields: Mapping[str, Any]) -> str:
    parts = [str(fields["kind"]), str(fields["file"])]
    if "test" in fields:
        parts.append(fields["test"])
    if "sha256" in fields:
        parts.append(f"sha256:{fields['sha256']}")
    if "pointer" in fields:
        parts.append(fields["pointer"] or "/")
    bounds = {name: sign for (sign, _), name in _BOUND_FIELDS.items()}
    parts += [f"{sign}{fields[name]}" for name, sign in bounds.items() if name in fields]
    parts += [f"dated={fields['dated']}"] if "dated" in fields else []
    parts += [f"max-age={fields['max_age']}"] if "max_age" in fields else []
    return " ".join(parts)
