"""What the commands of a review share: who, when, which file, and how errors are reported."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import click
from pydantic import ValidationError

from snaglist.cli.options import FilePath
from snaglist.errors import UsageError
from snaglist.plurals import count_of
from snaglist.reviews.evidence.words import inner_field
from snaglist.reviews.flags import WARN_DAYS
from snaglist.reviews.names import check_visible
from snaglist.reviews.questions import unsettled_items
from snaglist.reviews.record import Record
from snaglist.reviews.replay import rebuild
from snaglist.reviews.state import ReviewState
from snaglist.reviews.yaml_file import edit_record
from snaglist.schema.validation import error_sentence

LONGEST_WARNING = 3650
"""Days; ten years."""

OPTION_OF_FIELD = {
    "links": "link",
    "at": "today",
    "name": "also",
    "questions": "question",
    "definition": "why",
}
"""Options that go by another name than their field."""


def parse_day(value: str) -> date:
    """The day that is written as 2026-11-25, for click; raises ``click.BadParameter``."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"{value!r} is no day; write it as 2026-11-25.") from None


review_file = click.argument("path", metavar="FILE", type=FilePath())
by_option = click.option(
    "--by", metavar="NAME", help="Who does this.  [default: user.name of git in FILE's folder]"
)
# Hidden: it is there so that tests can see an acceptance expire.
today_option = click.option("--today", type=parse_day, hidden=True)
warn_days_option = click.option(
    "--warn-days",
    "ahead",
    type=click.IntRange(0, LONGEST_WARNING),
    default=WARN_DAYS,
    show_default=True,
    metavar="N",
    help="Mark acceptances that end within N days.",
)
issue_arguments = click.argument("issues", metavar="ISSUE…", nargs=-1, required=True)


def effective_time(today: date | None) -> datetime:
    """Now, by the clock of this machine, or noon (UTC) of the day that was named."""
    return datetime.combine(today, time(12), UTC) if today else datetime.now().astimezone()


def effective_day(today: date | None) -> date:
    """Today where this machine is, or the day that was named."""
    return effective_time(today).date()


def author_name(by: str | None, path: Path) -> str:
    """Who does it: as said, else as git knows whoever works in the file's folder.

    Raises ``UsageError`` where neither says it, or where it has what nobody can see.
    """
    name = " ".join((by if by is not None else git_name(path)).split())
    if not name:
        raise UsageError("Say who does this: --by NAME (or set user.name for git).")
    check_visible("The name", name)
    return name


def git_name(path: Path) -> str:
    """The user.name of git in the folder of a file; empty where there is none."""
    git = shutil.which("git")
    folder = path.absolute().parent
    if git is None or not folder.is_dir():
        return ""
    command = [git, "config", "user.name"]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)  # noqa: S603 (found in PATH)
    return done.stdout.decode(errors="replace").strip()


@contextmanager
def errors_by_option(own: bool = False) -> Iterator[None]:
    """Turn ``ValidationError`` into ``UsageError``, fields named by the options that give them.

    With ``own``, a title is that of an issue of the team's own.
    """
    try:
        yield
    except ValidationError as error:
        faults = [_fault(item, own) for item in error.errors(include_url=False)]
        raise UsageError("\n".join(dict.fromkeys(faults))) from error


def _fault(item: Any, own: bool) -> str:
    names = [part for part in item["loc"] if isinstance(part, str)]
    inside = inner_field(item["loc"][names.index("evidence") :]) if "evidence" in names else ""
    names = ["evidence"] if "evidence" in names else names
    reason = f"{inside}{error_sentence(item)}"
    if not names:
        return f"{reason[0].upper()}{reason[1:]}."
    name = "own" if own and names[-1] == "title" else names[-1]
    option = OPTION_OF_FIELD.get(name, name).replace("_", "-")
    return f"--{option}: {reason}."


def say_waiting(message: str) -> None:
    """Say for whom a command waits."""
    click.echo(message, err=True)


def edit_review(path: Path, deed: Callable[[Record], Record], *, own: bool = False) -> ReviewState:
    """Change the review in a file by ``deed``; gives its state afterwards.

    Raises what ``edit_record`` and the deed raise, and ``UsageError`` for fields that do not fit.
    """
    with errors_by_option(own):
        return rebuild(edit_record(path, deed, say_waiting))


def issue_ids(names: tuple[str, ...]) -> tuple[str, ...]:
    """Ids in capital letters, as the catalogue writes them, each once."""
    return tuple(dict.fromkeys(name.upper() for name in names))


def words_or_stdin(value: str | None) -> str | None:
    """A text, or, for ``-``, standard input; raises ``UsageError`` where that is not UTF-8."""
    if value != "-":
        return value
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"What comes in is not UTF-8 (byte {error.start}).") from error


def how_far(state: ReviewState, today: date) -> str:
    """How much is left, in a sentence."""
    left = unsettled_items(state, today)
    parts = []
    for rows, noun in ((state.issues, "issue"), (state.edges, "topic")):
        number = sum(item in left for item in rows)
        whole = count_of(sum(not item.retired for item in rows), noun)
        parts += [f"{number} of {whole}"] if number else []
    if not parts:
        return "Nothing left to do."
    asked = " not asked about" if " topic" in parts[-1] else ""
    return f"{' and '.join(parts)}{asked} still to do."
