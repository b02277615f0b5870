"""A review as a file in a team's repository: YAML that people read, and merge, and that git keeps.

The events are the record; ``file_layout`` has how they stand in it.
"""

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from snaglist.errors import NotFoundError, SnaglistError, UsageError
from snaglist.reviews.conflict_marks import has_marks
from snaglist.reviews.file_layout import FILE_FORMAT, PlacedEvent, flattened, write_layout
from snaglist.reviews.file_lock import Notify, file_lock
from snaglist.reviews.hashing import event_id, mismatched_entries, unnamed_entries
from snaglist.reviews.record import Record, issue_of
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

LONGEST_SHOWN = 40
"""Letters of a wrong format that are repeated."""

RECORD_FIELDS = {"format", "id", "events", "review", "issues", "entries"}
PROFILE_FIELDS = {"title", "answers", "words"}
"""What a profile to begin a review with has: told apart, since people take one for the other."""

MOST_FINDINGS = 100
"""How much is said of a file that is wrong; each finding takes its time."""


def write_record(record: Record) -> str:
    """The record as the text of a file; read again, it is the same.

    Raises ``RecordError`` for a record whose events do not follow from each other.
    """
    rebuild(record)
    return write_layout(record)


def read_record(path: Path, *, check: bool = True) -> Record:
    """The record in a file.

    Raises ``FindingsError`` with line and mend for each thing that is wrong, ``NotFoundError``
    without such a file, ``UsageError`` for one that is too large. Without ``check`` it is enough
    that the file has the form of a record.
    """
    return parse_record(read_text(path), str(path), check=check)


def read_with_lines(path: Path) -> tuple[Record, Callable[..., int]]:
    """The record in a file, and a function from an event's number (from 1) to its line.

    What follows the number is the way to a part of the event, as ``"answer", "evidence", 0``.
    Raises as ``read_record`` does.
    """
    record, located = _parsed(read_text(path), str(path), check=True)
    return record, lambda number, *part: located.line(("events", number - 1, *part))


def read_text(path: Path) -> str:
    """The text of a file.

    Raises ``NotFoundError`` without it, ``UsageError`` for one that is too large or not UTF-8,
    ``SnaglistError`` for one that cannot be read.
    """
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
    if has_marks(text):
        mend = "Join the two sides: snag review join FILE."
        raise FindingsError((Finding(name, 0, "review", "git left conflict marks here.", mend),))
    located = parse_located(text, 1, path, report, MOST_VALUES)
    if located and not isinstance(located.data, dict):
        report.add("review", path, 1, "this is no review.", "Begin one with snag review new.")
    elif (
        located and not located.data.keys() & RECORD_FIELDS and located.data.keys() & PROFILE_FIELDS
    ):
        message = "this is a profile, and no review."
        report.add("review", path, 1, message, f"Begin one: snag review new FILE --profile {name}.")
    elif located:
        found = _record(located, path, report, check)
        if found:
            return found
    raise FindingsError(tuple(sorted(set(report.findings))))


def _record(
    located: Located, path: Path, report: Report, check: bool
) -> tuple[Record, Located] | None:
    """The record in the data of a file, and the lines of it; None with findings.

    Raises ``FindingsError`` for what is wrong with a record that has the form of one.
    """
    placed: list[PlacedEvent] = []
    found = located.data.get("format", 1)
    if found not in (1, FILE_FORMAT):
        shown = repr(found) if len(repr(found)) < LONGEST_SHOWN else "something else"
        message = f"'format' is {shown}; should be 1 or {FILE_FORMAT}."
        report.add("field-value", path, located.line(("format",)), message)
        return None
    if found == FILE_FORMAT:
        flat = flattened(located, path, report)
        if flat is None:
            return None
        located, placed = flat
    elif "numbers" in located.data:  # which a record has, and no file
        report.add("field-unknown", path, 1, "the field 'numbers' is not part of the format.")
    record = validate(Record, _untagged(located), path, report, MOST_FINDINGS)
    if record is None or report.findings:
        return None
    if placed:
        record, located, placed = _in_order(record, located, placed)
    if check:
        _check(record, located, placed, str(path))
    return record, located


def _in_order(
    record: Record, located: Located, placed: list[PlacedEvent]
) -> tuple[Record, Located, list[PlacedEvent]]:
    """The events by their numbers; of those with the same one, by their time and then their id."""
    keys = [
        (where.number, event.at, event_id(event))
        for where, event in zip(placed, record.events, strict=True)
    ]
    order = sorted(range(len(keys)), key=keys.__getitem__)
    numbers = tuple(placed[at].number for at in order)
    plain = numbers == tuple(range(1, len(numbers) + 1))
    update = {
        "events": tuple(record.events[at] for at in order),
        "numbers": () if plain else numbers,
    }
    lines = {loc: line for loc, line in located.lines.items() if loc[:1] != ("events",)}
    new = {at: place for place, at in enumerate(order)}
    lines |= {
        ("events", new[int(loc[1])], *loc[2:]): line
        for loc, line in located.lines.items()
        if loc[:1] == ("events",) and loc[1:]
    }
    placed = [placed[at] for at in order]
    return record.model_copy(update=update), Located(located.data, lines), placed


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


def _check(record: Record, located: Located, placed: list[PlacedEvent], name: str) -> None:
    """What no schema can say: the events follow from each other, the entries are as hashed."""
    wrong = list(_misplaced(record, placed, name))
    wrong += [
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


def _misplaced(record: Record, placed: list[PlacedEvent], name: str) -> Iterator[Finding]:
    """Events that stand under another issue than theirs, or that are not as their ids say."""
    for event, where in zip(record.events, placed, strict=False):
        did = f"event {where.number}, {event.did} by {event.by},"
        issue = issue_of(event)
        if issue != where.issue:
            right = f"under {issue}, below 'issues'" if issue else "below 'review'"
            yield Finding(
                name, where.line, "review-event", f"{did} stands in the wrong place.",
                f"Put it {right}.",
            )  # fmt: skip
        elif event_id(event) != where.id:
            yield Finding(
                name, where.line, "review-event", f"{did} is not as its id {where.id} says.",
                "Undo the edit; git has the event as it was.",
            )  # fmt: skip


def save_record(path: Path, record: Record) -> None:
    """Write the file in one step, so that a reader finds the old one or the new one, whole.

    Raises ``UsageError`` where it would be larger than what is read again, and ``SnaglistError``
    where it cannot be written; the file is as it was then.
    """
    text = write_record(record)
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


def begin_file(path: Path, record: Record) -> None:
    """Write a new file; raises as ``check_free``, ``file_lock`` and ``save_record`` do."""
    check_free(path)
    with file_lock(path):
        check_free(path)
        save_record(path, record)


def check_free(path: Path) -> None:
    """Raise ``UsageError`` where a new file would replace something, or its folder is missing."""
    if os.path.lexists(path):
        raise UsageError(f"{path} is there already, and stays as it is. Choose another name.")
    if not path.absolute().parent.is_dir():
        raise UsageError(f"There is no folder {path.absolute().parent}; make it first.")


def edit_record(
    path: Path,
    deed: Callable[[Record], Record],
    notify: Notify = lambda message: None,
    read: Callable[[Path], Record] = read_record,
) -> Record:
    """Read the file, change the record by ``deed``, write it; one at a time on this machine.

    Gives the new record; ``notify`` is told for whom one waits, ``read`` reads the file. Raises
    what ``read_record``, ``save_record``, ``file_lock`` and the deed raise.
    """
    if not path.absolute().parent.is_dir():
        raise NotFoundError(str(path))
    with file_lock(path, notify):
        record = deed(read(path))
        save_record(path, record)
    return record
