"""How amounts of ecoSpold 2 spread."""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cradlegate.background.datasets.dataset import Distribution, DistributionKind
from cradlegate.background.ecospold2.parts import NAMESPACE, parse_number
from cradlegate.core.errors import CradlegateError

if TYPE_CHECKING:
    from lxml.etree import _Element

_UNREAD = ("beta", "gamma", "binomial")


@dataclass(frozen=True, slots=True)
class Spread:
    """How an amount spreads, or why what is stated cannot be.

    Args:
        distribution: in the unit of the exchange; None where the amount is exact, where nothing
            is stated, or where what is stated cannot be.
        problem: why it cannot be; empty where nothing is wrong.
    """

    distribution: Distribution | None
    problem: str = ""


def read_spread(exchange: "_Element", amount: float) -> Spread:
    """Read the distribution of an exchange.

    Variances include the pedigree's where they are stated with it.  For a lognormal amount that is
    the variance of the logarithms, so that the geometric standard deviation is exp(sqrt(variance)),
    and the stated mean is the geometric one.

    Args:
        exchange: that may have a part `uncertainty`.
        amount: of the exchange; a lognormal distribution lies on the same side of 0.

    Source: ecoSpold 2 data format, elements `lognormal`, `normal`, `triangular`, `uniform`.
    """
    stated = exchange.find(f"{NAMESPACE}uncertainty")
    if stated is None:
        return Spread(None)
    try:
        return Spread(_read_stated(stated, amount))
    except _ImpossibleError as impossible:
        return Spread(None, str(impossible))


class _ImpossibleError(CradlegateError):
    """A distribution that cannot be."""


def _read_stated(stated: "_Element", amount: float) -> Distribution | None:
    for name, read in _READERS.items():
        element = stated.find(NAMESPACE + name)
        if element is not None:
            return read(element, amount)
    for name in _UNREAD:
        if stated.find(NAMESPACE + name) is not None:
            raise _ImpossibleError(f"a {name} distribution is not read")
    return None


def _read_lognormal(element: "_Element", amount: float) -> Distribution | None:
    center, deviation = _figure(element, "meanValue"), _read_deviation(element)
    if deviation == 0:
        return None
    if center * amount <= 0:
        raise _ImpossibleError(f"a lognormal mean of {center} stands beside the amount {amount}")
    try:
        scale = math.exp(deviation)
    except OverflowError:
        raise _ImpossibleError("the geometric standard deviation is beyond all numbers") from None
    return Distribution(DistributionKind.LOGNORMAL, center, scale)


def _read_normal(element: "_Element", _: float) -> Distribution | None:
    center, deviation = _figure(element, "meanValue"), _read_deviation(element)
    return Distribution(DistributionKind.NORMAL, center, deviation) if deviation else None


def _read_triangular(element: "_Element", _: float) -> Distribution | None:
    low, mode, high = (
        _figure(element, name) for name in ("minValue", "mostLikelyValue", "maxValue")
    )
    if not low <= mode <= high:
        raise _ImpossibleError(f"the mode {mode} is not between {low} and {high}")
    if low == high:
        return None
    return Distribution(DistributionKind.TRIANGULAR, mode, minimum=low, maximum=high)


def _read_uniform(element: "_Element", _: float) -> Distribution | None:
    low, high = _figure(element, "minValue"), _figure(element, "maxValue")
    if low > high:
        raise _ImpossibleError(f"the minimum {low} is above the maximum {high}")
    if low == high:
        return None
    middle = low / 2 + high / 2
    return Distribution(DistributionKind.UNIFORM, middle, minimum=low, maximum=high)


_READERS = {
    "lognormal": _read_lognormal,
    "normal": _read_normal,
    "triangular": _read_triangular,
    "uniform": _read_uniform,
}


def _read_deviation(element: "_Element") -> float:
    name = "varianceWithPedigreeUncertainty"
    variance = _figure(element, name if element.get(name) is not None else "variance")
    if variance < 0:
        raise _ImpossibleError(f"the variance is {variance}")
    return math.sqrt(variance)


def _figure(element: "_Element", name: str) -> float:
    text = element.get(name) or ""
    figure = parse_number(text)
    if figure is None:
        raise _ImpossibleError(f"{name} is {text!r}" if text else f"{name} is missing")
    return figure
