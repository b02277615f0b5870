"""Editions as they were: ``editions/0.2.0.json`` has what every entry said in edition 0.2.0.

A text that an earlier edition has already is named there by its hash alone.
"""

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from snaglist.model.catalogue import Catalogue, PublishedEdition
from snaglist.model.entry_version import (
    EditionRecord,
    PastEditions,
    VersionPart,
    digest_of,
    parts_of,
)
from snaglist.schema.fields import Form
from snaglist.schema.report import Report

EDITIONS_FOLDER = "editions"


class EditionFile(Form):
    """The file of an edition: what each entry said by its hash, and the texts new with it."""

    version: str
    released: date
    entries: dict[str, str]
    texts: dict[str, tuple[tuple[str, str, str], ...]]


_FILE = TypeAdapter(EditionFile)


def load_editions(
    folder: Path, published: Iterable[PublishedEdition], report: Report
) -> PastEditions:
    """The editions that are written down in a catalogue's folder, in the order of their release.

    What cannot be read, or is not what it says, is a finding of the rule ``edition-file``.
    """
    known = {each.version: each.released for each in published}
    files: dict[str, EditionFile] = {}
    for path in sorted((folder / EDITIONS_FOLDER).glob("*.json")):
        found = _read(path, report)
        if found is None:
            continue
        if (found.version, found.released) != (path.stem, known.get(path.stem)):
            there = ", ".join(known) or "none"
            told = f"is of {found.version} ({found.released}); catalogue.yaml has {there}."
            report.add("edition-file", path, 1, told)
            continue
        files[found.version] = found
    return _joined([files[name] for name in known if name in files], folder, report)


def _read(path: Path, report: Report) -> EditionFile | None:
    try:
        return _FILE.validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        first = str(error).splitlines()[0]
        report.add("edition-file", path, 1, f"cannot be read: {first}.")
        return None


def _joined(files: list[EditionFile], folder: Path, report: Report) -> PastEditions:
    """The editions together; a text that is missing or was changed is a finding."""
    texts: dict[str, tuple[VersionPart, ...]] = {}
    for file in files:
        path = folder / EDITIONS_FOLDER / f"{file.version}.json"
        for digest, parts in file.texts.items():
            texts[digest] = tuple(VersionPart(*part) for part in parts)
            if digest_of(texts[digest]) != digest:
                report.add("edition-file", path, 1, f"the text {digest[:12]} is not what it was.")
        for name, digest in file.entries.items():
            if digest not in texts:
                report.add("edition-file", path, 1, f"{name} has no text {digest[:12]}.")
    records = tuple(
        EditionRecord(version=each.version, released=each.released, entries=each.entries)
        for each in files
    )
    return PastEditions(records=records, texts=texts)


def edition_text(catalogue: Catalogue, edition: PublishedEdition, past: PastEditions) -> str:
    """The file of an edition that is what the catalogue says now; a line for each part.

    ``past`` are the editions before it, whose texts are not written again.
    """
    entries: dict[str, str] = {}
    texts: dict[str, tuple[VersionPart, ...]] = {}
    for entry in catalogue.entries:
        parts = tuple(parts_of(entry))
        entries[entry.id] = digest_of(parts)
        if entries[entry.id] not in past.texts:
            texts[entries[entry.id]] = parts
    return _written(edition.version, edition.released, entries, texts)


def _written(
    version: str,
    released: date,
    entries: dict[str, str],
    texts: dict[str, tuple[VersionPart, ...]],
) -> str:
    names = ",\n".join(f"  {_json(name)}: {_json(digest)}" for name, digest in entries.items())
    bodies = ",\n".join(
        f"  {_json(digest)}: [\n" + ",\n".join(f"    {_json(part)}" for part in parts) + "\n  ]"
        for digest, parts in texts.items()
    )
    return (
        f'{{\n"version": {_json(version)},\n"released": {_json(released.isoformat())},\n'
        f'"entries": {{\n{names}\n}},\n"texts": {{\n{bodies}\n}}\n}}\n'
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
