"""How amounts of a database spread, in arrays, and the amounts of a draw."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from cradlegate.lca.elementary import Floats
from cradlegate.lca.monte_carlo.arithmetic import PLAIN, Arithmetic, choose_arithmetic
from cradlegate.lca.philox import Words
from cradlegate.lca.technosphere import Indexes

_BLOCK = 16_384
"""Rows drawn at a time: few enough for the cache of a core."""


class SpreadKind(IntEnum):
    """Shapes of distribution, as arrays hold them."""

    LOGNORMAL = 1
    NORMAL = 2
    TRIANGLE = 3
    UNIFORM = 4


@dataclass(frozen=True, slots=True, eq=False)
class Spreads:
    """Uncertain amounts, sorted by kind; all arrays of shape (rows,).

    Args:
        kinds: `SpreadKind`.
        positions: of the amount in the amounts of the system.
        ids: 64 bits; rows with one id move together.
        centers: median of a lognormal, negative where the amount is; mean or mode of others.
        scales: standard deviation of the logarithm, or of the amount; 0 for the other two.
        lows, highs: ends of a triangle or a uniform one.
    """

    kinds: NDArray[np.uint8]
    positions: Indexes
    ids: Words
    centers: Floats
    scales: Floats
    lows: Floats
    highs: Floats

    @property
    def count(self) -> int:
        """Number of uncertain amounts."""
        return len(self.kinds)

    def take(self, rows: Indexes | slice) -> "Spreads":
        """Take some rows, in the order given."""
        return Spreads(
            self.kinds[rows],
            self.positions[rows],
            self.ids[rows],
            self.centers[rows],
            self.scales[rows],
            self.lows[rows],
            self.highs[rows],
        )

    def sort(self) -> "Spreads":
        """Put rows of one kind together; rows of a kind keep their order."""
        return self.take(np.argsort(self.kinds, kind="stable"))


def draw_amounts(spreads: Spreads, seed: int, pair: int) -> Floats:
    """Draw every uncertain amount twice: draws 2 · pair and 2 · pair + 1.

    Returns:
        Shape (2, rows), in the unit of the amounts.
    """
    drawn = np.empty((2, spreads.count))
    pairs = np.array([pair], dtype=np.uint64)
    ends = np.searchsorted(spreads.kinds, [*SpreadKind, len(SpreadKind) + 1])
    for first, last in zip(ends[:-1].tolist(), ends[1:].tolist(), strict=True):
        for start in range(first, last, _BLOCK):
            end = min(start + _BLOCK, last)
            part = spreads.take(slice(start, end))
            drawn[:, start:end] = _draw_part(part, seed, pairs)
    return drawn


def _draw_part(part: Spreads, seed: int, pairs: Words) -> Floats:
    arithmetic = choose_arithmetic()
    if part.kinds[0] == SpreadKind.LOGNORMAL:
        return arithmetic.draw_lognormals(part.ids, seed, pairs, part.centers, part.scales)
    return invert_spread(part, arithmetic.draw_pair(part.ids, seed, pairs), arithmetic)


def draw_one(spreads: Spreads, row: int, seed: int, count: int) -> Floats:
    """Draw one uncertain amount again and again: what it was in draws 0, 1, 2 and on.

    Returns:
        Shape (draws,); bit for bit what `draw_amounts` gives.
    """
    one = spreads.take(slice(row, row + 1))
    uniforms = PLAIN.draw_pair(one.ids, seed, np.arange((count + 1) // 2, dtype=np.uint64))
    return invert_spread(one, uniforms.T.reshape(1, -1))[0, :count]


def invert_spread(spreads: Spreads, u: Floats, arithmetic: Arithmetic = PLAIN) -> Floats:
    """Give the amounts at cumulative probabilities.

    Args:
        spreads: rows of one kind.
        u: shape (k, rows), or (k, n) for a single row; between 0 and 1, ends excluded.
        arithmetic: changes the time alone.
    """
    kind = SpreadKind(int(spreads.kinds[0]))
    if kind is SpreadKind.LOGNORMAL:
        powers = spreads.scales * arithmetic.normal_quantile(u)
        return spreads.centers * arithmetic.exp(powers)
    if kind is SpreadKind.NORMAL:
        return spreads.centers + spreads.scales * arithmetic.normal_quantile(u)
    low, width = spreads.lows, spreads.highs - spreads.lows
    if kind is SpreadKind.UNIFORM:
        return low + u * width
    rising = spreads.centers - low
    left = low + np.sqrt(u * width * rising)
    right = spreads.highs - np.sqrt((1.0 - u) * width * (spreads.highs - spreads.centers))
    return np.where(u * width < rising, left, right)


def measure_variances(spreads: Spreads) -> Floats:
    """Give the variance of every uncertain amount, shape (rows,), in its unit squared."""
    square = spreads.scales * spreads.scales
    low, mode, high = spreads.lows, spreads.centers, spreads.highs
    growth = np.expm1(np.where(spreads.kinds == SpreadKind.LOGNORMAL, square, 0.0))
    triangle = (mode - low) ** 2 + (high - mode) ** 2 + (mode - low) * (high - mode)
    return np.select(
        [spreads.kinds == kind for kind in SpreadKind],
        [mode * mode * (growth + 1.0) * growth, square, triangle / 18.0, (high - low) ** 2 / 12.0],
    )
