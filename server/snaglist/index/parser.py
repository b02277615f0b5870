"""From a user's words to a tree of Whoosh's queries, and from that to the terms to rank by."""

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

from snaglist.index.analysis import ALL, make_schema, normalize_name, stems
from snaglist.index.synonyms import LONGEST, Run, Synonyms
from snaglist.index.user_query import UserQuery
from snaglist.index.weights import SYNONYM


@dataclass(frozen=True, slots=True)
class SearchTerm:
    """Something to look for in a text: a run of stems or the beginning of a word.

    ``field`` is ``ALL`` unless one was asked for, ``weight`` what it counts.
    """

    field: str
    run: Run = ()
    prefix: str = ""
    weight: float = 1.0


def parse(query: UserQuery) -> wq.Query:
    """Which documents fit: wildcards, regular expressions, fuzzy terms and ranges don't exist."""
    return _exclude(_parser().parse(query.text)).accept(_fold_prefix)


def _fold_prefix(node: wq.Query) -> wq.Query:
    """The beginning of a word is held against folded words: stems have lost their endings."""
    if not isinstance(node, wq.Prefix):
        return node
    return wq.Prefix(node.fieldname, normalize_name(node.text))


def add_synonyms(node: wq.Query, names: Synonyms, found: dict[str, tuple[str, ...]]) -> wq.Query:
    """The same query, where a name was typed with the other names of that thing beside it.

    ``found`` takes down which names were added for which.
    """
    if isinstance(node, wq.Not) or (node.is_leaf() and _run(node) is None):
        return node
    if node.is_leaf():
        others = _synonyms(_run(node) or (), names, found)
        return wq.Or([node, *others]) if others else node
    parts = [add_synonyms(part, names, found) for part in node]
    if isinstance(node, wq.Or):
        for run in _runs(list(node)):
            parts += _synonyms(run, names, found)
    return type(node)(parts)


def _runs(parts: list[wq.Query]) -> Iterator[Run]:
    """Words that were typed side by side without any operator, two to four of them."""
    for start in range(len(parts)):
        for end in range(start + 2, min(start + LONGEST, len(parts)) + 1):
            stems = [_run(part) for part in parts[start:end]]
            if all(stem is not None and len(stem) == 1 for stem in stems):
                yield tuple(stem[0] for stem in stems if stem)


def _synonyms(run: Run, names: Synonyms, found: dict[str, tuple[str, ...]]) -> list[wq.Query]:
    name, others = names.others(run)
    if not others:
        return []
    found[name] = others
    leaves = [_leaf(stems(name)) for name in others]
    return [leaf.with_boost(SYNONYM) for leaf in leaves]


def _leaf(run: Run) -> wq.Query:
    return wq.Term(ALL, run[0]) if len(run) == 1 else wq.Phrase(ALL, list(run))


def _run(leaf: wq.Query) -> Run | None:
    """The stems of a leaf that looks everywhere; None for anything else."""
    if not leaf.is_leaf() or leaf.field() != ALL:
        return None
    if isinstance(leaf, wq.Phrase):
        return tuple(leaf.words)
    return (leaf.text,) if isinstance(leaf, wq.Term) else None


def ranked_terms(fits: wq.Query) -> tuple[SearchTerm, ...]:
    """What makes a document fit; what ``NOT`` forbids is not among it."""
    found: dict[tuple[str, Run, str], SearchTerm] = {}
    for leaf in _leaves(fits):
        match leaf:
            case wq.Prefix():
                each = SearchTerm(leaf.fieldname, prefix=leaf.text)
            case wq.Phrase():
                each = SearchTerm(leaf.fieldname, run=tuple(leaf.words), weight=leaf.boost)
            case wq.Term():
                each = SearchTerm(leaf.fieldname, run=(leaf.text,), weight=leaf.boost)
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


def _exclude(node: wq.Query) -> wq.Query:
    """Read ``a b NOT c`` as people mean it: a or b, and never c."""
    if not isinstance(node, wq.And | wq.Or):
        return node
    parts = [_exclude(part) for part in node]
    if isinstance(node, wq.And):
        return wq.And(parts)
    allowed = [part for part in parts if not isinstance(part, wq.Not)]
    forbidden = [part for part in parts if isinstance(part, wq.Not)]
    if not allowed:
        return wq.Or(parts)
    return wq.And([wq.Or(allowed), *forbidden]).normalize()
