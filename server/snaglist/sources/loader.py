"""Load a whole catalogue folder; all findings of a run at once."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from snaglist.errors import UsageError
from snaglist.model.catalogue import OUR_PREFIX, About, Catalogue, Withdrawn
from snaglist.model.coding import Code, CodedInterview, Coder
from snaglist.model.entry import Issue, Strategy
from snaglist.model.guide import Guide
from snaglist.model.interview import Interview, Study
from snaglist.model.scheme import ConceptScheme
from snaglist.schema.located_yaml import Located
from snaglist.schema.report import Report
from snaglist.schema.text_files import list_children
from snaglist.schema.validation import FormFile
from snaglist.sources.codings import load_codebook, load_coders, load_codings
from snaglist.sources.cross_references import (
    AuthoredEntry,
    KnownIds,
    check_across_entries,
    check_entry,
    check_prefix,
)
from snaglist.sources.drafts import Draft, check_drafts, read_draft
from snaglist.sources.edges import (
    EdgesFile,
    check_edges,
    load_edges,
    to_edges,
    to_instruments,
    to_retired_edges,
)
from snaglist.sources.editions import load_editions
from snaglist.sources.entries import (
    cited_witnesses,
    is_entry,
    load_entries,
    to_issue,
    to_strategy,
)
from snaglist.sources.entry_forms import IssueForm, StrategyForm
from snaglist.sources.guide import check_reach, load_guide
from snaglist.sources.interviews import InterviewContext, load_interview
from snaglist.sources.publications import (
    FOLDER,
    PublicationFile,
    check_findings_used,
    check_publications,
    finding_ids,
    load_publications,
    to_publication,
)
from snaglist.sources.rules import RULES
from snaglist.sources.schemes import is_yaml, load_about, load_schemes, load_studies
from snaglist.sources.vocabularies import (
    VocabularyFile,
    check_vocabularies,
    load_vocabularies,
    to_vocabulary,
)
from snaglist.sources.withdrawn import (
    WithdrawnForm,
    check_withdrawn,
    load_withdrawn,
    withdrawn_days,
)
from snaglist.sources.withheld_words import check_withheld_words

EntryType = TypeVar("EntryType", Issue, Strategy)
EntryFormType = TypeVar("EntryFormType", IssueForm, StrategyForm)


@dataclass(frozen=True, slots=True)
class LoadedFolder:
    """The catalogue in a folder, and the drafts that are no part of it yet."""

    catalogue: Catalogue
    drafts: tuple[Draft[Any], ...]


def load_catalogue(folder: Path) -> Catalogue:
    """The catalogue in ``folder``; raises as ``load_folder`` does."""
    return load_folder(folder).catalogue


def load_folder(folder: Path) -> LoadedFolder:
    """Read and check everything in ``folder``.

    Raises ``FindingsError`` with every finding, ``UsageError`` where there is no such folder.
    """
    folder = folder.resolve()
    if not folder.is_dir():
        raise UsageError(f"{folder} is not a folder. A catalogue is a folder with catalogue.yaml.")
    report = Report(folder, RULES)
    files = _read(folder, report)
    _check_references(folder, files, report)
    report.raise_if_any()
    _check_use(folder, files, report)
    check_withheld_words(folder, files.interviews, report)
    check_reach(folder, files.guide, files.issues, report)
    report.raise_if_any()
    return LoadedFolder(_catalogue(folder, files), tuple(files.drafts))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Files:
    """What the files of a folder say, each by itself, and the ids that they may name."""

    about: About | None
    schemes: dict[str, ConceptScheme]
    studies: tuple[Study, ...]
    interviews: list[Interview]
    issues: list[FormFile[IssueForm]]
    strategies: list[FormFile[StrategyForm]]
    drafts: list[Draft[Any]]
    publications: list[PublicationFile]
    withdrawn: FormFile[WithdrawnForm] | None
    vocabularies: list[VocabularyFile]
    guide: Guide | None
    edges: EdgesFile | None
    coders: tuple[Coder, ...]
    codebook: tuple[Code, ...]
    codings: tuple[CodedInterview, ...]
    known: KnownIds

    @property
    def entries(self) -> list[AuthoredEntry]:
        """Issues and strategies that are no drafts."""
        return [*self.issues, *self.strategies]


def _read(folder: Path, report: Report) -> _Files:
    about = load_about(folder, report)
    schemes = load_schemes(folder, report)
    studies = load_studies(folder, report)
    names = {scheme.id: {concept.id for concept in scheme.concepts} for scheme in schemes.values()}
    context = InterviewContext(names, {study.id for study in studies})
    interviews = [
        interview
        for path in interview_folders(folder, report)
        if (interview := load_interview(path, context, report)) is not None
    ]
    drafts: list[Draft[Any]] = []
    issues = _entries(folder / "issues", IssueForm, drafts, report)
    strategies = _entries(folder / "strategies", StrategyForm, drafts, report)
    publications = load_publications(folder, report)
    withdrawn = load_withdrawn(folder, report)
    known = _known(folder, schemes, interviews, report)
    known.issue_prefix = about.prefix if about else OUR_PREFIX
    known.ids.difference_update(draft.id for draft in drafts)
    entries: list[AuthoredEntry] = [*issues, *strategies]
    known.ids.update(entry.form.id for entry in entries)
    known.ids.update(finding_ids(publications))
    known.unread.update(_unread_publications(folder, publications, report))
    known.withdrawn.update(withdrawn_days(withdrawn))
    load_editions(folder, about.editions if about else (), report)
    coders = load_coders(folder, report)
    codebook = load_codebook(folder, known.ids, report)
    codes = known.ids | {code.id for code in codebook}
    return _Files(
        about=about,
        schemes=schemes,
        studies=studies,
        interviews=interviews,
        issues=issues,
        strategies=strategies,
        drafts=drafts,
        publications=publications,
        withdrawn=withdrawn,
        vocabularies=load_vocabularies(folder, report),
        guide=load_guide(folder, known, issues, report),
        edges=load_edges(folder, report),
        coders=coders,
        codebook=codebook,
        codings=load_codings(folder, interviews, {each.id for each in coders}, codes, report),
        known=known,
    )


def _check_references(folder: Path, files: _Files, report: Report) -> None:
    """A finding for each name of what is not there, and whatever else several files disagree on."""
    entries, known = files.entries, files.known
    check_withdrawn(files.withdrawn, interview_folders(folder, report), entries, report)
    check_publications(files.publications, known, report)
    check_drafts(files.drafts, [entry.form.id for entry in entries], known, report)
    for entry in entries:
        check_entry(entry, known, report)
    check_across_entries(entries, report)
    check_prefix([*files.issues, *_issue_drafts(files.drafts)], known, report)
    check_vocabularies(files.vocabularies, known, entries, report)
    check_edges(files.edges, known, files.issues, files.guide, report)


def _catalogue(folder: Path, files: _Files) -> Catalogue:
    """The catalogue of files in which nothing is amiss."""
    about = files.about
    assert about is not None  # a missing one is a finding
    issues = (to_issue(each, _relative(each, folder), about.creator) for each in files.issues)
    strategies = (to_strategy(each, _relative(each, folder)) for each in files.strategies)
    return Catalogue(
        about=about,
        schemes=tuple(files.schemes.values()),
        studies=files.studies,
        interviews=tuple(files.interviews),
        publications=tuple(map(to_publication, files.publications)),
        issues=_ordered(issues),
        strategies=_ordered(strategies),
        guide=files.guide,
        vocabularies=tuple(to_vocabulary(each, about.creator) for each in files.vocabularies),
        edges=to_edges(files.edges),
        retired_edges=to_retired_edges(files.edges),
        instruments=to_instruments(files.edges),
        withdrawn=tuple(Withdrawn(name, day) for name, day in files.known.withdrawn.items()),
        coders=files.coders,
        codebook=files.codebook,
        codings=files.codings,
    )


def _entries(
    folder: Path, form: type[EntryFormType], drafts: list[Draft[Any]], report: Report
) -> list[FormFile[EntryFormType]]:
    """The entries of a folder; its drafts go into ``drafts``."""

    def set_aside(located: Located, path: Path) -> None:
        if draft := read_draft(form, located, path, report):
            drafts.append(draft)

    return list(load_entries(folder, form, report, set_aside))


def _issue_drafts(drafts: Iterable[Draft[Any]]) -> Iterator[FormFile[Any]]:
    return (draft.source for draft in drafts if draft.whole is IssueForm)


def interview_folders(folder: Path, report: Report) -> list[Path]:
    """The folders below interviews/."""
    return list_children(folder / "interviews", report, Path.is_dir)


def _relative(entry: AuthoredEntry, folder: Path) -> str:
    return entry.path.relative_to(folder).as_posix()


def _ordered(entries: Iterable[EntryType]) -> tuple[EntryType, ...]:
    return tuple(sorted(entries, key=lambda entry: (len(entry.id), entry.id)))


def _check_use(folder: Path, files: _Files, report: Report) -> None:
    """A finding for each witness that nothing relies on; checked only when all else holds."""
    used = {name for draft in files.drafts for name in draft.witnesses()}
    used |= {quote.quote for interview in files.interviews for quote in interview.declined}
    for entry in files.entries:
        used.update(cited_witnesses(entry.form))
    for interview in files.interviews:
        path = folder / "interviews" / interview.id / "quotes.yaml"
        for quote in interview.quotes:
            if quote.id not in used:
                report.add("quote-unused", path, 0, f"{quote.id} is cited by nothing.")
    check_findings_used(files.publications, used, report)


def _unread_publications(
    folder: Path, publications: list[PublicationFile], report: Report
) -> set[str]:
    """What the ids of findings begin with that stand in files nobody could read."""
    files = {
        path.stem.partition("-")[0] for path in list_children(folder / FOLDER, report, is_yaml)
    }
    return {f"{name}-" for name in files - {file.form.id for file in publications}}


def _known(
    folder: Path,
    schemes: dict[str, ConceptScheme],
    interviews: list[Interview],
    report: Report,
) -> KnownIds:
    """Every id that exists; where a file could not be read, what it would have held."""
    known = KnownIds(schemes)
    for part in ("issues", "strategies"):
        for path in list_children(folder / part, report, is_entry):
            known.ids.add("-".join(path.stem.split("-")[:2]))
    for interview in interviews:
        known.ids.update(quote.id for quote in interview.quotes)
        known.ids.update(turn.id for turn in interview.turns)
    loaded = {interview.id for interview in interviews}
    broken = [path.name for path in interview_folders(folder, report) if path.name not in loaded]
    known.unread.update(f"{name}-" for name in broken)
    files = {path.stem for path in list_children(folder / "schemes", report, is_yaml)}
    known.unread.update(f"{name}/" for name in files - schemes.keys())
    return known
