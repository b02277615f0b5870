"""``snag interview leaks``."""

import dataclasses
from pathlib import Path

import click

from snaglist.cli.interview.open_leaks import also_at
from snaglist.cli.options import FilePath, json_option, print_json, with_settings
from snaglist.errors import NotFoundError
from snaglist.interviews.leaks import LEAK_RULES, METADATA, Leak, LeakSearch
from snaglist.interviews.name_key import default_key, read_key
from snaglist.model.catalogue import nearest_names
from snaglist.schema.finding import Finding
from snaglist.schema.report import FindingsError
from snaglist.settings import Settings

key_option = click.option(
    "--key",
    type=FilePath(),
    help="The names behind the placeholders, in a file outside of every work tree.",
)


@click.command()
@click.argument("targets", metavar="ID|FILE…", nargs=-1, required=True)
@with_settings
@key_option
@click.option("--places", is_flag=True, help="Say where, not what: for logs that others read.")
@json_option
def leaks(
    settings: Settings, targets: tuple[str, ...], key: Path | None, places: bool, as_json: bool
) -> None:
    """Find what tells who somebody is: words with a capital that are no ordinary words, mail and
    web addresses, numbers of phones and accounts, handles, streets, days of birth, and the names
    of a key in any case, accent or genitive. Ends with 1 where there is any.

    ID is an interview of the catalogue, FILE one of its files or any text. What was looked at and
    may stay stands in reviewed-words.yaml beside the transcript. Without --key, the key of an
    interview is ID.yaml in the folder keys of Snaglist's data folder, where there is one.

    Example: snag interview leaks I07
    """
    found: list[Finding] = []
    searches = []
    for folder, files in _by_interview(settings.catalog, targets).items():
        where = key or (default_key(folder.name) if folder else None)
        given = where is not None and (key is not None or where.is_file())
        search = LeakSearch(read_key(where) if given and where else ())
        if folder:
            search.search_interview(folder, files)
        else:
            for file in files:
                search.search_text(file)
        found += search.report.findings
        found += [_finding(leak, settings.catalog, places) for leak in search.leaks]
        searches.append(search)
    notes = [note for search in searches for note in search.notes]
    if as_json:
        print_json({"findings": [dataclasses.asdict(item) for item in found], "notes": notes})
    for note in () if as_json else notes:
        click.echo(note, err=True)
    if found and as_json:
        raise SystemExit(1)
    if found:
        raise FindingsError(tuple(sorted(found)))
    if not as_json:
        click.echo(f"Nothing found in {sum(search.words for search in searches):,} words.")


def _by_interview(catalog: Path, targets: tuple[str, ...]) -> dict[Path | None, list[Path]]:
    """The files to search by the folder of their interview, None for those of none.

    An interview without files is to be searched whole. Raises ``NotFoundError``.
    """
    chosen: dict[Path | None, list[Path]] = {}
    for target in targets:
        folder = catalog / "interviews" / target
        if (folder / METADATA).is_file():
            chosen[folder] = []
        elif Path(target).is_file():
            beside = Path(target).parent
            is_interview = (beside / METADATA).is_file()
            chosen.setdefault(beside if is_interview else None, []).append(Path(target))
        elif Path(target).is_dir() and (Path(target) / METADATA).is_file():
            chosen[Path(target)] = []
        else:
            known = [path.parent.name for path in catalog.glob(f"interviews/*/{METADATA}")]
            raise NotFoundError(target, nearest_names(target, known))
    return chosen


def _finding(leak: Leak, catalog: Path, places: bool) -> Finding:
    path, root = leak.path, catalog.parent
    shown = path.relative_to(root) if path.is_absolute() and path.is_relative_to(root) else path
    what = LEAK_RULES[leak.rule]
    again = also_at(leak.lines)
    words = "" if places else f"{leak.words!r}: "
    problem = what.problem[0].lower() + what.problem[1:] if words else what.problem
    return Finding(
        shown.as_posix(), leak.lines[0], leak.rule, f"{words}{problem}{again}", what.solution
    )
