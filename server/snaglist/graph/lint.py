"""Rules for the ontology itself, each a SPARQL query over it: what it selects is wrong."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import pyoxigraph as ox

from snaglist.graph.namespaces import PREFIXES, SNAG
from snaglist.graph.ontology import authored_files, module_files, ontology_files, read_query
from snaglist.schema.finding import Finding
from snaglist.schema.located_yaml import YamlError, parse_yaml
from snaglist.schema.text_files import BOM

_SERVICE = re.compile(r"\bSERVICE\b", re.IGNORECASE)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})")

CHECKS_FOLDER, PROFILE = "checks", "profile.yaml"


class CheckSeverity(StrEnum):
    """What a broken rule does: stop a build, give a warning, or nothing."""

    ERROR = "error"
    WARNING = "warning"
    OFF = "off"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A rule: what is wrong where ``query`` selects a ``?term``, and what would be right."""

    name: str
    problem: str
    solution: str
    query: str
    severity: CheckSeverity


def read_checks(folder: Path) -> tuple[list[Check], list[Finding]]:
    """The files ``checks/*.rq`` of an ontology folder, by name, and what is wrong with them."""
    profile, findings = _profile(folder)
    checks: list[Check] = []
    for path in authored_files(folder / CHECKS_FOLDER, ".rq"):
        text, unread = read_query(path)
        if unread:
            findings += unread
            profile.pop(path.stem, None)
            continue
        problem, solution = _said(text, "problem"), _said(text, "solution")
        severity = profile.pop(path.stem, None)
        if problem and solution and severity:
            checks.append(
                Check(
                    name=path.stem,
                    problem=problem,
                    solution=solution,
                    query=text,
                    severity=severity,
                )
            )
            continue
        missing = "its severity in profile.yaml" if problem and solution else "its first lines"
        mend = "Begin it with '# problem: …' and '# solution: …', and name it in profile.yaml."
        place = f"{folder.name}/{CHECKS_FOLDER}/{path.name}"
        findings.append(Finding(place, 0, "check", f"the check lacks {missing}.", mend))
    for name in profile:
        place = f"{folder.name}/{CHECKS_FOLDER}/{PROFILE}"
        findings.append(Finding(place, 0, "check", f"there is no check {name}.", "Remove it."))
    return checks, findings


def _profile(folder: Path) -> tuple[dict[str, CheckSeverity], list[Finding]]:
    path = folder / CHECKS_FOLDER / PROFILE
    if not path.is_file():
        return {}, []
    text, unread = read_query(path)
    if unread:
        return {}, unread
    try:
        said = parse_yaml(text).data or {}
        found = {str(name): CheckSeverity(level or "off") for name, level in said.items()}
    except (YamlError, ValueError, AttributeError) as error:
        mend = "It is a line 'name: error', 'warning' or 'off' for each check."
        place = f"{folder.name}/{CHECKS_FOLDER}/{PROFILE}"
        return {}, [Finding(place, 0, "check", f"cannot be read: {error}.", mend)]
    return found, []


def _said(text: str, name: str) -> str:
    found = re.search(rf"^# {name}: (.+)$", text, re.MULTILINE)
    return found[1].strip() if found else ""


def check_ontology(folder: Path) -> tuple[list[Finding], list[Finding]]:
    """Errors and warnings that the checks of an ontology folder find in its Turtle files.

    The files must be Turtle; see ``read_turtle``.
    """
    checks, errors = read_checks(folder)
    store = ox.Store()
    for path in (*ontology_files(folder), *module_files(folder)):
        content = path.read_bytes().removeprefix(BOM.encode())
        store.bulk_load(content, format=ox.RdfFormat.TURTLE)
    warnings: list[Finding] = []
    for check in checks:
        if check.severity is CheckSeverity.OFF:
            continue
        try:
            found = list(_broken(store, check, folder))
        except (SyntaxError, ValueError, OSError, RuntimeError) as error:
            place = f"{folder.name}/{CHECKS_FOLDER}/{check.name}.rq"
            told = "not SPARQL" if isinstance(error, SyntaxError) else "no check"
            found = [Finding(place, 0, "check", f"{told}: {error}.", "Mend the query.")]
        (errors if check.severity is CheckSeverity.ERROR else warnings).extend(found)
    return errors, warnings


def _broken(store: ox.Store, check: Check, folder: Path) -> Iterator[Finding]:
    prefixes = {prefix: str(space) for prefix, space in PREFIXES.items()}
    if _SERVICE.search(_ESCAPE.sub(lambda found: chr(int(found[1], 16)), check.query)):
        raise ValueError("SERVICE would ask the network, which no check does")
    rows = store.query(check.query, prefixes=prefixes)
    if not isinstance(rows, ox.QuerySolutions) or ox.Variable("term") not in rows.variables:
        raise ValueError("it should select ?term")
    terms = (row["term"] for row in rows)
    for term in sorted({str(getattr(term, "value", term)) for term in terms if term is not None}):
        name = f"snag:{term.removeprefix(str(SNAG))}" if term.startswith(str(SNAG)) else term
        path, line = _place(folder, name)
        yield Finding(path, line, check.name, f"{name}: {check.problem}", check.solution)


def _place(folder: Path, name: str) -> tuple[str, int]:
    """The file and line where a term is written about; the folder where that is not found."""
    begins = re.compile(rf"<?{re.escape(name)}>?\s")
    for path in (*ontology_files(folder), *module_files(folder)):
        text = path.read_text(encoding="utf-8-sig", errors="replace")
        for number, line in enumerate(text.splitlines(), start=1):
            if begins.match(line):
                return f"{folder.name}/{path.relative_to(folder).as_posix()}", number
    return folder.name, 0
