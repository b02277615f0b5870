"""From a user's words to a tree of Whoosh's queries, and from that to the terms to rank by."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from whoosh import query as wq

from snaglist.index.analysis import ALL, IDENTIFIER, normalize_name, plain_word, stem_of_word, stems
from snaglist.index.query import Respelt
from snaglist.index.synonyms import LONGEST, Run, Synonyms
from snaglist.index.user_query import REQUIRED, Kind, Token, UserQuery
from snaglist.index.weights import EXACT_SPELLING, SYNONYM
from snaglist.index.words import is_ideograph, is_unspaced

LONGEST_IDEOGRAPHS = 4
LONGEST_SYLLABLES = 8
"""Letters of a script without spaces that are looked for as one; of more, parts half as long."""

SHORTEST_PART = 3
"""Letters of each word of a compound that may be looked for word by word."""

SHORTEST_RESPELT = 5
"""Letters of a word that occurs nowhere beside which the nearest one is looked for."""


@dataclass(frozen=True, slots=True)
class SearchTerm:
    """Something to look for in a text: a run of stems, the beginning of a word or its spelling.

    ``spelt`` is a word of the index with its accents. ``field`` is ``ALL`` unless one was asked
    for, ``weight`` what it counts.
    """

    field: str
    run: Run = ()
    prefix: str = ""
    weight: float = 1.0
    spelt: str = ""


class Compound(wq.Phrase):  # type: ignore[misc]
    """Words that were typed without a space between them."""


def parse(query: UserQuery) -> wq.Query:
    """Which documents fit: AND binds closer than OR, and OR is what stands between words anyway."""
    return _Parser(query.tokens).expression()


class _Parser:
    """Goes through tokens from left to right; ``user_query`` has seen to it that all is sound."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._at = 0

    def expression(self) -> wq.Query:
        """``a b OR c``, up to the end or the bracket that closes."""
        parts: list[wq.Query] = []
        required: list[wq.Query] = []
        while self._at < len(self._tokens) and not self._takes(")"):
            if not self._takes("OR"):
                (required if self._takes(REQUIRED) else parts).append(self._conjunction())
        return _any_of(parts, required)

    def _conjunction(self) -> wq.Query:
        parts = [self._unary()]
        while self._takes("AND"):
            parts.append(self._unary())
        return wq.And(parts) if len(parts) > 1 else parts[0]

    def _unary(self) -> wq.Query:
        if self._takes("NOT"):
            return wq.Not(self._unary())
        self._takes(REQUIRED)
        if self._takes("("):
            return self.expression()
        self._at += 1
        return _token(self._tokens[self._at - 1])

    def _takes(self, sign: str) -> bool:
        token = self._tokens[self._at] if self._at < len(self._tokens) else None
        found = token is not None and token.kind is Kind.SIGN and token.text == sign
        self._at += found
        return found


def _any_of(parts: Sequence[wq.Query], required: Sequence[wq.Query]) -> wq.Query:
    """Read ``a b NOT c`` as people mean it, a or b and never c; ``+d`` as d, with a or b better."""
    allowed = [part for part in parts if not isinstance(part, wq.Not)]
    forbidden = [part for part in parts if isinstance(part, wq.Not)]
    if required:
        better = [wq.Or([wq.Every(), *allowed])] if allowed else []
        return wq.And([*required, *better, *forbidden])
    if not allowed:
        return forbidden[0] if len(forbidden) == 1 else wq.And(forbidden)
    either = allowed[0] if len(allowed) == 1 else wq.Or(allowed)
    return wq.And([either, *forbidden]) if forbidden else either


def _token(token: Token) -> wq.Query:
    field = token.field or ALL
    if field == IDENTIFIER:
        return wq.Term(IDENTIFIER, normalize_name(token.text.partition(":")[2]))
    if token.kind is Kind.PREFIX:
        return wq.Prefix(field, token.words[0])
    run = list(map(stem_of_word, token.words))
    if token.kind is Kind.PHRASE or len(run) == 1:
        return _leaf(run, field)
    if token.identifier:
        return wq.Or([wq.Term(IDENTIFIER, normalize_name(token.text)), wq.Phrase(field, run)])
    if any(map(is_unspaced, run)):
        return _unspaced(run, field)
    return Compound(field, run)


def _unspaced(run: list[str], field: str) -> wq.Query:
    """What was written without spaces: as it stands where it is short, else its parts."""
    longest = LONGEST_IDEOGRAPHS if any(map(is_ideograph, run)) else LONGEST_SYLLABLES
    if len(run) <= longest:
        return wq.Phrase(field, run)
    size = longest // 2
    return wq.Or([wq.Phrase(field, run[at : at + size]) for at in range(len(run) - size + 1)])


def relax(node: wq.Query, occurs: Callable[[str, Run], bool]) -> wq.Query:
    """The same query, where words typed as one and found nowhere side by side stand alone.

    Those that only make sense together (``k-means``, ``SNAG-999``) and what is forbidden stay.
    """
    if isinstance(node, Compound):
        apart = all(len(word) >= SHORTEST_PART and word.isalpha() for word in node.words)
        if not apart or occurs(node.fieldname, tuple(node.words)):
            return node
        return wq.Or([wq.Term(node.fieldname, word) for word in node.words])
    if isinstance(node, wq.And | wq.Or):
        return type(node)([relax(part, occurs) for part in node])
    return node


def spellings(query: UserQuery, variants: Callable[[str], bool]) -> Iterator[SearchTerm]:
    """Words to rank by as they were typed, where there are others that differ in accents only.

    ``variants`` says whether a plain word also occurs with accents.
    """
    for token in query.tokens:
        if token.kind in (Kind.WORDS, Kind.PHRASE) and token.field != IDENTIFIER:
            for word in token.words:
                if variants(plain_word(word)):
                    field = token.field or ALL
                    yield SearchTerm(field, spelt=word, weight=EXACT_SPELLING)


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


def add_spellings(
    node: wq.Query, near: Sequence[Respelt], found: dict[str, tuple[str, ...]]
) -> wq.Query:
    """The same query with the words that were probably meant beside those that occur nowhere.

    For words without operators: what was typed stays, so that nothing it finds is lost. Of short
    words too many are near. ``found`` takes down which word was added for which.
    """
    long = [each for each in near if len(each.typed) >= SHORTEST_RESPELT]
    found.update({each.typed: (each.used.strip('"'),) for each in long})
    leaves = [_leaf(list(stems(each.used)), ALL).with_boost(SYNONYM) for each in long]
    return wq.Or([node, *leaves]) if leaves else node


def _runs(parts: list[wq.Query]) -> Iterator[Run]:
    """Words that were typed side by side without any operator, two to four of them."""
    for start in range(len(parts)):
        for end in range(start + 2, min(start + LONGEST, len(parts)) + 1):
            runs = [_run(part) for part in parts[start:end]]
            if None not in runs:
                yield tuple(chain.from_iterable(run for run in runs if run))


def _synonyms(run: Run, names: Synonyms, found: dict[str, tuple[str, ...]]) -> list[wq.Query]:
    name, others = names.others(run)
    if not others:
        return []
    found[name] = others
    leaves = [_leaf(list(stems(name)), ALL) for name in others]
    return [leaf.with_boost(SYNONYM) for leaf in leaves]


def _leaf(run: list[str], field: str) -> wq.Query:
    return wq.Term(field, run[0]) if len(run) == 1 else wq.Phrase(field, run)


def _run(leaf: wq.Query) -> Run | None:
    """The stems of a leaf that looks everywhere; None for anything else."""
    if not leaf.is_leaf() or leaf.field() != ALL:
        return None
    if isinstance(leaf, wq.Phrase):
        return tuple(leaf.words)
    return (leaf.text,) if isinstance(leaf, wq.Term) else None


def typed_stems(fits: wq.Query) -> tuple[str, ...]:
    """The stems that are looked for everywhere, each once."""
    runs = (term.run for term in ranked_terms(fits) if term.field == ALL)
    return tuple(dict.fromkeys(chain.from_iterable(runs)))


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


def _leaves(node: wq.Query) -> Iterator[wq.Query]:
    if isinstance(node, wq.Not):
        return
    if node.is_leaf():
        yield node
    for child in node.children():
        yield from _leaves(child)
