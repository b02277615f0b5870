"""A catalogue of one's own: the files that it begins with."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from snaglist.errors import SnaglistError, UsageError
from snaglist.model.catalogue import OUR_IRI, OUR_PREFIX
from snaglist.schema.report import Report
from snaglist.schema.validation import parse_located, validate
from snaglist.sources.catalogue_forms import CatalogueForm
from snaglist.sources.guide import FOLDER as REVIEW_FOLDER
from snaglist.sources.guide import PROFILE_FILE, RULES_FILE
from snaglist.sources.rules import RULES

LEFT_OUT = ("study.yaml", "guide.yaml", "system.yaml", "dq-dimension.yaml")
"""Schemes of the catalogue that came with the program which are about its own interviews."""

CITED = ("source", "introduction")
"""Fields of schemes and concepts that say where they come from, or what interviews add."""

ENTRY_FOLDERS = ("issues", "strategies", "interviews", "publications")

README = """\
# {title}

A catalogue for [Snaglist](https://github.com/snaglist/snaglist), the
program. Begin with an interview:

    snag interview import meeting.vtt --id I01 --catalog .
    snag quote I01 "words that somebody said" --write --coder "Your name" --catalog .
    snag new issue "What went wrong" --catalog .
    snag check --quick --catalog .
    snag serve --catalog .
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCatalogue:
    """What a new catalogue is called; ``iri`` ends with a slash, ``prefix`` begins issues' ids."""

    title: str
    iri: str
    prefix: str
    creator: str


def start_catalogue(folder: Path, named: NewCatalogue, shipped: Path) -> list[Path]:
    """Write a catalogue without entries that has no findings, and return its files.

    Schemes and the questions to a project are those of the catalogue in ``shipped``, without what
    that one says of its own interviews. Raises ``UsageError`` for a folder that has something in
    it and for names that do not serve, ``SnaglistError`` where nothing can be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder} has something in it; name a folder that is new or empty.")
    files = {
        "catalogue.yaml": _about_text(named),
        "README.md": README.format(title=named.title),
        "studies/own-study.yaml": _yaml(_study(named)),
        **{f"{name}/README.md": f"# {name.capitalize()}\n" for name in ENTRY_FOLDERS},
        **_schemes(shipped),
        **_guide(shipped),
    }
    part = folder.with_name(f".{folder.name}.part")
    try:
        shutil.rmtree(part, ignore_errors=True)
        for name, text in files.items():
            path = part / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        if folder.exists():
            folder.rmdir()
        part.rename(folder)
    except OSError as error:
        shutil.rmtree(part, ignore_errors=True)
        raise SnaglistError(f"{folder} cannot be written: {error.strerror}.") from error
    return [folder / name for name in files]


def _about_text(named: NewCatalogue) -> str:
    """catalogue.yaml; raises ``UsageError`` for names that do not serve, or that are taken."""
    if named.iri == OUR_IRI or named.prefix == OUR_PREFIX:
        raise UsageError(
            f"{OUR_IRI} and {OUR_PREFIX} are the names of the catalogue that came with the "
            "program; give --iri an address on a domain of yours, and --prefix letters of your own."
        )
    text = _yaml(
        {
            "title": named.title,
            "description": f"{named.title}: what went wrong, on the word of those who were there.",
            "version": "0.1.0",
            "licence": "https://creativecommons.org/licenses/by/4.0/",
            "licence_name": "CC BY 4.0 for the catalogue's own words. Interviews have terms of "
            "their own, which their pages give.",
            "creator": named.creator,
            "citation": f'{named.creator}, "{named.title}", edition 0.1.0.',
            "iri": named.iri,
            "prefix": named.prefix,
        }
    )
    report = Report(rules=RULES)
    if located := parse_located(text, 1, Path("catalogue.yaml"), report):
        validate(CatalogueForm, located, Path("catalogue.yaml"), report)
    if report.findings:
        raise UsageError("\n".join(f"{each.message} {each.mend}" for each in report.findings))
    return text


def _study(named: NewCatalogue) -> dict[str, Any]:
    return {
        "id": "own-study",
        "title": f"Interviews for {named.title}",
        "description": "The interviews that were held for this catalogue.",
        "citation": f'{named.creator}, "Interviews for {named.title}".',
        "terms": "Not recorded yet.",
    }


def _schemes(shipped: Path) -> dict[str, str]:
    """The schemes that an entry needs, with what their concepts are and not where they are from."""
    found = {}
    for path in sorted((shipped / "schemes").glob("*.yaml")):
        if path.name in LEFT_OUT:
            continue
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        data["concepts"] = [_without(concept, CITED) for concept in data["concepts"]]
        found[f"schemes/{path.name}"] = _yaml(_without(data, CITED))
    return found


def _without(data: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name not in names}


def _guide(shipped: Path) -> dict[str, str]:
    """The questions to a project as they are, and the rules without one that names an issue."""
    folder = shipped / REVIEW_FOLDER
    rules = yaml.safe_load((folder / RULES_FILE).read_text(encoding="utf-8"))
    return {
        f"{REVIEW_FOLDER}/{PROFILE_FILE}": (folder / PROFILE_FILE).read_text(encoding="utf-8"),
        f"{REVIEW_FOLDER}/{RULES_FILE}": _yaml({"severities": rules["severities"], "issues": []}),
    }


def _yaml(data: dict[str, Any]) -> str:
    text: str = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=100)
    return text
