"""Drawing figures of processes together with the database that they stand in."""

from collections.abc import Sequence

import numpy as np

from cradlegate.background.datasets.drawable import DrawableDatabase
from cradlegate.background.datasets.draws import draw_processes
from cradlegate.background.processes.drawn import DIGITS, FigureDraws, name_drawn
from cradlegate.background.processes.figure import ProcessFigure
from cradlegate.lca.elementary import Floats
from cradlegate.lca.monte_carlo.run import Run

_NOISE = 1e-6
"""A process whose draws all lie this close to its figure does not spread."""


def draw_figures(
    database: DrawableDatabase,
    figures: Sequence[ProcessFigure],
    seed: int,
    count: int,
    run: Run = map,
) -> FigureDraws:
    """Draw figures of one database together.

    Args:
        seed: 0 ≤ seed < 2^64; a process is drawn alike whatever else is drawn with it.
        count: number of draws.
        run: does the chunks of draws; one after the other unless told otherwise.

    Returns:
        A process whose draws all are its figure is not among them.

    Raises:
        FaultsError: processes without a figure (BG-162), or damaged arrays (BG-163).
    """
    named = {each.process: name_drawn(each) for each in figures}
    drawn = draw_processes(database, list(named), seed, count, run)
    multipliers, reasons = {}, {}
    for name, nominal, values in zip(named.values(), drawn.nominal, drawn.values, strict=True):
        off = np.abs(values - nominal)
        if not (off > _NOISE * abs(nominal)).any() and not np.isnan(off).any():
            continue
        if nominal == 0.0:
            reasons[name] = "its figure is 0 and its draws are not"
        else:
            multipliers[name] = _round(values / nominal)
    return FigureDraws(multipliers, reasons)


def _round(values: Floats) -> Floats:
    """Round to the digits that are certified, so that machines agree and files stay small."""
    return np.array([float(f"{value:.{DIGITS}g}") for value in values])
