"""Load a whole catalogue folder; all findings of a run at once."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from snaglist.errors import UsageError
from snaglist.model.catalogue import OUR_PREFIX, Catalogue, Withdrawn
from snaglist.model.entry import Issue, Strategy
from snaglist.model.interview import Interview
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
from snaglist.sources.vocabularies import check_vocabularies, load_vocabularies, to_vocabulary
from snaglist.sources.withdrawn import check_withdrawn, load_withdrawn, withdrawn_days
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
    entries: list[AuthoredEntry] = [*issues, *strategies]
    known = _known(folder, schemes, interviews, report)
    known.issue_prefix = about.prefix if about else OUR_PREFIX
    known.ids.difference_update(draft.id for draft in drafts)
    known.ids.update(entry.form.id for entry in entries)
    known.ids.update(finding_ids(publications))
    known.unread.update(_unread_publications(folder, publications, report))
    withdrawn = load_withdrawn(folder, report)
    known.withdrawn.update(withdrawn_days(withdrawn))
    check_withdrawn(withdrawn, interview_folders(folder, report), entries, report)
    check_publications(publications, known, report)
    check_drafts(drafts, [entry.form.id for entry in entries], known, report)
    for entry in entries:
        check_entry(entry, known, report)
    check_across_entries(entries, report)
    check_prefix([*issues, *_issue_drafts(drafts)], known, report)
    vocabularies = load_vocabularies(folder, report)
    check_vocabularies(vocabularies, known, entries, report)
    guide = load_guide(folder, known, issues, report)
    edges = load_edges(folder, report)
    check_edges(edges, known, issues, guide, report)
    load_editions(folder, about.editions if about else (), report)
    coders = load_coders(folder, report)
    codebook = load_codebook(folder, known.ids, report)
    codes = known.ids | {code.id for code in codebook}
    codings = load_codings(folder, interviews, {each.id for each in coders}, codes, report)
    report.raise_if_any()
    cited = {name for draft in drafts for name in draft.witnesses()}
    _check_use(folder, interviews, entries, publications, cited, report)
    check_withheld_words(folder, interviews, report)
    check_reach(folder, guide, issues, report)
    report.raise_if_any()
    assert about is not None  # a missing one is a finding
    catalogue = Catalogue(
        about=about,
        schemes=tuple(schemes.values()),
        studies=studies,
        interviews=tuple(interviews),
        publications=tuple(map(to_publication, publications)),
        issues=_ordered(
            to_issue(entry, _relative(entry, folder), about.creator) for entry in issues
        ),
        strategies=_ordered(to_strategy(entry, _relative(entry, folder)) for entry in strategies),
        guide=guide,
        vocabularies=tuple(to_vocabulary(each, about.creator) for each in vocabularies),
        edges=to_edges(edges),
        retired_edges=to_retired_edges(edges),
        instruments=to_instruments(edges),
        withdrawn=tuple(Withdrawn(name, day) for name, day in known.withdrawn.items()),
        coders=coders,
        codebook=codebook,
        codings=codings,
    )
    return LoadedFolder(catalogue, tuple(drafts))


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


def _check_use(
    folder: Path,
    interviews: list[Interview],
    entries: list[AuthoredEntry],
    publications: list[PublicationFile],
    drafted: set[str],
    report: Report,
) -> None:
    """A finding for each witness that nothing relies on; checked only when all else holds.

    ``drafted`` are those that drafts rely on.
    """
    used = drafted | {quote.quote for interview in interviews for quote in interview.declined}
    for entry in entries:
        used.update(cited_witnesses(entry.form))
    for interview in interviews:
        path = folder / "interviews" / interview.id / "quotes.yaml"
        for quote in interview.quotes:
            if quote.id not in used:
                report.add("quote-unused", path, 0, f"{quote.id} is cited by nothing.")
    check_findings_used(publications, used, report)


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
