"""The files of one interview, opened to be changed."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from snaglist.errors import NotFoundError, UsageError
from snaglist.interviews.changes import Changes
from snaglist.interviews.leaks import METADATA, QUOTES, TRANSCRIPT
from snaglist.model.catalogue import nearest_names
from snaglist.schema.located_yaml import YamlError, parse_yaml
from snaglist.schema.report import Report
from snaglist.schema.text_files import is_left_by_program
from snaglist.schema.yaml_edits import RewriteError
from snaglist.schema.yaml_rewrite import rewritten
from snaglist.sources.codings import CODINGS_FOLDER
from snaglist.sources.interviews import read_transcript
from snaglist.sources.rules import RULES


@dataclass(frozen=True, slots=True)
class InterviewFiles:
    """An interview in a catalogue, as its files are."""

    id: str
    folder: Path
    text: str
    metadata: dict[str, Any]
    quotes: dict[str, Any]

    @property
    def transcript_path(self) -> Path:
        """The file of the words."""
        return self.folder / TRANSCRIPT

    @property
    def metadata_path(self) -> Path:
        """The file of what is said of the interview."""
        return self.folder / METADATA

    @property
    def codings_paths(self) -> list[Path]:
        """The files of those who coded it, by name."""
        folder = self.folder / CODINGS_FOLDER
        return sorted(path for path in folder.glob("*.yaml") if not is_left_by_program(path.name))

    @property
    def quotes_path(self) -> Path:
        """The file of its quotes."""
        return self.folder / QUOTES


def open_interview(changes: Changes, interview: str) -> InterviewFiles:
    """The files of an interview that is to be changed.

    Raises ``NotFoundError`` for no such interview, ``FindingsError`` for a transcript that cannot
    be read, ``UsageError`` for a file whose data are not those of an interview.
    """
    catalog = changes.catalog
    folder = catalog / "interviews" / interview
    if not (folder / METADATA).is_file():
        known = [path.parent.name for path in catalog.glob(f"interviews/*/{METADATA}")]
        raise NotFoundError(interview, nearest_names(interview, known))
    report = Report(catalog, RULES)
    transcript = read_transcript(folder / TRANSCRIPT, report)
    report.raise_if_any()
    assert transcript is not None  # that is a finding
    metadata = read_data(changes, folder / METADATA)
    quotes = read_data(changes, folder / QUOTES)
    right = isinstance(metadata, dict) and isinstance(quotes, dict)
    if right and quotes.get("quotes", ()) is None:  # as after an import
        quotes = {**quotes, "quotes": []}
    records = quotes.get("quotes") if right else None
    fields = ("id", "exact", "prefix", "suffix", "start", "end")
    if not isinstance(records, list) or not all(
        isinstance(each, dict) and all(field in each for field in fields) for each in records
    ):
        raise UsageError(f"{folder} is not in order. snag check --quick says where.")
    return InterviewFiles(interview, folder, transcript.text, metadata, quotes)


def read_data(changes: Changes, path: Path) -> Any:
    """The data of a YAML file; raises ``UsageError`` where it cannot be read."""
    text = changes.text(path)
    if text is None:
        raise UsageError(f"{path} is missing. snag check --quick says what else is.")
    try:
        return parse_yaml(text).data
    except YamlError as error:
        raise UsageError(f"{path}:{error.line}: {error.reason}") from error


def read_codings(changes: Changes, path: Path) -> dict[str, Any]:
    """The data of a coder's file; raises ``UsageError`` where it is not in order."""
    data = read_data(changes, path)
    try:
        for coding in data.get("codings") or []:
            start, end = coding["at"]
            right = isinstance(start, int) and isinstance(end, int) and coding["id"]
            if not right:
                raise ValueError
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise UsageError(f"{path} is not in order. snag check --quick says where.") from error
    return dict(data)


def put_data(changes: Changes, path: Path, data: Any) -> None:
    """Let a YAML file have these data, its comments kept; raises ``UsageError``."""
    text = changes.text(path)
    try:
        changes.put(path, rewritten(text or "", data))
    except (YamlError, RewriteError) as error:
        message = f"{path} cannot be changed by a program: {error}. Nothing was changed."
        raise UsageError(message) from error
