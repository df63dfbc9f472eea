"""Scores of one unit of each background activity, and what amounts of them score."""

from collections.abc import Iterable, Sequence
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


def sum_draws(
    scores: Floats,
    multipliers: Iterable[Floats],
    groups: Sequence[Sequence[int]],
    shape: tuple[int, int],
) -> Floats:
    """Sum lines over draws into groups, one line after the other in the order given.

    Additions happen in that fixed order and without BLAS, so that sums have the same bits
    everywhere; one line is held at a time, however many there are.

    Args:
        scores: shape (lines,); nominal kg CO2e.
        multipliers: for each line, shape (draws,).
        groups: for each line, the groups that count it.
        shape: number of groups and of draws.

    Returns:
        Shape (groups, draws); kg CO2e.
    """
    totals = np.zeros(shape)
    for score, multiplier, counted_in in zip(scores, multipliers, groups, strict=True):
        drawn = score * multiplier
        for group in counted_in:
            totals[group] = totals[group] + drawn
    return totals
