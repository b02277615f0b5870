"""Bring codings in from a project of another program: into one coder's file, and nothing else.

Texts are matched by their words, whatever white space is between them, and codes by the ids in
their names; identifiers of other programs change at each export, so they are believed last. What is
here already is left as it is; what other coders' codings have lost or gained over there is told and
not done.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from snaglist.coding.code_tree import headings_of
from snaglist.coding.codebook_exchange import CodebookImport, OutsideCode, add_outside_codes
from snaglist.coding.coder_file import Passage, free_id, open_transcript
from snaglist.coding.desk import CodingDesk
from snaglist.coding.qdpx_cases import (
    OtherValue,
    interview_variables,
    people_of,
    person_variables,
    told_otherwise,
)
from snaglist.coding.qdpx_reader import MarkedPassage, Project, ProjectText
from snaglist.coding.text_places import (
    counts_utf16,
    letters,
    place_in_canonical,
    stretch_by_letters,
    utf16_place,
)
from snaglist.errors import UsageError
from snaglist.model.catalogue import Catalogue
from snaglist.model.coding import Coder
from snaglist.sources.coding_forms import CodingForm
from snaglist.sources.importing.documents import canonical

Mark = tuple[str, int, int, str]
"""An interview, start, end (code points), and a code's id."""


@dataclass(slots=True)
class ImportedCodings:
    """What came of a project; counts are of codes at places, nothing is written yet.

    ``same`` were here, ``added`` are new in the coder's file. ``others`` are those of other coders
    that their files do not have, ``gone`` those that the project has no more: neither is done.
    ``unmatched`` are texts of no interview, with why; ``misplaced`` lie outside of their text.
    ``otherwise`` is what is said of interviews and people there and is not so here.
    """

    codebook: CodebookImport
    same: int = 0
    added: int = 0
    codings: list[tuple[str, CodingForm]] = field(default_factory=list)
    others: dict[str, int] = field(default_factory=dict)
    gone: dict[str, int] = field(default_factory=dict)
    unmatched: dict[str, str] = field(default_factory=dict)
    misplaced: int = 0
    otherwise: list[OtherValue] = field(default_factory=list)


def import_codings(
    desk: CodingDesk, catalogue: Catalogue, project: Project, coder: Coder, today: date
) -> ImportedCodings:
    """Add to a coder's files what a project has that is not here; see ``desk.changes``.

    Raises ``UsageError`` where no text is that of an interview, and for codings that would wait
    until others hand in.
    """
    plan = _Import(desk, catalogue, project, coder)
    plan.match()
    plan.write(today)
    return plan.done


class _Import:
    """One project on its way into one coder's files."""

    def __init__(
        self, desk: CodingDesk, catalogue: Catalogue, project: Project, coder: Coder
    ) -> None:
        self.desk, self.project, self.coder = desk, project, coder
        self.headings = headings_of(catalogue)
        self.interviews = {each.id: each for each in catalogue.interviews}
        self.transcripts = {
            name: open_transcript(desk.catalog, name).text for name in self.interviews
        }
        self.by_words = {_hash(text): name for name, text in self.transcripts.items()}
        self.known = self._known(catalogue)
        self.owners = {key: self._owner(names) for key, names in project.users.items()}
        self.done = ImportedCodings(CodebookImport([], [], []))
        self.new: dict[tuple[str, int, int], dict[str, str]] = defaultdict(dict)

    def _known(self, catalogue: Catalogue) -> dict[str, set[Mark]]:
        """What is marked here by each coder, and by the names under ``coder`` of quotes."""
        known: dict[str, set[Mark]] = defaultdict(set)
        for coded in self.desk.coded:
            for each in coded.codings:
                known[coded.coder] |= {
                    (coded.interview, each.start, each.end, code) for code in each.codes
                }
        names = {each.name: each.id for each in self.desk.coders}
        for quote in catalogue.quotes:
            place = (quote.interview, quote.selector.start, quote.selector.end)
            for use in catalogue.uses.get(quote.id, ()):
                known[names.get(quote.coder, quote.coder)].add((*place, use.entry.id))
        return known

    def _owner(self, names: tuple[str, ...]) -> str | None:
        """Whom a user of the project is here."""
        folded = {name.casefold() for name in names}
        for each in self.desk.coders:
            if folded & {each.id.casefold(), each.name.casefold()}:
                return each.id
        return next((name for name in self.known if name.casefold() in folded), None)

    def match(self) -> None:
        """Find for each coding where it is here, and whether it is new."""
        used = {passage.code for text in self.project.texts for passage in text.passages}
        ids = self._codes(used)
        seen: set[Mark] = set()
        matched: dict[str, str] = {}
        for text in self.project.texts:
            interview, why = self._interview(text)
            if interview is None:
                self.done.unmatched[text.name] = why
                continue
            matched[text.key or text.name] = interview
            known = interview_variables(self.interviews[interview])
            self.done.otherwise += told_otherwise(interview, text.variables, known)
            for passage, start, end in self._places(text, interview):
                code = ids.get(passage.code)
                if code is None:
                    continue
                mark = (interview, start, end, code)
                seen.add(mark)
                self._judge(mark, passage)
        if not matched:
            raise UsageError(
                "No text of the project is that of an interview: "
                + (
                    "; ".join(f"{n!r}: {w}" for n, w in self.done.unmatched.items())
                    or "it has none"
                )
            )
        for name, marks in self.known.items():
            gone = {mark for mark in marks if mark[0] in matched.values()} - seen
            if gone and name in self.owners.values():
                self.done.gone[name] = len(gone)
        self._compare_cases(matched)

    def _compare_cases(self, matched: Mapping[str, str]) -> None:
        """What cases say of people; of one that is called after a text, what it says of that.

        Cases without a text that is an interview here are of something else.
        """
        people = people_of(self.interviews.values())
        for case in self.project.cases:
            interviews = [matched[key] for key in case.texts if key in matched]
            if case.name in people:
                known = person_variables(people[case.name])
                self.done.otherwise += told_otherwise(case.name, case.variables, known)
            elif case.name in interviews:
                known = interview_variables(self.interviews[case.name])
                self.done.otherwise += told_otherwise(case.name, case.variables, known)
            elif interviews:
                what = {"case": case.name, **case.variables}
                self.done.otherwise += told_otherwise(" and ".join(interviews), what, {})

    def _codes(self, used: set[str]) -> dict[str, str]:
        """The id here of each code that is used there, or stands above one that is."""
        above = {code.key: code.parent for code in self.project.codes}
        needed: set[str] = set()
        for key in used:
            at: str | None = key
            while at is not None and at not in needed:
                needed.add(at)
                at = above.get(at)
        codes = [code for code in self.project.codes if code.key in needed]
        missing = used - {code.key for code in codes}
        codes += [OutsideCode(key=key, name=f"Code {key}") for key in sorted(missing)]
        ids, self.done.codebook = add_outside_codes(self.desk.codebook, codes, self.headings)
        return ids

    def _interview(self, text: ProjectText) -> tuple[str | None, str]:
        """The interview whose words a text has; or why there is none."""
        if text.text is None:
            return None, text.why
        found = self.by_words.get(_hash(canonical(text.text)[0]))
        return found, "its words are those of no interview; a changed text is not followed."

    def _places(
        self, text: ProjectText, interview: str
    ) -> Iterator[tuple[MarkedPassage, int, int]]:
        """The coded passages of a text, with their start and end here."""
        assert text.text is not None
        place = place_in_canonical(text.text)
        there, here = canonical(text.text)[0], self.transcripts[interview]
        same = there.rstrip() == here.rstrip()
        stretch = None if same else stretch_by_letters(there, here)
        named = [(each.start, each.name) for each in text.passages]
        units = utf16_place(text.text) if counts_utf16(text.text, named) else None
        for each in text.passages:
            start, end = (units(at) if units else at for at in (each.start, each.end))
            inside = 0 <= start < end <= len(text.text)
            start, end = (place(start), place(end)) if inside else (0, 0)
            if stretch:
                start, end = stretch(start, end)
            if start < end:
                yield each, start, end
            else:
                self.done.misplaced += 1

    def _judge(self, mark: Mark, passage: MarkedPassage) -> None:
        """Whether a coding is here, is the coder's and new, or is another's."""
        owner = self.owners.get(passage.user)
        here = [name for name, marks in self.known.items() if mark in marks]
        users_kept = any(self.owners.values())
        if owner not in (None, self.coder.id):
            assert owner is not None
            if mark in self.known[owner]:
                self.done.same += 1
            else:
                self.done.others[owner] = self.done.others.get(owner, 0) + 1
        elif self.coder.id in here or (here and not users_kept):
            # A program that forgets who coded would make every coding the importer's.
            self.done.same += 1
        else:
            interview, start, end, code = mark
            if code not in self.new[interview, start, end]:
                self.new[interview, start, end][code] = passage.memo
                self.done.added += 1

    def write(self, today: date) -> None:
        """Put what is new into the coder's files."""
        for name in sorted({place[0] for place in self.new}):
            file = self.desk.open(name, self.coder.id)
            if file.form.handed_in and self.desk.awaited(name, self.coder.id):
                raise UsageError(
                    f"{self.coder.id} handed {name} in on {file.form.handed_in}; further codings "
                    "wait until the others did, too."
                )
            there = {each.at: each for each in file.codings}
            taken, fresh = {each.id for each in file.codings}, []
            for (interview, start, end), codes in self.new.items():
                if interview != name:
                    continue
                memo = "\n".join(dict.fromkeys(memo for memo in codes.values() if memo)) or None
                if (start, end) in there:
                    old = there[start, end]
                    coding = file.put(
                        Passage(start, end), tuple(codes), today=today, memo=old.memo or memo
                    )
                else:
                    exact = file.transcript.text[start:end]
                    coding = CodingForm(
                        id=free_id((self.coder.id, name, start, end, exact), taken),
                        at=(start, end),
                        exact=exact,
                        codes=list(codes),
                        memo=memo,
                        on=today,
                        blind=file.form.handed_in is None,
                    )
                    taken.add(coding.id)
                    fresh.append(coding)
                self.done.codings.append((name, coding))
            if fresh:
                file.add_all(fresh)


def _hash(text: str) -> str:
    """What tells texts apart: their words, without the lines and spaces that programs change."""
    return hashlib.sha256(letters(text).encode("utf-8")).hexdigest()
