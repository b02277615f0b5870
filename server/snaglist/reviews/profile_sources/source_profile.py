"""What a document says of a project, each part with the place where it says so."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from snaglist.errors import UsageError
from snaglist.schema.characters import UNWRITABLE

LONGEST_TITLE = 200
LONGEST_WORDS = 2_000
"""What a review takes of a project's description."""


class NotTheirFormatError(UsageError):
    """A document is none of those that are known, or not as its format says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Something that a document says: in its words, and at which place of it."""

    text: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceProfile:
    """What a document says: a title, passages for the words, and answers such as ``model/tuned``.

    ``format`` names the kind of document.
    """

    format: str
    title: Said | None = None
    words: tuple[Said, ...] = ()
    answers: Mapping[str, Said] = field(default_factory=dict)


def cut_words(passages: Iterable[str], most: int = LONGEST_WORDS) -> str:
    """Passages as one text, cut between words where it is longer than a review takes."""
    text = "\n\n".join(passages)
    if len(text) <= most:
        return text
    head = text[: most - 1]
    return f"{head.rpartition(' ')[0] or head}…"


def plain(value: object) -> str:
    """A value of a document as text of a review; empty for anything but text and numbers."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return UNWRITABLE.sub("", str(value).replace("\r\n", "\n")).strip()


def said(value: object, place: str) -> Said | None:
    """A value with its place; None where it says nothing."""
    text = plain(value)
    return Said(text=text, place=place) if text else None


def as_list(value: object) -> list[object]:
    """A list; one value alone is a list of it, and nothing is none."""
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]
