"""From typed words to a query of the engine, and back to the terms that witness a hit."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from whoosh import query as wq
from whoosh.qparser import (
    GroupPlugin,
    OperatorsPlugin,
    OrGroup,
    PhrasePlugin,
    PrefixPlugin,
    QueryParser,
)

from snaglist.index.schema import ALL, NAMES, PLAIN, SPELLED, WEIGHTS, make_schema
from snaglist.index.typed import Typed

COORDINATION = 0.9
"""How much it counts that more of the words are found (0 to 1)."""

NAME_BOOST = 50.0
"""What it counts to be called exactly what was typed."""

PREFIX_IN_NAME = 2.0
"""What it counts when a prefix is found in a title or an also-called name."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to look for in a text: runs of stems, and beginnings of words."""

    runs: tuple[tuple[str, ...], ...]
    prefixes: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.runs or self.prefixes)


class PlainPrefixPlugin(PrefixPlugin):  # type: ignore[misc]
    """``prefix*`` against words as they are written, as stems have lost their endings."""

    def create(self, parser: Any, match: Any) -> Any:
        """A prefix in the field that is not stemmed."""
        node = super().create(parser, match)
        node.set_fieldname(PLAIN)
        return node


def parse(typed: Typed) -> wq.Query:
    """Which documents fit: wildcards, regular expressions, fuzzy terms and ranges don't exist."""
    return _excluding(_parser().parse(typed.text))


def named(name: str) -> wq.Query:
    """What is called exactly this, by title, also-called name or id."""
    return wq.Term(NAMES, name, boost=NAME_BOOST)


def ranked(fits: wq.Query, wanted: Wanted, name: str) -> wq.Query:
    """The same documents, weighed by their names and the fields in which the words stand."""
    should = [named(name)]
    should += [_run(f, run, boost) for f, boost in WEIGHTS.items() for run in wanted.runs]
    should += [wq.Prefix(SPELLED, prefix, boost=PREFIX_IN_NAME) for prefix in wanted.prefixes]
    return wq.AndMaybe(fits, wq.Or(should))


def wanted_by(fits: wq.Query) -> Wanted:
    """The terms whose presence makes a document fit; what ``NOT`` forbids is not among them."""
    runs: list[tuple[str, ...]] = []
    prefixes: list[str] = []
    for leaf in _leaves(fits):
        if isinstance(leaf, wq.Prefix):
            prefixes.append(leaf.text)
        elif isinstance(leaf, wq.Phrase):
            runs.append(tuple(leaf.words))
        elif isinstance(leaf, wq.Term):
            runs.append((leaf.text,))
    return Wanted(tuple(dict.fromkeys(runs)), tuple(dict.fromkeys(prefixes)))


@cache
def _parser() -> QueryParser:
    return QueryParser(
        ALL,
        make_schema(),
        plugins=[
            PhrasePlugin(),
            GroupPlugin(),
            OperatorsPlugin(AndNot=None, AndMaybe=None, Require=None),
            PlainPrefixPlugin(),
        ],
        group=OrGroup.factory(COORDINATION),
    )


def _leaves(node: wq.Query) -> Iterator[wq.Query]:
    if isinstance(node, wq.Not):
        return
    if node.is_leaf():
        yield node
    for child in node.children():
        yield from _leaves(child)


def _run(field: str, run: tuple[str, ...], boost: float) -> wq.Query:
    if len(run) == 1:
        return wq.Term(field, run[0], boost=boost)
    return wq.Phrase(field, list(run), boost=boost)


def _excluding(node: wq.Query) -> wq.Query:
    """Read ``a b NOT c`` as people mean it: a or b, and never c."""
    if not isinstance(node, wq.And | wq.Or):
        return node
    parts = [_excluding(part) for part in node]
    if isinstance(node, wq.And):
        return wq.And(parts)
    allowed = [part for part in parts if not isinstance(part, wq.Not)]
    forbidden = [part for part in parts if isinstance(part, wq.Not)]
    if not allowed:
        return wq.Or(parts)
    return wq.And([wq.Or(allowed, scale=node.scale), *forbidden]).normalize()
