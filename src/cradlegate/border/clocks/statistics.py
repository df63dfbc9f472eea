"""Shares with their intervals, and waiting times of which some have not ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

NORMAL_97_5 = 1.959963984540054
"""The quantile of the normal distribution for an interval of 95 %."""

_SAME = 1e-9
"""Shares closer than this are the same: products of fractions miss by a few units in the last
place."""


@dataclass(frozen=True, slots=True, eq=False)
class Survival:
    """The share that still waits, as a curve of steps.

    Args:
        times: shape (steps,); when something ended, in order, each time once.
        waiting: shape (steps,); the share of 1 that waits after each time.
        longest: the longest that anybody was seen to wait; 0 where nobody was seen.
        number: how many were seen.
    """

    times: NDArray[np.float64]
    waiting: NDArray[np.float64]
    longest: float
    number: int

    def share_ended(self, time: float) -> float | None:
        """Give the share that has ended by a time; None where nobody was seen so long."""
        at = int(np.searchsorted(self.times, time, side="right"))
        waiting = float(self.waiting[at - 1]) if at else 1.0
        is_seen = self.number and (time <= self.longest or waiting < _SAME)
        return 1 - waiting if is_seen else None


def estimate_wilson(hits: int, trials: int, z: float = NORMAL_97_5) -> tuple[float, float]:
    """Estimate the interval of a share; without a trial it is everything from 0 to 1.

    Source: E. B. Wilson, Journal of the American Statistical Association 22 (1927), 209-212.
    """
    if trials == 0:
        return 0.0, 1.0
    share, spread = hits / trials, z * z / trials
    middle = (share + spread / 2) / (1 + spread)
    half = z * sqrt(share * (1 - share) / trials + spread / (4 * trials)) / (1 + spread)
    low = 0.0 if hits == 0 else middle - half
    high = 1.0 if hits == trials else middle + half
    return low, high


def estimate_survival(times: Sequence[float], ended: Sequence[bool]) -> Survival:
    """Estimate who still waits, from waits that ended and waits that were only seen so far.

    Whoever was only seen up to a time counts as waiting at that time.

    Args:
        times: how long each waited, or has waited so far.
        ended: whether that was the end.

    Source: E. L. Kaplan and P. Meier, Journal of the American Statistical Association 53 (1958),
    457-481.
    """
    waits, is_end = np.asarray(times, np.float64), np.asarray(ended, bool)
    steps, counts = np.unique(waits[is_end], return_counts=True)
    at_risk = len(waits) - np.searchsorted(np.sort(waits), steps, side="left")
    shares = np.cumprod(1 - counts / at_risk, dtype=np.float64)
    return Survival(steps, shares, float(waits.max(initial=0.0)), len(waits))


def find_quantile(survival: Survival, share: float) -> float | None:
    """Find the shortest time by which at least a share of all has ended; None if none is."""
    reached = np.flatnonzero(survival.waiting <= 1 - share + _SAME)
    return float(survival.times[reached[0]]) if reached.size else None
