"""Whom to ask first: contribution × weakness of the data × exposure (S1-12, S1-14)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import fsum, sqrt

from cradlegate.background.factor import Region, Spread, SpreadKind
from cradlegate.background.quality import rate_factor
from cradlegate.core.blank import known
from cradlegate.core.grade import DataGrade
from cradlegate.footprint.appraisal.parameters import amount_parameter, factor_parameter
from cradlegate.footprint.appraisal.priority import measure_weakness
from cradlegate.footprint.footprint import Footprint
from cradlegate.footprint.inventory.supplied import VERIFIED_GSD
from cradlegate.footprint.line import Line
from cradlegate.lca.moments import measure_deviation
from cradlegate.product.bill import BomLine
from cradlegate.product.suppliers.questionnaire import NOT_NAMED

AUDIT_SCORE = 0.02
"""Contribution × weakness from which an audit request is likely (house rule)."""
Z95 = 1.96
"""Standard deviations on each side of a 95 % interval."""


@dataclass(frozen=True, slots=True)
class RankedSupplier:
    """A supplier, and what asking it is worth.

    Args:
        line_ids: of the parts list that rest on secondary data.
        emissions: of these lines, kg CO2e.
        share: of the view's emissions, of 1.
        weakness: mean over the lines, weighted by emissions; 0 best, 1 worst.
        exposure: of 1; how much of the trade the machine stands for.
        score: share × weakness × exposure.
        takes_off: width in kg CO2e that the 95 % interval would lose with verified figures.
        is_audit_risk: share × weakness reaches `AUDIT_SCORE`.
    """

    supplier_id: str
    line_ids: tuple[str, ...]
    emissions: float
    share: float
    weakness: float
    exposure: float
    score: float
    takes_off: float
    is_audit_risk: bool


def rank_suppliers(
    footprint: Footprint, secondary: Sequence[BomLine], exposure: float = 1.0
) -> tuple[RankedSupplier, ...]:
    """Rank the suppliers of secondary lines, the most worthwhile first, then by id.

    What a supplier would take off the interval is 2 · 1.96 · (σ − σ'), where σ is that of the
    draws and σ' that with its lines at the spread of verified figures (GSD 1.1, house rule), their
    values unchanged.  Lines that share a factor move together before, and apart after.
    """
    lines = footprint.lines_in_view
    year = footprint.machine.data_period.last.year
    variances = _Variances(lines, float(footprint.draws.by_view[footprint.view].var()), year)
    by_supplier: dict[str, list[str]] = {}
    for line in secondary:
        by_supplier.setdefault(known(line.supplier_id) or NOT_NAMED, []).append(line.line_id)
    ranked = []
    for supplier, ids in by_supplier.items():
        asked = [line for line in lines if name_bill_line(line) in set(ids)]
        if asked:
            ranked.append(_rate(variances, supplier, tuple(ids), asked, exposure))
    return tuple(sorted(ranked, key=lambda each: (-each.score, each.supplier_id)))


def name_bill_line(line: Line) -> str:
    """Give the line of the parts list that a row belongs to, empty for others."""
    kind, _, rest = line.id.partition("/")
    return rest.partition("/")[0] if kind == "bom" else ""


class _Variances:
    """What is uncertain in a view: deviations in kg CO2e by what moves them."""

    def __init__(self, lines: Sequence[Line], variance: float, year: int) -> None:
        self.whole = fsum(abs(line.emissions) for line in lines) or 1.0
        self._variance = variance
        self._year = year
        self._moved = _sum_deviations(lines)

    def narrow(self, asked: Sequence[Line]) -> float:
        """Give the width that the 95 % interval loses, kg CO2e."""
        after = self._variance
        for name, part in _sum_deviations(asked).items():
            after -= self._moved[name] ** 2 - (self._moved[name] - part) ** 2
        verified = _sum_deviations([_verify(line, self._year) for line in asked])
        after += fsum(deviation**2 for deviation in verified.values())
        return 2 * Z95 * (sqrt(self._variance) - sqrt(max(after, 0.0)))


def _sum_deviations(lines: Sequence[Line]) -> dict[str, float]:
    """Sum standard deviations by parameter: what shares one moves together."""
    moved: dict[str, float] = {}
    for line in lines:
        amounts = [amount_parameter(spread) for spread in line.activity.amount_spreads]
        for each in (factor_parameter(line), *amounts):
            deviation = measure_deviation(each) * line.emissions
            moved[each.id] = moved.get(each.id, 0.0) + deviation
    return moved


def _verify(line: Line, year: int) -> Line:
    """Give the line with a verified figure of its supplier, of the place and year of the case."""
    activity = line.activity
    factor = replace(
        activity.choice.chosen,
        id=f"verified/{name_bill_line(line)}",
        pair="",
        spread=Spread(SpreadKind.GSD, value=VERIFIED_GSD, is_default=True),
        technology=1,
        precision=0,
        grade=DataGrade.SUPPLIER_VERIFIED,
        region=Region(activity.region, "iso3166-1"),
        year_from=year,
        year_to=year,
    )
    choice = replace(activity.choice, chosen=factor)
    better = replace(activity, choice=choice, amount_spreads=())
    return replace(line, activity=better, quality=rate_factor(factor, 1, activity.region, year))


def _rate(
    variances: _Variances,
    supplier: str,
    ids: tuple[str, ...],
    lines: Sequence[Line],
    exposure: float,
) -> RankedSupplier:
    weights = [abs(line.emissions) for line in lines]
    total = fsum(weights)
    weak = fsum(w * measure_weakness(line) for w, line in zip(weights, lines, strict=True))
    share, weakness = total / variances.whole, weak / total if total else 0.0
    return RankedSupplier(
        supplier,
        ids,
        fsum(line.emissions for line in lines),
        share,
        weakness,
        exposure,
        share * weakness * exposure,
        variances.narrow(lines),
        share * weakness >= AUDIT_SCORE,
    )
