"""Adding a quote to the file of its interview, which keeps its comments and its order."""

import re
from pathlib import Path
from typing import Any

from snaglist.errors import UsageError
from snaglist.schema.located_yaml import YamlError, parse_yaml
from snaglist.schema.yaml_edits import RewriteError
from snaglist.schema.yaml_rewrite import rewritten
from snaglist.sources.corrections import replace_file
from snaglist.sources.interview_forms import QuoteForm

_EMPTY = re.compile(r"^quotes:[ \t]*(\[[ \t]*\]|~|null)?[ \t]*(?=#|$)", re.MULTILINE)


def add_quote(path: Path, sha256: str, record: str) -> None:
    """Write ``record``, an item as YAML, below the last one of quotes.yaml.

    ``sha256`` is that of the transcript it was taken from. Raises ``UsageError`` where the file
    cannot be read, is of another transcript, or has these words at this place already;
    ``SnaglistError`` where it cannot be written.
    """
    item = parse_yaml(record).data[0]
    QuoteForm.model_validate(item)
    try:
        text = path.read_text(encoding="utf-8")
        data = parse_yaml(text).data
    except (OSError, UnicodeDecodeError, YamlError) as error:
        raise UsageError(f"{path} cannot be read, so that nothing was added: {error}") from error
    if not isinstance(data, dict) or data.get("transcript_sha256") != sha256:
        raise UsageError(
            f"{path.name} is of another transcript: its transcript_sha256 should be {sha256}. "
            "Mend that first; snag check says which quotes moved."
        )
    quotes = data.get("quotes") or []
    for quote in quotes:
        if (quote.get("start"), quote.get("end")) == (item["start"], item["end"]):
            raise UsageError(f"{quote.get('id')} has these words at this place already.")
    replace_file(path, _added(path, text, {**data, "quotes": [*quotes, item]}, record))


def _added(path: Path, text: str, wanted: dict[str, Any], record: str) -> str:
    """The text with the record at its end; where the list ends before that, at its own end."""
    head = text if len(wanted["quotes"]) > 1 else _EMPTY.sub("quotes:", text, count=1)
    try:
        changed = f"{head.rstrip()}\n{record}"
        return changed if _reads_as(changed, wanted) else rewritten(text, wanted)
    except (RewriteError, YamlError) as error:
        raise UsageError(f"{path} cannot take a quote: {error}. Paste it.") from error


def _reads_as(text: str, wanted: dict[str, Any]) -> bool:
    try:
        return bool(parse_yaml(text).data == wanted)
    except YamlError:
        return False
