"""From typed words to a query of the engine, and back to the terms that witness a hit."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from whoosh import query as wq
from whoosh.qparser import (
    FieldsPlugin,
    GroupPlugin,
    OperatorsPlugin,
    OrGroup,
    PhrasePlugin,
    PrefixPlugin,
    QueryParser,
)

from snaglist.index.names import LONGEST, Names
from snaglist.index.schema import ALL, PLAIN, make_schema, name_term, stems
from snaglist.index.typed import Typed

RELATED = 0.3
"""How much another name of the same thing counts beside the one that was typed (0 to 1)."""

Run = tuple[str, ...]
"""Stems that stand side by side."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Something to look for in a text: a run of stems or the beginning of a word.

    ``field`` is ``ALL`` unless one was asked for, ``weight`` what it counts.
    """

    field: str
    run: Run = ()
    prefix: str = ""
    weight: float = 1.0


def parse(typed: Typed) -> wq.Query:
    """Which documents fit: wildcards, regular expressions, fuzzy terms and ranges don't exist."""
    return _excluding(_parser().parse(typed.text)).accept(_unstemmed)


def _unstemmed(node: wq.Query) -> wq.Query:
    """The beginning of a word is held against words as written: stems have lost their endings."""
    if not isinstance(node, wq.Prefix):
        return node
    field = PLAIN if node.fieldname == ALL else node.fieldname
    return wq.Prefix(field, name_term(node.text))


def related(node: wq.Query, names: Names, found: dict[str, tuple[str, ...]]) -> wq.Query:
    """The same query, where a name was typed with the other names of that thing beside it.

    ``found`` takes down which names were added for which.
    """
    if isinstance(node, wq.Not) or (node.is_leaf() and _run(node) is None):
        return node
    if node.is_leaf():
        others = _others(_run(node) or (), names, found)
        return wq.Or([node, *others]) if others else node
    parts = [related(part, names, found) for part in node]
    if isinstance(node, wq.Or):
        for run in _runs(list(node)):
            parts += _others(run, names, found)
    return type(node)(parts)


def _runs(parts: list[wq.Query]) -> Iterator[Run]:
    """Words that were typed side by side without any operator, two to four of them."""
    for start in range(len(parts)):
        for end in range(start + 2, min(start + LONGEST, len(parts)) + 1):
            stems = [_run(part) for part in parts[start:end]]
            if all(stem is not None and len(stem) == 1 for stem in stems):
                yield tuple(stem[0] for stem in stems if stem)


def _others(run: Run, names: Names, found: dict[str, tuple[str, ...]]) -> list[wq.Query]:
    name, others = names.others(run)
    if not others:
        return []
    found[name] = others
    leaves = [_leaf(stems(name)) for name in others]
    return [leaf.with_boost(RELATED) for leaf in leaves]


def _leaf(run: Run) -> wq.Query:
    return wq.Term(ALL, run[0]) if len(run) == 1 else wq.Phrase(ALL, list(run))


def _run(leaf: wq.Query) -> Run | None:
    """The stems of a leaf that looks everywhere; None for anything else."""
    if not leaf.is_leaf() or leaf.field() != ALL:
        return None
    if isinstance(leaf, wq.Phrase):
        return tuple(leaf.words)
    return (leaf.text,) if isinstance(leaf, wq.Term) else None


def wanted_by(fits: wq.Query) -> tuple[Wanted, ...]:
    """What makes a document fit; what ``NOT`` forbids is not among it."""
    found: dict[tuple[str, Run, str], Wanted] = {}
    for leaf in _leaves(fits):
        match leaf:
            case wq.Prefix():
                each = Wanted(leaf.fieldname, prefix=leaf.text)
            case wq.Phrase():
                each = Wanted(leaf.fieldname, run=tuple(leaf.words), weight=leaf.boost)
            case wq.Term():
                each = Wanted(leaf.fieldname, run=(leaf.text,), weight=leaf.boost)
            case _:
                continue
        key = (each.field, each.run, each.prefix)
        if key not in found or found[key].weight < each.weight:
            found[key] = each
    return tuple(found.values())


@cache
def _parser() -> QueryParser:
    return QueryParser(
        ALL,
        make_schema(),
        plugins=[
            PhrasePlugin(),
            GroupPlugin(),
            FieldsPlugin(),
            OperatorsPlugin(AndNot=None, AndMaybe=None, Require=None),
            PrefixPlugin(),
        ],
        group=OrGroup,
    )


def _leaves(node: wq.Query) -> Iterator[wq.Query]:
    if isinstance(node, wq.Not):
        return
    if node.is_leaf():
        yield node
    for child in node.children():
        yield from _leaves(child)


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
    return wq.And([wq.Or(allowed), *forbidden]).normalize()
