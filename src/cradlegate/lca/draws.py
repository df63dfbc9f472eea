"""Monte Carlo draws of parameters, as multipliers of their nominal values."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from cradlegate.lca.elementary import Floats, exp, log, normal_quantile
from cradlegate.lca.philox import draw_uniforms


class Shape(StrEnum):
    """Shapes of distribution."""

    FIXED = "fixed"
    LOGNORMAL = "lognormal"
    TRIANGLE = "triangle"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter that is drawn.

    Args:
        id: the draw depends on it and on the seed alone.
        gsd: geometric standard deviation of a lognormal, ≥ 1.
        is_mean: whether the nominal value is the lognormal's mean; else its median.
        low, high: ends of a triangle as multiples of the nominal value, which is its mode.
    """

    id: str
    shape: Shape
    gsd: float = 1.0
    is_mean: bool = False
    low: float = 1.0
    high: float = 1.0


def draw_multipliers(parameters: Sequence[Parameter], seed: int, count: int) -> Floats:
    """Draw every parameter by inversion.

    Returns:
        Shape (parameters, draws): what to multiply the nominal value with, dimensionless.
    """
    result = np.ones((len(parameters), count))
    for row, parameter in enumerate(parameters):
        if is_uncertain(parameter):
            result[row] = invert(parameter, draw_uniforms(parameter.id, seed, count))
    return result


def is_uncertain(parameter: Parameter) -> bool:
    """Tell whether drawing the parameter can give anything but its nominal value."""
    if parameter.shape is Shape.TRIANGLE:
        return parameter.low < parameter.high
    return parameter.shape is Shape.LOGNORMAL


def invert(parameter: Parameter, u: Floats) -> Floats:
    """Give the multipliers of an uncertain parameter at cumulative probabilities.

    Args:
        u: shape (n,), between 0 and 1, ends excluded.

    Returns:
        Shape (n,): what to multiply the nominal value with, dimensionless.
    """
    if parameter.shape is Shape.LOGNORMAL:
        return _invert_lognormal(parameter, u)
    return _invert_triangle(parameter, u)


def close_shares(shares: Floats, multipliers: Floats) -> Floats:
    """Draw shares that always sum to 1.

    Args:
        shares: shape (n,), nominal, summing to 1.
        multipliers: shape (n, draws).

    Returns:
        Shape (n, draws): multipliers of the nominal shares after closure.
    """
    total = np.zeros(multipliers.shape[1])
    for share, row in zip(shares, multipliers, strict=True):
        total = total + share * row
    closed: Floats = multipliers / total
    return closed


def _invert_lognormal(parameter: Parameter, u: Floats) -> Floats:
    sigma = log(np.array([parameter.gsd]))[0]
    shift = -0.5 * sigma * sigma if parameter.is_mean else 0.0
    return exp(sigma * normal_quantile(u) + shift)


def _invert_triangle(parameter: Parameter, u: Floats) -> Floats:
    low, high = parameter.low, parameter.high
    width = high - low
    left = low + np.sqrt(u * width * (1.0 - low))
    right = high - np.sqrt((1.0 - u) * width * (high - 1.0))
    return np.where(u * width < 1.0 - low, left, right)
