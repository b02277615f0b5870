"""A thing that can be found, as the index takes it up."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from snaglist.index.query import DocumentType

Passages = tuple[tuple[str, str], ...]
"""Stretches of text, each with the name of the field it belongs to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One thing that can be found.

    ``names`` are what it is called, its id among them; whoever types one of them whole wants this
    very thing. ``passages`` are in the order in which a reader would look for the words.
    """

    type: DocumentType
    id: str
    title: str
    names: tuple[str, ...]
    passages: Passages
    facets: Mapping[str, tuple[str, ...]]
    quote_count: int

    @property
    def people(self) -> int:
        """How many people's words it is, or rests on."""
        return len(self.facets.get("person", ()))

    @property
    def interviews(self) -> int:
        """How many interviews it is of, or rests on."""
        return len(self.facets.get("interview", ()))


def as_passages(field: str, texts: Iterable[str]) -> Passages:
    """The texts that say something, each on one line."""
    return tuple((field, " ".join(text.split())) for text in texts if text.strip())


def unique(values: Iterable[str]) -> tuple[str, ...]:
    """Each value once, in the order of its first coming."""
    return tuple(dict.fromkeys(values))
