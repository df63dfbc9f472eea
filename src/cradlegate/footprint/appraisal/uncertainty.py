"""Draws of a footprint and the intervals they give (method 14)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from itertools import count as count_up
from math import fsum
from typing import NamedTuple

import numpy as np

from cradlegate.background.quality import DataQuality
from cradlegate.core.stage import Stage, View
from cradlegate.footprint.appraisal.drawn_lines import DrawnLines
from cradlegate.footprint.appraisal.parameters import (
    amount_parameter,
    factor_parameter,
    fit_parameter,
    list_spreads,
    share_masses,
)
from cradlegate.footprint.boundary import lines_of_view
from cradlegate.footprint.inventory.activity import AmountSpread
from cradlegate.footprint.line import Line
from cradlegate.lca.draws import Parameter, close_shares, draw_multipliers
from cradlegate.lca.elementary import Floats
from cradlegate.lca.intensities import sum_draws

LEVEL = Decimal("0.95")
"""Probability that the interval holds, two-sided."""


@dataclass(frozen=True, slots=True)
class Interval95:
    """The 95 % interval, median and mean of draws, kg CO2e."""

    low: float
    high: float
    median: float
    mean: float


@dataclass(frozen=True, slots=True)
class Draws:
    """Draws kept per view, stage and subassembly; each shape (draws kept,), kg CO2e.

    Args:
        by_subassembly: within the view the footprint was asked for.
        default_spreads: number of factors whose spread is the default of its data class.
        of_databases: figures that were drawn with the database they stand in.
    """

    by_view: Mapping[View, Floats]
    by_stage: Mapping[Stage, Floats]
    by_subassembly: Mapping[str, Floats]
    default_spreads: int
    own_spreads: int
    of_databases: DrawnLines = field(default_factory=partial(DrawnLines, ()))


def draw_lines(
    lines: Sequence[Line],
    views: Iterable[View],
    view: View,
    seed: int,
    count: int,
    of_databases: DrawnLines | None = None,
) -> Draws:
    """Draw every line and sum the draws by view, stage and subassembly.

    Args:
        of_databases: what was drawn with databases; draws that it leaves out are left out of all.
    """
    of_databases = of_databases or DrawnLines(tuple(lines))
    groups = _number_groups(lines, tuple(views), view)
    totals = sum_draws(
        np.array([line.emissions for line in lines]),
        _draw_multipliers(lines, seed, count, of_databases.multipliers),
        _list_groups(lines, groups, view),
        (len(groups.views) + len(groups.stages) + len(groups.names), count),
    )
    totals = np.delete(totals, of_databases.left_out, axis=1)
    defaults, own = _count_spreads(lines)
    return Draws(
        {name: totals[row] for name, row in groups.views.items()},
        {stage: totals[row] for stage, row in groups.stages.items()},
        {name: totals[row] for name, row in groups.names.items()},
        defaults,
        own,
        of_databases,
    )


class _Groups(NamedTuple):
    """The row of sums of each view, stage and subassembly; one may be called like another."""

    views: Mapping[View, int]
    stages: Mapping[Stage, int]
    names: Mapping[str, int]


def _number_groups(lines: Sequence[Line], views: tuple[View, ...], view: View) -> _Groups:
    found = {line.stage for line in lines}
    stages = [stage for stage in Stage if stage in found]
    names = dict.fromkeys(line.subassembly for line in lines_of_view(lines, view))
    rows = count_up()
    return _Groups(
        {name: next(rows) for name in views},
        {stage: next(rows) for stage in stages},
        {name: next(rows) for name in names},
    )


def _list_groups(lines: Sequence[Line], groups: _Groups, view: View) -> list[list[int]]:
    """List the sums that each line is part of, which are the same for lines of one place."""
    known: dict[tuple[Stage, str, bool], list[int]] = {}
    listed = []
    for line in lines:
        activity = line.activity
        place = (activity.stage, activity.subassembly, activity.is_beyond_end_point)
        if place not in known:
            of_views = [row for name, row in groups.views.items() if lines_of_view([line], name)]
            own = [groups.names[line.subassembly]] if lines_of_view([line], view) else []
            known[place] = [*of_views, groups.stages[line.stage], *own]
        listed.append(known[place])
    return listed


def _count_spreads(lines: Iterable[Line]) -> tuple[int, int]:
    """Count the factors whose spread is a default, and those that have one of their own."""
    factors = {line.activity.choice.chosen.id: line.activity.choice.chosen for line in lines}
    defaults = sum((factor.spread.is_default for factor in factors.values()), 0)
    return defaults, len(factors) - defaults


def summarise_draws(draws: Floats) -> Interval95:
    """Give interval, median and mean of draws, by linear interpolation of order statistics."""
    tail = float((1 - LEVEL) / 2)
    ordered = np.sort(draws)
    low, median, high = (_quantile(ordered, share) for share in (tail, 0.5, 1 - tail))
    mean = float(np.add.accumulate(ordered)[-1] / len(ordered))
    return Interval95(low, high, median, mean)


def _quantile(ordered: Floats, share: float) -> float:
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    rest = place - below
    return float(ordered[below] + rest * (ordered[above] - ordered[below]))


def _draw_multipliers(
    lines: Sequence[Line], seed: int, count: int, of_databases: Mapping[str, Floats]
) -> Iterator[Floats]:
    """Give the multipliers of each line in turn, shape (draws,)."""
    known: dict[tuple[int, DataQuality], Parameter] = {}
    factor_parameters = [_recall_parameter(line, known, of_databases) for line in lines]
    spreads = list_spreads(lines)
    shares = [spread for spread in spreads.values() if spread.is_share]
    amounts = [amount_parameter(spread) for spread in spreads.values()]
    distinct = list(dict.fromkeys([*factor_parameters, *amounts]))
    drawn = dict(zip(distinct, draw_multipliers(distinct, seed, count), strict=True))
    by_spread = {name: drawn[parameter] for name, parameter in zip(spreads, amounts, strict=True)}
    by_spread |= _close(lines, shares, by_spread)
    for line, parameter in zip(lines, factor_parameters, strict=True):
        row = drawn[parameter]
        figure = of_databases.get(line.activity.choice.chosen.id)
        row = row if figure is None else row * figure
        for spread in line.activity.amount_spreads:
            row = row * by_spread[spread.parameter]
        yield row


def _recall_parameter(
    line: Line, known: dict[tuple[int, DataQuality], Parameter], of_databases: Mapping[str, Floats]
) -> Parameter:
    """Give the parameter of a line's factor, found once for all lines of one factor and fit."""
    chosen = line.activity.choice.chosen
    key = (id(chosen), line.quality)
    if key not in known:
        is_drawn = chosen.id in of_databases
        known[key] = fit_parameter(line) if is_drawn else factor_parameter(line)
    return known[key]


def _close(
    lines: Sequence[Line], shares: list[AmountSpread], drawn: Mapping[str, Floats]
) -> dict[str, Floats]:
    """Close template shares so that their masses keep their sum in every draw."""
    if not shares:
        return {}
    masses = share_masses(lines, shares)
    nominal = np.array(list(masses.values()))
    nominal = nominal / fsum(masses.values())
    closed = close_shares(nominal, np.stack([drawn[name] for name in masses]))
    return dict(zip(masses, closed, strict=True))
