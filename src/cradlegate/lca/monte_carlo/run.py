"""Monte Carlo of a whole database: every product asked for, in every draw.

A draw is solved as a whole, whatever products are kept, and by itself, whatever draws run beside
it.  So products, draws, chunks and workers can be added, and nothing that was there changes.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from cradlegate.lca.elementary import Floats
from cradlegate.lca.monte_carlo.arithmetic import choose_arithmetic
from cradlegate.lca.monte_carlo.spreads import Spreads, draw_amounts
from cradlegate.lca.monte_carlo.system import UnitSystem
from cradlegate.lca.monte_carlo.warm import Start, prepare, solve_afresh, solve_near
from cradlegate.lca.technosphere import Indexes, SelfFeedingLoop, Unscalable

CHUNK = 100
"""Draws that one task makes; what is sent with each takes as long as two or three draws."""

Work = Callable[[range], Floats]
Run = Callable[[Work, Sequence[range]], Iterable[Floats]]
"""Does the work for each chunk and gives what comes back in their order, as `map` does.  Work and
chunks can be sent to other processes."""


@dataclass(frozen=True, slots=True, eq=False)
class DrawnIntensities:
    """Intensities of some products in many draws.

    Args:
        nominal: shape (products, columns); burden per unit.
        values: shape (products, columns, draws); NaN where a draw leaves no figure, since the
            product or one that it needs feeds on itself.
    """

    nominal: Floats
    values: Floats

    @property
    def without_figure(self) -> tuple[int, ...]:
        """Numbers of the draws that leave some product without a figure."""
        is_none = np.isnan(self.values).any(axis=(0, 1))
        return tuple(np.flatnonzero(is_none).tolist())


@dataclass(frozen=True, slots=True, eq=False)
class _Task:
    """What a worker needs beside the numbers of its draws."""

    system: UnitSystem
    spreads: Spreads
    start: Start
    products: Indexes
    seed: int


def draw_intensities(
    system: UnitSystem,
    spreads: Spreads,
    products: Indexes,
    seed: int,
    count: int,
    run: Run = map,
) -> DrawnIntensities | SelfFeedingLoop | Unscalable:
    """Draw all amounts many times, and find what one unit of some products causes.

    Args:
        spreads: of the system's amounts, sorted by kind.
        products: positions of those that are kept.
        seed: 0 ≤ seed < 2^64.
        count: number of draws.
        run: does the chunks; one after the other unless told otherwise.

    Returns:
        The intensities; or why the nominal amounts have no solution.
    """
    start = prepare(system.assemble(system.amounts))
    if not isinstance(start, Start):
        return start
    task = _Task(system, spreads, start, products, seed)
    chunks = [range(at, min(at + CHUNK, count)) for at in range(0, count, CHUNK)]
    empty = np.empty((len(products), system.width, 0))
    drawn = [empty, *run(partial(_draw_chunk, task), chunks)]
    return DrawnIntensities(start.values[products], np.concatenate(drawn, axis=2))


def _draw_chunk(task: _Task, draws: range) -> Floats:
    """Give the intensities of the products, shape (products, columns, draws)."""
    system, spreads, start = task.system, task.spreads, task.start
    found = np.empty((len(task.products), system.width, len(draws)))
    amounts, pair = system.amounts, -1
    for at, draw in enumerate(draws):
        if draw // 2 != pair:
            pair = draw // 2
            both = draw_amounts(spreads, task.seed, pair)
        amounts[spreads.positions] = both[draw % 2]
        drawn = system.assemble(amounts, choose_arithmetic())
        near = None if drawn.is_bad.any() else solve_near(start, drawn)
        values = solve_afresh(drawn, start.sizes) if near is None else near
        found[:, :, at] = values[task.products]
    return found
