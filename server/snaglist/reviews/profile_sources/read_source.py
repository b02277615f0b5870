"""Reads a document of a team, whichever of those that are known it is."""

import json
from pathlib import Path

from snaglist.reviews.given_file import read_given_text
from snaglist.reviews.profile_sources.croissant import is_croissant, read_croissant
from snaglist.reviews.profile_sources.datasheet import is_datasheet, read_datasheet
from snaglist.reviews.profile_sources.model_card import read_card, split_head
from snaglist.reviews.profile_sources.model_card_toolkit import is_toolkit_card, read_toolkit_card
from snaglist.reviews.profile_sources.source_profile import NotTheirFormatError, SourceProfile

MOST_OCTETS = 5_000_000

KNOWN = (
    "a model card or dataset card of Hugging Face (Markdown with a YAML head), a model card of "
    "Google’s Model Card Toolkit (JSON), a dataset in Croissant (JSON-LD), or a datasheet for a "
    "dataset (Markdown with its questions)"
)


def read_source(path: Path) -> SourceProfile:
    """What a document says of a project.

    Raises ``NotFoundError`` without such a file, ``NotTheirFormatError`` for one that is none of
    the known, and ``FindingsError`` for a head that is no YAML.
    """
    text = read_given_text(path, MOST_OCTETS, encoding="utf-8-sig", wrong=NotTheirFormatError)
    if text.lstrip()[:1] == "{":
        return _read_json(text, path)
    if split_head(text):
        return read_card(text, path)
    if is_datasheet(text):
        return read_datasheet(text)
    raise NotTheirFormatError(f"{path} is none of these: {KNOWN}.")


def _read_json(text: str, path: Path) -> SourceProfile:
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        told = f"{path}:{error.lineno}: no JSON: {error.msg}."
        raise NotTheirFormatError(told) from error
    except (RecursionError, ValueError) as error:
        raise NotTheirFormatError(f"{path}: no JSON that can be read.") from error
    if is_toolkit_card(data):
        return read_toolkit_card(data)
    if is_croissant(data):
        return read_croissant(data)
    raise NotTheirFormatError(f"{path} is none of these: {KNOWN}.")
