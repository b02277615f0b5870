"""times.tsv beside a transcript: when in the recording its words were said."""

import re
from collections.abc import Iterable
from pathlib import Path

from snaglist.schema.report import Report
from snaglist.schema.text_files import read_text

HEADER = "code_point\tmilliseconds"
_ROW = re.compile(r"([0-9]{1,9})\t([0-9]{1,12})", re.ASCII)


def read_times(path: Path, length: int, report: Report) -> tuple[tuple[int, int], ...]:
    """Rows of code point and milliseconds, in order of the transcript, which has ``length``.

    There need not be such a file. Times may step back, for cues may overlap; places may not.
    """
    if not path.exists() or (text := read_text(path, report)) is None:
        return ()
    head, *lines = text.rstrip("\n").split("\n")
    if head != HEADER:
        report.add("times-place", path, 1, f"the first line is {head[:40]!r}, not {HEADER!r}.")
        return ()
    found: list[tuple[int, int]] = []
    for number, line in enumerate(lines, start=2):
        row = _ROW.fullmatch(line)
        if row is None or not (found[-1][0] if found else -1) < int(row[1]) < length:
            message = f"{line[:40]!r} is no place after the one before, with a time."
            report.add("times-place", path, number, message)
            return ()
        found.append((int(row[1]), int(row[2])))
    return tuple(found)


def times_text(times: Iterable[tuple[int, int]]) -> str:
    """The text of a times.tsv."""
    return "".join(f"{line}\n" for line in [HEADER, *(f"{at}\t{ms}" for at, ms in times)])
