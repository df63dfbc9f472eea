"""How far the figures of processes spread in draws of the databases that they stand in."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from cradlegate.background.processes.figure import ProcessFigure
from cradlegate.lca.elementary import Floats

DIGITS = 7
"""Digits of a multiplier: as many as draws are certified to."""


@dataclass(frozen=True, slots=True)
class FigureDraws:
    """Draws of figures, as multiples of the figures.

    Args:
        multipliers: shape (draws,), NaN where a draw leaves no figure; by `name_drawn`, of the
            processes that spread.
        reasons: why a process that spreads, or may, could not be drawn; by the same.
    """

    multipliers: Mapping[str, Floats] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)


DrawFigures = Callable[[Sequence[ProcessFigure], int, int], FigureDraws]
"""Draws figures by a seed so many times."""


def name_drawn(figure: ProcessFigure) -> str:
    """Name a process whose figure is drawn: id of the database and of the process."""
    return f"{figure.database.id}/{figure.process}"


def draw_nothing(_figures: Sequence[ProcessFigure], _seed: int, _count: int) -> FigureDraws:
    """Draw none: there is no database."""
    return FigureDraws()
