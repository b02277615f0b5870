"""Codings become quotes: words that claims may rest on, each place once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from snaglist.coding.desk import CodingDesk, FoundCoding
from snaglist.errors import NotFoundError, UsageError
from snaglist.interviews.changes import Changes
from snaglist.model.catalogue import entry_id
from snaglist.model.interview import Standing
from snaglist.schema.located_yaml import YamlError, parse_yaml
from snaglist.schema.report import Report
from snaglist.schema.text_files import list_children
from snaglist.schema.yaml_edits import RewriteError
from snaglist.schema.yaml_rewrite import rewritten, with_items
from snaglist.sources.entries import CLAIM_LISTS, FENCE, is_entry
from snaglist.sources.rules import RULES
from snaglist.sources.scaffolds import QuoteFinder


@dataclass(frozen=True, slots=True, kw_only=True)
class Promoted:
    """A quote made of the codings of one place, or the one that was there (``is_new`` False)."""

    quote: str
    is_new: bool
    line: int
    exact: str
    codes: tuple[str, ...]
    codings: tuple[str, ...]


def promote(
    desk: CodingDesk,
    chosen: Iterable[FoundCoding],
    *,
    standing: Standing | None = None,
    claim: str | None = None,
) -> list[Promoted]:
    """Make a quote of each place that was coded, and let ``claim`` (``SNAG-001-C1``) rest on them.

    Codings of one place become one quote, with the names of all their coders. ``standing`` is for
    those whose coders say none, or differ. Nothing is written yet: see ``desk.changes``.

    Raises ``UsageError`` for words that are no participant's, for a standing that is not clear, and
    for a file that cannot be changed; ``NotFoundError`` for no such claim.
    """
    ordered = sorted(chosen, key=lambda e: (e.interview, e.coding.start, e.coding.end, e.coder))
    promoted = []
    for interview, group in groupby(ordered, key=lambda each: each.interview):
        promoted += _Quotes(desk, interview).promote(list(group), standing)
    if claim and promoted:
        add_witnesses(desk.changes, claim, [each.quote for each in promoted])
    return promoted


class _Quotes:
    """The quotes of one interview, to which those of codings are added."""

    def __init__(self, desk: CodingDesk, interview: str) -> None:
        self.desk, self.changes = desk, desk.changes
        self.finder = QuoteFinder(desk.catalog, interview)
        self.path = self.finder.folder / "quotes.yaml"
        text = self.changes.text(self.path)
        self.text = text or f"interview: {interview}\ntranscript_sha256: {self.finder.sha256}\n"
        try:
            records = (parse_yaml(self.text).data.get("quotes") or []) if text else []
            self.known = {(each["start"], each["end"]): str(each["id"]) for each in records}
        except (YamlError, AttributeError, KeyError, TypeError) as error:
            raise UsageError(f"{self.path} is not in order: snag check --quick.") from error
        if not text:
            self.text += "quotes:\n"
        self.number = self.finder.next_number()

    def promote(self, found: Sequence[FoundCoding], standing: Standing | None) -> list[Promoted]:
        promoted, records = [], []
        for place, group in groupby(found, key=lambda each: (each.coding.start, each.coding.end)):
            joined = list(group)
            name = self.known.get(place)
            if name is None:
                name = f"{self.finder.interview}-Q{self.number:03}"
                records.append(self._record(joined, standing))
                self.number += 1
            first = joined[0].coding
            promoted.append(
                Promoted(
                    quote=name,
                    is_new=place not in self.known,
                    line=first.line,
                    exact=first.exact,
                    codes=tuple(dict.fromkeys(c for each in joined for c in each.coding.codes)),
                    codings=tuple(each.coding.id for each in joined),
                )
            )
        if records:
            self._write(records)
        return promoted

    def _record(self, joined: Sequence[FoundCoding], standing: Standing | None) -> str:
        """The record of a new quote, as an item of quotes.yaml without its hyphen."""
        coding = joined[0].coding
        passage = self.finder.passage(coding.start, coding.end)
        if passage is None:
            raise UsageError(f"{coding.id}: nobody says the words at line {coding.line}.")
        if standing is None:
            standings = {each.coding.standing for each in joined} - {None}
            if len(standings) != 1:
                why = "differ on" if standings else "do not say"
                names = ", ".join(each.coding.id for each in joined)
                raise UsageError(
                    f"The coders of {names} {why} the standing. "
                    "Give it: --standing volunteered, or prompted."
                )
            (standing,) = standings
        assert standing is not None
        names = " and ".join(dict.fromkeys(self.desk.coder(each.coder).name for each in joined))
        record = self.finder.record(passage, self.number, coder=names, standing=standing)
        return "\n".join(line[4:] for line in record.splitlines())

    def _write(self, records: Sequence[str]) -> None:
        # Where records are set apart by empty lines, new ones are, too.
        apart = "\n\n  - id:" in self.text
        end = len(self.known)
        try:
            for record in records:
                self.text = with_items(self.text, "quotes", [(end, record)])
                if apart and end:
                    first = f"  - {record.splitlines()[0]}\n"
                    self.text = self.text.replace(first, f"\n{first}", 1)
                end += 1
        except (RewriteError, YamlError) as error:
            message = f"{self.path} cannot be changed by a program: {error}. Nothing was changed."
            raise UsageError(message) from error
        self.changes.put(self.path, self.text)


def add_witnesses(changes: Changes, claim: str, quotes: Sequence[str]) -> None:
    """Let a claim, as ``SNAG-001-C1``, rest on quotes too; comments of its file stay.

    Raises ``NotFoundError`` for no such claim, ``UsageError`` where its file cannot be changed.
    """
    path = _entry_path(changes.catalog, claim)
    text = changes.text(path) or ""
    parts = FENCE.match(text)
    if parts is None:
        raise UsageError(f"{path} has no front matter. snag check --quick says what else is wrong.")
    try:
        data = parse_yaml(parts[1]).data
        found = _claim(data, claim.rpartition("-")[2])
        if found is None:
            raise NotFoundError(claim)
        cited = {witness.get("quote") for witness in found["witnesses"]}
        found["witnesses"] += [{"quote": name} for name in quotes if name not in cited]
        front = rewritten(parts[1], data)
    except (YamlError, RewriteError, AttributeError, KeyError, TypeError) as error:
        raise UsageError(f"{path} cannot be changed by a program ({error}).") from error
    changes.put(path, text[: parts.start(1)] + front + text[parts.end(1) :])


def _entry_path(catalog: Path, claim: str) -> Path:
    entry, report = entry_id(claim), Report(catalog, RULES)
    for part in ("issues", "strategies"):
        for path in list_children(catalog / part, report, is_entry):
            if entry and (path.stem == entry or path.stem.startswith(f"{entry}-")):
                return path
    raise NotFoundError(claim)


def _claim(data: Mapping[str, Any], name: str) -> dict[str, Any] | None:
    """The claim with this id in the data of an entry."""
    claims = (claim for group in CLAIM_LISTS for claim in data.get(group) or [])
    return next((claim for claim in claims if claim["id"] == name), None)
