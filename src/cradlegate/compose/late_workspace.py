"""Databases of the workspace, opened once a case asks for one of their processes.

What solves databases is slow to load, and most cases name no process.
"""

from collections.abc import Sequence
from functools import cache

from cradlegate.background.processes.drawn import FigureDraws
from cradlegate.background.processes.figure import FindProcess, ProcessFigure


def find_once_opened() -> FindProcess:
    """Give processes of the workspace, which is opened once the first of them is asked for."""

    @cache
    def open_find() -> FindProcess:
        from cradlegate.compose.backgrounds import find_in_workspace

        return find_in_workspace()

    def find(reference: str) -> ProcessFigure:
        return open_find()(reference)

    return find


def draw_once_opened(figures: Sequence[ProcessFigure], seed: int, count: int) -> FigureDraws:
    """Draw figures of processes with the databases of the workspace, which are opened here."""
    from cradlegate.compose.backgrounds import draw_in_workspace

    return draw_in_workspace()(figures, seed, count)
