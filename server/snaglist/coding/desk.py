"""A catalogue opened to code in: who codes, with which codes, and what each may see."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from snaglist.coding.codebook_file import CodebookFile
from snaglist.coding.coder_file import CoderFile, open_transcript
from snaglist.errors import NotFoundError, UsageError
from snaglist.interviews.changes import Changes
from snaglist.model.catalogue import nearest_names
from snaglist.model.coding import CodedInterview, Coder, Coding, awaited_coders, shows_codings
from snaglist.schema.report import Report
from snaglist.schema.text_files import list_children
from snaglist.schema.validation import FormFile, load_form
from snaglist.sources.coding_forms import CodingsForm
from snaglist.sources.codings import (
    CODERS_FILE,
    CODINGS_FOLDER,
    check_codings,
    coded_interview,
    load_coders,
)
from snaglist.sources.entries import is_entry
from snaglist.sources.rules import RULES
from snaglist.sources.schemes import is_yaml


@dataclass(frozen=True, slots=True)
class FoundCoding:
    """A coding with the interview that it is in and the coder whose it is."""

    interview: str
    coder: str
    coding: Coding


class CodingDesk:
    """The coders, the codes and the codings of a catalogue, as its files are now.

    Changes are gathered in ``changes`` and written all together, or not at all.
    """

    def __init__(self, catalog: Path) -> None:
        """Raises ``FindingsError`` for coders.yaml or codebook.yaml not in order."""
        self.changes = Changes(catalog)
        self.catalog = self.changes.catalog
        report = Report(self.catalog, RULES)
        self.coders = load_coders(self.catalog, report)
        self.entries = frozenset(
            "-".join(path.stem.split("-")[:2])
            for part in ("issues", "strategies")
            for path in list_children(self.catalog / part, report, is_entry)
        )
        report.raise_if_any()
        self.codebook = CodebookFile(self.changes, self.entries)

    def coder(self, name: str | None) -> Coder:
        """The coder with this id; without one, the only coder there is.

        Raises ``UsageError`` with what to write where nobody is declared or meant.
        """
        ids = [each.id for each in self.coders]
        if name is None and len(ids) != 1:
            listed = ", ".join(ids) or "nobody is declared"
            raise UsageError(f"Who codes? --coder ID ({listed} in {CODERS_FILE}).")
        for each in self.coders:
            if name in (each.id, None):
                return each
        close = nearest_names(name or "", ids)
        meant = f" Did you mean {close[0]}?" if close else ""
        raise UsageError(
            f"{CODERS_FILE} has no coder {name}.{meant} To declare one, add to its list 'coders': "
            f"- {{id: {name}, name: THEIR NAME OR GROUP}}"
        )

    def code(self, name: str) -> str:
        """The id of the code that has this id, or this name in the codebook.

        Raises ``NotFoundError`` with the nearest ones.
        """
        wanted = name.strip()
        if wanted.upper() in self.entries:
            return wanted.upper()
        found = self.codebook.find(wanted)
        if found:
            return found.id
        own = [known for each in self.codebook.codes for known in (each.id, each.name)]
        raise NotFoundError(wanted, nearest_names(wanted, [*self.entries, *own]))

    def open(self, interview: str, coder: str) -> CoderFile:
        """The file of a coder's codings of an interview; raises as ``CoderFile`` does."""
        return CoderFile(self.changes, interview, coder)

    @cached_property
    def coded(self) -> tuple[CodedInterview, ...]:
        """What everybody coded, checked; raises ``FindingsError``."""
        report = Report(self.catalog, RULES)
        found: list[CodedInterview] = []
        for folder in list_children(self.catalog / "interviews", report, Path.is_dir):
            found += self._read(folder, report)
        report.raise_if_any()
        return tuple(found)

    def coded_in(self, interview: str) -> tuple[CodedInterview, ...]:
        """What everybody coded in one interview, checked; raises ``FindingsError``."""
        if "coded" in self.__dict__:
            return tuple(each for each in self.coded if each.interview == interview)
        report = Report(self.catalog, RULES)
        found = self._read(self.catalog / "interviews" / interview, report)
        report.raise_if_any()
        return tuple(found)

    def _read(self, folder: Path, report: Report) -> list[CodedInterview]:
        """What was coded in the interview of a folder, as far as it is right."""
        coders = {each.id for each in self.coders}
        codes = self.entries | {each.id for each in self.codebook.codes}
        sources = list(_files(folder, report))
        if not sources:
            return []
        transcript = open_transcript(self.catalog, folder.name)
        return [
            coded_interview(source.form, transcript.text)
            for source in sources
            if check_codings(source, transcript, coders, codes, report)
        ]

    def awaited(self, interview: str, viewer: str | None) -> tuple[str, ...]:
        """Who is to hand in before a coder may see what others coded there."""
        return awaited_coders(interview, self.coders, self.coded_in(interview), viewer)

    def shown_to(self, viewer: str | None) -> tuple[list[FoundCoding], dict[str, tuple[str, ...]]]:
        """The codings that somebody may see, and for each interview with others, who is awaited."""
        shown, hidden = [], {}
        for each in self.coded:
            awaited = self.awaited(each.interview, viewer)
            if shows_codings(each.coder, viewer, awaited):
                shown += [FoundCoding(each.interview, each.coder, one) for one in each.codings]
            else:
                hidden[each.interview] = awaited
        return shown, hidden

    def file_of(self, coding: str, coder: str) -> CoderFile:
        """The file of a coder that has this coding, whether or not its words hold.

        Raises ``UsageError`` for a coding of another, ``NotFoundError`` for none.
        """
        for path in sorted(self.catalog.glob(f"interviews/*/{CODINGS_FOLDER}/{coder}.yaml")):
            file = self.open(path.parents[1].name, coder)
            if any(each.id == coding for each in file.codings):
                return file
        (found,) = self.find([coding])
        raise UsageError(f"{coding} is a coding of {found.coder}. Each coder changes their own.")

    def find(self, identifiers: Sequence[str]) -> list[FoundCoding]:
        """Codings by their ids, as ``c3f9a2c1b07``; raises ``NotFoundError``."""
        known = {
            one.id: FoundCoding(e.interview, e.coder, one) for e in self.coded for one in e.codings
        }
        for name in identifiers:
            if name not in known:
                raise NotFoundError(name, nearest_names(name, known))
        return [known[name] for name in dict.fromkeys(identifiers)]


def with_code(found: Iterable[FoundCoding], code: str) -> list[FoundCoding]:
    """Those codings that have a code."""
    return [each for each in found if code in each.coding.codes]


def _files(folder: Path, report: Report) -> Iterator[FormFile[CodingsForm]]:
    for path in list_children(folder / CODINGS_FOLDER, report, is_yaml):
        source = load_form(CodingsForm, path, report)
        if source is not None:
            yield source
