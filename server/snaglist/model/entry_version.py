"""What an entry says as a row of small texts, which outlives the form that entries are written in.

Versions of entries are kept as such rows: a file of an edition is read for as long as there is a
catalogue, whatever fields and classes the program has by then.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from snaglist.model.entry import Arrow, Claim, Entry, Issue
from snaglist.model.witness import Stance, Witness

SHORT = 12
"""Digits of a version's hash in addresses."""


class VersionPart(NamedTuple):
    """One text of an entry: which field it is of, which item of that, and the words.

    ``key`` is a claim (``C1``), the issue that an arrow leads to, or a place; witnesses have the
    claim or the issue and the quote or finding (``C1 I07-Q004``).
    """

    field: str
    key: str
    text: str


Parts = tuple[VersionPart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryVersion:
    """An entry as it was for a while: in these editions, and now where ``current``.

    ``released`` is the day of the first edition that has it, None where none has.
    """

    entry: str
    digest: str
    parts: Parts
    editions: tuple[str, ...]
    released: date | None
    current: bool

    @property
    def short(self) -> str:
        """The beginning of the hash, as addresses have it."""
        return self.digest[:SHORT]

    @property
    def title(self) -> str:
        """What it was called."""
        return next((part.text for part in self.parts if part.field == "title"), self.entry)


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionRecord:
    """What every entry said in an edition: the digest of its text, by the entry's id."""

    version: str
    released: date
    entries: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PastEditions:
    """The editions that were written down, in the order of their release, and all texts in them."""

    records: tuple[EditionRecord, ...] = ()
    texts: Mapping[str, Parts]

    def record(self, version: str) -> EditionRecord | None:
        """The record of an edition; None where it was not written down."""
        return next((each for each in self.records if each.version == version), None)

    def versions(
        self, identifier: str, now: Entry | None, edition: str, released: date | None
    ) -> tuple[EntryVersion, ...]:
        """The versions of an entry, each text once, the latest last; empty for no entry.

        ``now`` is the entry as it is, and ``edition`` the one, of the day ``released``, that it is
        of unless that is written down already.
        """
        found: dict[str, list[EditionRecord]] = {}
        for record in self.records:
            if identifier in record.entries:
                found.setdefault(record.entries[identifier], []).append(record)
        parts = tuple(parts_of(now)) if now else ()
        current = digest_of(parts) if now else None
        if current:
            found.setdefault(current, [])
        # What is written down of an edition is what it said; anything else came after it.
        unwritten = edition not in {record.version for record in self.records}
        return tuple(
            EntryVersion(
                entry=identifier,
                digest=digest,
                parts=parts if digest == current else self.texts[digest],
                editions=(
                    *(record.version for record in records),
                    *((edition,) if digest == current and unwritten else ()),
                ),
                released=records[0].released if records else released if unwritten else None,
                current=digest == current,
            )
            for digest, records in sorted(found.items(), key=lambda each: each[0] == current)
        )


def digest_of(parts: Iterable[VersionPart]) -> str:
    """The SHA-256 of what is said, in hexadecimal digits."""
    text = json.dumps([list(part) for part in parts], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def parts_of(entry: Entry) -> Iterator[VersionPart]:
    """What an entry says, but for its history, its file, and names that are shown nowhere."""
    yield VersionPart("title", "", entry.title)
    yield from _each("also_called", entry.also_called)
    translations = entry.titles.by_language()
    yield from (VersionPart("title_in", code, name) for code, name in translations.items())
    yield VersionPart("status", "", entry.status.value)
    if entry.retired:
        yield VersionPart("retired", "", entry.retired.why)
        yield from _each("replaced_by", entry.retired.replaced_by)
    if isinstance(entry, Issue):
        yield VersionPart("category", "", entry.category)
    yield VersionPart("kind", "", entry.kind)
    yield from _each("phase", entry.phases)
    if isinstance(entry, Issue):
        yield from _each("source", entry.sources)
        yield from _each("artefact", entry.artefacts)
    yield VersionPart("definition", "", entry.definition)
    yield VersionPart("use_when", "", entry.use_when)
    for number, item in enumerate(entry.not_when, start=1):
        see = f" See {item.see}." if item.see else ""
        yield VersionPart("not_when", str(number), f"{item.text}{see}")
    for claim in entry.claims:
        yield from _claim(claim)
    if isinstance(entry, Issue):
        yield from _of_issue(entry)
    if entry.body.strip():
        yield VersionPart("story", "", entry.body.strip())


def _each(field: str, values: Iterable[str]) -> Iterator[VersionPart]:
    """A part for each of several values, which are their own keys."""
    return (VersionPart(field, value, value) for value in values)


def _claim(claim: Claim) -> Iterator[VersionPart]:
    key = claim.id.rpartition("-")[2]
    yield VersionPart(claim.type.value, key, claim.text)
    yield from (VersionPart("quality", f"{key} {value}", value) for value in claim.quality)
    yield from (VersionPart("felt_by", f"{key} {value}", value) for value in claim.felt_by)
    named = {
        "strategy": claim.strategy,
        "outcome": claim.outcome and claim.outcome.value,
        "cost": claim.cost,
    }
    yield from (VersionPart(field, key, value) for field, value in named.items() if value)
    yield from _witnesses(key, claim.witnesses)


def _of_issue(issue: Issue) -> Iterator[VersionPart]:
    for arrow in issue.leads_to:
        yield from _arrow(arrow)
    for number, question in enumerate(issue.questions, start=1):
        yield VersionPart("question", str(number), question.text)
        phases = ", ".join(question.phases)
        if phases:
            yield VersionPart("asked_in", str(number), phases)
    for mapping in issue.mappings:
        key = f"{mapping.relation.value} {mapping.to}"
        yield VersionPart("mapping", key, f"{mapping.why} ({mapping.by})")


def _arrow(arrow: Arrow) -> Iterator[VersionPart]:
    yield VersionPart("leads_to", arrow.issue, arrow.text)
    yield from _witnesses(arrow.issue, arrow.witnesses)


def _witnesses(key: str, witnesses: Iterable[Witness]) -> Iterator[VersionPart]:
    for each in witnesses:
        stance = "" if each.stance is Stance.SUPPORTS else each.stance.value
        words = " ".join(filter(None, (stance, each.note)))
        yield VersionPart("witness", f"{key} {each.ref}", words)


def witness_of(part: VersionPart) -> str | None:
    """The quote or finding that a part is about; None for other parts."""
    return part.key.rpartition(" ")[2] if part.field == "witness" else None
