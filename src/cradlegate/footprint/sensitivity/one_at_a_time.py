"""How far the result moves when one uncertain figure alone takes the ends of its range."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import fsum

import numpy as np

from cradlegate.background.quality import DataQuality
from cradlegate.footprint.appraisal.drawn_lines import DrawnLines
from cradlegate.footprint.appraisal.parameters import (
    amount_parameter,
    list_spreads,
    share_masses,
)
from cradlegate.footprint.appraisal.uncertainty import LEVEL
from cradlegate.footprint.line import Line, sum_emissions
from cradlegate.footprint.sensitivity.databases import line_parameter, list_databases
from cradlegate.lca.draws import Parameter, invert, is_uncertain

_TAIL = float((1 - LEVEL) / 2)
_NOISE = 1e-12
"""Share of the result below which a span is rounding and no effect."""


@dataclass(frozen=True, slots=True)
class Variation:
    """What one uncertain figure does to the result.

    Args:
        id: of the figure: `factor/…` for a factor, else that of the amount.
        low: change of the result at the end that lowers it most, kg CO2e.
        high: change at the end that raises it most, kg CO2e.
    """

    id: str
    low: float
    high: float

    @property
    def span(self) -> float:
        """How far the two ends lie apart, kg CO2e."""
        return self.high - self.low


def vary_one_at_a_time(
    lines: Sequence[Line], of_databases: DrawnLines | None = None
) -> tuple[Variation, ...]:
    """Vary every uncertain figure of a view between the ends of its 95 % range.

    The others keep their nominal values.  Template shares give and take: what one of them takes
    more, the others leave.  The widest comes first, then by id.

    Args:
        of_databases: what was drawn with databases, to vary all that one database draws together
            between the ends of its draws; without it, every process varies by itself.

    Source: ISO 14067:2018, 6.6 (sensitivity); docs/method/uncertainty.md
    """
    effects = _vary_factors(lines, of_databases) | _vary_amounts(lines)
    effects |= {each.id: list(each.find_ends()) for each in list_databases(lines, of_databases)}
    found = [Variation(name, min(ends), max(ends)) for name, ends in effects.items()]
    smallest = _NOISE * sum_emissions(lines)
    moving = [item for item in found if item.span > smallest]
    return tuple(sorted(moving, key=lambda v: (-v.span, v.id)))


def _vary_factors(lines: Sequence[Line], of_databases: DrawnLines | None) -> dict[str, list[float]]:
    known: dict[tuple[int, DataQuality], Parameter] = {}
    users: dict[str, list[tuple[Line, Parameter]]] = {}
    for line in lines:
        key = (id(line.activity.choice.chosen), line.quality)
        if key not in known:
            known[key] = line_parameter(line, of_databases)
        users.setdefault(known[key].id, []).append((line, known[key]))
    return {name: _sum_changes(rows) for name, rows in users.items()}


def _vary_amounts(lines: Sequence[Line]) -> dict[str, list[float]]:
    spreads, users = list_spreads(lines), _list_users(lines)
    shares = share_masses(lines, [spread for spread in spreads.values() if spread.is_share])
    sharing = {place: line for name in shares for place, line in users[name].items()}
    effects = {}
    for name, spread in spreads.items():
        parameter = amount_parameter(spread)
        if spread.is_share:
            own = shares[name] / fsum(shares.values())
            effects[name] = _sum_share_changes(own, parameter, users[name], sharing)
        else:
            effects[name] = _sum_changes([(line, parameter) for line in users[name].values()])
    return effects


def _list_users(lines: Sequence[Line]) -> dict[str, dict[int, Line]]:
    """Give the lines of every uncertain amount, by its parameter and by their places."""
    users: dict[str, dict[int, Line]] = {}
    for place, line in enumerate(lines):
        for spread in line.activity.amount_spreads:
            users.setdefault(spread.parameter, {})[place] = line
    return users


def _sum_changes(rows: Sequence[tuple[Line, Parameter]]) -> list[float]:
    ends = {parameter: _ends(parameter) for parameter in {parameter for _, parameter in rows}}
    changes = [[line.emissions * (m - 1.0) for m in ends[parameter]] for line, parameter in rows]
    return [fsum(column) for column in zip(*changes, strict=True)]


def _sum_share_changes(
    own: float, parameter: Parameter, users: Collection[int], sharing: Mapping[int, Line]
) -> list[float]:
    """Let one share of the mass take another size, and the others close around it.

    Args:
        own: the share, of 1.
        users: places of its lines.
        sharing: the lines of all shares, by place.
    """
    changes = []
    for multiplier in _ends(parameter):
        total = 1.0 + own * (multiplier - 1.0)
        changes.append(
            fsum(
                line.emissions * ((multiplier if place in users else 1.0) / total - 1.0)
                for place, line in sharing.items()
            )
        )
    return changes


def _ends(parameter: Parameter) -> tuple[float, float]:
    if not is_uncertain(parameter):
        return 1.0, 1.0
    low, high = invert(parameter, np.array([_TAIL, 1.0 - _TAIL]))
    return float(low), float(high)
