"""The folder of an imported interview: metadata, transcript, times, and a file for the quotes."""

import hashlib
import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from snaglist.errors import SnaglistError, UsageError
from snaglist.model.interview import SpeakerRole
from snaglist.schema.report import Report
from snaglist.schema.validation import parse_located, validate
from snaglist.sources.importing.composing import Composed
from snaglist.sources.interview_forms import InterviewForm
from snaglist.sources.rules import RULES
from snaglist.sources.times import times_text

NOT_RECORDED = "Not recorded yet."


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What the file does not say of its interview."""

    id: str
    study: str
    title: str | None = None
    language: str = "en"
    held: str | None = None
    domains: Sequence[str] = ()
    licence: str = NOT_RECORDED
    consent: str = NOT_RECORDED


@dataclass(frozen=True, slots=True)
class Origin:
    """The file that was imported."""

    format: str
    sha256: str


def files_of(about: About, origin: Origin, composed: Composed) -> dict[str, str]:
    """The text of each file of the folder, by its name.

    Raises ``UsageError`` where what was said of the interview is not of the form it should have.
    """
    sha256 = hashlib.sha256(composed.text.encode()).hexdigest()
    metadata = _metadata(about, origin, composed)
    report = Report(rules=RULES)
    located = parse_located(metadata, 1, Path("interview.yaml"), report)
    if located:
        validate(InterviewForm, located, Path("interview.yaml"), report)
    if report.findings:
        raise UsageError("\n".join(f"{each.message} {each.mend}" for each in report.findings))
    files = {
        "interview.yaml": metadata,
        "transcript.txt": composed.text,
        # An empty list is left unsaid, so that records can be added below.
        "quotes.yaml": f"interview: {about.id}\ntranscript_sha256: {sha256}\nquotes:\n",
    }
    if composed.times:
        files["times.tsv"] = times_text(composed.times)
    return files


def write_folder(folder: Path, files: dict[str, str]) -> list[Path]:
    """Make the folder with its files, whole or not at all.

    Raises ``UsageError`` where it is there already, ``SnaglistError`` where it cannot be written.
    """
    if folder.exists():
        raise UsageError(f"{folder} is there already; give another --id, or take it out first.")
    part = folder.with_name(f".{folder.name}.part")
    try:
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        for name, text in files.items():
            (part / name).write_text(text, encoding="utf-8", newline="\n")
        part.rename(folder)
    except OSError as error:
        shutil.rmtree(part, ignore_errors=True)
        raise SnaglistError(f"{folder} cannot be written: {error.strerror}.") from error
    return [folder / name for name in files]


def _metadata(about: About, origin: Origin, composed: Composed) -> str:
    """interview.yaml, with comments where something is still to be said."""
    asked = [role for role in composed.roles if role.role is SpeakerRole.PARTICIPANT]
    lines = [
        f"id: {about.id}",
        f"title: {_quoted(about.title or f'Interview {about.id}')}",
        f"study: {about.study}",
        f"date: {_quoted(about.held or 'DATE')}",
        *([f"held: {_quoted(about.held)}"] if about.held else []),
        f"language: {_quoted(about.language)}",
        "# person: a pseudonym, the same in every interview of that person. role: what they do.",
        "participants:",
    ]
    for role in asked:
        lines += [
            f"  - speaker: {role.id}",
            f"    person: {about.id.lower()}-{role.id}",
            f"    role: {_quoted(role.text or 'participant')}",
        ]
    if about.domains:
        lines.append(f"domains: [{', '.join(about.domains)}]")
    lines.append("speakers:")
    for role in composed.roles:
        lines += [
            f"  - id: {role.id}",
            f"    role: {role.role.value}",
            f"    label: {_quoted(role.text or role.label)}",
            f"    labels: [{_quoted(role.label)}]",
        ]
    lines += _listed("not_labels", composed.not_labels)
    lines += [
        "# One for each part of your guide: id, title, and the line that it begins on.",
        "sections:",
        "  - id: interview",
        "    title: Interview",
        "    line: 1",
    ]
    if composed.withheld:
        lines.append("redactions:")
    for each in composed.withheld:
        lines += [
            f"  - line: {each.line}",
            f"    placeholder: {_quoted(each.placeholder)}",
            f"    kind: {each.kind}",
            *([f"    count: {each.count}"] if each.count > 1 else []),
        ]
    lines += [
        f"licence: {_quoted(about.licence)}",
        f"consent: {_quoted(about.consent)}",
        f"transcription: {_quoted(f'Imported from a file of the format {origin.format}.')}",
        "source:",
        f"  format: {origin.format}",
        f"  sha256: {_quoted(origin.sha256)}",
    ]
    return "\n".join(lines) + "\n"


def _listed(name: str, values: Sequence[str]) -> list[str]:
    return [f"{name}:", *(f"  - {_quoted(value)}" for value in values)] if values else []


def _quoted(text: str) -> str:
    """A JSON string, which is a YAML string on one line, whatever is in it."""
    return json.dumps(text, ensure_ascii=False)
