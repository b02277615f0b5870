"""A review as a file in a team's repository: YAML that people read, and merge, and that git keeps.

The events are the record. The comment at the head says what they add up to on the day it was
written; it is written anew each time and never read.
"""

import os
import tempfile
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter

from snaglist.errors import NotFoundError, SnaglistError, UsageError
from snaglist.reviews.canonical import moment_text
from snaglist.reviews.events import Record
from snaglist.reviews.file_lock import Notify, file_lock
from snaglist.reviews.hashing import mismatched_entries, unnamed_entries
from snaglist.reviews.replay import rebuild
from snaglist.reviews.state import RecordError
from snaglist.schema.finding import Finding
from snaglist.schema.located_yaml import Located
from snaglist.schema.report import FindingsError, Report
from snaglist.schema.validation import parse_located, validate

MOST_OCTETS = 5_000_000
"""Octets of a file that is read."""

MOST_VALUES = 400_000
"""Values and names of fields in a file; even one of many short answers has fewer."""

MOST_FINDINGS = 100
"""How much is said of a file that is wrong; each finding takes its time."""

LINE_WIDTH = 96


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


def write_record(record: Record, today: date) -> str:
    """The record as the text of a file, its head as of ``today``; read again, it is the same.

    Raises ``RecordError`` for a record whose events do not follow from each other.
    """
    body = yaml.dump(
        record.plain(), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=LINE_WIDTH
    )
    return "\n".join((*_head(record, today), "", body))


def _head(record: Record, today: date) -> Iterator[str]:
    state = rebuild(record)
    yield "# A Snaglist design review, kept by snag review. The events below are the record;"
    yield f"# this is what they add up to on {today}. To change it, use snag review --help."
    yield "#"
    yield f"# {state.title}"
    for item in state.items.values():
        title = record.entries[item.entry].title
        status = "retired" if item.retired else item.status(today).value
        line = f"#   {item.issue}  {status:<14}  {title}"
        yield line if len(line) <= LINE_WIDTH else f"{line[:LINE_WIDTH]}…"


def read_record(path: Path, *, check: bool = True) -> Record:
    """The record in a file.

    Raises ``FindingsError`` with line and mend for each thing that is wrong, ``NotFoundError``
    without such a file, ``UsageError`` for one that is too large. Without ``check`` it is enough
    that the file has the form of a record.
    """
    return parse_record(_read(path), str(path), check=check)


def read_with_lines(path: Path) -> tuple[Record, Callable[[int], int]]:
    """The record in a file, and a function from an event's number (from 1) to its line.

    Raises as ``read_record`` does.
    """
    record, located = _parsed(_read(path), str(path), check=True)
    return record, lambda number: located.line(("events", number - 1))


def _read(path: Path) -> str:
    try:
        if path.stat().st_size > MOST_OCTETS:
            raise UsageError(f"{path} is larger than {MOST_OCTETS // 1_000_000} MB; no review is.")
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise NotFoundError(str(path)) from None
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not UTF-8 (byte {error.start}).") from error
    except OSError as error:
        raise SnaglistError(f"{path} cannot be read: {error.strerror}.") from error


def parse_record(text: str, name: str, *, check: bool = True) -> Record:
    """The record in the text of a file; ``name`` is the file's in findings.

    Raises ``FindingsError`` with line and mend for each thing that is wrong. Without ``check`` it
    is enough that the text has the form of a record.
    """
    return _parsed(text, name, check)[0]


def _parsed(text: str, name: str, check: bool) -> tuple[Record, Located]:
    path, report = Path(name), Report()
    if any(line.startswith(("<<<<<<<", ">>>>>>>")) for line in text.splitlines()):
        mend = "Join the two sides (snag review join); docs/reviews.md says how."
        raise FindingsError((Finding(name, 0, "review", "git left conflict marks here.", mend),))
    located = parse_located(text, 1, path, report, MOST_VALUES)
    if located and not isinstance(located.data, dict):
        report.add("review", path, 1, "this is no review.", "Begin one with snag review new.")
    elif located:
        located = _untagged(located)
        record = validate(Record, located, path, report, MOST_FINDINGS)
        if record:
            if check:
                _check(record, located, name)
            return record, located
    raise FindingsError(tuple(sorted(set(report.findings))))


def _untagged(located: Located) -> Located:
    """The same data, with its lines to be found by the locations that pydantic gives.

    ``events`` are a tagged union, and pydantic puts the tag of the member that it tried into the
    location of an error: ``("events", 2, "answered", "issue")``, where the file has the line of
    ``("events", 2, "issue")``. So each line below an event is noted under its tag too.
    """
    events = located.data.get("events")
    did = {
        at: event["did"]
        for at, event in enumerate(events if isinstance(events, list) else ())
        if isinstance(event, dict) and isinstance(event.get("did"), str)
    }
    tagged = {
        (*loc[:2], did[at], *loc[2:]): line
        for loc, line in located.lines.items()
        if loc[:1] == ("events",) and isinstance(at := loc[1:2] and loc[1], int) and at in did
    }
    return Located(located.data, located.lines | tagged)


def _check(record: Record, located: Located, name: str) -> None:
    """What no schema can say: the events follow from each other, the entries are as hashed."""
    wrong = [
        Finding(
            name,
            located.line(("entries", digest)),
            "review-entry",
            f"{record.entries[digest].issue} is not as its hash says.",
            "Undo the edit; what reviewers were shown does not change.",
        )
        for digest in mismatched_entries(record)
    ]
    wrong += [
        Finding(
            name,
            located.line(("entries", digest)),
            "review-entry",
            "no event shows this entry.",
            "Take it away; entries come with the events that show them.",
        )
        for digest in unnamed_entries(record)
    ]
    try:
        rebuild(record)
    except RecordError as error:
        line = located.line(("events", max(error.number - 1, 0)))
        mend = "Undo the edit; or, where two answered, look at both and mend the word after before."
        wrong.append(Finding(name, line, "review-event", f"event {error.number}: {error}", mend))
    if wrong:
        raise FindingsError(tuple(wrong))


def save_record(path: Path, record: Record, today: date) -> None:
    """Write the file in one step, so that a reader finds the old one or the new one, whole.

    Raises ``UsageError`` where it would be larger than what is read again, and ``SnaglistError``
    where it cannot be written; the file is as it was then.
    """
    text = write_record(record, today)
    if len(text.encode()) > MOST_OCTETS:
        most = MOST_OCTETS // 1_000_000
        raise UsageError(f"{path} would be larger than {most} MB. Begin a new review.")
    target = path.resolve()  # a link stays a link
    written: Path | None = None
    try:
        mode = target.stat().st_mode & 0o777 if target.exists() else 0o644
        with tempfile.NamedTemporaryFile(
            "w", dir=target.parent, prefix=f".{target.name}.", delete=False, encoding="utf-8"
        ) as file:
            written = Path(file.name)
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        written.chmod(mode)
        written.replace(target)
        written = None
    except OSError as error:
        raise SnaglistError(f"{path} cannot be written: {error.strerror}.") from error
    finally:
        if written:
            written.unlink(missing_ok=True)


def begin_file(path: Path, record: Record, today: date) -> None:
    """Write a new file; raises as ``check_free``, ``file_lock`` and ``save_record`` do."""
    check_free(path)
    with file_lock(path):
        check_free(path)
        save_record(path, record, today)


def check_free(path: Path) -> None:
    """Raise ``UsageError`` where a new file would replace something, or its folder is missing."""
    if os.path.lexists(path):
        raise UsageError(f"{path} is there already, and stays as it is. Choose another name.")
    if not path.absolute().parent.is_dir():
        raise UsageError(f"There is no folder {path.absolute().parent}; make it first.")


def edit_record(
    path: Path, deed: Callable[[Record], Record], today: date, notify: Notify = lambda message: None
) -> Record:
    """Read the file, change the record by ``deed``, write it; one at a time on this machine.

    Gives the new record; ``notify`` is told for whom one waits. Raises what ``read_record``,
    ``save_record``, ``file_lock`` and the deed raise.
    """
    if not path.absolute().parent.is_dir():
        raise NotFoundError(str(path))
    with file_lock(path, notify):
        record = deed(read_record(path))
        save_record(path, record, today)
    return record


def record_schema() -> dict[str, object]:
    """The JSON Schema of the file, for editors."""
    return TypeAdapter(Record).json_schema()
