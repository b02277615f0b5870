"""From the text of a file to the record in it, or to what is wrong with it, line by line.

The events are the record; ``file_layout`` has how they stand in a file.
"""

from pathlib import Path

from snaglist.reviews.conflict_marks import has_marks
from snaglist.reviews.file_checks import check_record
from snaglist.reviews.file_layout import FILE_FORMAT, PlacedEvent, flattened
from snaglist.reviews.hashing import event_id
from snaglist.reviews.record import Record
from snaglist.schema.finding import Finding
from snaglist.schema.located_yaml import Located
from snaglist.schema.report import FindingsError, Report
from snaglist.schema.validation import parse_located, validate

MOST_VALUES = 400_000
"""Values and names of fields in a file; even one of many short answers has fewer."""

LONGEST_SHOWN = 40
"""Letters of a wrong format that are repeated."""

RECORD_FIELDS = {"format", "id", "events", "review", "issues", "entries"}
PROFILE_FIELDS = {"title", "answers", "words"}
"""What a profile to begin a review with has: told apart, since people take one for the other."""

MOST_FINDINGS = 100
"""How much is said of a file that is wrong; each finding takes its time."""


def parse_record(text: str, name: str, *, check: bool = True) -> Record:
    """The record in the text of a file; ``name`` is the file's in findings.

    Raises ``FindingsError`` with line and mend for each thing that is wrong. Without ``check`` it
    is enough that the text has the form of a record.
    """
    return parse_with_lines(text, name, check)[0]


def parse_with_lines(text: str, name: str, check: bool) -> tuple[Record, Located]:
    """The same, with the data of the file and their lines, by their places in a record."""
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
        check_record(record, located, placed, str(path))
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
