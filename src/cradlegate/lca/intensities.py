"""Scores of one unit of each background activity, and what amounts of them score."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cradlegate.lca.elementary import Floats


@dataclass(frozen=True, slots=True)
class Intensities:
    """Characterised scores of background activities.

    Args:
        activity_ids: in the order of the rows.
        values: shape (activities, categories); kg CO2e per unit of the activity.
    """

    activity_ids: tuple[str, ...]
    values: Floats


def characterize(amounts: Floats, activities: NDArray[np.intp], intensities: Intensities) -> Floats:
    """Score amounts of background activities.

    Args:
        amounts: shape (lines,), each in the unit of its activity.
        activities: shape (lines,), row of each line's activity in the intensities.

    Returns:
        Shape (lines, categories); kg CO2e.
    """
    scores: Floats = amounts[:, None] * intensities.values[activities]
    return scores


def sum_draws(scores: Floats, multipliers: Floats, rows: NDArray[np.intp]) -> Floats:
    """Sum lines over draws, one line after the other in the order given.

    Additions happen in that fixed order and without BLAS, so that the sum has the same bits
    everywhere.

    Args:
        scores: shape (lines,); nominal kg CO2e.
        multipliers: shape (lines, draws).
        rows: which lines to sum.

    Returns:
        Shape (draws,); kg CO2e.
    """
    total = np.zeros(multipliers.shape[1])
    for row in rows:
        total = total + scores[row] * multipliers[row]
    return total
