"""Draws of a time that is known by its shortest, likely and longest."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_GRID = 4097
"""Points at which the distribution is tabulated; its quantiles are right to 1e-4 of the range."""


class Times(NamedTuple):
    """A time as it is usually known; shortest ≤ likely ≤ longest, all of one unit."""

    shortest: float
    likely: float
    longest: float

    @property
    def mean(self) -> float:
        """The mean of its distribution."""
        return (self.shortest + 4 * self.likely + self.longest) / 6

    def scale(self, factor: float) -> "Times":
        """Make all three longer or shorter."""
        return Times(*(each * factor for each in self))


def draw_times(times: Times, uniforms: Floats) -> Floats:
    """Draw times by inversion.

    The distribution is the beta-PERT: a beta distribution between the shortest and the longest
    time with its mode at the likely one and the mean (a + 4 m + b) / 6.

    Args:
        uniforms: shape (runs,), between 0 and 1; the longer time belongs to the larger number.

    Returns:
        shape (runs,); unit of the times.

    Source: D. G. Malcolm, J. H. Roseboom, C. E. Clark, W. Fazar, Application of a technique for
    research and development program evaluation, Operations Research 7 (1959).
    """
    shortest, likely, longest = times
    width = longest - shortest
    if not width:
        return np.full_like(uniforms, shortest)
    rise = 4 * (likely - shortest) / width
    at = np.linspace(0.0, 1.0, _GRID)
    density = at**rise * (1.0 - at) ** (4 - rise)
    below = np.concatenate([[0.0], np.cumsum(density[1:] + density[:-1])])
    drawn: Floats = shortest + width * np.interp(uniforms, below / below[-1], at)
    return drawn
