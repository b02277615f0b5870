"""What still has an interview after it was withdrawn: history of git, editions, snapshots."""

import subprocess
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from snaglist.schema.located_yaml import YamlError, parse_yaml

MOST_TAGS = 12

ALWAYS = (
    "Clones and forks of the repository, downloads, mirrors and archives (Zenodo, Software "
    "Heritage) of dumps and sites made before keep it: ask who has them.",
    "Design reviews keep the quotes that they showed: review files of teams, and the database "
    "of a server (snag reviews).",
)
"""What no program can know from here."""


def remains(catalog: Path, data: Path, interview: str, sha256: str) -> list[str]:
    """What still holds the words of an interview, a sentence each, with what can be done.

    ``data`` is where snapshots are, ``sha256`` of the transcript.
    """
    return [
        *_in_git(catalog, interview),
        *_in_editions(catalog, interview),
        *_in_snapshots(data, sha256),
        *ALWAYS,
    ]


def _in_git(catalog: Path, interview: str) -> list[str]:
    folder = f"interviews/{interview}"
    top = _git(catalog, "rev-parse", "--show-toplevel")
    if not top:
        return ["The catalogue is in no repository of git: there is no history here."]
    commits = _git(catalog, "log", "--all", "--format=%h", "--", folder)
    if not commits:
        return ["No commit of git has it."]
    first, last = commits[-1], commits[0]
    inside = catalog.resolve().relative_to(Path(top[0]).resolve()) / folder
    told = (
        f"History of git has it in {len(commits)} commits, from {first} to {last}, whatever is "
        f"changed now. To take it out: git filter-repo --invert-paths --path {inside.as_posix()}, "
        "then push anew everywhere; hashes of all later commits change."
    )
    found = [told]
    tags = _git(catalog, "tag", "--contains", first)
    if tags:
        more = " …" if len(tags) > MOST_TAGS else ""
        found.append(f"Tags with it: {', '.join(tags[:MOST_TAGS])}{more}.")
    remotes = _git(catalog, "remote")
    if remotes:
        found.append(f"Remotes that may have it: {', '.join(remotes)}.")
    return found


def _in_editions(catalog: Path, interview: str) -> list[str]:
    """Editions that were published since the interview came."""
    days = _git(catalog, "log", "--all", "--format=%as", "--", f"interviews/{interview}")
    came = date.fromisoformat(days[-1]) if days else date.min
    try:
        about = parse_yaml((catalog / "catalogue.yaml").read_text(encoding="utf-8")).data
        editions = [
            f"{each['version']} ({each['released']})"
            for each in about.get("editions") or []
            if each["released"] >= came
        ]
    except (OSError, ValueError, YamlError, LookupError, TypeError, AttributeError):
        return []
    if not editions:
        return []
    return [
        f"Published editions with it: {', '.join(editions)}; their dumps, sites and SPARQL stores "
        "have it until they are taken down."
    ]


def _in_snapshots(data: Path, sha256: str) -> list[str]:
    """Snapshots of this machine that were built with it."""
    found = []
    for path in sorted(data.rglob("manifest.json")) if data.is_dir() else ():
        try:
            has_it = sha256 in path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            continue
        if has_it:
            found.append(str(path.parent))
    if not found:
        return []
    return [f"Snapshots on this machine with it: {', '.join(found)}. Build anew and remove them."]


def _git(folder: Path, *words: str) -> Sequence[str]:
    """The lines that git prints; none where it fails or is not there."""
    try:
        done = subprocess.run(  # noqa: S603 - fixed words, and ids of a fixed form
            ["git", *words],  # noqa: S607
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
    except OSError:
        return []
    return done.stdout.split("\n")[:-1] if done.returncode == 0 else []
