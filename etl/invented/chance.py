"""Draws that the parts of the invented export share. Durations are seconds; every result has shape `(size,)`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Generator = np.random.Generator

_Z90 = 1.2815515655446004
"""The standard normal's 90th percentile."""


@dataclass(frozen=True)
class Mix:
    """Whole-number codes to draw from, each with its chance; `bounds` are the chances added up, the last is 1."""

    codes: Ints
    bounds: Floats

    def draw(self, rng: Generator, size: int) -> Ints:
        """Draw `size` codes."""
        return self.codes[np.searchsorted(self.bounds, rng.random(size), side="right")]


def mix(weights: Mapping[int, float]) -> Mix:
    """Make a mix of codes from weights, which need not add up to 1."""
    cumulative = np.cumsum(np.array(list(weights.values()), dtype=np.float64))
    return Mix(np.array(list(weights), dtype=np.int64), cumulative / cumulative[-1])


def weighted(weights: Sequence[float] | Floats) -> Mix:
    """Make a mix of the positions 0, 1, 2, … of `weights`."""
    return mix(dict(enumerate(weights)))


def whole(values: NDArray[np.floating[Any]]) -> Ints:
    """Cut numbers down to whole ones."""
    return values.astype(np.int64)


def spread(median: float | Floats, p90: float | Floats) -> Floats:
    """Give the log-normal's sigma for a median and a 90th percentile."""
    return np.asarray(np.log(np.asarray(p90) / np.asarray(median)) / _Z90, dtype=np.float64)


def long_tailed(rng: Generator, median: float, p90: float, size: int) -> Ints:
    """Draw log-normal durations with this median and 90th percentile."""
    return whole(median * np.exp(spread(median, p90) * rng.standard_normal(size)))


def soon(rng: Generator, mean: float, size: int) -> Ints:
    """Draw exponential durations with this mean."""
    return whole(rng.exponential(mean, size))


def happens(rng: Generator, chance: float | Floats, size: int) -> Flags:
    """Toss `size` coins, each with its chance."""
    return np.asarray(rng.random(size) < chance)
