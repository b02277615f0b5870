"""How far two coders agree, from a table of what both said of the same units.

A table has the first coder's categories as rows and the second's as columns; each cell counts
units. Functions take an array of shape ``(..., k, k)`` and return one of shape ``(...)``; where a
measure is not defined, as where nobody used a second category, it is NaN.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Counts = NDArray[Any]

SAMPLES = 1000
"""How many times units are drawn again for an interval."""

LEVEL = 0.95
LEAST_DEFINED = 0.95
"""No interval is given where a measure is defined in a smaller share of the samples."""


def percent(table: Counts) -> Floats:
    """The share of units of which both say the same."""
    counts = _floats(table)
    return _ratio(_same(counts), _total(counts))


def cohens_kappa(table: Counts) -> Floats:
    """Agreement beyond what each coder's own shares give by chance.

    Source: J. Cohen, A Coefficient of Agreement for Nominal Scales, 1960.
    """
    counts = _floats(table)
    both = counts.sum(axis=-1) * counts.sum(axis=-2)
    by_chance = _ratio(both.sum(axis=-1), _total(counts) ** 2)
    return _beyond(percent(counts), by_chance)


def gwets_ac1(table: Counts) -> Floats:
    """Agreement beyond chance, where only what is hard to code is left to chance.

    Unlike kappa it stays near the percentage where one category is rare. Source: K. L. Gwet,
    Computing inter-rater reliability in the presence of high agreement, 2008.
    """
    counts = _floats(table)
    shares = _ratio(counts.sum(axis=-1) + counts.sum(axis=-2), 2 * _total(counts)[..., np.newaxis])
    by_chance = (shares * (1 - shares)).sum(axis=-1) / (counts.shape[-1] - 1)
    return _beyond(percent(counts), by_chance)


def krippendorffs_alpha(table: Counts) -> Floats:
    """One less the disagreement seen for that expected of values paired at random.

    For nominal categories, two coders and no missing value. Source: K. Krippendorff, Computing
    Krippendorff's Alpha-Reliability, 2011.
    """
    counts = _floats(table)
    values = counts.sum(axis=-1) + counts.sum(axis=-2)
    n = 2 * _total(counts)
    expected = 1 - _ratio((values * (values - 1)).sum(axis=-1), n * (n - 1))
    return 1 - _ratio(1 - percent(counts), expected)


MEASURES: dict[str, Callable[[Counts], Floats]] = {
    "percent": percent,
    "kappa": cohens_kappa,
    "alpha": krippendorffs_alpha,
    "ac1": gwets_ac1,
}
"""Each measure, by the name of its column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A measure and its interval of 95 %; None where it is not defined."""

    value: float | None
    low: float | None
    high: float | None


def measure(tables: Counts, seed: int = 0, samples: int = SAMPLES) -> dict[str, Measured]:
    """Every measure of the sum of ``tables``, by name, with a bootstrap interval.

    ``tables`` has shape ``(clusters, k, k)``. Clusters, such as the turns that hold the units,
    are drawn again as wholes, since what is said in one breath is coded in one; the interval is
    the percentile interval over ``samples`` draws with ``seed``. With one cluster there is none.
    """
    clusters = len(tables)
    whole = tables.sum(axis=0)
    drawn = None
    if clusters > 1:
        generator = np.random.default_rng(seed)
        weights = generator.multinomial(clusters, np.full(clusters, 1 / clusters), size=samples)
        drawn = np.tensordot(weights, tables, axes=1)
    return {
        name: _measured(float(of(whole)), None if drawn is None else of(drawn))
        for name, of in MEASURES.items()
    }


def _measured(value: float, drawn: Floats | None) -> Measured:
    if np.isnan(value):
        return Measured(value=None, low=None, high=None)
    defined = drawn[~np.isnan(drawn)] if drawn is not None else np.empty(0)
    if drawn is None or len(defined) < LEAST_DEFINED * len(drawn):
        return Measured(value=value, low=None, high=None)
    low, high = np.quantile(defined, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Measured(value=value, low=float(low), high=float(high))


def _floats(table: Counts) -> Floats:
    return np.asarray(table, dtype=np.float64)


def _total(counts: Floats) -> Floats:
    return np.asarray(counts.sum(axis=(-1, -2)))


def _same(counts: Floats) -> Floats:
    return np.asarray(np.trace(counts, axis1=-2, axis2=-1))


def _ratio(part: Floats, whole: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(whole == 0, np.nan, np.divide(part, whole)))


def _beyond(seen: Floats, by_chance: Floats) -> Floats:
    return _ratio(seen - by_chance, 1 - by_chance)
