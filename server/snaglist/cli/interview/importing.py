"""``snag interview import``: from a transcript's file to the folder of an interview."""

import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from snaglist.cli.interview.open_leaks import import_findings
from snaglist.cli.options import FilePath, json_option, print_json, with_settings
from snaglist.errors import UsageError
from snaglist.interviews.import_names import (
    key_finder,
    read_reviewed,
    reviewed_text,
    search_import,
)
from snaglist.interviews.leaks import LeakSearch
from snaglist.interviews.name_key import NamedThing, default_key, read_key
from snaglist.schema.report import FindingsError, Report
from snaglist.settings import Settings
from snaglist.sources.importing.composing import Composed
from snaglist.sources.importing.folder import NOT_RECORDED, About, files_of, write_folder
from snaglist.sources.importing.importer import Opened, missing_text, open_source
from snaglist.sources.importing.speakers import HEAD, LEAVE_OUT, NO_LABEL, NameRow
from snaglist.sources.reviewed_words import REVIEWED_FILE
from snaglist.sources.rules import RULES
from snaglist.sources.schemes import load_schemes, load_studies


@click.command()
@click.argument("file", type=FilePath())
@click.option("--id", "identifier", required=True, help="The interview's id, as I12.")
@click.option(
    "--as",
    "style",
    metavar="SHAPE",
    help="How labels look: colon, bracket, heading, otter, alone, tab, dash, dot, chevrons, or a "
    "regular expression with (?P<name>…). Without it every shape is looked for.",
)
@click.option(
    "--map",
    "mapped",
    multiple=True,
    metavar="NAME=ROLE",
    help="Who a name is: interviewer, participant or unknown; or words, where it is no label.",
)
@click.option("--study", help="The study it belongs to; the only one of the catalogue otherwise.")
@click.option("--title", help="What pages call the interview.")
@click.option("--language", default="en", help="What is spoken, as fr or pt-BR.")
@click.option("--held", help="The day, month or year, as 2026-03.")
@click.option(
    "--domain",
    "domains",
    multiple=True,
    help="An id of schemes/domain.yaml; the only one otherwise.",
)
@click.option("--licence", default=NOT_RECORDED, help="On which terms the words may be used.")
@click.option("--consent", default=NOT_RECORDED, help="What the participant agreed to.")
@click.option("--encoding", help="Of a text that is not UTF-8, as cp1252.")
@click.option("--source", help="Which text of a QDPX project.")
@click.option(
    "--keep-word", "kept", multiple=True, metavar="WORD", help="A part of a name to leave in."
)
@click.option(
    "--key",
    type=FilePath(),
    help="Names and their placeholders, in a file outside of every work tree; they are replaced.",
)
@click.option(
    "--no-name",
    "no_names",
    multiple=True,
    metavar="WORDS=WHY",
    help="Words that look like a name and may stay, and why; they go to reviewed-words.yaml.",
)
@click.option(
    "--reviewed", type=FilePath(), help="A file of such words, in the form of reviewed-words.yaml."
)
@click.option("--dry-run", is_flag=True, help="Show who speaks, and write nothing.")
@json_option
@with_settings
def import_file(
    settings: Settings,
    file: Path,
    identifier: str,
    mapped: Sequence[str],
    dry_run: bool,
    as_json: bool,
    style: str | None,
    encoding: str | None,
    source: str | None,
    kept: Sequence[str],
    key: Path | None,
    no_names: Sequence[str],
    reviewed: Path | None,
    **said: Any,
) -> None:
    """Make an interview of a transcript: txt, docx, odt, rtf, WebVTT, SRT, or a text of a QDPX
    project. Shows who speaks; where the file cannot say who is who, it asks, or ends with 2 and the
    options to give. Names of speakers and of the key become placeholders, every word else stays.
    While anything left looks like a name, nothing is written: it is listed, and ends with 1.

    Example: snag interview import meeting.vtt --id I12 --map "Ann Baker=interviewer" --map
    "Dev Rao=participant"
    """
    folder = settings.catalog.resolve() / "interviews"
    about = _about(settings.catalog.resolve(), identifier, said)
    if file.resolve().is_relative_to(settings.catalog.resolve()):
        raise UsageError(f"{file} lies in the catalogue; keep what has names in it elsewhere.")
    things, forms = _key_of(identifier, key), read_reviewed(reviewed, no_names)
    opened = open_source(file, style=style, encoding=encoding, source=source)
    answers = dict(_pair(each) for each in mapped)
    if not as_json:
        _show(opened)
    decisions = opened.decide(answers)
    if decisions.missing and not dry_run and not as_json and sys.stdin.isatty():
        answers.update((row.name, _ask(row)) for row in decisions.missing)
        decisions = opened.decide(answers)
    if decisions.missing and not dry_run:
        raise UsageError(missing_text(decisions.missing))
    composed = found = None
    written: list[Path] = []
    if not decisions.missing:
        composed = opened.compose(decisions, kept, key_finder(things, file))
        files = files_of(about, opened.origin, composed)
        if forms:
            files[REVIEWED_FILE] = reviewed_text(forms)
        found = search_import(folder / identifier, files, things, forms)
        if not dry_run and not found.leaks:
            written = write_folder(folder / identifier, files)
    if as_json:
        print_json(_told(opened, decisions.missing, composed, found, written))
    else:
        if decisions.missing:
            click.echo(missing_text(decisions.missing))
        _tell(opened, composed, written)
    _tell_leaks(opened, composed, found, dry_run, as_json)


def _key_of(identifier: str, key: Path | None) -> tuple[NamedThing, ...]:
    """The names of the key that is given, else of the one that lies where keys lie."""
    usual = default_key(identifier)
    return read_key(key or usual) if key or usual.is_file() else ()


def _tell_leaks(
    opened: Opened,
    composed: Composed | None,
    found: LeakSearch | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """What may be a name; raises ``FindingsError``, or exits with 1, where that is in the way."""
    if composed is None or found is None:
        return
    for note in () if as_json else found.notes:
        click.echo(note, err=True)
    if not found.leaks:
        return
    if as_json:
        raise SystemExit(0 if dry_run else 1)
    findings = import_findings(found.leaks, opened.name, composed.origins)
    if not dry_run:
        click.echo("Nothing was written: first look at what may be a name.", err=True)
        raise FindingsError(findings)
    for finding in findings:
        click.echo(f"{finding.path}:{finding.line}: {finding.message} {finding.mend}")


def _about(catalog: Path, identifier: str, said: dict[str, Any]) -> About:
    """What is said of the interview; raises ``UsageError`` for no id, study or domain."""
    if not re.fullmatch(r"I[0-9]{2,}", identifier):
        raise UsageError(f"--id {identifier!r} is no interview's id, as I12.")
    report = Report(catalog, RULES)
    studies = [study.id for study in load_studies(catalog, report)]
    scheme = load_schemes(catalog, report).get("domain")
    domains = [concept.id for concept in scheme.concepts] if scheme else []
    (study,) = _chosen("study", studies, [said.pop("study")])
    return About(
        id=identifier, study=study, domains=_chosen("domain", domains, said.pop("domains")), **said
    )


def _chosen(sort: str, known: Sequence[str], given: Sequence[str | None]) -> list[str]:
    """The ids given, or the only one that there is."""
    wanted = [each for each in given if each] or (list(known) if len(known) == 1 else [])
    if not wanted or not set(wanted) <= set(known):
        listed = ", ".join(known) or "none yet"
        raise UsageError(f"Which {sort}? --{sort} ID, of those in the catalogue: {listed}.")
    return wanted


def _pair(text: str) -> tuple[str, str]:
    name, equals, role = text.rpartition("=")
    if not equals or not name.strip():
        raise UsageError(f'--map {text!r} is no NAME=ROLE, as "Ann Baker=interviewer".')
    return name.strip(), role.strip()


def _ask(row: NameRow) -> str:
    """Ask at the terminal who somebody is."""
    usual = {HEAD: LEAVE_OUT, NO_LABEL: "before"}.get(row.name)
    answer: str = click.prompt(f"Who is {row.name!r} ({row.first}…)?", default=usual, type=str)
    return answer


def _show(opened: Opened) -> None:
    """The table of those who speak."""
    click.echo(f"{opened.name}: {opened.origin.format}, {len(opened.source.lines)} lines")
    width = max((len(row.name) for row in opened.rows), default=0)
    for row in opened.rows:
        role = row.role.value if row.role else "?"
        lines = ", ".join(map(str, row.lines[:3])) + ("…" if len(row.lines) > 3 else "")
        click.echo(
            f"  {row.name:{width}}  {role:11}  {row.count:4} times  {row.words:6} words"
            f"  {'/'.join(row.shapes) or '-':8} line {lines}: {row.first}"
        )


def _tell(opened: Opened, composed: Composed | None, written: Sequence[Path]) -> None:
    for note in opened.source.left_out:
        click.echo(f"Left out: {note}.")
    if composed is None:
        return
    click.echo(f"{composed.words_in} words in, {composed.words_out} words out.")
    for word, count in composed.withheld_words.items():
        click.echo(f"Withheld: {word!r}, {count} times; --keep-word {word} where it is a word.")
    for path in written:
        click.echo(path)


def _told(
    opened: Opened,
    missing: Sequence[NameRow],
    composed: Composed | None,
    found: LeakSearch | None,
    written: Sequence[Path],
) -> dict[str, object]:
    """The same for programs."""
    return {
        "file": opened.name,
        "format": opened.origin.format,
        "speakers": [
            {
                "name": row.name,
                "role": row.role.value if row.role else None,
                "shapes": list(row.shapes),
                "count": row.count,
                "words": row.words,
                "first": row.first,
                "lines": list(row.lines),
            }
            for row in opened.rows
        ],
        "missing": [row.name for row in missing],
        "left_out": list(opened.source.left_out),
        "words_in": composed.words_in if composed else None,
        "words_out": composed.words_out if composed else None,
        "withheld": composed.withheld_words if composed else {},
        "leaks": [
            {
                "file": leak.path.name,
                "rule": leak.rule,
                "words": leak.words,
                "lines": list(leak.lines),
            }
            for leak in (found.leaks if found else ())
        ],
        "notes": list(found.notes if found else ()),
        "written": [path.name for path in written],
    }
