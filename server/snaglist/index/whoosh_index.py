"""The search index as Whoosh keeps it; no other module opens one."""

from dataclasses import replace
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from whoosh import query as wq
from whoosh.index import FileIndex, open_dir

from snaglist.errors import UsageError
from snaglist.index import grammar
from snaglist.index.columns import Columns, Ids, Mask
from snaglist.index.facets import Facets
from snaglist.index.grammar import Wanted
from snaglist.index.highlight import best_passage, fragments
from snaglist.index.matching import fitting
from snaglist.index.names import Names
from snaglist.index.query import (
    FACETS,
    DocumentType,
    Hit,
    Order,
    Query,
    Related,
    Respelt,
    Results,
    Suggestion,
)
from snaglist.index.ranking import Ranking
from snaglist.index.schema import PLAIN, fold, name_term
from snaglist.index.spelling import respell
from snaglist.index.typed import Typed, understand

NAME_FIELD = "id"
"""The field of a hit that was found by its id and not by any text."""


class WhooshIndex:
    """An index opened for reading; safe to share between threads."""

    def __init__(self, index: FileIndex, names: Names) -> None:
        self._index = index
        self._names = names
        self._columns = Columns(index.searcher())
        self._ranking = Ranking(self._columns)
        self._facets = Facets(self._columns)

    def search(self, query: Query) -> Results:
        """Answer a query; typed words are never an error, unknown facets are ``UsageError``."""
        _check(query)
        typed = understand(query.words)
        named = bool(len(self._ranking.called(name_term(query.words))))
        meant, respelt = (typed, ()) if named else respell(typed, self._vocabulary, self._spread)
        if query.exact:
            found = self._answer(query, typed, respelt=())
            return found if found.total else _offering(found, meant, respelt)
        return self._answer(query, meant, respelt)

    def suggest(self, typed: str, limit: int) -> tuple[Suggestion, ...]:
        """Names of issues, strategies and concepts that go on from what was typed, best first."""
        return self._names.suggest(typed, limit)

    def close(self) -> None:
        """Let go of the files."""
        self._columns.close()
        self._index.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def _vocabulary(self) -> tuple[str, ...]:
        return self._columns.words(PLAIN)

    def _spread(self, term: str) -> int:
        return self._columns.spread(term)

    def _answer(self, query: Query, typed: Typed, respelt: tuple[Respelt, ...]) -> Results:
        added: dict[str, tuple[str, ...]] = {}
        fits = self._asked(query, typed, added)
        wanted = grammar.wanted_by(fits)
        matched = fitting(self._columns, fits)
        if not any(query.filters.values()) and isinstance(fits, wq.Every) and not typed.tokens:
            matched[:] = False
        matched[self._ranking.called(name_term(query.words))] = True
        found, counts = self._facets.narrowed(matched, query.filters)
        page = self._page(query, found, wanted)
        hits = zip(page, self._columns.stored(number for number, _ in page), strict=True)
        return Results(
            total=int(np.count_nonzero(found)),
            hits=tuple(
                _hit(stored, score, wanted, name_term(query.words)) for (_, score), stored in hits
            ),
            facets=counts,
            respelt=respelt,
            related=tuple(Related(typed=name, names=names) for name, names in added.items()),
            dropped=typed.dropped,
        )

    def _asked(self, query: Query, typed: Typed, added: dict[str, tuple[str, ...]]) -> wq.Query:
        """What the words ask for, and unless they are to be exact their other names too."""
        if not typed.tokens:
            return wq.Every()
        fits = grammar.parse(typed)
        return fits if query.exact else grammar.related(fits, self._names, added)

    def _page(
        self, query: Query, found: Mask, wanted: tuple[Wanted, ...]
    ) -> list[tuple[int, float]]:
        """The numbers of the documents on a page, each with its score."""
        ids: Ids = np.flatnonzero(found).astype(np.int32)
        first = min((query.page - 1) * query.size, len(ids))
        last = min(first + query.size, len(ids))
        scores = self._ranking.scores(wanted, fold(query.words)[:50])[ids]
        match query.order:
            case Order.ID:
                chosen = np.arange(first, last)
            case Order.QUOTES:
                chosen = _first(-self._columns.numbers("quote_count")[ids], last)[first:]
            case Order.RELEVANCE:
                chosen = _first(-scores, last)[first:]
        return [(int(ids[at]), float(scores[at])) for at in chosen]


def open_index(folder: Path) -> WhooshIndex:
    """Open the index in a folder for reading; nothing is ever written to it.

    The files hold pickles: open only what this program has built.
    """
    return WhooshIndex(open_dir(str(folder), readonly=True), Names.read(folder))


def _first(keys: NDArray[Any], count: int) -> NDArray[np.intp]:
    """Where the ``count`` smallest keys stand, ascending, equals in their order."""
    if count < len(keys):
        largest = np.partition(keys, count - 1)[count - 1] if count else keys.min()
        near = np.flatnonzero(keys <= largest)
    else:
        near = np.arange(len(keys))
    return near[np.argsort(keys[near], kind="stable")][:count]


def _offering(found: Results, meant: Typed, respelt: tuple[Respelt, ...]) -> Results:
    """The same empty answer with another spelling, if there is one."""
    return replace(found, instead=(meant.text,)) if respelt else found


def _check(query: Query) -> None:
    for facet in query.filters:
        if facet not in FACETS:
            raise UsageError(f"No facet is called {facet!r}. There are {', '.join(FACETS)}.")
    if query.page < 1 or query.size < 0:
        raise UsageError(f"There is no page {query.page} of {query.size} hits; pages start at 1.")


def _hit(stored: dict[str, Any], score: float, wanted: tuple[Wanted, ...], name: str) -> Hit:
    """What to show: the best passage, or how the thing begins where no text matched."""
    passages = tuple(stored["passages"])
    best = best_passage(passages, wanted)
    if best is None:
        lead = next((text for field, text in passages if field == "definition"), passages[0][1])
        best = (NAME_FIELD if name_term(stored["id"]) == name else "", fragments(lead, ()))
    field, highlight = best
    return Hit(
        type=DocumentType(stored["type"]),
        id=stored["id"],
        title=stored["title_shown"],
        score=score,
        field=field,
        highlight=highlight,
        quote_count=stored["quote_count"],
    )
