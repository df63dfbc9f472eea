"""Figures of many variants from the formulas of their group."""

from dataclasses import dataclass

import numpy as np

from cradlegate.footprint.appraisal.uncertainty import LEVEL
from cradlegate.footprint.variants.model import Model
from cradlegate.footprint.variants.spread import DrawTables
from cradlegate.lca.elementary import Floats
from cradlegate.lca.tapes.run import CHUNK, evaluate

CELLS_AT_ONCE = 1 << 15
"""Rows times draws that are worked out together: what the cache of one core holds."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures of rows, kg CO2e.

    Args:
        cells: shape (cells, rows), in the order of the model's cells.
        total: shape (rows,).
        low, high: ends of the 95 % interval, shape (rows,); None without draws.
    """

    cells: Floats
    total: Floats
    low: Floats | None
    high: Floats | None


def work_out(model: Model, stated: Floats, chunk: int = CHUNK) -> Figures:
    """Work out the figures of rows; each has the same bits whatever the others and the chunk.

    Args:
        stated: shape (what a row states, rows).
    """
    found = evaluate(model.tape, stated, chunk)
    cells, products = found[: len(model.cells)], found[len(model.cells) :]
    total = np.zeros(stated.shape[1])
    for cell in cells:
        total = total + cell
    if model.draws is None:
        return Figures(cells, total, None, None)
    ends = np.empty((2, stated.shape[1]))
    step = max(1, CELLS_AT_ONCE // model.draws.plain.shape[1])
    for first in range(0, stated.shape[1], step):
        part = slice(first, first + step)
        ends[:, part] = _find_ends(_draw_totals(model.draws, products[:, part]))
    return Figures(cells, total, ends[0], ends[1])


def _draw_totals(draws: DrawTables, products: Floats) -> Floats:
    """Draw the totals of rows; shape (rows, draws)."""
    nominal = np.zeros(products.shape[1])
    for product, each in zip(products, draws.nominal, strict=True):
        nominal = nominal + product * each
    total = _combine(draws.plain, products)
    closed = _combine(draws.shared, products)
    closed *= nominal[:, None]
    closed /= _combine(draws.drawn, products)
    total += closed
    return total


def _combine(table: Floats, products: Floats) -> Floats:
    """Sum products times their row of a table, in a fixed order and without BLAS."""
    result = np.zeros((products.shape[1], table.shape[1]))
    term = np.empty_like(result)
    for product, row in zip(products, table, strict=True):
        if row.any():
            np.multiply(product[:, None], row, out=term)
            result += term
    return result


def _find_ends(drawn: Floats) -> Floats:
    """Give both ends of the interval, by linear interpolation of order statistics."""
    count = drawn.shape[1]
    tail = float((1 - LEVEL) / 2)
    places = [share * (count - 1) for share in (tail, 1 - tail)]
    around = [(int(place), min(int(place) + 1, count - 1)) for place in places]
    ordered = np.partition(drawn, sorted({at for pair in around for at in pair}), axis=1)
    return np.stack(
        [
            ordered[:, below] + (place - below) * (ordered[:, above] - ordered[:, below])
            for place, (below, above) in zip(places, around, strict=True)
        ]
    )
