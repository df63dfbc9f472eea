"""How the amounts of a compiled database spread, as one table, and what in it cannot be drawn."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from math import exp, isclose, isfinite, log

import numpy as np
import numpy.typing as npt

from cradlegate.background.datasets.dataset import Distribution, DistributionKind, Exchange
from cradlegate.background.datasets.faults import BAD_SPREAD
from cradlegate.core.fault import Fault
from cradlegate.lca.monte_carlo.keyed import identify_exchange
from cradlegate.lca.monte_carlo.spreads import SpreadKind

SPREAD = np.dtype(
    [
        ("position", "<i8"),
        ("id", "<u8"),
        ("kind", "<i8"),
        ("kept", "<i8"),
        ("center", "<f8"),
        ("scale", "<f8"),
        ("low", "<f8"),
        ("high", "<f8"),
    ]
)
"""One uncertain amount: its position among all, its id, `SpreadKind`, `Kept`, and its figures; the
scale of a lognormal is the standard deviation of the logarithm."""

LARGEST_GSD = 100.0
"""Geometric standard deviation; one draw in forty would be over 8,000 times the median."""
LARGEST_RATIO = 100.0
"""Of a standard deviation to the amount that it belongs to."""


FURTHEST = 4.0
"""Standard deviations from the centre that an amount may lie; one draw in 16,000 is further."""
NEAR = 0.01
"""Share of itself by which an amount may miss its spread, for rounding."""


class Kept(IntEnum):
    """What of the distribution the nominal amount is."""

    NEITHER = 0
    MEDIAN = 1
    MEAN = 2
    BOTH = 3
    MODE = 4


@dataclass(frozen=True, slots=True)
class Site:
    """An exchange with the id of its process."""

    process: str
    exchange: Exchange


@dataclass(frozen=True, slots=True, eq=False)
class SpreadTable:
    """The uncertain amounts of a database.

    Args:
        rows: of `SPREAD`.
        faults: spreads that cannot be drawn; their amounts are fixed.
    """

    rows: npt.NDArray[np.void]
    faults: tuple[Fault, ...]


def tabulate_spreads(sites: Sequence[Site]) -> SpreadTable:
    """Put the spreads of all amounts in a table; those that cannot be drawn become faults.

    The id of an exchange is made of those of process and exchange, which are the same in every
    database that holds the process, so that part of a database is drawn as the whole is.

    Args:
        sites: exchanges in the order of the amounts.
    """
    rows, faults = [], []
    for position, site in enumerate(sites):
        spread = site.exchange.distribution
        problem = _find_problem(spread, site.exchange.amount) if spread else ""
        if problem:
            found = f"exchange {site.exchange.id} of process {site.process}: {problem}"
            faults.append(Fault(BAD_SPREAD, found))
        elif spread and _spreads(spread):
            rows.append(_tabulate(position, site, spread))
    return SpreadTable(np.array(rows, SPREAD), tuple(faults))


def count_kept(kept: Iterable[int]) -> dict[Kept, int]:
    """Count what nominal amounts keep of their distributions."""
    found = list(kept)
    return {each: found.count(each) for each in Kept if each in found}


def _tabulate(position: int, site: Site, spread: Distribution) -> tuple[float, ...]:
    is_lognormal = spread.kind is DistributionKind.LOGNORMAL
    return (
        position,
        identify_exchange(site.process, site.exchange.id),
        _KINDS[spread.kind],
        _tell_kept(spread, site.exchange.amount),
        spread.center,
        log(spread.scale) if is_lognormal else spread.scale,
        spread.minimum,
        spread.maximum,
    )


_KINDS = {
    DistributionKind.LOGNORMAL: SpreadKind.LOGNORMAL,
    DistributionKind.NORMAL: SpreadKind.NORMAL,
    DistributionKind.TRIANGULAR: SpreadKind.TRIANGLE,
    DistributionKind.UNIFORM: SpreadKind.UNIFORM,
}


def _spreads(spread: Distribution) -> bool:
    """Tell whether draws can differ from each other."""
    match spread.kind:
        case DistributionKind.LOGNORMAL:
            return spread.scale > 1.0
        case DistributionKind.NORMAL:
            return spread.scale > 0.0
        case _:
            return spread.minimum < spread.maximum


def _find_problem(spread: Distribution, amount: float) -> str:
    """Tell why a spread cannot be drawn; empty where it can."""
    center, scale, low, high = spread.center, spread.scale, spread.minimum, spread.maximum
    if not all(map(isfinite, (center, scale, low, high))):
        return f"its spread is {center:g}, {scale:g}, {low:g} to {high:g}"
    match spread.kind:
        case DistributionKind.LOGNORMAL:
            is_good = 1.0 <= scale <= LARGEST_GSD and center * amount > 0.0
            is_good = is_good and _is_about(log(abs(amount)) - log(abs(center)), log(scale), 1.0)
            return "" if is_good else f"GSD {scale:g} around {center:g}, amount {amount:g}"
        case DistributionKind.NORMAL:
            is_good = 0.0 <= scale <= LARGEST_RATIO * max(abs(center), abs(amount))
            is_good = is_good and _is_about(amount - center, scale, amount)
            told = f"standard deviation {scale:g} around {center:g}, amount {amount:g}"
            return "" if is_good else told
        case DistributionKind.TRIANGULAR if not low <= center <= high:
            return f"mode {center:g} not from {low:g} to {high:g}"
        case _ if low > high:
            return f"minimum {low:g} above maximum {high:g}"
    miss = max(low - amount, amount - high)
    return "" if miss <= NEAR * abs(amount) else f"amount {amount:g} not from {low:g} to {high:g}"


def _is_about(distance: float, deviation: float, amount: float) -> bool:
    """Tell whether an amount lies within its spread, or misses it by no more than rounding."""
    return abs(distance) <= max(FURTHEST * deviation, NEAR * abs(amount))


def _tell_kept(spread: Distribution, amount: float) -> Kept:
    if spread.kind is DistributionKind.LOGNORMAL:
        deviation = log(spread.scale)
        mean = spread.center * exp(deviation * deviation / 2.0)
        return Kept(int(_is_same(spread.center, amount)) + 2 * int(_is_same(mean, amount)))
    if not _is_same(spread.center, amount):
        return Kept.NEITHER
    return Kept.MODE if spread.kind is DistributionKind.TRIANGULAR else Kept.BOTH


def _is_same(value: float, amount: float) -> bool:
    return isclose(value, amount, rel_tol=1e-6)
