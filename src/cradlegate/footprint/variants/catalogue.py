"""A catalogue joined from its groups: which rows go together, and one table of all figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import polars as pl
from numpy.typing import NDArray

from cradlegate.core.stage import STAGES_BY_VIEW, Stage, View
from cradlegate.footprint.variants.figures import Figures
from cradlegate.footprint.variants.model import Model
from cradlegate.lca.elementary import Floats
from cradlegate.product.variants.rows import Group, SettledRows

Rows = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class GroupRows:
    """A group and its rows, in their order."""

    group: Group
    rows: Rows


@dataclass(frozen=True, slots=True)
class Piece:
    """Some rows of one group with their figures."""

    rows: Rows
    model: Model
    figures: Figures


def group_rows(settled: SettledRows) -> tuple[GroupRows, ...]:
    """Sort the rows that can be computed by everything that is no number."""
    rows: dict[Group, list[int]] = {}
    for row in np.flatnonzero(settled.is_usable):
        rows.setdefault(settled.groups[int(row)], []).append(int(row))
    return tuple(GroupRows(group, np.array(each, np.intp)) for group, each in rows.items())


def choose_proofs(settled: SettledRows, rows: Rows) -> tuple[Mapping[str, Decimal], ...]:
    """Choose rows of a group for its proof: the lightest and the heaviest machine."""
    masses = settled.values["net_mass_kg"][rows]
    chosen = dict.fromkeys((int(rows[masses.argmin()]), int(rows[masses.argmax()])))
    return tuple(settled.value(row) for row in chosen)


def take_stated(settled: SettledRows, rows: Rows) -> Floats:
    """Give what rows state, as a model takes it; shape (what a row states, rows)."""
    return np.stack([each[rows] for each in settled.values.values()])


def tabulate_figures(count: int, pieces: Sequence[Piece]) -> pl.DataFrame:
    """Join the figures of all rows into one table, a row each.

    Returns:
        `view`; `kgco2e`; with draws `low` and `high`; `stage_…` for every stage of the views, and
        `subassembly_…`.  Null where there is no figure: in rows with a fault, and in stages that
        the view of the row does not have.
    """
    views: list[str | None] = [None] * count
    columns: dict[str, Floats] = {"kgco2e": np.full(count, np.nan)}
    if any(piece.figures.low is not None for piece in pieces):
        columns |= {"low": np.full(count, np.nan), "high": np.full(count, np.nan)}
    columns |= _make_sums(count, pieces)
    for piece in pieces:
        for row in piece.rows:
            views[row] = str(piece.model.view)
        columns["kgco2e"][piece.rows] = piece.figures.total
        if piece.figures.low is not None and piece.figures.high is not None:
            columns["low"][piece.rows] = piece.figures.low
            columns["high"][piece.rows] = piece.figures.high
        for cell, values in zip(piece.model.cells, piece.figures.cells, strict=True):
            columns[f"stage_{cell.stage.name}"][piece.rows] += values
            columns[f"subassembly_{cell.subassembly}"][piece.rows] += values
    frame = pl.DataFrame({"view": pl.Series(views, dtype=pl.String), **columns})
    return frame.with_columns(pl.col(pl.Float64).fill_nan(None))


def _make_sums(count: int, pieces: Sequence[Piece]) -> dict[str, Floats]:
    """Make the columns that cells are summed into: 0 where a row has them, else no number."""
    views: dict[View, None] = dict.fromkeys(piece.model.view for piece in pieces)
    stages = [stage for stage in Stage if any(stage in STAGES_BY_VIEW[view] for view in views)]
    parts = dict.fromkeys(cell.subassembly for piece in pieces for cell in piece.model.cells)
    columns = {f"stage_{stage.name}": np.full(count, np.nan) for stage in stages}
    columns |= {f"subassembly_{part}": np.full(count, np.nan) for part in parts}
    for piece in pieces:
        for stage in STAGES_BY_VIEW[piece.model.view]:
            columns[f"stage_{stage.name}"][piece.rows] = 0.0
        for part in parts:
            columns[f"subassembly_{part}"][piece.rows] = 0.0
    return columns


def tabulate_cube(ids: pl.Series, pieces: Sequence[Piece]) -> pl.DataFrame:
    """Give `id`, `stage`, `subassembly` and `kgco2e` of every cell of every row."""
    frames = [
        pl.DataFrame(
            {
                "row": np.repeat(piece.rows, len(piece.model.cells)),
                "stage": [str(cell.stage) for cell in piece.model.cells] * len(piece.rows),
                "subassembly": [cell.subassembly for cell in piece.model.cells] * len(piece.rows),
                "kgco2e": piece.figures.cells.T.ravel(),
            }
        )
        for piece in pieces
    ]
    joined = pl.concat(frames).sort("row", maintain_order=True)
    return joined.select(ids.gather(joined["row"]).alias("id"), pl.exclude("row"))
