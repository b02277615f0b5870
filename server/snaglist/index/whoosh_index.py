"""The search index as Whoosh answers it; no other module opens one."""

from pathlib import Path
from threading import Lock
from typing import Any, Self

from whoosh import query as wq
from whoosh.index import FileIndex, open_dir
from whoosh.scoring import BM25F
from whoosh.sorting import Count, FieldFacet

from snaglist.errors import UsageError
from snaglist.index import grammar
from snaglist.index.grammar import Wanted
from snaglist.index.highlight import best_passage, fragments
from snaglist.index.query import FACETS, DocumentType, FacetCount, Hit, Query, Results
from snaglist.index.schema import NAMES, facet_field, name_term
from snaglist.index.spelling import respell
from snaglist.index.typed import Typed, understand

NAME_FIELD = "id"
"""The field of a hit that was found by its id and not by any text."""

LENGTH_MATTERS = 0.3
"""How much a match in a short document counts more than one in a long (BM25's B)."""


class WhooshIndex:
    """An index opened for reading; searches from many threads take turns.

    Whoosh's searcher answers wrongly, and without an error, when threads share it, so a lock
    stands around everything that touches it.
    """

    def __init__(self, index: FileIndex) -> None:
        self._index = index
        self._searcher: Any = index.searcher(weighting=BM25F(B=LENGTH_MATTERS))
        self._lock = Lock()

    def search(self, query: Query) -> Results:
        """Answer a query; typed words are never an error, unknown facets are ``UsageError``."""
        _check(query)
        typed = understand(query.words)
        with self._lock:
            return self._answer(query, typed)

    def close(self) -> None:
        """Let go of the files."""
        with self._lock:
            self._searcher.close()
            self._index.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _answer(self, query: Query, typed: Typed) -> Results:
        name = name_term(query.words)
        fits, wanted = self._fitting(query, typed, name)
        if fits is None:
            return Results(total=0, hits=(), facets=_no_facets(), dropped=typed.dropped)
        found = self._searcher.search(
            grammar.ranked(fits, wanted, name) if wanted else fits,
            filter=_filter(query),
            limit=max(1, min(query.page * query.size, self._searcher.doc_count_all())),
            groupedby={facet: _grouping(facet) for facet in FACETS},
            maptype=Count,
        )
        total = len(found)
        first = (query.page - 1) * query.size
        return Results(
            total=total,
            hits=tuple(_hit(hit, wanted, name) for hit in found[first : first + query.size]),
            facets={facet: _counts(found.groups(facet)) for facet in FACETS},
            instead=() if total else respell(self._searcher.reader(), typed.words),
            dropped=typed.dropped,
        )

    def _fitting(self, query: Query, typed: Typed, name: str) -> tuple[wq.Query | None, Wanted]:
        """What the words ask for and what to show of it; None where nothing is asked for."""
        nothing = Wanted((), ())
        called = grammar.named(name) if (NAMES, name) in self._searcher.reader() else None
        if typed.tokens:
            fits = grammar.parse(typed)
            return (wq.Or([fits, called]) if called else fits), grammar.wanted_by(fits)
        if called:
            return called, nothing
        return (wq.Every() if any(query.filters.values()) else None), nothing


def open_index(folder: Path) -> WhooshIndex:
    """Open the index in a folder for reading; nothing is ever written to it.

    The files hold pickles: open only what this program has built.
    """
    return WhooshIndex(open_dir(str(folder), readonly=True))


def _check(query: Query) -> None:
    for facet in query.filters:
        if facet not in FACETS:
            raise UsageError(f"No facet is called {facet!r}. There are {', '.join(FACETS)}.")
    if query.page < 1 or query.size < 0:
        raise UsageError(f"There is no page {query.page} of {query.size} hits; pages start at 1.")


def _filter(query: Query) -> wq.Query | None:
    """Any value of a facet, all facets; None where nothing is narrowed."""
    chosen = [
        wq.Or([wq.Term(facet_field(facet), value) for value in values])
        for facet, values in query.filters.items()
        if values
    ]
    return wq.And(chosen) if chosen else None


def _grouping(facet: str) -> FieldFacet:
    return FieldFacet(facet_field(facet), allow_overlap=True)


def _counts(groups: dict[str | None, int]) -> tuple[FacetCount, ...]:
    """Most frequent first; what has no value is left out."""
    counts = [FacetCount(value=v, count=n) for v, n in groups.items() if v is not None]
    return tuple(sorted(counts, key=lambda each: (-each.count, each.value)))


def _no_facets() -> dict[str, tuple[FacetCount, ...]]:
    return dict.fromkeys(FACETS, ())


def _hit(found: Any, wanted: Wanted, name: str) -> Hit:
    """What to show: the best passage, or how the thing begins where no text matched."""
    passages = tuple(found["passages"])
    best = best_passage(passages, wanted)
    if best is None:
        lead = next((text for field, text in passages if field == "definition"), passages[0][1])
        best = (NAME_FIELD if name_term(found["id"]) == name else "", fragments(lead, ()))
    field, highlight = best
    return Hit(
        type=DocumentType(found["type"]),
        id=found["id"],
        title=found["title_shown"],
        score=found.score,
        field=field,
        highlight=highlight,
    )
