"""One coder at work, with the files of the catalogue as they are at each moment.

It writes what ``snag code`` writes. Each change names the version of the file that it was made
against; of another one, nothing is written.
"""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

from snaglist.coding.coded_files import CodedFiles
from snaglist.coding.coder_file import CoderFile
from snaglist.coding.desk import CodingDesk
from snaglist.coding.marking import find_place, mark, refuse_waiting, typed_code
from snaglist.errors import UsageError
from snaglist.model.coding import Coding, shows_codings
from snaglist.model.coding_sheet import (
    CodedCount,
    CodingDifference,
    CodingSheet,
    Marking,
    SheetSpeaker,
    StaleSheetError,
)
from snaglist.model.interview import Standing
from snaglist.schema.report import FindingsError
from snaglist.sources.coding_forms import CodingForm
from snaglist.sources.codings import (
    coding_of,
    codings_path,
)
from snaglist.sources.scaffolds import new_entry

MOST_VERSIONS = 50
"""Versions of files that are remembered, so that it can be said what changed since."""

MOST_REMOVED = 20
"""Codings of an interview that were taken out and can be put back."""


class CodingEditor:
    """The interviews as one coder codes them; every method may be called by any thread."""

    def __init__(
        self, catalog: Path, coder: str | None = None, today: Callable[[], date] = date.today
    ) -> None:
        """Raises ``UsageError`` where nobody is declared or meant, as ``CodingDesk.coder``."""
        self.catalog, self._today = catalog.resolve(), today
        found = CodingDesk(catalog).coder(coder)
        self.coder, self.name = found.id, found.name
        self._lock = threading.RLock()
        self._read = CodedFiles(self.catalog)
        self._versions: OrderedDict[str, tuple[Coding, ...]] = OrderedDict()
        self._removed: dict[str, list[CodingForm]] = {}

    def counts(self) -> tuple[CodedCount, ...]:
        """How far the coder is with each interview."""
        with self._lock:
            folders = self.catalog.glob("interviews/*/interview.yaml")
            return tuple(self._count(path.parent.name) for path in sorted(folders))

    def sheet(self, interview: str) -> CodingSheet:
        """An interview to code, as its files are now.

        Raises ``NotFoundError`` for none, ``FindingsError`` for a transcript that cannot be read.
        """
        with self._lock:
            finder, desk = self._read.finder(interview), self._read.desk()
            speakers = {
                each.id: SheetSpeaker(label=each.label, role=each.role.value)
                for each in finder.speakers.values()
            }
            sheet = CodingSheet(
                interview=interview,
                coder=self.coder,
                language=finder.language,
                turns=tuple(finder.turns),
                speakers=speakers,
                version=_version(self._bytes(interview)),
                codebook=tuple(desk.codebook.codes),
                entries=self._read.titles(),
                removed=self._removed_codings(interview, finder.text),
            )
            return self._with_codings(sheet)

    def words_at(self, interview: str, line: int) -> str:
        """What is said on a line of the transcript; empty where nothing is."""
        with self._lock:
            lines = [
                words
                for turn in self._read.finder(interview).turns
                for part in turn.stretches
                for number, words in enumerate(part.text.split("\n"), start=part.line)
                if number == line
            ]
        return " ".join(" ".join(lines).split())

    def add(self, interview: str, version: str, marking: Marking, issue: str | None = None) -> str:
        """Code words; the id of the coding. ``issue`` is the title of a new one to draft.

        Raises ``StaleSheetError``, and ``SnaglistError`` as ``mark`` does. Nothing is written then.
        """
        with self._changed(interview, version) as (desk, _):
            codes = tuple(typed_code(desk, typed) for typed in marking.codes)
            marking = replace(marking, codes=codes)
            if not issue:
                coding, _ = mark(desk, interview, self.coder, marking, self._today())
                desk.changes.write()
            else:
                refuse_waiting(desk, interview, self.coder)
                find_place(self._read.finder(interview), marking)
                coding = self._with_draft(desk, interview, marking, issue)
            return coding.id

    def change(
        self,
        interview: str,
        version: str,
        coding: str,
        *,
        standing: Standing | None,
        memo: str | None,
    ) -> None:
        """Give a coding another standing and memo; None for none. Raises as ``add`` does."""
        with self._changed(interview, version) as (desk, file):
            if file.coding(coding).standing != standing:
                file.refuse_handed_in(coding)
            file.replace(coding, standing=standing.value if standing else None, memo=memo)
            desk.changes.write()

    def remove(self, interview: str, version: str, coding: str) -> None:
        """Take a coding out, which ``put_back`` can undo. Raises as ``add`` does."""
        with self._changed(interview, version) as (desk, file):
            taken = file.coding(coding)
            file.remove(coding)
            desk.changes.write()
            kept = self._removed.setdefault(interview, [])
            self._removed[interview] = [taken, *kept][:MOST_REMOVED]

    def put_back(self, interview: str, version: str, coding: str) -> None:
        """Put a coding back that was taken out; raises as ``add`` does."""
        with self._changed(interview, version) as (desk, file):
            kept = self._removed.get(interview, [])
            refuse_waiting(desk, interview, self.coder)
            found = next((each for each in kept if each.id == coding), None)
            if found is None:
                raise UsageError(f"{coding} is not among what was removed since the server began.")
            if any(found.at == each.at or found.id == each.id for each in file.codings):
                raise UsageError(f"The words of {coding} are coded again; change that coding.")
            if file.transcript.text[found.at[0] : found.at[1]] != found.exact:
                raise UsageError(f"The transcript has other words now where {coding} was.")
            if file.form.handed_in and found.blind:
                found = found.model_copy(update={"blind": False})
            file.add_all([found])
            desk.changes.write()
            self._removed[interview] = [each for each in kept if each.id != coding]

    def hand_in(self, interview: str, version: str) -> None:
        """Say that the coder is done with the interview; raises as ``add`` does."""
        with self._changed(interview, version) as (desk, file):
            file.hand_in(self._today())
            desk.changes.write()

    @contextmanager
    def _changed(self, interview: str, version: str) -> Iterator[tuple[CodingDesk, CoderFile]]:
        """The files opened anew; raises ``StaleSheetError`` where they are not what was shown."""
        with self._lock:
            desk = CodingDesk(self.catalog)
            path = codings_path(desk.catalog, interview, self.coder)
            # ``Changes`` remembers what it read, and writes only where that is still there.
            text = desk.changes.text(path)
            if _version(None if text is None else text.encode()) != version:
                shown = self._versions.get(version)
                now = self.sheet(interview).codings
                raise StaleSheetError(None if shown is None else _differences(shown, now))
            yield desk, desk.open(interview, self.coder)

    def _with_draft(
        self, desk: CodingDesk, interview: str, marking: Marking, title: str
    ) -> CodingForm:
        """Write the draft of an issue, and code with it; the draft goes again if that fails."""
        path = new_entry(self.catalog, "issue", title, self._today())
        try:
            new = "-".join(path.stem.split("-")[:2])
            desk.entries = desk.entries | {new}
            marking = replace(marking, codes=(*marking.codes, new))
            coding, _ = mark(desk, interview, self.coder, marking, self._today())
            desk.changes.write()
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        return coding

    def _with_codings(self, sheet: CodingSheet) -> CodingSheet:
        """With the codings that the coder may see; with the fault, where they cannot be read."""
        try:
            coded = self._read.coded(sheet.interview)
            awaited = self._read.awaited(sheet.interview, self.coder)
        except FindingsError as error:
            return replace(sheet, fault=str(error))
        own = next((each for each in coded if each.coder == self.coder), None)
        others = [
            each
            for each in coded
            if each.coder != self.coder and shows_codings(each.coder, self.coder, awaited)
        ]
        codings = own.codings if own else ()
        self._versions[sheet.version] = codings
        self._versions.move_to_end(sheet.version)
        while len(self._versions) > MOST_VERSIONS:
            self._versions.popitem(last=False)
        return replace(
            sheet,
            codings=codings,
            others=tuple(others),
            awaited=awaited,
            handed_in=own.handed_in if own else None,
        )

    def _count(self, interview: str) -> CodedCount:
        try:
            coded = self._read.coded(interview)
            awaited = self._read.awaited(interview, self.coder)
        except FindingsError:
            return CodedCount(interview=interview, codings=None, handed_in=None, awaited=())
        own = next((each for each in coded if each.coder == self.coder), None)
        return CodedCount(
            interview=interview,
            codings=len(own.codings) if own else 0,
            handed_in=own.handed_in if own else None,
            awaited=awaited,
        )

    def _bytes(self, interview: str) -> bytes | None:
        with suppress(FileNotFoundError):
            return codings_path(self.catalog, interview, self.coder).read_bytes()
        return None

    def _removed_codings(self, interview: str, text: str) -> tuple[Coding, ...]:
        return tuple(coding_of(each, text) for each in self._removed.get(interview, []))


def _version(content: bytes | None) -> str:
    """The version of a coder's file: a hash of what it has; the same for none and an empty one."""
    return hashlib.sha256(content or b"").hexdigest()


def _differences(
    shown: Collection[Coding], now: Collection[Coding]
) -> tuple[CodingDifference, ...]:
    """What is otherwise than it was shown, in the order of the transcript."""
    before, after = ({each.id: each for each in side} for side in (shown, now))
    found = [CodingDifference("removed", each) for each in shown if each.id not in after]
    for each in now:
        if each.id not in before:
            found.append(CodingDifference("added", each))
        elif before[each.id] != each:
            found.append(CodingDifference("changed", each))
    return tuple(sorted(found, key=lambda each: (each.coding.start, each.coding.end)))
