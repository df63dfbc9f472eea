"""A catalogue as pieces of work: lines, formulas group by group, and rows."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import numpy as np

from cradlegate import __version__
from cradlegate.compose.study import open_sources
from cradlegate.compute.following import Watch, follow
from cradlegate.compute.kept_results import KeptResults
from cradlegate.core.executor import Executor
from cradlegate.core.fault import Fault, FaultsError
from cradlegate.footprint.footprint import METHOD
from cradlegate.footprint.variants.cases import Drafter
from cradlegate.footprint.variants.catalogue import (
    GroupRows,
    Piece,
    choose_proofs,
    group_rows,
    take_stated,
)
from cradlegate.footprint.variants.figures import Figures, work_out
from cradlegate.footprint.variants.leaves import LeafLines, read_leaf_lines
from cradlegate.footprint.variants.model import Asked, Model, compile_model
from cradlegate.lca.elementary import Floats
from cradlegate.product.templates.expansion import find_template
from cradlegate.product.variants.reading import VariantTable
from cradlegate.product.variants.rows import Group

Faults = tuple[Fault, ...]
Refused = list[tuple[GroupRows, Faults]]
Ready = list[tuple[GroupRows, Model]]
FLOAT = "<f8"
ENGINE = f"cradlegate {__version__}, {METHOD}, numpy {np.__version__}"
"""What kept figures hang on beside their piece, which holds all formulas and draws."""


class Basis(NamedTuple):
    """What every piece of a catalogue needs.

    Args:
        template: its id.
        as_of: day of the drafts.
    """

    template: str
    asked: Asked
    as_of: date


class WorkedOut(NamedTuple):
    """What came of a table.

    Args:
        unusable: faults of kept results.
    """

    pieces: tuple[Piece, ...]
    refused: Refused
    unusable: Faults


def work_out_table(
    executor: Executor,
    table: VariantTable,
    basis: Basis,
    rows_at_once: int,
    resume: Path | None,
    watch: Watch,
) -> WorkedOut:
    """Compile the formulas of every group, and work out all its rows.

    Args:
        rows_at_once: rows of one group that are worked out together.
        resume: folder that keeps the figures of rows, or None.
    """
    kept = KeptResults(resume, ENGINE, write_figures, read_figures) if resume else None
    ready, refused = _compile_all(executor, table, basis)
    parts = [
        (model, each.rows[first : first + rows_at_once])
        for each, model in ready
        for first in range(0, len(each.rows), rows_at_once)
    ]
    pieces = (RowsPiece(model, take_stated(table.rows, rows)) for model, rows in parts)
    figures = (
        kept.run(executor, work_out_rows, pieces) if kept else executor.run(work_out_rows, pieces)
    )
    done = zip(parts, follow(figures, len(parts), watch), strict=True)
    worked_out = tuple(Piece(rows, model, each) for (model, rows), each in done)
    return WorkedOut(worked_out, refused, kept.faults if kept else ())


class RowsPiece(NamedTuple):
    """Some rows of a group.

    Args:
        stated: shape (what a row states, rows).
    """

    model: Model
    stated: Floats


def work_out_rows(piece: RowsPiece) -> Figures:
    """Work out the figures of rows."""
    return work_out(piece.model, piece.stated)


def write_figures(figures: Figures) -> bytes:
    """Write figures as one table: cells, total, and with draws both ends of the interval."""
    ends = [each for each in (figures.low, figures.high) if each is not None]
    return np.vstack([figures.cells, figures.total, *ends]).astype(FLOAT).tobytes()


def read_figures(piece: RowsPiece, data: bytes) -> Figures:
    """Read what `write_figures` wrote of the same piece.

    Raises:
        ValueError: something else.
    """
    cells, has_draws = len(piece.model.cells), piece.model.draws is not None
    shape = (cells + (3 if has_draws else 1), piece.stated.shape[1])
    found = np.frombuffer(data, FLOAT).reshape(shape)
    low, high = (found[-2], found[-1]) if has_draws else (None, None)
    return Figures(found[:cells], found[cells], low, high)


class _LinesPiece(NamedTuple):
    basis: Basis
    base_material: str


class _ModelPiece(NamedTuple):
    basis: Basis
    group: Group
    leaves: LeafLines
    proofs: tuple[Mapping[str, Decimal], ...]


def _compile_all(executor: Executor, table: VariantTable, basis: Basis) -> tuple[Ready, Refused]:
    """Read lines off once for every base material, then compile group by group."""
    groups = group_rows(table.rows)
    bases = list(dict.fromkeys(each.group.base_material for each in groups))
    lines = executor.run(_read_lines, [_LinesPiece(basis, base) for base in bases])
    leaves = dict(zip(bases, lines, strict=True))
    ready: Ready = []
    refused: Refused = []
    asked: list[tuple[GroupRows, _ModelPiece]] = []
    for each in groups:
        known = leaves[each.group.base_material]
        if isinstance(known, LeafLines):
            proofs = choose_proofs(table.rows, each.rows)
            asked.append((each, _ModelPiece(basis, each.group, known, proofs)))
        else:
            refused.append((each, known))
    models = executor.run(_compile, [piece for _, piece in asked])
    for (each, _), model in zip(asked, models, strict=True):
        if isinstance(model, Model):
            ready.append((each, model))
        else:
            refused.append((each, model))
    return ready, refused


def _read_lines(piece: _LinesPiece) -> LeafLines | Faults:
    try:
        return read_leaf_lines(_drafter(piece.basis), Group(piece.base_material, "", ""))
    except FaultsError as error:
        return error.faults


def _compile(piece: _ModelPiece) -> Model | Faults:
    drafter = _drafter(piece.basis)
    try:
        return compile_model(drafter, piece.leaves, piece.group, piece.basis.asked, piece.proofs)
    except FaultsError as error:
        return error.faults


def _drafter(basis: Basis) -> Drafter:
    return Drafter(find_template(basis.template), open_sources(), basis.as_of)
