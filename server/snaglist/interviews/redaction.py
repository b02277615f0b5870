"""Putting placeholders in the place of names, in a transcript and in what is said of it.

What was replaced is known to the letter, so each quote's new place is computed and not sought.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from snaglist.errors import UsageError
from snaglist.interviews.changes import Changes
from snaglist.interviews.interview_files import (
    InterviewFiles,
    open_interview,
    put_data,
    read_codings,
)
from snaglist.interviews.leaks import TIMES
from snaglist.interviews.name_key import PLACEHOLDER, NamedThing
from snaglist.interviews.name_matching import NameMatcher
from snaglist.interviews.quote_positions import (
    Interval,
    moved_codings,
    moved_quotes,
    moved_times,
)
from snaglist.schema.text_files import is_left_by_program

TEXT_FILES = (".md", ".yaml", ".yml", ".txt", ".tsv")
VERBATIM = ("exact", "prefix", "suffix")
"""Fields of a quote that have words of the transcript, cut anywhere, and go with it."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """Words at ``start`` to ``end`` of a text, and what stands in their place."""

    start: int
    end: int
    placeholder: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Redaction:
    """What replacing the names of a key does to an interview; nothing is written yet.

    ``grown`` are quotes that began or ended within a name and now hold its placeholder whole;
    ``elsewhere`` are places (file, line) outside of the interview where a name stands too.
    """

    changes: Changes
    replaced: int
    by_placeholder: dict[str, int]
    quotes: tuple[str, ...]
    grown: tuple[str, ...]
    elsewhere: tuple[tuple[str, int], ...]


class RedactedText:
    """A text with its replacements, and where each of its places went."""

    def __init__(self, text: str, replacements: Sequence[Replacement]) -> None:
        self.replacements = replacements
        self.old = text
        parts, at = [], 0
        self._ends: list[tuple[int, int]] = [(0, 0)]
        for each in replacements:
            parts += [text[at : each.start], each.placeholder]
            at = each.end
            self._ends.append((at, sum(map(len, parts[-2:])) + self._ends[-1][1]))
        self.text = "".join([*parts, text[at:]])

    def place(self, interval: Interval) -> Interval:
        """Where a stretch is now; one that begins or ends within a name holds it whole."""
        return Interval(self._at(interval.start, 0), self._at(interval.end, 1))

    def cuts(self, interval: Interval) -> bool:
        """Whether a stretch begins or ends within a name."""
        edges = (interval.start, interval.end)
        return any(r.start < edge < r.end for r in self.replacements for edge in edges)

    def _at(self, position: int, is_end: int) -> int:
        before = bisect_left(self._ends, position, key=lambda ends: ends[0])
        if before == len(self._ends) or self._ends[before][0] > position:
            before -= 1
        old, new = self._ends[before]
        if before < len(self.replacements):
            each = self.replacements[before]
            if each.start < position < each.end:
                start = new + each.start - old
                return start + len(each.placeholder) if is_end else start
        return new + position - old


def plan_redaction(catalog: Path, interview: str, things: Sequence[NamedThing]) -> Redaction:
    """What replacing the names of a key changes.

    Raises as ``open_interview`` does, and ``UsageError`` where parts of names are several people's
    or a file cannot be changed.
    """
    changes = Changes(catalog)
    files = open_interview(changes, interview)
    matcher = NameMatcher(things)
    found = replacements(files.text, matcher, files.transcript_path)
    redacted = RedactedText(files.text, _bare_in_labels(files, found))
    quotes = files.quotes["quotes"]
    places = [Interval(quote["start"], quote["end"]) for quote in quotes]
    moved = moved_quotes(files.quotes, redacted.text, redacted.place)
    moved["quotes"] = [
        {**_renamed(quote, matcher, files.quotes_path), **{name: quote[name] for name in VERBATIM}}
        for quote in moved["quotes"]
    ]
    changes.put(files.transcript_path, redacted.text)
    put_data(changes, files.quotes_path, moved)
    put_data(changes, files.metadata_path, _metadata(files, redacted, matcher, things))
    for path in files.codings_paths:
        codings = moved_codings(read_codings(changes, path), redacted.text, redacted.place)
        # What was coded has placeholders already; what coders wrote of it is looked through.
        codings["codings"] = [
            {**_renamed(coding, matcher, path), "exact": coding["exact"]}
            for coding in codings["codings"]
        ]
        put_data(changes, path, codings)
    times = changes.text(files.folder / TIMES)
    if times is not None:
        kept, _ = moved_times(times, lambda at: redacted.place(Interval(at, at + 1)).start)
        changes.put(files.folder / TIMES, kept)
    counts: dict[str, int] = {}
    for each in redacted.replacements:
        counts[each.placeholder] = counts.get(each.placeholder, 0) + 1
    return Redaction(
        changes=changes,
        replaced=len(redacted.replacements),
        by_placeholder=counts,
        quotes=tuple(
            old["id"] for old, new in zip(quotes, moved["quotes"], strict=True) if old != new
        ),
        grown=tuple(
            quote["id"] for quote, place in zip(quotes, places, strict=True) if redacted.cuts(place)
        ),
        elsewhere=tuple(_elsewhere(changes, matcher)),
    )


def replacements(text: str, matcher: NameMatcher, path: Path) -> list[Replacement]:
    """The names in a text with what goes in their place; line ends stay.

    Raises ``UsageError`` for what may be the name of one or another.
    """
    found, unclear = [], []
    for match in matcher.find(text):
        if len(match.placeholders) > 1:
            unclear.append(f"{path}:{text.count(chr(10), 0, match.start) + 1}")
        # A name over two lines becomes a placeholder on each: corrections and sections count lines.
        breaks = [at for at in range(match.start, match.end) if text[at] == "\n"]
        edges = [match.start - 1, *breaks, match.end]
        for before, end in pairwise(edges):
            words = text[before + 1 : end]
            start = before + 1 + len(words) - len(words.lstrip())
            if words.strip():
                end = start + len(words.strip())
                found.append(Replacement(start, end, match.placeholders[0]))
    if unclear:
        raise UsageError(
            f"A part of several names stands at {', '.join(dict.fromkeys(unclear))}. Give it a "
            "line of its own in the key, with the placeholder that is meant. Nothing was changed."
        )
    return found


def _bare(each: Replacement) -> Replacement:
    """The same without brackets: a label is no place where words were withheld."""
    return Replacement(each.start, each.end, each.placeholder.strip("[]"))


def _bare_in_labels(files: InterviewFiles, found: Sequence[Replacement]) -> list[Replacement]:
    """The replacements in a transcript, those within labels of speakers without brackets."""
    labels = [str(label) for each in files.metadata["speakers"] for label in each["labels"]]
    pattern = "|".join(r"\s+".join(map(re.escape, label.split())) for label in labels)
    spans = [each.span() for each in re.finditer(rf"(?<!\w)(?:{pattern})(?=\s*[:：])", files.text)]
    return [
        _bare(each)
        if any(start <= each.start and each.end <= end for start, end in spans)
        else each
        for each in found
    ]


def _renamed(value: Any, matcher: NameMatcher, path: Path) -> Any:
    """Data with the names in their texts replaced; what is the transcript's has none any more."""
    if isinstance(value, dict):
        return {name: _renamed(inner, matcher, path) for name, inner in value.items()}
    if isinstance(value, list):
        return [_renamed(inner, matcher, path) for inner in value]
    if isinstance(value, str):
        return RedactedText(value, replacements(value, matcher, path)).text
    return value


def _metadata(
    files: InterviewFiles,
    redacted: RedactedText,
    matcher: NameMatcher,
    things: Sequence[NamedThing],
) -> dict[str, Any]:
    """The data of interview.yaml: names replaced, and each new placeholder listed by its line."""
    data = _renamed(files.metadata, matcher, files.metadata_path)
    for speaker, old in zip(data["speakers"], files.metadata["speakers"], strict=True):
        speaker["labels"] = [
            RedactedText(
                label,
                [_bare(each) for each in replacements(label, matcher, files.metadata_path)],
            ).text
            for label in old["labels"]
        ]
    kinds = {thing.placeholder: thing.kind for thing in things}
    lines = redacted.text.split("\n")
    listed = [dict(each) for each in data.get("redactions") or []]
    known = {(each.get("line"), each.get("placeholder")): each for each in listed}
    for line, placeholder in _new_places(files.text, redacted):
        count = lines[line - 1].count(placeholder)
        entry = known.get((line, placeholder))
        if entry is None:
            entry = {"line": line, "placeholder": placeholder, "kind": kinds[placeholder]}
            known[line, placeholder] = entry
            listed.append(entry)
        if count != entry.get("count", 1):
            entry["count"] = count
    if listed:
        data["redactions"] = listed
    return dict(data)


def _new_places(text: str, redacted: RedactedText) -> list[tuple[int, str]]:
    """Line and placeholder of each replacement, each once."""
    places = [
        (text.count("\n", 0, each.start) + 1, each.placeholder)
        for each in redacted.replacements
        if PLACEHOLDER.fullmatch(each.placeholder)
    ]
    return list(dict.fromkeys(places))


def _elsewhere(changes: Changes, matcher: NameMatcher) -> list[tuple[str, int]]:
    """Where names of the key stand in the catalogue as it would be, the interview included."""
    found = []
    for path in sorted(changes.catalog.rglob("*")):
        relative = path.relative_to(changes.catalog)
        if path.suffix not in TEXT_FILES or any(map(is_left_by_program, relative.parts)):
            continue
        text = changes.text(path) if path.is_file() else None
        lines = (
            {text.count("\n", 0, match.start) + 1 for match in matcher.find(text or "")}
            if text
            else ()
        )
        found += [(relative.as_posix(), line) for line in sorted(lines)]
    return found
