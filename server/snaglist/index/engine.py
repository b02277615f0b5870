"""The search engine: from a query to a page of hits, on an index that is mapped into memory."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from whoosh import query as wq

from snaglist.errors import UsageError
from snaglist.index import parser
from snaglist.index.analysis import fold, label_field, normalize_name
from snaglist.index.arrays import Ids, Mask, StringTable, Weights, load_array
from snaglist.index.facets import Facets
from snaglist.index.highlight import Highlighter
from snaglist.index.identifiers import MARK, identifier_key, resolve_identifiers
from snaglist.index.matching import Matcher
from snaglist.index.names import Names
from snaglist.index.parser import SearchTerm
from snaglist.index.postings import Postings
from snaglist.index.query import (
    FACETS,
    INTERVIEWER,
    SPEAKER_FACETS,
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
from snaglist.index.spelling import Correction, Vocabulary, correct, respell
from snaglist.index.suggestions import Suggester, read_names
from snaglist.index.synonyms import Synonyms
from snaglist.index.user_query import MOST_WORDS, Kind, Token, UserQuery, parse_user_query
from snaglist.index.weights import WEAK

NAME_FIELD = "id"
"""The field of a hit that was found by its id and not by any text."""

LONGEST_NUMBER = 4
"""Digits of a number that may be that of an issue."""

_TYPES = tuple(DocumentType)


class SearchEngine:
    """An index opened for reading; safe to share between threads, which search side by side.

    Nothing is locked: the arrays never change, and what is remembered can be made twice.
    """

    def __init__(self, folder: Path) -> None:
        self._ids = StringTable.load(folder, "ids")
        self._titles = StringTable.load(folder, "titles")
        self._types: NDArray[np.uint8] = load_array(folder, "types")
        self._quotes: Ids = load_array(folder, "quotes")
        self._people: Ids = load_array(folder, "people")
        self._interviews: Ids = load_array(folder, "interviews")
        self._postings = Postings(folder)
        self._facets = Facets(folder, len(self._types))
        # What was asked is no evidence, and has the words of the topic more often than an answer.
        turns = self._types == _TYPES.index(DocumentType.TURN)
        self._interviewers: Mask = turns & self._facets.having("role", INTERVIEWER)
        self._names = Names(folder)
        self._matcher = Matcher(self._postings, self._facets, self._names)
        self._ranking = Ranking(self._matcher, self._names, self._types)
        self._highlighter = Highlighter(folder, self._postings)
        things = read_names(folder)
        # What the keys of issues begin with: "15" is short for the fifteenth of them.
        issues = np.flatnonzero(self._types == _TYPES.index(DocumentType.ISSUE))
        first = identifier_key(self._ids[int(issues[0])]) if len(issues) else MARK
        self._issues = first.rstrip("0123456789")
        self._suggester = Suggester(things)
        self._synonyms = Synonyms(things)
        self._vocabulary = Vocabulary(self._postings.vocabulary, self._postings.spread, self._finds)

    def search(self, query: Query) -> Results:
        """Answer a query; typed words are never an error.

        Raises ``UsageError`` for a facet that there is not and for a page below 1.
        """
        _check(query)
        text, identifiers = resolve_identifiers(query.words, self._identifier)
        query = replace(query, words=text)
        words = parse_user_query(text, identifiers)
        is_name = len(self._names.called(normalize_name(query.words))) > 0
        meant = Correction(words) if is_name else correct(words, self._vocabulary)
        if meant.certain and not query.exact:
            return self._answer(query, meant.query, meant.respelt)
        found = self._answer(query, words, near=meant.respelt)
        return replace(found, instead=(respell(text, meant.respelt),)) if meant.respelt else found

    def suggest(self, typed: str, limit: int) -> tuple[Suggestion, ...]:
        """Names of issues, strategies and concepts that go on from what was typed, best first.

        An identifier, however it is written, suggests what it names.
        """
        text, identifiers = resolve_identifiers(typed, self._identifier)
        if text.strip() in identifiers:
            return self._suggester.named(text.strip())[:limit]
        return self._suggester.suggest(typed, limit)

    def close(self) -> None:
        """Let go of what is remembered; the files are unmapped with the last array of them."""
        for remembered in (self._postings.phrase, self._postings.prefix, self._names.called):
            remembered.cache_clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _identifier(self, key: str) -> str | None:
        """The identifier that a key stands for, if there is one."""
        found = self._names.called(key)
        return self._ids[int(found[0])] if len(found) else None

    def _named(self, name: str) -> Ids:
        """The documents with this name; of a number alone, the issue with this number too."""
        called = self._names.called(name)
        if not (name.isascii() and name.isdigit()) or len(name) > LONGEST_NUMBER:
            return called
        return np.union1d(called, self._names.called(f"{self._issues}{int(name)}"))

    def _finds(self, token: Token) -> bool:
        """Whether what somebody typed finds anything by itself."""
        tree = self._parse(UserQuery((token,), token.words))
        return bool(self._matcher.match(tree).any())

    def _answer(
        self,
        query: Query,
        words: UserQuery,
        respelt: tuple[Respelt, ...] = (),
        near: tuple[Respelt, ...] = (),
    ) -> Results:
        """A page of hits; ``respelt`` was put for what was typed, ``near`` is looked for beside."""
        added: dict[str, tuple[str, ...]] = {}
        typed = self._parse(words)
        tree = typed if query.exact else parser.add_synonyms(typed, self._synonyms, added)
        if not (query.exact or any(token.kind is Kind.SIGN for token in words.tokens)):
            tree = parser.add_spellings(tree, near, added)
        spelt = parser.spellings(words, self._postings.has_accents)
        terms = (*parser.ranked_terms(tree), *spelt)
        name = normalize_name(query.words)
        named = self._named(name)
        matched = self._matcher.match(tree)
        if not words.tokens and not any(query.filters.values()):
            matched[:] = False
        if not _asks_for_speakers(query, words):
            matched[self._interviewers] = False
        matched[named] = True
        found, counts = self._facets.narrow(matched, query.filters)
        scores = self._ranking.scores(terms, fold(query.words)[:MOST_WORDS], named)
        weak = self._ranking.coverage(parser.typed_stems(typed), added) < WEAK
        weak[named] = False
        return Results(
            total=int(np.count_nonzero(found)),
            hits=self._hits(self._page(query, found, scores), terms, named, weak),
            facets=counts,
            respelt=respelt,
            related=tuple(Related(typed=name, names=names) for name, names in added.items()),
            dropped=words.dropped,
            ignored=words.ignored,
        )

    def _parse(self, words: UserQuery) -> wq.Query:
        """What the words ask for."""
        if not words.tokens:
            return wq.Every()
        return parser.relax(parser.parse(words), self._occurs)

    def _occurs(self, field: str, run: tuple[str, ...]) -> bool:
        return len(self._matcher.phrase(field, run)) > 0

    def _page(self, query: Query, found: Mask, scores: Weights) -> list[tuple[int, float]]:
        """The numbers of the documents on a page, each with its score."""
        ids: Ids = np.flatnonzero(found).astype(np.int32)
        first = min((query.page - 1) * query.size, len(ids))
        last = min(first + query.size, len(ids))
        match query.order:
            case Order.ID:
                chosen = np.arange(first, last)
            case Order.QUOTES:
                chosen = smallest(-self._quotes[ids], last)[first:]
            case Order.PEOPLE:
                chosen = smallest(-self._people[ids], last)[first:]
            case Order.INTERVIEWS:
                chosen = smallest(-self._interviews[ids], last)[first:]
            case Order.RELEVANCE:
                chosen = smallest(-scores[ids], last)[first:]
        return [(int(ids[at]), float(scores[ids[at]])) for at in chosen]

    def _hits(
        self,
        page: Sequence[tuple[int, float]],
        terms: Sequence[SearchTerm],
        named: Ids,
        weak: Mask,
    ) -> tuple[Hit, ...]:
        """What to show: the best passage, or how the thing begins where no text matched."""
        best = self._highlighter.best([number for number, _ in page], terms)
        hits = []
        for (number, score), passage in zip(page, best, strict=True):
            identifier = self._ids[number]
            if passage is None:
                field = NAME_FIELD if number in named else ""
                passage = field, self._highlighter.lead(number)
            hits.append(
                Hit(
                    type=_TYPES[self._types[number]],
                    id=identifier,
                    title=self._titles[number],
                    score=score,
                    field=passage[0],
                    highlight=passage[1],
                    quote_count=int(self._quotes[number]),
                    people=int(self._people[number]),
                    interviews=int(self._interviews[number]),
                    weak=bool(weak[number]),
                )
            )
        return tuple(hits)


def _asks_for_speakers(query: Query, words: UserQuery) -> bool:
    """Whether somebody asks for who speaks, or by an id, which may be of an interviewer's turn."""
    fields = {label_field(facet) for facet in SPEAKER_FACETS}
    chosen = any(query.filters.get(facet) for facet in SPEAKER_FACETS)
    return chosen or any(token.identifier or token.field in fields for token in words.tokens)


def open_index(folder: Path) -> SearchEngine:
    """Open the index in a folder for reading; nothing is ever written to it.

    Raises ``OSError`` or ``ValueError`` where it cannot be read. No file holds a pickle.
    """
    return SearchEngine(folder)


def smallest(keys: NDArray[Any], count: int) -> NDArray[np.intp]:
    """The positions of the ``count`` smallest keys, ascending, equals in their order."""
    if count < len(keys):
        largest = np.partition(keys, count - 1)[count - 1] if count else keys.min()
        near = np.flatnonzero(keys <= largest)
    else:
        near = np.arange(len(keys))
    return near[np.argsort(keys[near], kind="stable")][:count]


def _check(query: Query) -> None:
    for facet in query.filters:
        if facet not in FACETS:
            raise UsageError(f"No facet is called {facet!r}. There are {', '.join(FACETS)}.")
    if query.page < 1 or query.size < 0:
        raise UsageError(f"There is no page {query.page} of {query.size} hits; pages start at 1.")
