"""At which value of a figure the result crosses a target."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum

import numpy as np

from cradlegate.footprint.appraisal.uncertainty import LEVEL
from cradlegate.footprint.line import Line, sum_emissions
from cradlegate.footprint.sensitivity.figures import FigureKind, UncertainFigure, list_shared
from cradlegate.lca.draws import invert, is_uncertain


@dataclass(frozen=True, slots=True)
class Crossing:
    """Where one figure alone would bring the result to a target.

    Args:
        multiple: of the figure's nominal value; None where no value of it reaches the target.
        is_within: whether the multiple lies in the figure's 95 % range.
    """

    figure: UncertainFigure
    multiple: float | None
    is_within: bool


def find_crossings(
    figures: Sequence[UncertainFigure], lines: Sequence[Line], target: float
) -> tuple[Crossing, ...]:
    """Find for every figure the value at which the result crosses a target.

    All other figures keep their nominal values; around a template share the others close.

    Args:
        target: kg CO2e, above 0.
    """
    gap = target - sum_emissions(lines)
    shared = fsum(line.emissions for line in list_shared(lines))
    return tuple(_cross(figure, gap, shared) for figure in figures)


def _cross(figure: UncertainFigure, gap: float, shared: float) -> Crossing:
    """Solve total(m) = target for one figure.

    A plain figure moves the result by s (m − 1).  With t = 1 + w (m − 1) a share moves it by
    s (m − 1) ÷ t, so that m − 1 = gap ÷ (s − w gap).
    """
    slope = figure.slope - (figure.mass_share * gap if figure.kind is FigureKind.SHARE else 0.0)
    if abs(figure.slope) < _NOISE * (abs(gap) + abs(shared)) or not slope:
        return Crossing(figure, None, is_within=False)
    multiple = 1.0 + gap / slope
    if multiple < 0.0:
        return Crossing(figure, None, is_within=False)
    return Crossing(figure, multiple, is_within=_is_within(figure, multiple))


_NOISE = 1e-12
"""Slope below which a figure does not move the result but by rounding."""


def _is_within(figure: UncertainFigure, multiple: float) -> bool:
    if figure.database:
        low, high = figure.database.find_ends()
        return low <= figure.slope * (multiple - 1.0) <= high
    tail = float((1 - LEVEL) / 2)
    ends = np.array([tail, 1.0 - tail])
    return any(
        low <= multiple <= high
        for low, high in (invert(one, ends) for one in figure.parameters if is_uncertain(one))
    )
