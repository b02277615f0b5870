"""How often passages that are suggested for an entry are right: each quote is left out once.

For each entry with two quotes or more, the words of one of its quotes are taken from the query, and
all passages are ranked but those of its other quotes, as if nobody had coded anything else. A
suggestion is right where the passage with the quote is among the first so many. It is compared with
the names of the entry alone, and with passages drawn at random.
"""

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from common import CATALOG, TESTS

from snaglist.build.quick_check import load_sources
from snaglist.index.similar_passages import (
    Entry,
    PassageIndex,
    coded_by_quotes,
    overlaps,
    query_of,
)
from snaglist.model.catalogue import Catalogue
from snaglist.model.interview import Quote

FIRST = (1, 3, 5, 10)
Query = Callable[[Catalogue, Entry, str], dict[str, float]]


def whole(catalogue: Catalogue, entry: Entry, left_out: str) -> dict[str, float]:
    """What ``snag suggest`` asks for."""
    return query_of(catalogue, entry, (left_out,))


def names(catalogue: Catalogue, entry: Entry, left_out: str) -> dict[str, float]:
    """The names alone."""
    return query_of(catalogue, replace(entry, definition="", claims=()), entry.quote_ids())


def ranks(catalogue: Catalogue, query: Query) -> list[tuple[int | None, int]]:
    """For each quote that is left out, the rank of its passage, and of how many passages."""
    index = PassageIndex(catalogue.interviews, catalogue.entries)
    found = []
    for entry in catalogue.entries:
        quotes = () if entry.retired else entry.quote_ids()
        for name in quotes if len(quotes) > 1 else ():
            quote = catalogue.find(Quote, name)
            place = (quote.selector.start, quote.selector.end)
            others = [each.id for each in catalogue.quotes if each.id not in quotes]
            coded = coded_by_quotes(catalogue, (name, *others))
            hits = index.similar(query(catalogue, entry, name), coded, 10_000)
            right = [n for n, hit in enumerate(hits, 1) if overlaps(hit.passage, [place])]
            there = [p for p in index.passages if overlaps(p, [place])]
            free = sum(not overlaps(p, coded.get(p.interview, ())) for p in index.passages)
            if any(not overlaps(p, coded[p.interview]) for p in there):
                found.append((min(right, default=None), free))
    return found


def main() -> None:
    """Print the share of quotes found among the first few, for each kind of query."""
    catalogue = load_sources(CATALOG, TESTS.parent / "ontology", lambda message: None).catalogue
    for title, query in (("names alone", names), ("as snag suggest asks", whole)):
        all_ranks = ranks(catalogue, query)
        shares = [
            sum(1 for rank, _ in all_ranks if rank and rank <= first) / len(all_ranks)
            for first in FIRST
        ]
        figures = ", ".join(f"{s:.0%} in {n}" for s, n in zip(shares, FIRST, strict=True))
        print(f"{title:<24}{len(all_ranks)} quotes: {figures}")
    free = sum(of for _, of in all_ranks) / len(all_ranks)
    chance = ", ".join(f"{first / free:.0%} in {first}" for first in FIRST)
    print(f"{'drawn at random':<24}of {free:.0f} passages: {chance}")


if __name__ == "__main__":
    main()
