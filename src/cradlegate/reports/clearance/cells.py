"""Times, shares and starts of clocks as cells and words."""

from collections.abc import Mapping
from decimal import Decimal

from cradlegate.border.clocks.clearances import Start
from cradlegate.border.clocks.clocks import HOUR
from cradlegate.border.clocks.routes import TargetShare
from cradlegate.footprint.rounding import signed_text
from cradlegate.reports.report import UNKNOWN, Bounds, Cell, Figure, Text

STARTS: Mapping[Start, str] = {
    Start.SUBMITTED: "submitted",
    Start.ARRIVED: "arrived",
    Start.BOTH: "submitted and arrived",
    Start.REGISTERED: "entry registered",
    Start.COMPLETE: "documents complete",
    Start.LODGED: "arrived and lodged",
}
NOT_REACHED = Text("not reached")
"""Where so few have ended that a quantile cannot be told."""

_DECIMALS = {"h": 3, "business days": 2}
"""Of an hour to a thousandth, so that a minute too late is to be seen."""


def show_hours(seconds: float | None) -> Cell:
    """Show seconds as hours."""
    return UNKNOWN if seconds is None else show_amount(seconds / HOUR, "h")


def show_quantile(value: float | None, unit: str, *, is_timed: bool) -> Cell:
    """Show a quantile; one that is not reached is said, and one of nothing is unknown."""
    if value is None:
        return NOT_REACHED if is_timed else UNKNOWN
    return show_amount(value, unit)


def show_amount(value: float, unit: str) -> Figure:
    """Show an amount with the decimals of its unit; exact as it is kept."""
    exact = Decimal(signed_text(value))
    return Figure(exact, unit, _count_digits(exact, unit))


def show_range(ends: tuple[float, float], unit: str) -> Figure:
    """Show an amount between two ends by its middle, or one that is the same at both."""
    low, high = (Decimal(signed_text(end)) for end in ends)
    if low == high:
        return Figure(low, unit, _count_digits(low, unit))
    middle = (low + high) / 2
    return Figure(middle, unit, _count_digits(middle, unit), bounds=Bounds(low, high))


def show_share(share: TargetShare) -> Cell:
    """Show a share with its interval; without a trial it is unknown."""
    if not share.trials:
        return UNKNOWN
    value, low, high = (
        Decimal(signed_text(100 * each))
        for each in (share.hits / share.trials, share.low, share.high)
    )
    return Figure(value, "%", bounds=Bounds(low, high))


def show_count(number: int) -> Figure:
    """Show a count as it stands."""
    return Figure(Decimal(number), digits=None)


def _count_digits(value: Decimal, unit: str) -> int:
    """Count the significant digits that leave so many decimals; below 1 so many digits."""
    whole = abs(int(value))
    return (len(str(whole)) if whole else 0) + _DECIMALS[unit]
