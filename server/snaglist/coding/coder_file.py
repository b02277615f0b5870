"""A coder's file of one interview, opened to be changed; what is not changed stays as it is."""

import hashlib
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from snaglist.coding.yaml_lines import put_attributes, yaml_line
from snaglist.errors import NotFoundError, UsageError
from snaglist.interviews.changes import Changes
from snaglist.model.catalogue import nearest_names
from snaglist.model.interview import Standing
from snaglist.schema.located_yaml import YamlError, parse_yaml
from snaglist.schema.report import Report
from snaglist.schema.validation import FormFile, parse_located, validate
from snaglist.schema.yaml_edits import RewriteError
from snaglist.schema.yaml_rewrite import rewritten, with_items
from snaglist.sources.coding_forms import CodingForm, CodingsForm
from snaglist.sources.codings import codings_path
from snaglist.sources.interviews import Transcript, read_transcript
from snaglist.sources.rules import RULES

HEAD = """\
# What {coder} coded in {interview}, in the order of the transcript. snag code writes it.
interview: {interview}
coder: {coder}
transcript_sha256: {sha256}
codings:
"""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a transcript, in code points; ``end`` is exclusive."""

    start: int
    end: int


class CoderFile:
    """The codings of one coder in one interview; changes are written by ``changes``."""

    def __init__(self, changes: Changes, interview: str, coder: str) -> None:
        """Opens the file, or begins one.

        Raises ``NotFoundError`` for no such interview, ``FindingsError`` for a transcript or a file
        that cannot be read.
        """
        self.changes, self.interview, self.coder = changes, interview, coder
        self.path = codings_path(changes.catalog, interview, coder)
        self.transcript = open_transcript(changes.catalog, interview)
        head = HEAD.format(interview=interview, coder=coder, sha256=self.transcript.sha256)
        self._set(changes.text(self.path) or head)

    @property
    def codings(self) -> tuple[CodingForm, ...]:
        """The codings as the file has them."""
        return tuple(self.form.codings)

    def coding(self, identifier: str) -> CodingForm:
        """One coding; raises ``NotFoundError``."""
        for each in self.form.codings:
            if each.id == identifier:
                return each
        raise NotFoundError(
            identifier, nearest_names(identifier, [each.id for each in self.codings])
        )

    def put(
        self,
        passage: Passage,
        codes: tuple[str, ...],
        *,
        today: date,
        standing: Standing | None = None,
        memo: str | None = None,
        blind: bool = True,
    ) -> CodingForm:
        """Code a passage; the coding as it now is.

        A passage that the coder coded already gets further codes; a standing or memo that is given
        takes the place of the old one. Raises ``UsageError`` for a passage that is none, and for
        one that was handed in.
        """
        exact = self.transcript.text[passage.start : passage.end]
        if not exact.strip() or passage.end > len(self.transcript.text) or passage.start < 0:
            raise UsageError(f"{self.interview} has no words at {passage.start} to {passage.end}.")
        if not codes:
            raise UsageError("Which code? Name an issue, a strategy or a code of the codebook.")
        for each in self.codings:
            if each.at == (passage.start, passage.end):
                return self._joined(each, codes, standing, memo)
        taken = {each.id for each in self.codings}
        coding = CodingForm(
            id=free_id((self.coder, self.interview, passage.start, passage.end, exact), taken),
            at=(passage.start, passage.end),
            exact=exact,
            codes=list(dict.fromkeys(codes)),
            standing=standing,
            memo=memo,
            on=today,
            blind=blind,
        )
        self.add_all([coding])
        return coding

    def add_all(self, codings: Iterable[CodingForm]) -> None:
        """Write new codings, each at its place in the order of the transcript."""
        places = sorted(each.at for each in self.codings)
        added = sorted(codings, key=lambda each: (each.at, each.id))
        lines = [(bisect_right(places, each.at), coding_line(each)) for each in added]
        self._change(lambda text: with_items(text, "codings", lines))

    def _joined(
        self,
        old: CodingForm,
        codes: tuple[str, ...],
        standing: Standing | None,
        memo: str | None,
    ) -> CodingForm:
        """The coding with further codes, and with what else was given."""
        more = [code for code in dict.fromkeys(codes) if code not in old.codes]
        if more:
            self.refuse_handed_in(old.id)
        given: dict[str, Any] = {"codes": [*old.codes, *more]} if more else {}
        given |= {"standing": standing.value} if standing else {}
        given |= {"memo": memo} if memo else {}
        return self.replace(old.id, **given)

    def replace(self, identifier: str, **fields: Any) -> CodingForm:
        """Give fields of a coding other values; None takes one out. Raises ``NotFoundError``."""
        self.coding(identifier)

        def changed(data: Any) -> None:
            for item in data["codings"]:
                if item["id"] == identifier:
                    item.update(fields)
                    for name in [name for name, value in item.items() if value is None]:
                        del item[name]

        self._rewrite(changed)
        return self.coding(identifier)

    def remove(self, identifier: str) -> None:
        """Take a coding out; raises ``NotFoundError``, and ``UsageError`` when handed in."""
        self.coding(identifier)
        self.refuse_handed_in(identifier)

        def changed(data: Any) -> None:
            data["codings"] = [each for each in data["codings"] if each["id"] != identifier]

        self._rewrite(changed)

    def hand_in(self, day: date) -> None:
        """Say that the coder is done; raises ``UsageError`` where they said so before."""
        if self.form.handed_in:
            raise UsageError(f"{self.coder} handed {self.interview} in on {self.form.handed_in}.")
        lines = self.text.splitlines(keepends=True)
        at = self.source.line("transcript_sha256")
        self._change(lambda _: "".join([*lines[:at], f"handed_in: {day}\n", *lines[at:]]))

    def refuse_handed_in(self, identifier: str) -> None:
        """Raise ``UsageError`` for a coding that was handed in: it stays what it was then."""
        if self.form.handed_in and self.coding(identifier).blind:
            raise UsageError(
                f"{identifier} was handed in on {self.form.handed_in} and stays as it is, so that "
                "agreement can be computed on it. Code other words, or write a memo."
            )

    def _rewrite(self, change: Callable[[Any], None]) -> None:
        def edited(text: str) -> str:
            data = parse_yaml(text).data
            change(data)
            return rewritten(text, data)

        self._change(edited)

    def _change(self, edit: Callable[[str], str]) -> None:
        try:
            text = edit(self.text)
        except (RewriteError, YamlError) as error:
            message = f"{self.path} cannot be changed by a program: {error}. Nothing was changed."
            raise UsageError(message) from error
        self._set(text)
        self.changes.put(self.path, text)
        put_attributes(self.changes)

    def _set(self, text: str) -> None:
        """Take a text for the file's; raises ``FindingsError`` for one that is not of the form."""
        report = Report(self.changes.catalog, RULES)
        located = parse_located(text, 1, self.path, report)
        form = validate(CodingsForm, located, self.path, report) if located else None
        report.raise_if_any()
        assert located is not None  # what is wrong is a finding
        assert form is not None
        self.text, self.form = text, form
        self.source = FormFile(self.path, form, located)


def free_id(marked: Iterable[str | int], taken: Collection[str]) -> str:
    """The id of a coding: a hash of coder, interview, start, end and words; unless it is taken."""
    parts, salt = list(marked), 0
    while True:
        whole = "\n".join(map(str, [*parts, salt]))
        found = f"c{hashlib.sha256(whole.encode()).hexdigest()[:10]}"
        if found not in taken:
            return found
        salt += 1


def coding_line(coding: CodingForm) -> str:
    """A coding as its line of the file has it, without the hyphen."""
    return yaml_line(
        {
            "id": coding.id,
            "at": coding.at,
            "exact": coding.exact,
            "codes": tuple(coding.codes),
            "standing": coding.standing.value if coding.standing else None,
            "memo": coding.memo,
            "on": coding.on,
            "blind": None if coding.blind else False,
        }
    )


def open_transcript(catalog: Path, interview: str) -> Transcript:
    """The text of an interview; raises ``NotFoundError``, ``FindingsError`` for a broken one."""
    report = Report(catalog, RULES)
    folder = catalog / "interviews" / interview
    if not (folder / "interview.yaml").is_file():
        known = [path.parent.name for path in catalog.glob("interviews/*/interview.yaml")]
        raise NotFoundError(interview, nearest_names(interview, known))
    transcript = read_transcript(folder / "transcript.txt", report)
    report.raise_if_any()
    assert transcript is not None  # that is a finding
    return transcript
