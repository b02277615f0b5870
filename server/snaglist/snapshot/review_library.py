"""What a design review consults of a snapshot."""

from collections.abc import Iterator, Sequence
from math import ceil

from snaglist.index.analysis import stem, stems
from snaglist.index.query import DocumentType, Hit, Query
from snaglist.index.words import find_words
from snaglist.model.catalogue import Catalogue
from snaglist.reviews.edges import NamedEdge
from snaglist.reviews.events.fields import Edition
from snaglist.reviews.library import Library
from snaglist.reviews.selection import FoundIssue
from snaglist.snapshot.place import CATALOGUE_FILE
from snaglist.snapshot.snapshot import Snapshot

FEWEST_WORDS, MOST_WORDS, SHARE_OF_WORDS = 2, 4, 0.4
"""How many of the words must stand together in one passage: a share of them, within bounds."""

SHARE_OF_BEST = 0.5
"""How well an issue must score, measured against the best of the search."""


def review_library(knowledge: Snapshot) -> Library:
    """The catalogue, its edition, and the search for a project's own words.

    The edition's digest is that of the catalogue's file in the snapshot: it changes with what the
    catalogue says, and not with the program that wrote it.
    """
    catalogue = knowledge.catalogue
    digest = knowledge.manifest.files[CATALOGUE_FILE].sha256
    return Library(
        catalogue=catalogue,
        edition=Edition(version=catalogue.about.version, digest=digest, iri=catalogue.about.iri),
        search=lambda words: tuple(find_issues(knowledge, words)),
        name_edges=lambda words: tuple(named_edges(catalogue, words)),
    )


def named_edges(catalogue: Catalogue, words: str) -> Iterator[NamedEdge]:
    """The edges that a project's words name: by their title or another name, word after word."""
    typed = stems(words)
    for edge in catalogue.edges:
        names = (edge.title, *edge.also_called)
        found = tuple(name for name in names if _stands_in(stems(name), typed))
        if found:
            yield NamedEdge(edge=edge.id, words=found)


def _stands_in(part: Sequence[str], whole: Sequence[str]) -> bool:
    """True where one row of words is in another without a gap."""
    size = len(part)
    return bool(part) and any(whole[at : at + size] == part for at in range(len(whole) - size + 1))


def find_issues(knowledge: Snapshot, words: str) -> Iterator[FoundIssue]:
    """The issues that speak of a project's words, best first, and of which of them.

    A search answers whatever it is asked with the nearest there is. What goes into the record of a
    review must be near: several of the words in one passage, as they were typed, without other
    names for them, and a score that stands beside the best.
    """
    filters = {"type": (DocumentType.ISSUE.value,)}
    hits = knowledge.search(Query(words=words, filters=filters, exact=True)).hits
    typed = _typed(words)
    needed = min(len(typed), MOST_WORDS, max(FEWEST_WORDS, ceil(SHARE_OF_WORDS * len(typed))))
    for hit in hits:
        matched = _matched(hit)
        together = tuple(word for word_stem, word in typed.items() if word_stem in matched)
        if len(together) >= max(needed, 1) and hit.score >= SHARE_OF_BEST * hits[0].score:
            yield FoundIssue(issue=hit.id, words=together)


def _typed(words: str) -> dict[str, str]:
    """The words that can be searched for, each once by its stem, in small letters."""
    found: dict[str, str] = {}
    for word in find_words(words):
        if name := stem(word):
            found.setdefault(name, word)
    return found


def _matched(hit: Hit) -> frozenset[str]:
    """The stems that the search marked in the passage that fits best."""
    marked: Sequence[str] = [part.text for part in hit.highlight if part.matched]
    return frozenset(name for text in marked for name in stems(text))
