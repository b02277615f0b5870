"""Terms of the ontology by name: the one that is meant, and names as links."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TypedDict

from snaglist.errors import NotFoundError
from snaglist.graph.namespaces import PREFIXES
from snaglist.graph.term import Term
from snaglist.model.catalogue import nearest_names
from snaglist.web.urls import Urls

NAMED = re.compile(r"`([^`]*)`")
"""A name in a sentence."""

OR = " or "
"""What stands between the names of a union."""


class NamedTerm(TypedDict):
    """A term of ours or of others; ``url`` is its page, or where it is defined, if that is known.

    ``label`` is empty for those of others.
    """

    name: str
    label: str
    url: str | None


class SentencePart(TypedDict):
    """Words of a sentence; ``term`` is what they name, where they are the name of a term."""

    text: str
    term: NamedTerm | None


def find_term(terms: Sequence[Term], name: str) -> Term:
    """The term that is called so, or so but for the case where no two are.

    Raises ``NotFoundError``, which names what replaces a term that was removed, or the nearest.
    """
    for term in terms:
        if term.name == name:
            return term
    alike = [term for term in terms if term.name.casefold() == name.casefold()]
    if len(alike) == 1:
        return alike[0]
    instead = [term.name for term in terms if name in term.replaces]
    near = instead or nearest_names(name, [term.name for term in terms])
    raise NotFoundError(name, tuple(near))


class TermLinks:
    """Makes links of names: ``Claim`` of ours, ``prov:Entity`` of others."""

    def __init__(self, terms: Sequence[Term], urls: Urls) -> None:
        self._labels = {term.name: term.label for term in terms}
        self._urls = urls

    def link(self, name: str) -> NamedTerm:
        """One name."""
        if name in self._labels:
            return {"name": name, "label": self._labels[name], "url": self._urls.term(name)}
        prefix, _, local = name.partition(":")
        space = PREFIXES.get(prefix)
        return {"name": name, "label": "", "url": f"{space}{local}" if space else None}

    def links(self, names: Iterable[str]) -> list[NamedTerm]:
        """Several, in their order."""
        return [self.link(name) for name in names]

    def unions(self, names: Iterable[str]) -> list[list[NamedTerm]]:
        """Classes, each as the list of those that it is the union of: mostly one."""
        return [self.links(name.split(OR)) for name in names]

    def sentence(self, text: str) -> Iterator[SentencePart]:
        """A sentence in which names stand between backticks."""
        for n, part in enumerate(NAMED.split(text)):
            if part:
                yield {"text": part, "term": self.link(part) if n % 2 else None}
