"""How a review stands in a file: each event under its issue, so that git can merge two branches.

Git merges two changes where an unchanged line lies between them. So each issue has a heading that
never changes, events are only added below it, and nothing sums up what holds. Events about
the review as a whole stand together, and a signature leaves a line under each issue: an answer that
another branch gave meanwhile cannot slip in before it unseen.

Each event has a number, one higher than any that was known where it happened. Two branches may
give the same one; then the time decides, and then the id. First and last line of an event are its
own, so that two of them, left side by side by git, are two events still.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from snaglist.reviews.canonical import moment_text, plain_data
from snaglist.reviews.entry_snapshot import EntrySnapshot
from snaglist.reviews.events.signatures import Signed
from snaglist.reviews.hashing import event_id, named_entries
from snaglist.reviews.record import AnyEvent, Record, issue_of, plain_event
from snaglist.schema.located_yaml import Loc, Located
from snaglist.schema.report import Report

FILE_FORMAT = 2
"""The format of files as they are written. Those of format 1, with all events in one list, are
read."""

LINE_WIDTH = 96
MOST_COLUMNS = 1_000_000
"""For the first line of an event, which is one line however long it is."""

HEAD = "# A Snaglist design review, kept by snag review; snag review status says how it stands.\n"

FIELDS = ("format", "id", "review", "issues", "entries")


class _Dumper(yaml.SafeDumper):
    """PyYAML's safe writer, with long texts in blocks and moments as they are."""

    def ignore_aliases(self, data: Any) -> bool:
        """Write out everything: one day in two answers is no reason for an alias."""
        return True


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    style = "|" if "\n" in value else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


def _moment(dumper: yaml.SafeDumper, value: datetime) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:timestamp", moment_text(value))


_Dumper.add_representer(str, _text)
_Dumper.add_representer(datetime, _moment)


def write_layout(record: Record) -> str:
    """The record as the text of a file; each event with its number and its id."""
    numbers = record.numbers or range(1, len(record.events) + 1)
    whole: list[str] = []
    issues: dict[str, list[str]] = {}
    for number, event in zip(numbers, record.events, strict=True):
        for name, digest in named_entries(event):
            issues.setdefault(name, [_heading(name, record.entries[digest])])
        issue = issue_of(event)
        if issue is None:
            whole.append(_written(event, number, ""))
        else:
            issues[issue].append(_written(event, number, "    "))
        if isinstance(event, Signed):
            for lines in issues.values():
                lines.append(f"    # Signed off by {event.by} on {event.day}.\n")
    entries = sorted(record.entries.items(), key=lambda each: (issue_key(each[1].issue), each[0]))
    return "".join(
        (
            HEAD,
            f"format: {FILE_FORMAT}\nid: {record.id}\nreview:\n",
            *whole,
            "issues:\n" if issues else "issues: {}\n",
            *(line for name in sorted(issues, key=issue_key) for line in issues[name]),
            "entries:\n" if entries else "entries: {}\n",
            *(_entry(digest, shown) for digest, shown in entries),
        )
    )


@lru_cache(maxsize=300)
def _entry(digest: str, shown: EntrySnapshot) -> str:
    """An entry as it stands among ``entries``; it is long, and the same whenever it is written."""
    return _block({"entries": {digest: plain_data(shown)}}).removeprefix("entries:\n")


def issue_key(issue: str) -> tuple[str, int, str]:
    """By what issues are put in order: the letters of the id, then its number."""
    letters, number = re.fullmatch(r"(.*?)([0-9]*)", issue, re.DOTALL).groups()  # type: ignore[union-attr]
    return letters, int(number or 0), issue


def _heading(issue: str, shown: EntrySnapshot) -> str:
    """Four lines that never change: the title and the question that an issue came with, its id.

    Git makes one conflict of two that have three lines or fewer between them.
    """
    asked = (*shown.questions, shown.definition)[0]
    lines = [f"  # {' '.join(text.split())}".rstrip() for text in (shown.title, asked)]
    cut = [line if len(line) <= LINE_WIDTH else f"{line[:LINE_WIDTH]}…" for line in lines]
    return "\n".join(("", *cut, f"  {issue}:\n"))


def _written(event: AnyEvent, number: int, indent: str) -> str:
    """An event as an item of a list: number and head in one line, the rest, and its id."""
    plain = plain_event(event)
    head = {"number": number, **{name: plain[name] for name in event.head if name in plain}}
    rest = {name: value for name, value in plain.items() if name not in event.head}
    first = ", ".join(f"{name}: {_in_line(value)}" for name, value in head.items())
    lines = _block({**rest, "id": event_id(event)}).split("\n")
    # An empty line has no indent to keep; one of spaces alone may stand in a text.
    below = "\n".join(f"{indent}  {line}" if line else line for line in lines[:-1])
    return f"{indent}- event: {{{first}}}\n{below}\n"


def _in_line(value: object) -> str:
    """A value as it stands in a mapping on one line."""
    if isinstance(value, datetime):
        return moment_text(value)  # PyYAML would put it in quotes, behind a tag
    listed: str = yaml.dump(
        [value],
        Dumper=_Dumper,
        allow_unicode=True,
        default_flow_style=True,
        width=MOST_COLUMNS,
    )
    return listed.rstrip("\n")[1:-1]


def _block(data: object) -> str:
    found: str = yaml.dump(
        data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=LINE_WIDTH
    )
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedEvent:
    """Where an event stands in a file: under which issue, with what number and id."""

    issue: str | None
    number: int
    id: str
    line: int


def flattened(
    located: Located, path: Path, report: Report
) -> tuple[Located, list[PlacedEvent]] | None:
    """The data of a file as that of a record, in the order of numbers, and where each event stands.

    None, with a finding for each fault, where it has not the form of a file.
    """
    data, before = located.data, len(report.findings)
    for name in data:
        if name not in FIELDS:
            message = f"the field {name!r} is not part of the format."
            report.add("field-unknown", path, located.line((name,)), message)
    for name in FIELDS:
        if name not in data:
            report.add("field-missing", path, 1, f"the field {name!r} is missing.")
    found = list(_events(located, path, report))
    if len(report.findings) > before:
        return None
    found.sort(key=lambda each: each[0].number)
    whole = {
        "format": 1,
        "id": data["id"],
        "events": [plain for _, plain, _ in found],
        "entries": data["entries"],
    }
    lines = _moved(located, {loc: at for at, (_, _, loc) in enumerate(found)})
    return Located(whole, lines), [each[0] for each in found]


def _events(
    located: Located, path: Path, report: Report
) -> Iterator[tuple[PlacedEvent, dict[str, Any], Loc]]:
    """Each event that has the form of one: where it stands, its data, and its location."""
    for issue, events, place in _lists(located, path, report):
        for at, written in enumerate(events):
            loc = (*place, at)
            plain, message = event_data(written), ""
            if plain is None:
                message = "an event is a mapping with the fields 'event' and 'id'."
            elif not _is_number(written["event"].get("number")):
                message = "an event has a number, from 1 on."
            if message or plain is None:
                report.add("field-value", path, located.line(loc), message)
                continue
            yield (
                PlacedEvent(
                    issue=issue,
                    number=written["event"]["number"],
                    id=written["id"],
                    line=located.line(loc),
                ),
                plain,
                loc,
            )


def _lists(
    located: Located, path: Path, report: Report
) -> Iterator[tuple[str | None, list[Any], Loc]]:
    """The list of events of the review as a whole, and that of each issue."""
    whole, issues = located.data.get("review"), located.data.get("issues")
    places: list[tuple[str | None, Any, Loc]] = [(None, whole, ("review",))]
    if isinstance(issues, dict):
        places += [(str(name), events or [], ("issues", name)) for name, events in issues.items()]
    elif issues is not None:
        report.add("field-value", path, located.line(("issues",)), "'issues' are by their ids.")
    for issue, events, loc in places:
        if isinstance(events, list):
            yield issue, events, loc
        elif events is not None:
            report.add("field-value", path, located.line(loc), "this is a list of events.")


def event_data(written: Any) -> dict[str, Any] | None:
    """The data of an event that is written as an item of a file's list; None where it is none."""
    if not isinstance(written, dict):
        return None
    head, rest = written.get("event"), {k: v for k, v in written.items() if k != "event"}
    if not isinstance(head, dict) or not isinstance(rest.pop("id", None), str):
        return None
    if head.keys() & rest.keys():
        return None
    return {**{name: value for name, value in head.items() if name != "number"}, **rest}


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 1


def _moved(located: Located, events: dict[Loc, int]) -> dict[Loc, int]:
    """The lines of a file by their places in a record, where ``events`` is the number of each."""
    lines: dict[Loc, int] = {}
    for loc, line in located.lines.items():
        size = 3 if loc[:1] == ("issues",) else 2
        at = events.get(loc[:size])
        if at is not None:
            inside = loc[size:]
            lines["events", at, *(inside[1:] if inside[:1] == ("event",) else inside)] = line
        elif loc[:1] in ((), ("id",), ("entries",)):
            lines[loc] = line
    for loc, at in events.items():
        lines["events", at] = located.lines[loc]
    return lines
