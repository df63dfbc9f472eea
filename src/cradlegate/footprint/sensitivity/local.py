"""What one figure after the other does to a result around its nominal value."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum, sqrt

import numpy as np

from cradlegate.footprint.appraisal.drawn_lines import DrawnLines
from cradlegate.footprint.line import Line, sum_emissions
from cradlegate.footprint.sensitivity.figures import (
    UncertainFigure,
    list_figures,
    share_variance,
)
from cradlegate.footprint.sensitivity.one_at_a_time import Variation, vary_one_at_a_time
from cradlegate.lca.elementary import Floats
from cradlegate.lca.philox import draw_uniforms
from cradlegate.lca.ranks import correlate_ranks


@dataclass(frozen=True, slots=True)
class LocalEffect:
    """What one uncertain figure does.

    Args:
        variation: of the result between the ends of the figure's 95 % range.
        elasticity: percent by which the result moves per percent of the figure.
        variance_share: of the sum of squares of all figures, of 1.
        rank_correlation: of the figure's draws with those of the result, from −1 to 1.
    """

    figure: UncertainFigure
    variation: Variation
    elasticity: float
    variance_share: float
    rank_correlation: float


@dataclass(frozen=True, slots=True)
class LocalSensitivity:
    """The effects of all figures, the largest share of the variance first.

    Args:
        deviation: of the result to first order, the root of the sum of squares, kg CO2e.
        drawn_deviation: of the draws of the result, kg CO2e.
    """

    effects: tuple[LocalEffect, ...]
    deviation: float
    drawn_deviation: float


def measure_locally(
    lines: Sequence[Line], draws: Floats, seed: int, of_databases: DrawnLines | None = None
) -> LocalSensitivity:
    """Measure derivative, range, share of the variance and rank correlation of every figure.

    Args:
        lines: of one view.
        draws: of the result of that view, shape (draws,), kg CO2e.
        seed: that the result was drawn with; a figure's draws are made again from its id.
        of_databases: figures that were drawn with a database, and draws that were left out.

    Source: docs/method/uncertainty.md
    """
    of_databases = of_databases or DrawnLines(tuple(lines))
    figures = list_figures(lines, of_databases)
    shares = share_variance(figures)
    variations = {item.id: item for item in vary_one_at_a_time(lines, of_databases)}
    total = sum_emissions(lines) or 1.0
    effects = tuple(
        LocalEffect(
            figure,
            variations[figure.id],
            figure.slope / total,
            share,
            correlate_ranks(_draw_again(figure, seed, len(draws), of_databases), draws),
        )
        for figure, share in zip(figures, shares, strict=True)
        if figure.id in variations
    )
    deviation = sqrt(fsum(figure.deviation * figure.deviation for figure in figures))
    return LocalSensitivity(effects, deviation, _measure_deviation(draws))


def _draw_again(figure: UncertainFigure, seed: int, count: int, of_databases: DrawnLines) -> Floats:
    """Draw a figure again, in the draws that were kept; only the order of its values matters."""
    if figure.database:
        return figure.database.move()
    drawn = draw_uniforms(figure.id, seed, count + len(of_databases.left_out))
    return np.delete(drawn, of_databases.left_out)


def _measure_deviation(draws: Floats) -> float:
    mean = fsum(draws) / len(draws)
    return float(np.sqrt(fsum((draws - mean) ** 2) / (len(draws) - 1)))
