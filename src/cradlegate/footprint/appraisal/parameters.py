"""What is uncertain in a footprint: its factors and some of its amounts (method 14)."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from cradlegate.background.factor import Centre, Spread, SpreadKind
from cradlegate.background.quality import widen_gsd, widening_variance
from cradlegate.footprint.inventory.activity import AmountSpread
from cradlegate.footprint.line import Line
from cradlegate.lca.draws import Parameter, Shape


def list_spreads(lines: Sequence[Line]) -> Mapping[str, AmountSpread]:
    """List the uncertain amounts of lines, by parameter id."""
    return {item.parameter: item for line in lines for item in line.activity.amount_spreads}


def share_masses(lines: Sequence[Line], shares: Sequence[AmountSpread]) -> dict[str, float]:
    """Give the nominal mass in kg that each template share stands for, by parameter id."""
    masses = dict.fromkeys((share.parameter for share in shares), 0.0)
    for line in lines:
        for spread in line.activity.amount_spreads:
            if spread.is_share and line.activity.mass_kg:
                masses[spread.parameter] = float(line.activity.mass_kg)
    return masses


def factor_parameter(line: Line) -> Parameter:
    """Give the parameter of a line's factor, widened for how well it fits its use."""
    factor = line.activity.choice.chosen
    variance = widening_variance(line.quality)
    # Both sides of a balance are one physical amount and move together.
    name = min(factor.id, factor.pair or factor.id)
    return _parameter(f"factor/{name}", factor.spread, factor.total, variance)


def fit_parameter(line: Line) -> Parameter:
    """Give what widens a line's factor for how well it fits its use, and nothing else.

    It multiplies a figure that is drawn with its database.
    """
    gsd = widen_gsd(Decimal(1), widening_variance(line.quality))
    return Parameter(factor_parameter(line).id, Shape.LOGNORMAL, gsd=float(gsd))


def amount_parameter(spread: AmountSpread) -> Parameter:
    """Give the parameter of an uncertain amount."""
    return _parameter(spread.parameter, spread.spread, spread.nominal, Decimal(0))


def _parameter(name: str, spread: Spread, nominal: Decimal, variance: Decimal) -> Parameter:
    """Read a spread; a variance of the logarithm widens a lognormal, a range stays what it is."""
    if spread.kind is SpreadKind.MINMAX:
        if not nominal:
            return Parameter(name, Shape.FIXED)
        ends = sorted((float(spread.low / nominal), float(spread.high / nominal)))
        return Parameter(name, Shape.TRIANGLE, low=min(ends[0], 1.0), high=max(ends[1], 1.0))
    # At 95 % a lognormal reaches GSD^1.96 ≈ GSD² times its median.
    gsd = (1 + spread.value).sqrt() if spread.kind is SpreadKind.REL95 else spread.value
    widened = float(widen_gsd(gsd, variance))
    is_mean = spread.centre is Centre.MEAN
    return Parameter(name, Shape.LOGNORMAL, gsd=widened, is_mean=is_mean)
