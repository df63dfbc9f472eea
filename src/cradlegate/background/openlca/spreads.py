"""How amounts of a package spread."""

import math
from collections.abc import Callable
from typing import TypeAlias

from cradlegate.background.datasets.dataset import Distribution, DistributionKind
from cradlegate.background.formats.faults import BAD_NUMBER
from cradlegate.background.openlca.json_object import JsonObject

Spread: TypeAlias = Distribution | str | None
"""A distribution; or why it cannot be; or nothing, for an amount that is exact."""

_NEUTRAL_GSD = 1


def read_spread(entry: JsonObject, amount: float, factor: float) -> Spread:
    """Read how the amount of an exchange spreads.

    Args:
        entry: `uncertainty` of the exchange.
        amount: as stated, before it is converted.
        factor: reference units of the flow in one unit of the amount.
    """
    kind = entry.text("distributionType")
    if kind in {"", "NONE", "NO_DISTRIBUTION"}:
        return None
    if kind not in _READERS:
        return f"{kind} is no kind of spread"
    names, read = _READERS[kind]
    missing = [name for name in names if entry.content.get(name) is None]
    if missing:
        return f"{missing[0]} is missing"
    figures = [figure for name in names if (figure := entry.number(name)) is not None]
    if len(figures) < len(names):
        return None
    spread = read(figures, amount, factor)
    if isinstance(spread, Distribution) and not _is_finite(spread):
        entry.refuse(BAD_NUMBER, "the spread is no finite number in the unit of the flow")
    return spread


def _read_lognormal(figures: list[float], amount: float, factor: float) -> Spread:
    mean, deviation = figures
    if deviation < _NEUTRAL_GSD:
        return f"the geometric standard deviation is {deviation:g}"
    if deviation == _NEUTRAL_GSD:
        return None
    if not mean or not amount or (mean < 0) != (amount < 0):
        return f"the geometric mean is {mean:g}, the amount {amount:g}"
    return Distribution(DistributionKind.LOGNORMAL, mean * factor, deviation)


def _read_normal(figures: list[float], _: float, factor: float) -> Spread:
    mean, deviation = figures
    if deviation < 0:
        return f"the standard deviation is {deviation:g}"
    if not deviation:
        return None
    return Distribution(DistributionKind.NORMAL, mean * factor, deviation * factor)


def _read_triangular(figures: list[float], _: float, factor: float) -> Spread:
    minimum, mode, maximum = figures
    if not minimum <= mode <= maximum:
        return f"the mode {mode:g} does not lie from {minimum:g} to {maximum:g}"
    if minimum == maximum:
        return None
    ends = (0.0, minimum * factor, maximum * factor)
    return Distribution(DistributionKind.TRIANGULAR, mode * factor, *ends)


def _read_uniform(figures: list[float], _: float, factor: float) -> Spread:
    minimum, maximum = figures
    if minimum > maximum:
        return f"the minimum {minimum:g} lies above the maximum {maximum:g}"
    if minimum == maximum:
        return None
    middle = (minimum / 2 + maximum / 2) * factor
    ends = (0.0, minimum * factor, maximum * factor)
    return Distribution(DistributionKind.UNIFORM, middle, *ends)


_READERS: dict[str, tuple[tuple[str, ...], Callable[[list[float], float, float], Spread]]] = {
    "LOG_NORMAL_DISTRIBUTION": (("geomMean", "geomSd"), _read_lognormal),
    "NORMAL_DISTRIBUTION": (("mean", "sd"), _read_normal),
    "TRIANGLE_DISTRIBUTION": (("minimum", "mode", "maximum"), _read_triangular),
    "UNIFORM_DISTRIBUTION": (("minimum", "maximum"), _read_uniform),
}


def _is_finite(spread: Distribution) -> bool:
    parts = (spread.center, spread.scale, spread.minimum, spread.maximum)
    return all(math.isfinite(part) for part in parts)
