"""How the amount of an exchange spreads, as ILCD states it."""

from math import sqrt

from cradlegate.background.datasets.dataset import Distribution, DistributionKind
from cradlegate.background.ilcd.data_set import read_figure

_DEVIATION, _MINIMUM, _MAXIMUM = (
    "relativeStandardDeviation95In",
    "minimumAmount",
    "maximumAmount",
)


class SpreadError(ValueError):
    """A spread that cannot be; the text says why."""


def read_spread(texts: dict[str, str], amount: float) -> Distribution | None:
    """Read the spread of an amount; None where none is stated or nothing spreads.

    Of a log-normal amount ILCD states the square of the geometric standard deviation: amount
    times square is the 97.5 % value, so the amount is the median.  Of a normal one it states
    twice the standard deviation, in the unit of the amount.  A deviation of 0 means that none is
    stated.  Of a triangular one the amount is taken as the mode, as openLCA does.

    Args:
        texts: of the elements of an exchange, by name.
        amount: in the unit of the flow; may be negative.

    Raises:
        SpreadError: the spread cannot be.

    Source: ILCD 1.1, ExchangeType, documentation of `relativeStandardDeviation95In`.
    """
    kind = texts.get("uncertaintyDistributionType", "").lower()
    if kind in {"", "undefined"}:
        return None
    if kind in {"log-normal", "normal"}:
        deviation = _figure(texts, _DEVIATION)
        read = _read_lognormal if kind == "log-normal" else _read_normal
        return read(amount, deviation) if deviation else None
    if kind not in {"triangular", "uniform"}:
        raise SpreadError(f"its distribution is `{kind}`")
    return _read_bounded(kind, amount, _figure(texts, _MINIMUM), _figure(texts, _MAXIMUM))


def _read_lognormal(amount: float, square: float) -> Distribution | None:
    if square < 1:
        raise SpreadError(f"the square of its geometric standard deviation is {square:g}")
    if square == 1 or amount == 0:
        return None
    return Distribution(DistributionKind.LOGNORMAL, amount, sqrt(square))


def _read_normal(amount: float, double: float) -> Distribution:
    if double < 0:
        raise SpreadError(f"twice its standard deviation is {double:g}")
    return Distribution(DistributionKind.NORMAL, amount, double / 2)


def _read_bounded(kind: str, amount: float, low: float, high: float) -> Distribution | None:
    if not low <= amount <= high:
        raise SpreadError(f"its amount {amount:g} does not lie between {low:g} and {high:g}")
    if low == high:
        return None
    if kind == "uniform":
        middle = low / 2 + high / 2
        return Distribution(DistributionKind.UNIFORM, middle, minimum=low, maximum=high)
    return Distribution(DistributionKind.TRIANGULAR, amount, minimum=low, maximum=high)


def _figure(texts: dict[str, str], name: str) -> float:
    value = read_figure(texts.get(name, ""))
    if value is None:
        raise SpreadError(f"its {name} is `{texts.get(name, '')}`")
    return value
