"""A catalogue of many quotes for benchmarks: interviews many times over, with other words in them.

Copies of entries cite quotes of several copies of an interview, so that there are some 50 quotes
to an issue. A fifth of the words of every quote and turn is drawn anew from 20,000 made-up words,
rare ones rarely (Zipf), so that texts differ as texts do.
"""

import random
from collections.abc import Iterable
from dataclasses import replace

from snaglist.model.catalogue import Catalogue
from snaglist.model.entry import Claim, Entry, Issue, Strategy
from snaglist.model.interview import Interview, Quote
from snaglist.model.witness import Witness

CHANGED = 0.2
"""The share of words that are drawn anew."""

TOGETHER = 10
"""Copies of the interviews for each copy of the entries."""


class Words:
    """Made-up words, the first of them often and the last seldom."""

    def __init__(self, count: int, seed: int) -> None:
        self.random = random.Random(seed)
        parts = ["ba", "cor", "del", "fin", "gra", "hul", "jen", "kil", "lom", "mar", "nes", "pol"]
        draws = (self.random.choices(parts, k=self.random.randint(2, 5)) for _ in range(9 * count))
        self.words = sorted({"".join(draw) for draw in draws})[:count]
        self.random.shuffle(self.words)
        self.weights = [1 / rank for rank in range(1, len(self.words) + 1)]
        self.ready: list[str] = []

    def one(self) -> str:
        """A word; drawn ten thousand at a time."""
        if not self.ready:
            self.ready = self.random.choices(self.words, self.weights, k=10_000)
        return self.ready.pop()

    def changed(self, text: str) -> str:
        """The text with some of its words drawn anew."""
        return " ".join(
            self.one() if self.random.random() < CHANGED else word for word in text.split(" ")
        )


def many(catalogue: Catalogue, quotes: int) -> Catalogue:
    """The catalogue as often as it takes to have this many quotes, or a few more."""
    words = Words(20_000, seed=7)
    copies = -(-quotes // len(list(catalogue.quotes)))
    interviews = [
        _interview(interview, copy, words)
        for copy in range(copies)
        for interview in catalogue.interviews
    ]
    groups = -(-copies // TOGETHER)
    return Catalogue(
        about=catalogue.about,
        schemes=catalogue.schemes,
        studies=catalogue.studies,
        interviews=tuple(interviews),
        issues=tuple(_issue(each, at, copies) for at in range(groups) for each in catalogue.issues),
        strategies=tuple(
            _strategy(each, at, copies) for at in range(groups) for each in catalogue.strategies
        ),
    )


def _named(identifier: str, copy: int) -> str:
    """``I07-Q001`` of copy 3 is ``I0003x07-Q001``, ``SNAG-001`` is ``SNAG-0003x001``."""
    head, _, rest = identifier.partition("-")
    if head in ("SNAG", "FIX"):
        return f"{head}-{copy:04}x{rest}"
    return f"I{copy:04}x{head[1:]}" + (f"-{rest}" if rest else "")


def _interview(interview: Interview, copy: int, words: Words) -> Interview:
    name = _named(interview.id, copy)
    return replace(
        interview,
        id=name,
        turns=tuple(
            replace(turn, id=_named(turn.id, copy), text=words.changed(turn.text))
            for turn in interview.turns
        ),
        quotes=tuple(_quote(quote, copy, name, words) for quote in interview.quotes),
    )


def _quote(quote: Quote, copy: int, interview: str, words: Words) -> Quote:
    return replace(
        quote,
        id=_named(quote.id, copy),
        interview=interview,
        turn=_named(quote.turn, copy),
        selector=replace(quote.selector, exact=words.changed(quote.exact)),
    )


def _cited(witnesses: Iterable[Witness], group: int, copies: int) -> tuple[Witness, ...]:
    """The witnesses of all interviews that go with a copy of the entries."""
    mine = range(group * TOGETHER, min((group + 1) * TOGETHER, copies))
    return tuple(
        replace(each, quote=_named(each.quote, copy)) if each.quote else each
        for each in witnesses
        for copy in (mine if each.quote else mine[:1])
    )


def _claims(entry: Entry, group: int, copies: int) -> tuple[Claim, ...]:
    return tuple(
        replace(
            claim,
            id=f"{_named(entry.id, group)}-{claim.id.rpartition('-')[2]}",
            witnesses=_cited(claim.witnesses, group, copies),
            strategy=claim.strategy and _named(claim.strategy, group),
        )
        for claim in entry.claims
    )


def _issue(issue: Issue, group: int, copies: int) -> Issue:
    return replace(
        issue,
        id=_named(issue.id, group),
        claims=_claims(issue, group, copies),
        leads_to=tuple(
            replace(
                arrow,
                issue=_named(arrow.issue, group),
                witnesses=_cited(arrow.witnesses, group, copies),
            )
            for arrow in issue.leads_to
        ),
        not_when=(),
    )


def _strategy(strategy: Strategy, group: int, copies: int) -> Strategy:
    return replace(
        strategy,
        id=_named(strategy.id, group),
        claims=_claims(strategy, group, copies),
        not_when=(),
    )
