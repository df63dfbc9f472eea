"""Draws of figures as a file: what a case took of them, so that its interval can be had again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from cradlegate.background.processes.drawn import DIGITS, FigureDraws, name_drawn
from cradlegate.background.processes.faults import SPOILED_FIGURES
from cradlegate.background.processes.figure import ProcessFigure
from cradlegate.core.canonical import canonical_bytes
from cradlegate.core.errors import CradlegateError
from cradlegate.core.fault import Fault, FaultsError
from cradlegate.core.strict_json import read_json
from cradlegate.lca.elementary import Floats

SCHEMA = "cradlegate.draws/1"
_NONE = "-"
"""A draw that leaves no figure."""


@dataclass(frozen=True, slots=True)
class StoredDraws:
    """Draws as they were asked for.

    Args:
        multipliers: shape (draws,) by name; empty of a process that was asked for and not drawn.
    """

    seed: int
    count: int
    multipliers: Mapping[str, Floats]


def note_draws(
    figures: Sequence[ProcessFigure], seed: int, count: int, drawn: FigureDraws
) -> StoredDraws:
    """Note what was asked, and what was answered."""
    nothing = np.zeros(0)
    names = map(name_drawn, figures)
    return StoredDraws(seed, count, {name: drawn.multipliers.get(name, nothing) for name in names})


def write_draws(draws: StoredDraws) -> bytes:
    """Write draws: of every process a line of multipliers, to seven digits."""
    content = {
        "schema": SCHEMA,
        "seed": str(draws.seed),
        "count": draws.count,
        "processes": {name: _spell(row) for name, row in sorted(draws.multipliers.items())},
    }
    return canonical_bytes(content)


def read_draws(data: bytes) -> StoredDraws:
    """Read draws back.

    Raises:
        FaultsError: other bytes than were written (BG-178).
    """
    try:
        content: Any = read_json(data)
        rows = {name: _read(text) for name, text in content["processes"].items()}
        draws = StoredDraws(int(content["seed"]), content["count"], rows)
        is_whole = all(len(row) in {0, draws.count} for row in rows.values())
        if is_whole and write_draws(draws) == data:
            return draws
        found = "other draws than those that were written"
    except (CradlegateError, LookupError, TypeError, ValueError, AttributeError) as error:
        found = f"{type(error).__name__}: {error}"
    raise FaultsError([Fault(SPOILED_FIGURES, found)])


def _spell(row: Floats) -> str:
    return " ".join(_NONE if np.isnan(value) else f"{value:.{DIGITS}g}" for value in row)


def _read(text: str) -> Floats:
    row = np.array([float("nan" if each == _NONE else each) for each in text.split()])
    row.setflags(write=False)  # whoever reads the same bytes again gets the same rows
    if np.isinf(row).any():
        raise ValueError("a draw that is not finite")
    return row
