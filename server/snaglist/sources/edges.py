"""Load review/edges.yaml: the topics that a catalogue does not ask about."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from snaglist.model.catalogue import nearest_names
from snaglist.model.edge import EDGE, INSTRUMENT, Edge, Instrument, RetiredEdge, item_ref
from snaglist.model.entry import EntryStatus
from snaglist.model.guide import Choose, Guide
from snaglist.schema.located_yaml import Loc
from snaglist.schema.report import Report
from snaglist.schema.validation import FormFile, load_form
from snaglist.sources.answer_rules import AnswerRulesCheck
from snaglist.sources.cross_references import KnownIds
from snaglist.sources.edge_forms import EdgeForm, EdgesForm
from snaglist.sources.entry_forms import IssueForm
from snaglist.sources.guide import FOLDER
from snaglist.sources.to_model import to_model

EDGES_FILE = "edges.yaml"

EdgesFile = FormFile[EdgesForm]


def load_edges(folder: Path, report: Report) -> EdgesFile | None:
    """The file; None where a catalogue has none, or with findings."""
    path = folder / FOLDER / EDGES_FILE
    # A link to nothing is no missing file: somebody meant to have one.
    return load_form(EdgesForm, path, report) if path.exists() or path.is_symlink() else None


def check_edges(
    file: EdgesFile | None,
    known: KnownIds,
    issues: Iterable[FormFile[IssueForm]],
    guide: Guide | None,
    report: Report,
) -> None:
    """Add a finding for each edge, rule, pointer and instrument that does not hold.

    Without ``guide`` there are findings about that, and rules are not looked at.
    """
    if file is not None:
        _EdgesCheck(file, known, issues, guide, report).run()


def to_edges(file: EdgesFile | None) -> tuple[Edge, ...]:
    """The edges of a checked file, in its order."""
    return tuple(to_model(Edge, form) for form in file.form.edges) if file else ()


def to_retired_edges(file: EdgesFile | None) -> tuple[RetiredEdge, ...]:
    """The edges that a checked file has no more, in its order."""
    return tuple(to_model(RetiredEdge, form) for form in file.form.retired) if file else ()


def to_instruments(file: EdgesFile | None) -> tuple[Instrument, ...]:
    """The instruments of a checked file, in its order."""
    return tuple(to_model(Instrument, form) for form in file.form.instruments) if file else ()


class _EdgesCheck:
    """The file, held against itself and against the issues."""

    def __init__(
        self,
        file: EdgesFile,
        known: KnownIds,
        issues: Iterable[FormFile[IssueForm]],
        guide: Guide | None,
        report: Report,
    ) -> None:
        one = [q.id for q in guide.questions if q.choose is Choose.ONE] if guide else []
        self.rules = AnswerRulesCheck([*guide.answers], one, self.add) if guide else None
        self.file, self.form, self.known, self.report = file, file.form, known, report
        self.retired = set()
        self.owners: dict[str, str] = {}
        for issue in issues:
            if issue.form.status is EntryStatus.RETIRED and issue.form.retired:
                self.retired.add(issue.form.id)
                continue
            for name in (issue.form.title, *issue.form.also_called, *issue.form.hidden_labels):
                self.owners.setdefault(name.casefold(), issue.form.id)
        self.instruments = [each.id for each in self.form.instruments]
        self.items: dict[str, tuple[str, str]] = {}

    def run(self) -> None:
        for scheme in (EDGE, INSTRUMENT):
            if scheme in self.known.schemes:
                message = f"the scheme {scheme} has the names that {scheme}s have."
                self.add("id-duplicate", (f"{scheme}s",), message, "Call the scheme otherwise.")
        self.once("instruments", self.instruments)
        self.once("edges", [edge.id for edge in self.form.edges])
        self.gone()
        for index, edge in enumerate(self.form.edges):
            self.names(("edges", index), edge)
            self.near(("edges", index), edge)
            self.touched(("edges", index), edge)
            self.pointers(("edges", index), edge)
        used = {pointer.instrument for edge in self.form.edges for pointer in edge.pointers}
        for index, name in enumerate(self.instruments):
            if name not in used:
                message = f"no edge points to {name}."
                self.add("instrument-unused", ("instruments", index), message)

    def once(self, part: str, names: Iterable[str]) -> None:
        """A finding for each id that occurs again."""
        seen: set[str] = set()
        for index, name in enumerate(names):
            if name in seen:
                message = f"the {part.removesuffix('s')} {name} is here twice."
                self.add("id-duplicate", (part, index), message, "Give one of them another id.")
            seen.add(name)

    def names(self, loc: Loc, edge: EdgeForm) -> None:
        """Titles and other names lead to one edge, and to no issue."""
        for place, name in _names(edge):
            owner = self.owners.setdefault(name.casefold(), edge.id)
            if owner != edge.id:
                message = f"{name!r} is a name of {owner} too."
                self.add("alias-shared", (*loc, *place), message)

    def near(self, loc: Loc, edge: EdgeForm) -> None:
        """Issues exist and are in use."""
        for index, name in enumerate(edge.near):
            self.issue((*loc, "near", index), f"{edge.id} is near", name)

    def touched(self, loc: Loc, edge: EdgeForm) -> None:
        """Answers exist, and each rule can hold."""
        for index, rule in enumerate(edge.touched):
            if self.rules:
                self.rules.rule((*loc, "touched", index), f"a rule for {edge.id}", rule)

    def gone(self) -> None:
        """What is retired is in the list no more, and what replaced it is in use."""
        ids = [edge.id for edge in self.form.edges]
        for index, each in enumerate(self.form.retired):
            if each.id in (*ids, *(former.id for former in self.form.retired[:index])):
                message = f"the edge {each.id} is here twice."
                self.add("id-duplicate", ("retired", index), message, "Ids are never used again.")
            for at, name in enumerate(each.replaced_by):
                where = ("retired", index, "replaced_by", at)
                self.issue(where, f"{each.id} is replaced by", name)

    def issue(self, where: Loc, subject: str, name: str) -> None:
        """An issue exists and is in use."""
        if name in self.retired:
            self.add("edge-retired", where, f"{subject} {name}, which is retired.")
        elif not self.known.has(name):
            issues = [each for each in self.known.ids if each[:1] == name[:1]]
            self.unknown(where, subject, name, issues)

    def pointers(self, loc: Loc, edge: EdgeForm) -> None:
        """Instruments exist; an item is named once in an edge, and alike in all of them."""
        seen: set[str] = set()
        for index, pointer in enumerate(edge.pointers):
            where = (*loc, "pointers", index)
            if pointer.instrument not in self.instruments:
                place = (*where, "instrument")
                self.unknown(place, f"{edge.id} points to", pointer.instrument, self.instruments)
                continue
            ref = item_ref(pointer.instrument, pointer.item)
            written = (pointer.item, pointer.what)
            if ref in seen:
                message = f"{edge.id} points to {pointer.item} twice."
                self.add("pointer-item", where, message)
            elif self.items.setdefault(ref, written) != written:
                other = " ".join(self.items[ref])
                message = f"{' '.join(written)!r} is called {other!r} above."
                self.add("pointer-item", where, message)
            seen.add(ref)

    def unknown(self, loc: Loc, subject: str, name: str, known: Iterable[str]) -> None:
        close = nearest_names(name, known)
        mend = f"Did you mean {close[0]}?" if close else ""
        self.add("reference-unknown", loc, f"{subject} {name}, which does not exist.", mend)

    def add(self, rule: str, loc: Loc, message: str, mend: str = "") -> None:
        self.report.add(rule, self.file.path, self.file.line(*loc), message, mend)


def _names(edge: EdgeForm) -> Iterator[tuple[Loc, str]]:
    """What an edge is called, and where it says so."""
    yield ("title",), edge.title
    for index, name in enumerate(edge.also_called):
        yield ("also_called", index), name
