"""Load the files of publications/: works of others, and what they found."""

import re
from collections.abc import Iterable
from pathlib import Path

from snaglist.model.publication import Finding, Publication
from snaglist.schema.report import Report
from snaglist.schema.text_files import list_children
from snaglist.schema.validation import FormFile, load_form
from snaglist.sources.cross_references import KnownIds
from snaglist.sources.publication_forms import FindingForm, PublicationForm
from snaglist.sources.schemes import is_yaml
from snaglist.sources.to_model import to_model

PublicationFile = FormFile[PublicationForm]

FOLDER = "publications"
EVIDENCE = "evidence"
"""The scheme of the kinds of evidence."""

QUOTATION = re.compile('[“”„«»"]')


def load_publications(folder: Path, report: Report) -> list[PublicationFile]:
    """The files in publications/; what they say of the catalogue is not checked yet."""
    found = []
    for path in list_children(folder / FOLDER, report, is_yaml):
        source = load_form(PublicationForm, path, report)
        if source is None:
            continue
        if path.stem.partition("-")[0] != source.form.id:
            message = f"{source.form.id} lives in a file called {path.name}."
            report.add("file-name", path, source.line("id"), message)
        found.append(source)
    return found


def finding_ids(files: Iterable[PublicationFile]) -> set[str]:
    """The ids of all findings, with that of their publication before them."""
    return {f"{file.form.id}-{finding.id}" for file in files for finding in file.form.findings}


def check_publications(files: Iterable[PublicationFile], known: KnownIds, report: Report) -> None:
    """Add a finding for each publication that is here twice or says what cannot be."""
    seen: dict[str, PublicationFile] = {}
    for file in files:
        form = file.form
        names = {
            "id": form.id,
            "doi": f"the DOI {form.doi.casefold()}" if form.doi else None,
            "arxiv": f"arXiv {form.arxiv}" if form.arxiv else None,
        }
        for field, name in names.items():
            if name and (before := seen.setdefault(name, file)) is not file:
                message = f"{name} is in {before.path.name} already."
                report.add("id-duplicate", file.path, file.line(field), message)
        ids: set[str] = set()
        for index, finding in enumerate(form.findings):
            if finding.id in ids:
                line = file.line("findings", index, "id")
                message = f"the finding {finding.id} is here twice."
                report.add("id-duplicate", file.path, line, message)
            ids.add(finding.id)
            _check_finding(file, index, finding, known, report)


def check_findings_used(files: Iterable[PublicationFile], used: set[str], report: Report) -> None:
    """A finding for each finding that nothing relies on; checked only when all else holds."""
    for file in files:
        for index, finding in enumerate(file.form.findings):
            name = f"{file.form.id}-{finding.id}"
            if name not in used:
                line = file.line("findings", index)
                report.add("finding-unused", file.path, line, f"{name} is cited by nothing.")


def to_publication(file: PublicationFile) -> Publication:
    """The publication that a checked file describes."""
    form = file.form
    findings = tuple(to_model(Finding, each, id=f"{form.id}-{each.id}") for each in form.findings)
    return to_model(Publication, form, findings=findings)


def _check_finding(
    file: PublicationFile, index: int, finding: FindingForm, known: KnownIds, report: Report
) -> None:
    where, name = ("findings", index), f"{file.form.id}-{finding.id}"
    if not known.has_concept(EVIDENCE, finding.evidence):
        kinds = ", ".join(known.concepts(EVIDENCE)) or "none, as schemes/evidence.yaml is missing"
        message = f"{name} names the evidence {finding.evidence}, which does not exist."
        line = file.line(*where, "evidence")
        report.add("reference-unknown", file.path, line, message, f"There is {kinds}.")
    if QUOTATION.search(finding.text):
        message = f"{name} has quotation marks."
        report.add("finding-quoted", file.path, file.line(*where, "text"), message)
    for place, figure in enumerate(finding.figures):
        lost = [number for number in numbers_in(figure.value) if number not in finding.text]
        if lost:
            message = f"{name} does not say {lost[0]}, which its figures have."
            line = file.line(*where, "figures", place)
            report.add("finding-figure", file.path, line, message)


def numbers_in(text: str) -> list[str]:
    """The numbers of a text as written: ``0.95``, ``1,800``."""
    return re.findall(r"[0-9]+(?:[.,][0-9]+)*", text)
